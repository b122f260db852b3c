"""How many runs a half-width takes, on numbers made up so that the answer is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from benchmarks.intervals import common_random_numbers
from simulation.statistics import replications_needed

SHARED = np.random.default_rng(5).normal(100, 10, 40)
OWN = np.random.default_rng(6).normal(0, 1, 40)


def table_of(**scenarios: np.ndarray) -> pd.DataFrame:
    """Runs as a results folder has them, of one metric."""
    return pd.concat(
        pd.DataFrame({"scenario": name, "replication": range(len(values)), "metric": "m", "value": values})
        for name, values in scenarios.items()
    )


def test_luck_that_is_shared_costs_no_runs() -> None:
    # given a policy that takes 5 from every street, and adds little of its own luck
    (found,) = common_random_numbers.needs(table_of(today=SHARED, policy=SHARED - 5 + OWN), ["m"])
    # then the ratio is that of the variances, and each number of runs is Law's for its variance
    after = SHARED - 5 + OWN
    alone = np.var(SHARED, ddof=1) + np.var(after, ddof=1)
    assert found.half_width == pytest.approx(0.02 * SHARED.mean())
    assert found.ratio == pytest.approx(np.var(after - SHARED, ddof=1) / alone)
    assert found.common == 2 * replications_needed(np.std(after - SHARED, ddof=1), found.half_width)
    assert found.independent == 2 * replications_needed(np.sqrt(alone), found.half_width)
    assert found.common < found.independent / 10


def test_a_policy_that_moves_nothing_takes_the_fewest_runs() -> None:
    (found,) = common_random_numbers.needs(table_of(today=SHARED, policy=SHARED), ["m"])
    assert found.ratio == pytest.approx(0, abs=1e-9)
    assert found.common == 4


def test_pairs_with_a_missing_value_and_unknown_metrics_are_left_out() -> None:
    values = SHARED.copy()
    values[3:] = np.nan
    (found,) = common_random_numbers.needs(table_of(today=SHARED, policy=values - OWN), ["m", "unknown"])
    few = common_random_numbers.need("policy", "m", SHARED[:3].tolist(), (SHARED - OWN)[:3].tolist())
    assert found == pytest.approx(few)


def test_the_table_has_a_line_for_every_policy_and_the_summary_its_ratios() -> None:
    found = common_random_numbers.needs(table_of(today=SHARED, a=SHARED + OWN, b=SHARED[::-1]), ["m"])
    lines = common_random_numbers.table(found).splitlines()
    assert [line.split(" | ")[1] for line in lines[2:]] == ["a", "b"]
    assert "common seeds help in" in common_random_numbers.summary(found)
    assert common_random_numbers.summary(found).endswith("of 2.")


def test_the_small_study_puts_each_remedy_on_the_street_of_the_classroom() -> None:
    classroom, *remedies = common_random_numbers.small_scenarios(30)
    assert [each.name for each in remedies] == list(common_random_numbers.POLICIES)
    assert all(each.place == classroom.place and each.experiment.days == 30 for each in remedies)
    assert all(each.policies for each in remedies)


def test_the_metrics_of_the_table_are_ten_that_exist() -> None:
    from simulation.metrics import known_metrics

    assert len(set(common_random_numbers.METRICS) & set(known_metrics(()))) == 10
