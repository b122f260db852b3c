"""Folders from elsewhere: they write nothing outside, and what was changed in them is not told as truth."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from simulation.experiment import ExperimentError, compare, compare_with, merge, reproduce, resume, run_study
from simulation.model import Street
from simulation.report import UnreadableFolder, build
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
        with pytest.raises(ExperimentError, match=r"begun in another place.*scenarios/mine\.py.*--trust"):
            asked(folder, 1, progress=silent, engine=Here(), **OWN)
    with pytest.raises(ExperimentError, match="--trust"):
        merge([folder], folder.parent / "merged", **OWN)
    # then it goes on where somebody says so, and where it was begun
    assert resume(folder, 1, trusted=True, progress=silent, engine=Here(), **OWN).finished == 12
    plan["inputs"].pop("scenarios/mine.py")
    (folder / "plan.json").write_text(json.dumps(plan), "utf-8")
    (folder / "scenarios" / "mine.py").unlink()
    assert resume(folder, 1, progress=silent, engine=Here(), **OWN).finished == 12
