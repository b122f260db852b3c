"""A folder is trusted where its user began it: the mark in its plan needs that user's key."""

from __future__ import annotations

import json
import os
import stat
from hashlib import sha256
from pathlib import Path

import pytest

from simulation.experiment import ExperimentError, resume, run_study
from simulation.experiment.planning.plan_file import is_from_elsewhere
from simulation.experiment.storage.own_places import BYTES, mark_of, was_begun_here
from tests.experiment.stand_ins import METRICS, RECIPE, Here, Study, World, silent

posix = pytest.mark.skipif(os.name != "posix", reason="needs rights of files")
OWN = {"recipe": RECIPE, "metrics": METRICS, "progress": silent, "engine": Here()}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> Path:
    """Where this user keeps what programs keep, new and empty."""
    home = tmp_path / "home"
    monkeypatch.setattr("click.get_app_dir", lambda name: str(home / name))
    return home


def key_of(home: Path) -> Path:
    return home / "grid-governance" / "key"


def begun(folder: Path) -> dict:
    """The plan of a study that was begun in a folder, with a user-defined file put into it."""
    run_study(Study(World("base"), ()), folder, 1, **OWN)
    plan = json.loads((folder / "plan.json").read_text("utf-8"))
    plan["inputs"]["scenarios/mine.py"] = "print('hello')\n"
    (folder / "plan.json").write_text(json.dumps(plan), "utf-8")
    return plan


@posix
def test_the_key_is_made_once_and_nobody_else_may_read_it(home, tmp_path):
    first, again = mark_of(tmp_path), mark_of(tmp_path)
    assert first == again and len(first) == 64 and was_begun_here(tmp_path, first)
    assert stat.S_IMODE(key_of(home).stat().st_mode) == 0o600 and key_of(home).stat().st_size == BYTES
    assert list(key_of(home).parent.iterdir()) == [key_of(home)]


def test_a_folder_goes_on_where_it_was_begun_and_its_copy_elsewhere_asks_for_trust(tmp_path):
    plan = begun(tmp_path / "one")
    assert resume(tmp_path / "one", 1, **OWN).finished == 6
    (tmp_path / "one").rename(tmp_path / "other")
    assert is_from_elsewhere(tmp_path / "other", plan)
    with pytest.raises(ExperimentError, match="--trust"):
        resume(tmp_path / "other", 1, **OWN)


def test_who_knows_the_path_but_not_the_key_cannot_forge_the_mark(home, tmp_path):
    # given a folder of a stranger who knows where it will stand, and has a key of his own
    folder = tmp_path / "one"
    plan = begun(folder)
    theirs = plan["place"]
    key_of(home).unlink()
    mark_of(tmp_path)  # this user has another key
    guesses = [theirs, sha256(str(folder.resolve()).encode()).hexdigest(), "", "0" * 64]
    guesses.append(sha256(str(folder.resolve()).encode()).hexdigest()[:16])
    for guess in guesses:
        (folder / "plan.json").write_text(json.dumps(plan | {"place": guess}), "utf-8")
        with pytest.raises(ExperimentError, match="--trust"):
            resume(folder, 1, **OWN)


@pytest.mark.parametrize("harm", ["lost", "short", pytest.param("open to others", marks=posix)])
def test_a_key_that_is_no_secret_vouches_for_nothing(home, tmp_path, harm):
    plan = begun(tmp_path / "one")
    key = key_of(home)
    if harm == "lost":
        key.unlink()
    elif harm == "short":
        key.write_bytes(b"")
    else:
        key.chmod(0o644)
    assert is_from_elsewhere(tmp_path / "one", plan)
    assert not was_begun_here(tmp_path / "one", "")


def test_without_a_place_for_a_key_a_study_runs_and_counts_as_begun_elsewhere(home, tmp_path):
    home.write_text("a file where a folder should be")
    plan = begun(tmp_path / "one")
    assert plan["place"] == "" and is_from_elsewhere(tmp_path / "one", plan)
    with pytest.raises(ExperimentError, match="--trust"):
        resume(tmp_path / "one", 1, **OWN)
    assert resume(tmp_path / "one", 1, trusted=True, **OWN).finished == 6
