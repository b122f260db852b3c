"""`sensitivity` and `value-of-knowing` as they are typed."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest

from simulation.analysis import installed
from tests.cli.words import CLASSROOM, SMALL

pytestmark = pytest.mark.usefixtures("in_this_process")

POLICY = f"""schema: 1
name: one-more
title: {{en: One more worker, zh: 加一名网格员}}
extends: {CLASSROOM}
interventions:
  - staffing: {{add: 1 worker/grid, from: 2025-01-01}}
"""
SHORT = ("--days", "3", "--set", "experiment.warmup=1", *SMALL, "--no-estimate")


@pytest.fixture(scope="module")
def policy(tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("policy") / "one-more.yaml"
    path.write_text(POLICY, encoding="utf-8")
    return str(path)


@pytest.mark.slow
def test_a_screening_is_run_analysed_and_analysed_again(policy, tmp_path, command, monkeypatch):
    # given a screening of two parameter groups, each point under two seeds in place of five
    monkeypatch.setattr("simulation.analysis.sensitivity.study.LUCKS", 2)
    out = tmp_path / "sure"
    vary = ("--by", "group", "--only", "residents", "--only", "workers", "--count", "4")
    done = command("sensitivity", CLASSROOM, policy, *vary, *SHORT, "-o", str(out))
    assert done.code == 0, done.err
    # then each outcome has one row per group, the page is in both languages, and the folder is whole
    table = pd.read_csv(out / "sensitivity.csv")
    assert set(table["scenario"]) == {"classroom", "one-more"} and set(table["method"]) == {"screening"}
    assert set(table["input"]) == {"residents", "workers"} and table["noise"].notna().all()
    page = (out / "sensitivity.html").read_text("utf-8")
    assert "policies and assumptions" in page and "政策 × 假定" in page and "<script src" not in page
    points = pd.read_csv(tmp_path / "sure-points.csv", comment="#")
    assert len(points) == 3 * 4 and points["luck"].tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]
    runs = pd.read_csv(out / "runs.csv")
    assert runs.groupby("replication")["seed"].first().nunique() == 2 * 4
    # when the folder is analysed again, by another metric
    again = command("sensitivity", str(out), "--metric", "silence_share", "--metric", "need_days")
    assert again.code == 0 and again.lines[-1] == str(out / "sensitivity.html")
    both = pd.read_csv(out / "sensitivity.csv")
    pd.testing.assert_frame_equal(both[both["metric"] == "need_days"].reset_index(drop=True), table)
    assert command("status", str(out)).code == 0 and command("compare", str(out)).code == 0
    # and its trajectories are no points to learn from
    refused = command("value-of-knowing", str(out))
    assert refused.code == 2 and "trajectories of a screening" in refused.err


@pytest.mark.slow
def test_random_points_tell_shares_and_what_knowing_is_worth(policy, tmp_path, command, monkeypatch):
    monkeypatch.setattr("simulation.analysis.sensitivity.study.LUCKS", 1)  # five take five times as long here
    out = tmp_path / "random"
    vary = ("--design", "random", "--count", "60", "--only", "W1")
    done = command("sensitivity", CLASSROOM, policy, *vary, *SHORT, "-o", str(out))
    assert done.code == 0, done.err
    assert set(pd.read_csv(out / "sensitivity.csv")["method"]) == {"variance"}
    # when values are asked for, in days and in yuan
    for price, unit in ((), "days/1,000 residents/year"), (("--price", "20"), "yuan/1,000 residents/year"):
        said = command("value-of-knowing", str(out), *price)
        assert (
            said.code == 0
            and said.lines[0] == f"values in {unit.replace('/', ' per ', 1).replace('/', ' and ')}"
        )
        table = pd.read_csv(out / "value_of_knowing.csv")
        assert set(table["unit"]) == {unit} and table["input"].tolist()[:2] == [
            "all numbers and all luck",
            "all numbers",
        ]
    page = (out / "knowing.html").read_text("utf-8")
    assert "a chance of" in page and "现在会选" in page and "<script src" not in page


@pytest.fixture(scope="module")
def plain(results, tmp_path_factory):
    """A copy of a results folder that was not run over parameter sets."""
    return shutil.copytree(results, tmp_path_factory.mktemp("plain") / "results")


def test_a_folder_without_parameter_sets_is_refused(plain, command):
    for verb in ("sensitivity", "value-of-knowing"):
        done = command(verb, str(plain))
        assert done.code == 2 and "was not run over parameter sets" in done.err


WRONG = {
    "a metric": (("--metric", "need_day"), "there is no metric 'need_day'; did you mean 'need_days'?"),
    "a number": (("--only", "R22"), "there is no number or group 'R22' to vary; did you mean 'R2'?"),
    "too few points": (
        ("--design", "random", "--count", "3"),
        "too few points to be analysed: 3, and at least 60 are",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_analysed_is_said_before_anything_runs(case, tmp_path, command):
    words, said = WRONG[case]
    done = command("sensitivity", CLASSROOM, *words, "-o", str(tmp_path / "out"))
    assert done.code == 2 and said in done.err
    assert list(tmp_path.iterdir()) == []


def test_other_points_are_not_written_over(tmp_path, command):
    (tmp_path / "out-points.csv").write_text("mine", encoding="utf-8")
    done = command("sensitivity", CLASSROOM, "-o", str(tmp_path / "out"))
    assert done.code == 2 and "holds other points" in done.err


def test_a_library_that_is_missing_is_asked_for(plain, command, monkeypatch):
    monkeypatch.setattr(installed, "LIBRARIES", {"no_such_library": "scikit-no"})
    for verb in ("sensitivity", "value-of-knowing"):
        done = command(verb, str(plain))
        assert (
            done.code == 2 and "needs scikit-no, not installed here: pip install -e '.[analysis]'" in done.err
        )
