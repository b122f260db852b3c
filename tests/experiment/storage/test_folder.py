"""A results folder can be gone on with: stopped, lost, damaged, longer, in parts, and done again."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from simulation.experiment import ExperimentError, Local, Shard, merge, reproduce, resume, run_study, status
from simulation.experiment.errors import Unstartable
from simulation.experiment.planning import plan_file as planned_room
from simulation.experiment.planning.plan_file import read_plan
from simulation.experiment.storage.lock import held
from simulation.experiment.storage.stored_runs import digests
from tests.experiment.stand_ins import (
    METRICS,
    RECIPE,
    Experiment,
    Here,
    Study,
    World,
    change_runs,
    content,
    lose,
    names_of_runs,
    silent,
)
from tests.worlds import ROOT

BASE, MORE = World("base"), World("more", effect=3.0)
STUDY = Study(BASE, (MORE,))
OWN = {"recipe": RECIPE, "metrics": METRICS}


def run(folder: Path, study: Study = STUDY, **options):
    return run_study(study, folder, 1, progress=silent, **{"engine": Here()} | OWN | options)


def go_on(folder: Path, **options):
    return resume(folder, 1, progress=silent, **{"engine": Here()} | OWN | options)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the study when nothing disturbs it."""
    folder = tmp_path_factory.mktemp("results") / "whole"
    run(folder)
    return folder


@pytest.fixture(scope="module")
def whole(undisturbed: Path) -> dict[str, bytes]:
    return content(undisturbed)


@pytest.fixture
def folder(undisturbed: Path, tmp_path: Path) -> Path:
    """Such a folder to disturb."""
    return shutil.copytree(undisturbed, tmp_path / "results")


def test_every_run_is_planned_before_the_first_one_starts(tmp_path):
    # given a study whose runs look at the folder they are made for
    plan = tmp_path / "plan.json"
    seen = []

    def look(world: World, seed: int):
        seen.append(plan.read_bytes())
        return RECIPE.replicate(world, seed)

    run(tmp_path, recipe=replace(RECIPE, replicate=look))
    # then the plan was there from the first to the last, with every run
    assert set(seen) == {plan.read_bytes()}
    assert [(each["scenario"], each["seed"]) for each in json.loads(seen[0])["runs"]] == [
        (name, 7 + r) for r in range(6) for name in ("base", "more")
    ]


def test_resume_does_what_is_missing_and_nothing_else(folder, whole):
    # given a folder that lost two runs and its tables
    lose(folder, "base-2")
    lose(folder, "more-5")
    (folder / "runs.csv").unlink()
    kept = {path: path.stat().st_mtime_ns for path in (folder / "runs").glob("*.zip")}
    assert status(folder).missing == 2
    # when it goes on
    outcome = go_on(folder)
    # then all is as if nothing had happened, and what was there is untouched
    assert (outcome.finished, outcome.failed, status(folder).missing) == (12, 0, 0)
    assert content(folder) == whole
    assert {path: path.stat().st_mtime_ns for path in kept} == kept


