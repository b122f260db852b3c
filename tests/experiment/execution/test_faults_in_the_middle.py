"""Whatever goes wrong in the middle of a study is one sentence; then `resume` gives the bytes of an
undisturbed study."""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from simulation.experiment import ExperimentError, StorageError, compare, resume, run_study, status
from simulation.experiment.execution.engines import local_pool
from tests.experiment.execution.small_disk import remount, small_disk
from tests.experiment.stand_ins import (
    METRICS,
    RECIPE,
    Experiment,
    Study,
    World,
    content,
    files_of_runs,
    silent,
)

pytestmark = pytest.mark.usefixtures("in_this_process")

SHORT = Experiment(replications=3)
STUDY = Study(World("base", experiment=SHORT), (World("more", effect=3.0, experiment=SHORT),))
OWN = {"recipe": RECIPE, "metrics": METRICS, "progress": silent}
HOURS = 3600.0


def start(folder: Path):
    return run_study(STUDY, folder, 1, **OWN)


def go_on(folder: Path):
    return resume(folder, 1, **OWN)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, in_this_process) -> dict[str, bytes]:
    """What the study leaves when nothing goes wrong."""
    folder = tmp_path_factory.mktemp("undisturbed") / "results"
    start(folder)
    return content(folder)


def as_a_user_would(folder: Path):
    """Begin a study, or go on with what its folder already holds."""
    return go_on(folder) if (folder / "plan.json").exists() else start(folder)


