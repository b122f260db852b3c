"""Checks of exercises: each tells a student whether an answer is right, or what to look at.

A notebook makes one for its language, `checks = Checks("en")`, and asks it: `checks.number(answer, 0.21)`.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from html import escape
from io import StringIO
from math import isfinite
from types import FunctionType, SimpleNamespace
from typing import Any

import numpy as np

from lessons.cell_errors import in_language
from lessons.own_rule import fault_of_rule
from lessons.python_errors import tell_whole_sentences
from simulation.agents.resident import Resident
from simulation.population import SlowRuleWarning
from simulation.scenario import Scenario
from simulation.text.spoken.catalogue import chinese
from simulation.user_files import TookTooLong, limited, waiting_in, why_failed
from simulation.user_files.reading.idle_lines import equal_only, never_reached, unused_value

GREEN, AMBER = "#1a7f37", "#b35900"
NEAR = 0.02  # a number that was read off a table and rounded misses by less than this share of it


@dataclass(frozen=True)
class Verdict:
    """Whether an answer is right, and a sentence; a notebook shows it as a coloured line."""

    right: bool
    text: str

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        colour, sign = (GREEN, "✓") if self.right else (AMBER, "→")
        style = f"border-left: 4px solid {colour}; padding: .5em 1em; color: {colour}"
        return f'<div style="{style}">{sign} {escape(self.text)}</div>'


class States(SimpleNamespace):
    """States of a resident that a rule can read and, as on a street, not change; an exercise gives some."""

    def __getattr__(self, name: str) -> Any:
        if name in Resident.fields():
            raise NotGiven(name)
        raise AttributeError(name=name, obj=self)

    def __setattr__(self, name: str, value: Any) -> None:
        raise StateChanged(name)


class StateChanged(Exception):
    """A rule changes the state of this name."""


class NotGiven(Exception):
    """A rule reads a state of residents that the example of an exercise does not give."""


class Checks:
    """Checks that speak one language, "en" or "zh"."""

    def __init__(self, language: str) -> None:
        if language not in ("en", "zh"):
            raise ValueError(f'there is no language {language!r}: write "en" or "zh"')
        self.language = language
        # in lessons a rule is written with `if`, and its streets are small
        warnings.filterwarnings("ignore", category=SlowRuleWarning)
        tell_whole_sentences(language)

    def say(self, en: str, zh: str) -> str:
        """One sentence in the language of the lesson."""
        return zh if self.language == "zh" else en

    def number(
        self, answer: Any, right: float, within: float = 1e-6, hints: Mapping[float, str] | None = None
    ) -> Verdict:
        """Is it the number `right`, give or take `within`? hints: what to say to wrong numbers."""
        fault = self._no_number(answer)
        if fault:
            return Verdict(False, fault)
        given = float(answer)
        if abs(given - right) <= within:
            return Verdict(True, self.say(f"Right: {right:.4g}.", f"正确：{right:.4g}。"))
        for wrong, hint in (hints or {}).items():
            if abs(given - wrong) <= within:
                return Verdict(False, hint)
        if abs(given - 100 * right) <= 100 * within:
            return Verdict(False, self._not_in_percent(given))
        if abs(given - right) <= NEAR * abs(right):
            return Verdict(False, self._near(given))
        way = self.say("too large", "偏大") if given > right else self.say("too small", "偏小")
        return Verdict(False, self.say(f"Not yet: {given:.4g} is {way}.", f"还不对：{given:.4g} {way}。"))

    def choice(self, answer: Any, right: str, hints: Mapping[str, str]) -> Verdict:
        """Is it the letter `right`? hints: why each of the other letters is wrong."""
        if answer is None:
            return Verdict(False, self._unanswered())
        given = str(answer).strip().lower()
        if given == right:
            return Verdict(True, self.say("Right.", "正确。"))
        letters = ", ".join(sorted([right, *hints]))
        allowed = self.say(
            f'Write one of the letters {letters} in quotes, as in "a".',
            f'请写带引号的字母（{letters} 之一），例如 "a"。',
        )
        return Verdict(False, hints.get(given, allowed))

    def own_rule(self, answer: Any, target: str, scenario: Scenario) -> Verdict:
        """Can a rule take the place of `target`? A whole street asks it for all days of the scenario."""
        if answer is None:
            return Verdict(False, self._unanswered())
        if not callable(answer):
            return Verdict(False, self._not_a_function())
        fault = fault_of_rule(answer, target, scenario, self.say)
        return Verdict(not fault, fault or self.say("It can be asked.", "这条规则可以用。"))

    def change_first(self, exercise: int) -> Verdict:
        """The verdict on any answer about what a rule changes, while that of an exercise is as it was."""
        return Verdict(
            False,
            self.say(
                f"Do exercise {exercise} first: the rule is still the first one, and both streets are alike.",
                f"先做练习 {exercise}：现在起作用的规则还和开头一样，两个街道完全相同。",
            ),
        )

    def mend_first(self, exercise: int) -> Verdict:
        """The verdict on any answer about what a rule changes, while the rule of an exercise cannot be
        asked."""
        return Verdict(
            False,
            self.say(
                f"Mend the rule of exercise {exercise} first: it cannot be asked yet, and changes nothing.",
                f"先改好练习 {exercise} 的规则：它还不能用，什么都没有改变。",
            ),
        )

    def rule(
        self, answer: Any, examples: Sequence[tuple[Mapping[str, float], float]], within: float = 1e-6
    ) -> Verdict:
        """Does a rule give the chance that each example expects? examples: states of one resident, chance."""
        asked = [((States(**states),), _told(states), chance) for states, chance in examples]
        return self.function(answer, asked, within)

    def function(
        self, answer: Any, examples: Sequence[tuple[tuple, str, float]], within: float = 1e-6
    ) -> Verdict:
        """Does a function give what each example expects? examples: inputs, how to name them, number."""
        if answer is None:
            return Verdict(False, self._unanswered())
        if not callable(answer):
            return Verdict(False, self._not_a_function())
        waiting = isinstance(answer, FunctionType) and waiting_in(answer)
        if waiting:
            line, why = waiting
            return Verdict(False, self.say(f"Line {line}: it {why}.", f"第 {line} 行：{chinese(why)}。"))
        for inputs, named, right in examples:
            fault = self._fault_of(answer, inputs, named, right, within)
            if fault:
                return Verdict(False, fault + self._idle(answer))
        return Verdict(True, self.say("Right, in every example tried.", "正确，试过的例子都对。"))

    def _fault_of(self, answer: Callable, inputs: tuple, named: str, right: float, within: float) -> str:
        """What is wrong with a function's answer to one example; empty if nothing."""
        try:
            with redirect_stdout(StringIO()):  # examples that nobody asked for print nothing
                given = limited(answer, *inputs)
        except Exception as error:  # whatever a beginner's function raises is told, not thrown
            return self._raised(named, error)
        if given is None:
            return self.say(
                f"For {named} it returns nothing: every way through needs return and a number.",
                f"{named} 时没有返回值：每个分支都要 return 一个数。",
            )
        fault = self._no_number(given)
        if fault:
            return self.say(f"For {named}: {fault}", f"{named} 时：{fault}")
        if abs(float(given) - right) <= within:
            return ""
        return self.say(
            f"For {named} it returns {float(given):.4g}, and should {right:.4g}.",
            f"{named} 时返回 {float(given):.4g}，应为 {right:.4g}。",
        )

    def _idle(self, answer: Callable) -> str:
        """Which line does nothing, if one does."""
        line = unused_value(answer)
        if line is None:
            return self._never_reached(answer)
        return self.say(
            f" Is return missing in line {line}? print only shows.",
            f"第 {line} 行是不是漏了 return？print 只显示，不返回。",
        )

    def _never_reached(self, answer: Callable) -> str:
        """Which line is never reached, and where it belongs: an editor puts the line behind a `return`
        straight below it."""
        found = never_reached(answer)
        if found is None:
            return self._equal_only(answer)
        if found.at_left:
            return self.say(
                f" Line {found.line} is never reached: the return above ends the rule. Move it above that.",
                f"第 {found.line} 行永远执行不到：上面的 return 已经结束了规则。把它移到那一行上面。",
            )
        return self.say(
            f" Line {found.line} is never reached: it stands below a return, as far to the right. Mark it "
            "and what belongs to it, and press Shift+Tab.",
            f"第 {found.line} 行永远执行不到：它和上面的 return 对齐了。选中它和属于它的行，按 Shift+Tab。",
        )

    def _equal_only(self, answer: Callable) -> str:
        line = equal_only(answer)
        if line is None:
            return ""
        return self.say(
            f" Line {line} asks with == for exactly one number; up to a number is <=, from a number on >=.",
            f"第 {line} 行的 == 只认正好相等的数；“不超过”写 <=，“不小于”写 >=。",
        )

    def _raised(self, named: str, error: Exception) -> str:
        if isinstance(error, NotGiven):
            return self.say(
                f"Your rule can be asked, but also reads self.{error}: this exercise knows of a person only "
                f"{named}, so it cannot compare. The streets below live by your rule.",
                f"规则可以用，不过它还读取 self.{error}：这道练习只给出 {named}，无法核对。"
                "下面的街道已按你的规则运行。",
            )
        if isinstance(error, AttributeError):
            return self.say(
                f"For {named}: there is no such state ({error.name}). Look at its spelling.",
                f"{named} 时：没有 {error.name} 这个状态，请检查拼写。",
            )
        if isinstance(error, TookTooLong):
            return self.say(
                f"For {named} it never ends: is there a loop in it that does not stop?",
                f"{named} 时一直算不完：是不是有停不下来的循环？",
            )
        if isinstance(error, StateChanged):
            return self.say(
                f"For {named} it changes self.{error}: a rule only returns a number.",
                f"{named} 时改变了 self.{error}：规则只返回一个数，状态由模型来改。",
            )
        if "not supported between instances" in str(error) and "'str'" in str(error):
            return self.say(
                f"For {named}: a number is written without quotes, 40 and not '40'.",
                f"{named} 时：数不加引号，写 40，不写 '40'。",
            )
        if isinstance(error, NameError):
            return self.say(
                f"For {named}: Python does not know the word {error.name}. Is self. missing before it?",
                f"{named} 时：Python 不认识 {error.name}，是不是漏了 self.？",
            )
        why = in_language(why_failed(error), self.language)
        return self.say(f"For {named} it stops: {why}.", f"{named} 时出错：{why}。")

    def _no_number(self, answer: Any) -> str:
        """Why an answer is not one number; empty if it is."""
        if answer is None:
            return self._unanswered()
        if callable(answer):
            return self.say(
                "This is a function, not its number: call it, with ( ) after its name.",
                "这是函数本身，不是数：在名称后加 ( ) 来调用。",
            )
        if isinstance(answer, str):
            return self.say("This is a text: take the quotes away.", "这是文字：请去掉引号。")
        if np.size(answer) != 1:
            return self.say(
                f"These are {np.size(answer)} numbers, and one is wanted: perhaps their .mean() or .sum(), "
                "written behind the ( ) that stand around all of it.",
                f"这里有 {np.size(answer)} 个数，只需要一个，例如它们的 .mean() 或 .sum()："
                "先把整个式子用 ( ) 括起来，再写在后面。",
            )
        return self._not_a_float(answer)

    def _not_a_float(self, answer: Any) -> str:
        try:
            if isfinite(float(answer)):
                return ""
        except (TypeError, ValueError):
            pass
        return self.say(f"{answer!r} is not a number.", f"{answer!r} 不是一个数。")

    def _near(self, given: float) -> str:
        return self.say(
            f"Very near: {given:.4g} is off by little. Was it rounded? Write the formula itself.",
            f"很接近：{given:.4g} 只差一点。是不是四舍五入了？请写式子本身。",
        )

    def _not_in_percent(self, given: float) -> str:
        return self.say(
            f"Nearly: a share or a chance goes from 0 to 1, so {given:.4g} percent is {given / 100:.4g}.",
            f"差一点：比例和概率从 0 到 1，所以百分之 {given:.4g} 写作 {given / 100:.4g}。",
        )

    def _unanswered(self) -> str:
        return self.say(
            "No answer yet: write it in place of None, then run this cell. What print shows is none.",
            "还没有答案：把 None 换成答案，再运行这个单元格。print 只显示，不算答案。",
        )

    def _not_a_function(self) -> str:
        return self.say(
            "A function is asked for: write its name without ( ).", "这里要的是函数：只写函数名，不加 ( )。"
        )


def _told(states: Mapping[str, float]) -> str:
    return ", ".join(f"{name} = {value:g}" for name, value in states.items())
