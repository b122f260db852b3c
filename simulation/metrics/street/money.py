"""Money: what it costs, where it comes from."""

from __future__ import annotations

import numpy as np
import pandas as pd

from simulation.codes import YEAR
from simulation.funding_channels import CITY_POT, PURSES
from simulation.metrics import metric
from simulation.metrics.counting import ratio
from simulation.records import Records
from simulation.statistics import hhi

NOT_SPENT = ("returned", CITY_POT)
CHANNELS = tuple(purse.name for purse in PURSES)
ORIGINS = tuple({origin: None for purse in PURSES for origin, _ in purse.origin})


def _income(records: Records) -> pd.Series:
    """Yuan that came into the communities' channels, by origin."""
    moved = records.moved()
    debit, credit = (moved.index.get_level_values(level) for level in ("debit", "credit"))
    return moved[debit.isin(ORIGINS) & credit.isin(CHANNELS)].groupby("debit").sum()


def _spent(records: Records, paid_by: tuple[str, ...]) -> float:
    moved = records.moved()
    debit, credit = (moved.index.get_level_values(level) for level in ("debit", "credit"))
    return float(moved[debit.isin(paid_by) & ~credit.isin((*CHANNELS, *NOT_SPENT))].sum())


@metric(
    "cost",
    unit="yuan/resident/year",
    better="lower",
    role="input",
    en="cost, wages and programmes",
    zh="总成本（工资与项目）",
)
def cost(records: Records) -> float:
    """Yuan spent on wages (the district's line) and programmes (the communities' channels), per resident and
    year. Source: definition."""
    return _spent(records, ("district", *CHANNELS)) / records.residents / records.days * YEAR


@metric(
    "cost_street",
    unit="yuan/year",
    better="lower",
    role="input",
    en="cost of the whole street",
    zh="全街道总成本",
)
def cost_street(records: Records) -> float:
    """Yuan spent on wages and programmes in a year, of the whole street; `cost` by resident. Source:
    definition."""
    return cost(records) * records.residents


@metric(
    "budget_share",
    unit="share",
    better="lower",
    role="input",
    en="cost as a share of the local budget",
    zh="总成本占地方财政支出比例",
)
def budget_share(records: Records) -> float:
    """Cost of wages and programmes / public budget of all local levels, per resident and year. Source:
    definition."""
    return ratio(cost(records), records.counts["local_budget"])


@metric(
    "programme_cost",
    unit="yuan/resident/year",
    better="lower",
    role="input",
    en="cost of programmes",
    zh="项目成本",
)
def programme_cost(records: Records) -> float:
    """Yuan spent from the communities' channels, per resident and year. Source: definition."""
    return _spent(records, CHANNELS) / records.residents / records.days * YEAR


@metric(
    "cost_per_solved",
    unit="yuan/need",
    better="lower",
    role="outcome",
    en="cost per solved need",
    zh="每件办结成本",
)
def cost_per_solved(records: Records) -> float:
    """All yuan spent / needs solved in the measured period, whoever solved them. Source: definition."""
    solved, (low, high) = records.needs["solved"], records.window
    count = int(((solved >= low) & (solved < high)).sum())
    return _spent(records, ("district", *CHANNELS)) / count if count else np.nan


@metric(
    "fiscal_share",
    unit="share",
    better="none",
    role="context",
    en="money of fiscal origin",
    zh="财政来源占比",
)
def fiscal_share(records: Records) -> float:
    """Share of the communities' programme money that is fiscal by its true origin; the party fund mostly is.
    Source: definition."""
    income = _income(records)
    return ratio(income.get("fiscal", 0.0), income.sum())


@metric(
    "funding_hhi",
    unit="index",
    better="none",
    role="context",
    en="concentration of money",
    zh="资金集中度",
)
def funding_hhi(records: Records) -> float:
    """Herfindahl-Hirschman index over origins of programme money: 1 = one source. Source: Hirschman 1945."""
    income = _income(records)
    return float(hhi(income.to_numpy())) if income.sum() else np.nan


@metric(
    "income_not_fiscal",
    unit="yuan/resident/year",
    better="none",
    role="input",
    en="money of other than fiscal origin",
    zh="非财政来源资金",
    problem=6,
)
def income_not_fiscal(records: Records) -> float:
    """Yuan that came into the communities' channels and are not fiscal by their true origin, per resident and
    year. Source: definition."""
    income = _income(records)
    return float(income.drop("fiscal", errors="ignore").sum()) / records.residents / records.days * YEAR


@metric(
    "requests_on_time_share",
    unit="share",
    better="higher",
    role="outcome",
    en="approved applications paid in full and on time",
    zh="获批申请按时足额支付率",
    problem=6,
)
def requests_on_time_share(records: Records) -> float:
    """Share of the money of communities' approved applications (repairs, residents' wishes) paid in full
    within 60 days.

    Formula: yuan paid in 60 days / yuan approved in the measured period, without those whose 60 days are not
    over.
    Source: definition.
    """
    return ratio(records.counts["yuan_on_time"], records.counts["yuan_approved"])


@metric(
    "tax_takeup_share",
    unit="share",
    better="none",
    role="input",
    en="providers that use the tax preference",
    zh="税收优惠享受率",
)
def tax_takeup_share(records: Records) -> float:
    """Share of providers of community services that use the tax preference, mean over the measured days.
    Source: definition."""
    return float(records.measured()["tax_takers"].mean()) / records.counts["providers"]


@metric(
    "tax_forgone",
    unit="yuan/resident/year",
    better="lower",
    role="input",
    en="tax that the state forgoes",
    zh="国家减免税收",
)
def tax_forgone(records: Records) -> float:
    """Yuan that the tax preference costs the state, per resident and year; not in the street's cost. Source:
    definition."""
    return _spent(records, ("state",)) / records.residents / records.days * YEAR
