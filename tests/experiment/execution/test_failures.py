"""Whatever happens to one run, the others go on and nothing finished is lost."""

import json
import os
import re
import signal
import sys
import threading
import time
from dataclasses import replace
from functools import partial
from io import BytesIO

import numpy as np
import pandas as pd
import pytest

from simulation.cli import main
from simulation.experiment import ExperimentError, StorageError, compare, run_study
from simulation.experiment.execution.engines import local_pool
from simulation.experiment.runs import Run
from simulation.experiment.storage import run_store
from simulation.experiment.storage.collected import collect
from simulation.experiment.storage.run_store import read_table
from simulation.experiment.storage.stored_runs import StoredRuns
from simulation.experiment.tables.data_dictionary import write_dictionary
from tests.experiment.execution.held_study import held_study
from tests.experiment.execution.small_disk import remount, small_disk
from tests.experiment.stand_ins import (
    METRICS,
    RECIPE,
    Experiment,
    Study,
    World,
    alive,
    files_of_runs,
    names_of_runs,
)
from tests.report.synthetic_results import write_folder


def run(folder, sick):
    return run_study(Study(World("base"), (sick,)), folder, 1, recipe=RECIPE, metrics=METRICS)


def failures(folder):
    return [json.loads(line) for line in (folder / "failures.jsonl").read_text(encoding="utf-8").splitlines()]


BAD_ENDS = {
    7: ("raise", "error", "IndexError: list index out of range (stand_ins.py:"),
    8: ("leave", "error", "SystemExit: 0 (stand_ins.py:"),
    9: ("memory", "memory", "MemoryError (stand_ins.py:"),
    10: ("die", "killed", "its process was killed (signal 9); the system does this when memory runs out"),
    11: ("exit", "killed", "its process ended with exit code 3"),
    12: ("half", "killed", "its process was killed (signal 9)"),
}
NOT_STARTED = re.compile(r"^Traceback .*\n(?: .*\n)*? .*spawn_main(?:.*\n)*?FileNotFoundError: .*\n", re.M)
"""What Python says of a worker that took the place of a killed one just when there was no more to do."""


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_that_fails_is_one_line_and_the_others_go_on(tmp_path, capfd, jobs):
    # given six runs of sixteen that end badly, one while it is being stored
    eight = Experiment(replications=8)
    sick = World("sick", 1.0, {seed: fault for seed, (fault, *_) in BAD_ENDS.items()}, experiment=eight)
    outcome = run_study(
        Study(World("base", experiment=eight), (sick,)), tmp_path, jobs, recipe=RECIPE, metrics=METRICS
    )
    # then each is named with its cause and the command that repeats it
    for line, (seed, (_, kind, message)) in zip(failures(tmp_path), BAD_ENDS.items(), strict=True):
        assert (line["scenario"], line["replication"], line["seed"]) == ("sick", seed - 7, seed)
        assert line["kind"] == kind and line["message"].startswith(message)
        assert (
            line["command"]
            == f"python run.py run {tmp_path}/scenarios/sick.yaml -n 1 --seed {seed} --only-luck"
        )
    # and the other ten are in the tables, and the two pairs that are left are too few
    assert (outcome.finished, outcome.failed) == (10, 6)
    whose = read_table(tmp_path / "runs.csv").groupby("scenario").replication.unique().map(list).to_dict()
    assert whose == {"base": list(range(8)), "sick": [6, 7]}
    assert "(2 of 8 pairs; 3 more needed)" in read_table(tmp_path / "comparison.csv").sentence_en[0]
    # and progress said so on stderr, nothing on stdout
    said = capfd.readouterr()
    assert not list((tmp_path / "runs").glob(".*"))
    err = NOT_STARTED.sub("", said.err)
    assert "6 failed" in err and said.out == "" and "Traceback" not in err


