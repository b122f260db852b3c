"""What knowing is worth, held to closed forms, through the same code."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from simulation.analysis.knowing.decision import Decision
from simulation.analysis.knowing.perfect_information import known
from simulation.analysis.points import Points


def choice(gains: np.ndarray) -> Decision:
    """A choice between nothing and a policy with such gains."""
    worth = np.column_stack([np.zeros(len(gains)), gains])
    return Decision(("today", "policy"), worth, np.arange(len(gains)), "days")


def unit_normal_loss(mean: float, spread: float) -> float:
    """E max(0, N(mean, spread²)) - max(0, mean): what perfect information about a normal gain is worth in a
    choice between two. Source: Raiffa & Schlaifer 1961 (docs/references.bib), as are their printed values."""
    z = mean / spread
    return float(mean * norm.cdf(z) + spread * norm.pdf(z) - max(0.0, mean))


@pytest.mark.parametrize("mean", [0.3, -0.5])
def test_the_normal_case_has_its_closed_form(mean):
    # given gains that are normal, of which one number is three fifths of the spread and luck the rest
    luck = np.random.default_rng(4)
    told, hidden = luck.standard_normal((2, 8000))
    numbers = pd.DataFrame({"a.told": told, "a.other": luck.standard_normal(8000)})
    decision = choice(mean + 0.6 * told + 0.8 * hidden)
    # then to know it is worth the loss integral of its part, and the other number nothing
    found = known(numbers[["a.told"]], decision, 2)
    assert found.value == pytest.approx(unit_normal_loss(mean, 0.6), abs=0.02)
    assert found.value > found.noise and found.low < unit_normal_loss(mean, 0.6) < found.high
    nothing = known(numbers[["a.other"]], decision, 2)
    assert nothing.value < max(nothing.noise, 1e-9)


@pytest.mark.parametrize(("away", "loss"), [(0.0, 0.3989), (0.5, 0.1978), (1.0, 0.08332)])
def test_the_normal_case_has_its_published_value(away, loss):
    # given a gain that is normal with spread 2, so many spreads from nothing, and a little luck
    luck = np.random.default_rng(8)
    told = luck.permutation(norm.ppf((np.arange(20_000) + 0.5) / 20_000))
    hidden = luck.standard_normal(20_000)
    # then to know it is worth its spread times the unit normal loss, as the table of that source has it
    found = known(pd.DataFrame({"a.told": told}), choice(2 * (away + told + hidden / 4)))
    assert found.value == pytest.approx(2 * loss, abs=0.02) and found.low < 2 * loss < found.high


def test_choosing_wrongly_now_and_with_the_number_known_has_its_closed_form():
    luck = np.random.default_rng(5)
    told = luck.standard_normal(8000)
    decision = choice(0.3 + told)
    assert decision.wrong.mean() == pytest.approx(norm.cdf(-0.3), abs=0.01)
    assert decision.losses.mean() == pytest.approx(unit_normal_loss(0.3, 1), abs=0.02)
    found = known(pd.DataFrame({"a.told": told}), decision)
    assert found.wrong < 0.02 and found.value == pytest.approx(decision.losses.mean(), abs=0.005)


def test_numbers_that_only_matter_together_are_worth_nothing_alone_and_much_added_up():
    # given two policies' gains that hang on the sum of two numbers
    luck = np.random.default_rng(6)
    numbers = pd.DataFrame(luck.standard_normal((4000, 2)), columns=["a.one", "a.two"])
    decision = choice(numbers.sum(axis=1).to_numpy())
    alone, both = known(numbers[["a.one"]], decision), known(numbers, decision)
    assert alone.value == pytest.approx(unit_normal_loss(0, 1), abs=0.05)
    assert both.value == pytest.approx(unit_normal_loss(0, np.sqrt(2)), abs=0.05)


def test_a_point_is_looked_at_by_the_mean_over_its_lucks():
    sets = pd.DataFrame({"residents.beta_busy": [0.5, 0.9, 0.5, 0.9]})
    runs = pd.DataFrame({"need_days": [1.0, 10.0, 3.0, np.nan]})
    found = Points(sets, np.array([7, 8, 9, 10]), {"today": runs}, {}).over_luck()
    assert found.level("today", "need_days").tolist() == [2, 10]
    assert found.sets["residents.beta_busy"].tolist() == [0.5, 0.9] and found.seeds.tolist() == [7, 8]


@pytest.mark.slow
def test_knowing_pure_noise_is_seldom_worth_anything():
    taken = 0
    for seed in range(40):
        luck = np.random.default_rng(seed)
        numbers = pd.DataFrame(luck.random((120, 5)), columns=[f"a.{at}" for at in range(5)])
        decision = choice(luck.normal(0.05, 1, 120))
        found = [known(numbers[[name]], decision, 5) for name in numbers]
        taken += any(each.value > each.noise for each in found)
    assert taken <= 6  # two of forty are expected
