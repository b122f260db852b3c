"""The session of the live view, without a browser: two streets, policies that are turned, residents."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Event

import numpy as np
import pandas as pd
import pytest
from worlds import ROOT, small

from simulation.agents.resident.channels import ACTS
from simulation.cli import exit_code
from simulation.interventions import interventions
from simulation.live import drawn, people, policies, server, shown, workers
from simulation.live.counts import SERIES
from simulation.live.hands import Hands
from simulation.live.shown import View
from simulation.live.texts import CAUSES
from simulation.live.twins import SIDES, Twins
from simulation.model import Street
from simulation.parameters import described
from simulation.population import user_rule
from simulation.scenario import Policy, Scenario
from simulation.text.quantities import unit_word
from simulation.user_files import UserFileError

START = date(2025, 1, 1)
DAYS = 20


def twins(*policies: str, days: int = DAYS) -> Twins:
    return Twins(small(grids=2, days=days, warmup=20, policies=policies), 3)


def daily(street: Street) -> pd.DataFrame:
    return pd.DataFrame(street.records.daily)


@pytest.fixture(scope="module")
def lived() -> Twins:
    """Two streets after some days, one with an app; nobody changes it."""
    found = twins()
    found.turn("app", {"reach": 1.0})
    found.live(15)
    return found


# two streets under one luck


def test_without_a_policy_both_streets_live_exactly_alike():
    pair = twins()
    pair.live(10)
    pd.testing.assert_frame_equal(*(daily(pair.streets[side]) for side in SIDES))
    assert pair.lived == 10


def test_a_policy_that_is_turned_is_the_policy_of_a_scenario_from_that_day_on():
    # given a street whose policy is turned on the sixth morning, changed on the eleventh, and ended
    pair = twins()
    pair.live(5)
    pair.turn("app", {"reach": 1.0, "minutes": 100.0})
    pair.live(5)
    pair.turn("app", {"reach": 0.5, "minutes": 200.0})
    pair.live(5)
    pair.turn("app", None)
    pair.live(5)
    # when a scenario says the same beforehand
    dated = [(1.0, 100.0, 5, 9), (0.5, 200.0, 10, 14)]
    policies = tuple(
        Policy(interventions["app"](reach=r, minutes=m), "app", START + timedelta(a), START + timedelta(b))
        for r, m, a, b in dated
    )
    alone = Street(replace(small(grids=2, days=DAYS, warmup=20), policies=policies), 3)
    alone.run_model()
    # then both lived the same
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
        pair.live(1)
        assert list(pair.in_force()) == ["app", "honour"]
    assert [each.intervention.reach for each in pair.policies if each.name == "app"] == [0.6, 0.4]


def test_each_policy_says_since_when_or_from_when_it_is_in_force():
    pair = twins("app: {from: 2025-01-03}")
    said = []
    for _ in range(4):
        said += [each["since"] for each in shown.side(pair, View())["policies"]]
        pair.live(1)
    later = "in force from 2025-01-03"
    assert said == [later, later, "in force from tomorrow", "since 2025-01-03"]


def test_the_last_day_ends_both_streets_and_asks_for_no_more():
    pair = twins(days=3)
    pair.live(5)
    assert not pair.running
    assert pair.lived == 3
    pair.live(1)
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


# residents


def test_the_silent_come_first_among_those_worth_meeting(lived):
    street = lived.streets["today"]
    silent = street.troubles.silent
    grid = int(street.records.needs["grid"][silent[0]])
    met = people.worth_meeting(street, grid)
    assert met[0][0] in street.records.needs["person"][silent]
    assert met[0][1].en.startswith("silent about")
    rows = [row for row, _ in met]
    assert len(rows) == len(set(rows))
    assert (street.residents.grid[rows] == grid).all()


def test_the_chances_of_a_resident_are_those_of_the_rules(lived):
    street = lived.streets["other"]
    for row in (5, 400, 2000):
        shares = people.shares(street, row, people.Moment(2, at_work=False))
        assert list(shares) == list(ACTS)
        assert sum(shares.values()) == pytest.approx(1, abs=1e-6)
        chances = dict(people.chances(street, row))
        names = {name.en for name in chances}
        on = bool(street.residents.on_roster[row])
        assert names == ({"Comes to a session", "Leaves the volunteers"} if on else {"Joins the volunteers"})
        assert all(0 <= chance <= 1 for chance in chances.values())


def test_why_somebody_is_silent_names_chances_and_the_worst_obstacle(lived):
    street = lived.streets["today"]
    for need in street.troubles.silent[:12].tolist():
        found = people.why(street, need)
        assert set(found.terms) == set(ACTS) - {"silence"}
        odds = {act: sum(each.values()) for act, each in found.terms.items()}
        silence = found.shares["silence"]
        for act, value in odds.items():
            assert found.shares[act] / silence == pytest.approx(np.exp(value), rel=1e-4)
        assert set().union(*found.terms.values()) <= set(CAUSES)
        said = people.in_words(found)
        assert f"{100 * silence:.0f} would" in said.en
        assert ("luck" in said.en) == (min(found.terms[likeliest(found)].values()) > -people.MUCH)
        assert "{" not in said.en + said.zh


def likeliest(found: people.Why) -> str:
    return max(ACTS[:4], key=lambda act: found.shares[act])


OWN = """def helpers(self):
    return 0.9 if self.age > 17 else 0.0