@pytest.mark.slow
def test_a_worker_killed_from_outside_in_the_middle_of_a_run(tmp_path):
    # given a run that waits, and somebody who kills its process
    signpost = tmp_path / "pid"
    sick = World("sick", faults={8: "wait"}, signpost=signpost)

    def kill():
        while not (signpost.exists() and signpost.read_text()):
            time.sleep(0.01)
        os.kill(int(signpost.read_text()), signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    # when the study runs
    outcome = run(tmp_path / "results", sick)
    killer.join()
    # then one run is lost, named as killed
    assert outcome.finished == 11 and [line["kind"] for line in failures(tmp_path / "results")] == ["killed"]


@pytest.mark.slow
def test_a_run_that_hangs_is_ended_and_failures_are_listed_in_the_order_of_the_plan(tmp_path):
    # given a first run that never ends, and one that fails long before its time is up
    base, sick = World("base", faults={7: "hang"}), World("sick", faults={8: "raise"})
    outcome = run_study(Study(base, (sick,)), tmp_path, 2, timeout=4.0, recipe=RECIPE, metrics=METRICS)
    hung, failed = failures(tmp_path)
    assert (outcome.finished, hung["scenario"], hung["kind"], failed["kind"]) == (
        10,
        "base",
        "timeout",
        "error",
    )
    assert hung["message"] == "did not finish within 4 seconds"


@pytest.mark.slow
def test_a_study_whose_runs_all_fail_still_says_why(tmp_path):
    always = replace(World("base", faults={7: "raise"}), experiment=Experiment(replications=1))
    outcome = run_study(Study(always, ()), tmp_path, 1, recipe=RECIPE, metrics=METRICS)
    assert (outcome.finished, outcome.failed) == (0, 1) and len(failures(tmp_path)) == 1
    assert outcome.first_failure == failures(tmp_path)[0]["message"]
    assert (tmp_path / "manifest.json").exists()


@pytest.mark.slow
def test_an_arm_without_one_finished_run_has_no_pair(tmp_path):
    once = Experiment(replications=1)
    study = Study(World("base", experiment=once), (World("sick", faults={7: "raise"}, experiment=once),))
    run_study(study, tmp_path, 1, recipe=RECIPE, metrics=METRICS)
    compared = read_table(tmp_path / "comparison.csv")
    assert (compared.pairs == 0).all() and compared.difference.isna().all()
    assert compared.sentence_en[0].endswith("(0 of 1 pairs; 5 more needed)")


def die_until(mark):
    """End a worker before it takes its first run, until the mark is there."""
    if not mark.exists():
        mark.touch()
        os._exit(9)


def die_always():
    os._exit(9)


@pytest.mark.slow
def test_a_worker_that_dies_between_two_runs_costs_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(local_pool, "die_with_parent", partial(die_until, tmp_path / "mark"))
    ends = dict(local_pool.run_all(time.sleep, [(0.01,)] * 6, 1, 60))
    assert ends == dict.fromkeys(range(6)) and (tmp_path / "mark").exists()


@pytest.fixture
def no_worker(monkeypatch):
    """A machine on which no worker process lives."""
    monkeypatch.setattr(local_pool, "die_with_parent", die_always)
    monkeypatch.setattr(local_pool, "FRUITLESS_POOLS", 1)


@pytest.mark.slow
def test_where_no_worker_can_start_several_jobs_are_a_sentence_and_leave_the_folder_empty(
    no_worker, tmp_path
):
    with pytest.raises(ExperimentError, match=r"no worker process could start; .* or use jobs=1"):
        run_study(Study(World("base"), ()), tmp_path, 2, recipe=RECIPE, metrics=METRICS)
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_where_no_worker_can_start_one_job_is_done_here(no_worker, tmp_path):
    # given two runs that fail, one by leaving
    sick = World("sick", faults={7: "raise", 8: "leave"})
    outcome = run(tmp_path, sick)
    assert (outcome.finished, outcome.failed) == (10, 2)
    assert [line["kind"] for line in failures(tmp_path)] == ["error", "error"]


def test_when_workers_can_start_no_more_what_was_finished_stays(no_worker):
    ends = dict(local_pool._without_workers(time.sleep, {2: (0.01,)}, 2, started=True))
    assert ends == {2: local_pool.Failure("killed", "no worker process could be started")}


@pytest.mark.slow
def test_something_that_cannot_be_imported_is_a_failure_of_its_run(tmp_path):
    # given a function that exists here and not in a fresh process
    module = type(sys)("only_here")
    exec("def work(): pass", module.__dict__)
    sys.modules["only_here"] = module
    try:
        ((_, failure),) = local_pool.run_all(module.work, [()], 1, 60)
    finally:
        del sys.modules["only_here"]
    assert failure.kind == "error" and failure.message.startswith(
        "ModuleNotFoundError: No module named 'only_here'"
    )


def test_a_full_disk_is_one_sentence_and_loses_nothing(tmp_path):
    with pytest.raises(
        StorageError, match=r"cannot write to .*: No space left on device; what was finished"
    ) as full:
        run(tmp_path, World("sick", faults={11: "full"}))
    assert full.value.code == 1
    assert names_of_runs(tmp_path) >= {f"base-{r}" for r in range(5)}
    assert not list((tmp_path / "runs").glob(".*"))


@pytest.mark.slow
def test_a_disk_that_really_fills_up(tmp_path):
    # given room for some runs, not for all: a page of 4 kB a table
    with small_disk(tmp_path / "disk", "size=100k") as disk:
        with pytest.raises(StorageError, match="No space left on device"):
            run(disk / "results", World("sick"))
        # then what is there is whole
        files = files_of_runs(disk / "results")
        stored = names_of_runs(disk / "results")
        assert stored and len([name for name in files if name.endswith(".csv")]) == 3 * len(stored)
        assert all(len(read_table(BytesIO(files[f"{name}/runs.csv"]))) == 4 for name in stored)


def test_a_disk_that_nobody_may_write_to(tmp_path):
    refused = pytest.raises(StorageError, match=r"cannot write to .*: Read-only file system$")
    with small_disk(tmp_path / "disk", "size=100k,ro") as disk, refused:
        run(disk / "results", World("sick"))


def test_a_report_without_room_is_one_sentence_and_the_page_of_before_stays(tmp_path, capsys):
    # given a page of before on a disk that holds no new one, which carries its library of pictures
    folder = write_folder(tmp_path / "results", 2, 5)
    with small_disk(tmp_path / "disk", "size=100k") as disk:
        page = disk / "report.html"
        page.write_text("before", encoding="utf-8")
        with pytest.raises(SystemExit) as end:
            main(["report", str(folder), "-o", str(page)])
        assert page.read_text(encoding="utf-8") == "before" and list(disk.iterdir()) == [page]
    said = capsys.readouterr()
    assert (end.value.code, said.out) == (1, "")
    assert said.err == f"cannot write to {disk}: No space left on device\n"


@pytest.mark.slow
def test_what_is_made_of_a_folder_that_nobody_may_write_to_is_one_sentence(tmp_path):
    # given a whole study on a disk that is then read-only
    with small_disk(tmp_path / "disk", "size=20m") as disk:
        run(disk / "results", World("sick"))
        remount(disk, "ro")
        before = {path.name for path in (disk / "results").iterdir()}
        for make in (compare, write_dictionary):
            with pytest.raises(StorageError, match="Read-only file system; what was finished before is kept"):
                make(disk / "results", METRICS)
        assert (
            {path.name for path in (disk / "results").iterdir()} == before >= {"columns.md", "columns.json"}
        )


def test_cases_as_parquet_that_find_no_room_lose_nothing(tmp_path):
    pytest.importorskip("pyarrow")
    # given runs whose cases fill a disk half, so that there is no room for all of them together once more
    cases = pd.DataFrame({"arose": np.random.default_rng(1).random(10_000)})
    runs = [Run(World("base"), at, at) for at in range(2)]
    with small_disk(tmp_path / "disk", "size=300k") as disk:
        (disk / "results" / "runs").mkdir(parents=True)
        for each in runs:
            run_store.write_run(disk / "results", each, {"cases.parquet": cases})
        # when they are joined
        full = pytest.raises(StorageError, match="No space left on device; what was finished before is kept")
        with full, StoredRuns(disk / "results") as stored:
            collect(stored, runs)
        # then the runs are whole, and nothing half-made lies about
        with StoredRuns(disk / "results") as stored:
            assert all(stored.is_whole(each) for each in runs)
        assert {path.name for path in (disk / "results").iterdir()} == {"runs"}


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match=r"cannot (use|write to) .*: Not a directory$"):
        run(tmp_path / "file" / "results", World("sick"))


