"""The search for strengths of equal cost: arithmetic, without a run."""

from dataclasses import replace

import pytest

from benchmarks.policies.equal_cost import FEWEST, Found, as_dear, common, search
from simulation.scenario import load
from tests.worlds import ROOT


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


class Wages:
    """Pilot runs in which one worker per grid costs 40 yuan a resident, and a model so much besides."""

    def __init__(self, besides):
        self.besides = besides

    def extra(self, metric, file, setting):
        assert metric == "cost" and setting.startswith("model.workers=")
        return 40 * float(setting.partition("=")[2]) + self.besides - 100


def test_posts_pay_for_what_a_model_costs_besides():
    assert as_dear(Wages(60), ROOT, close=0.1) == Found(1.0, 0.0)


def test_a_model_that_is_dearer_with_the_fewest_workers_keeps_those_and_says_by_how_much():
    assert as_dear(Wages(120), ROOT, close=0.1) == Found(FEWEST, 30.0)


FOR_THE_SAME = sorted(ROOT.glob("scenarios/equal-budget/*.yaml"))


@pytest.mark.parametrize("path", FOR_THE_SAME, ids=[path.stem for path in FOR_THE_SAME])
def test_a_model_for_the_same_money_is_the_model_but_for_its_workers(path):
    found, plain = load(path), load(ROOT / "scenarios/copies" / path.name.replace("-equal-budget", ""))
    assert found.lever_defaults == replace(plain.lever_defaults, workers=found.lever_defaults.workers)
    assert (found.place, found.governance, found.numbers) == (plain.place, plain.governance, plain.numbers)
    assert FEWEST <= found.lever_defaults.workers <= 4
