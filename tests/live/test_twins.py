"""Two streets of the live view under the same random draws, and policies that are turned on one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pandas as pd
import pytest

from simulation.interventions import interventions
from simulation.live import policies, shown
from simulation.live.counts import SERIES
from simulation.live.shown import View
from simulation.live.twins import SIDES
from simulation.model import Street
from simulation.parameters import described
from simulation.scenario import Policy
from simulation.units import unit_word
from tests.live.streets import DAYS, START, twins
from tests.worlds import small


def daily(street: Street) -> pd.DataFrame:
    return pd.DataFrame(street.records.daily)


# two streets with the same random draws


def test_without_a_policy_both_streets_live_exactly_alike():
    pair = twins()
    pair.run_days(10)
    pd.testing.assert_frame_equal(*(daily(pair.streets[side]) for side in SIDES))
    assert pair.days_done == 10


def test_a_policy_that_is_turned_is_the_policy_of_a_scenario_from_that_day_on():
    # given a street whose policy is turned on the sixth morning, changed on the eleventh, and ended
    pair = twins()
    pair.run_days(5)
    pair.turn("app", {"reach": 1.0, "minutes": 100.0})
    pair.run_days(5)
    pair.turn("app", {"reach": 0.5, "minutes": 200.0})
    pair.run_days(5)
    pair.turn("app", None)
    pair.run_days(5)
    # when a scenario says the same beforehand
    dated = [(1.0, 100.0, 5, 9), (0.5, 200.0, 10, 14)]
    policies = tuple(
        Policy(interventions["app"](reach=r, minutes=m), "app", START + timedelta(a), START + timedelta(b))
        for r, m, a, b in dated
    )
    alone = Street(replace(small(grids=2, days=DAYS, warmup=20), policies=policies), 3)
    alone.run_model()
    # then both ran the same
    pd.testing.assert_frame_equal(daily(pair.streets["other"]), daily(alone))
    assert not daily(pair.streets["today"]).equals(daily(alone))


def test_a_policy_that_is_turned_twice_in_an_evening_begins_once():
    pair = twins()
    pair.turn("app", {"reach": 0.2})
    pair.turn("app", {"reach": 0.8})
    assert [each.intervention.reach for each in pair.policies] == [0.8]
    pair.turn("app", None)
    assert pair.policies == ()
    assert pair.in_force() == {}


def test_the_page_says_that_both_streets_are_still_alike_as_long_as_nothing_shows():
    def note() -> str:
        return shown.side(pair, View())["note"]

    # given a policy that does nothing at all
    pair = twins()
    pair.turn("placebo", {"yuan": 0.0, "minutes": 0.0})
    assert note() == ""  # it has not acted yet
    pair.run_days(2)
    assert note().startswith("So far both streets are exactly alike")
    # when one comes that does something, then the sentence is gone with the first number that differs
    pair.turn("organised_asks", {})
    said, differs = [], []
    for _ in range(15):
        pair.run_days(1)
        values = [[one["value"] for one in shown.chart(pair, View(), name)["lines"]] for name in SERIES]
        cells = [[cell["text"] for cell in shown.street(pair, View(), side)["grids"]] for side in SIDES]
        said.append(note() == "")
        differs.append(any(one != other for one, other in [*values, cells]))
    assert not said[0] and said[-1]
    assert said == [any(differs[: at + 1]) for at in range(15)]


def test_what_the_scenario_brings_itself_belongs_to_the_street_with_policies():
    pair = twins("app: {reach: 1, from: 2025-01-01}")
    assert [list(pair.streets[side].world.scenario.policies) != [] for side in SIDES] == [False, True]
    assert list(pair.in_force()) == ["app"]


def test_a_policy_keeps_its_place_however_often_it_is_turned():
    pair = twins()
    pair.turn("app", {"reach": 0.2})
    pair.turn("honour", {})
    for reach in (0.4, 0.6):
        pair.turn("app", {"reach": reach})
        pair.run_days(1)
        assert list(pair.in_force()) == ["app", "honour"]
    assert [each.intervention.reach for each in pair.policies if each.name == "app"] == [0.6, 0.4]


@pytest.mark.parametrize("name", list(interventions.all()))
def test_each_policy_says_what_it_is_in_a_sentence_of_either_language(name):
    said = policies.about(name)
    assert re.fullmatch(r"[A-Z][^(.]{10,}[^ ]\.", said.en)
    # a policy just added speaks as its author does, until the handbook has its Chinese
    assert said.zh == said.en or re.fullmatch(r"[^a-zA-Z.。]{5,}。", said.zh)


def test_each_policy_says_since_when_or_from_when_it_is_in_force():
    pair = twins("app: {from: 2025-01-03}")
    said = []
    for _ in range(4):
        said += [each["since"] for each in shown.side(pair, View())["policies"]]
        pair.run_days(1)
    later = "in force from 2025-01-03"
    assert said == [later, later, "in force from tomorrow", "since 2025-01-03"]


def test_the_last_day_ends_both_streets_and_asks_for_no_more():
    pair = twins(days=3)
    pair.run_days(5)
    assert not pair.running
    assert pair.days_done == 3
    pair.run_days(1)
    assert len(pair.datacollector.get_model_vars_dataframe()) == 4


def test_every_series_is_collected_each_evening_from_the_eve_on(lived):
    table = lived.datacollector.get_model_vars_dataframe()
    assert list(table) == [f"{side} {name}" for side in SIDES for name in SERIES]
    assert len(table) == 16
    for name, series in SERIES.items():
        assert table[f"other {name}"].iloc[-1] == series.of(lived.streets["other"])
    silent = lived.streets["today"].records.daily[-1]["silent"]
    assert table["today silent"].iloc[-1] == silent


def test_unsolved_needs_are_those_that_still_trouble_somebody(lived):
    street = lived.streets["today"]
    series = {name: SERIES[name].of(street) for name in SERIES}
    assert 0 < series["silent"] < series["unsolved"] <= len(street.records.needs)
    assert SERIES["volunteers"].of(street) == street.residents.on_roster.sum()


# policies and sliders


@pytest.mark.parametrize("name", list(interventions))
def test_every_slider_reaches_its_ends_and_what_is_usual(name):
    numbers = described(interventions[name])
    for each in policies.sliders(name):
        about = numbers[each.name]
        assert (each.low, each.high) == (about.low, about.high)
        for value in (about.high, about.default):
            steps = (value - each.low) / each.step
            assert steps == pytest.approx(round(steps), abs=1e-6)


@pytest.mark.parametrize("name", list(interventions))
def test_every_number_of_a_policy_has_a_meaning_in_both_languages(name):
    for each in [*policies.sliders(name), *policies.choices(name)]:
        assert each.meaning.zh != each.meaning.en
        assert "用" in each.meaning.zh or any("\u4e00" <= sign <= "\u9fff" for sign in each.meaning.zh)


@pytest.mark.parametrize("name", list(interventions))
def test_every_unit_of_a_slider_is_said_in_chinese(name):
    for each in policies.sliders(name):
        _, unit = each.shown_as
        assert not any("a" <= sign <= "z" for sign in unit_word(unit, "zh"))


def test_a_number_that_a_page_sends_stays_in_its_range():
    assert policies.kept("staffing", {"add": 99})["add"] == 4
    assert policies.kept("staffing", {"add": -99})["add"] == -2
    assert policies.kept("staffing", {})["induction"] == 2400


def test_policies_are_offered_by_remedy_each_once():
    offered = policies.offered()
    assert set(offered) == set(interventions)
    remedies = [text.en[:8] for text in offered.values() if text.en.startswith("Remedy")]
    assert remedies == sorted(remedies)
