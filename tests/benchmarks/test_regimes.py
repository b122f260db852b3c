"""The settings that the benchmark of regimes runs with: inside the ranges, and at their ends."""

import sys

import pandas as pd
import pytest

from simulation.scenario import load
from tests.worlds import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))

from plausible_draws import numbers
from regimes_settings import CARRIERS, CORNERS
from regimes_tables import Effect

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
        load(LIJIA, [f"{path}={value}" for path, value in corner.items()])


def test_what_carries_a_remedy_is_a_number_with_a_range(ends):
    assert {path for paths in CARRIERS.values() for path in paths} <= ends.keys()


def test_a_gain_is_above_0_where_the_change_is_for_the_better():
    before = pd.Series({"need_days": 10.0, "requests_on_time_share": 0.5})
    after = pd.Series({"need_days": 7.0, "requests_on_time_share": 0.75})
    assert Effect(2, "need_days").gain(before, after) == 3
    assert Effect(6, "requests_on_time_share").gain(before, after) == 0.25
