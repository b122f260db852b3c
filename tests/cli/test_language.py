"""The command line in Chinese, by `--lang` or by the language of the machine."""

from __future__ import annotations

import re

import pytest

from simulation.cli import exit_code, verbs
from tests.worlds import ROOT


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


@pytest.mark.parametrize(
    "words",
    [["new", "rule", "--lang", "zh"], ["--lang", "zh", "new", "rule"], ["--lang=zh_CN", "new", "rule"]],
)
def test_a_verb_with_the_option_gets_it(words, tmp_path, monkeypatch, capsys):
    # given a machine in English
    monkeypatch.chdir(tmp_path)
    # when a draft is asked for in Chinese
    assert exit_code(words) == 0
    # then its comments are, and what is said of it
    assert "已写好" in capsys.readouterr().out
    assert any("一" <= letter <= "鿿" for letter in (tmp_path / "my_rule.py").read_text(encoding="utf-8"))


NAMES = re.compile(
    "CSV|Chromium|Dask|Excel|JSON|Kubernetes|OCEL|PNG|PRIM|Parquet|Python|SVG|Schema|Slurm|XES|YAML|auto|draft|k8s|lijia|"
    "local|marimo|morris|none|playwright|pyarrow|pytest|results|rule|street"
)
"""Names that help in Chinese has too."""


@pytest.mark.parametrize("verb", [None, *sorted(verbs.commands)])
def test_help_in_chinese_has_no_english_but_names(verb, monkeypatch, capsys):
    # given a Chinese machine
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    # when a verb explains itself
    assert exit_code([*filter(None, [verb]), "--help"]) == 0
    said = capsys.readouterr().out
    # then, besides what is typed (verbs, options, choices, files), a reader meets Chinese
    said = re.sub(
        r"^ +python run\.py.*|\[[a-z0-9|]+\]|\{[a-z|\s]+\}|`[^`]*`|\S*[/_.=-]\S*",
        " ",
        said,
        flags=re.MULTILINE,
    )
    words = set(re.findall(r"[A-Za-z][A-Za-z0-9]{2,}", said)) - set(verbs.commands)
    assert [word for word in words if not NAMES.fullmatch(word)] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["status", "nowhere"], "nowhere：没有这个文件夹"),
        (["validate", "no.yaml"], "no.yaml：没有这个文件"),
        (["verify", "nowhere"], "nowhere：没有这个文件或文件夹"),
        (["run", "--days", "many"], "错误：“--days”的值不能用：'many' 不是整数。"),
        (["run", "-j", "many"], "错误：“-j”（“--jobs”）的值不能用：'many' 不是整数。"),
        (["overturn", "--metric"], "错误：选项“--metric”后面要有值。"),
        (["optimise"], "错误：缺少参数“情景”。"),
        (["merge", "."], "错误：缺少选项“-o”（“--out”）。"),
        (["compare", "{file}"], "{file} 是文件；这里（文件夹）要填文件夹"),
        (["unpack", "{file}"], "{file} 是文件，不是文件夹；请给文件夹另选一个"),
        (["--lang", "fr"], "错误：没有语言“fr”\n  可用：zh, en"),
    ],
)
def test_what_is_wrong_on_the_line_is_said_in_chinese(words, said, monkeypatch, capsys):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    file = str(ROOT / "LICENSE")
    assert exit_code([each.replace("{file}", file) for each in words]) == 2
    assert capsys.readouterr().err.strip().endswith(said.replace("{file}", file))