class Full:
    """A disk that is full at one of its writes, counted from 1, and has room again afterwards."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
        self.at, self.writes = at, 0
        monkeypatch.setattr(os, "fsync", self._counted(os.fsync))
        monkeypatch.setattr(ZipFile, "writestr", self._counted(ZipFile.writestr))

    def _counted(self, write: Callable) -> Callable:
        def counted(*given, **more):
            self.writes += 1
            if self.writes == self.at:
                raise OSError(errno.ENOSPC, "No space left on device")
            return write(*given, **more)

        return counted


@pytest.mark.slow
def test_a_disk_that_is_full_at_any_write_is_one_sentence_and_loses_nothing(
    tmp_path, monkeypatch, undisturbed
):
    at, failed = 0, 0
    while True:
        # given a disk that is full at the next write, whoever does it
        at += 1
        folder = tmp_path / str(at)
        with monkeypatch.context() as patch:
            disk = Full(patch, at)
            try:
                start(folder)
            except StorageError as full:
                failed += 1
                said = str(full)
                assert said.startswith("cannot write to ") and "No space left on device" in said, at
                assert len(said.splitlines()) == 1 and full.code == 1, at
        if disk.writes < at:
            break
        # when there is room again, then the study ends as if nothing had happened
        kept = files_of_runs(folder) if folder.exists() else {}
        as_a_user_would(folder)
        made = content(folder)
        assert kept.items() <= made.items(), at
        assert made == undisturbed, at
        assert not list(folder.rglob(".*.[0-9]*")), at
    assert failed == at - 1 > 30


@pytest.mark.parametrize("size", [12, 20, 28, 36, 48, 60, 72, 84])
def test_a_small_disk_that_is_made_larger_holds_the_same_bytes(tmp_path, undisturbed, size):
    with small_disk(tmp_path / "disk", f"size={size}k") as there:
        folder = there / "results"
        with pytest.raises(StorageError, match=r"^cannot write to .*: No space left on device[^\n]*$"):
            start(folder)
        remount(there, "size=20m")
        as_a_user_would(folder)
        assert content(folder) == undisturbed


def test_a_folder_that_nobody_may_write_to_any_more_is_read_and_goes_on_later(tmp_path, undisturbed):
    with small_disk(tmp_path / "disk", "size=20m") as there:
        # given a study that lost a run, on a disk that is read-only since
        folder = there / "results"
        start(folder)
        next((folder / "runs").glob("more-*.zip")).unlink()
        remount(there, "ro")
        assert "5 of 6 runs finished" in str(status(folder))
        for ask in (lambda: go_on(folder), lambda: compare(folder, METRICS)):
            with pytest.raises(StorageError, match=r"^cannot write to [^\n]*Read-only file system[^\n]*$"):
                ask()
        # when it can be written to again, then nothing is missing in the end
        remount(there, "rw")
        go_on(folder)
        assert content(folder) == undisturbed


@pytest.mark.slow
def test_a_slow_disk_only_takes_longer(tmp_path, monkeypatch, undisturbed):
    sync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (time.sleep(0.02), sync(handle))[1])
    start(tmp_path / "results")
    assert content(tmp_path / "results") == undisturbed


def test_a_folder_that_is_taken_away_in_the_middle_is_one_sentence(tmp_path, monkeypatch, undisturbed):
    folder, moved = tmp_path / "results", tmp_path / "moved"
    write = local_pool._call

    def taken_away(payload: bytes):
        if folder.exists() and len(files_of_runs(folder)) > 6:
            folder.rename(moved)
        return write(payload)

    monkeypatch.setattr(local_pool, "_call", taken_away)
    with pytest.raises(
        ExperimentError, match=r"^cannot (write to|use) [^\n]*No such file or directory[^\n]*$"
    ):
        start(folder)
    monkeypatch.undo()
    moved.rename(folder)
    go_on(folder)
    assert content(folder) == undisturbed


def jumping(hours: float) -> Callable[[], float]:
    """A clock of the day that somebody puts forward or back each time it is read."""
    now = time.time()
    asked = iter(range(10**9))
    return lambda: now + hours * HOURS * next(asked)


@pytest.mark.parametrize("hours", [5.0, -5.0])
def test_a_clock_that_jumps_changes_no_byte(tmp_path, monkeypatch, capsys, undisturbed, hours):
    # given a study that says how far it is, on a machine whose clock is put forward or back again and again
    monkeypatch.setattr(time, "time", jumping(hours))
    outcome = run_study(STUDY, tmp_path / "results", 1, recipe=RECIPE, metrics=METRICS, timeout=60)
    assert (outcome.finished, outcome.failed) == (6, 0)
    assert content(tmp_path / "results") == undisturbed
    said = capsys.readouterr().err
    assert "hour" not in said and "day" not in said


@pytest.mark.slow
def test_runs_in_processes_are_not_late_because_the_clock_was_put_forward(monkeypatch):
    monkeypatch.setattr(time, "time", jumping(5.0))
    assert dict(local_pool.run_all(time.sleep, [(0.3,)] * 2, 1, 600.0)) == {0: None, 1: None}


@pytest.mark.slow
def test_a_run_that_hangs_is_ended_though_the_clock_was_put_back(monkeypatch):
    monkeypatch.setattr(time, "time", jumping(-5.0))
    began = time.monotonic()
    ends = dict(local_pool.run_all(time.sleep, [(300,), (0.1,)], 1, [1.0, 600.0]))
    assert ends == {0: local_pool.Failure("timeout", "did not finish within 1 seconds"), 1: None}
    assert time.monotonic() - began < 200


def test_a_start_that_was_killed_before_it_had_a_plan_is_begun_again(tmp_path, undisturbed):
    # given what such a start leaves, also a part of its plan
    folder = tmp_path / "results"
    for part in ("runs", "scenarios"):
        (folder / part).mkdir(parents=True)
    for name in (".lock", ".in-use", ".plan.json.4711"):
        (folder / name).write_text("half of it", "utf-8")
    start(folder)
    assert content(folder) == undisturbed


@pytest.mark.parametrize("mine", ["runs/mine.txt", "scenarios/mine.yaml", "mine.txt", ".mine"])
def test_a_folder_with_a_file_of_somebody_is_left_as_it_is(tmp_path, mine):
    folder = tmp_path / "results"
    for part in ("runs", "scenarios"):
        (folder / part).mkdir(parents=True)
    (folder / mine).write_text("mine", "utf-8")
    with pytest.raises(ExperimentError, match="exists and is not empty; choose another folder"):
        start(folder)
    assert [path for path in folder.rglob("*") if path.is_file()] == [folder / mine]


def test_a_copy_of_a_folder_in_use_is_no_folder_in_use(tmp_path, undisturbed):
    # given a folder that a process left with its locks, as a power cut does
    folder = tmp_path / "results"
    start(folder)
    (folder / ".in-use").write_text("process 1 on nowhere since 2099-01-01", "utf-8")
    shutil.copytree(folder, tmp_path / "copy")
    go_on(tmp_path / "copy")
    assert content(tmp_path / "copy").keys() - {".in-use"} == undisturbed.keys()
