"""The six problems have their metrics, and no outcome is a lever by another name."""

from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

from simulation.metrics import METRICS, PROBLEMS, Metric, metric
from simulation.metrics.problems import LABELS, problems
from simulation.plugins.registry import PluginError
from simulation.user_files import DeclarationError
from tests.worlds import live, small

POLICIES = (
    "party_branches: {from: 2025-01-01}",
    "staffing: {add: 1 worker/grid, from: 2025-01-01}",
    "data_platform: {from: 2025-01-01}",
    "forecasting: {from: 2025-01-01}",
    "shared_resources: {from: 2025-01-01}",
    "evening_hours: {from: 2025-01-01}",
    "residents_council: {from: 2025-01-01}",
    "community_fund: {from: 2025-01-01}",
    "task_gate: {from: 2025-01-01}",
    "market_services: {from: 2025-01-01}",
)
OTHER_PEOPLE = (
    "members.pm_activation=.15",
    "residents.need_rate_true=.0015",
    "residents.will_18_29=.4",
    "enterprises.give_base=.02",
    "workers.load0=1.3",
    "treasury.fiscal_late=20",
)


@pytest.fixture(scope="module")
def streets():
    """Without policies and with them: two streets each, with other draws and other people."""
    return [
        [
            live(small(*people, days=60, policies=policies), seed)
            for seed, people in ((1, ()), (2, OTHER_PEOPLE))
        ]
        for policies in ((), POLICIES)
    ]


def from_levers_alone(metric: Metric, streets) -> bool:
    """Whether a metric moves with the policies, and neither with the draws nor with what people are like."""
    without, under = ([metric.value(street.records) for street in pair] for pair in streets)
    return _same(without) and _same(under) and not _same([without[0], under[0]])


def _same(values) -> bool:
    return bool(np.array_equal(values[:1], values[1:], equal_nan=True))


@pytest.mark.parametrize("name", sorted(METRICS))
def test_an_outcome_cannot_be_computed_from_levers_alone(name, streets):
    assert METRICS[name].role != "outcome" or not from_levers_alone(METRICS[name], streets)


def test_an_outcome_that_only_counts_posts_is_caught(streets):
    # given a metric that is what the policies order, and calls itself an outcome
    ordered = {id(each.records): each.world.levers.workers.mean() for pair in streets for each in pair}
    posts = replace(METRICS["workers_filled"], role="outcome", value=lambda records: ordered[id(records)])
    # then it is found out, and the posts that somebody really fills are not
    assert from_levers_alone(posts, streets)
    assert not from_levers_alone(METRICS["workers_filled"], streets)


def test_each_of_the_six_problems_has_outcomes_and_one_input():
    found = problems()
    assert [each.number for each in found] == [1, 2, 3, 4, 5, 6]
    assert all(METRICS[name].role == "outcome" for each in found for name in each.outcomes)
    assert all(METRICS[each.input].role == "input" for each in found)
    assert all(set(each.label) == {"en", "zh"} for each in found)


@pytest.mark.parametrize(
    "change, said",
    [
        ({"overtime_hours": {"role": "input"}}, "1 outcome metrics and 2 input metrics"),
        ({"workers_filled": {"problem": None}}, "2 outcome metrics and 0 input metrics"),
        ({"requests_on_time_share": {"role": "context"}}, "0 outcome metrics and 1 input metrics"),
    ],
)
def test_a_problem_without_an_outcome_or_with_other_than_one_input_is_refused(change, said):
    metrics = [replace(each, **change.get(name, {})) for name, each in METRICS.all().items()]
    with pytest.raises(PluginError, match=said):
        problems(metrics)


@pytest.mark.parametrize("number", [0, 7, 9])
def test_a_metric_about_a_problem_that_there_is_not_is_refused_when_it_is_declared(number):
    with pytest.raises(DeclarationError, match=f"problem is {number}; write a number from 1 to 6"):
        metric("stray", unit="share", better="none", role="context", en="a", zh="甲", problem=number)
    assert [*PROBLEMS] == [*LABELS]


def test_hours_of_resources_and_minutes_for_them_are_netted_by_hand(streets):
    records = streets[1][0].records
    days = records.measured()
    net = days["resource_hours"].sum() - days["minutes_resources"].sum() / 60
    yearly = net / records.residents * 1000 / records.days * 365
    assert METRICS["resource_hours_net"].value(records) == pytest.approx(yearly)
    assert (days["minutes_resources"] <= days["minutes_bill"] + 1e-9).all()
    assert days["resource_hours"].max() > 0


def test_without_groups_and_hours_of_staff_residents_use_no_resources():
    idle = live(small("enterprises.staff_hours=0", "organizations.org_hours=0", days=60), 1)
    assert (idle.records.measured()["resource_hours"] == 0).all()


def test_minutes_for_resources_are_those_of_visits_and_groups(streets):
    asked, today = (pair[0].records.measured()["minutes_resources"].sum() for pair in reversed(streets))
    assert asked > 2 * today > 0  # .3 visits a firm and month instead of .1


@pytest.mark.slow
def test_who_acts_does_so_four_times_a_year_however_long_the_period():
    # given members who turn out twice in half a year
    street = live(small(days=182, warmup=0), 1)
    away = street.members.membership > 1
    often = (away & (street.members.turnouts >= 2)).sum()
    # then that is often enough
    assert METRICS["members_acting_share"].value(street.records) == pytest.approx(often / away.sum())


def test_what_the_whole_street_pays_and_works_is_what_its_residents_and_grids_do(streets):
    records = streets[1][0].records
    value = {name: METRICS[name].value(records) for name in METRICS}
    assert value["cost_street"] == pytest.approx(value["cost"] * records.residents)
    assert value["bill_hours"] == pytest.approx(value["bill_minutes"] * records.grids * 365 / 60)


def test_nobody_can_move_a_metric_to_another_problem():
    with pytest.raises(FrozenInstanceError):
        problems()[0].number = 2
