"""Harmed cases add up over calls: their seeds are kept, and none counts twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from click.testing import CliRunner

from benchmarks.faults import fuzz
from benchmarks.faults.fuzz_tried import Seeds, Tried
from tools.handbook.evidence import harmed

BATCH = Seeds("set", "abc", 0, 0, 25, 0)


def of_seed(number: int, **changed) -> Seeds:
    return replace(BATCH, first=number, last=number, **changed)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "fuzz.csv"


def test_batches_in_a_row_are_one_line_and_another_program_begins_the_next(file):
    for batch in (of_seed(0), of_seed(1, unanswered=2), of_seed(2, program="def"), of_seed(7, program="def")):
        Tried(file).add(batch)
    assert file.read_text().splitlines() == [
        "kind,program,first,last,cases,unanswered",
        "set,abc,0,1,50,2",
        "set,def,2,2,25,0",
        "set,def,7,7,25,0",
    ]


def test_the_next_call_goes_on_behind_all_seeds_of_a_kind(file):
    Tried(file).add(of_seed(4))
    assert Tried(file).next_seed("set") == 5 and Tried(file).next_seed("grid") == 0


def test_a_seed_that_was_tried_is_not_counted_again(file):
    for number in (3, 4, 3, 4):
        Tried(file).add(of_seed(number, program=str(number)))
    assert Tried(file).total(["set"]) == 50 and Tried(file).total(["grid"]) == 0


def calls(tmp_path, *words: str) -> str:
    where = ["--tried", str(tmp_path / "fuzz.csv"), "-o", str(tmp_path / "failures.jsonl")]
    told = CliRunner().invoke(fuzz.fuzz, ["--kind", "set", *where, *words])
    assert not isinstance(told.exception, Exception), told.exception
    return told.output


def test_calls_add_up_to_the_number_that_was_asked_for(tmp_path, monkeypatch):
    # given cases that nobody has to answer, of which one never is
    asked: list[int] = []
    monkeypatch.setattr(
        fuzz.Hunt, "ask", lambda self, at, kind, text, number: _counted(self, kind, number, asked)
    )
    assert "50 cases now (set 50), 0 not answered" in calls(tmp_path, "--cases", "50")
    # when it is called again, then it goes on, and then has nothing left to do
    assert "25 cases now (set 25)" in calls(tmp_path, "--cases", "75")
    told = calls(tmp_path, "--cases", "75")
    assert "0 cases now" in told and "75 cases in all calls" in told
    assert set(asked) == {0, 1, 2}
    # and a seed can be asked again, which counts nothing
    assert "75 cases in all" in calls(tmp_path, "--seed", "1", "--cases", "25")


def _counted(hunt: fuzz.Hunt, kind: str, number: int, asked: list[int]) -> None:
    hunt.count[kind] += 1
    asked.append(number)


def test_the_page_says_how_many_there_were_of_each_kind_and_in_all(file, monkeypatch):
    for batch in (of_seed(0), of_seed(9, program="def", unanswered=1), of_seed(0, kind="grid")):
        Tried(file).add(batch)
    monkeypatch.setattr(harmed, "FILE", file)
    assert harmed.tried().splitlines()[2:] == ["| grid | 25 | 0 |", "| set | 50 | 1 |", "| all | 75 | 1 |"]


def test_the_table_that_is_kept_counts_no_seed_twice():
    rows = Tried(fuzz.TRIED).rows
    for kind in {row.kind for row in rows}:
        seeds = [seed for row in rows if row.kind == kind for seed in range(row.first, row.last + 1)]
        assert len(seeds) == len(set(seeds)), kind
    assert all(row.cases <= fuzz.BATCH * (row.last + 1 - row.first) for row in rows)


def test_a_case_that_is_drawn_again_is_asked_and_counted_once(tmp_path, monkeypatch):
    asked: list[str] = []
    monkeypatch.setitem(
        fuzz.KINDS, "set", replace(fuzz.KINDS["set"], answer=lambda at, text: asked.append(text))
    )
    hunt = fuzz.Hunt(tmp_path / "failures.jsonl")
    for text in ("a", "b", "a"):
        hunt.ask(tmp_path, "set", text, 0)
    assert asked == ["a", "b"] and hunt.count["set"] == 2
