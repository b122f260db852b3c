"""What a choice does against a rival in worlds in which all assumptions differ at once, in words: in how many
it does more, by how much on average, and whether that ranks the two."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from simulation.text.bilingual import Pair
from simulation.text.short_numbers import end, signed

STEADY = 0.75
"""Of the worlds: where the choice does more in fewer, the two are not ranked."""
LEADS = Pair(
    "{k} 个胜过{rival}，平均 {mean}（最小 {low}，最大 {high}）{less}{even}",
    "than {rival} in {k} of them, {mean} on average (smallest {low}, largest {high}){less}{even}",
)
LESS = Pair("，平均反而不如它", ", that is, less than it on average")
UNRANKED = Pair("：两者分不出先后", ", so the two cannot be ranked")


def lead_said(row: Mapping[Any, Any], rival: Pair, way: float) -> Pair:
    """Of a row of drawn_worlds.csv. rival: its title in a sentence; way: the sign of choice - rival where the
    choice does more, 0 where that is not known."""
    mean, low, high = (float(row[name]) for name in ("difference", "smallest", "largest"))
    values = (mean, low, high)
    unit = str(row.get("unit", ""))
    return LEADS.fill(
        k=f"{row['choice_leads']:.0f}",
        rival=rival,
        mean=signed(mean, low, high, unit),
        low=end(low, values, unit),
        high=end(high, values, unit),
        less=LESS if mean * way < 0 else Pair("", ""),
        even=Pair("", "") if ranked(row, way) else UNRANKED,
    )


def ranked(row: Mapping[Any, Any], way: float) -> bool:
    """Whether the choice does more in nearly all worlds, and on average."""
    return row["choice_leads"] >= STEADY * row["worlds"] and row["difference"] * way >= 0


def way_of(judged: pd.DataFrame) -> float:
    """The sign of choice - rival where the choice does more, by rows of overturning.csv of rivals that it
    leads; 0 where it leads none."""
    return float(judged["difference_own"].iloc[0] > 0) * 2 - 1 if len(judged) else 0.0
