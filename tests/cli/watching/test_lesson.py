"""`lesson`: which lesson is opened, and where its editor would lose what is typed."""

from pathlib import Path
from subprocess import CompletedProcess

import pytest

from simulation.cli.verbs.watching import lesson as verb

pytestmark = pytest.mark.usefixtures("in_this_process")


@pytest.fixture
def asked_for(monkeypatch) -> list[list[str]]:
    """What would be started in the place of this process."""
    started: list[list[str]] = []
    monkeypatch.setattr(verb.subprocess, "run", lambda words, check: CompletedProcess(words, 0))
    monkeypatch.setattr(verb, "become", started.append)
    monkeypatch.setattr(verb, "find_spec", lambda name: name)
    monkeypatch.setattr(verb.os, "chdir", lambda folder: None)
    return started


@pytest.mark.parametrize("home", ["/tmp/mine", "/var/folders/xy/T/mine", "/Users/x/AppData/Local/Temp/mine"])
def test_who_would_lose_what_is_typed_is_told_first(command, asked_for, monkeypatch, home):
    monkeypatch.setattr(verb, "lessons_home", lambda: Path(home))
    monkeypatch.setattr(verb, "page_of", lambda home, number, tongue: f"lessons/{tongue}/{number}.py")
    ended = command("lesson", "3")
    assert ended.code == 0 and f"{Path(home)} is a temporary folder" in ended.err
    assert asked_for[0][3:] == ["-l", "error", "-y", "edit", "lessons/en/3.py"]


def test_elsewhere_it_is_said_where_changes_are_kept(command, asked_for, monkeypatch):
    monkeypatch.setattr(verb, "lessons_home", lambda: Path("/home/x/tmp/mine"))
    monkeypatch.setattr(verb, "page_of", lambda home, number, tongue: f"lessons/{tongue}/{number}.py")
    said = command("lesson", "3").err
    assert "keeps what you change" in said and "temporary" not in said
    assert len(asked_for) == 1


def test_a_port_that_is_none_is_refused_by_ourselves_and_in_the_readers_language(command, asked_for):
    ended = command("lesson", "3", "--lang", "zh", "--port", "abc")
    assert ended.code == 2 and "“--port”的值不能用：'abc' 不是整数。" in ended.err
    assert asked_for == []
