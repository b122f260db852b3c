"""The search for strengths of equal cost: arithmetic, without a run."""

import sys

import pytest
from worlds import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))

from equal_cost import Found, common, search


def ends(**costs):
    return {name: (Found(0.01, first), Found(1, full)) for name, (first, full) in costs.items()}


def test_a_cost_that_rises_in_a_line_is_found_in_one_step():
    asked = []
    found = search(lambda dose: asked.append(dose) or 8 * dose, Found(0, 0), Found(1, 8), 2.0, 0.01)
    assert found == Found(0.25, 2.0) and asked == [0.25]


def test_a_bent_cost_is_found_to_within_what_is_near_enough():
    found = search(lambda dose: 8 * dose**1.5, Found(0, 0), Found(1, 8), 2.0, 0.1)
    assert found.extra == pytest.approx(2.0, abs=0.1)


def test_the_target_is_what_the_cheapest_costs_where_all_can_cost_as_little():
    assert common(ends(a=(0.1, 6.0), b=(0.1, 3.0)), least=0.1) == 3.0


def test_a_remedy_with_a_cost_from_the_first_step_on_lifts_the_target_above_it():
    assert common(ends(a=(0.1, 6.0), b=(0.1, 3.0), c=(4.0, 9.0)), least=0.1) == 6.0


def test_a_remedy_that_saves_sets_no_target():
    assert common(ends(a=(0.1, 6.0), b=(-0.1, -3.0)), least=0.1) == 6.0
