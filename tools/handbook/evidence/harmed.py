"""How many harmed inputs were tried: the table that `benchmarks/faults/fuzz.py` keeps, for reading."""

from __future__ import annotations

import pandas as pd

from tools.handbook.markdown import ROOT, heads, table

FILE = ROOT / "docs" / "fuzz.csv"


def tried() -> str:
    """Cases of each kind, and how many were not answered in words, over all calls."""
    found = pd.read_csv(FILE, dtype={"program": str})
    by_kind = found.groupby("kind")[["cases", "unanswered"]].sum()
    by_kind.loc["all"] = by_kind.sum()
    rows = ((kind, f"{row['cases']:,}", f"{row['unanswered']:,}") for kind, row in by_kind.iterrows())
    return table(heads("kind|cases|not answered in words", "种类|个案|没有用句子回答的"), rows)
