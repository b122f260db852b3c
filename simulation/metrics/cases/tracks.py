"""The tracks on which needs are solved (autonomy, community, administration, market), how long each takes,
and hand-overs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulation.codes import Act, CaseClass, Track
from simulation.metrics import metric
from simulation.metrics.counting import HALF, hours_until, share
from simulation.records import Records


def _solved(records: Records) -> NDArray[np.intp]:
    """Rows of needs that were truly solved in the measured period, whoever solved them."""
    solved, (low, high) = records.needs["solved"], records.window
    return np.flatnonzero((solved >= low) & (solved < high) & (records.needs["track"] > 0))


def _by(records: Records, track: str) -> float:
    tracks = records.needs["track"][_solved(records)]
    return share(tracks == Track[track.upper()], np.ones(len(tracks), bool))


@metric(
    "solved_by_autonomy_share",
    unit="share",
    better="none",
    role="context",
    en="needs solved by residents themselves",
    zh="居民自治解决占比",
)
def solved_by_autonomy_share(records: Records) -> float:
    """Share of the needs solved in the measured period that residents solved alone, among neighbours, in
    groups or as helpers, and of those that a council's project spared. Source: definition."""
    return _by(records, "autonomy")


@metric(
    "solved_by_community_share",
    unit="share",
    better="none",
    role="context",
    en="needs solved by the grid",
    zh="社区网格解决占比",
)
def solved_by_community_share(records: Records) -> float:
    """Share of the needs solved in the measured period that the grid solved without a body outside it, and of
    those that a visit made ahead prevented. Source: definition."""
    return _by(records, "community")


@metric(
    "solved_by_administration_share",
    unit="share",
    better="none",
    role="context",
    en="needs solved with departments",
    zh="行政部门参与解决占比",
)
def solved_by_administration_share(records: Records) -> float:
    """Share of the needs solved in the measured period for which a body outside the grid did a part. Source:
    definition."""
    return _by(records, "administration")


@metric(
    "handover_share",
    unit="share",
    better="none",
    role="context",
    en="solved needs handed over between tracks",
    zh="治理主体间交接比例",
)
def handover_share(records: Records) -> float:
    """Share of the needs solved in the measured period that more than one track had in hand.

    From residents to the grid or a department: self-help was tried first. From the grid to a department: both
    worked on it. Back to the grid: a body refused it. Source: definition.
    """
    rows, needs = _solved(records), records.needs
    given_up = (needs["first_act"][rows] == Act.SELFHELP) & (needs["track"][rows] != Track.AUTONOMY)
    passed_on = (needs["touch"][rows] > 0) & (needs["others"][rows] > 0)
    both = given_up | passed_on | needs["refused"][rows]
    return share(both, np.ones(len(rows), bool))


@metric(
    "contracted_return_rate",
    unit="share",
    better="lower",
    role="context",
    en="share of contractors' cases that came back",
    zh="外包事项返工率",
)
def contracted_return_rate(records: Records) -> float:
    """Share of the cases that contractors truly closed which came back within 30 days; NaN where they
    closed none. Formula: returned / closed by contractors. Source: definition.
    """
    cases = records.cases()
    closed = cases["contracted"] & ~np.isnan(cases["true_closed"])
    return share(np.isin(cases["id"], cases["return_of"]), closed)


def _track_hours(records: Records, track: str) -> float:
    """Median hours from registration to the true end of solved general cases, by who solved them."""
    cases = records.cases()
    mine = (cases["cls"] == CaseClass.GENERAL) & (cases["track"] == Track[track.upper()])
    return hours_until(HALF, cases["registered"][mine], cases["true_closed"][mine], records.window[1])


@metric(
    "resolution_autonomy_median",
    unit="h",
    better="none",
    role="context",
    en="median time of neighbours and volunteers to solve",
    zh="居民自治解决时间（中位数）",
)
def resolution_autonomy_median(records: Records) -> float:
    """Median hours from registration to the true end of general cases that helpers solved.

    Solved cases only: who will solve an open one nobody knows. A policy that moves cases between tracks
    changes what is compared. Source: definition.
    """
    return _track_hours(records, "autonomy")


@metric(
    "resolution_community_median",
    unit="h",
    better="none",
    role="context",
    en="median time of the grid to solve",
    zh="社区网格解决时间（中位数）",
)
def resolution_community_median(records: Records) -> float:
    """Median hours from registration to the true end of general cases that the grid solved alone.

    Solved cases only, as in `resolution_autonomy_median`. Source: definition.
    """
    return _track_hours(records, "community")


@metric(
    "resolution_administration_median",
    unit="h",
    better="none",
    role="context",
    en="median time of departments to solve",
    zh="行政部门解决时间（中位数）",
)
def resolution_administration_median(records: Records) -> float:
    """Median hours from registration to the true end of general cases that waited on a body outside the
    grid.

    Solved cases only, as in `resolution_autonomy_median`. Source: definition.
    """
    return _track_hours(records, "administration")
