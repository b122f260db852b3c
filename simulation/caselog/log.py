"""What comes of reading a log."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

TEXTS = ("type", "unit", "area", "channel", "outcome", "previous")
"""Fields that are kept as they were written."""
DATES = ("opened", "closed", "due")
HELPERS = ("on_time", "overdue", "hours", "status")
"""Fields that are read and become something else: a flag, a closing time."""
FIELDS = ("case_id", *DATES, *TEXTS, *HELPERS)
"""Every field that a heading may be read as."""


@dataclass(frozen=True)
class CaseLog:
    """The cases of a log, and all that was wrong with it.

    cases: one row per case that was read, indexed from 0, with `line` (where it stands; the headings are
    line 1), `case_id`, `opened`, `closed` and `due` (local time; NaT: not closed, no limit), `type`, `unit`
    (who handles), `area`, `channel`, `staff` (found or entered by staff), `outcome`, `on_time` (as recorded;
    <NA>: unknown) and `previous` (the case that this one repeats). A text that is unknown is empty.
    faults: one row per fault, with `line`, `column` (its heading), `fault` (a code word), `text` (what stood
    there, at most 40 characters) and `treatment`: rejected, accepted or skipped.
    columns: the heading that each field was read from. notes: sentences about the log as a whole.
    """

    cases: pd.DataFrame
    faults: pd.DataFrame
    columns: dict[str, str]
    notes: list[str]
