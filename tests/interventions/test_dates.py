"""A policy acts from its first day to its last, as far as its ramp has risen, and on no other day."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import ClassVar

import numpy as np
import pytest

from simulation.interventions import interventions
from simulation.levers import LEVERS, Levers, When
from simulation.model import Street
from simulation.model.policy.policies import Policies
from simulation.model.state import Today, World
from simulation.scenario import Policy
from tests.worlds import small

POLICIES = interventions.all()
FROM, TO = date(2025, 3, 4), date(2025, 3, 14)
RAMP = 4
DAY = timedelta(1)
EVE, AFTER = FROM - DAY, TO + DAY
GRIDS = 4


@pytest.fixture(scope="module")
def world() -> World:
    return Street(small(grids=GRIDS, days=90, warmup=0), 1).world


def opened(world: World, policy: Policy, days: list[date]) -> list[tuple]:
    """What levers, bills and grants say on each of some days in a row, under one policy."""
    policies = Policies(replace(world, scenario=replace(world.scenario, policies=(policy,))))
    found = []
    for day in days:
        number = (day - world.calendar.first).days
        policies.open_day(np.zeros(1), np.full(GRIDS, 0.5), Today(number, day, day.toordinal(), True))
        found.append(said(world.levers))
    return found


def said(levers: Levers) -> tuple:
    """Levers that are not at their default level, and what is billed and granted, as plain numbers."""
    moved = {
        name: getattr(levers, name).tolist()
        for name in LEVERS
        if (getattr(levers, name) != getattr(levers.defaults, name)).any()
    }
    bills = [(each.what, each.yuan.tolist(), each.minutes.tolist()) for each in levers.bills]
    grants = [(each.channel, each.yearly.tolist()) for each in levers.grants]
    return moved, levers.help_strategy, bills, grants


def by_hand(world: World, name: str, strength: float, risen: float) -> tuple:
    """What a policy of a given strength says, turned once without any date; nothing where it has none."""
    levers = Levers(world.levers.defaults, GRIDS, world.levers.usual_pay)
    if strength:
        ones = np.ones(GRIDS)
        POLICIES[name]().turn(levers, When(strength * ones, risen * ones, world.community, 0.5 * ones))
    levers.clip()
    return said(levers)


@pytest.mark.parametrize("name", POLICIES)
def test_without_a_ramp_it_is_whole_from_its_first_day_to_its_last(name, world):
    policy = Policy(POLICIES[name](), name, FROM, TO)
    nothing = by_hand(world, name, 0.0, 0.0)
    first, later = by_hand(world, name, 1.0, 1.0), by_hand(world, name, 1.0, 0.0)
    assert first != nothing and later != nothing
    days = [EVE - DAY, EVE, FROM, FROM + DAY, TO - DAY, TO, AFTER, AFTER + DAY]
    # the days between are alike, so that a jump over them changes nothing
    assert opened(world, policy, days) == [nothing] * 2 + [first] + [later] * 3 + [nothing] * 2


@pytest.mark.parametrize("name", POLICIES)
def test_with_a_ramp_it_rises_from_nothing_on_its_first_day_and_is_whole_after_so_many(name, world):
    policy = Policy(POLICIES[name](), name, FROM, TO, RAMP)
    nothing, whole = by_hand(world, name, 0.0, 0.0), by_hand(world, name, 1.0, 0.0)
    rising = [by_hand(world, name, day / RAMP, 1 / RAMP) for day in range(1, RAMP + 1)]
    assert len({str(each) for each in (nothing, *rising)}) == RAMP + 1
    days = [EVE + nth * DAY for nth in range((AFTER - EVE).days + 1)]
    rest = (TO - FROM).days - RAMP
    assert opened(world, policy, days) == [nothing] * 2 + rising + [whole] * rest + [nothing]


@dataclass(frozen=True)
class Diary:
    """A policy that only writes down what it is told."""

    title: ClassVar = {"en": "Diary", "zh": "日记"}
    remedy: ClassVar = 0
    told: list[tuple[float, float]] = field(default_factory=list)

    def turn(self, levers: Levers, when: When) -> None:
        """Write down strength and rise of the first grid."""
        self.told.append((float(when.strength[0]), float(when.risen[0])))
        levers.add("workers", when.strength)


@pytest.mark.parametrize(("ramp", "last"), [(0, TO), (1, TO), (RAMP, TO), (RAMP, FROM), (0, FROM), (30, TO)])
def test_a_policy_is_told_of_every_day_on_which_it_is_in_force_and_of_each_rise_once(ramp, last, world):
    diary = Diary()
    days = [EVE - DAY + nth * DAY for nth in range(20)]
    found = opened(world, Policy(diary, "diary", FROM, last, ramp), days)
    span = (last - FROM).days + 1
    strength = [min(nth / ramp, 1.0) if ramp else 1.0 for nth in range(span)]
    risen = np.diff([0.0, *strength])
    told = [(each, rise) for each, rise in zip(strength, risen, strict=True) if each]
    assert diary.told == [pytest.approx(each) for each in told]
    # and its day is the lever's: the two days before and all after are as today's
    posts = [moved.get("workers", [2.0])[0] - 2.0 for moved, *_ in found]
    assert posts == pytest.approx([0.0, 0.0, *strength, *[0.0] * (18 - span)])


# on a street, from Tuesday to Friday of its second week

STARTS, DAYS = date(2025, 2, 24), 16
IN_FORCE = "from: 2025-03-04, to: 2025-03-07"
ITS_DAYS = np.array(
    [STARTS + nth * DAY in [date(2025, 3, day) for day in (4, 5, 6, 7)] for nth in range(DAYS)]
)


def lived(lever: str, *policies: str) -> tuple[np.ndarray, np.ndarray]:
    """A lever of the first grid on each day of a street, and the minutes that are billed on it."""
    street = Street(small(grids=2, days=DAYS - 3, warmup=3, start="2025-02-27", policies=policies), 1)
    values = []
    while street.day < DAYS:
        street.step()
        values.append(float(getattr(street.world.levers, lever)[0]))
    return np.array(values), np.array([day["minutes_bill"] for day in street.records.daily])


@pytest.mark.parametrize(
    ("entry", "lever", "more"),
    [
        (f"staffing: {{add: 1 worker/grid, {IN_FORCE}}}", "workers", (1, 1, 1, 1)),
        (f"honour: {{programme: 0.5, {IN_FORCE}}}", "honour", (0.5, 0.5, 0.5, 0.5)),
        (f"honour: {{programme: 0.6, {IN_FORCE}, ramp: 3 days}}", "honour", (0, 0.2, 0.4, 0.6)),
    ],
)
def test_the_people_of_a_street_meet_it_on_its_days_and_no_other(entry, lever, more):
    usual, under = lived(lever)[0], lived(lever, entry)[0]
    expected = np.zeros(DAYS)
    expected[ITS_DAYS] = more
    assert under - usual == pytest.approx(expected)


def test_a_street_is_billed_for_a_policy_on_its_days_and_no_other():
    usual, under = lived("workers")[1], lived("workers", f"placebo: {{minutes: 30, {IN_FORCE}}}")[1]
    assert under - usual == pytest.approx(ITS_DAYS * 2 * 30)


def test_a_scenario_file_means_its_dates_as_they_stand():
    policy = small(policies=("honour: {from: 2025-03-04, to: 2025-03-07, ramp: 3 days}",)).policies[0]
    assert (policy.start, policy.end, policy.ramp) == (date(2025, 3, 4), date(2025, 3, 7), 3)
    days = [date(2025, 3, day) for day in range(3, 9)]
    assert [policy.strength(day) for day in days] == pytest.approx([0, 0, 1 / 3, 2 / 3, 1, 0])
