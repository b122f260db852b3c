"""manifest.json tells what made a folder: versions, the text of the program, and its commit."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

import simulation
from simulation.experiment import ExperimentError, run_study
from simulation.experiment.storage import provenance
from simulation.experiment.storage.checkout import checkout
from simulation.experiment.storage.manifest import check_tables
from tests.experiment.stand_ins import METRICS, RECIPE, Here, Study, World, silent
from tests.worlds import ROOT


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a study of two worlds."""
    folder = tmp_path_factory.mktemp("results")
    study = Study(World("base"), (World("more", effect=3.0),))
    own = {"recipe": RECIPE, "metrics": METRICS, "engine": Here(), "progress": silent}
    run_study(study, folder, 1, **own)  # type: ignore[arg-type]
    return folder


def test_versions_are_those_of_every_library_that_was_imported():
    homes = metadata.packages_distributions()
    used = {name for module, names in homes.items() if module in sys.modules for name in names}
    assert provenance.imported_versions().keys() - {"python"} == used


def test_versions_of_what_the_program_declares_are_told_imported_or_not(folder):
    told = json.loads((folder / "manifest.json").read_text("utf-8"))["versions"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    same = {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in told.items()}
    for declared in project["dependencies"]:
        name = re.match(r"[\w.-]+", declared)[0]
        assert same[re.sub(r"[-_.]+", "-", name).lower()] == metadata.version(name), name
    assert told["grid-governance"] == simulation.__version__ and told["python"]


def test_a_library_that_is_not_installed_is_left_out(monkeypatch):
    monkeypatch.setattr(
        provenance.metadata, "requires", lambda name: ["numpy>=2", "nowhere", "x; extra == 'a'"]
    )
    assert set(provenance.declared_versions()) == {"grid-governance", "numpy"}


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@b.c"]
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_commit_of_a_checkout_is_told_and_whether_its_text_differs(tmp_path):
    package = tmp_path / "project" / "simulation"
    package.mkdir(parents=True)
    file = package / "__init__.py"
    file.write_text("one\n", encoding="utf-8")
    # given no checkout, then a checkout that knows nothing of the package
    assert checkout.__wrapped__(package) == {}
    git(package.parent, "init", "-q")
    assert checkout.__wrapped__(package) == {}
    # when it is committed
    git(package.parent, "add", ".")
    git(package.parent, "commit", "-q", "-m", "Begin")
    said = checkout.__wrapped__(package)
    assert re.fullmatch("[0-9a-f]{40}", said["commit"]) and said["dirty"] is False
    # then a file elsewhere changes nothing, and one of the package does
    (package.parent / "notes.txt").write_text("a", encoding="utf-8")
    assert checkout.__wrapped__(package) == said
    file.write_text("two\n", encoding="utf-8")
    assert checkout.__wrapped__(package) == said | {"dirty": True}


def test_without_git_there_is_no_commit(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert checkout.__wrapped__() == {}


def test_the_manifest_has_the_digest_of_all_of_the_program_and_its_commit(folder):
    told = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert told["source"] == provenance.source() and len(told["source"]) == 64
    assert told["source"] not in told["program"].values()
    assert told["checkout"] == checkout()


@pytest.mark.parametrize("name", ["", ".", "/", "**", "../..", "none.csv"])
def test_a_manifest_that_names_what_is_no_table_is_told_in_a_sentence(tmp_path, name):
    (tmp_path / "manifest.json").write_text(json.dumps({"tables": {name: "0" * 64}}), encoding="utf-8")
    with pytest.raises(ExperimentError, match="is not as it was written"):
        check_tables(tmp_path)
