"""Sections of the report that are found by themselves: which places are taken."""

from __future__ import annotations

from simulation.report.figures import sections
from tools.handbook.markdown import heads, plain, table


def taken() -> str:
    """A row for each section, the lowest place first."""
    rows = ((each.place, plain(f"{each.title.en} · {each.title.zh}")) for each in sections())
    return table(heads("place|section", "位置|部分"), rows)
