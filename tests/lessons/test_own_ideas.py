"""What the teacher's key says of the own ideas of lesson 3, one of which five lucks mistake for more."""

from __future__ import annotations

import re
from collections.abc import Callable
from statistics import mean

import pytest
from ruamel.yaml import YAML

from simulation import Street, load
from simulation.cli.shipped_scenarios import shipped_scenario
from tools.lessons import LANGUAGES, LESSONS


def first_rule(self):
    if self.age < 18:
        return 0.0
    return 0.6


def trust(self):
    return self.trust


def fewer_at_work(self):
    if self.employed:
        return 0.3
    if self.age < 18:
        return 0.0
    if self.age <= 25:
        return 0.8
    return 0.6


def lived_by(rule: Callable, seed: int) -> Street:
    scenario = load(shipped_scenario("classroom.yaml"), ["experiment.warmup=0", "experiment.days=20"])
    street = Street(scenario, seed=seed, rules={"Resident.willing_share": rule})
    for _day in range(20):
        street.step()
    return street


def key(language: str) -> str:
    """What the key tells of own ideas."""
    plan = YAML(typ="safe").load((LESSONS / "teaching" / "3_write_a_rule.yaml").read_text("utf-8"))
    return next(each[language] for each in plan["numbers"] if "self.trust" in each[language])


def numbers_told(language: str) -> list[int]:
    """The whole numbers in it, in their order."""
    return [int(each) for each in re.findall(r"(?<![.\d])-?\d+(?![.\d])", key(language))]


def more_hours(pairs: list[tuple[Street, Street]]) -> list[int]:
    hours = [[each.residents.hours_given.sum() for each in pair] for pair in pairs]
    return [round(float(mine - usual)) for usual, mine in hours]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::simulation.population.SlowRuleWarning")
def test_the_key_tells_what_own_ideas_give():
    # given the streets of lesson 3, with eight lucks
    usual = [lived_by(first_rule, seed) for seed in range(1, 9)]
    pairs = list(zip(usual, [lived_by(trust, seed) for seed in range(1, 9)], strict=True))
    at_work = list(zip(usual[:5], [lived_by(fewer_at_work, seed) for seed in range(1, 6)], strict=True))
    # then the differences are those of the key
    more = more_hours(pairs)
    for language in LANGUAGES:
        told = " ".join(map(str, numbers_told(language)))
        for few in (more[:5], more[5:], more_hours(at_work)):
            assert " ".join(map(str, few)) in told
        share = at_work[0][1].residents.willing.mean()
        assert f"{100 * share:.1f}%" in key(language)
    # and adults are willing as often, on average, and nobody below 18 helps
    for streets in zip(*pairs, strict=True):
        people = [street.residents for street in streets]
        assert mean(each.willing[each.age >= 18].mean() for each in people) == pytest.approx(0.6, abs=0.01)
        assert all(each.hours_given[each.age < 18].sum() == 0 for each in people)
