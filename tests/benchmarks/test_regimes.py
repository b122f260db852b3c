"""The settings that the benchmark of regimes runs with: inside the ranges, and at their ends."""

import pandas as pd
import pytest

from benchmarks.policies import regimes
from benchmarks.policies.regimes_settings import CARRIERS, CORNERS
from benchmarks.policies.regimes_tables import Effect
from benchmarks.policies.structural_switches import switches, turned
from simulation.analysis.inputs import numbers
from simulation.scenario import load
from tests.worlds import ROOT

LIJIA = ROOT / "scenarios" / "lijia.yaml"


@pytest.fixture(scope="module")
def ends():
    scenario = load(LIJIA)
    levers = {path: (about.low, about.high) for path, about in scenario.ranges.items()}
    return levers | {each.path: (each.low, each.high) for each in numbers(scenario)}


@pytest.mark.parametrize("remedy", CORNERS)
def test_corners_lie_at_the_ends_of_ranges(ends, remedy):
    every = {path: value for corner in CORNERS[remedy].values() for path, value in corner.items()}
    assert {path: value for path, value in every.items() if value not in ends[path]} == {}


@pytest.mark.parametrize("remedy", CORNERS)
def test_a_scenario_accepts_every_corner(remedy):
    for corner in CORNERS[remedy].values():
        scenario = load(LIJIA, [f"{path}={value}" for path, value in corner.items()])
        assert {path: value_of(scenario, path) for path in corner} == pytest.approx(corner)


def value_of(scenario, path):
    group, name = path.split(".")
    sections = {"model": scenario.lever_defaults, "place": scenario.place, **scenario.numbers}
    return getattr(sections[group], name)


def test_what_carries_a_remedy_is_a_number_with_a_range(ends):
    assert {path for paths in CARRIERS.values() for path in paths} <= ends.keys()


def test_a_gain_is_above_0_where_the_change_is_for_the_better():
    before = pd.Series({"need_days": 10.0, "requests_on_time_share": 0.5})
    after = pd.Series({"need_days": 7.0, "requests_on_time_share": 0.75})
    assert Effect(2, "need_days").gain(before, after) == 3
    assert Effect(6, "requests_on_time_share").gain(before, after) == 0.25


def test_a_switch_is_turned_to_each_word_that_it_usually_is_not():
    assert ("service.refused", "solved_by_grid") in turned()
    assert turned(["treasury.year_end"]) == [("treasury.year_end", "returned")]
    assert len(turned()) == sum(len(words) for words in switches().values())


def test_every_corner_is_met_as_usual_with_all_switches_and_with_each():
    # given two switches and the corners of two remedies, which share the street as it is
    ways = [("service.refused", "solved_by_grid"), ("treasury.year_end", "returned")]
    moves = regimes.in_corners([1, 3], ways)
    # then each has its own settings, and what is the same for both is run once for both
    count = len(CORNERS[1]) + len(CORNERS[3]) - 1
    assert [move.asked for move in moves if move.label["corner"] == "as it is"] == [(1, 3)] * 4
    assert len(moves) == 4 * count
    for move in moves:
        for remedy in move.asked:
            corner = CORNERS[remedy][move.label["corner"]]
            own = {path: word for path, word in move.corner.items() if path not in corner}
            assert move.corner == corner | own
            assert (
                own
                == {
                    "usual": {},
                    "all turned": dict(ways),
                    "service.refused=solved_by_grid": dict(ways[:1]),
                    "treasury.year_end=returned": dict(ways[1:]),
                }[move.label["switch"]]
            )


def test_corners_that_the_table_holds_are_not_run_again(tmp_path, monkeypatch):
    ran = []

    def effects_of(moves, watched, effort, what):
        for move in moves:
            ran.append(move.label["corner"])
            rows = [{"remedy": remedy, "metric": "need_days"} | move.label for remedy in move.asked]
            yield pd.DataFrame(rows).assign(gain=1.0)

    monkeypatch.setattr(regimes, "effects_of", effects_of)
    moves = regimes.in_corners([1], [])
    usual = [move for move in moves if move.label["switch"] == "usual"]
    regimes.fill_corners(tmp_path / "corners.csv", usual[:2], (), None)
    table = regimes.fill_corners(tmp_path / "corners.csv", usual, (), None)
    assert ran == list(CORNERS[1])
    assert list(table["corner"]) == list(pd.read_csv(tmp_path / "corners.csv")["corner"]) == ran
