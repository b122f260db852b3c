"""What residents need, and what of it goes unsolved or unheard: the headline."""

from __future__ import annotations

import numpy as np

from simulation.codes import DAY, YEAR, Act, Channel
from simulation.metrics import metric
from simulation.metrics.counting import share
from simulation.records import Records, root_id
from simulation.records.grids import heard, silent
from simulation.statistics import gini


def unsolved_days(records: Records) -> np.ndarray:
    """Days of the measured period on which each true need is unsolved, at most `cap_days` a need.

    Every need that ever arose counts once, silent ones too, in the order of their ids; one that is solved the
    day it arose counts by hours. When a solved need comes back, the days of its returns are its own.
    """
    needs, (low, high) = records.needs, records.window
    arose = needs["arose"]
    end = np.fmin(needs["solved"], arose + records.cap_days * DAY)
    days = (np.clip(end, low, high) - np.clip(arose, low, high)) / DAY
    own = needs["duplicate_of"] < 0
    root = np.unique(root_id(needs["id"][own]), return_inverse=True)[1]
    return np.minimum(np.bincount(root, days[own]), records.cap_days)


@metric(
    "need_days",
    unit="days/1,000 residents/year",
    better="lower",
    role="outcome",
    en="unsolved need-days",
    zh="需求未解决天数",
)
def need_days(records: Records) -> float:
    """Days on which needs lie unsolved, per 1,000 residents and year; each need counts for at most 60 days.

    The needs are the same in every scenario of a study; what differs is how long they last. Source:
    definition.
    """
    return float(unsolved_days(records).sum()) / records.residents * 1000 / records.days * YEAR


@metric(
    "needs_per_grid_day", unit="needs/grid/day", better="none", role="context", en="true needs", zh="真实需求"
)
def needs_per_grid_day(records: Records) -> float:
    """True needs that arose, per grid and day. The same in every scenario of a study. Source: definition."""
    return len(records.born_inside()) / records.grids / records.days


@metric(
    "recorded_per_grid_day",
    unit="cases/grid/day",
    better="none",
    role="context",
    en="recorded cases",
    zh="登记事项",
)
def recorded_per_grid_day(records: Records) -> float:
    """Cases on record, per grid and day: with returns, without merged duplicates. Rises when voice or logging
    improve. Source: definition."""
    return len(records.cases()["id"]) / records.grids / records.days


@metric(
    "silence_share",
    unit="share",
    better="lower",
    role="outcome",
    en="silence at first choice",
    zh="初次未反映率",
    problem=5,
)
def silence_share(records: Records) -> float:
    """Share of noticed needs about which the resident first chooses to stay silent.

    Formula: silent first choices / all first choices, needs that arose in the measured period. Source:
    definition.
    """
    first = records.needs["first_act"][records.born_inside()]
    return share(first == Act.SILENCE, first >= 0)


@metric(
    "satisfaction_all",
    unit="share",
    better="higher",
    role="outcome",
    en="satisfaction of all residents",
    zh="满意率（全体居民）",
)
def satisfaction_all(records: Records) -> float:
    """Share of needs that ended well in the eyes of those who had them.

    Formula: answered and satisfied, or settled by oneself / all needs that arose in the measured period and
    were noticed, silent ones too. Needs that a patrol found first are left out, since no resident had
    noticed them. Source: definition.
    """
    rows = records.born_inside()
    needs = records.needs
    alone = needs["silent"][rows] & ~np.isnan(needs["solved"][rows])
    return share((needs["satisfied"][rows] == 1) | alone, needs["first_act"][rows] >= 0)


@metric(
    "satisfaction_callers",
    unit="share",
    better="higher",
    role="outcome",
    en="satisfaction of those answered",
    zh="满意率（反映问题的居民）",
)
def satisfaction_callers(records: Records) -> float:
    """Share of residents who asked and were answered that are satisfied. Leaves out all who are silent or
    still wait. Source: definition."""
    satisfied = records.cases()["satisfied"]
    return share(satisfied == 1, satisfied >= 0)


@metric(
    "satisfaction_reported",
    unit="share",
    better="none",
    role="context",
    en="satisfaction as the hotline scores it",
    zh="满意率（回访）",
)
def satisfaction_reported(records: Records) -> float:
    """Share of the residents called back by the hotline who are scored satisfied; under pressure some are
    talked into it, so that higher is no gain by itself.

    Formula: scored satisfied / called back. Source: definition.
    """
    scored = records.cases()["scored"]
    return share(scored == 1, scored >= 0)


@metric(
    "need_days_gini",
    unit="index",
    better="lower",
    role="outcome",
    en="inequality of unsolved need-days between grids",
    zh="网格间需求未解决天数不均（基尼系数）",
)
def need_days_gini(records: Records) -> float:
    """Gini coefficient over grids of the days on which needs lie unsolved: 0 = the same in every grid.

    Formula: mean absolute difference of two grids / (2 x mean), needs as in `need_days`. Source: Gini 1912.
    """
    needs = records.needs
    own = needs["duplicate_of"] < 0
    first = np.unique(root_id(needs["id"][own]), return_index=True)[1]
    return gini(np.bincount(needs["grid"][own][first], unsolved_days(records), records.grids))


@metric(
    "silent_grids_share",
    unit="share",
    better="lower",
    role="context",
    en="share of silent grids",
    zh="沉默网格比例",
)
def silent_grids_share(records: Records) -> float:
    """Share of grids with much need of which little is heard: more true needs than the median grid, and less
    than 40 % of them on record.

    Formula: grids that are silent / all grids, needs that arose in the measured period. Source: definition.
    """
    return float(silent(*heard(records)).mean())


@metric(
    "solved_before_complaint",
    unit="share",
    better="higher",
    role="outcome",
    en="share solved before anybody complained",
    zh="未诉先办率",
)
def solved_before_complaint(records: Records) -> float:
    """Share of solved cases that a patrol found and that were solved before any resident reported them.

    Formula: found by patrol, truly solved, no merged report / all truly solved recorded cases. Source:
    Beijing's rules of 2021 on handling complaints at once (active governance, 未诉先办).
    """
    cases = records.cases()
    merged = np.isin(cases["id"], records.needs["duplicate_of"])
    return share((cases["channel"] == Channel.PATROL) & ~merged, ~np.isnan(cases["true_closed"]))


@metric(
    "hotline_share",
    unit="share",
    better="none",
    role="context",
    en="share of reports by hotline",
    zh="12345 热线（接诉即办）来件占比",
)
def hotline_share(records: Records) -> float:
    """Share of recorded cases that came by the hotline 12345, of all that residents reported.

    Formula: channel hotline / all channels but patrols. Source: definition.
    """
    channel = records.cases()["channel"]
    return share(channel == Channel.HOTLINE, channel != Channel.PATROL)
