"""A drafted test says what is wrong with a user's file in one sentence, in the language of this machine."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from simulation.cli import exit_code, in_pytest
from simulation.user_files import limited, time_limit

WRONG = {
    "text": ("return 0.6", "return '0.6'"),
    "colon": ("if self.age < 18:", "if self.age < 18："),
    "misspelt": ("self.age <= 25", "self.aeg <= 25"),
    "older": ("return 0.6", "return 0.9"),
}


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


def test_a_wrong_rule_is_told_in_chinese_and_nothing_of_the_program_is_shown(drafts):
    # when pytest runs on a Chinese machine
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"],
        env={**os.environ, "LC_ALL": "zh_CN.UTF-8"},
        cwd=drafts,
        capture_output=True,
        encoding="utf-8",
    )
    # then each fault is one sentence, and the right rule, which is slow, has no warning
    assert "4 failed, 1 passed in" in done.stdout, done.stdout
    for sentence in (
        "my_text（代替 Resident.willing_share）：对编号 0 的人返回 '0.6'，不是数；数不加引号：0.6",
        "Python 不用 ： 这个符号",
        "没有“aeg”这个状态",
        "18 至 25 岁 0.80，超过 25 岁 0.90：前者应当更大",
    ):
        assert sentence in done.stdout
    for english in ("simulation/", "RuleError", "ScenarioError", "Warning", "Traceback", "built-in method"):
        assert english not in done.stdout


def test_a_rule_that_takes_long_is_told_beside_the_dots(monkeypatch):
    # given a machine in Chinese, and little patience
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    for name, seconds in {"PATIENCE": 0.1, "LOOK": 0.05}.items():
        monkeypatch.setattr(time_limit, name, seconds)
    lines: list[str] = []
    plugins = {"terminalreporter": SimpleNamespace(write_line=lines.append)}
    item: Any = SimpleNamespace(config=SimpleNamespace(pluginmanager=SimpleNamespace(get_plugin=plugins.get)))
    # when a test waits for a rule
    during = in_pytest.pytest_runtest_call(item)
    next(during)
    limited(slow_rule)
    # then it says so
    assert lines == ["slow_rule 算得久；最多等 20 秒"]


def slow_rule():
    time.sleep(0.8)
