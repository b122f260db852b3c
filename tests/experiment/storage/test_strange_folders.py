"""Folders from elsewhere: they write nothing outside, and what was changed in them is not told as truth."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from simulation.cli.study_from_files import check_sources
from simulation.cli.user_errors import UsageError
from simulation.experiment import (
    ExperimentError,
    compare,
    compare_with,
    merge,
    reproduce,
    resume,
    run_study,
    status,
)
from simulation.model import Street
from simulation.report import UnreadableFolder, build
from simulation.scenario import ScenarioError, load
from simulation.user_files.borders import within
from tests.experiment.stand_ins import METRICS, RECIPE, Here, Study, World, silent
from tests.worlds import small

STUDY = Study(World("base"), (World("more", effect=3.0),))
OWN = {"recipe": RECIPE, "metrics": METRICS}


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("results") / "whole"
    run_study(STUDY, folder, 1, progress=silent, engine=Here(), **OWN)
    return folder


@pytest.fixture
def folder(whole, tmp_path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "copy" / "folder"))


@pytest.mark.parametrize(
    "path",
    [
        "../outside.yaml", "scenarios/../../outside.yaml", "scenarios/a/../../../outside.yaml",
        "{tmp}/outside.yaml", "scenarios/.hidden.yaml", "scenarios/base.sh", "runs.csv",
        "scenarios\\..\\outside.yaml", "",
    ],
)  # fmt: skip
def test_a_plan_with_an_input_that_no_study_has_is_refused_and_nothing_is_written(folder, path, tmp_path):
    path = path.format(tmp=tmp_path)
    plan = json.loads((folder / "plan.json").read_text("utf-8"))
    plan["inputs"][path] = "planted"
    (folder / "plan.json").write_text(json.dumps(plan), "utf-8")
    before = _files(tmp_path)
    with pytest.raises(ExperimentError, match="no study has an input at"):
        resume(folder, 1, progress=silent, engine=Here(), **OWN)
    assert _files(tmp_path) == before


def _files(folder: Path) -> list[Path]:
    """All files but locks, whose names begin with a dot."""
    return sorted(each for each in folder.rglob("[!.]*") if each.is_file())


@pytest.mark.parametrize("escaped", [True, False])
def test_a_title_with_a_sign_that_turns_what_follows_is_refused(folder, escaped):
    study = json.loads((folder / "study.json").read_text("utf-8"))
    study["scenarios"][1]["title"] = {"en": "costs \u202e001", "zh": "费用"}
    (folder / "study.json").write_text(json.dumps(study, ensure_ascii=escaped), "utf-8")
    with pytest.raises(ExperimentError, match=r"study\.json cannot be read: it holds a character"):
        compare(folder, METRICS)
    with pytest.raises(UnreadableFolder, match="holds a character that no text has"):
        build([folder], folder / "report.html")


@pytest.mark.parametrize("name", ["runs.csv", "comparison.csv"])
@pytest.mark.parametrize("harm", ["changed", "cut", "lost"])
def test_a_table_that_was_changed_is_named_and_made_again_by_resume(folder, name, harm):
    table = folder / name
    text = table.read_text("utf-8")
    if harm == "lost":
        table.unlink()
    else:
        table.write_text(text.replace("3", "4", 1) if harm == "changed" else text[: len(text) // 2], "utf-8")
    for look in (lambda: compare_with(folder, "more", METRICS), lambda: compare(folder, METRICS)):
        if name == "comparison.csv":  # which is not read, but made again
            continue
        with pytest.raises(ExperimentError, match=rf"{name}.* is not as it was written.*resume"):
            look()
    with pytest.raises(UnreadableFolder, match=rf"is not as it was written|no {name} here"):
        build([folder], folder / "report.html")
    resume(folder, 1, progress=silent, engine=Here(), **OWN)
    assert table.read_text("utf-8") == text
    compare(folder, METRICS)


def test_a_comparison_that_is_made_again_vouches_for_no_other_table(folder):
    whole = (folder / "comparison.csv").read_bytes()
    (folder / "comparison.csv").write_text("changed")
    daily = folder / "daily.csv"
    daily.write_text(daily.read_text("utf-8") + "\n", "utf-8")
    compare(folder, METRICS)
    assert (folder / "comparison.csv").read_bytes() == whole
    with pytest.raises(UnreadableFolder, match=r"daily\.csv is not as it was written"):
        build([folder], folder / "report.html")


def test_a_folder_without_a_manifest_is_read_as_it_is(folder):
    (folder / "manifest.json").unlink()
    assert len(compare(folder, METRICS))
    assert not (folder / "manifest.json").exists()


@pytest.mark.parametrize("start", ["2025-01-01", "2025-01-02"])
def test_one_day_of_rest_or_of_work_has_its_metrics(start):
    from simulation.metrics import evaluate

    street = Street(small(days=1, warmup=0, start=start), 1)
    street.run_model()
    assert len(evaluate(street.records)) > 100


@pytest.mark.parametrize("planned", [True, False])
def test_a_file_that_the_plan_does_not_list_needs_trust_too(folder, planned):
    if planned:  # a scenario that names a file beside the folder
        plan = json.loads((folder / "plan.json").read_text("utf-8"))
        plan["inputs"]["scenarios/base.yaml"] += "# metrics: [../evil.py:mine]\n"
        (folder / "plan.json").write_text(json.dumps(plan), "utf-8")
    else:
        (folder / "scenarios" / "evil.py").write_text("print('hello')\n", "utf-8")
    with pytest.raises(ExperimentError, match="--trust"):
        resume(folder, 1, progress=silent, engine=Here(), **OWN)


def test_user_files_of_a_folder_from_elsewhere_run_only_when_trusted(folder):
    # given a folder that was copied, with a file of a stranger in it
    plan = json.loads((folder / "plan.json").read_text("utf-8"))
    plan["inputs"]["scenarios/mine.py"] = "print('hello')\n"
    (folder / "plan.json").write_text(json.dumps(plan), "utf-8")
    for asked in (resume, reproduce):
        with pytest.raises(
            ExperimentError, match=r"begun in another place or by another user.*scenarios/mine\.py.*--trust"
        ):
            asked(folder, 1, progress=silent, engine=Here(), **OWN)
    with pytest.raises(ExperimentError, match="--trust"):
        merge([folder], folder.parent / "merged", **OWN)
    # then it goes on where somebody says so, and where it was begun
    assert resume(folder, 1, trusted=True, progress=silent, engine=Here(), **OWN).finished == 12
    plan["inputs"].pop("scenarios/mine.py")
    (folder / "plan.json").write_text(json.dumps(plan), "utf-8")
    (folder / "scenarios" / "mine.py").unlink()
    assert resume(folder, 1, progress=silent, engine=Here(), **OWN).finished == 12


HARMS = {
    "empty": lambda text: "",
    "cut": lambda text: text[: len(text) // 2],
    "a list": lambda text: "[]",
    "nothing": lambda text: "null",
    "not a number": lambda text: "NaN",
    "deep": lambda text: "[" * 100_000,
    "many digits": lambda text: "1" * 6_000,
    "bytes": lambda text: "\udcff\udcfe",
    "half a character": lambda text: '{"name": "\\ud800"}',
    "other kinds": lambda text: text.replace('": "', '": ["').replace('",\n', '"],\n'),
}
ASKED = {
    "status": lambda folder: status(folder),
    "compare": lambda folder: compare(folder, METRICS),
    "compare_with": lambda folder: compare_with(folder, "more", METRICS),
    "report": lambda folder: build([folder], folder / "report.html"),
    "resume": lambda folder: resume(folder, 1, progress=silent, engine=Here(), **OWN),
    "reproduce": lambda folder: reproduce(folder, 1, progress=silent, engine=Here(), **OWN),
    "merge": lambda folder: merge([folder], folder.parent / "merged", **OWN),
}
USES = {  # what cannot do without a file
    "plan.json": {"status", "resume", "reproduce", "merge"},
    "study.json": {"compare", "compare_with", "report", "resume", "reproduce", "merge"},
    "manifest.json": {"compare", "compare_with", "report"},
}


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("name", USES)
def test_a_file_that_was_cut_or_garbled_is_one_sentence_that_names_it(folder, name, harm):
    file = folder / name
    harmed = HARMS[harm](file.read_text("utf-8"))
    for asked, ask in ASKED.items():
        file.write_text(harmed, "utf-8", errors="surrogateescape")
        if asked in USES[name]:
            with pytest.raises((ExperimentError, UnreadableFolder), match=re.escape(name)) as told:
                ask(folder)
            assert len(str(told.value).splitlines()) <= 30 and "object has no" not in str(told.value)
        elif (
            asked != "report" and harm == "cut"
        ):  # tables of stand-ins have fewer columns than a report needs
            ask(folder)


@pytest.mark.slow
@pytest.mark.parametrize("harm", ["empty", "cut", "bytes", "a list"])
@pytest.mark.parametrize("name", ["failures.jsonl", "daily.csv", "runs/*.zip"])
def test_what_else_was_cut_or_garbled_is_passed_over_or_named(folder, name, harm):
    file = next(folder.glob(name))
    whole = file.read_bytes()
    for ask in ASKED.values():
        file.write_bytes(HARMS[harm](whole.decode("latin-1")).encode("latin-1", "replace"))
        try:
            ask(folder)
        except (ExperimentError, UnreadableFolder) as told:
            assert re.search(r"daily\.csv|events\.csv|run base-\d", str(told))


def _plan(folder: Path, **changed) -> dict:
    plan = json.loads((folder / "plan.json").read_text("utf-8")) | changed
    (folder / "plan.json").write_text(json.dumps(plan), "utf-8")
    return plan


@pytest.mark.parametrize(
    "changed, said",
    [
        ({"options": None}, r"options is null, but must be an object"),
        ({"shard": "3/2"}, r"there is no part 3 of 2"),
        ({"runs": [{"scenario": "base", "replication": -1, "seed": 1}]}, r"runs\[0\]\.replication is -1"),
        ({"runs": []}, "lists other runs"),
        ({"inputs": {}}, "plan.json does not have it"),
    ],
)
def test_a_plan_that_is_not_what_was_written_names_the_place(folder, changed, said):
    _plan(folder, **changed)
    if changed == {"inputs": {}}:
        shutil.rmtree(folder / "scenarios")
        (folder / "study.json").unlink()
    with pytest.raises((ExperimentError, OSError), match=said):
        ASKED["resume"](folder)


@pytest.mark.parametrize(
    "part, said",
    [
        ({"baseline": "nobody"}, "no scenario 'nobody'"),
        ({"scenarios": []}, "no scenario 'base'"),
        ({"replications": 10**12}, "replications is 1000000000000, but must be a whole number"),
        ({"start": "2025-02-30"}, "start is .*, but must be a date"),
    ],
)
def test_a_study_that_contradicts_itself_is_refused_before_anything_is_made_of_it(folder, part, said):
    study = json.loads((folder / "study.json").read_text("utf-8")) | part
    (folder / "study.json").write_text(json.dumps(study), "utf-8")
    for asked in ("compare", "compare_with", "report"):
        with pytest.raises((ExperimentError, UnreadableFolder), match=said):
            ASKED[asked](folder)


def test_a_scenario_of_another_folder_is_no_scenario_of_a_study(folder):
    # given a study and its plan that call a file outside a scenario of theirs
    for text in ("../../outside", "a/b", ".hidden"):
        study = json.loads((folder / "study.json").read_text("utf-8"))
        study["scenarios"][1]["name"] = text
        (folder / "study.json").write_text(json.dumps(study), "utf-8")
        plan = json.loads((folder / "plan.json").read_text("utf-8"))
        _plan(folder, inputs=plan["inputs"] | {"study.json": json.dumps(study)})
        with pytest.raises(ExperimentError, match="must be a name that can be that of a file"):
            ASKED["resume"](folder)


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_nothing_is_written_through_a_link_that_leads_out(folder, tmp_path):
    shutil.move(folder / "scenarios", tmp_path / "outside")
    (folder / "scenarios").symlink_to(tmp_path / "outside")
    with pytest.raises(ExperimentError, match="leads out of the folder"):
        ASKED["resume"](folder)


OUTSIDE = "schema: 1\nname: base\ntitle: {en: B, zh: 基}\nexperiment: {start: 2025-01-01}\n"


@pytest.mark.parametrize(
    "line, said",
    [
        ("extends: ../outside.yaml", "outside.yaml' lies outside"),
        ('metrics: ["../evil\\x2epy:mine"]', "evil.py' lies outside"),
        ('metrics: ["own\\x2epy:mine"]', "is not run"),
        ("rules: {Resident.joining_chance: '../evil\\x2epy:keen'}", ""),
        ("experiment: {parameter_sets: ../sets.csv}", "sets.csv' lies outside"),
    ],
)
def test_a_scenario_of_a_stranger_opens_and_runs_nothing_outside_until_it_is_trusted(tmp_path, line, said):
    # given scenarios as a results folder from elsewhere may have them, with files beside it and in it
    folder, ran = tmp_path / "folder", tmp_path / "ran"
    folder.mkdir()
    for evil in (tmp_path / "evil.py", folder / "own.py"):
        evil.write_text(f"import pathlib\npathlib.Path({str(ran)!r}).touch()\n", "utf-8")
    (tmp_path / "outside.yaml").write_text(OUTSIDE, "utf-8")
    (tmp_path / "sets.csv").write_text("residents.will_18_29\n0.6\n", "utf-8")
    file = folder / "base.yaml"
    file.write_text(OUTSIDE + line.replace("experiment: {", "more: {") + "\n", "utf-8")
    if "parameter_sets" in line:
        file.write_text(OUTSIDE.replace("2025-01-01", "2025-01-01, parameter_sets: ../sets.csv"), "utf-8")
    # when one is read that nobody vouches for, then nothing was run
    with within(folder), pytest.raises(ScenarioError, match=said):
        load(file)
    assert not ran.exists()


def test_what_a_folder_from_elsewhere_was_made_of_is_not_opened_for_it(folder, tmp_path, monkeypatch):
    # given a folder whose plan says that it was made of a scenario with a file of a stranger
    ran = tmp_path / "ran"
    (tmp_path / "evil.py").write_text(f"import pathlib\npathlib.Path({str(ran)!r}).touch()\n", "utf-8")
    (tmp_path / "evil.yaml").write_text(f"{OUTSIDE}metrics: [evil.py:mine]\n", "utf-8")
    asked = {"files": [str(tmp_path / "evil.yaml")], "settings": [], "grid": []}
    _plan(folder, asked=asked)
    # when it is to be gone on with, then the scenario is read only where somebody vouches for it
    check_sources(folder)
    assert not ran.exists()
    with pytest.raises(UsageError):
        check_sources(folder, trusted=True)
    assert ran.exists()


def test_status_counts_a_damaged_run_as_one_to_be_done(folder):
    pack = max((folder / "runs").glob("*.zip"), key=lambda path: path.stat().st_size)
    raw = bytearray(pack.read_bytes())
    raw[100] ^= 0xFF  # in the first table of its first run
    pack.write_bytes(bytes(raw))
    told = str(status(folder))
    assert "11 of 12 runs finished" in told and "damaged, to be done again: 1" in told
    resume(folder, 1, progress=silent, engine=Here(), **OWN)
    assert "12 of 12 runs finished" in str(status(folder)) and "done again" not in str(status(folder))
