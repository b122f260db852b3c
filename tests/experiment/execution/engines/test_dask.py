"""Runs done by Dask give the bytes of one core, whatever happens to workers on the way."""

import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace

import pytest

from simulation.cli import main
from simulation.experiment import Dask, ExperimentError, resume, run_study
from simulation.experiment.execution.engines import alike, dask_calls, dask_engine
from simulation.experiment.execution.engines.local_pool import Failure, attempt
from simulation.experiment.runs import Run
from tests.experiment.execution.held_study import held_study
from tests.experiment.stand_ins import METRICS, RECIPE, Here, Study, World, alive, content, silent
from tests.worlds import ROOT

distributed = pytest.importorskip("distributed")

BASE, MORE = World("base"), World("more", effect=3.0)
CALM = replace(RECIPE, replicate=lambda world, seed: RECIPE.replicate(replace(world, faults={}), seed))


def run(folder, study, engine, recipe=RECIPE, **options):
    return run_study(study, folder, engine=engine, recipe=recipe, metrics=METRICS, progress=silent, **options)


def one_core(folder, study):
    """What the study leaves when it is done in this process, and nothing disturbs it."""
    run(folder, study, Here(), CALM)
    return content(folder)


def failures(folder):
    return [json.loads(line) for line in (folder / "failures.jsonl").read_text("utf-8").splitlines()]


def until(met):
    end = time.monotonic() + 120
    while not met():
        assert time.monotonic() < end
        time.sleep(0.02)


@contextmanager
def separate(program, *words):
    """A process of Dask's own, that knows the stand-in worlds; gone at the end."""
    paths = {"PYTHONPATH": str(ROOT)}
    told = [sys.executable, "-m", f"distributed.cli.{program}", *words, "--dashboard-address", "127.0.0.1:0"]
    process = subprocess.Popen(
        told, env=os.environ | paths, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield process
    finally:
        os.killpg(
            process.pid, signal.SIGKILL
        )  # with what it started; not waited for yet, so there still is one
        process.wait()


@contextmanager
def cluster(home, workers):
    """A scheduler with workers, each a process of its own on a port that is free: its address, then the
    processes."""
    told = home / "scheduler.json"
    with ExitStack() as until_done:
        words = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told))
        processes = [until_done.enter_context(separate("dask_scheduler", *words))]
        until(lambda: told.exists() and told.read_text())
        address = json.loads(told.read_text())["address"]
        words = (address, "--nthreads", "1", "--local-directory", str(home), "--death-timeout", "60")
        processes += [until_done.enter_context(separate("dask_worker", *words)) for _ in range(workers)]
        with distributed.Client(address, set_as_default=False) as client:
            if workers:
                client.wait_for_workers(workers, timeout=60)
        yield address, *processes


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with cluster(tmp_path_factory.mktemp("dask"), workers=2) as (address, *_):
        yield address


@pytest.mark.slow
def test_the_workers_of_a_scheduler_give_the_bytes_of_one_core(tmp_path, address):
    study = Study(BASE, (MORE,))
    outcome = run(tmp_path / "dask", study, Dask(address))
    assert (outcome.finished, outcome.failed) == (12, 0)
    assert content(tmp_path / "dask") == one_core(tmp_path / "one", study)


@pytest.mark.slow
def test_a_worker_killed_on_the_way_changes_no_byte(tmp_path, address):
    # given a run that waits, and somebody who kills the worker that does it, then lets the next one go on
    sign = tmp_path / "pid"
    study = Study(BASE, (replace(MORE, faults={9: "wait"}, signpost=sign),))
    killed = []

    def kill():
        until(lambda: sign.exists() and sign.read_text())
        killed.append(sign.read_text())
        os.kill(int(killed[0]), signal.SIGKILL)
        until(lambda: sign.read_text() not in ("", killed[0]))
        sign.unlink()

    killer = threading.Thread(target=kill)
    killer.start()
    outcome = run(tmp_path / "dask", study, Dask(address))
    killer.join()
    # then the run was done by another, and nobody can tell from the folder
    assert killed and (outcome.finished, outcome.failed) == (12, 0)
    assert content(tmp_path / "dask") == one_core(tmp_path / "one", study)


BAD_ENDS = {
    7: ("raise", "error", "IndexError: list index out of range (stand_ins.py:"),
    8: ("die", "killed", "every Dask worker that took it died"),
    9: ("hang", "timeout", "did not finish within 8 seconds"),
    10: ("memory", "memory", "MemoryError (stand_ins.py:"),
    11: ("leave", "error", "SystemExit: 0 (stand_ins.py:"),
}


