"""The command line: what goes to stdout, what to stderr, and the exit code; never a traceback."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from simulation import cli, experiment
from simulation.cli import run_and_report, shipped_scenarios
from simulation.experiment.errors import Interrupted
from simulation.interventions import interventions
from simulation.parameters import described

ROOT = Path(__file__).parents[1]
SCENARIOS = ROOT / "scenarios"
CLASSROOM = str(SCENARIOS / "classroom.yaml")
BRIEFLY = ["-n", "2", "--days", "5", "--set", "experiment.warmup=2", "-j", "1"]


class Ended:
    """How a command ended: exit code, lines of stdout, text of stderr."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.lines, self.err = code, out.splitlines(), err


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]):
    """Call the command line as `python run.py WORDS` does."""

    def call(*words: str) -> Ended:
        with pytest.raises(SystemExit) as end:
            cli.main(words)
        assert isinstance(end.value.code, int)
        return Ended(end.value.code, *capsys.readouterr())

    return call


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results folder of two short runs of the classroom street, made once."""
    folder = tmp_path_factory.mktemp("results") / "classroom"
    with pytest.raises(SystemExit) as end:
        cli.main(["run", CLASSROOM, *BRIEFLY, "-o", str(folder)])
    assert end.value.code == 0
    return folder


@pytest.mark.parametrize("verb", [[], *([name] for name in cli.verbs.commands)], ids=" ".join)
def test_every_verb_explains_itself_with_an_example(command, verb: list[str]):
    ended = command(*verb, "--help")
    assert ended.code == 0
    example = ended.lines[ended.lines.index("  Example:") + 1]
    assert example.startswith(f"    {' '.join(['python run.py', *verb])}")


def test_the_version_is_told(command):
    assert command("--version").lines == ["grid-governance 0.1.0"]


def test_a_verb_that_does_not_exist_brings_the_one_that_was_meant(command):
    ended = command("validat")
    assert ended.code == 2
    assert ended.err.endswith(
        f"Error: no verb 'validat'\n  allowed: {', '.join(sorted(cli.verbs.commands))}\n"
        "  did you mean 'validate'?\n"
    )


def test_a_file_without_a_verb_brings_the_verb_that_was_meant(command):
    assert command(CLASSROOM).err.endswith(f"did you mean 'run {CLASSROOM}'?\n")


@pytest.mark.parametrize(
    "words",
    [
        ["run", "nowhere.yaml"],
        ["run", CLASSROOM, "-n", "0"],
        ["run", CLASSROOM, "-n", "many"],
        ["run", CLASSROOM, "--days", "-1"],
        ["run", CLASSROOM, "--seed", "-1"],
        ["run", CLASSROOM, "-j", "0"],
        ["run", CLASSROOM, "--set", "residents.no_such_number=1"],
        ["run", CLASSROOM, "--set", "nonsense"],
        ["run", CLASSROOM, "--unknown"],
        ["run", str(ROOT / "run.py")],
        ["run", CLASSROOM, str(SCENARIOS / "studies" / "first.yaml")],
        ["run", CLASSROOM, CLASSROOM],
        ["validate"],
        ["validate", str(ROOT)],
        ["validate", str(ROOT / "LICENSE")],
        ["resolve", "nowhere.yaml"],
        ["resolve", str(ROOT / "pyproject.toml")],
        ["resolve", str(SCENARIOS / "studies" / "first.yaml")],
        ["diff", CLASSROOM],
        ["diff", CLASSROOM, "nowhere.yaml"],
        ["diff", CLASSROOM, str(SCENARIOS / "studies" / "first.yaml")],
        ["report"],
        ["report", "nowhere"],
        ["report", str(SCENARIOS)],
        ["service", "nowhere.json"],
        ["service", CLASSROOM],
        ["service", str(ROOT / "LICENSE")],
    ],
    ids=lambda words: " ".join(Path(word).name for word in words),
)
def test_bad_input_gets_a_sentence_and_exit_code_2(command, words: list[str]):
    ended = command(*words)
    assert ended.code == 2
    assert ended.lines == []
    assert len(ended.err) > 20
    assert "Traceback" not in ended.err


def test_a_file_that_is_not_there_brings_the_one_that_was_meant(command):
    ended = command("validate", str(SCENARIOS / "clasroom.yaml"))
    assert ended.err == f"{SCENARIOS / 'clasroom.yaml'}: no such file; did you mean '{CLASSROOM}'?\n"
    assert (ended.code, ended.lines) == (2, [])


def test_a_folder_that_is_not_there_is_one_sentence(command, tmp_path: Path):
    ended = command("report", str(tmp_path / "none" / "results"))
    assert (ended.code, ended.err) == (2, f"{tmp_path / 'none' / 'results'}: no such directory\n")


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
    ended = command("run", str(SCENARIOS / "lijia.yaml"), CLASSROOM, *BRIEFLY, "-o", str(tmp_path / "out"))
    assert (ended.code, ended.lines) == (2, [])
    assert ended.err == (
        "'classroom' cannot be compared with 'lijia': they are in different places, "
        "classroom (9,600 residents) and lijia (96,000 residents); common random numbers need the same people\n"
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
    assert (command().code, command("run").code) == (0, 0)
    # then it is the study of the house
    assert asked == ["six-remedies", "six-remedies"]


@pytest.mark.parametrize("verb", ["run", "serve"])
def test_a_program_without_ready_scenarios_asks_for_one(
    command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, verb: str
):
    # given a program that was installed from its wheel, which has no scenarios
    monkeypatch.setattr(shipped_scenarios, "SCENARIOS", tmp_path)
    monkeypatch.setattr("simulation.live.server.check_machine", lambda: None)
    # when none is named
    ended = command(verb)
    # then one sentence says what is missing
    assert ended.code == 2
    assert ended.err.startswith("name a scenario: those that are ready lie in a copy of the project")


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
        "1 of 2 runs failed, the first with ValueError: no grid 9 (street.py:88, step)\n"
        f"{results / 'failures.jsonl'} says why each did, and how to repeat it\n"
    )


def test_when_all_runs_failed_there_is_no_report_but_a_sentence(
    command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    outcome = experiment.Outcome(tmp_path, finished=0, failed=2)
    monkeypatch.setattr(experiment, "run_study", lambda *_, **__: outcome)
    ended = command("run", CLASSROOM, "-o", str(tmp_path))
    assert (ended.code, ended.lines) == (1, [])
    assert "2 of 2 runs failed" in ended.err


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


def test_validate_names_what_is_good_and_tells_all_faults_of_the_rest(command, tmp_path: Path):
    # given a good study, a good scenario, and a scenario with two faults
    bad = tmp_path / "bad.yaml"
    bad.write_text(
        f"schema: 1\nname: bad\ntitle: {{en: Bad, zh: 错}}\nextends: {CLASSROOM}\n"
        "interventions:\n  - stafing: {add: 1, from: 2025-07-01}\nparameters:\n  residents.will_18_29: 7\n",
        encoding="utf-8",
    )
    # when all are checked
    ended = command("validate", str(SCENARIOS / "studies" / "first.yaml"), str(bad), CLASSROOM)
    # then the good are named, and each fault has its place
    assert (ended.code, ended.lines) == (2, ["ok first", "ok classroom"])
    assert f"{bad}:6:5: " in ended.err
    assert "did you mean 'staffing'?" in ended.err
    assert f"{bad}:8:" in ended.err


def test_every_scenario_and_study_of_the_house_is_good(command):
    files = [*SCENARIOS.glob("*.yaml"), *SCENARIOS.glob("studies/*.yaml")]
    ended = command("validate", *map(str, files))
    assert (ended.code, len(ended.lines), ended.err) == (0, len(files), "")


def test_a_resolved_scenario_says_where_each_value_comes_from_and_can_be_used_again(command, tmp_path: Path):
    # when a scenario is resolved, and the text is stored as a scenario
    ended = command("resolve", CLASSROOM, "--set", "residents.will_18_29=0.6")
    again = tmp_path / "again.yaml"
    again.write_text("\n".join(ended.lines), encoding="utf-8")
    # then it tells origins, and it is a good scenario of the same name
    assert ended.code == 0
    assert any("# from" in line for line in ended.lines)
    assert any("will_18_29: 0.6" in line for line in ended.lines)
    assert command("validate", str(again)).lines == ["ok classroom"]


def test_what_a_scenario_can_set_is_listed_by_word_or_whole(command):
    of_points = command("schema", "积分").lines
    assert "interventions.volunteer_points: Points for volunteers (志愿服务积分)" in of_points
    assert any(line.startswith("  points_per_hour = 10") for line in of_points)
    assert not any("interventions.staffing" in line for line in of_points)
    every = {each["path"] for each in json.loads("\n".join(command("schema", "--json").lines))}
    settings = ((policy, name) for policy, cls in interventions.all().items() for name in described(cls))
    assert every >= {f"interventions.{policy}.{name}" for policy, name in settings}
    assert {"strength", "experiment.days", "shocks.epidemic.hold"} <= every
    assert (
        "  strength = 1 (share; 0 to 1): how far all policies are carried out [chosen]"
        in command("schema", "strength").lines
    )
    nothing = command("schema", "xyzzy")
    assert (nothing.code, nothing.lines) == (2, [])
    assert "no setting of a scenario mentions 'xyzzy'" in nothing.err


def test_a_resolved_scenario_can_be_json(command):
    ended = command("resolve", CLASSROOM, "--json")
    assert json.loads("\n".join(ended.lines))["name"] == "classroom"


def test_report_is_made_again_without_running_anything(command, results: Path, tmp_path: Path):
    page = tmp_path / "answer.html"
    ended = command("report", str(results), "-o", str(page))
    assert (ended.code, ended.lines) == (0, [str(page)])
    assert page.stat().st_size > 1000


def test_service_plays_a_script_to_the_stored_timeline(command):
    script = ROOT / "tests" / "data" / "traces" / "T12.in.json"
    ended = command("service", str(script))
    told = json.loads("\n".join(ended.lines))
    known = json.loads(script.with_name("T12.out.json").read_text(encoding="utf-8"))
    assert ended.code == 0
    assert [case["close"] for case in told["cases"]] == [case["close"] for case in known["cases"]]


def test_run_py_works_from_any_folder_and_ends_quietly_when_its_reader_has_seen_enough(tmp_path: Path):
    # given a reader that closes the pipe at once
    reading, writing = os.pipe()
    os.close(reading)
    # when more is written than anybody reads
    run_py = [sys.executable, str(ROOT / "run.py"), "resolve", CLASSROOM]
    done = subprocess.run(
        run_py, cwd=tmp_path, stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writing)
    # then there is no complaint
    assert done.stderr == ""


@pytest.fixture
def command_with_plugin(tmp_path: Path):
    """Call the command line of a copy of the program that has one more intervention."""

    def call(text: str, *words: str) -> subprocess.CompletedProcess[str]:
        shutil.copytree(
            ROOT / "simulation", tmp_path / "simulation", ignore=shutil.ignore_patterns("__pycache__")
        )
        (tmp_path / "simulation" / "interventions" / "tea.py").write_text(text, encoding="utf-8")
        code = "import sys; from simulation.cli import main; main(sys.argv[1:])"
        told = [sys.executable, "-c", code, *words]
        return subprocess.run(told, cwd=tmp_path, capture_output=True, text=True, check=False)

    return call


def test_an_intervention_copied_with_its_name_is_a_sentence_that_names_both_files(
    command_with_plugin, tmp_path: Path
):
    text = (ROOT / "simulation" / "interventions" / "staffing.py").read_text(encoding="utf-8")
    ended = command_with_plugin(text, "validate", CLASSROOM)
    folder = tmp_path / "simulation" / "interventions"
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == (
        f"two interventions are called 'staffing', in {folder / 'staffing.py'} and in {folder / 'tea.py'}; "
        "give one of them a name of its own\n"
    )


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("\ndef turn(:\n", "tea.py:2: invalid syntax\n"),
        (
            "\n\nteapot\n",
            "tea.py:3: simulation.interventions.tea cannot be imported: NameError: name 'teapot'",
        ),
    ],
)
def test_an_intervention_that_python_cannot_read_is_a_sentence_with_file_and_line(
    command_with_plugin, text: str, sentence: str
):
    ended = command_with_plugin(text, "resolve", CLASSROOM)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert sentence in ended.stderr and ended.stderr.count("\n") == 1


def test_importing_the_package_costs_nothing_until_a_name_is_used():
    code = (
        "import sys, simulation\n"
        "assert 'numpy' not in sys.modules\n"
        "print([getattr(simulation, name).__name__ for name in simulation.__all__])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == (
        "['Street', 'compare', 'load', 'load_study', 'reproduce', 'resume', 'run_study']\n",
        "",
    )


def test_a_name_that_the_package_does_not_offer_is_an_attribute_error():
    import simulation

    with pytest.raises(AttributeError, match="module 'simulation' has no attribute 'lode'"):
        _ = simulation.lode  # pyright: ignore[reportAttributeAccessIssue]


def test_a_stopped_study_goes_on_and_grows_and_is_done_again(command, tmp_path: Path):
    # given a study that lost a run
    folder = tmp_path / "out"
    command("run", CLASSROOM, *BRIEFLY, "-o", str(folder))
    shutil.rmtree(folder / "runs" / "classroom-1")
    told = command("status", str(folder)).lines
    assert told[0] == f"{folder}: 1 of 2 runs finished, 0 failed, 1 to do"
    assert told[-1] == f"to go on: python run.py resume {folder}"
    # when it is gone on with, and grows
    assert command("resume", str(folder), "-j", "1").lines[-1] == str(folder / "report.html")
    assert command("expand", str(folder), "-n", "3", "-j", "1").code == 0
    assert command("status", str(folder)).lines == [
        f"{folder}: 3 of 3 runs finished, 0 failed, 0 to do",
        "  classroom  3 of 3",
    ]
    # then it comes out the same again, and what was changed by hand is named
    again = command("reproduce", str(folder), "--sample", "1", "-j", "1")
    assert again.code == 0 and again.lines[-1].startswith("1 runs done again: ")
    table = folder / "daily.csv"
    table.write_text(table.read_text("utf-8") + "\n", encoding="utf-8")
    again = command("reproduce", str(folder), "--sample", "1", "-j", "1")
    assert again.code == 1 and again.lines[0].startswith("daily.csv differs")


def test_parts_that_were_run_apart_are_put_together(command, tmp_path: Path):
    parts = [str(tmp_path / name) for name in ("one", "two")]
    for number, part in enumerate(parts, start=1):
        command("run", CLASSROOM, *BRIEFLY, "--shard", f"{number}/2", "-o", part)
    whole = tmp_path / "whole"
    assert command("merge", *parts, "-o", str(whole)).lines[-1] == str(whole / "report.html")
    command("run", CLASSROOM, *BRIEFLY, "-o", str(tmp_path / "alone"))
    for table in (tmp_path / "alone").glob("*.csv"):
        assert (whole / table.name).read_bytes() == table.read_bytes(), table.name
    ended = command("run", CLASSROOM, *BRIEFLY, "--shard", "3/2", "-o", str(tmp_path / "three"))
    assert ended.code == 2 and "there is no part 3 of 2; allowed: 1/2 to 2/2" in ended.err


def test_a_scenario_edited_between_run_and_resume_is_refused_with_the_difference(command, tmp_path: Path):
    # given a scenario that is edited after its run
    mine, folder = tmp_path / "mine.yaml", tmp_path / "out"
    text = f"schema: 1\nname: mine\ntitle: {{en: Mine, zh: 我的}}\nextends: {CLASSROOM}\n"
    mine.write_text(text + "parameters: {residents.will_18_29: 0.58}\n", encoding="utf-8")
    command("run", str(mine), *BRIEFLY, "-o", str(folder))
    mine.write_text(text + "\nparameters: {residents.will_18_29: 0.6}\n", encoding="utf-8")
    shutil.rmtree(folder / "runs" / "mine-1")
    # when it is gone on with
    for words in (["resume", str(folder)], ["expand", str(folder), "-n", "3"]):
        ended = command(*words, "-j", "1")
        # then it is refused, and the difference is shown
        assert ended.code == 2 and "was edited since it began" in ended.err
        assert "-  residents.will_18_29: 0.58" in ended.err and "+  residents.will_18_29: 0.6" in ended.err
        assert "--as-planned" in ended.err
    # but the folder's own copy can be used, and another line number alone is no edit
    assert command("resume", str(folder), "--as-planned", "-j", "1").code == 0
    mine.write_text("\n" + text + "parameters: {residents.will_18_29: 0.58}\n", encoding="utf-8")
    assert command("resume", str(folder), "-j", "1").code == 0


def test_a_comparison_is_made_again_and_with_another_baseline_without_a_trace(command, tmp_path: Path):
    # given two scenarios with enough pairs, and a comparison that was lost
    more = tmp_path / "more.yaml"
    policy = "interventions: [{staffing: {add: 1, from: 2025-01-01}}]\n"
    title = "title: {en: One more, zh: 增加一名}\n"
    more.write_text(f"schema: 1\nname: more\n{title}extends: {CLASSROOM}\n{policy}", encoding="utf-8")
    folder = tmp_path / "out"
    briefly = ["-n", "5", "--days", "5", "--set", "experiment.warmup=2", "-j", "1"]
    command("run", CLASSROOM, str(more), *briefly, "-o", str(folder))
    table = (folder / "comparison.csv").read_bytes()
    (folder / "comparison.csv").unlink()
    # when it is asked for
    made = command("compare", str(folder))
    # then it is there as it was, and its sentences are told
    assert (folder / "comparison.csv").read_bytes() == table
    assert made.code == 0 and made.lines and all("One more" in line for line in made.lines)
    assert command("reproduce", str(folder), "--sample", "1", "-j", "1").code == 0
    # and with the baseline exchanged the other is told of, and no file changes
    other = command("compare", str(folder), "--baseline", "more")
    assert len(other.lines) == len(made.lines) and not any("One more" in line for line in other.lines)
    assert (folder / "comparison.csv").read_bytes() == table
    wrong = command("compare", str(folder), "--baseline", "moer")
    assert wrong.code == 2 and "did you mean 'more'?" in wrong.err


@pytest.mark.parametrize(
    "missing, said",
    [
        ("playwright", "pip install 'grid-governance[browser]'"),
        ("font", "apt install fonts-noto-cjk"),
    ],
)
def test_without_what_pictures_need_one_sentence_says_what_to_install(
    command, results, tmp_path, monkeypatch, missing, said
):
    # given a machine without playwright, or one whose fonts have no Chinese characters
    if missing == "playwright":
        monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    else:
        for module in ("playwright", "playwright.sync_api"):
            monkeypatch.setitem(sys.modules, module, sys)
        lister = tmp_path / "fc-list"
        lister.write_text("#!/bin/sh\n")
        lister.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    # when pictures are asked for
    ended = command("report", str(results), "-o", str(tmp_path / "page.html"), "--png", str(tmp_path / "png"))
    # then it says so, and nothing was made
    assert (ended.code, ended.lines) == (2, [])
    assert said in ended.err and len(ended.err.splitlines()) == 1
    assert not (tmp_path / "page.html").exists() and not (tmp_path / "png").exists()
