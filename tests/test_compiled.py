"""Without numba the program computes the same, and says that it lacks it."""

import subprocess
import sys
import warnings
from types import SimpleNamespace

import pytest

from simulation import compiled
from tests.worlds import WITHOUT_NUMBA, live, small, tables

PRINT = """
from tests.test_compiled import left_behind
print(left_behind())
"""


def left_behind() -> dict[str, str]:
    """All tables of a short run, as text."""
    return {name: table.to_csv() for name, table in tables(live(small(grids=2, days=6, warmup=2), 3)).items()}


def test_a_street_without_numba_leaves_the_same_bytes():
    # given a street that was simulated by compiled functions
    assert compiled.NUMBA
    expected = left_behind()
    # when a Python without numba simulates it
    command = [sys.executable, "-W", "error::RuntimeWarning", "-c", PRINT]
    done = subprocess.run(command, env=WITHOUT_NUMBA, capture_output=True, text=True, check=False)
    # then each of its tables is the same, and one sentence says what is missing
    assert done.stdout == f"{expected}\n", done.stderr
    assert done.stderr.count("numba cannot be loaded") == 1


def warnings_of_loading(monkeypatch, error: Exception, process: str) -> list[str]:
    """What a process of this name warns of when an import of numba fails."""

    def import_module(name):
        raise error

    monkeypatch.setattr(compiled.importlib, "import_module", import_module)
    monkeypatch.setattr(compiled.multiprocessing, "current_process", lambda: SimpleNamespace(name=process))
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        assert compiled._load_numba() is None
    return [str(each.message) for each in said]


@pytest.mark.parametrize("error", [ImportError("No module named 'numba'"), OSError("no shared object file")])
def test_a_numba_that_is_not_there_or_lacks_its_libraries_is_a_sentence_with_the_remedy(error, monkeypatch):
    assert warnings_of_loading(monkeypatch, error, "MainProcess") == [
        f"numba cannot be loaded ({error}): the same numbers come out, two to seven times slower; "
        "where there is a numba for this machine, `pip install numba` gets it"
    ]


def test_a_process_that_another_one_started_does_not_say_it_again(monkeypatch):
    assert warnings_of_loading(monkeypatch, ImportError("gone"), "SpawnProcess-1") == []


def test_a_module_whose_function_is_compiled_says_so_once_and_no_other_does(monkeypatch):
    # given two functions that were never compiled, and who listens to this module and to another one
    told = []
    first, second = (compiled.njit()(lambda number, add=add: number + add) for add in range(2))
    with (
        compiled.told_of_compiling(__name__, lambda: told.append("here")),
        compiled.told_of_compiling("elsewhere", lambda: told.append("elsewhere")),
    ):
        # when both are called, one of them again
        assert [first(2), second(2), second(3)] == [2, 3, 4]
    # then it was said once; nor is it said afterwards, nor without a compiler
    compiled.njit()(lambda number: number)(1)
    monkeypatch.setattr(compiled, "NUMBA", None)
    with compiled.told_of_compiling(__name__, lambda: told.append("plain")):
        pass
    assert told == ["here"]


def test_without_numba_a_function_stays_plain_or_gives_way_to_the_one_named(monkeypatch):
    monkeypatch.setattr(compiled, "NUMBA", None)
    assert compiled.njit(inline="always")(len) is len
    assert compiled.compiled("int64(int64)")(len) is len
    assert compiled.compiled(plain=max)(len) is max