@pytest.mark.parametrize("harm", ["cut short", "changed", "removed", "seal lost", "seal cut short"])
def test_a_damaged_run_is_done_again(folder, whole, harm):
    # given a run of which a file is not what it was
    name = "more-3/run.json" if harm.startswith("seal") else "more-3/runs.csv"
    harms = {
        "cut short": lambda text: text[: len(text) // 2],
        "changed": lambda text: text.replace(b"hour", b"week"),
    }

    def hurt(files: dict[str, bytes]) -> None:
        text = files.pop(name)
        if change := harms.get(harm.removeprefix("seal ")):
            files[name] = change(text)

    change_runs(folder, hurt)
    assert content(folder) != whole
    go_on(folder)
    assert content(folder) == whole


def test_lines_that_tell_of_no_failure_are_no_failures(folder, whole):
    (folder / "failures.jsonl").write_text('{"a": 1}\n[1]\n17\n{"scenario": "mo', encoding="utf-8")
    assert not status(folder).failed
    go_on(folder)
    assert content(folder) == whole


def test_what_a_killed_process_was_writing_is_swept_away(folder, whole):
    for draft in (".runs.csv.4711", "scenarios/.more.yaml.4711"):
        (folder / draft).write_text("half a table", encoding="utf-8")
    (folder / "runs" / ".4711.zip").write_bytes(b"half a pack")
    go_on(folder)
    assert content(folder) == whole


@pytest.mark.slow
def test_a_failed_run_is_tried_again(tmp_path, whole):
    # given a run that waits for a sign that is never given
    sign = tmp_path / "sign"
    stuck = Study(BASE, (replace(MORE, faults={9: "wait"}, signpost=sign),))
    outcome = run(tmp_path / "results", stuck, timeout=1.0, engine=Local(1))
    assert (outcome.failed, status(tmp_path / "results").failed["more"]) == (1, 1)
    # when the cause is gone before it is tried again
    plan = tmp_path / "results" / "plan.json"
    text = plan.read_text("utf-8").replace('\\"9\\": \\"wait\\"', "")
    plan.write_text(text, encoding="utf-8")
    scenario = tmp_path / "results" / "scenarios" / "more.yaml"
    scenario.write_text(scenario.read_text("utf-8").replace('"9": "wait"', ""), encoding="utf-8")
    outcome = go_on(tmp_path / "results")
    # then it is no failure any more
    assert (outcome.finished, outcome.failed) == (12, 0)
    assert (tmp_path / "results" / "failures.jsonl").read_bytes() == b""
    made = content(tmp_path / "results")
    assert {name: made[name] for name in made if name.endswith(".csv")} == {
        name: whole[name] for name in whole if name.endswith(".csv")
    }


class Vanishing(Here):
    """An engine whose workers are gone after the first run."""

    def ends(self, runs, *others):
        yield from super().ends(runs[:1], *others)
        raise Unstartable("no worker could be started any more")


def test_what_was_finished_stays_when_no_worker_can_be_started_any_more(tmp_path, whole):
    with pytest.raises(ExperimentError, match="any more"):
        run(tmp_path / "results", engine=Vanishing())
    go_on(tmp_path / "results")
    assert content(tmp_path / "results") == whole


def test_an_edited_scenario_is_refused_with_the_difference(folder):
    file = folder / "scenarios" / "more.yaml"
    file.write_text(file.read_text("utf-8").replace('"effect": 3.0', '"effect": 4.0'), encoding="utf-8")
    with pytest.raises(ExperimentError, match="was edited since the study began") as refused:
        go_on(folder)
    assert refused.value.code == 2
    lines = str(refused.value).splitlines()
    assert sum('"effect": 3.0' in line and line.startswith("-") for line in lines) == 1
    assert sum('"effect": 4.0' in line and line.startswith("+") for line in lines) == 1


def test_inputs_that_a_stop_left_out_are_written(folder, whole):
    for path in ("study.json", "scenarios/base.yaml"):
        (folder / path).unlink()
    go_on(folder)
    assert content(folder) == whole


def test_a_folder_of_another_version_is_refused(folder, monkeypatch):
    monkeypatch.setattr(planned_room, "__version__", "9.9")
    with pytest.raises(
        ExperimentError, match=r"begun with version .*, and this is 9\.9; go on with that one"
    ):
        go_on(folder)


def test_a_program_that_was_changed_is_refused_by_the_name_of_the_room(folder):
    plan = json.loads((folder / "plan.json").read_text("utf-8"))
    plan["program"]["agents"] = "another text"
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    with pytest.raises(ExperimentError, match=r"the program was changed since .* \(in agents\)"):
        go_on(folder)


@pytest.mark.parametrize(
    "plan, said",
    [
        (None, r"has no plan\.json \(made by an older version\?\)"),
        ("{", "cannot be read"),
        ("[]", "not what this version writes"),
    ],
)
def test_a_folder_without_a_plan_is_refused(folder, plan, said):
    (folder / "plan.json").unlink()
    if plan:
        (folder / "plan.json").write_text(plan)
    for ask in (go_on, status):
        with pytest.raises(ExperimentError, match=said):
            ask(folder)


def test_an_expanded_study_is_the_longer_study(folder, tmp_path):
    longer = Experiment(replications=8)
    run(tmp_path / "longer", Study(replace(BASE, experiment=longer), (replace(MORE, experiment=longer),)))
    outcome = go_on(folder, replications=8)
    assert outcome.finished == 16
    made, expected = content(folder), content(tmp_path / "longer")
    # only the comment on where the number came from differs: there, a default
    for name in ("scenarios/base.yaml", "scenarios/more.yaml"):
        assert made.pop(name).replace(b"from --set", b"default") == expected.pop(name)
    assert made == expected
    with pytest.raises(ExperimentError, match="has 8 replications already; ask for more"):
        go_on(folder, replications=7)


def test_a_stop_while_more_replications_are_written_down_is_made_good(folder):
    # given a plan of eight, and inputs of six
    six = content(folder)
    planned = read_plan(folder, RECIPE.read).with_replications(8)
    planned.write(folder)
    for name in ("study.json", "scenarios/more.yaml"):
        (folder / name).write_bytes(six[name])
    assert status(folder).missing == 4
    assert go_on(folder).finished == 16
    assert json.loads((folder / "study.json").read_text("utf-8"))["replications"] == 8


@pytest.mark.parametrize("count", range(1, 9))
@pytest.mark.parametrize("runs", [0, 1, 7, 12, 80])
def test_every_run_is_in_one_part(runs, count):
    every = tuple(range(runs))
    parts = [Shard(number, count).of(every) for number in range(1, count + 1)]
    assert sum(parts, ()) == every


@pytest.mark.parametrize("count", [3, *(pytest.param(each, marks=pytest.mark.slow) for each in (2, 12, 15))])
def test_parts_put_together_are_the_whole(tmp_path, whole, count):
    parts = [tmp_path / f"part-{number}" for number in range(1, count + 1)]
    for number, part in enumerate(parts, start=1):
        run(part, shard=Shard(number, count))
    assert sum(status(part).planned.total() for part in parts) == 12
    merge(parts[::-1], tmp_path / "whole", **OWN)
    assert content(tmp_path / "whole") == whole


def test_what_no_part_has_is_left_to_resume(tmp_path, whole):
    run(tmp_path / "part", shard=Shard(1, 2))
    merge([tmp_path / "part"], tmp_path / "whole", **OWN)
    assert status(tmp_path / "whole").missing == 6
    go_on(tmp_path / "whole")
    assert content(tmp_path / "whole") == whole


def test_folders_of_different_studies_are_not_put_together(folder, tmp_path):
    run(tmp_path / "other", Study(BASE, (World("more", effect=2.0),)))
    with pytest.raises(ExperimentError, match=r'(?s)is of another study than .*"effect": 2\.0'):
        merge([folder, tmp_path / "other"], tmp_path / "whole", **OWN)
    assert not (tmp_path / "whole").exists()


def test_a_run_with_two_outcomes_is_put_into_no_table(folder, tmp_path):
    # given a twin of the folder in which one run came out differently, and says so itself
    run(tmp_path / "twin")

    def change(files: dict[str, bytes]) -> None:
        files["more-3/runs.csv"] = files["more-3/runs.csv"].replace(b"hour", b"week")
        mine = {name.removeprefix("more-3/"): text for name, text in files.items() if "more-3/" in name}
        files["more-3/run.json"] = json.dumps({"tables": digests(mine)}).encode()

    change_runs(tmp_path / "twin", change)
    with pytest.raises(ExperimentError, match=r"both have run more-3, but differ in runs\.csv"):
        merge([folder, tmp_path / "twin"], tmp_path / "whole", **OWN)
    # and one that is damaged is not either
    change_runs(tmp_path / "twin", lambda files: files.update({"more-3/runs.csv": b""}))
    with pytest.raises(ExperimentError, match=r"run more-3 of .* is damaged; python run\.py resume"):
        merge([folder, tmp_path / "twin"], tmp_path / "whole", **OWN)


@pytest.mark.parametrize("text", ["0/2", "3/2", "1", "a/b", "-1/2", "1/0"])
def test_a_part_that_is_none_is_a_sentence(text):
    with pytest.raises(ValueError, match=r"is no shard; write k/n|there is no part"):
        Shard.read(text)


@pytest.mark.slow
def test_the_second_process_in_a_folder_is_told_so(folder):
    with held(folder):
        script = (
            "import sys; sys.path.insert(0, sys.argv.pop(1))\n"
            "from tests.experiment.storage.test_folder import *\n"
            "try: go_on(Path(sys.argv[1]))\n"
            "except ExperimentError as told: print(told); sys.exit(told.code)\n"
        )
        words = [sys.executable, "-c", script, str(ROOT), str(folder)]
        second = subprocess.run(words, capture_output=True, text=True, check=False)
        assert second.returncode == 2, second.stderr
        assert f"{folder} is in use: process {os.getpid()} on " in second.stdout
        assert status(folder).holder.startswith(f"process {os.getpid()} on ")
    assert status(folder).holder == ""


def test_reproducing_agrees_and_leaves_the_folder_alone(folder):
    before = content(folder)
    found = reproduce(folder, engine=Here(), progress=silent, **OWN)
    assert (found.runs, found.differing) == (12, ()) and found.agreed > 12
    assert reproduce(folder, engine=Here(), sample=3, progress=silent, **OWN).runs == 3
    assert content(folder) == before


def test_reproducing_names_each_table_that_differs(folder):
    # given a run whose table was tampered with, and a comparison that somebody improved
    name = "more-3/runs.csv"
    change_runs(folder, lambda files: files.update({name: files[name].replace(b"hour", b"week")}))
    table = folder / "comparison.csv"
    table.write_text(table.read_text("utf-8").replace("cannot tell", "better"), encoding="utf-8")
    found = reproduce(folder, engine=Here(), progress=silent, **OWN)
    assert [sentence.split(" differs")[0] for sentence in found.differing] == [
        "more-3/runs.csv",
        "comparison.csv",
    ]
    assert "week" in found.differing[0] and "changed after it was made" in found.differing[1]


SCRIPT = """
import signal, sys; sys.path.insert(0, sys.argv.pop(1))
from tests.experiment.storage.test_folder import *
if __name__ == "__main__":
    results = Path(sys.argv[1])
    (go_on if (results / "plan.json").exists() else run)(results, engine=Local(2))
"""


@pytest.mark.slow
def test_killed_again_and_again_it_ends_as_if_nothing_had_happened(tmp_path, whole):
    (tmp_path / "study.py").write_text(SCRIPT, encoding="utf-8")
    results = tmp_path / "results"
    words = [sys.executable, str(tmp_path / "study.py"), str(ROOT), str(results)]
    luck, finished = np.random.default_rng(3), 0
    for _ in range(6):
        process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
        # a moment after the first new run, so that each life gets somewhere and is cut in the midst of it
        while process.poll() is None and len(names_of_runs(results)) <= finished:
            time.sleep(0.005)
        time.sleep(0.05 * luck.random())
        process.send_signal(signal.SIGKILL)
        process.wait()
        stored = len(names_of_runs(results))
        assert stored >= finished
        finished = stored
    assert subprocess.run(words, check=False).returncode == 0
    assert content(results) == whole
