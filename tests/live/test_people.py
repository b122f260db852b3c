"""Residents of the live view: who is worth meeting, their chances, and why they are silent."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from simulation.agents.resident.channels import ACTS
from simulation.codes import DAY
from simulation.live import people, shown, workers
from simulation.live.controls import Controls
from simulation.live.counts import SERIES
from simulation.live.shown import View
from simulation.live.texts import CAUSES
from simulation.live.twins import Twins
from simulation.model import Street
from simulation.population import user_rule
from simulation.records.stages import STAGES, days_by_row, stage_at
from simulation.scenario import Scenario
from simulation.user_files import UserFileError
from tests.live.streets import DAYS, twins
from tests.worlds import small


def test_the_silent_come_first_among_those_worth_meeting(lived):
    street = lived.streets["today"]
    silent = street.reporting.silent
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
    for need in street.reporting.silent[:12].tolist():
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
    controls = Controls(pair, lambda: None, told.append)
    assert controls.run_days(2)
    # given a rule that fails from now on
    pair.streets["other"].step = lambda: (_ for _ in ()).throw(UserFileError("own.py:2: wrong"))
    # when the page plays, then it ends at once with the sentence
    controls.play(Event())
    assert told == ["own.py:2: wrong"]
    assert {street.day for street in pair.streets.values()} == {22}


@pytest.mark.parametrize(("seconds", "days"), [(0.09, 1), (0.25, 3), (9.0, 5)])
def test_days_play_at_one_pace_however_long_the_page_takes_to_draw(seconds, days, monkeypatch):
    # given a clock on which each day and its drawing take some seconds
    pair, clock = twins(), count()
    monkeypatch.setattr("simulation.live.controls.monotonic", lambda: next(clock) * seconds)
    asked: list[int] = []
    controls = Controls(pair, lambda: None, asked.append)
    monkeypatch.setattr(controls, "run_days", lambda due: asked.append(due) or len(asked) < 4)
    # when the page plays, then as many days pass at once as are due, and no more than five
    controls.play(Event())
    assert asked[0] == days and len(asked) == 4 and max(asked) <= 5


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
    need = int(street.reporting.silent[0])
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


def test_a_list_that_leaves_needs_out_says_of_how_many_it_is(lived):
    # given the grid with the most unsolved needs
    street = lived.streets["today"]
    by_grid = SERIES["unsolved"].by_grid(street).astype(int)
    grid = int(by_grid.argmax())
    said = people.listed(street, grid)
    # then it says the number of the map, and how many of those listed have a need
    troubled = [what for _, what in people.worth_meeting(street, grid) if ":" in what.en]
    assert by_grid[grid] > len(troubled) > 0
    assert said.en.startswith(
        f"{by_grid[grid]} needs are unsolved here. Those who have {len(troubled)} of them"
    )
    assert f"{by_grid[grid]} 件" in said.zh and f"其中 {len(troubled)} 件" in said.zh


def test_a_story_says_on_which_stage_a_trouble_is_that_has_no_end_yet(lived):
    street = lived.streets["today"]
    needs = street.records.needs
    open_ones = [row for row in range(len(needs)) if people._fate(street, row) in ("waiting", "coming")]
    # given a running street, of which nobody has asked for results: then not all wait with the wrong office
    told = {row: people.story(street, row).en for row in open_ones}
    astray = [text for text in told.values() if "(with the wrong office)" in text]
    assert len(astray) < len(open_ones) / 4
    days = days_by_row(street.records)
    found = {row: stage_at(needs, row, street.day * DAY).word for row in open_ones}
    assert {"unnoticed", "body"} <= set(found.values()) and len(set(found.values())) > 2
    # then it is one in which the rest of the run lies, if nothing more is done about it
    at = {each.word: number for number, each in enumerate(STAGES)}
    own = [row for row in open_ones if days[:, row].sum() > 0]
    assert len(own) >= 5
    for row in own:
        spent = days[at[found[row]], row] + days[at["queued"], row] * (found[row] == "worked")
        assert spent > 0, (row, found[row])
    waits = people.story(street, next(row for row in own if found[row] == "body"))
    assert "(waiting for a body outside)" in waits.en and "（等待外部单位）" in waits.zh


def test_an_empty_post_has_no_worker_to_ask(lived):
    street = lived.streets["today"]
    grid = int(street.workers.grid[-1])
    there = workers.of_grid(street, grid)
    empty = [row for row in np.flatnonzero(street.workers.grid == grid).tolist() if row not in there]
    assert all(0 < chance < 1 for row in there for _, chance in workers.chances(street, row))
    assert {chance for row in empty for _, chance in workers.chances(street, row)} == {None}
    assert {value.en for row in empty for _, value in workers.states(street, row)} == {"–"}
