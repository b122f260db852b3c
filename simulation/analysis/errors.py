"""What can stop an analysis, as one sentence for people."""

from __future__ import annotations


class AnalysisError(Exception):
    """An analysis cannot be done; the message is a whole sentence."""

    code = 2
