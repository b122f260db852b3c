"""Ten thousand studies in which nothing differs, looked at after each pair."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.intervals import anytime
from simulation.statistics import paired_difference

STUDIES, PAIRS = 10_000, 100


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["normal", "heavy tails (t, 3 degrees)", "one pair in five differs"])
def test_whoever_looks_after_each_pair_is_wrong_in_one_of_twenty_null_studies_at_most(kind: str) -> None:
    every, t, _ = anytime.row(anytime.NULLS[kind], STUDIES, 1, PAIRS)
    # and by the interval of one number of pairs several times as often
    assert every <= 0.05 and t > 3 * 0.05


@pytest.mark.slow
def test_the_bound_is_as_low_as_it_may_be() -> None:
    # given more looks, of which few cross: the chance is reached in the end
    every, _, at_once = anytime.row(anytime.NULLS["normal"], STUDIES, 1, 400)
    assert 0.03 <= every <= 0.05
    assert at_once == pytest.approx(0.05, abs=0.01)


@pytest.mark.slow
def test_one_of_twenty_studies_of_many_outcomes_is_wrong_in_any_at_most() -> None:
    every, t, _ = anytime.row(anytime.NULLS["normal"], STUDIES, 20, PAIRS)
    assert every <= 0.05 < t


def test_t_at_each_look_is_that_of_the_pairs_so_far() -> None:
    drawn = np.random.default_rng(3).normal(0.3, 1, (2, 3, 9))
    found = anytime.t_by_look(drawn)
    assert found.shape == (2, 3, 5)
    for look in range(5):
        so_far = drawn[1, 2, : look + 5]
        expected = abs(paired_difference(np.zeros(look + 5), so_far).t)
        assert found[1, 2, look] == pytest.approx(expected)


def test_pairs_that_do_not_differ_call_nothing() -> None:
    assert anytime.wrong(anytime.t_by_look(np.zeros((2, 1, 8))), anytime.once) == 0


def test_a_study_is_wrong_if_any_look_at_any_outcome_is() -> None:
    # given three studies of two outcomes and four looks, of which one crosses once
    t = np.zeros((3, 2, 4))
    t[1, 1, 2] = anytime.once(7, 0.975) * 1.001
    assert anytime.wrong(t, anytime.once, 2) == pytest.approx(1 / 3)
    t[1, 1, 2] *= 0.99
    assert anytime.wrong(t, anytime.once, 2) == 0


def test_the_widths_are_those_of_both_intervals() -> None:
    lines = anytime.widths().splitlines()
    assert lines[2] == "| 5 | 2.78 | 4.45 | 1.60 |" and len(lines) == 2 + len(anytime.WIDTHS)


def test_all_ways_in_which_nothing_differs_have_a_mean_of_nothing() -> None:
    for draw in anytime.NULLS.values():
        drawn = draw(np.random.default_rng(8), (400_000,))
        assert abs(drawn.mean()) < 5 * drawn.std() / np.sqrt(len(drawn))
