"""What lies on a boundary counts as its metric says, and of nothing there is no share: cases of one line."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulation.codes import Act, CaseClass, Channel, Review, Track
from simulation.metrics import METRICS
from simulation.records import DAY, NEED_COLUMNS, SEARCH_COLUMNS, Records, Table

pytestmark = pytest.mark.filterwarnings("error")  # a metric divides by nothing without a word

# Ten measured days after two of warm-up, all of them working days, in two grids of 1,000 residents: what is
# told of 1,000 residents in a year is 365 / 10 times what is counted.
LOW, DAYS = 2 * DAY, 10
HIGH = LOW + DAYS * DAY
NONE, NAN = Channel.NONE, np.nan
YEARLY = 365 / DAYS
SINCE = ("started", "dispatched", "limit_at", "due_at", "true_closed", "reported_closed", "solved", "arose")


def case(at: float = LOW + DAY, **told: Any) -> dict[str, Any]:
    """A case on record; at: the minute of its registration, from which its other times count."""
    row = {"dispatched": 0, "arose": 0, "limit_at": DAY, "channel": Channel.HOTLINE} | told
    row |= {"due_at": row.get("due_at", row["limit_at"]), "solved": row.get("solved", row.get("true_closed"))}
    times = {name: at + row[name] for name in SINCE if row.get(name) is not None}
    return {"id": 4096, "recorded": True, "registered": at, "solved": NAN} | row | {"solved": NAN} | times


def need(arose: float = LOW + DAY, **told: Any) -> dict[str, Any]:
    """A need that was never on record, its times in minutes of the run."""
    return {"id": 8192, "arose": arose, "channel": NONE} | told


def log(*rows: dict[str, Any], days: int = DAYS, **daily: float) -> Records:
    """Records that hold some needs, and the same numbers on each day."""
    book = Records(date(2025, 1, 1), 2, days, 2, 1000, {}, 60, np.ones(200, bool))
    book.needs = Table(NEED_COLUMNS)
    for row in rows:
        book.needs.append(1, **row)
    book.daily = [daily] * (2 + days)
    book.ledger = book.opening = pd.DataFrame({"debit": [], "credit": [], "yuan": []})
    return book


def value(name: str, records: Records) -> float:
    return METRICS[name].value(records)


KEPT = {"true_closed": 60, "reported_closed": 60, "started": 60}
LATE = {"true_closed": DAY + 1, "reported_closed": DAY + 1, "started": DAY + 1}
LAST = HIGH - 600  # ten hours before the end
MAJOR, HELD = {"cls": CaseClass.MAJOR}, {"reviewed": Review.EXTENDED}
MERGED = {"id": -1, "duplicate_of": 0, "recorded": False}  # joins the case of number 0
LIMITS = ("on_time_reported", "on_time_corrected", "on_time_unextended", "on_time_hotline_reported")
SELFHELP, SILENCE = Act.SELFHELP, Act.SILENCE
AUTONOMY, COMMUNITY = Track.AUTONOMY, Track.COMMUNITY
SOLVERS = AUTONOMY, COMMUNITY, Track.ADMINISTRATION
NOT_THESE = [need(solved=LOW - 1, track=4), need(solved=HIGH, track=4), need(solved=HIGH - 1, track=0)]
SHARED = {"common": True, "recorded": True}


@pytest.mark.parametrize(
    ("name", "rows", "expected"),
    [
        # a promise kept to the minute is kept, a minute of reading the clock granted; whose day is just over
        ("response_true", [case(started=DAY + 1)], 1),
        ("response_true", [case(started=DAY + 2)], 0),
        ("response_true", [case(HIGH - DAY, started=9)], 1),
        ("response_true", [case(HIGH - DAY + 1, started=9)], NAN),
        ("response_true", [case(started=9), case(channel=Channel.PATROL)], 1),
        ("response_reported", [case(reported_closed=9, started=9 * DAY)], 1),
        # what ends with the last minute is seen to end
        ("resolution_general_median", [case(LAST, true_closed=600)], 10),
        ("resolution_general_median", [case(LAST, true_closed=601)], NAN),
        ("response_general_median", [case(started=60), case(started=60, channel=Channel.PATROL)], 1),
        ("response_general_median", [case(started=60, channel=Channel.PATROL)], NAN),
        # a wrong hop behind it, or ahead
        ("waiting_general_p90", [case(started=60), case(hops=1)], 1),
        ("waiting_general_p90", [case(started=60), case(hops=0)], NAN),
        ("waiting_general_p90", [case(started=60), case(hops=1, dispatched=1)], NAN),
        ("waiting_general_p90", [case(started=60), case(hops=1, started=60)], 1),
        # limits kept to the minute, and those that fall due with the end
        ("on_time_true", [case(true_closed=DAY), case(**LATE)], 1 / 2),
        ("on_time_true", [case(**KEPT), case(HIGH - DAY, **LATE)], 1),
        ("on_time_true", [case(**KEPT), case(HIGH - DAY - 1, **LATE)], 1 / 2),
        ("joint_share", [case(true_closed=DAY, **MAJOR), case(**LATE, **MAJOR), case(**KEPT)], 1 / 2),
        *((name, [case(reported_closed=DAY), case(**LATE)], 1 / 2) for name in LIMITS),
        ("on_time_reported", [case(**KEPT), case(due_at=HIGH - LOW - DAY, **HELD)], 1),
        ("on_time_reported", [case(**KEPT), case(due_at=HIGH - LOW - DAY - 1, **HELD)], 1 / 2),
        ("on_time_reported", [case(**KEPT), case(due_at=20 * DAY, reported_closed=4 * DAY, **HELD)], 1),
        ("on_time_hotline_reported", [case(**KEPT), case(channel=Channel.WORKER), case(channel=3)], 1),
        ("paper_closed_share", [case(**KEPT), case(**LATE | {"reported_closed": DAY})], 1 / 2),
        ("extension_rate", [case(**HELD), case(), case(reviewed=Review.RELABELLED), case(cls=0)], 1 / 3),
        ("relabel_rate", [case(reviewed=Review.RELABELLED), case(**HELD), case(**MAJOR)], 1 / 2),
        # what comes to its handler, or is closed, with the last minute
        ("dispatch_rate", [case(), case(LAST, dispatched=600), case(LAST, dispatched=599)], 2 / 3),
        ("closing_mean_reported", [case(**KEPT), case(LAST, reported_closed=600)], 1),
        ("backlog", [case(LAST, true_closed=600), case(LAST, true_closed=601), case()], 2 / 2),
        # the same person and kind of need: thirty days to the minute
        ("repeat_30d_rate", [case(LOW), case(LOW + 30 * DAY)], 1 / 2),
        ("repeat_30d_rate", [case(LOW), case(LOW + 30 * DAY + 1)], 0),
        ("repeat_30d_rate", [case(DAY), case(LOW)], 1),
        ("repeat_30d_rate", [case(), case(category=1), case(person=7), case(person=7, category=1)], 0),
        ("repeat_30d_rate", [case(), case(channel=Channel.PATROL)], 0),
        # one hop, one complaint, a minute of work by each of two tracks
        ("misdispatch_rate", [case(hops=1), case(), case(cls=0, hops=1)], 1 / 2),
        ("right_first_time", [case(hops=1), case(), case(on_spot=True), case(cls=0)], 1 / 2),
        ("return_rate", [case(complaints=1), case(), case(), case()], 1 / 4),
        ("handover_share", [case(**KEPT, touch=1, others=1, track=COMMUNITY)], 1),
        ("handover_share", [case(**KEPT, touch=1, track=COMMUNITY), case(**KEPT, others=1, track=3)], 0),
        ("handover_share", [case(**KEPT, first_act=SELFHELP, track=AUTONOMY)], 0),
        ("handover_share", [case(**KEPT, first_act=SELFHELP, track=COMMUNITY)], 1),
        ("handover_share", [case(**KEPT, first_act=SILENCE, track=COMMUNITY)], 0),
        # the number of a need may be nothing: what comes back to it, what joins it
        ("rework_rate", [case(id=0), case(id=512, return_of=0)], 1 / 2),
        ("return_rate", [case(id=0), case(id=512, return_of=0)], 1 / 2),
        ("filing_rate", [case(id=0), case(**MERGED)], 1),
        ("filing_rate", [case(LOW - 1), case(LOW), case(LOW, recorded=False), case(HIGH)], 1 / 2),
        ("repeat_30d_rate", [case(id=0), case(**MERGED | {"recorded": True})], 0),
        ("open_age_mean", [case(HIGH - 2 * DAY, id=0), case(HIGH - DAY, **MERGED | {"recorded": True})], 2),
        ("open_age_mean", [case(HIGH - 2 * DAY), case(HIGH)], 2),
        ("on_record_share", [case(id=0), case(**MERGED)], 1),
        ("on_record_share", [case(), need(id=512, return_of=0)], 1),
        ("on_record_share", [case(LOW, arose=0), need(LOW), need(LOW - 1), need(HIGH)], 1 / 2),
        ("on_record_share", [case(HIGH, arose=-1), case()], 1 / 2),
        ("need_days", [case(id=0, solved=DAY), case(**MERGED)], YEARLY),
        ("need_days_gini", [case(id=0, solved=DAY), case(**MERGED, grid=1)], 1 / 2),
        # solved in the measured period, from its first minute on and before the end, by somebody
        *((f"solved_by_{by.word}_share", [need(solved=LOW, track=by), *NOT_THESE], 1) for by in SOLVERS),
        # what would have lain as long as the other shared needs: to the cap, to the end
        ("need_days_avoided", [need(**SHARED, solved=LOW + 3 * DAY), need(**SHARED, prevented=True)],
         2 * YEARLY),
        ("need_days_avoided", [need(HIGH - 4 * DAY, **SHARED), need(**SHARED, prevented=True)], 4 * YEARLY),
        ("need_days_avoided", [need(**SHARED, prevented=True), need()], 0),
        ("need_days_avoided", [need(**SHARED), need(prevented=True)], 0),
        ("fitting_share", [need(known=1), need(known=0), need(known=-1)], 1 / 2),
    ],
)  # fmt: skip
def test_what_lies_on_a_boundary_counts_as_the_metric_says(name, rows, expected):
    days = 40 if name == "repeat_30d_rate" else DAYS
    assert value(name, log(*rows, days=days)) == pytest.approx(expected, nan_ok=True)


def test_a_shared_need_that_nobody_solves_spares_no_more_days_than_count():
    rows = need(LOW, **SHARED), need(**SHARED, prevented=True)
    assert value("need_days_avoided", log(*rows, days=80)) == pytest.approx(60 * 365 / 80)


@pytest.mark.parametrize(
    "name",
    sorted(
        {"immediate_share", "misdispatch_rate", "return_rate", "joint_share", "open_age_mean", "on_time_true"}
        | {"closing_mean_reported", "response_true", "onsite_30min_share", "solved_rate_true", "filing_rate"}
        | {"handover_share", "contracted_return_rate", "resolution_general_median", "silence_share"}
        | {"cost_per_solved", "fiscal_share", "funding_hhi", "satisfaction_all", "market_share"}
        | {"key_help_median", "key_help_last", "key_unreached_share", "key_missed_share", "list_stale_share"}
    ),
)
def test_of_nothing_there_is_no_share_no_mean_and_no_time(name):
    assert np.isnan(value(name, log()))


NOTHING_IN_DAYS = {
    "forecast_lift": ({"forecast_lift": 0.0, "places_flagged": 0.0}, NAN),
    "forecast_precision": ({"places_flagged": 0.0}, NAN),
    "records_used_share": ({"records_used": 0.0, "recorded": 0.0}, NAN),
    "whistles_answered_share": ({"whistles": 0.0, "whistles_answered": 0.0}, NAN),
    "young_decided_share": ({"votes": 0.0, "votes_young": 0.0}, NAN),
    "party_hours_recorded_ratio": ({"party_hours": 0.0, "party_hours_recorded": 3.0}, 0),
    "volunteer_hours_recorded_ratio": ({"volunteer_hours": 0.0, "volunteer_hours_recorded": 3.0}, 0),
    "resources_used_share": ({"could_share": 0.0, "sharers": 0.0}, NAN),
    "utilisation": ({"minutes_cases": 9.0, "minutes_duty": 0.0}, NAN),
    "pressure": ({"demand": 9.0, "duty": 0.0}, NAN),
    "burnout_share": ({"burnt_out": 0.0, "workers": 0.0}, NAN),
}


@pytest.mark.parametrize("name", NOTHING_IN_DAYS)
def test_days_that_have_nothing_to_divide_by_give_what_the_definition_says(name):
    days, expected = NOTHING_IN_DAYS[name]
    assert value(name, log(**days)) == pytest.approx(expected, nan_ok=True)


def test_a_series_that_no_day_has_has_no_mean():
    assert np.isnan(value("resources_used_share", log(sharers=4.0)))


# --- counts, of one and of none


@pytest.mark.parametrize(
    ("name", "counts", "expected"),
    [
        ("members_acting_share", {"members_acting": 1, "members_away": 1}, 1),
        ("firms_giving_share", {"firms_giving": 1, "firms": 1}, 1),
        ("firms_giving_share", {"firms_giving": 0, "firms": 0}, 0),
        ("young_hours_share", {"hours_given_young": 0.1, "hours_given": 0.5}, 0.2),
        ("young_hours_share", {"hours_given_young": 0.0, "hours_given": 0.0}, 0),
        ("elder_meals", {"elders": 1}, 2 * 365),
        ("party_hours_recorded", {"members_away": 1}, 3 * 365),
        ("requests_on_time_share", {"yuan_on_time": 0.25, "yuan_approved": 0.5}, 0.5),
        ("requests_on_time_share", {"yuan_on_time": 0, "yuan_approved": 0}, NAN),
    ],
)
def test_a_count_of_one_divides_as_it_is_and_one_of_none_breaks_nothing(name, counts, expected):
    book = log(meals=2.0, party_hours_recorded=3.0)
    book.counts = counts
    assert value(name, book) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("adults, expected", [(1, 1), (0, 1), (4, 1 / 4)])
def test_months_count_from_the_first_measured_day_to_the_last(adults, expected):
    book = log()
    book.adults = {"18_29": adults}
    book.months = [
        {"day": day, "group": "18_29", "kind": "help", "people": people}
        for day, people in ((1, 90), (2, 1), (11, 1), (12, 90))
    ]
    assert value("participation_18_29", book) == expected
    book.months = book.months[::3]
    assert np.isnan(value("participation_18_29", book))


# --- searches


def search(ordered: float, *reached: float) -> Table:
    """A search in grid 1 for households that are reached after so many hours."""
    table = Table(SEARCH_COLUMNS)
    for hours in reached:
        row = {"grid": 1, "listed": True, "stale": True, "ordered": ordered, "reached": ordered + 60 * hours}
        table.append(1, **row)
    return table


@pytest.mark.parametrize(
    ("ordered", "hours", "unreached", "last"),
    [
        (LOW, [5, 7], 0, 7),  # with the first measured minute
        (LOW - 1, [5, 7], NAN, NAN),
        (HIGH, [5, 7], NAN, NAN),
        (HIGH - 360, [5, 6], 1 / 2, 6),  # reached with the end is not reached in the period
        (HIGH - 360, [5, 9], 1 / 2, 6),
    ],
)
def test_searches_that_are_ordered_inside_count_to_the_end(ordered, hours, unreached, last):
    book = log()
    book.searches = [search(ordered, *hours)]
    found = [value(name, book) for name in ("key_unreached_share", "key_help_last")]
    assert found == pytest.approx([unreached, last], nan_ok=True)
