"""Every metric of days, counts, money, months and searches agrees with a day book worked on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from simulation.metrics import METRICS
from simulation.records import SEARCH_COLUMNS, Records, Table
from tests.metrics.test_hand_made import of_needs

# Ten measured days after two of warm-up, four grids, 200 residents. What is here is the mean of a series of
# the measured days. Some rise from day to day and some fall: a mean of ratios is no ratio of means.
RISING = {
    "whistles_answered": 3, "fees_paid": 0.8, "records_used": 2, "forecast_lift": 6, "systems_joined": 0.3,
    "tax_takers": 2, "volunteer_hours": 10, "party_hours_recorded": 9, "volunteer_hours_recorded": 12,
    "votes_young": 2, "voice_channels": 0.7, "projects": 6, "trust": 0.6, "minutes_cases": 100,
    "minutes_night": 20, "minutes_window": 30, "minutes_patrol": 50, "minutes_forms": 60, "minutes_rota": 15,
    "minutes_overtime": 40, "burnt_out": 2, "quits": 0.1, "appraisal_rest": 0.45, "minutes_bill": 80,
    "key_fresh": 6, "key_known": 7, "sharers": 4, "resource_hours": 12, "minutes_resources": 120,
    "firms_open": 16, "meals": 3,
}  # fmt: skip
FALLING = {
    "whistles": 4, "recorded": 8, "places_flagged": 5, "party_hours": 5, "votes": 8, "minutes_duty": 440,
    "workers": 5, "key_households": 10, "closed": 4.5, "could_share": 10,
}  # fmt: skip
COUNTS = {
    "providers": 8, "members_acting": 6, "members_away": 30, "hours_in_service": 50, "members_in_service": 25,
    "hours_given": 40, "hours_given_young": 10, "firms": 20, "firms_giving": 5, "elders": 50,
    "meals_shut_out": 0.35, "yuan_on_time": 300, "yuan_approved": 1200, "local_budget": 20_000,
}  # fmt: skip
DEMAND = (
    [9, 9, 60, 40, np.nan, 80, 20, 50, np.nan, 50, 30, 70],
    [9, 9, 40, 40, 40, 50, 30, 50, 40, 30, 20, 60],
)
# yuan by payer and receiver at the end, of which so many had moved before the first measured day
LEDGER = [
    ("district", "wages", 7000, 1000),
    ("district", "fiscal_grant", 500, 0),  # is not spent yet
    ("fiscal", "fiscal_grant", 1500, 500), ("fiscal", "party_fund", 900, 0),
    ("party dues", "party_fund", 100, 0),
    ("social", "gifts", 600, 0), ("owners", "common_parts", 400, 0),
    ("fiscal_grant", "works", 700, 100), ("gifts", "wishes", 400, 0),
    ("fiscal_grant", "returned", 250, 0), ("fiscal_grant", "city pot", 50, 0),
    ("city pot", "city_fund", 60, 0), ("city_fund", "works", 40, 0),
    ("state", "providers", 80, 20), ("residents", "meals", 999, 0),
]  # fmt: skip
YEARLY = 365 / 10
# who took part, by the last day of the month, age group and kind; what ends in the warm-up is left out
MONTHS = [
    (1, "18_29", "help", 90), (4, "18_29", "help", 4), (11, "18_29", "help", 8), (12, "18_29", "help", 90),
    (4, "30_39", "help", 6), (4, "40_49", "help", 9), (4, "50_59", "help", 8), (4, "60plus", "help", 30),
    (4, "18_29", "volunteer", 2), (4, "60plus", "volunteer", 12), (4, "30_39", "vote", 20),
]  # fmt: skip
ADULTS = {"18_29": 40, "30_39": 30, "40_49": 30, "50_59": 20, "60plus": 60}
# a search ordered on day 4 at noon, in grids 0 and 2, (listed, stale, hours until reached, given up),
# and one of the warm-up
SEARCH = [
    (0, True, False, 6, None), (0, True, True, 30, None), (0, False, False, None, 100),
    (2, True, False, 12, None), (2, False, False, 40, None), (2, True, True, None, None),
]  # fmt: skip

BY_HAND = {
    "whistles_answered_share": 3 / 4,
    "fees_paid_share": 0.8,
    "records_used_share": 2 / 8,
    "forecast_lift": 6 / 5,
    "systems_joined_share": 0.3,
    "tax_takeup_share": 2 / 8,
    "volunteer_hours": (10 + 5) * 365 / 200,
    "party_hours_recorded": 9 * 365 / 30,
    "party_hours_recorded_ratio": 9 / 5,
    "volunteer_hours_recorded_ratio": 12 / 10,
    "young_decided_share": 2 / 8,
    "voice_channels": 0.7,
    "council_projects": 6 / 4,
    "trust_mean": 0.6,
    "pressure": 400 / 320,  # the two days on which nobody works are left out of both
    "resident_facing_share": 200 / 500,  # of duty, overtime and nights
    "forms_share": 100 / 500,
    "overtime_hours": 40 * 7 / 60 / 5,
    "burnout_share": 2 / 5,
    "quit_rate": 0.1 * 365 / 5,
    "appraisal_at_rest": 0.45,
    "workers_filled": 5 / 4,
    "bill_minutes": 80 / 4,
    "bill_hours": 80 / 60 * 365,
    "key_seen_share": 6 / 10,
    "key_known_share": 7 / 10,
    "utilisation": 100 / 440,
    "minutes_per_solved": 135 / 4.5,
    "resources_used_share": 4 / 10,
    "resource_hours_net": (12 - 120 / 60) / 200 * 1000 * 365,
    "firms_open_share": 16 / 20,
    "elder_meals": 3 * 365 / 50,
    "meals_shut_out_share": 0.35,
    "firms_giving_share": 5 / 20,
    "members_acting_share": 6 / 30,
    "hours_in_service_member": 50 / 25 * YEARLY,
    "young_hours_share": 10 / 40,
    "requests_on_time_share": 300 / 1200,
    # wages 6000, works 600, wishes 400, works of the city fund 40; what went back or on is not spent
    "cost": 7040 / 200 * YEARLY,
    "cost_street": 7040 * YEARLY,
    "budget_share": 7040 / 200 * YEARLY / 20_000,
    "programme_cost": 1040 / 200 * YEARLY,
    "tax_forgone": 60 / 200 * YEARLY,
    # 1900 fiscal, 100 of party dues, 600 social, 400 of owners
    "fiscal_share": 1900 / 3000,
    "funding_hhi": (19**2 + 1 + 6**2 + 4**2) / 30**2,
    "income_not_fiscal": 1100 / 200 * YEARLY,
    "participation_18_29": (4 + 8) / 2 / 40,
    "participation_30_39": 6 / 30,
    "participation_40_49": 9 / 30,
    "participation_50_59": 8 / 20,
    "participation_60plus": 30 / 60,
    "volunteers_old_to_young": (12 / 60) / (2 / 40),
    # of six households four are reached, after 6, 12, 30 and 40 hours; one is given up, one still sought
    "key_help_median": 30,
    "key_help_last": (100 + 180) / 2,  # grid 0 until it is given up, grid 2 until the end on day 12
    "key_unreached_share": 2 / 6,
    "key_missed_share": 2 / 6,
    "list_stale_share": 2 / 4,
}


def searched(day: float, rows: list[tuple]) -> Table:
    """A search that was ordered on a day, as the run keeps it."""
    table, ordered = Table(SEARCH_COLUMNS), 1440 * day
    for grid, listed, stale, *hours in rows:
        reached, given_up = (np.nan if each is None else ordered + 60 * each for each in hours)
        own = {"grid": grid, "listed": listed, "stale": stale}
        table.append(1, **own, ordered=ordered, reached=reached, given_up=given_up)
    return table


def series(names: dict[str, float], profile: np.ndarray) -> dict[str, np.ndarray]:
    """Columns of twelve days; those of the warm-up are out of all proportion."""
    return {
        name: np.concatenate([[7777.0] * 2, mean * profile / profile.mean()]) for name, mean in names.items()
    }


@pytest.fixture(scope="module")
def records() -> Records:
    book = Records(date(2025, 1, 1), 2, 10, 4, 200, ADULTS, 60, np.ones(50, bool))
    days = series(RISING, np.arange(1.0, 11)) | series(FALLING, np.arange(10.0, 0, -1))
    book.daily = pd.DataFrame(days | dict(zip(("demand", "duty"), DEMAND, strict=True))).to_dict("records")
    book.counts = dict(COUNTS)
    columns = ["debit", "credit", "yuan", "before"]
    ledger = pd.DataFrame(LEDGER, columns=columns)
    book.ledger, opening = ledger[columns[:3]], ledger[ledger["before"] > 0]
    book.opening = opening.drop(columns="yuan").rename(columns={"before": "yuan"})
    book.months = [dict(zip(("day", "group", "kind", "people"), each, strict=True)) for each in MONTHS]
    book.searches = [searched(1.5, [(1, True, True, 1, None)]), searched(4.5, SEARCH)]
    return book


def test_every_metric_that_reads_no_need_is_worked_by_hand():
    asked = {name for name in METRICS if not of_needs(name)}
    assert asked == set(BY_HAND), "count the day book above by hand: a line of BY_HAND here"


@pytest.mark.parametrize("name", BY_HAND)
def test_it_is_what_paper_says(name, records):
    assert METRICS[name].value(records) == pytest.approx(BY_HAND[name], rel=1e-12)


def test_of_one_member_in_service_the_mean_is_what_that_one_gave(records):
    of = records.counts | {"members_in_service": 1, "hours_in_service": 50}
    value = METRICS["hours_in_service_member"].value(replace(records, counts=of))
    assert value == pytest.approx(50 * 365 / 10)


def test_where_no_member_has_a_branch_elsewhere_nobody_acts_and_no_hour_is_divided_by_nobody(records):
    none = dict.fromkeys(("members_in_service", "members_away", "members_acting", "hours_in_service"), 0)
    asked = replace(records, counts=records.counts | none)
    idle = pd.DataFrame(asked.daily).assign(party_hours=0.0, party_hours_recorded=0.0)
    asked.daily = idle.to_dict("records")
    for name in ("hours_in_service_member", "members_acting_share", "party_hours_recorded"):
        assert METRICS[name].value(asked) == 0
