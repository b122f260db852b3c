"""What residents need, and what of it goes unsolved or unheard: the headline."""

from __future__ import annotations

import numpy as np

from simulation.agents.resident.channels import SILENCE
from simulation.metrics import metric
from simulation.records import DAY, Records, root_id


def _born_inside(records: Records) -> np.ndarray:
    """Rows of true needs that arose in the measured period; returns and merged reports are no new needs."""
    needs, (low, high) = records.needs, records.window
    own = (needs["duplicate_of"] < 0) & (needs["return_of"] < 0)
    return np.flatnonzero(own & (needs["arose"] >= low) & (needs["arose"] < high))


def unsolved_days(records: Records) -> np.ndarray:
    """Days of the measured period on which each true need is unsolved, at most `cap_days` a need.

    Every need that ever arose counts once, silent ones too, in the order of their ids; one that is solved the
    day it arose counts by hours. When a solved matter comes back, the days of its returns are its own.
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
    zh="未解需求日",
)
def need_days(records: Records) -> float:
    """Days on which needs lie unsolved, per 1,000 residents and year; each need counts for at most 60 days.

    The needs are the same in every scenario of a study; what differs is how long they last. Source:
    definition.
    """
    return float(unsolved_days(records).sum()) / records.residents * 1000 / records.days * 365


@metric(
    "needs_per_grid_day", unit="needs/grid/day", better="none", role="context", en="true needs", zh="真实需求"
)
def needs_per_grid_day(records: Records) -> float:
    """True needs that arose, per grid and day. The same in every scenario of a study."""
    return len(_born_inside(records)) / records.grids / records.days


@metric(
    "recorded_per_grid_day",
    unit="cases/grid/day",
    better="none",
    role="context",
    en="recorded matters",
    zh="登记事项",
)
def recorded_per_grid_day(records: Records) -> float:
    """Matters on record, per grid and day: with returns, without merged duplicates. Rises when voice or
    logging improve."""
    return len(records.cases()["id"]) / records.grids / records.days


@metric(
    "silence_share",
    unit="share",
    better="lower",
    role="outcome",
    en="silence at first choice",
    zh="首选沉默率",
)
def silence_share(records: Records) -> float:
    """Share of noticed needs about which the resident first chooses to stay silent.

    Formula: silent first choices / all first choices, needs that arose in the measured period.
    """
    first = records.needs["first_act"][_born_inside(records)]
    return _share(first == SILENCE, first >= 0)


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
    were noticed, silent ones too; what a patrol found first nobody had an eye on.
    """
    rows = _born_inside(records)
    needs = records.needs
    alone = needs["silent"][rows] & ~np.isnan(needs["solved"][rows])
    return _share((needs["satisfied"][rows] == 1) | alone, needs["first_act"][rows] >= 0)


@metric(
    "satisfaction_callers",
    unit="share",
    better="higher",
    role="outcome",
    en="satisfaction of those answered",
    zh="满意率（来电来访人）",
)
def satisfaction_callers(records: Records) -> float:
    """Share of residents who asked and were answered that are satisfied. Leaves out all who are silent or
    still wait."""
    satisfied = records.cases()["satisfied"]
    return _share(satisfied == 1, satisfied >= 0)


def _share(part: np.ndarray, whole: np.ndarray) -> float:
    return float((part & whole).sum() / whole.sum()) if whole.any() else np.nan
