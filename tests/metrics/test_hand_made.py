"""Every metric of cases and needs agrees with a log worked on paper, and no mistake agrees with it too."""

from __future__ import annotations

from contextlib import suppress

import pytest

from simulation.metrics import METRICS
from simulation.records import NEED_COLUMNS, Table
from simulation.records.stages import HOPELESS, STAGES
from tests.metrics.hand_made import hand_made

YEARLY = 1000 / 200 * 365 / 100  # of 200 residents in 100 days, to 1,000 residents in a year
GRID_0 = 60 + 28 / 24 + 60 + 10 + 11.7 / 24 + 1  # G1 with its return, G4, G6, G10, five emergencies, S2
GRID_1 = 82 / 24 + 130 / 24 + 60 + 0.5 + 1 + 0 + 1 + 52  # G2, G3, M3, G9, M4, S5, W1, W2
GRID_2 = 50 / 24 + 35 + 17 / 24 + 110 / 24 + 0.5 + 10 / 24 + 0  # G7 with its return, G11, M2, S4, A1, W3
GRID_3 = 20 + 210 / 24 + 60 + 40 + 5 + 50  # G12, M1, S1, S3, S6, S7
NEED_DAYS = GRID_0 + GRID_1 + GRID_2 + GRID_3
SHARED = (130 / 24 + 5 + 20) / 3  # days of G3, S6 and G12, which a visit might have spared

BY_HAND = {
    # of twelve general matters on record G1 to G12, four major ones and five emergencies: 21, of which 17
    # came from residents and 19 fell due (not G9 and M4)
    "backlog": 8 / 4,  # not truly closed: G5, G6, G8, G9, G10, G12, M3, M4; on paper only five are open
    # 6, .75, 100, 19, 20, 40, 3, 7; 150, 90, 120; .5, 2, 1.25, 4, .9 hours
    "closing_mean_reported": (195.75 + 360 + 8.65) / 16,
    "contracted_return_rate": 1 / 2,  # G7 came back, M2 did not; G10 is open, G5 but on paper
    "cost_per_solved": (3000 - 200 + 600) / 17,  # 13 cases, S2, S4, S5, and W1 of the warm-up
    "dispatch_rate": 20 / 21,  # not M4, which gets there after the end
    "disputes_solved_in_community": 1 / 4,  # G4; not G3, M1 (departments) nor M3 (on paper)
    "errand_same_day_share": 1 / 3,  # of G2, G6 and G9, which is closed on paper; G10 did not come to a desk
    "escalated_share": 5 / 19,  # G6, G8, G12, M3, E4
    "extension_rate": 3 / 14,  # G3, G10 and M1, of what fell due but the emergencies
    "filing_rate": 21 / 22,  # not S4
    "hotline_share": 7 / 17,
    "immediate_share": 2 / 12,  # G2, G11; not G4, within 24 hours, nor G1 and G9, on paper
    "joint_share": 1 / 3,  # M2; M1 on paper
    "load_balance": 1 - (3 * 150 + 90 - 60 - 3 * 30) / (4 * 330),  # 90, 60, 30, 150 minutes; S4 is no case
    "market_share": 1 / 13,
    "misdispatch_rate": 5 / 16,  # G3, G6, G8, G11, M3 (twice); E4 is an emergency
    "on_record_share": 18 / 25,  # not G2 (warm-up), A1 (too late), S1 to S4, S6, S7; S5 did not arise
    "on_spot_share": 1 / 12,
    "on_time_true": 8 / 19,  # G2, G4, G7, G11, M2, E1, E3, E5
    "on_time_reported": 13 / 18,  # G1, G3, G5, M1, E2 too; the extension of G10 still runs
    "on_time_corrected": 12 / 18,  # but G1; M3 was late on paper already
    "on_time_hotline_reported": 5 / 6,  # G1, G5, M1, E1, E2; not E4
    "on_time_unextended": 10 / 15,  # without G3, G5, G10 and M1
    "onsite_30min_share": 3 / 5,  # after 26, 37, 8, 70, 10 minutes
    "onsite_30min_day_share": 2 / 3,
    "onsite_30min_night_share": 1 / 2,
    "open_age_mean": (70 + 35 + 10 + 20 + 63 + 108 - 6 * 10 / 24 + 12 / 24 + 4 / 24) / 8,  # W2 too; not G6
    "paper_closed_share": 14 / 15,  # all but G7
    "public_share": 11 / 21,  # seven by hotline, three by app, one by council
    "recorded_per_1000_month": 21 / 200 * 1000 / (100 * 12 / 365),
    "recorded_per_grid_day": 21 / 4 / 100,
    "refusal_rate": 2 / 15,
    "relabel_rate": 1 / 11,
    "repeat_30d_rate": 2 / 17,  # G5 28 days after G1, G2 8 days after W1; not S4 nor what was merged
    "resolution_general_median": 120,  # of 1, 8, 20, 30, 40, 120 and six open, one of them since 4 hours
    "resolution_major_median": 200,  # of 100, 200 and two open, since 12 and 1502 hours
    "resolution_emergency_median": 1.5,  # of 1, 1.2, 1.5, 3, 5
    "resolution_autonomy_median": 20,
    "resolution_community_median": 1,  # of 1 and 8
    "resolution_administration_median": 30,  # of 30 and 120
    "response_general_median": 12,  # of .5, 1, 2, 6, 12, 30, 34, 100 and one not begun; patrols left out
    "response_major_median": 24,  # of 4, 24 and one not begun for 12 hours
    "response_emergency_median": 26 / 60,
    # of 15 reports whose working day is over all but G5, G6, G12; G7 over a Sunday, M3 to the minute
    "response_true": 12 / 15,
    "response_reported": 13 / 15,  # G5 on paper
    "return_rate": 3 / 21,  # G5, G8, and G1, of which somebody complained
    "rework_rate": 2 / 21,
    "right_first_time": 10 / 15,
    "satisfaction_callers": 3 / 7,  # G2, G4, E1; not G1, M1, E2, E4
    "satisfaction_reported": 4 / 5,  # G1, M1, E1, E4; not E2
    "solved_before_complaint": 2 / 13,  # G11, M2; G3 was told too
    "solved_rate_true": 13 / 19,
    "solved_rate_reported": 15 / 19,
    "waiting_general_p90": 90,  # of .5, 1, 1.5, 2, 5, 6, 12, 30, 34, 90 and one not begun; not G8
    "waiting_major_p90": 18,  # of 4, 10, 18 and one not begun for 12 hours
    # of 26 needs that arose: 18 on record, A1, S1 to S7
    "fitting_share": 2 / 3,
    "forecast_precision": 2 / 500,
    "foreseen_share": 2 / 26,  # G3, S5; not W1
    "handover_share": 5 / 17,  # G7 (self-help), G1, M1 (both worked), G3, G11 (refused)
    "need_days": NEED_DAYS * YEARLY,
    "addressable_need_days": (NEED_DAYS - 50) * YEARLY,
    f"stage_{HOPELESS}": 50 * YEARLY,
    "need_days_avoided": SHARED * YEARLY,
    "days_avoided_per_record": SHARED * 1000 / 50,
    "need_days_gini": (3 * (GRID_3 - GRID_2) + GRID_0 - GRID_1) / (4 * NEED_DAYS),
    "needs_per_grid_day": 26 / 4 / 100,
    "prevented_share": 1 / 4,
    "satisfaction_all": 4 / 20,  # G4, E1, S4, and S2 alone
    "silence_share": 2 / 20,  # S1, S7, of those who noticed; W2 before
    "silent_grids_share": 1 / 4,  # needs 10, 5, 5, 6; on record 9, 4, 4, 2
    "solved_by_autonomy_share": 2 / 17,
    "solved_by_community_share": 10 / 17,
    "solved_by_administration_share": 4 / 17,
}  # fmt: skip
ELSEWHERE = {f"stage_{each.word}": "test_stages.py" for each in STAGES if each.word != HOPELESS}
"""Metrics of needs that are worked by hand in another file."""


