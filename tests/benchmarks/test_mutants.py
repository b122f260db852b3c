"""benchmarks/faults/mutants.py draws the same mistakes each time, and sees which of them no test sees."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

pytest.importorskip("cosmic_ray", reason="the extra `dev` brings it")

from benchmarks.faults.mutants import MODULES, Module, Mutant, drawn, equivalents, places, survivors
from tests.worlds import ROOT

SOURCE = """def spare(a: int | None, b: int) -> int | None:
    return a - b if a > 3 else None
"""
TEST = """from sums import spare

def test_five_less_two_is_three():
    assert spare(5, 2) == 3
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    (root / "tests").mkdir(parents=True)
    (root / "sums.py").write_text(SOURCE)
    (root / "tests" / "test_sums.py").write_text(TEST)
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    return root


def test_types_are_no_place_for_a_mistake():
    # given a function with an operator, a comparison, a number, and the operator of a type twice
    found = places(SOURCE)
    # then mistakes are made in its second line alone
    assert {line for line, _ in found} == {2} and len(found) >= 3


def test_no_test_can_see_a_declared_number_nor_an_uncompiled_kernels_decorator():
    # given a declared parameter, and a function with a decorator
    source = "rate: float = param(0.5, 'share', (0, 1), 'a rate', 'assumed')\n\n@kernel\ndef none(s): ...\n"
    # then the decorator is the only place, where it means anything
    assert {line for line, _ in places(source)} == {3}
    assert not places(source, MODULES["kernel"].not_these)


def test_tests_that_name_the_mutated_file_run_first(repository):
    # given a test that names the file, behind one that does not
    (repository / "tests" / "test_other.py").write_text("")
    module = Module("*.py", ("tests/test_other.py", "tests/test_sums.py"), ("-k", "five"))
    assert module.words(repository, "sums.py")[2:] == ("-k", "five", *module.tests[::-1])
    assert module.words(repository)[4:] == module.tests


def test_the_same_seed_draws_the_same_mistakes_and_each_changes_one_place(repository):
    module = Module("*.py", ("tests",))
    mutants = drawn(module, 3, 1, repository)
    assert mutants == drawn(module, 3, 1, repository) and len(mutants) == 3
    assert {each.difference()[2] for each in mutants} == {2}
    assert all(each.wrong.splitlines()[0] == SOURCE.splitlines()[0] for each in mutants)


@pytest.mark.slow
def test_a_mistake_that_no_test_sees_survives_and_one_that_is_seen_does_not(repository):
    # given a test that sees a sum in the place of a difference, and no limit of four
    seen = Mutant("sums.py", SOURCE, SOURCE.replace("a - b", "a + b"))
    unseen = Mutant("sums.py", SOURCE, SOURCE.replace("a > 3", "a > 4"))
    assert list(survivors(Module("*.py", ("tests",)), [seen, unseen], 1, repository)) == [unseen]
    # and the file is as it was
    assert (repository / "sums.py").read_text() == SOURCE


@pytest.mark.parametrize("name", MODULES)
def test_every_module_has_files_and_tests(name):
    assert list(ROOT.glob(MODULES[name].sources))
    assert all((ROOT / each).is_file() for each in MODULES[name].tests)


def test_what_is_called_equivalent_still_stands_in_its_file():
    for file, old, _ in equivalents():
        lines = [line.strip() for line in (ROOT / file).read_text("utf-8").splitlines()]
        assert old in " ".join(lines), (file, old)
