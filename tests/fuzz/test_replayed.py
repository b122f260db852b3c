"""A step is spared only where it could find nothing else than before."""

from __future__ import annotations

import json

import pytest

from simulation.experiment.storage.lock import HOLDER
from tests.experiment.stand_ins import content
from tests.fuzz import answers
from tests.fuzz.replayed import Replayed


def sums(folder, sign=1):
    """Reads two files, of which the second may lack; writes one, and takes one away."""
    numbers = [int((folder / name).read_text()) for name in ("a", "b") if (folder / name).exists()]
    (folder / "sum").write_text(str(sign * sum(numbers)))
    (folder / "old").unlink(missing_ok=True)
    return sum(numbers)


@pytest.fixture
def folder(tmp_path):
    for name, text in (("a", "1"), ("other", "x"), ("old", "x"), ("sum", "0")):
        (tmp_path / name).write_text(text)
    return tmp_path


def begun(folder):
    (folder / "sum").write_text("0")
    (folder / "old").write_text("x")


def test_what_a_step_wrote_is_there_again_without_it(folder):
    step = Replayed(sums)
    for _ in range(3):
        begun(folder)
        (folder / "other").write_text((folder / "other").read_text() + "x")  # which it does not read
        assert step(folder) == 1
        assert (folder / "sum").read_text() == "1" and not (folder / "old").exists()
    assert step.done == 1


@pytest.mark.parametrize("harm", [("a", "2"), ("b", "1"), ("new", "x"), ("sum", "7"), ("old", None)])
def test_a_step_is_done_where_it_may_find_something_else(folder, harm):
    # given a file that it reads, one that it would read, one that it may list, and two that it writes over
    name, text = harm
    step = Replayed(sums)
    step(folder)
    begun(folder)
    (folder / name).write_text(text) if text else (folder / name).unlink()
    expected = sum(int(text) for each, text in (("a", "1"), harm) if each in "ab" and text) - (name == "a")
    assert step(folder) == expected and (folder / "sum").read_text() == str(expected)
    assert step.done == 2


def test_another_question_is_another_step(folder):
    step = Replayed(sums)
    step(folder)
    begun(folder)
    step(folder, sign=-1)
    assert (folder / "sum").read_text() == "-1"


@pytest.mark.parametrize("spared", [True, False])
def test_what_a_step_read_counts_for_the_step_around_it(folder, spared):
    inner = Replayed(sums)
    outer = Replayed(lambda folder: 10 * inner(folder))
    if spared:
        inner(folder)
        begun(folder)
    assert outer(folder) == 10 and inner.done == 1
    begun(folder)
    (folder / "a").write_text("5")
    assert outer(folder) == 50 and inner.done == 2


def test_a_step_that_fails_fails_each_time(folder):
    step = Replayed(lambda folder: int((folder / "other").read_text()))
    for _ in range(2):
        with pytest.raises(ValueError, match="'x'"):
            step(folder)
    assert step.done == 2


def told(at, name: str, text: str) -> tuple[str, dict[str, bytes]]:
    """What is said, and what is in the folder then, but for the note of who works in it since when."""
    said = ""
    try:
        answers.folder(at, name, text)
    except answers.SAID as error:
        said = str(error)
    return said, {file: text for file, text in content(at / "folder").items() if file != HOLDER}


@pytest.mark.slow
@pytest.mark.parametrize("name", answers.STORED)
def test_a_harmed_folder_is_answered_as_by_steps_that_are_all_done(tmp_path, monkeypatch, name):
    whole = answers.stored()[name]
    harmed = [whole, whole[: len(whole) // 2], whole + "x\n", json.dumps([whole[:9]]), "", whole]
    at = answers.place(tmp_path)
    spared = [told(at, name, text) for text in harmed]
    monkeypatch.setattr(Replayed, "__call__", lambda self, *more, **named: self.step(*more, **named))
    assert spared == [told(at, name, text) for text in harmed]
