"""What every policy promises, whichever are registered: contracts over the plug-ins."""

from dataclasses import FrozenInstanceError, fields

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.interventions import interventions, remedies
from simulation.levers import HELP_STRATEGIES, LEVERS, LeverDefaults, Levers, When
from simulation.metrics import evaluate
from simulation.model import Street
from simulation.parameters import described
from simulation.scenario import load_study
from tests.balances import BALANCES
from tests.worlds import ROOT, live, small, tables

POLICIES = interventions.all()
GRIDS = 12
COMMUNITY = np.arange(GRIDS) // 6
RECORDED = np.linspace(0.2, 1.4, GRIDS)


def turned(policy, strength, risen=0.0) -> Levers:
    levers = Levers(LeverDefaults(), GRIDS)
    policy.turn(levers, When(np.zeros(GRIDS) + strength, np.zeros(GRIDS) + risen, COMMUNITY, RECORDED))
    return levers


@pytest.mark.parametrize("name", POLICIES)
def test_it_says_in_both_languages_what_it_is(name):
    assert set(POLICIES[name].title) == {"en", "zh"} and all(POLICIES[name].title.values())
    assert POLICIES[name].__doc__


@pytest.mark.parametrize("name", POLICIES)
def test_it_says_which_of_the_six_remedies_it_serves(name):
    assert set(remedies([POLICIES[name]()])) <= set(range(7))
    assert remedies([POLICIES[name]()])


@pytest.mark.parametrize(
    ("policies", "served"),
    [
        ([], ()),
        (["placebo"], (0,)),
        (["staffing", "training"], (2,)),
        (["seed_grants", "community_fund"], (4,)),  # the fund feeds groups, and is a channel of money
        (["tax_advice", "community_fund"], (6,)),
        (["staffing", "volunteer_points"], (2, 5)),
        (["community_fund"], (4, 6)),
    ],
)
def test_policies_together_are_one_remedy_where_all_may_serve_it(policies, served):
    assert remedies([POLICIES[name]() for name in policies]) == served


@pytest.mark.parametrize("name", POLICIES)
def test_each_of_its_numbers_has_a_unit_a_range_a_meaning_and_a_source(name):
    numbers = described(POLICIES[name])
    assert set(numbers) == {each.name for each in fields(POLICIES[name])}
    for number in numbers.values():
        assert number.unit and number.meaning and number.source
        assert number.allowed or number.low <= number.default <= number.high


@pytest.mark.parametrize("name", POLICIES)
def test_it_is_frozen(name):
    with pytest.raises(FrozenInstanceError):
        setattr(POLICIES[name](), fields(POLICIES[name])[0].name, 1.0)


@pytest.mark.parametrize("name", POLICIES)
def test_without_strength_it_turns_and_bills_nothing(name):
    levers = turned(POLICIES[name](), 0.0)
    for lever in LEVERS:
        assert (getattr(levers, lever) == getattr(levers.defaults, lever)).all(), lever
    assert sum(bill.yuan.sum() + bill.minutes.sum() for bill in levers.bills) == 0
    assert sum(grant.yearly.sum() for grant in levers.grants) == 0


@pytest.mark.parametrize("name", POLICIES)
@settings(max_examples=15, deadline=None)
@given(strength=st.floats(0, 1), at=st.integers(0, GRIDS - 1))
def test_it_acts_only_in_its_grids_and_in_proportion(name, strength, at):
    where = np.zeros(GRIDS)
    where[at] = strength
    levers, full = turned(POLICIES[name](), where), turned(POLICIES[name](), 1.0)
    elsewhere = np.arange(GRIDS) != at
    for lever in LEVERS:
        change, whole = (getattr(each, lever) - getattr(each.defaults, lever) for each in (levers, full))
        assert (change[elsewhere] == 0).all()
        assert change[at] == pytest.approx(strength * whole[at])
    for bill, most in zip(levers.bills, full.bills, strict=False):
        assert (bill.minutes[elsewhere] == 0).all()
        assert bill.minutes[at] == pytest.approx(strength * most.minutes[at])


@pytest.mark.parametrize("name", POLICIES)
def test_a_new_day_begins_without_the_bills_of_yesterday(name):
    levers, when = Levers(LeverDefaults(), GRIDS), When(np.ones(GRIDS), np.zeros(GRIDS), COMMUNITY, RECORDED)
    booked = []
    for _ in range(2):
        levers.reset()
        POLICIES[name]().turn(levers, when)
        booked.append((len(levers.bills), len(levers.grants)))
    assert booked[0] == booked[1]


# one run a policy, for ten days in two grids and over the end of a month, for all that holds of its street

WORLD = {"grids": 4, "start": "2025-02-20", "days": 16, "warmup": 3}
BEGINS, ENDS = 3 + 4, 3 + 14


