"""A lesson that is open is not opened a second time, where each page would write over the other."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lessons.editor.open_once import OpenLesson, held, page_in
from tests.worlds import ROOT


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return tmp_path / "lessons" / "zh" / "3_write_a_rule.py"


def test_the_second_is_told_the_address_of_the_first_and_has_it_once_that_has_ended(page):
    # given a lesson that another process has open
    code = (
        "import sys; from pathlib import Path; from lessons.editor.open_once import OpenLesson\n"
        "it = OpenLesson(Path(sys.argv[1])); print(repr(it.hold()))\n"
        "it.note('http://here:1'); print(flush=True)\n"
        "sys.stdin.read()"
    )
    words = [sys.executable, "-c", code, str(page)]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as first:
        assert first.stdout and [first.stdout.readline(), first.stdout.readline()] == ["''\n", "\n"]
        # whose address, by which code is run, others on the machine cannot read
        (kept,) = page.parents[2].rglob("*.address")
        assert os.name != "posix" or kept.stat().st_mode & 0o077 == 0
        # when it is opened here
        said = OpenLesson(page).hold()
        # then that is refused, with the address
        assert "已在另一个终端打开：http://here:1" in said and said.startswith(str(page))
        first.communicate("")
    # and once the other has ended, however it did, the lesson is free and its old address forgotten
    again = OpenLesson(page)
    assert again.hold() == ""
    assert not list(page.parents[2].rglob("*.address"))
    again.lock.release()


def test_a_folder_that_cannot_be_written_to_is_one_line(page):
    (page.parents[2]).mkdir(exist_ok=True)
    (page.parents[2] / "build").touch()
    with pytest.raises(SystemExit) as end:
        held([str(page)])
    assert str(end.value.code).startswith(str(page.parents[2] / "build")) and "\n" not in str(end.value.code)


def test_what_opens_no_lesson_holds_none():
    assert page_in(["-y", "edit", "lessons/en/1_a_day_on_the_street.py"]) == Path(
        "lessons/en/1_a_day_on_the_street.py"
    )
    assert page_in(["edit", "mine.py"]) is None and page_in(["--help"]) is None
