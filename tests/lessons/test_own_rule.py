"""A rule of a lesson is tried on a street; its fault is one sentence with the line of the cell, no file."""

from __future__ import annotations

import re

import pytest

from lessons.checks import Checks
from lessons.own_rule import IN_CHINESE, in_a_lesson
from simulation.user_files import time_limit
from tests.worlds import small

TARGET = "Resident.willing_share"


def half(self):
    return 0.5


def for_ever(self):
    while True:
        pass


def misspells(self):
    return self.truts


def compares_with_a_text(self):
    return 0.5 if self.age > "40" else 0.1


def changes(self):
    self.trust = 1
    return 0.5


def per_cent(self):
    return 30


def asks(self):
    return float(input("age? "))


FAULTS = [
    (asks, "it asks a person with input(), but nobody can answer", "规则里不用 input()"),
    (for_ever, "it still runs after 0.3 seconds", "是不是有停不下来的循环？"),
    (misspells, "did you mean 'trust'?", "没有 truts 这个状态，是不是 trust？"),
    (compares_with_a_text, "a number is written without quotes: 40", "数不加引号：写 40，不写 '40'。"),
    (changes, "it changes what it was given", "规则改变了状态"),
    (per_cent, "it returned 30 for agent 0, but a chance", "返回了 30，而概率要在 0 到 1 之间"),
    (lambda: 0.5, "it takes (), but the rule is asked with (self)", "括号里应写 (self)，现在是 ()。"),
]


@pytest.mark.parametrize("rule, english, chinese", FAULTS)
def test_the_fault_of_a_rule_is_one_sentence_without_a_file(rule, english, chinese, monkeypatch):
    monkeypatch.setattr(time_limit, "SECONDS", 0.3)
    monkeypatch.setattr(time_limit, "LOOK", 0.1)
    line = rule.__code__.co_firstlineno
    for language, words in (("en", english), ("zh", chinese)):
        told = Checks(language).own_rule(rule, TARGET, small(days=2, warmup=0))
        assert not told.right
        assert words in told.text
        assert ".py" not in told.text
        said = re.search(r"line (\d+): |第 (\d+) 行：", told.text)
        assert said
        assert line <= int(said[1] or said[2]) <= line + 2


def test_an_example_is_not_tried_with_a_rule_that_asks_a_person():
    for language, words in (("en", "it asks a person with input()"), ("zh", "用了 input() 向人提问")):
        told = Checks(language).rule(asks, [({"age": 9}, 0.5)])
        assert not told.right
        assert f"{asks.__code__.co_firstlineno + 1}" in told.text
        assert words in told.text


def test_a_rule_that_fails_on_a_later_day_is_told_at_its_own_cell():
    def tired(self):
        return "many" if self.hours_given > 0 else 0.6

    told = Checks("zh").own_rule(tired, TARGET, small(days=20, warmup=0))
    assert not told.right and told.text.startswith("你的规则") and "数不加引号" in told.text


def test_a_state_that_an_exercise_does_not_give_is_no_misspelt_one():
    def settled(self):
        return 0.3 if self.tenant else 0.6

    for language, said in (("en", "also reads self.tenant"), ("zh", "还读取 self.tenant")):
        told = Checks(language).rule(settled, [({"age": 18}, 0.8)])
        assert not told.right and said in told.text and "age = 18" in told.text
    assert "拼写" in Checks("zh").rule(lambda self: self.aeg, [({"age": 18}, 0.8)]).text


def test_a_rule_that_can_be_asked_is_right_and_what_is_no_function_is_told():
    street = small(days=2, warmup=0)
    assert Checks("en").own_rule(half, TARGET, street).right
    assert "No answer yet" in Checks("en").own_rule(None, TARGET, street).text
    assert "A function is asked for" in Checks("en").own_rule(0.5, TARGET, street).text


def test_every_sentence_in_chinese_can_be_filled_in():
    for form, text in IN_CHINESE.items():
        assert len(re.findall(r"{\d}", text)) <= re.compile(form).groups


def test_a_sentence_without_a_line_names_no_file_either():
    said = "the rule Resident.willing_share (/tmp/m_1/__cell_.py:2, bad) answers otherwise when asked again"
    assert ".py" not in in_a_lesson(said, lambda en, zh: en)
    assert "规则不记事" in in_a_lesson(said, lambda en, zh: zh)