class Asked(Table):
    """A table of needs that knows which of its columns were read."""

    def __init__(self, columns):
        super().__init__(columns)
        self.read = set()

    def __getitem__(self, name):
        self.read.add(name)
        return super().__getitem__(name)


def of_needs(name: str) -> bool:
    """Whether a metric looks at cases or needs, however it fares without all the rest."""
    records = hand_made(Asked)
    records.needs.read.clear()
    with suppress(Exception):  # it may want a series of days or a count that no log of cases holds
        METRICS[name].value(records)
    return bool(records.needs.read)


def test_every_metric_of_cases_and_needs_is_worked_by_hand():
    asked = {name for name in METRICS if of_needs(name)}
    assert asked == set(BY_HAND) | set(ELSEWHERE), "count hand_made.py by hand: a line of BY_HAND here"


@pytest.mark.parametrize("name", BY_HAND)
def test_it_is_what_paper_says(name):
    assert METRICS[name].value(hand_made()) == pytest.approx(BY_HAND[name], rel=1e-12)


LOOK_ALIKES = (
    ("true_closed", "reported_closed"), ("reported_closed", "true_closed"), ("solved", "reported_closed"),
    ("limit_at", "due_at"), ("due_at", "limit_at"), ("arose", "noticed"), ("started", "dispatched"),
    ("dispatched", "registered"), ("hops", "refused"), ("refused", "hops"), ("satisfied", "scored"),
    ("scored", "satisfied"), ("known", "satisfied"), ("escalated", "withdrawn"), ("withdrawn", "escalated"),
    ("foreseen", "prevented"), ("prevented", "foreseen"), ("on_spot", "off_hours"), ("touch", "others"),
    ("recorded", "counted"), ("complaints", "returns"), ("person", "grid"),
)  # fmt: skip
"""Columns that somebody could mistake for another, and that other."""
SAME = {("limit_at", "due_at"): {"on_time_unextended"}}
"""Metrics for which two of them must be the same: limits that nobody changed."""


def without(metric: str, column: str, other: str = "") -> float:
    """What a metric says of the log with another column, or none, in the place of a column."""
    records = hand_made()
    records.needs[column][:] = records.needs[other] if other else NEED_COLUMNS[column][1]
    return METRICS[metric].value(records)


@pytest.mark.parametrize(("column", "other"), LOOK_ALIKES)
def test_a_column_that_is_mistaken_for_another_moves_every_metric_that_reads_it(column, other):
    reading = {name for name, right in BY_HAND.items() if without(name, column) != pytest.approx(right)}
    right = {name for name in reading if without(name, column, other) == pytest.approx(BY_HAND[name])}
    assert reading and right == SAME.get((column, other), set())
