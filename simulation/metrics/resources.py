"""Resources of the district: what firms and units share, and what the market serves."""

from __future__ import annotations

import numpy as np

from simulation.metrics import metric
from simulation.metrics.counting import share
from simulation.records import TRACKS, Records


def _mean(records: Records, name: str) -> float:
    return float(records.measured()[name].mean())


@metric(
    "resources_used_share",
    unit="share",
    better="higher",
    role="outcome",
    en="firms and units whose resources are in use",
    zh="辖区资源利用率",
)
def resources_used_share(records: Records) -> float:
    """Share of firms and reported-in units that lend a room or hours of their staff in a month.

    Formula: lenders / (open firms + units that reported in), mean over the measured days. Source: definition.
    """
    could = _mean(records, "could_share")
    return _mean(records, "sharers") / could if could else np.nan


@metric(
    "firms_open_share",
    unit="share",
    better="higher",
    role="outcome",
    en="premises with a firm in business",
    zh="企业存续率",
)
def firms_open_share(records: Records) -> float:
    """Share of business premises in which a firm is open, mean over the measured days. Source: definition."""
    return _mean(records, "firms_open") / records.counts["firms"]


@metric(
    "elder_meals",
    unit="meals/elder/year",
    better="higher",
    role="outcome",
    en="canteen meals of elders",
    zh="老年助餐量",
)
def elder_meals(records: Records) -> float:
    """Meals eaten in elders' canteens, per resident of 60 and more and year. Source: definition."""
    return _mean(records, "meals") * 365 / max(records.counts["elders"], 1)


@metric(
    "meals_shut_out_share",
    unit="share",
    better="lower",
    role="outcome",
    en="poor elders whom the meal price shuts out",
    zh="低收入老人助餐排斥率",
)
def meals_shut_out_share(records: Records) -> float:
    """Share of the poorest quarter of elders for whom a canteen meal a day is too dear.

    Source: definition.
    """
    return records.counts["meals_shut_out"]


@metric(
    "market_share",
    unit="share",
    better="none",
    role="context",
    en="cases that contractors solve",
    zh="市场化解决占比",
)
def market_share(records: Records) -> float:
    """Share of truly closed recorded cases that a contractor solved. Source: definition."""
    cases = records.cases()
    return share(cases["track"] == TRACKS.index("market"), ~np.isnan(cases["true_closed"]))
