"""A cell that never ends is told of and stopped; one for which the program works is left to it."""

from __future__ import annotations

import asyncio
import linecache
import time
from types import SimpleNamespace

import pytest

pytest.importorskip("marimo", reason="lessons need the extra 'lessons'")
from marimo._runtime.exceptions import MarimoRuntimeException
from marimo._runtime.executor import executor

from lessons.cell_errors import CELL, is_told, why_cell_failed
from lessons.editor import cell_limit
from simulation.user_files import TookTooLong, own_time

FILE = f"/a/folder/{CELL}Hbol_limit.py"
LOOP = "while True:\n    pass"


def busy(seconds: float) -> str:
    return f"import time\nend = time.monotonic() + {seconds}\nwhile time.monotonic() < end: pass"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The cells that are said to take long; short times, and an editor that is put back at the end."""
    said: list[str] = []
    for name, seconds in {"PATIENCE": 0.1, "SECONDS": 0.3, "LOOK": 0.02}.items():
        monkeypatch.setattr(own_time, name, seconds)
    monkeypatch.setattr(cell_limit, "SECONDS", 0.3)
    monkeypatch.setattr(
        cell_limit, "_teller", lambda cell, language: lambda: said.append(f"{cell} {language}")
    )
    monkeypatch.setattr(
        executor.DefaultExecutor, "execute_cell_async", executor.DefaultExecutor.execute_cell_async
    )
    return said


def run(code: str, hidden: bool = False, **names: object) -> object:
    """Run a cell as the editor does; what its last line, `_`, is."""
    linecache.cache[FILE] = (len(code), None, code.splitlines(keepends=True), FILE)
    cell = SimpleNamespace(
        body=compile(code, FILE, "exec"),
        last_expr=compile("0", FILE, "eval"),
        cell_id="Hbol",
        config=SimpleNamespace(hide_code=hidden),
        is_coroutine=lambda: False,
    )
    return asyncio.run(executor.DefaultExecutor().execute_cell_async(cell, names))


@pytest.mark.parametrize(
    "code",
    [LOOP, f"def f():\n    {LOOP.replace(chr(10), chr(10) + '    ')}\nf()", "while True:\n    sorted('abc')"],
)
def test_a_loop_that_never_ends_is_told_of_and_stopped_with_one_sentence_and_its_line(code, told):
    cell_limit.stop_endless("zh")
    with pytest.raises(MarimoRuntimeException) as stopped:
        run(code)
    error = stopped.value.__cause__
    assert isinstance(error, TookTooLong)
    assert told == ["Hbol zh"]
    assert is_told(error)
    said = why_cell_failed(error, "zh")
    assert said.startswith("第 ")
    assert said.endswith("：运行了 0.3 秒还没结束：是不是有一个停不下来的循环？")
    assert "still runs after 0.3 seconds" in why_cell_failed(error, "en")


def test_a_loop_that_catches_everything_is_stopped_once_it_lets_go(told):
    cell_limit.stop_endless("en")
    caught = (
        "for i in range(3):\n  try:\n    while True: pass\n  except BaseException: pass\nwhile True: pass"
    )
    with pytest.raises(MarimoRuntimeException) as stopped:
        run(caught)
    assert isinstance(stopped.value.__cause__, TookTooLong)


def test_a_cell_may_wait_for_the_program_and_the_lessons_own_cells_for_anything(told):
    # given a function of the program that takes longer than a cell may
    names: dict[str, object] = {"__name__": "simulation.somewhere"}
    exec("def step():\n    " + busy(1).replace("\n", "\n    "), names)
    cell_limit.stop_endless("zh")
    # when a student's cell asks it, and a hidden cell works by itself
    run("step()", step=names["step"])
    run(busy(1), hidden=True)
    # then both come to their end, without a word
    assert told == []


def test_nothing_reaches_what_runs_after_a_cell(told):
    cell_limit.stop_endless("zh")
    for _ in range(20):
        try:
            run(busy(0.33))
        except MarimoRuntimeException as error:
            assert isinstance(error.__cause__, TookTooLong)
        time.sleep(0.03)  # where a stop that came late would be raised


def test_another_version_of_the_editor_stays_as_it_is(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delattr(executor.DefaultExecutor, "execute_cell_async")
    cell_limit.stop_endless("zh")
    assert not hasattr(executor.DefaultExecutor, "execute_cell_async")
