"""How well: sent right, solved at all, not twice, not on paper only, not passed up, not left lying."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulation.codes import DAY, CaseClass, Channel
from simulation.metrics import metric
from simulation.metrics.counting import Cases, due, share
from simulation.records import Records

REPEAT_DAYS = 30


@metric(
    "solved_rate_true",
    unit="share",
    better="higher",
    role="outcome",
    en="share truly solved",
    zh="解决率（真实）",
)
def solved_rate_true(records: Records) -> float:
    """Share of recorded cases that are truly solved by the end of the measured period, late or not.

    Formula: truly closed / cases whose limit fell due, those that nobody can solve too. Source: definition,
    the closing rate (结案率) with the true end in place of the reported one.
    """
    ended = due(records)["true_closed"]
    return share(~np.isnan(ended), np.ones(len(ended), bool))


@metric(
    "solved_rate_reported",
    unit="share",
    better="none",
    role="context",
    en="share reported as solved",
    zh="解决率（上报）",
)
def solved_rate_reported(records: Records) -> float:
    """Share of recorded cases that the books call closed by the end of the measured period, late or not.

    Formula: reported closed / cases whose limit fell due. Source: definition, the closing rate (结案率).
    """
    ended = due(records)["reported_closed"]
    return share(~np.isnan(ended), np.ones(len(ended), bool))


def _sent(cases: Cases) -> NDArray[np.bool_]:
    """Cases that had to be sent to somebody: neither emergencies nor settled on the spot."""
    return (cases["cls"] != CaseClass.EMERGENCY) & ~cases["on_spot"]


@metric(
    "right_first_time",
    unit="share",
    better="higher",
    role="context",
    en="share sent right at the first attempt",
    zh="一次派单准确率",
)
def right_first_time(records: Records) -> float:
    """Share of the recorded cases sent to somebody that were sent right, and taken, at the first attempt.

    Formula: no wrong hop and no refusal / cases but emergencies and those settled on the spot. Not judged
    itself; `misdispatch_rate` (close to its opposite) is. Source: definition (准确派遣率).
    """
    cases = records.cases()
    return share(cases["hops"] == 0, _sent(cases))


@metric(
    "refusal_rate",
    unit="share",
    better="lower",
    role="context",
    en="share refused by departments",
    zh="退单率",
)
def refusal_rate(records: Records) -> float:
    """Share of the recorded cases sent to somebody that a body outside the grid refused and returned.

    Formula: refused / cases but emergencies and those settled on the spot. Part of `misdispatch_rate`.
    Source: definition.
    """
    cases = records.cases()
    return share(cases["refused"], _sent(cases))


@metric(
    "on_spot_share",
    unit="share",
    better="higher",
    role="outcome",
    en="share settled on the spot",
    zh="当场办结率",
)
def on_spot_share(records: Records) -> float:
    """Share of recorded general cases that the worker can settle on the spot, without anybody else.

    Formula: settled on the spot / general cases. Source: definition.
    """
    cases = records.cases()
    return share(cases["on_spot"], cases["cls"] == CaseClass.GENERAL)


@metric(
    "rework_rate",
    unit="share",
    better="lower",
    role="outcome",
    en="rework rate (without complaints)",
    zh="返工率（不含投诉）",
)
def rework_rate(records: Records) -> float:
    """Share of recorded cases that are the return of a need truly solved before; complaints apart.

    Formula: returns / recorded cases; `return_rate` counts complaints too. Source: definition (返工率).
    """
    returned = records.cases()["return_of"] >= 0
    return share(returned, np.ones(len(returned), bool))


@metric(
    "repeat_30d_rate",
    unit="share",
    better="lower",
    role="outcome",
    en="share of repeated reports within 30 days",
    zh="重复诉求率（30 天内）",
)
def repeat_30d_rate(records: Records) -> float:
    """Share of residents' reports whose sender had reported the same kind of need in the 30 days before.

    Formula: recorded reports with an earlier one of the same person and category at most 30 days older / all
    recorded reports of residents; merged reports and complaints join their case and are none. Without a
    warm-up the first 30 days see too few. Source: how hotlines mark repeated appeals; definition.
    """
    needs, (low, high) = records.needs, records.window
    voiced = (needs["channel"] != Channel.PATROL) & (needs["duplicate_of"] < 0)
    rows = np.flatnonzero(voiced & needs["recorded"] & (needs["registered"] < high))
    person, category, at = (needs[name][rows] for name in ("person", "category", "registered"))
    order = np.lexsort((at, category, person))
    person, category, at = person[order], category[order], at[order]
    repeated = np.zeros(len(rows), bool)
    repeated[1:] = (np.diff(person) == 0) & (np.diff(category) == 0) & (np.diff(at) <= REPEAT_DAYS * DAY)
    return share(repeated, at >= low)


@metric(
    "escalated_share",
    unit="share",
    better="none",
    role="context",
    en="share passed up to the street",
    zh="提级至街道比例",
)
def escalated_share(records: Records) -> float:
    """Share of recorded cases that the street took over because their limit had passed.

    Formula: passed up / cases whose limit fell due. Falls too when more is closed on paper, which
    is no gain. Source: definition.
    """
    passed = due(records)["escalated"]
    return share(~np.isnan(passed), np.ones(len(passed), bool))


@metric(
    "paper_closed_share",
    unit="share",
    better="lower",
    role="outcome",
    en="share of closings on paper only",
    zh="纸面办结比例",
)
def paper_closed_share(records: Records) -> float:
    """Share of reported closings at which the need was not solved.

    Formula: truly closed later than reported, or never / reported closed, cases whose limit fell due. Source:
    definition.
    """
    cases = due(records)
    undone = ~(cases["true_closed"] <= cases["reported_closed"])
    return share(undone, ~np.isnan(cases["reported_closed"]))


@metric(
    "open_age_mean",
    unit="days",
    better="lower",
    role="outcome",
    en="mean age of open cases at the end",
    zh="期末未结事项平均滞留天数",
)
def open_age_mean(records: Records) -> float:
    """Mean days since registration of the recorded cases, whenever registered, that are neither truly solved
    nor given up at the end.

    Formula: sum of ages / open cases, merged reports left out. Source: definition.
    """
    needs, high = records.needs, records.window[1]
    mine = needs["recorded"] & (needs["duplicate_of"] < 0) & (needs["registered"] < high)
    lying = mine & np.isnan(needs["true_closed"]) & np.isnan(needs["withdrawn"])
    return float((high - needs["registered"][lying]).mean() / DAY) if lying.any() else np.nan


@metric(
    "misdispatch_rate",
    unit="share",
    better="lower",
    role="outcome",
    en="share sent the wrong way",
    zh="派单差错率",
)
def misdispatch_rate(records: Records) -> float:
    """Share of recorded cases, emergencies left out, that were sent the wrong way or refused at least once.
    Source: definition."""
    cases = records.cases()
    calm = cases["cls"] != CaseClass.EMERGENCY
    return float((cases["hops"][calm] > 0).mean()) if calm.any() else np.nan


@metric("return_rate", unit="share", better="lower", role="outcome", en="rework rate", zh="返工率")
def return_rate(records: Records) -> float:
    """Share of recorded cases that are a return of a solved need, or about which somebody complained after
    they were closed only on paper. Source: definition."""
    cases = records.cases()
    return (
        float(((cases["return_of"] >= 0) | (cases["complaints"] > 0)).mean()) if len(cases["id"]) else np.nan
    )


@metric(
    "backlog",
    unit="cases/grid",
    better="lower",
    role="outcome",
    en="number of open cases at the end",
    zh="期末未结事项",
)
def backlog(records: Records) -> float:
    """Recorded cases registered in the measured period and not truly solved at its end, per grid. Source:
    definition."""
    cases = records.cases()
    return float((~(cases["true_closed"] <= records.window[1])).sum()) / records.grids
