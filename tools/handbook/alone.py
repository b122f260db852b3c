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


def traces() -> str:
    """Of each policy and remedy: how many plausible sets keep its sign, and by which links it acts."""
    found = pd.read_csv(FILE)
    rows = (
        (f"`{row['policy']}`", f"{row['need_days']:+.1f}", _kept(row), row["trace"])
        for _, row in found.iterrows()
    )
    return table(("alone", "need-days", "same sign in plausible sets", "why"), rows)


def verdicts() -> str:
    """What the runs say of each remedy alone, in both languages."""
    found = pd.read_csv(FILE).sort_values("remedies")
    rows = (
        (
            f"`scenarios/{row['policy']}.yaml`",
            f"{_verdict(row)} {row['need_days']:+.0f} ({row['low']:.0f} – {row['high']:.0f})",
            f"{METRICS[row['own']].label['en']} · {METRICS[row['own']].label['zh']}: "
            f"{row['own_change']:+.3g}{'' if row['own_sign'] in ('+', '-') else f' ({INCONCLUSIVE})'}",
            _kept(row),
        )
        for _, row in found.iterrows()
        if row["policy"] not in interventions.all()
    )
    heads = (
        "remedy · 举措", "need-days · 需求未解决天数", "own problem · 对应的问题",
        "same sign in plausible sets · 合理参数组中同号",
    )  # fmt: skip
    return table(heads, rows)


INCONCLUSIVE = "inconclusive · 尚不能判断"
VERDICT = {"-": "fewer · 减少", "+": "more · 增加", "0": INCONCLUSIVE}


def _verdict(row: pd.Series) -> str:
    return VERDICT[_sign(row["low"], row["high"])]


def _kept(row: pd.Series) -> str:
    fewer, sets = int(row["sets_fewer"]), int(row["sets"])
    return f"{fewer if row['need_days'] < 0 else sets - fewer} of {sets}"


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
