"""What the page calls a metric and in which unit it speaks: from the metrics' own registry, else from the file."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from simulation.plots.words import Pair, same

HEADLINE = "need_days"

UNITS = {
    "share": Pair("百分比", "per cent"),
    "h": Pair("小时", "hours"),
    "hours": Pair("小时", "hours"),
    "min": Pair("分钟", "minutes"),
    "minutes": Pair("分钟", "minutes"),
    "yuan": Pair("元", "yuan"),
    "days": Pair("天", "days"),
    "cases": Pair("件", "cases"),
    "ratio": Pair("比值", "ratio"),
    "index": Pair("指数", "index"),
    "case": Pair("件", "case"),
    "day": Pair("天", "day"),
    "year": Pair("年", "year"),
    "month": Pair("月", "month"),
    "grid": Pair("网格", "grid"),
    "worker": Pair("网格员", "worker"),
    "needs": Pair("项需求", "needs"),
    "days per 1,000 residents and year": Pair("天／千名居民·年", "days per 1,000 residents and year"),
}
POINTS = Pair("百分点", "percentage points")


@dataclass(frozen=True)
class Measure:
    """A metric as the page speaks of it; `better` is higher, lower or none, `role` outcome, input or context."""

    id: str
    label: Pair
    unit: str
    better: str
    role: str

    @property
    def unit_words(self) -> Pair:
        """The unit of a level, in words."""
        return unit_words(self.unit)

    @property
    def difference_words(self) -> Pair:
        """The unit of a difference, in words: shares differ by percentage points."""
        return POINTS if self.unit == "share" else self.unit_words


def measures(comparison: pd.DataFrame, runs: pd.DataFrame) -> dict[str, Measure]:
    """Every metric of a folder by id, the headline first, then in the order of the files."""
    rows = comparison.drop_duplicates("metric").set_index("metric")
    units = runs.drop_duplicates("metric").set_index("metric")["unit"]
    names = sorted(dict.fromkeys([*rows.index, *units.index]), key=lambda name: name != HEADLINE)
    return {name: _measure(name, rows.loc[name] if name in rows.index else None, units.get(name, "")) for name in names}


def _measure(name: str, row: pd.Series | None, unit: str) -> Measure:
    if row is None:
        return Measure(name, label(name), unit, "none", "context")
    return Measure(name, label(name), row["unit"], row["better"] or "none", row["role"] or "outcome")


def label(name: str) -> Pair:
    """A metric's name in both languages; a metric that this version does not know keeps its id."""
    known = _labels()
    return known[name] if name in known else same(name.replace("_", " "))


def _labels() -> dict[str, Pair]:
    try:
        from simulation.metrics import METRICS
    except ImportError:
        return {}
    return {name: Pair(METRICS[name].label["zh"], METRICS[name].label["en"]) for name in METRICS}


def unit_words(unit: str) -> Pair:
    """A unit in both languages; the parts of a compound one (yuan/case) are said one by one."""
    if unit in UNITS:
        return UNITS[unit]
    parts = [UNITS.get(part.strip(), same(part.strip())) for part in unit.split("/")]
    return Pair("／".join(p.zh for p in parts), " per ".join(p.en for p in parts))
