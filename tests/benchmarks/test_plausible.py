"""Parameter sets are drawn inside the ranges, about the scenario's numbers, and judged row by row."""

import numpy as np
import pandas as pd
import pytest

import simulation.analysis.inputs as draws
from benchmarks.realism import plausible_tables, target_table
from simulation.scenario import load
from tests.worlds import ROOT


@pytest.fixture(scope="module")
def among():
    return draws.numbers(load(ROOT / "scenarios" / "lijia.yaml"))


def test_width_0_is_the_scenario_and_width_1_its_whole_ranges(among):
    ends = np.array([[0.0], [0.5], [1.0]]) * np.ones(len(among))
    low, high, centre = (
        np.array([getattr(each, name) for each in among]) for name in ("low", "high", "centre")
    )
    inner = (low < centre) & (centre < high)
    assert np.allclose(draws.stretched(ends, among, 0), centre, rtol=1e-5)
    whole = draws.stretched(ends, among, 1).to_numpy()
    assert np.allclose(whole[0], low, rtol=1e-5) and np.allclose(whole[2], high, rtol=1e-5)
    assert np.allclose(whole[1][inner], centre[inner], rtol=1e-5)


def test_every_draw_lies_inside_its_range_and_is_the_same_for_the_same_seed(among):
    sets = draws.stretched(draws.hypercube(20, among, 3), among, 1)
    for each in among:
        assert sets[each.path].between(each.low, each.high).all(), each.path
    pd.testing.assert_frame_equal(sets, draws.stretched(draws.hypercube(20, among, 3), among, 1))


def test_every_parameter_knows_the_rules_that_it_serves(among):
    rules = {each.path: each.rules for each in among}
    assert rules["residents.beta_busy"] == "R2" and rules["workers.burn_days"] == "W4 W5 W6"
    assert rules["service.limit_general"] == "service"  # belongs to no rule


def test_a_number_that_the_scenario_sets_itself_is_not_drawn(among):
    own = load(ROOT / "scenarios" / "lijia.yaml", ["residents.beta_busy=1"])
    assert {each.path for each in among} - {each.path for each in draws.numbers(own)} == {
        "residents.beta_busy"
    }


def test_removals_count_what_a_row_removes_and_what_only_it_removes():
    held = pd.DataFrame({"a": [True, False, False, True], "b": [True, True, False, True]})
    found = plausible_tables.removals(held)
    assert found.loc["a"].tolist() == [0.5, 0.25] and found.loc["b"].tolist() == [0.25, 0]


def test_a_figure_that_is_not_there_lies_outside():
    target = target_table.Target("t", lambda metrics, street: 0, 0.1, 0.2, "invented")
    assert target.holds(np.array([0.1, 0.2, 0.3, np.nan])).tolist() == [True, True, False, False]


def test_a_parameter_that_moves_a_row_is_found_and_one_that_does_not_is_not(among):
    numbers, luck = among[:3], np.random.default_rng(1)
    sets = pd.DataFrame(luck.random((60, 3)), columns=[each.path for each in numbers])
    found = plausible_tables.correlations(sets, pd.DataFrame({"row": np.exp(sets[numbers[1].path])}))
    assert found.at[numbers[1].path, "row"] == pytest.approx(1)
    assert plausible_tables.served(found, numbers, plausible_tables.chance(3, 60))[1] == [
        f"{numbers[1].rules:12s} row"
    ]


def test_every_switch_is_drawn_as_often_each_way_and_leaves_the_numbers_as_they_are(among):
    street = load(ROOT / "scenarios" / "lijia.yaml")
    switches = draws.switches(street)
    assert {"service.refused", "residents.helpers_do"} < {each.path for each in switches}
    sets = draws.turned(20, switches, 3)
    for each in switches:
        assert sets[each.path].value_counts().to_dict() == dict.fromkeys(each.allowed, 10)
    pd.testing.assert_frame_equal(sets, draws.turned(20, switches, 3))
    # switches are turned apart from each other
    assert len(sets.drop_duplicates()) > 10
    # and numbers are drawn as if there were no switch
    assert draws.hypercube(4, among, 3).shape == (4, len(among))


def test_a_switch_that_the_scenario_sets_itself_is_not_turned():
    own = load(ROOT / "scenarios" / "lijia.yaml", ["service.refused=bounces"])
    assert "service.refused" not in {each.path for each in draws.switches(own)}
    assert draws.turned(3, [], 0).shape == (3, 0)


def test_the_scenario_itself_is_a_set_to_the_last_digit(among):
    street = load(ROOT / "scenarios" / "lijia.yaml")
    paths = [each.path for each in (*among, *draws.switches(street))]
    (values,) = draws.itself_as_set(street, paths).to_dict("records")
    assert street.with_parameters(values).numbers == street.numbers


def test_a_switch_that_moves_a_row_is_found():
    words = np.random.default_rng(1).permutation(["bounces", "solved_by_grid"] * 30)
    sets = pd.DataFrame({"service.refused": words, "residents.x": np.arange(60.0)})
    found = plausible_tables.correlations(sets, pd.DataFrame({"row": (words == "bounces") * 1.0}))
    assert found.at["service.refused", "row"] == pytest.approx(-1)
    assert abs(found.at["residents.x", "row"]) < 0.4
