"""Pages of invented results, and their cells."""

from __future__ import annotations

import re

from simulation.report import build


def page_of(folder, tmp_path) -> str:
    return build([folder], tmp_path / "report.html").read_text("utf-8")


def own_html(page: str) -> str:
    """The page without the library of pictures."""
    return re.sub('<script type="text/plain" id="plotly">[^<]*</script>', "", page)
