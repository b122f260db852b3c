"""Setting up speaks Chinese where LANG or `--lang` asks for it, before any library is there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools.test_bootstrap import Machine, copy_front_door
from tools import bootstrap, tasks

ASKED = [((), {"LANG": "zh_CN.UTF-8"}), (("--lang", "zh"), {}), (("--lang=zh",), {"LANG": "en_GB.UTF-8"})]


@pytest.mark.parametrize("words, environment", ASKED)
def test_an_environment_is_made_in_chinese(tmp_path: Path, words, environment):
    machine = Machine(tmp_path)
    machine.has("python3", (3, 13))
    done = machine.bootstrap("test", *words, **environment)
    assert done.returncode == 0, done.stderr
    lines = done.stderr.splitlines()
    assert lines[0] == "正在用 Python 3.13（python3）建立 .venv……"
    assert lines[1].startswith("正在把程序库，以及这些用途所需的库（test）装进 .venv")
    assert re.fullmatch(r"已就绪，用时 \d+ 秒。", lines[2])


@pytest.mark.parametrize("words, environment", ASKED)
def test_without_a_python_one_sentence_in_chinese_says_what_to_install(tmp_path: Path, words, environment):
    machine = Machine(tmp_path)
    assert "没有找到 Python：请安装一个" in machine.bootstrap(*words, **environment).stderr
    machine.has("python3", (3, 11))
    assert "没有找到 Python 3.12、3.13 或 3.14：请安装一个" in machine.bootstrap(*words, **environment).stderr


def test_english_asked_for_goes_before_the_machine(tmp_path: Path):
    done = Machine(tmp_path).bootstrap("--lang", "en", LANG="en_GB.UTF-8")
    assert done.stderr.startswith("No Python was found")


def test_an_extra_that_there_is_not_is_told_in_chinese(capsys: pytest.CaptureFixture[str], monkeypatch):
    monkeypatch.setattr(bootstrap, "asked", [])
    assert tasks.setup(["tset", "--lang", "zh"]) == 2
    assert capsys.readouterr().err.startswith("setup：没有可选库“tset”\n  可用：parquet, office")


def test_run_py_says_in_chinese_what_is_missing(tmp_path: Path):
    copy_front_door(tmp_path)
    command = [sys.executable, "-S", "run.py", "validate", "--lang", "zh"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2
    assert (
        done.stderr.startswith("run.py 需要 mesa, numpy")
        and "`python run.py setup` 会在 .venv" in done.stderr
    )


def test_ctrl_c_while_libraries_are_installed_is_a_word(monkeypatch: pytest.MonkeyPatch, capsys):
    def interrupted(_extras: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap, "bootstrap", interrupted)
    monkeypatch.setattr(bootstrap, "asked", ["zh"])
    assert bootstrap.main(["test"]) == 130
    assert capsys.readouterr().err == "已中断。\n"