@pytest.mark.slow
def test_a_run_that_fails_is_one_line_and_the_others_go_on(tmp_path, address):
    # given five runs that end badly: one kills every worker that takes it, one never ends
    sick = World("sick", 1.0, {seed: fault for seed, (fault, *_) in BAD_ENDS.items()})
    outcome = run(tmp_path, Study(BASE, (sick,)), Dask(address), timeout=8.0)
    # then each is named with its cause, and the others are there
    assert (outcome.finished, outcome.failed) == (7, 5)
    for line, (seed, (_, kind, message)) in zip(failures(tmp_path), BAD_ENDS.items(), strict=True):
        assert (line["scenario"], line["seed"], line["kind"]) == ("sick", seed, kind)
        assert line["message"].startswith(message)


@pytest.mark.slow
@pytest.mark.parametrize("heard", [True, False])
def test_what_runs_elsewhere_is_ended_when_the_study_stops(tmp_path, address, monkeypatch, heard):
    # given a run that waits on a worker, and the word that it has begun, which may come too late
    with distributed.Client(address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
    if not heard:
        monkeypatch.setattr(distributed.Client, "subscribe_topic", lambda *asked: None)
    sign = tmp_path / "pid"
    (tmp_path / "runs").mkdir()
    held = World("held", faults={2: "wait"}, signpost=sign)
    with closing(Dask(address).ends([Run(held, 0, 1), Run(held, 1, 2)], tmp_path, RECIPE, 60)) as ends:
        assert next(ends) == (0, None)
        until(lambda: sign.exists() and sign.read_text())
        worker = int(sign.read_text())
        assert alive(worker)
    # when nobody asks for its end any more, then nobody works on it any more
    until(lambda: not alive(worker))


@pytest.mark.slow
@pytest.mark.parametrize("gone", ["scheduler", "worker"])
def test_without_a_scheduler_or_workers_a_study_ends_and_keeps_what_is_finished(tmp_path, monkeypatch, gone):
    # given a scheduler, or its one worker, that dies while a run waits
    monkeypatch.setattr(dask_calls, "PATIENCE", 60 if gone == "scheduler" else 1)
    monkeypatch.setattr(dask_engine, "REACH", 5)
    sign = tmp_path / "pid"
    study = Study(BASE, (replace(MORE, faults={9: "wait"}, signpost=sign),))
    with cluster(tmp_path, workers=1) as (address, scheduler, worker):

        def kill():
            until(lambda: sign.exists() and sign.read_text())
            os.killpg((scheduler if gone == "scheduler" else worker).pid, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        outcome = run(tmp_path / "results", study, Dask(address))
        killer.join()
        sign.unlink()
    # then what was finished is there, and every other run has its line
    assert outcome.finished >= 5 and outcome.finished + outcome.failed == 12
    assert {(line["kind"], line["message"]) for line in failures(tmp_path / "results")} == {
        ("killed", dask_calls.GONE)
    }
    # and it goes on here to the bytes of a study that nothing happened to
    resume(tmp_path / "results", engine=Here(), recipe=CALM, metrics=METRICS, progress=silent)
    assert content(tmp_path / "results") == one_core(tmp_path / "one", study)


STATES = {
    r"Dask worker tcp:\S+ has another state of the program \(in agents\); start": ({"agents": "x"}, None),
    r"Dask worker tcp:\S+ computes with Python .*; this is Python 2\.7; give both": ({}, "Python 2.7"),
}


@pytest.mark.slow
@pytest.mark.parametrize("said", STATES)
def test_a_worker_that_would_not_give_the_same_bytes_is_named(tmp_path, address, monkeypatch, said):
    program, libraries = alike.state()
    other, other_libraries = STATES[said]
    monkeypatch.setattr(alike, "program", lambda: program | other)
    monkeypatch.setattr(alike, "made_with", lambda: other_libraries or libraries)
    with pytest.raises(ExperimentError, match=said) as refused:
        run(tmp_path, Study(BASE, ()), Dask(address))
    assert refused.value.code == 2 and not list(tmp_path.iterdir())


@pytest.mark.slow
def test_a_worker_that_cannot_say_what_it_computes_with_is_named(tmp_path, address, monkeypatch):
    missing = ModuleNotFoundError("no module named simulation")
    monkeypatch.setattr(dask_engine, "_states", lambda client: [("Dask worker tcp://there:1", missing)])
    with pytest.raises(ExperimentError, match=r"tcp://there:1 has not this version"):
        run(tmp_path, Study(BASE, ()), Dask(address))


def test_one_that_joins_later_does_no_run_either():
    asked = ({"agents": "another text"}, "Python 2.7")
    made = attempt(pickle.dumps((dask_engine._files, (RECIPE.replicate, Run(BASE, 0, 1), asked))))
    assert isinstance(made, Failure) and made.kind == "error"
    assert made.message.startswith("the Dask worker that took it has another state of the program (in ")


@pytest.mark.slow
def test_a_worker_with_several_threads_is_named(address, monkeypatch):
    monkeypatch.setattr(dask_engine, "workers_of", lambda client: {"tcp://somewhere:1": 4})
    with pytest.raises(ExperimentError, match=r"tcp://somewhere:1 does 4 runs .* start it with --nthreads 1"):
        Dask(address).check()


@pytest.mark.slow
def test_a_scheduler_without_workers_is_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(dask_engine, "REACH", 5)
    refused = pytest.raises(ExperimentError, match=r"no Dask worker has joined the scheduler at tcp:")
    with cluster(tmp_path, workers=0) as (address, _), refused:
        Dask(address).check()


NOWHERE = {
    "tcp://127.0.0.1:1": "Timed out trying to connect to tcp://127.0.0.1:1 after 1 s",
    "nowhere": "missing port number in address 'nowhere'",
    "post://office:1": "unknown address scheme 'post'",
}


@pytest.mark.slow
@pytest.mark.parametrize("address", NOWHERE)
def test_where_no_scheduler_answers_is_a_sentence_and_leaves_nothing(tmp_path, monkeypatch, capsys, address):
    monkeypatch.setattr(dask_engine, "REACH", 1)
    with pytest.raises(ExperimentError, match="no Dask scheduler answers at"):
        run(tmp_path / "folder", Study(BASE, ()), Dask(address))
    assert not list((tmp_path / "folder").iterdir())
    assert told(capsys, "--scheduler", address, "-o", str(tmp_path / "results")).startswith(
        f"no Dask scheduler answers at {address}: {NOWHERE[address]}"
    )
    assert not (tmp_path / "results").exists()


def told(capsys, *words):
    """What a command that is refused says."""
    with pytest.raises(SystemExit) as end:
        main(["run", str(ROOT / "scenarios" / "classroom.yaml"), *words])
    said = capsys.readouterr()
    assert (end.value.code, said.out) == (2, "")
    return said.err


def test_without_distributed_it_is_a_sentence_that_names_the_extra(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(dask_engine, "find_spec", lambda name: None)
    assert told(capsys, "--engine", "dask", "-o", str(tmp_path / "results")) == (
        "--engine dask needs distributed, which is not installed: pip install -e '.[dask]', "
        "or take --engine local\n"
    )
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "words, said", [(("--engine", "local"), "--engine local"), (("-j", "2"), "-j counts")]
)
def test_options_that_contradict_each_other_are_a_sentence(capsys, words, said):
    assert said in told(capsys, "--scheduler", "tcp://127.0.0.1:1", *words)


@pytest.mark.slow
def test_processes_of_this_machine_give_the_bytes_of_one_core(tmp_path, capfd):
    # given a small study of the program itself
    asked = ["run", str(ROOT / "scenarios" / "classroom.yaml"), "-n", "2", "--days", "5", "-o"]
    for folder, words in (("one", ["-j", "1"]), ("dask", ["--engine", "dask", "-j", "2"])):
        capfd.readouterr()
        with pytest.raises(SystemExit) as end:
            main([*asked, str(tmp_path / folder), *words])
        assert end.value.code == 0
    # then nothing differs but when it was made, and how
    one, dask = (content(tmp_path / folder) for folder in ("one", "dask"))
    assert one.pop("report.html") and dask.pop("report.html") and one == dask
    # and Dask has said nothing
    said = capfd.readouterr()
    assert said.out == f"{tmp_path / 'dask' / 'report.html'}\n"
    stages = ("compiling", "runs ", "tables", "report")
    assert all(line.startswith(stages) for line in said.err.splitlines()), said.err


@pytest.fixture
def working_study(tmp_path):
    """A study in a process group of its own, held in its fourth run; and the process that does that run."""
    with held_study(tmp_path, "dask") as both:
        yield both


@pytest.mark.slow
def test_ctrl_c_keeps_the_finished_runs_and_leaves_no_worker(working_study, tmp_path):
    # when Ctrl-C reaches the study and its workers, as a terminal sends it
    study, worker = working_study
    os.killpg(study.pid, signal.SIGINT)
    said, grumbled = study.communicate(timeout=120)
    # then it ends with a sentence and its own code, tables of what is finished, and no worker left
    results = tmp_path / "results"
    assert said == (
        f"interrupted: 3 of 12 runs are finished and kept in {results}; "
        f"to go on: python run.py resume {results}\n"
    )
    assert (study.returncode, grumbled) == (130, "")
    assert (results / "comparison.csv").exists() and not alive(worker)


@pytest.mark.slow
def test_workers_do_not_outlive_the_study(working_study):
    study, worker = working_study
    study.kill()
    study.wait()
    until(lambda: not alive(worker))