"""


def with_own_rule(folder: Path, text: str = OWN) -> Scenario:
    (folder / "own.py").write_text(text, encoding="utf-8")
    rule = user_rule("Resident.willing_share", f"{folder / 'own.py'}:helpers")
    return replace(small(grids=2, days=DAYS, warmup=2), rules=(rule,))


def test_a_rule_of_ones_own_belongs_to_one_street_and_says_that_it_is_slow(tmp_path):
    pair = Twins(with_own_rule(tmp_path), 3)
    without = Street(small(grids=2, days=DAYS, warmup=2), 3)
    assert (pair.streets["today"].residents.willing == without.residents.willing).all()
    assert SERIES["volunteers"].of(pair.streets["other"]) != SERIES["volunteers"].of(pair.streets["today"])
    # and the page says which side has it, and that it is slow, in both languages, in a second pair, too
    for each in (pair, Twins(with_own_rule(tmp_path), 3)):
        for language, side, slow in (
            ("en", "With changes", "one by one"),
            ("zh", "有改动", "逐人"),
        ):
            view = View(language)
            assert "own.py:helpers" in shown.bar(each, view, False)["luck"]
            assert shown.street(each, view, "other")["title"] == side
            assert slow in shown.slow(each, view)


def test_a_rule_that_goes_wrong_stops_both_streets_on_the_same_day(tmp_path):
    pair, told = twins(), []
    hands = Hands(pair, lambda: None, told.append)
    assert hands.live(2)
    # given a rule that fails from now on
    pair.streets["other"].step = lambda: (_ for _ in ()).throw(UserFileError("own.py:2: wrong"))
    # when the page plays, then it ends at once with the sentence
    hands.play(Event())
    assert told == ["own.py:2: wrong"]
    assert {street.day for street in pair.streets.values()} == {22}


def test_a_shock_is_announced_in_both_languages():
    pair = Twins(small(grids=2, days=DAYS, warmup=2, shocks=("winter_storm: {from: 2025-01-05}",)), 3)
    told = [" ".join(View(language).say(each) for each in shown.about(pair)) for language in ("en", "zh")]
    assert "Winter storm from 2025-01-05" in told[0]
    assert "暴风雪（2025-01-05 起）" in told[1]


def test_a_rule_of_ones_own_is_explained_by_the_states_that_it_reads():
    scenario = small(grids=2, days=DAYS, warmup=20)
    pair = Twins(scenario, 3)
    street = Street(scenario, 3, rules={"Resident.act_shares": shy})
    for _ in range(25):
        street.step()
    pair.streets["today"] = street
    need = int(street.troubles.silent[0])
    found = people.why(street, need)
    assert found.terms == {}
    assert [each.state for each in found.influences] == ["trust"]
    table = shown._why(View("en"), found)
    assert table["rows"][0]["name"] == "Trust in the grid"
    assert "somebody’s own" in table["sentence"]


def shy(self, levers, severity, at_work, emergency, business=0.0):
    """Half of those without trust are silent."""
    silence = np.asarray(0.5 * (1 - self.trust) + 0.2)
    told = (1 - silence) / 5
    return np.stack([told, told, told, told, told, silence], axis=-1)


def test_a_story_tells_what_became_of_each_trouble(lived):
    street = lived.streets["today"]
    needs = street.records.needs
    told = {people._fate(street, need): people.story(street, need) for need in range(len(needs))}
    assert {"silent", "solved", "waiting"} <= set(told)
    assert told["silent"].en.endswith("keeps silent.")
    for text in told.values():
        assert "{" not in text.en + text.zh


def test_an_empty_post_has_no_worker_to_ask(lived):
    street = lived.streets["today"]
    grid = int(street.workers.grid[-1])
    there = workers.of_grid(street, grid)
    empty = [row for row in np.flatnonzero(street.workers.grid == grid).tolist() if row not in there]
    assert all(0 < chance < 1 for row in there for _, chance in workers.chances(street, row))
    assert {chance for row in empty for _, chance in workers.chances(street, row)} == {None}
    assert {value.en for row in empty for _, value in workers.states(street, row)} == {"–"}


# what the page shows


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_that_the_page_shows_can_be_sent_to_it_in_either_language(lived, language):
    street = lived.streets["other"]
    need = int(street.troubles.silent[0])
    row, grid = (int(street.records.needs[name][need]) for name in ("person", "grid"))
    plain = View(language)
    close = replace(plain.at_grid("other", grid).at_person(row), need=need)
    for view in (
        plain,
        plain.at_grid("other", grid),
        close,
        close.at_worker(workers.of_grid(street, grid)[0]),
    ):
        parts = [shown.bar(lived, view, False), shown.side(lived, view), shown.key(lived, view)]
        parts += [shown.street(lived, view, side) for side in SIDES]
        parts += [shown.chart(lived, view, name) for name in SERIES]
        text = json.dumps(parts, ensure_ascii=False)
        assert "Pair(" not in text
        assert "{m}" not in text and "{n}" not in text
    assert shown.side(lived, close)["person"]["why"]["rows"][-1]["cells"]


def test_a_click_on_a_grid_forgets_the_resident_of_another():
    view = View().at_grid("today", 1).at_person(17)
    assert view.tab == "person"
    assert view.at_grid("other", 0).person is None


@pytest.mark.parametrize("series", list(SERIES))
def test_numbers_of_a_plan_fit_into_their_cells(lived, series):
    plan = shown.street(lived, View(series=series), "today")
    longest = max(len(each["text"]) for each in plan["grids"])
    assert longest * drawn.SIGN * plan["value_size"] <= drawn.CELL + 1e-3
    assert plan["value_size"] > 0.25


def test_the_colours_of_a_plan_mean_the_same_on_every_day(lived):
    before = shown.key(lived, View())
    pair = twins()
    first = shown.key(pair, View())
    pair.live(10)
    assert shown.key(pair, View()) == first
    assert [each["fill"] for each in before] == list(drawn.RAMP)


def test_the_names_at_the_ends_of_lines_never_overlap():
    for values in ([5.0, 5.0], [5.0, 5.01], [1.0, 9.0], [0.0, 0.0]):
        series = {side: [4.0, value] for side, value in zip(SIDES, values, strict=True)}
        chart = drawn.lines(series, {side: side for side in SIDES}, START, str)
        heights = sorted(each["at"] for each in chart["lines"])
        assert heights[1] - heights[0] >= 38
        assert heights[0] >= 0 and heights[1] <= drawn.HIGH - 10


@pytest.mark.parametrize("days", [1, 2, 3, 7, 10, 63, 365])
def test_dates_on_the_axis_keep_apart(days):
    chart = drawn.lines(
        {side: list(range(days + 1)) for side in SIDES}, {side: side for side in SIDES}, START, str
    )
    at = [each["x"] for each in chart["days"]]
    assert 2 <= len(at) <= 6
    assert min(np.diff(at)) > 35


def test_small_wiggles_are_drawn_small():
    chart = drawn.lines(
        {side: [1000.0, 1001.0] for side in SIDES}, {side: side for side in SIDES}, START, str
    )
    (_, first), (_, last) = (point.split(",") for point in chart["lines"][0]["points"].split())
    assert abs(float(first) - float(last)) < 0.03 * drawn.HIGH


# the verb


def test_without_the_extra_one_sentence_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setattr(server, "find_spec", lambda name: None)
    assert exit_code(["serve"]) == 2
    assert capsys.readouterr().err == f"{server.EXTRA}\n"
    assert "pip install -e '.[live]'" in server.EXTRA


def test_a_study_is_no_scenario_to_watch(monkeypatch, capsys):
    monkeypatch.setattr(server, "check_machine", lambda: None)
    study = str(ROOT / "scenarios/studies/first.yaml")
    assert exit_code(["serve", study]) == 2
    assert capsys.readouterr().err == f"{study} is a study: serve takes one scenario\n"


def test_a_port_that_is_taken_is_one_sentence():
    with server.bound(0) as door:
        door.listen()
        port = door.getsockname()[1]
        with pytest.raises(server.NoLive, match=f"port {port} is taken by another program: --port NUMBER"):
            server.bound(port)
