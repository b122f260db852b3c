"""Workers load what a run needs while the leading process still reads what it shall run."""

import os
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from simulation.cli import exit_code
from simulation.cli.options import engine_option
from simulation.experiment.execution.engines import engine, loaded_ahead, local_pool
from tests.cli.words import BRIEFLY, CLASSROOM
from tests.conftest import one_after_another


def note_process(file: Path) -> None:
    file.write_text(str(os.getpid()))


def test_the_first_calls_go_to_workers_that_stand_ready_and_end_with_them(tmp_path: Path):
    pool = local_pool.pool_of(1)
    theirs = pool.schedule(os.getpid).result()
    ends = dict(local_pool.run_all(note_process, [(tmp_path / "who",)], 1, 60.0, local_pool.Ready(pool, 1)))
    assert ends == {0: None} and (tmp_path / "who").read_text() == str(theirs)
    assert not pool.active


def test_where_those_that_stood_ready_have_ended_others_do_the_calls(tmp_path: Path):
    pool = local_pool.pool_of(1)
    theirs = pool.schedule(os.getpid).result()
    pool.stop()
    ends = dict(local_pool.run_all(note_process, [(tmp_path / "who",)], 1, 60.0, local_pool.Ready(pool, 1)))
    pool.join()
    assert ends == {0: None} and (tmp_path / "who").read_text() != str(theirs)


def all_loaded() -> bool:
    return all(module in sys.modules for module in loaded_ahead.NEEDED)


@pytest.mark.slow
def test_a_worker_that_stands_ready_has_loaded_what_a_run_needs(monkeypatch):
    monkeypatch.setattr(loaded_ahead, "is_needed", lambda: False)
    with loaded_ahead.loading_workers(1) as ready:
        assert ready and ready.pool.schedule(all_loaded).result()


@pytest.mark.parametrize("processes, compiling", [(False, False), (True, True)])
def test_none_stand_ready_where_there_are_no_processes_or_something_is_compiled_first(
    monkeypatch, processes: bool, compiling: bool
):
    monkeypatch.setattr(loaded_ahead, "there_are_processes", lambda: processes)
    monkeypatch.setattr(loaded_ahead, "is_needed", lambda: compiling)
    with loaded_ahead.loading_workers(1) as ready:
        assert ready is None


class Standing:
    """A pool that was started before."""

    def __init__(self) -> None:
        self.active = True

    def stop(self) -> None:
        self.active = False

    def join(self) -> None:
        assert not self.active


def test_fewer_than_are_wanted_end_and_others_do_it(monkeypatch):
    asked = []

    def calls(pool, *_):
        yield from ((place, None) for place in (asked.append(pool), 0, 1)[1:])

    few, new = Standing(), Standing()
    monkeypatch.setattr(local_pool, "_one_pool", calls)
    monkeypatch.setattr(local_pool, "pool_of", lambda workers: new)
    ready = local_pool.Ready(few, 1)  # type: ignore[arg-type]
    list(local_pool.run_all(len, [("a",), ("b",)], 2, 60.0, ready))
    assert asked == [new] and not few.active


@pytest.mark.parametrize("jobs, workers", [(1, 1), (3, 3), (64, 4), (None, 4)])
def test_on_a_large_machine_only_some_load_before_it_is_known_what_for(monkeypatch, jobs, workers):
    monkeypatch.setattr(loaded_ahead, "is_needed", lambda: False)
    monkeypatch.setattr(loaded_ahead, "processors", lambda: 64)
    monkeypatch.setattr(loaded_ahead, "pool_of", lambda number, first: Standing())
    with loaded_ahead.loading_workers(jobs) as ready:
        assert ready and ready.workers == workers


@pytest.fixture
def begun(monkeypatch):
    """What became of the workers that a command begins early."""
    told: list[str] = []

    @contextmanager
    def loading(jobs: int | None):
        told.append(f"{jobs} begun")
        try:
            yield "workers"
        finally:
            told.append("gone")

    monkeypatch.setattr(loaded_ahead, "loading_workers", loading)
    return told


def test_a_run_begins_them_before_it_reads_its_files_and_leaves_none_behind(begun, tmp_path: Path):
    wrong = ["run", CLASSROOM, "--set", "no.such=1", "-j", "3", "-o", str(tmp_path / "out")]
    assert exit_code(wrong) == 2
    assert begun == ["3 begun", "gone"]


@pytest.mark.usefixtures("in_this_process")
def test_a_run_hands_them_on_to_its_first_calls(begun, monkeypatch, tmp_path: Path):
    given: list[object] = []

    def noted(*call):
        given.append(call[-1])
        return one_after_another(*call)

    monkeypatch.setattr(engine, "run_all", noted)
    assert exit_code(["run", CLASSROOM, *BRIEFLY, "-o", str(tmp_path / "out")]) == 0
    assert given[0] == "workers"


def test_other_engines_start_their_own(begun):
    assert (
        engine_option.begin_to_load("dask", None, 2)
        is engine_option.begin_to_load(None, "tcp://a:1", 2)
        is None
    )
    assert not begun
