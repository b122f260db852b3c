"""Patterns that no rule writes in: the table that `benchmarks/patterns.py` wrote, for reading."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from tools.handbook.markdown import table

FILE = Path(__file__).parents[2] / "docs" / "patterns.csv"


def found() -> str:
    """Each pattern, whether it appears, and its figures."""
    rows = (
        (row["pattern"], "appears" if row["appears"] else "stays away", row["figures"])
        for _, row in pd.read_csv(FILE).iterrows()
    )
    return table(("pattern", "in this model", "figures"), rows)
