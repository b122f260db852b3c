"""A study's tables do not depend on how it was run: not on cores, order, process, or folder."""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace

import pandas as pd
import pytest

from simulation.experiment import ExperimentError, run_study
from simulation.experiment.runs import in_table_order, plan
from simulation.experiment.storage.collected import collect
from simulation.experiment.storage.run_store import read_table, write_run
from simulation.experiment.storage.stored_runs import StoredRuns
from tests.experiment.stand_ins import METRICS, RECIPE, Experiment, Study, World
from tests.worlds import ROOT

BASE, MORE = World("base"), World("more", effect=3.0)


def run(folder, study, jobs=1, **options):
    return run_study(study, folder, jobs, recipe=RECIPE, metrics=METRICS, progress=_silent, **options)


def _silent(ended, total, failed):
    pass


def tables(folder):
    return {path.name: path.read_bytes() for path in folder.glob("*.csv")}


@pytest.fixture(scope="module")
def two_cores(tmp_path_factory):
    folder = tmp_path_factory.mktemp("results") / "two"
    return folder, run(folder, Study(BASE, (MORE,)), jobs=2)


def test_one_core_gives_the_bytes_of_two(two_cores, tmp_path):
    run(tmp_path, Study(BASE, (MORE,)))
    assert tables(tmp_path) == tables(two_cores[0])


@pytest.mark.slow
def test_the_order_of_completion_leaves_no_trace(two_cores, tmp_path):
    # given a first run that ends after all others
    ended = []
    slow = replace(BASE, faults={7: "slow"})
    run_study(
        Study(slow, (MORE,)),
        tmp_path,
        2,
        recipe=RECIPE,
        metrics=METRICS,
        progress=lambda *now: ended.append(now),
    )
    # then the tables are the same, and progress was told run by run
    assert tables(tmp_path) == tables(two_cores[0])
    assert ended == [(n, 12, 0) for n in range(13)]


@pytest.mark.slow
def test_another_process_in_another_folder_gives_the_same_bytes(two_cores, tmp_path):
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from tests.experiment.studies.test_study import *\n"
        "if __name__ == '__main__': run(Path('here'), Study(BASE, (MORE,)))\n"
    )
    (tmp_path / "again.py").write_text(script, encoding="utf-8")
    shuffled = {**os.environ, "PYTHONHASHSEED": "12345"}
    subprocess.run([sys.executable, "again.py", str(ROOT)], cwd=tmp_path, env=shuffled, check=True)
    assert tables(tmp_path / "here") == tables(two_cores[0])


def test_a_null_policy_changes_not_one_byte(tmp_path):
    # given a policy that does nothing, under another name
    run(tmp_path, Study(BASE, (World("placebo"),)))
    # then both halves of every table are the same once the name is dropped
    for name in ("runs.csv", "daily.csv"):
        header, *rows = (tmp_path / name).read_text(encoding="utf-8").splitlines()
        halves = [
            [row.partition(",")[2] for row in rows if row.startswith(arm)] for arm in ("base,", "placebo,")
        ]
        assert header.startswith("scenario,replication,") and halves[0] == halves[1] and halves[0]


@pytest.mark.slow
def test_another_replication_leaves_the_earlier_ones_alone(two_cores, tmp_path):
    longer = Experiment(replications=7)
    run(tmp_path, Study(replace(BASE, experiment=longer), (replace(MORE, experiment=longer),)))
    old, new = (read_table(folder / "runs.csv") for folder in (two_cores[0], tmp_path))
    pd.testing.assert_frame_equal(old, new[new.replication < 6].reset_index(drop=True))


def test_runs_in_any_order_and_in_pieces_give_the_same_set(two_cores, tmp_path):
    # given the runs done backwards, half of them before a restart
    runs = plan(Study(BASE, (MORE,)))
    (tmp_path / "runs").mkdir()
    for part in (runs[6:][::-1], runs[:6][::-1]):
        for each in part:
            write_run(tmp_path, each, RECIPE.replicate(each.scenario, each.seed))
    # when the tables are made
    collect(StoredRuns(tmp_path), in_table_order(runs))
    # then they are those of the pool
    made = {
        name: table
        for name, table in tables(two_cores[0]).items()
        if name not in ("comparison.csv", "prices.csv", "ladder.csv", "intervals.csv", "warmup.csv")
    }
    assert tables(tmp_path) == made


