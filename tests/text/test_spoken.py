"""What the command line says: every sentence in both languages, found again with all that was filled in."""

from __future__ import annotations

import polib
import pytest

from simulation.text.bilingual import Pair
from simulation.text.spoken import CATALOGUE, language, language_of, speaking, spoken
from simulation.text.spoken.catalogue import HOLE, chinese
from tools import catalogue

ENTRIES = polib.pofile(str(CATALOGUE))


def test_every_sentence_of_the_program_is_there_in_both_languages():
    # given all that a reader of the command line may see, found in the source
    wanted = catalogue.sentences()
    # when it is looked up
    known = {each.msgid for each in ENTRIES if each.msgstr}
    # then nothing is left in English alone, and nothing is kept that nobody says
    assert sorted(set(wanted) - known) == [], "python -m tools.catalogue, then fill in the Chinese"
    assert [each.msgid for each in ENTRIES if not each.comment and each.msgid not in wanted] == []


def test_sentences_of_every_kind_are_found(tmp_path, monkeypatch):
    # given a program that raises, echoes, explains and declares
    (tmp_path / "cli/verbs/some").mkdir(parents=True)
    (tmp_path / "cli/verbs/some/__init__.py").write_text('"""Some verbs"""\n')
    (tmp_path / "model.py").write_text('X = "not for readers"\nraise ValueError(f"{x} is not {y!r}")\n')
    (tmp_path / "cli/verbs/some/verb.py").write_text(
        '@click.command(short_help="Do a thing.")\ndef verb():\n    """Do it."""\n    tell("it is done")\n'
        'PAIR = Pair("中文", "in two languages")\n'
        'say(f"{done} of {all} are done")\nself.say("in English alone")\nsay("In two.", "两种语言。")\n'
    )
    monkeypatch.setattr(catalogue, "PROGRAM", tmp_path)
    # when its sentences are looked for
    found = set(catalogue.sentences())
    # then what is for readers in English alone is there, with its holes numbered
    assert found == {
        *("Some verbs", "{0} is not {1}", "Do a thing.", "Do it.", "it is done"),
        *("{0} of {1} are done", "in English alone"),
    }


def test_the_chinese_keeps_what_is_filled_in():
    holes = {
        each.msgid: [sorted(HOLE.findall(side)) for side in (each.msgid, each.msgstr)] for each in ENTRIES
    }
    assert [text for text, (en, zh) in holes.items() if en != zh] == []


@pytest.mark.parametrize(
    ("said", "zh"),
    [
        ("a.yaml: there is no such file", "a.yaml：没有这个文件"),
        (
            "a.yaml:3:5: there is no parameter 'x'\n  allowed: y, z\n  did you mean 'y'?",
            "a.yaml:3:5：没有参数“x”\n  可用：y, z\n  是不是想写“y”？",
        ),
        ("runs 3 of 8", "已运行 3/8"),
        ("name 'ag' is not defined; did you mean 'self.age'?", "没有定义名称“ag”；是不是想写“self.age”？"),
        ("s: r is replaced by f.py:g (tried)", "s: r 由 f.py:g 代替（已试）"),
        ("42", "42"),
        ("results/a b/report.html", "results/a b/report.html"),
    ],
)
def test_a_sentence_becomes_chinese_with_its_place_its_help_and_its_names(said, zh):
    with speaking("zh"):
        assert spoken(said) == zh
    assert spoken(said) == said


def test_a_pair_is_said_in_the_language_that_is_spoken():
    pair = Pair("好", "good")
    with speaking("zh"):
        assert (language(), spoken(pair)) == ("zh", "好")
    assert (language(), spoken(pair)) == ("en", "good")


@pytest.mark.parametrize(
    ("environment", "tongue"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LC_MESSAGES": "zh_TW", "LANG": "en_GB"}, "zh"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({}, None),
    ],
)
def test_the_environment_says_the_language(environment, tongue):
    assert language_of(environment) == tongue


@pytest.mark.parametrize(
    ("said", "zh"),
    [
        (
            "f.py:1: f (instead of Resident.willing_share): returned '0.6', which is no number, for agent 0; "
            "a number is written without quotes: 0.6",
            "对编号 0 的人返回 '0.6'，不是数；数不加引号：0.6",
        ),
        (
            "--set: x is 2 b, outside its range\n  allowed: 6 to 9 b; or name x under beyond_range\n"
            "--set: y is 1 c, outside its range\n  allowed: 2 to 4 c; or name y under beyond_range",
            "  可用：6 至 9 b；或在 beyond_range 中写上 x\n--set: y 是 1 c，超出范围\n  可用：2 至 4 c；或",
        ),
        ("a.yaml:9:27: there is no function or class 'f' in b.py\n  allowed: g", "b.py 里没有函数或类“f”\n"),
    ],
)
def test_what_stands_in_a_hole_stays_in_its_place(said, zh):
    assert zh in chinese(said)


@pytest.mark.parametrize(
    "said, zh",
    [
        ("about 10 s left", "还要约 10 秒"),
        ("about 2.5 min left", "还要约 2.5 分钟"),
        (
            "about 2.5 min on 2 processes, memory unknown, 3 MB on disk",
            "约 2.5 分钟（2 个进程），内存用量未知，磁盘 3 MB",
        ),
        ("3 runs done again: 50 tables agree, 1 not", "重做了 3 次运行：50 张表一致，1 张不一致"),
        ("a scenario has no key 'rule'", "情景没有键“rule”"),
        ("there is no intervention 'shock'\n  allowed: a", "没有政策“shock”\n  可用：a"),
        ("rules is a map, but must be a list", "rules 是键值表，但应为列表"),
    ],
)
def test_a_short_word_inside_a_sentence_is_chinese_too(said: str, zh: str):
    assert chinese(said) == zh