@pytest.fixture(scope="module")
def usual() -> Street:
    return live(small(**WORLD), 1)


@pytest.fixture(scope="module")
def usual_metrics(usual) -> pd.Series:
    return evaluate(usual.records).set_index("metric")["value"]


@pytest.fixture(scope="module", params=POLICIES)
def street(request) -> Street:
    text = f"{request.param}: {{from: 2025-02-24, to: 2025-03-05, ramp: 5 days, grids: [2, 4]}}"
    return live(small(**WORLD, policies=(text,)), 1)


def test_start_stop_ramp_and_grids_come_from_the_scenario(street, usual):
    days, base = ([day["minutes_bill"] for day in each.records.daily] for each in (street, usual))
    more = np.array(days) - np.array(base)
    assert (more[:BEGINS] == 0).all()
    assert more[BEGINS:ENDS].sum() > 0, "nobody's minutes are billed between its dates: who runs the policy?"


def test_nobody_works_for_free_it_costs_yuan_or_minutes(street, usual_metrics):
    """More money leaves the accounts, or more of workers' minutes are billed."""
    before, after = usual_metrics, evaluate(street.records).set_index("metric")["value"]
    paid = after["cost"] > before["cost"] or after["bill_minutes"] > before["bill_minutes"]
    assert paid, "`turn` books no cost: levers.bill(what, yuan, minutes, ...), per grid and day"


def test_nothing_is_lost_under_any_policy(street):
    for balance in BALANCES:
        balance(street)


def null_form(name: str) -> str:
    """A policy with every number at the value that does nothing: 0, a ratio 1, a word as it is today."""
    numbers = described(interventions[name])
    neutral = {
        each: getattr(LeverDefaults(), f"help_{each}")
        if about.allowed
        else 0
        if about.low <= 0 <= about.high
        else 1
        for each, about in numbers.items()
    }
    written = "".join(f"{each}: {value}, " for each, value in neutral.items())
    return f"{name}: {{{written}from: 2025-01-01}}"


@pytest.fixture(scope="module")
def usual_text(usual) -> dict[str, str]:
    return text_of(usual)


def text_of(street: Street) -> dict[str, str]:
    return {name: table.to_csv(index=False) for name, table in tables(street).items()}


@pytest.fixture(scope="module")
def nothing_is_done_by_any(usual_text) -> bool:
    """Whether all policies together, each of which does nothing, change no byte: one run for all of them."""
    return text_of(live(small(**WORLD, policies=tuple(map(null_form, POLICIES))), 1)) == usual_text


@pytest.mark.parametrize("name", POLICIES)
def test_a_policy_that_does_nothing_changes_no_byte(name, nothing_is_done_by_any, usual_text):
    # each alone, only to say which of them does something
    if not nothing_is_done_by_any:
        found = text_of(live(small(**WORLD, policies=(null_form(name),)), 1))
        changed = [table for table, text in usual_text.items() if found[table] != text]
        assert not changed, (
            f"{null_form(name)} changes {', '.join(changed)}; every number that `turn` uses is a `param`"
        )


def test_a_dial_beyond_its_range_is_cut_and_told():
    street = live(small(days=10, warmup=0, policies=("staffing: {add: 4, from: 2025-01-01}",) * 2), 1)
    events = street.records.tables()["events"]
    clipped = events[events["kind"] == "clipped"]
    assert clipped["message_en"].tolist() == [
        "Policies together ask for more or less of workers than its range holds, 0 – 8 workers/grid"
    ]
    assert (street.world.levers.workers == 8).all()


def test_money_that_runs_out_is_dated_and_the_dial_goes_back_to_rest():
    points = "volunteer_points: {points_per_hour: 20, from: 2025-01-01}"
    street = live(small("place.budget_community=20000", days=120, policies=(points,)), 1)
    events = street.records.tables()["events"]
    assert "points redeemed" in set(events["subject"])
    assert events["date"].is_monotonic_increasing
    assert (street.world.levers.points < 20).any()


@pytest.mark.parametrize("strategy", HELP_STRATEGIES)
def test_every_help_strategy_runs(strategy):
    assert live(small(f"model.help_strategy={strategy}", days=10, warmup=0), 1).day == 10


def test_an_unknown_lever_is_named():
    with pytest.raises(AttributeError, match=r"no lever is called 'wrokers'; `python run\.py schema"):
        _ = Levers(LeverDefaults(), 3).wrokers


def test_the_six_remedies_of_the_library_are_known_by_their_policies():
    study = load_study(ROOT / "scenarios" / "studies" / "six-remedies.yaml")
    served = [remedies(each.intervention for each in one.policies) for one in study.scenarios]
    assert served == [(1,), (2,), (3,), (4,), (5,), (6,), (1, 2, 3, 4, 5, 6), (0,)]
