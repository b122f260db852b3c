"""What each policy does alone: the table that `benchmarks/policies_alone.py` wrote, for reading."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from simulation.interventions import interventions
from simulation.metrics import METRICS
from simulation.records.stages import STAGES
from tools.handbook.markdown import table

FILE = Path(__file__).parents[2] / "docs" / "policies-alone.csv"
STAGE = {each.word: each.en for each in STAGES}
WAY = {"-": "fewer", "+": "more", "0": "inconclusive"}


def policies() -> str:
    """Every policy: its effect on need-days, where the days change, its own problem, and its price."""
    return _rows(lambda name: name in interventions.all())


def remedies() -> str:
    """The same of the six remedies."""
    return _rows(lambda name: name not in interventions.all())


def signs() -> str:
    """Which signs of need-days change under a structural switch."""
    found = pd.read_csv(FILE, dtype=str, keep_default_na=False)
    switches = [str(name) for name in found.columns if "=" in str(name)]
    usual = [_sign(float(low), float(high)) for low, high in zip(found["low"], found["high"], strict=True)]
    changed = [
        (f"`{row['policy']}`", WAY[sign], f"`{switch}`", WAY[row[switch]])
        for sign, (_, row) in zip(usual, found.iterrows(), strict=True)
        for switch in switches
        if row[switch] not in ("", sign)
    ]
    return table(("alone", "need-days", "under the switch", "need-days"), changed)


def _sign(low: float, high: float) -> str:
    return "+" if low > 0 else "-" if high < 0 else "0"


def _rows(shown: Callable[[str], bool]) -> str:
    found = pd.read_csv(FILE)
    heads = (
        "alone", "need-days", "before anybody speaks", "with offices", "on paper", "beyond solving",
        "mostly", "own problem", "yuan", "minutes",
    )  # fmt: skip
    return table(heads, (_cells(row) for _, row in found.iterrows() if shown(row["policy"])))


def _cells(row: pd.Series) -> list[str]:
    days = [f"{row[name]:+.1f}" for name in ("before_voice", "with_offices", "on_paper", "hopeless")]
    own = "" if pd.isna(row["own"]) else f"{METRICS[row['own']].label['en']} {row['own_change']:+.3g}"
    own += "" if pd.isna(row["own"]) or row["own_sign"] in "+-" else " (inconclusive)"
    whole = f"{row['need_days']:+.1f} ({row['low']:.1f} to {row['high']:.1f})"
    return [
        f"`{row['policy']}`",
        whole,
        *days,
        STAGE[row["most"]],
        own,
        f"{row['cost']:+.2f}",
        f"{row['minutes']:+.1f}",
    ]
