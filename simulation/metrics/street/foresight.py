"""What data are used for: whether what is on record leads to preventive plans, what is foreseen, and what
that spares."""

from __future__ import annotations

import numpy as np

from simulation.codes import DAY, YEAR
from simulation.metrics import metric
from simulation.metrics.counting import ratio, share
from simulation.records import Records


def _ratio(records: Records, part: str, whole: str) -> float:
    """Sum of one daily series against that of another; NaN of nothing."""
    days = records.measured()[[part, whole]].sum()
    return float(days[part] / days[whole]) if days[whole] else np.nan


@metric(
    "records_used_share",
    unit="share",
    better="higher",
    role="context",
    en="share of cases on record that led to a preventive plan",
    zh="登记数据利用率",
)
def records_used_share(records: Records) -> float:
    """Share of cases on record in grids where the forecast points and there is a preventive plan.

    Formula: sum over days and grids of records x share of flags with a preventive plan / all records. 0 where
    nothing is forecast; what records do for forms and dispatch is not counted. Source: definition, after the
    thesis: what is collected is hardly used.
    """
    return _ratio(records, "records_used", "recorded")


@metric(
    "foreseen_share",
    unit="share",
    better="higher",
    role="context",
    en="share of needs foreseen",
    zh="需求预见率",
)
def foreseen_share(records: Records) -> float:
    """Share of true needs, silent ones too, that a flag on their place foresaw; the recall that is reached.

    Formula: foreseen / all needs that arose in the measured period. Source: definition.
    """
    foreseen = records.needs["foreseen"][records.born_inside()]
    return share(foreseen, np.ones(len(foreseen), bool))


@metric(
    "forecast_precision",
    unit="needs/grid/day",
    better="higher",
    role="context",
    en="needs foreseen per flagged grid and day",
    zh="预警命中数（每处每日）",
)
def forecast_precision(records: Records) -> float:
    """Needs foreseen for each grid that is flagged for a day.

    Formula: foreseen needs that arose in the measured period / flagged grids, summed over days. NaN where
    nothing is flagged. Source: definition.
    """
    places = float(records.measured()["places_flagged"].sum())
    foreseen = records.needs["foreseen"][records.born_inside()]
    return float(foreseen.sum()) / places if places else np.nan


@metric(
    "forecast_lift",
    unit="ratio",
    better="higher",
    role="context",
    en="recall of the forecast against the worker's own map",
    zh="预测相对网格员经验的提升",
)
def forecast_lift(records: Records) -> float:
    """Recall of the forecast against that of the worker's own map, mean over flagged grids and days; below 1
    the platform tells workers less than they know. NaN where nothing is flagged. Source: definition."""
    return _ratio(records, "forecast_lift", "places_flagged")


@metric(
    "prevented_share",
    unit="share",
    better="higher",
    role="context",
    en="share of shared needs prevented by a visit",
    zh="公共事项预防率",
)
def prevented_share(records: Records) -> float:
    """Share of needs of shared space that a visit made ahead kept from arising.

    Formula: prevented / shared needs that arose in the measured period, or would have. Source: definition.
    """
    rows, needs = records.born_inside(), records.needs
    return share(needs["prevented"][rows], needs["common"][rows])


@metric(
    "need_days_avoided",
    unit="days/1,000 residents/year",
    better="higher",
    role="context",
    en="need-days avoided by prevention",
    zh="预防避免的需求未解决天数",
)
def need_days_avoided(records: Records) -> float:
    """Days that prevented needs would have lain unsolved had they fared as the other shared needs did, per
    1,000 residents and year. An estimate inside one run; the comparison of `need_days` is the measure.

    Formula: prevented needs x mean unsolved days of shared needs that were not. Source: definition.
    """
    return _days_avoided(records) / records.residents * 1000 / records.days * YEAR


@metric(
    "days_avoided_per_record",
    unit="days/thousand records",
    better="higher",
    role="outcome",
    en="need-days avoided per thousand records entered",
    zh="每千条登记避免的需求未解决天数",
    problem=3,
)
def days_avoided_per_record(records: Records) -> float:
    """Need-days that preventive plans avoid, for a thousand cases put on record; 0 where nothing is
    prevented. Falls when more is entered and no more is done with it.

    Formula: days avoided, as in `need_days_avoided` / records entered in the measured period x 1,000. Source:
    definition; problem 3 of the thesis.
    """
    return ratio(_days_avoided(records) * 1000, records.measured()["recorded"].sum())


@metric(
    "systems_joined_share",
    unit="share",
    better="none",
    role="input",
    en="data systems joined and in use",
    zh="已打通并使用的数据系统比例",
    problem=3,
)
def systems_joined_share(records: Records) -> float:
    """Share of data systems that are joined and in use, mean over grids and measured days (D1). Source:
    definition."""
    return float(records.measured()["systems_joined"].mean())


def _days_avoided(records: Records) -> float:
    """Prevented needs x mean unsolved days of shared needs that were not prevented."""
    rows, needs = records.born_inside(), records.needs
    rows = rows[needs["common"][rows]]
    arose, prevented = needs["arose"][rows], needs["prevented"][rows]
    end = np.fmin(np.fmin(needs["solved"][rows], arose + records.cap_days * DAY), records.window[1])
    each = (end - arose)[~prevented].mean() / DAY if (~prevented).any() else 0.0
    return float(prevented.sum() * each)


@metric(
    "fitting_share",
    unit="share",
    better="higher",
    role="context",
    en="share of key households' needs solved by somebody who knows the household",
    zh="重点家庭事项知情办理率",
)
def fitting_share(records: Records) -> float:
    """Share of solved needs of key households whose household the grid knew when they were solved; such
    needs come back less often. Formula: known / solved of key households. Source: definition, after the
    thesis: services made to fit.
    """
    known = records.needs["known"][records.born_inside()]
    return share(known == 1, known >= 0)