def test_every_number_reads_back_to_its_last_bit(two_cores):
    runs = read_table(two_cores[0] / "runs.csv")
    for (scenario, seed), rows in runs.groupby(["scenario", "seed"], sort=False):
        expected = RECIPE.replicate({"base": BASE, "more": MORE}[scenario], seed)["runs"]
        pd.testing.assert_series_equal(rows.value.reset_index(drop=True), expected.value, check_exact=True)


def test_tables_list_runs_scenario_by_scenario(two_cores):
    runs = read_table(two_cores[0] / "runs.csv")
    order = runs[["scenario", "replication", "seed"]].drop_duplicates().to_numpy().tolist()
    assert order == [[name, r, 7 + r] for name in ("base", "more") for r in range(6)]
    assert list(runs.columns) == ["scenario", "replication", "seed", "metric", "value", "unit"]


def test_a_column_that_one_scenario_lacks_is_empty_there(two_cores):
    daily = read_table(two_cores[0] / "daily.csv")
    assert list(daily.columns) == ["scenario", "replication", "date", "open", "points"]
    assert daily[daily.scenario == "base"].points.isna().all()
    assert daily[daily.scenario == "more"].points.notna().all()


def test_the_folder_says_what_was_asked_and_how_it_was_made(two_cores):
    folder, outcome = two_cores
    study = json.loads((folder / "study.json").read_text(encoding="utf-8"))
    made = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (outcome.finished, outcome.failed) == (12, 0)
    assert study["baseline"] == "base" and [each["name"] for each in study["scenarios"]] == ["base", "more"]
    assert (study["start"], study["days"], study["replications"], study["seed"]) == ("2025-01-01", 3, 6, 7)
    assert study["title"]["zh"] == "试验"
    assert made["seeds"] == [7, 8, 9, 10, 11, 12] and "numpy" in made["versions"]
    assert set(made["inputs"]) == {"study.json", "scenarios/base.yaml", "scenarios/more.yaml"}
    assert made["tables"] == {
        name: hashlib.sha256(text).hexdigest() for name, text in sorted(tables(folder).items())
    }
    assert (folder / "failures.jsonl").read_bytes() == b""


@pytest.mark.slow
def test_what_every_run_needs_is_compiled_before_the_first_run_starts(tmp_path, monkeypatch):
    # given a machine that has compiled nothing yet
    monkeypatch.setattr("simulation.experiment.studies.completion.is_needed", lambda: True)
    done = []
    recipe = replace(RECIPE, compile=lambda: done.append(len(list(folder.glob("runs/*")))))
    one_run = Experiment(replications=1)
    for jobs in (1, 2):
        study = Study(replace(BASE, experiment=one_run), (replace(MORE, experiment=one_run),))
        folder = tmp_path / str(jobs)
        run_study(study, folder, jobs, recipe=recipe, metrics=METRICS, progress=_silent)
    assert done == [0, 0]


@pytest.mark.parametrize(
    "content, refused",
    [
        ("file", "is a file, not a folder; choose a folder"),
        ("folder", "exists and is not empty; choose another folder"),
    ],
)
def test_a_folder_in_use_is_left_alone(tmp_path, content, refused):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    folder = tmp_path / "notes.txt" if content == "file" else tmp_path
    with pytest.raises(ExperimentError, match=refused) as fault:
        run(folder, Study(BASE, ()))
    assert fault.value.code == 2 and [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_two_scenarios_of_one_name_are_refused():
    with pytest.raises(ExperimentError, match="more than one scenario of the study is called more; give"):
        plan(Study(BASE, (MORE, World("more"))))


def test_scenarios_that_measure_other_days_are_refused():
    other = World("longer", experiment=Experiment(days=9))
    with pytest.raises(ExperimentError, match=r"'longer' .* differ in days \(3 and 9\); a comparison needs"):
        plan(Study(BASE, (other,)))


@pytest.mark.slow
def test_a_study_of_the_baseline_alone_has_levels_and_no_comparison(tmp_path):
    run(tmp_path, Study(BASE, (BASE,)))
    assert len(read_table(tmp_path / "runs.csv")) == 24 and read_table(tmp_path / "comparison.csv").empty
