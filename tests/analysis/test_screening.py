"""Screening and shares of variance, held to functions whose answer is known, through the same code."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from SALib.analyze import morris
from SALib.sample.morris import sample
from SALib.test_functions import Ishigami, Sobol_G
from scipy.stats import qmc

from simulation.analysis.points import Points
from simulation.analysis.sensitivity.design import LEVELS, STEP
from simulation.analysis.sensitivity.left_out import left_out, luck_of
from simulation.analysis.sensitivity.screening import screened
from simulation.analysis.sensitivity.steps import effects, find_steps
from simulation.analysis.sensitivity.variance import shares

PATHS = [f"residents.will_{ages}" for ages in ("18_29", "30_39", "40_49", "50plus")]
RESIDENTS = ["residents.beta_busy", "residents.beta_trust_channel"]
WORKERS = ["workers.burn_days", "workers.burn_b0"]


def trajectories(paths, count, groups=None, lucks=1, seed=1) -> Points:
    """Points of a screening in the unit cube, all of it run with so many lucks."""
    about = {"num_vars": len(paths), "names": list(paths), "bounds": [[0, 1]] * len(paths)}
    about |= {"groups": groups} if groups else {}
    unit = sample(about, count, num_levels=LEVELS, seed=seed)
    luck = np.repeat(np.arange(lucks * count), len(unit) // count)
    return Points(pd.DataFrame(np.vstack([unit] * lucks), columns=paths), luck, {}, {})


def by_input(table: pd.DataFrame) -> pd.DataFrame:
    return table.set_index("input")


def test_effects_are_those_of_the_library():
    # given Morris's design and a function with interactions and both signs
    points = trajectories(PATHS, 20)
    unit = points.sets.to_numpy()
    outcome = 3 * unit[:, 0] - 2 * unit[:, 1] * unit[:, 2] + unit[:, 3] ** 2
    about = {"num_vars": 4, "names": PATHS, "bounds": [[0, 1]] * 4}
    known = morris.analyze(about, unit, outcome, num_levels=LEVELS, seed=1)
    # when it is analysed as a results folder would be
    steps = find_steps(points)
    found = by_input(screened(steps, outcome)).loc[PATHS]
    # then mean sizes, spreads and means are the library's
    assert np.allclose(found["size"], known["mu_star"]) and np.allclose(found["sigma"], known["sigma"])
    assert np.allclose(effects(steps, outcome, STEP)[PATHS].mean(), known["mu"])


def test_groups_are_found_again_in_the_points():
    paths = [*RESIDENTS, *WORKERS]
    points = trajectories(paths, 8, ["R2", "R2", "W4 W5 W6", "W4 W5 W6"])
    steps = find_steps(points)
    assert steps.groups == {"R2": RESIDENTS, "W4 W5 W6": WORKERS} or steps.groups == {
        "W4 W5 W6": WORKERS,
        "R2": RESIDENTS,
    }
    assert len(steps.group) == 8 * 2 and set(steps.group) == {"R2", "W4 W5 W6"}


def test_points_with_luck_of_their_own_are_no_trajectories():
    unit = np.random.default_rng(0).random((30, 4))
    assert find_steps(Points(pd.DataFrame(unit, columns=PATHS), np.arange(30), {}, {})) is None


def test_the_linear_share_of_a_group_is_its_part_of_the_variance():
    points = trajectories(PATHS, 40)
    outcome = points.sets.to_numpy() @ [3.0, 2.0, 1.0, 0.0]
    found = by_input(screened(find_steps(points), outcome)).loc[PATHS, "share"]
    assert np.allclose(found, np.array([9, 4, 1, 0]) / 14)


def test_what_chance_makes_is_no_part_of_a_share():
    # given one number that moves the outcome, and luck that makes as large steps as it does
    points = trajectories(PATHS, 60, lucks=5)
    luck = np.random.default_rng(3).normal(0, 1, len(points.sets))
    found = by_input(screened(find_steps(points), points.sets[PATHS[0]].to_numpy() + luck))
    # then nearly all is its part; two fifths would be, if steps of luck counted
    assert found.loc[PATHS[0], "share"] > 0.7


@pytest.mark.parametrize("seed", range(5))
def test_what_is_more_than_noise_is_told_from_it(seed):
    # given an outcome that two of four numbers move, and luck that each step changes whole
    points = trajectories(PATHS, 8, lucks=2, seed=seed)
    luck = np.random.default_rng(seed).normal(0, 0.5, len(points.sets))
    outcome = points.sets.to_numpy() @ [5.0, -4.0, 0.0, 0.0] + luck
    found = by_input(screened(find_steps(points), outcome))
    above = found["size"] > found["noise"]
    assert above[PATHS[:2]].all() and not above[PATHS[2:]].any()


@pytest.mark.slow
def test_pure_noise_is_seldom_taken_for_more():
    # given studies in which nothing but luck moves the outcome
    taken = 0
    for seed in range(200):
        points = trajectories(PATHS, 6, lucks=2, seed=seed)
        outcome = np.random.default_rng(seed).normal(100, 7, len(points.sets))
        found = screened(find_steps(points), outcome)
        taken += bool((found["size"] > found["noise"]).any())
    # then at most one study in twenty names any number; more than 18 of 200 come once in two hundred times
    assert taken <= 18


def test_nobody_knows_the_noise_of_points_that_were_run_once():
    points = trajectories(PATHS, 12)
    assert screened(find_steps(points), points.sets.sum(axis=1).to_numpy())["noise"].isna().all()


def test_a_run_that_is_missing_takes_its_steps_with_it():
    points = trajectories(PATHS, 12)
    outcome = points.sets.to_numpy() @ [3.0, 2.0, 1.0, 0.0]
    whole = by_input(screened(find_steps(points), outcome))
    outcome[7] = np.nan
    found = by_input(screened(find_steps(points), outcome)).loc[whole.index]
    assert np.allclose(found["size"], whole["size"]) and np.isfinite(found[["low", "high"]]).all().all()


def test_lucks_that_agree_make_a_small_effect_known():
    # given an effect that is a hundredth of how streets differ, which a common luck takes out of each step
    points = trajectories(PATHS, 6, lucks=2)
    streets = np.random.default_rng(5).normal(0, 100, points.seeds.max() + 1)[points.seeds]
    small = np.random.default_rng(6).normal(0, 0.05, len(points.sets))
    outcome = points.sets.to_numpy() @ [1.0, 0.0, 0.0, 0.0] + streets + small
    found = by_input(screened(find_steps(points), outcome))
    assert (found["size"] > found["noise"]).loc[PATHS].tolist() == [True, False, False, False]


def cube(count: int, low: float, high: float, numbers: int) -> pd.DataFrame:
    unit = qmc.LatinHypercube(numbers, rng=3).random(count)
    names = [f"residents.{'abcdefgh'[at]}" for at in range(numbers)]
    return pd.DataFrame(low + (high - low) * unit, columns=names)


def test_shares_of_ishigami_are_those_that_are_known():
    sets = cube(2000, -np.pi, np.pi, 3)
    found = shares(sets, Ishigami.evaluate(sets.to_numpy()))
    assert found["size"].to_numpy() == pytest.approx([0.314, 0.442, 0], abs=0.04)
    assert (found["size"] > found["noise"]).tolist() == [True, True, False]


def test_shares_of_the_g_function_are_those_that_are_known():
    a = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0])
    sets = cube(3000, 0, 1, 8)
    found = shares(sets, Sobol_G.evaluate(sets.to_numpy(), a))
    known = Sobol_G.sensitivity_index(a)
    assert found["size"].to_numpy() == pytest.approx(known, abs=0.03)
    assert (found["size"] > found["noise"]).to_numpy()[:2].all()


def test_what_numbers_do_only_together_is_what_shares_leave_out():
    # given a function of which a quarter of the variance is an interaction, then luck as large as all of it
    sets = cube(1000, -np.pi, np.pi, 3)
    outcome = Ishigami.evaluate(sets.to_numpy())
    luck = np.random.default_rng(7).normal(0, outcome.std(), (2, 1000))
    runs = np.concatenate(outcome + luck * np.sqrt(2))
    part = luck_of(pd.concat([sets, sets], ignore_index=True), runs)
    plain, noisy = left_out(sets, outcome, 0.0), left_out(sets, outcome + luck.sum(axis=0) / np.sqrt(2), part)
    # then that part is known, and luck is not taken for it
    for found, whole in ((plain, 1.0), (noisy, 0.5)):
        rest, low, high = found.together
        assert found.known and rest == pytest.approx(0.244 * whole, abs=0.06) and low < 0.244 * whole < high
    assert part == pytest.approx(0.5, abs=0.03)


def test_among_many_numbers_few_points_do_not_tell_what_they_do_together():
    found = left_out(cube(100, 0, 1, 8), np.random.default_rng(2).normal(size=100), float("nan"))
    assert not found.known and found.low < 0 < found.high
    assert np.isnan(luck_of(cube(100, 0, 1, 8), np.zeros(100)))


@pytest.mark.slow
def test_numbers_move_no_share_of_pure_noise():
    sets = cube(200, 0, 1, 8)
    taken = [
        bool((found["size"] > found["noise"]).any())
        for seed in range(20)
        for found in [shares(sets, np.random.default_rng(seed).normal(size=200), seed)]
    ]
    assert sum(taken) <= 5  # one of twenty is expected; six come less than once in a thousand times
