"""Every number of a run has one cause, and every cause one number: on a street on which all policies act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import pytest

from simulation.interventions import interventions
from simulation.luck import Luck
from simulation.model import Street
from tests.worlds import small

AGAIN = {
    "forecast.last_place": "one number per week, asked each day",
    "household.outlook": "one of a household, asked for each who lives there",
    "kept.home": "who stays at home in an epidemic: the same people each day, more when it grows",
    "market.fails": "one number per community and year, asked each day",
    "market.tax": "which providers take the preference: the same ones each day, more when it is better known",
    "member.post": "which members hold a post: the same ones each day",
    "money.cycle": "good and bad years of the street, for every channel of money",
    "money.late": "how late one instalment is, asked until it comes",
    "need.person": "who speaks: anew among those of its building, where a need turns out to be a firm's",
    "paper": "what the clerk would do with a case, on its first limit and on a longer one",
    "post.part": "which grids a part of a post falls on: the same ones each day",
    "talent.wake": "who wakes, and of those awake who falls asleep: never the same person on a day",
    "willing": "who is willing at first, and after thinking anew",
}
"""Purposes whose number one owner may meet more than once, and why."""


class Drawn:
    """All that was drawn: by purpose and use, what is told apart (day and owner), and the numbers."""

    def __init__(self) -> None:
        self.causes: dict[tuple[str, int], list[np.ndarray]] = defaultdict(list)
        self.numbers: dict[tuple[str, int], list[np.ndarray]] = defaultdict(list)

    def note(self, purpose: str, use: int, owner, day, numbers) -> None:
        """Write down one draw."""
        owner, day = np.broadcast_arrays(np.asarray(owner, np.int64), np.asarray(day, np.int64))
        self.causes[purpose, int(use)].append((day << 32 | owner).ravel())
        self.numbers[purpose, int(use)].append(np.ravel(numbers))

    def of_each(self) -> Iterator[tuple[str, np.ndarray, np.ndarray]]:
        """Purpose, causes and numbers of each purpose and use."""
        for (purpose, use), causes in self.causes.items():
            yield purpose, np.concatenate(causes), np.concatenate(self.numbers[purpose, use])


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    """What a street draws over a new year, in an epidemic, with every policy there is."""
    policies = tuple(f"{name}: {{from: 2025-11-25}}" for name in interventions.all())
    told = ("residents.need_rate_true=0.003", "model.market_contract=.5")
    shocks = ("epidemic: {from: 2025-12-20, hold: 10 days}",)
    world = {"grids": 4, "days": 60, "warmup": 5, "start": "2025-11-20"}
    found = Drawn()
    with pytest.MonkeyPatch.context() as patch:
        watch(patch, found)
        street = Street(small(*told, **world, policies=policies, shocks=shocks), 1)
        while street.day < street.world.calendar.days:
            street.step()
    return found


def watch(patch: pytest.MonkeyPatch, found: Drawn) -> None:
    """Let every draw be noted, in whichever way it is asked for."""
    draw, of_agents, few = Luck.draw, Luck.of_agents, Luck.few

    def noted_draw(self, purpose, owner, day=0, use=0):
        numbers = draw(self, purpose, owner, day, use)
        found.note(purpose, use, owner, day, numbers)
        return numbers

    def noted_of_agents(self, purpose, agents, day, use=0):
        numbers = of_agents(self, purpose, agents, day, use)
        found.note(purpose, use, agents.rows, day, numbers)
        return numbers

    def noted_few(self, purpose, each, day, ceiling, among):
        rows, numbers = few(self, purpose, each, day, ceiling, among)
        found.note(purpose, 0, rows, day, numbers)
        return rows, numbers

    for name, noted in (("draw", noted_draw), ("of_agents", noted_of_agents), ("few", noted_few)):
        patch.setattr(Luck, name, noted)


def test_whoever_asks_for_a_purpose_asks_once_a_day_but_for_what_is_meant_to_stay(drawn):
    again = {purpose for purpose, causes, _ in drawn.of_each() if len(np.unique(causes)) < len(causes)}
    assert again <= set(AGAIN)


def test_what_may_be_asked_for_again_is_still_drawn_for(drawn):
    assert set(AGAIN) <= {purpose for purpose, _ in drawn.causes}


def test_no_two_causes_share_a_number_and_no_cause_has_two(drawn):
    of_all = []
    for _, causes, numbers in drawn.of_each():
        _, first, same = np.unique(causes, return_index=True, return_inverse=True)
        assert (numbers == numbers[first][same]).all()
        of_all.append(numbers[first])
    numbers = np.concatenate(of_all)
    assert len(drawn.causes) > 500 and len(numbers) > 100_000
    assert len(np.unique(numbers)) == len(numbers)
