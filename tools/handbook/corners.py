"""Where the sign of a remedy turns: the table of corners that `benchmarks/regimes.py` wrote, for reading."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from simulation.text.bilingual import listed, same
from tools.handbook.markdown import table

FILE = Path(__file__).parents[2] / "docs" / "regimes-corners.csv"
HEADLINE = "need_days"
USUAL, ALL = "usual", "all turned"
NOT_RUN = "not run"
FEW = 5
"""Settings of one sign that a sentence names; of more it says how many there are."""
WAY = {"helps": "fewer", "harms": "more", "neither": "inconclusive"}
SAID = {"helps": "has fewer need-days", "harms": "has more", "neither": "is inconclusive"}


def need_days() -> str:
    """A row a remedy and corner: need-days as mechanisms usually work, with all switches turned, and which
    single switches change what is said."""
    rows = (
        (str(remedy), str(corner), *_cells(mine))
        for (remedy, corner), mine in _found().groupby(["remedy", "corner"], sort=False)
    )
    heads = (
        "remedy",
        "corner",
        "need-days as usual",
        "all switches turned",
        "single switches that change it",
    )
    return table(heads, rows)


def turns() -> str:
    """A sentence a remedy: in which corners, and under which switches, its sign is which."""
    return "\n".join(f"- {_sentence(remedy, mine)}" for remedy, mine in _found().groupby("remedy"))


def _found() -> pd.DataFrame:
    found = pd.read_csv(FILE)
    return found[found["metric"] == HEADLINE].sort_values("remedy", kind="stable")


def _cells(mine: pd.DataFrame) -> list[str]:
    rows = {str(row["switch"]): row for _, row in mine.iterrows()}
    single = {switch: row["says"] for switch, row in rows.items() if switch not in (USUAL, ALL)}
    usual = rows[USUAL]["says"] if USUAL in rows else ""
    changed = [f"`{switch}` {WAY[says]}" for switch, says in single.items() if says != usual]
    told = ", ".join(changed) or ("none" if single else NOT_RUN)
    return [*(_change(rows[name]) if name in rows else NOT_RUN for name in (USUAL, ALL)), told]


def _change(row: pd.Series) -> str:
    return f"{-row['gain']:+.1f} ({-row['high']:.1f} to {-row['low']:.1f}) {WAY[row['says']]}"


def _sentence(remedy: object, mine: pd.DataFrame) -> str:
    by_sign = {says: mine[mine["says"] == says] for says in SAID}
    there = {says: rows for says, rows in by_sign.items() if len(rows)}
    if len(there) == 1:
        (only,) = there
        return f"Remedy {remedy} {SAID[only]} wherever it was run."
    parts = (f"{SAID[says]} {_where(rows)}" for says, rows in there.items())
    return f"Remedy {remedy} {'; '.join(parts)}."


def _where(rows: pd.DataFrame) -> str:
    if len(rows) > FEW:
        return f"in {len(rows)} settings"
    places = (
        f"“{corner}”"
        + ("" if switch == USUAL else f" with {'all switches' if switch == ALL else f'`{switch}`'}")
        for corner, switch in zip(rows["corner"], rows["switch"], strict=True)
    )
    return f"in {listed(map(same, places)).en}"
