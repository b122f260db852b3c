"""A drafted test says what is wrong with a user's file in one sentence, in the reader's language."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from simulation.cli import exit_code, in_pytest
from simulation.cli.verbs.scenarios import test as verb
from simulation.user_files import limited, time_limit
from tests.worlds import ROOT

WRONG = {
    "text": ("return 0.6", "return '0.6'"),
    "colon": ("if self.age < 18:", "if self.age < 18："),
    "misspelt": ("self.age <= 25", "self.aeg <= 25"),
    "older": ("return 0.6", "return 0.9"),
}

FULL_WIDTH = "“：”不是英文符号，Python 不认；除了引号里的文字，请切换到英文输入法，写成 :"


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch) -> Path:
    """A right rule, and one for each fault, in one folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("right", *WRONG):
        assert exit_code(["new", "rule", f"my_{name}", "--lang", "zh"]) == 0
    for name, (old, new) in WRONG.items():
        file = tmp_path / f"my_{name}.py"
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")
    return tmp_path


def heard(folder: Path, *words: str, machine: str = "zh_CN.UTF-8") -> subprocess.CompletedProcess[str]:
    """What pytest says of the tests in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", *words, "-p", "no:cacheprovider", "-p", "no:xdist"],
        env={**os.environ, "LC_ALL": machine},
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
    )


def test_a_wrong_rule_is_told_in_chinese_and_nothing_of_the_program_is_shown(drafts):
    # when pytest runs on a Chinese machine
    done = heard(drafts, *verb.IN_SENTENCES)
    # then each fault is one sentence, and the right rule, which is slow, has no warning
    assert done.stdout.endswith("测试：1 项通过，4 项没有通过\n") and done.returncode == 1, done.stdout
    progress = done.stdout.partition(" ")[0]
    assert (progress.count("!"), progress.count(".")) == (4, 1), progress
    for sentence in (
        "my_text（代替 Resident.willing_share）：对编号 0 的人返回 '0.6'，不是数；数不加引号：0.6",
        "“：”不是英文符号，Python 不认",
        "没有“aeg”这个状态",
        "18 至 25 岁 0.80，超过 25 岁 0.90：前者应当更大",
    ):
        assert sentence in done.stdout
    for english in (
        "FAILURES",
        "failed",
        "simulation/",
        "RuleError",
        "ScenarioError",
        "Warning",
        "Traceback",
        "built-in method",
    ):
        assert english not in done.stdout


def test_a_fault_of_the_test_itself_is_told_in_the_language_of_the_machine(drafts):
    # given tests of which one cannot be read, one looks up what is not there, and one expects something else
    for file in drafts.glob("test_*.py"):
        file.unlink()
    (drafts / "test_unread.py").write_text("x = foo：\n", "utf-8")
    added = "def test_two():\n    foo\n\ndef test_three():\n    assert len([1]) == 2\n"
    (drafts / "test_read.py").write_text(f"pytest_plugins = 'simulation.cli.in_pytest'\n{added}", "utf-8")
    # when they run as the verb runs them, with nothing but sentences
    said = heard(drafts, *verb.IN_SENTENCES).stdout
    lines = said[said.index("测试") :].splitlines()
    assert lines == [
        f"测试 test_unread.py 没有通过：test_unread.py:1: {FULL_WIDTH}",
        "  | x = foo：",
        "测试 test_two 没有通过：test_read.py:3: 没有定义名称“foo”",
        "测试 test_three 没有通过：test_read.py:6: `len([1]) == 2` 不成立：左边是 1，右边是 2",
        "测试：0 项通过，3 项没有通过",
    ]
    # and the same in English on another machine
    english = heard(drafts, *verb.IN_SENTENCES, machine="C.UTF-8").stdout
    assert "the test test_unread.py failed: test_unread.py:1: Python has no sign ：" in english
    assert english.endswith(
        "the test test_two failed: test_read.py:3: name 'foo' is not defined\n"
        "the test test_three failed: test_read.py:6: `len([1]) == 2` does not hold: "
        "on the left stands 1, on the right 2\n"
        "tests: 0 passed, 3 failed\n"
    )


def test_other_tests_beside_a_draft_are_told_as_pytest_tells_them(drafts):
    # given a test of somebody's own beside a draft
    (drafts / "test_own.py").write_text("def test_own():\n    assert [1] == [2]\n", "utf-8")
    # when pytest is typed alone
    said = heard(drafts, "test_my_text.py", "test_own.py").stdout
    # then the draft's fault is a sentence, and the other has all that pytest says of it
    assert "不是数；数不加引号：0.6" in said
    assert "At index 0 diff: 1 != 2" in said and "2 failed in" in said


def test_a_rule_that_takes_long_is_told_beside_the_dots(monkeypatch):
    # given a machine in Chinese, and little patience
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    for name, seconds in {"PATIENCE": 0.1, "LOOK": 0.05}.items():
        monkeypatch.setattr(time_limit, name, seconds)
    lines: list[str] = []
    plugins = {"terminalreporter": SimpleNamespace(write_line=lines.append)}
    known, option = SimpleNamespace(get_plugin=plugins.get), SimpleNamespace(plugins=())
    item: Any = SimpleNamespace(config=SimpleNamespace(pluginmanager=known, option=option), path=Path("a.py"))
    # when a test waits for a rule
    during = in_pytest.pytest_runtest_call(item)
    next(during)
    limited(slow_rule)
    # then it says so
    assert lines == ["slow_rule 还在算；最多等 20 秒"]


def slow_rule():
    time.sleep(0.8)


ENDLESS = {
    "in a test": "def test_it():\n    while True:\n        pass\n",
    "in its file": "while True:\n    pass\n",
}


@pytest.mark.parametrize("machine", ["zh_CN.UTF-8", "C.UTF-8"])
@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_a_loop_of_the_tests_own_is_ended_and_told_with_its_line(tmp_path, text, machine):
    # given that a file of tests may take a second; when it never ends
    (tmp_path / "test_mine.py").write_text(text)
    (tmp_path / "conftest.py").write_text(
        "from simulation.user_files import own_time\nown_time.SECONDS = 1\n"
    )
    done = heard(tmp_path, *verb.IN_SENTENCES, machine=machine)
    # then it is ended by itself, in a sentence
    said = {
        "zh_CN.UTF-8": "秒还没结束：是不是有一个停不下来的循环？",
        "C.UTF-8": "is there a loop in it that never ends?",
    }
    assert done.returncode != 0 and re.search(
        rf"test_mine\.py:\d: .*{re.escape(said[machine])}", done.stdout
    ), done.stdout
    assert "KeyboardInterrupt" not in done.stdout


def test_a_test_that_waits_for_the_program_without_end_says_where(tmp_path):
    # given a test that asks the program for longer than one waits
    (tmp_path / "test_mine.py").write_text(
        "import time\nfrom simulation.user_files import limited\n\n\n"
        "def test_it():\n    limited(time.sleep, 2)\n"
    )
    (tmp_path / "conftest.py").write_text("from simulation.user_files import own_time\nown_time.LONG = 0.5\n")
    # then it is told once, and not ended
    done = heard(tmp_path, *verb.IN_SENTENCES)
    told = "test_mine.py:6: test_it 运行了 0.5 秒，还没结束；要停下，按 Ctrl-C"
    assert done.returncode == 0 and done.stdout.count(told) == 1, done.stdout


ENDED = {
    "def test_it():\n    assert 1\n": (0, ".", ["测试：1 项通过，0 项没有通过"], ""),
    "def test_it():\n    raise KeyboardInterrupt\n": (130, "", [], "已中断。"),
    "import time\n\n\nclass Going:\n    def __del__(self):\n        raise KeyboardInterrupt\n\n\n"
    "def test_it():\n    Going()\n    time.sleep(9)\n": (130, "", [], "已中断。"),
    "def it():\n    pass\n": (2, "", [], "test_mine.py：里面没有测试；测试的名称以 test_ 开头"),
}


@pytest.mark.parametrize(
    ("text", "ended"), ENDED.items(), ids=["right", "Ctrl-C", "a swallowed Ctrl-C", "no test"]
)
def test_run_py_tests_a_users_file_and_nothing_else(tmp_path, text, ended):
    # given a file in a folder of one's own
    (tmp_path / "test_mine.py").write_text(text)
    # when run.py is asked to test it, then it is not the program that is tested
    words = [sys.executable, str(ROOT / "run.py"), "test", "--lang", "zh", "test_mine.py"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, encoding="utf-8")
    code, dots, lines, error = ended
    said = done.stdout.split("[100%]\n")[-1].splitlines()
    begun, _, told = done.stderr.partition("\n")
    assert begun == "正在运行测试……"
    assert (done.returncode, [each for each in said if each], told.strip()) == (code, lines, error)
    assert done.stdout.startswith(dots)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["test_my_rul.py"], "test_my_rul.py: no such file; did you mean 'test_my_rule.py'?"),
        (
            ["my_rule.yaml"],
            "my_rule.yaml: tests are written in Python, in a file test_NAME.py; "
            "did you mean 'test_my_rule.py'?",
        ),
        (["-v", "test_my_rule.py"], "No such option '-v'."),
    ],
)
def test_what_is_no_file_of_tests_is_told_with_what_was_meant(words, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name in ("test_my_rule.py", "my_rule.yaml"):
        (tmp_path / name).touch()
    assert exit_code(["--lang", "en", "test", *words]) == 2
    assert said in capsys.readouterr().err


def test_without_pytest_it_is_told_how_to_have_it(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "test_my_rule.py").touch()
    monkeypatch.setattr(verb, "find_spec", lambda _: None)
    assert exit_code(["--lang", "en", "test", "test_my_rule.py"]) == 2
    said = capsys.readouterr().err
    assert re.search(r"tests need pytest; install it with: .*-m pip install -qq pytest", said)
