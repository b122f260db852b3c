"""How often intervals of few pairs cover, on differences of which that is known."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from benchmarks.intervals import interval_coverage as coverage

NORMAL = np.random.default_rng(11).normal(0.5, 1, 400)
METRICS = {
    "often": SimpleNamespace(better="lower", role="outcome", label={}),
    "seldom": SimpleNamespace(better="lower", role="outcome", label={}),
    "never": SimpleNamespace(better="lower", role="outcome", label={}),
    "read": SimpleNamespace(better="none", role="context", label={}),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Forty pairs: one outcome differs in all of them, one in four, one in none; one metric is not judged."""
    seldom = np.where(np.arange(40) % 10 == 3, 2.0, 0.0)
    values = {"often": NORMAL[:40], "seldom": seldom, "never": np.zeros(40), "read": NORMAL[:40]}
    rows = [
        {"scenario": name, "replication": place, "metric": metric, "value": sign * value, "unit": "h"}
        for name, sign in (("today", 0.0), ("policy", 1.0))
        for metric, its in values.items()
        for place, value in enumerate(its)
    ]
    pd.DataFrame(rows).to_csv(tmp_path / "runs.csv", index=False)
    scenarios = [{"name": "today"}, {"name": "policy"}]
    study = {"baseline": "today", "replications": 40, "scenarios": scenarios}
    (tmp_path / "study.json").write_text(json.dumps(study), "utf-8")
    return tmp_path


def test_intervals_of_normal_differences_cover_as_often_as_they_say() -> None:
    found = coverage.covered("policy", "wait", NORMAL, 5, 4000)
    assert found.t == pytest.approx(0.95, abs=0.015) and found.looked == pytest.approx(0.99, abs=0.01)
    assert found.trusted == found.t and found.few == 0 and found.differ == 1
    # given a truth of half a standard deviation, t says the opposite now and then, and the looks hardly
    assert 0 < found.opposite < 0.01 and found.ever < 0.01


def test_where_one_pair_in_twenty_differs_the_interval_holds_the_truth_when_one_was_drawn() -> None:
    # given 100 differences of which five are 1, and studies of five
    differences = np.where(np.arange(100) < 5, 1.0, 0.0)
    found = coverage.covered("policy", "quits", differences, 5, 4000)
    # then a study without one of them has an interval of no width: (95 over 5) / (100 over 5) of all
    assert found.t == pytest.approx(1 - 0.7696, abs=0.02)
    assert found.few == found.t and np.isnan(found.trusted)


def test_a_shift_that_is_always_the_same_is_always_covered() -> None:
    found = coverage.covered("policy", "cost", np.full(50, 0.1) * 3, 5, 100)
    assert (found.t, found.looked, found.opposite) == (1, 1, 0)


def test_who_calls_a_wrong_direction_at_any_look_is_counted_once() -> None:
    # given studies of six pairs: one falls from the first on, one rises, one falls after it rose
    falls = -1 + 0.01 * np.arange(6.0)
    turns = np.array([1, 1.01, 1.02, 0.99, 1.0, -60])
    drawn = np.stack([falls, -falls, turns])
    assert coverage._ever(drawn, 1.0) == pytest.approx(1 / 3)
    assert coverage._ever(drawn, -1.0) == pytest.approx(2 / 3)
    assert coverage._ever(drawn, 0.0) == 1


def test_outcomes_that_differ_are_measured_and_put_together_by_how_often_they_do(folder: Path) -> None:
    found = coverage.rows(folder, 5, 200, METRICS)
    assert [(each.scenario, each.metric, each.differ) for each in found] == [
        ("policy", "often", 1.0),
        ("policy", "seldom", 0.1),
    ]
    groups = [line.split(" | ")[:2] for line in coverage.summary(found).splitlines()[2:]]
    assert groups == [["| 0% to 20%", "1"], ["| every", "1"], ["| together", "2"]]
    # and alone, those covered least often first
    assert [line.split(" | ")[1] for line in coverage.lines_of_all(found).splitlines()[2:]] == [
        "`seldom`",
        "`often`",
    ]
