"""The faults of benchmarks/planted.py: all can be planted, and one is seen and taken out."""

from __future__ import annotations

import subprocess
from pathlib import Path

import click
import pytest

from benchmarks.planted import Copy, Fault, misfits, read_faults

FAULT = Fault("sum", "a sum is a difference", "sums.py", "a + b", "a - b", "")
SOURCE = "def add(a, b):\n    return a + b\n"
TEST = "from sums import add\n\ndef test_two_and_two_are_four():\n    assert add(2, 2) == {}\n"


@pytest.fixture
def repository(tmp_path: Path):
    """A function that makes a small repository whose test expects a sum."""

    def make(expected: int) -> Path:
        root = tmp_path / "repository"
        (root / "tests").mkdir(parents=True)
        (root / "sums.py").write_text(SOURCE)
        (root / "tests" / "test_sums.py").write_text(TEST.format(expected))
        subprocess.run(["git", "init", "-q"], cwd=root, check=True)
        return root

    return make


def copy_of(root: Path) -> Copy:
    home = root.with_name("copy")
    home.mkdir()
    return Copy(home, root)


def test_every_fault_can_be_planted():
    # given the faults, whose texts other changes move, then each old text stands in its file exactly once
    assert list(misfits(read_faults())) == []


def test_every_fault_has_a_name_of_its_own_and_changes_something():
    faults = read_faults()
    assert len({fault.name for fault in faults}) == len(faults) >= 40
    assert all(fault.old != fault.new for fault in faults)


def test_a_text_that_stands_nowhere_or_twice_is_named(repository):
    root = repository(4)
    (root / "twice.py").write_text("a + b, a + b")
    faults = [Fault("a", "", file, "a + b", "", "") for file in ("tests/test_sums.py", "twice.py", "none.py")]
    assert list(misfits([*faults, Fault("b", "", "sums.py", "a + b", "0b", "")], root)) == [
        "a: its old text stands 0 times in tests/test_sums.py, and not once",
        "a: its old text stands 2 times in twice.py, and not once",
        "a: there is no file none.py",
        "b: with it sums.py is no Python, which any test would see",
    ]


@pytest.mark.slow
def test_a_fault_that_is_planted_is_seen_and_taken_out_again(repository):
    # given a copy of a repository whose test passes
    root = repository(4)
    copy = copy_of(root)
    # when a fault is planted
    seen = copy.seen_by(FAULT, "own")
    # then the test that fails is named, and both the copy and the repository are as before
    assert seen == ("own", "tests/test_sums.py::test_two_and_two_are_four")
    assert (copy.home / "sums.py").read_text() == (root / "sums.py").read_text() == SOURCE


@pytest.mark.slow
def test_tests_that_fail_without_a_fault_prove_nothing(repository):
    copy = copy_of(repository(5))
    with pytest.raises(click.ClickException, match="test_two_and_two_are_four fails without a fault"):
        copy.seen_by(FAULT, "own")
