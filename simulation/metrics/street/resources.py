"""Resources of the district: what firms and units share, and what the market serves."""

from __future__ import annotations

import numpy as np

from simulation.codes import YEAR, Track
from simulation.metrics import metric
from simulation.metrics.counting import share
from simulation.records import Records


def _mean(records: Records, name: str) -> float:
    """Mean of a series over the measured days that have it; NaN where none has (a count at the end of a
    month, where no month ended)."""
    days = records.measured()
    return float(days[name].mean()) if name in days else np.nan


@metric(
    "resources_used_share",
    unit="share",
    better="higher",
    role="input",
    en="firms and units whose resources are in use",
    zh="辖区资源利用率",
    problem=4,
)
def resources_used_share(records: Records) -> float:
    """Share of firms and enrolled units that lend a room or hours of their staff in a month.

    Formula: lenders / (open firms + units that enrolled), mean over the measured days. Source: definition.
    """
    could = _mean(records, "could_share")
    return _mean(records, "sharers") / could if could else np.nan


@metric(
    "resource_hours_net",
    unit="hours/1,000 residents/year",
    better="higher",
    role="outcome",
    en="resource hours that residents use, net of minutes spent",
    zh="居民使用的资源时长（扣除投入工时）",
    problem=4,
)
def resource_hours_net(records: Records) -> float:
    """Hours that staff of firms and units, and residents' groups, give to residents, less the hours of
    workers that go into it, per 1,000 residents and year. Below 0 where the asking takes more than it brings.

    Formula: (hours lent by firms and units + hours of groups, running them left out - workers' hours billed
    for visits to firms and for finding and advising groups). A room counts by what is done in it, not by
    being open. Source: definition; problem 4 of the thesis.
    """
    days = records.measured()
    hours = days["resource_hours"].sum() - days["minutes_resources"].sum() / 60
    return float(hours) / records.residents * 1000 / records.days * YEAR


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
    return _mean(records, "meals") * YEAR / max(records.counts["elders"], 1)


@metric(
    "meals_shut_out_share",
    unit="share",
    better="lower",
    role="outcome",
    en="poor elders whom the meal price shuts out",
    zh="低收入老人无力负担助餐比例",
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
    return share(cases["track"] == Track.MARKET, ~np.isnan(cases["true_closed"]))
