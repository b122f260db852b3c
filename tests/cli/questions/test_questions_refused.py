"""What `sensitivity`, `optimise`, `overturn` and `discover` cannot do is one sentence, and nothing is run or
written before it."""

from __future__ import annotations

import os

import pytest

from simulation.analysis import resumable_study
from simulation.experiment import Interrupted
from tests.cli.words import CLASSROOM
from tests.worlds import small

SEARCH = ("optimise", CLASSROOM, "--budget", "9")
REFUSED = {
    ("sensitivity", CLASSROOM, CLASSROOM, "-o", "out"): "more than one scenario of the study is called class",
    (*SEARCH, "--minutes", "nan"): "--minutes: nan is no limit; write a number",
    (*SEARCH, "--channel", "gifts=inf"): "--channel: inf is no limit; write a number",
    (*SEARCH, "--sets", "my.csv"): "--sets: there is no file 'my.csv'",
    (*SEARCH, "--from", CLASSROOM): "no scenario of --from has a policy to choose from",
    ("overturn", "notes.txt"): "notes.txt is a file; FOLDER must be a folder",
    ("discover", "notes.txt"): "notes.txt is a file; FOLDER must be a folder",
}


@pytest.mark.parametrize("words", REFUSED, ids=lambda words: " ".join(words[:1] + words[-2:]))
def test_it_is_one_sentence(words, tmp_path, command, monkeypatch):
    here = os.path.relpath(CLASSROOM, tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    done = command(*(here if word == CLASSROOM else word for word in words))
    assert done.code == 2 and done.err.startswith(REFUSED[words]) and done.err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_study_of_a_search_that_is_interrupted_sends_to_the_search(tmp_path, monkeypatch):
    def stopped(*_, **__):
        raise Interrupted("interrupted: to go on: resume this", tmp_path)

    monkeypatch.setattr(resumable_study, "run_study", stopped)
    with pytest.raises(Interrupted, match="the same command goes on with it") as said:
        resumable_study.done([small(grids=2, days=3)], tmp_path / "round", None)
    assert "resume" not in str(said.value)
