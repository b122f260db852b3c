"""What the guard against getting slower says, with trees, seconds and commits made up."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from benchmarks.speed import guard
from benchmarks.speed.guard import Compared, Failed
from benchmarks.speed.guard_workloads import WORKLOADS, Workload

HERE, THERE = Path("here"), Path("there")
WORK = Workload("work", "")


def scripted(**seconds: list[float]):
    """A stop-watch that gives each tree its seconds in turn, and notes who was measured."""
    asked: list[str] = []

    def measure(tree: Path, _: Workload) -> float:
        asked.append(tree.name)
        return seconds[tree.name][asked.count(tree.name) - 1]

    return measure, asked


def test_pairs_are_measured_by_turns_after_a_run_that_is_not_counted() -> None:
    # given a machine that gets three times as slow on the way
    measure, asked = scripted(here=[9.0, 2.0, 6.0], there=[9.0, 1.0, 3.0])
    found = guard.compare(HERE, THERE, WORK, 2, measure)
    # then ratios are of runs that stand together
    assert found == Compared("work", [2.0, 2.0])
    assert asked == ["there", "here", "there", "here", "here", "there"]


@pytest.mark.parametrize(("broken", "place"), [("there", "in the release"), ("here", "here")])
def test_what_does_not_run_in_a_version_is_said(broken: str, place: str) -> None:
    def measure(tree: Path, _: Workload) -> float:
        if tree.name == broken:
            raise Failed("no such thing")
        return 1.0

    found = guard.compare(HERE, THERE, WORK, 2, measure)
    assert guard.line(found) == f"{'work':24} does not run {place}: no such thing"


def test_a_line_shows_the_median_and_the_range() -> None:
    said = guard.line(Compared("work", [1.5, 0.9, 1.2]))
    assert said == f"{'work':24}  1.20 times the release's seconds (0.90 to 1.50)"


def test_only_what_got_slower_by_more_than_a_tenth_is_named() -> None:
    found = [
        Compared("a", [1.3, 1.25, 9]),
        Compared("b", [1.1, 1.05, 1.5]),
        Compared("c", [], "is not there"),
    ]
    assert guard.conclusion(found) == "Slower by more than 10%: a (+30%)."
    assert guard.conclusion(found[1:]) == "Nothing got slower by more than 10%."
    assert guard.conclusion(found[2:]) == "Nothing was compared."


def test_every_workload_has_a_line_and_the_end_says_what_got_slower() -> None:
    said = list(guard.guard(HERE, THERE, 1, lambda tree, _: 1.2 if tree == HERE else 1.0))
    assert len(said) == len(WORKLOADS) + 1
    assert said[-1].startswith("Slower by more than 10%: start to --help (+20%), kernel")


def test_the_last_release_is_the_latest_tag_or_else_the_commit_that_set_the_version() -> None:
    def without_tags(*words: str) -> str:
        if words[0] == "describe":
            raise subprocess.CalledProcessError(128, words)
        assert words[-1] == "simulation/version.py"
        return "abc1234"

    assert guard.last_release(lambda *_: "v0.1.0") == "v0.1.0"
    assert guard.last_release(without_tags) == "abc1234"


def test_the_code_of_a_workload_is_measured_in_a_tree_and_a_failure_is_its_last_line(tmp_path: Path) -> None:
    assert guard.measure(tmp_path, Workload("works", "print('said'); print(1.5)")) == 1.5
    with pytest.raises(Failed, match="ValueError: no"):
        guard.measure(tmp_path, Workload("fails", "raise ValueError('no')"))


@pytest.mark.parametrize("workload", WORKLOADS, ids=lambda each: each.name)
def test_workloads_are_programs(workload: Workload) -> None:
    assert compile(workload.code, workload.name, "exec")
