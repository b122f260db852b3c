"""`run`: where results go, what the last line says, and how it ends."""

import json
import pickle
import signal
from pathlib import Path

import pandas as pd
import pytest

from simulation import experiment, report
from simulation.cli import run_and_report, shipped_scenarios
from simulation.experiment.errors import Interrupted
from simulation.experiment.execution.engines import engine, local_pool
from tests.cli.words import BRIEFLY, CLASSROOM, SCENARIOS, SHORT, SMALL

pytestmark = pytest.mark.usefixtures("in_this_process")


def test_run_ends_with_the_path_of_a_report_and_keeps_progress_off_stdout(command, tmp_path: Path):
    # when a scenario and another are run
    folder = tmp_path / "deep" / "results"
    ended = command("run", CLASSROOM, *BRIEFLY, "-o", str(folder))
    # then the last line is the report, and the folder has the tables
    assert (ended.code, ended.lines[-1]) == (0, str(folder / "report.html"))
    assert (folder / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "runs" in ended.err
    runs = pd.read_csv(folder / "runs.csv")
    assert list(runs.columns) == ["scenario", "replication", "seed", "metric", "value", "unit"]
    assert sorted(runs.replication.unique()) == [0, 1]


@pytest.mark.slow
def test_the_first_of_several_scenarios_is_the_baseline(command, tmp_path: Path):
    # given a second scenario that changes one number of the first
    other = tmp_path / "willing.yaml"
    other.write_text(
        f"schema: 1\nname: willing\ntitle: {{en: More willing, zh: 更愿意}}\nextends: {CLASSROOM}\n"
        "parameters:\n  residents.will_18_29: 0.62\n",
        encoding="utf-8",
    )
    # when both are run
    ended = command("run", CLASSROOM, str(other), *BRIEFLY, "-o", str(tmp_path / "out"))
    # then the study says which is the baseline, and the other is compared with it
    assert ended.code == 0
    assert (
        json.loads((tmp_path / "out" / "study.json").read_text(encoding="utf-8"))["baseline"] == "classroom"
    )
    assert set(pd.read_csv(tmp_path / "out" / "comparison.csv").scenario) == {"willing"}


def test_scenarios_of_different_places_are_refused_before_anything_is_written(command, tmp_path: Path):
    # given a scenario with as many days as the classroom, and Lijia Street
    ended = command(
        "run", str(SCENARIOS / "lijia.yaml"), CLASSROOM, "-n", "2", *SHORT, "-o", str(tmp_path / "out")
    )
    assert (ended.code, ended.lines) == (2, [])
    assert ended.err == (
        "'classroom' cannot be compared with 'lijia': they are in different places, "
        "classroom (9,600 residents) and lijia (96,000 residents); "
        "common random numbers need the same people\n"
    )
    assert not (tmp_path / "out").exists()


def test_options_reach_every_run(command, tmp_path: Path):
    command("run", CLASSROOM, *BRIEFLY, "--seed", "40", "-o", str(tmp_path / "out"))
    study = json.loads((tmp_path / "out" / "study.json").read_text(encoding="utf-8"))
    assert (study["days"], study["replications"], study["seed"]) == (5, 2, 40)
    assert sorted(pd.read_csv(tmp_path / "out" / "runs.csv").seed.unique()) == [40, 41]


def test_every_need_is_written_down_where_that_is_asked_for(command, tmp_path: Path):
    folder = tmp_path / "out"
    ended = command("run", CLASSROOM, *BRIEFLY, "--cases", "csv", "-o", str(folder))
    assert ended.code == 0
    needs = pd.read_csv(folder / "cases.csv")
    assert list(needs.columns[:4]) == ["scenario", "replication", "case_id", "grid"]
    assert sorted(needs.replication.unique()) == [0, 1]


def test_results_go_to_a_dated_folder_where_none_is_named(
    command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    ended = command("run", CLASSROOM, *BRIEFLY)
    report = Path(ended.lines[-1])
    assert report.parts[0] == "results"
    assert report.parts[1].startswith("classroom-20")
    assert report.exists()


def test_a_folder_in_use_is_never_written_to(command, results: Path):
    before = {path: path.stat().st_mtime_ns for path in results.rglob("*")}
    ended = command("run", CLASSROOM, *BRIEFLY, "-o", str(results))
    assert ended.code == 2
    assert f"{results} exists and is not empty" in ended.err
    assert {path: path.stat().st_mtime_ns for path in results.rglob("*")} == before


def test_without_files_the_default_study_is_meant(command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    # given a run that only notes what it is asked
    asked = []

    def note(study, folder, *_, **__):
        asked.append(study.name)
        return experiment.Outcome(folder, 1, 0)

    monkeypatch.setattr(experiment, "run_study", note)
    monkeypatch.setattr(run_and_report, "build_report", lambda folders, out, code: out)
    monkeypatch.chdir(tmp_path)
    # when no file is named, with a verb or without, from another folder
    assert (command("--no-estimate").code, command("run", "--no-estimate").code) == (0, 0)
    # then it is the default study
    assert asked == ["six-remedies", "six-remedies"]


@pytest.mark.parametrize("verb", ["run", "serve"])
def test_a_program_without_ready_scenarios_asks_for_one(
    command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, verb: str
):
    # given a program whose scenarios were deleted
    monkeypatch.setattr(shipped_scenarios, "SCENARIOS", tmp_path)
    monkeypatch.setattr("simulation.live.serving.server.check_machine", lambda: None)
    # when none is named
    ended = command(verb)
    # then one sentence says what is missing
    assert ended.code == 2
    assert ended.err.startswith("name a scenario: those that are ready are gone")


def test_a_city_is_not_served(command, monkeypatch: pytest.MonkeyPatch):
    # given a machine that can show the live view
    monkeypatch.setattr("simulation.live.serving.server.check_machine", lambda: None)
    # when a city is to be served
    ended = command("serve", "scenarios/city.yaml")
    # then one sentence says what serve takes
    assert ended.code == 2
    assert "city.yaml is a city of 100 streets: serve shows a scenario of one street" in ended.err


def test_failed_runs_give_exit_code_1_and_still_a_report(
    command, monkeypatch: pytest.MonkeyPatch, results: Path
):
    # given a study of which a run failed
    outcome = experiment.Outcome(results, 1, 1, "ValueError: no grid 9 (street.py:88, step)")
    monkeypatch.setattr(experiment, "run_study", lambda *_, **__: outcome)
    # when it has run
    ended = command("run", CLASSROOM, "-o", str(results))
    # then that is said, and what finished is reported
    assert (ended.code, ended.lines) == (1, [str(results / "report.html")])
    assert ended.err == (
        "1 of 2 runs failed, the first: ValueError: no grid 9 (street.py:88, step)\n"
        f"{results / 'failures.jsonl'} says why each did, and how to repeat it\n"
        "report\n"
    )


def test_when_all_runs_failed_there_is_no_report_but_a_sentence(
    command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    outcome = experiment.Outcome(tmp_path, finished=0, failed=2)
    monkeypatch.setattr(experiment, "run_study", lambda *_, **__: outcome)
    ended = command("run", CLASSROOM, "-o", str(tmp_path))
    assert (ended.code, ended.lines) == (1, [])
    assert "2 of 2 runs failed" in ended.err


def test_options_without_a_verb_are_those_of_run(command, tmp_path):
    ended = command("--days", "2", "--nonsense")
    assert ended.code == 2 and "No such option '--nonsense'" in ended.err
    ended = command("-n", "0")
    assert ended.code == 2 and "Invalid value for '-n'" in ended.err


def test_what_is_finished_when_a_study_is_interrupted_gets_its_report(command, monkeypatch, tmp_path):
    # given a study that is stopped after its runs are stored
    folder = tmp_path / "results"
    run_study = experiment.run_study

    def stopped(*given, **options):
        done = run_study(*given, **options)
        raise Interrupted("interrupted: 2 of 4 runs are finished", done.folder)

    monkeypatch.setattr(experiment, "run_study", stopped)
    ended = command("run", CLASSROOM, "-n", "2", *SHORT, "-o", str(folder))
    # then it ends as interrupted, with the path of its report
    assert (ended.code, ended.lines) == (130, [str(folder / "report.html")])
    assert ended.err.strip().splitlines()[-1].startswith("interrupted") and Path(ended.lines[0]).exists()


def test_ctrl_c_while_the_report_is_made_says_where_the_runs_are_and_how_to_have_it(
    command, monkeypatch, tmp_path
):
    def build(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(report, "build", build)
    folder = tmp_path / "results"
    ended = command("run", CLASSROOM, *BRIEFLY, "-o", str(folder))
    assert ended.code == 130 and ended.lines == []
    assert ended.err.splitlines()[-1].startswith(
        f"interrupted while the report was made: all finished runs are kept in {folder}; to make it: "
    )


@pytest.mark.parametrize(("done", "scenarios"), [([0, 1], ["today", "more"]), ([1], [])])
def test_a_study_that_is_stopped_before_all_its_scenarios_began_has_what_report_it_can(
    done, scenarios, command, monkeypatch, tmp_path
):
    # given three scenarios, and Ctrl-C after the runs of some
    files = []
    for name in ("today", "more", "never"):
        files.append(str(tmp_path / f"{name}.yaml"))
        Path(files[-1]).write_text(
            f"schema: 1\nname: {name}\ntitle: {{en: {name}, zh: 甲}}\nextends: {CLASSROOM}\n", "utf-8"
        )

    def run_all(function, arguments, *_, **__):
        yield from ((place, local_pool._call(pickle.dumps((function, arguments[place])))) for place in done)
        raise KeyboardInterrupt

    monkeypatch.setattr(engine, "run_all", run_all)
    folder = tmp_path / "results"
    ended = command("run", *files, "-n", "1", "--only-luck", *SHORT, *SMALL, "-o", str(folder))
    # then it ends as interrupted, with a report of those that ran, or a sentence without the baseline
    assert ended.code == 130 and f"{len(done)} of 3 runs are finished" in ended.err.splitlines()[-1]
    assert ended.lines == [str(folder / "report.html")] * bool(scenarios)
    assert sorted(set(pd.read_csv(folder / "runs.csv").scenario)) == sorted(scenarios or ["more"])
    why = "no run of the baseline 'today' is finished, so nothing can be compared; to go on: "
    assert (why in ended.err) != bool(scenarios), ended.err


@pytest.mark.parametrize(
    "stop", [KeyboardInterrupt(), Interrupted("interrupted: 3 of 40 runs are finished and kept in here")]
)
def test_an_interrupted_study_ends_with_130(command, monkeypatch: pytest.MonkeyPatch, stop: BaseException):
    def run_study(*_, **__):
        raise stop

    monkeypatch.setattr(experiment, "run_study", run_study)
    ended = command("run", CLASSROOM)
    assert ended.code == 130
    assert ended.err.strip().lower().startswith("interrupted")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGUSR1"])
def test_a_request_to_end_stops_a_study_as_ctrl_c_does(command, monkeypatch: pytest.MonkeyPatch, name: str):
    # given a study that is asked to end by a batch system
    request = getattr(signal, name, None) or pytest.skip(f"this system has no {name}")
    before = signal.getsignal(request)

    def run_study(*_, **__):
        signal.raise_signal(request)
        pytest.fail("it went on")

    monkeypatch.setattr(experiment, "run_study", run_study)
    # then it ends as by Ctrl-C, and what the signal meant before is restored
    assert command("run", CLASSROOM).code == 130
    assert signal.getsignal(request) == before


def test_where_a_system_lacks_a_signal_studies_run_without_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delattr(signal, "SIGUSR1", raising=False)
    with run_and_report.stoppable():
        assert signal.getsignal(signal.SIGTERM) == signal.default_int_handler
