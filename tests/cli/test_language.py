"""The command line in Chinese, by `--lang` or by the language of the machine."""

from __future__ import annotations

import pytest

from simulation.cli import exit_code


def test_help_and_errors_are_chinese_where_the_machine_is(monkeypatch, capsys):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert exit_code(["validate", "--help"]) == 0
    assert "检查" in (said := capsys.readouterr().out) or "能运行的" in said
    assert "显示本说明并退出" in said and "Show" not in said
    assert exit_code(["rnu"]) == 2
    assert "错误：没有命令“rnu”" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--lang", "zh", "status", "no"], ["status", "no", "--lang=zh"]])
def test_an_option_anywhere_says_the_language(words, capsys):
    assert exit_code(words) == 2
    assert "没有这个" in capsys.readouterr().err or "不存在" in capsys.readouterr().err


def test_a_language_that_is_not_spoken_is_said(capsys):
    assert exit_code(["--lang", "fr"]) == 2
    assert capsys.readouterr().err.strip() == "Error: there is no language 'fr'\n  allowed: zh, en"


def test_a_verb_with_the_option_keeps_it(tmp_path, monkeypatch, capsys):
    # given a machine in English
    monkeypatch.chdir(tmp_path)
    # when a draft is asked for in Chinese
    assert exit_code(["new", "rule", "--lang", "zh"]) == 0
    # then its comments are, and what is said of it
    assert "已写好" in capsys.readouterr().out
    assert any("一" <= letter <= "鿿" for letter in (tmp_path / "my_rule.py").read_text(encoding="utf-8"))