def test_a_file_in_place_of_the_folder_is_called_one(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ExperimentError, match="file is a file, not a folder; choose a folder"):
        run(tmp_path / "file", World("sick"))


@pytest.fixture
def working_study(tmp_path):
    """A study in a process group of its own, held in its fourth run; and the process that does that run."""
    with held_study(tmp_path) as both:
        yield both


@pytest.mark.slow
def test_ctrl_c_keeps_the_finished_runs_and_says_so(working_study, tmp_path):
    # when Ctrl-C reaches the study and its workers, as a terminal sends it
    study, worker = working_study
    os.killpg(study.pid, signal.SIGINT)
    said, grumbled = study.communicate(timeout=60)
    # then it ends with a sentence, its own code, tables of what is finished, and no worker left
    results = tmp_path / "results"
    assert (said, study.returncode) == (
        f"interrupted: 3 of 12 runs are finished and kept in {results}; "
        f"to go on: python run.py resume {results}\n",
        130,
    )
    assert "Traceback" not in grumbled
    assert read_table(results / "runs.csv").scenario.tolist() == ["base"] * 8 + ["sick"] * 4
    assert read_table(results / "comparison.csv").pairs.max() == 1
    assert not alive(worker)


def note_mask(folder):
    held = {signal.SIGINT, signal.SIGUSR1} <= signal.pthread_sigmask(signal.SIG_BLOCK, [])
    (folder / str(os.getpid())).write_text(str(held))
    os._exit(5)  # so that the next call gets a process that was started later


@pytest.mark.slow
def test_no_worker_ever_sees_ctrl_c_or_a_warning_of_time_and_the_caller_does(tmp_path):
    # else each would print a traceback over the one sentence
    list(local_pool.run_all(note_mask, [(tmp_path,)] * 3, 1, 60))
    assert [path.read_text() for path in tmp_path.iterdir()] == ["True"] * 3
    assert not {signal.SIGINT, signal.SIGUSR1} & signal.pthread_sigmask(signal.SIG_BLOCK, [])


@pytest.mark.slow
def test_workers_do_not_outlive_the_study(working_study):
    study, worker = working_study
    study.kill()
    study.wait()
    until = time.monotonic() + 30
    while alive(worker) and time.monotonic() < until:
        time.sleep(0.05)
    assert not alive(worker)
