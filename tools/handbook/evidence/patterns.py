"""Patterns that no rule writes in: the table that `benchmarks/realism/patterns.py` wrote, for reading."""

from __future__ import annotations

import pandas as pd

from tools.handbook.markdown import ROOT, heads, said, table

FILE = ROOT / "docs" / "patterns.csv"


def found() -> str:
    """Each pattern, whether it appears, and its figures."""
    rows = (
        (
            row["pattern"],
            said("appears", "出现") if row["appears"] else said("stays away", "没有出现"),
            row["figures"],
        )
        for _, row in pd.read_csv(FILE).iterrows()
    )
    return table(heads("pattern|in this model|figures", "现象|在本模型中|数字"), rows)
