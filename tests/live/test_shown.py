"""What the page of the live view shows, and its verb, without a browser."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from simulation.cli import exit_code
from simulation.live import drawn, shown, workers
from simulation.live.counts import SERIES
from simulation.live.serving import server
from simulation.live.shown import View
from simulation.live.twins import SIDES
from tests.live.streets import START, twins
from tests.worlds import ROOT


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_that_the_page_shows_can_be_sent_to_it_in_either_language(lived, language):
    street = lived.streets["other"]
    need = int(street.reporting.silent[0])
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
    told = shown.side(lived, close)["person"]["story"]
    assert [(one["side"], one["why"] is not None) for one in told] == [("today", False), ("other", True)]
    assert told[1]["why"]["rows"][-1]["cells"]


@pytest.mark.parametrize("side", SIDES)
def test_whoever_is_met_has_a_story_on_both_streets_and_is_asked_why_on_either(lived, side):
    # given somebody who keeps silent on both
    streets = [lived.streets[each] for each in SIDES]
    silent = [set(each.records.needs["person"][each.reporting.silent].tolist()) for each in streets]
    person = min(silent[0] & silent[1])
    view = View().at_grid("today", 0).at_person(person)
    need = next(
        each["need"]
        for one in shown.side(lived, view)["person"]["story"]
        if one["side"] == side
        for each in one["troubles"]
        if each["silent"]
    )
    # when he is asked on one street, then he answers on that one
    asked = view.asking(side, need)
    told = shown.side(lived, asked)["person"]["story"]
    assert [one["side"] for one in told] == list(SIDES) and all(one["troubles"] for one in told)
    assert [one["side"] for one in told if one["why"]] == [side]
    # and a second click takes the answer away
    assert asked.asking(side, need).need is None


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
    pair.run_days(10)
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
