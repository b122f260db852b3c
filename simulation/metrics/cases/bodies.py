"""How bodies outside the grid do their part: whether they come when called, whether their fees are paid."""

from __future__ import annotations

from simulation.metrics import metric
from simulation.metrics.counting import ratio
from simulation.records import Records


@metric(
    "whistles_answered_share",
    unit="share",
    better="higher",
    role="context",
    en="share of whistles at which the body came",
    zh="吹哨到场率",
)
def whistles_answered_share(records: Records) -> float:
    """Share of the street's calls on a body to a waiting case at which the body came.

    Formula: answered / whistles blown in the measured period. Wears down with the number of whistles. Source:
    definition (到场率).
    """
    days = records.measured()[["whistles", "whistles_answered"]].sum()
    return ratio(days["whistles_answered"], days["whistles"])


@metric(
    "fees_paid_share",
    unit="share",
    better="higher",
    role="outcome",
    en="share of households that pay their property fee",
    zh="物业费收缴率",
)
def fees_paid_share(records: Records) -> float:
    """Mean over the days of the measured period of the share of households that paid last month's fee, in
    estates with a property company, each estate alike. Source: definition (收缴率)."""
    return float(records.measured()["fees_paid"].mean())
