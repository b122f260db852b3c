"""Checks of exercises: right is told from wrong, and what is wrong is said."""

import inspect

import numpy as np
import pytest

from lessons.checks import Checks
from simulation.user_files.reading.idle_lines import never_reached

pytest.importorskip("marimo", reason="lessons need the extra 'lessons'")


def text(verdict) -> str:
    return f"{'right' if verdict.right else 'wrong'}: {verdict.text}"


@pytest.mark.parametrize(
    "answer, said",
    [
        (0.25, "right: Right: 0.25."),
        (np.float64(0.25), "right: Right: 0.25."),
        (25, "wrong: Nearly: a share or a chance goes from 0 to 1, so 25 percent is 0.25."),
        (0.5, "wrong: That is the half."),
        (0.3, "wrong: Not yet: 0.3 is too large."),
        (0.2, "wrong: Not yet: 0.2 is too small."),
        (
            None,
            "wrong: No answer yet: write it in place of None, then run this cell. What print shows is none.",
        ),
        ("0.25", "wrong: This is a text: take the quotes away."),
        (0.252, "wrong: Very near: 0.252 is off by little. Was it rounded? Write the formula itself."),
        (
            np.zeros(4),
            "wrong: These are 4 numbers, and one is wanted: perhaps their .mean() or .sum(), "
            "written behind the ( ) that stand around all of it.",
        ),
        (np.zeros(4).mean, "wrong: This is a function, not its number: call it, with ( ) after its name."),
        ({1}, "wrong: {1} is not a number."),
        (float("nan"), "wrong: nan is not a number."),
    ],
)
def test_a_number_is_judged(answer, said: str):
    assert text(Checks("en").number(answer, 0.25, hints={0.5: "That is the half."})) == said


@pytest.mark.parametrize(
    "answer, said",
    [
        ("b", "right: Right."),
        (" B ", "right: Right."),
        ("a", "wrong: Not that."),
        ("x", 'wrong: Write one of the letters a, b in quotes, as in "a".'),
    ],
)
def test_a_choice_is_judged(answer, said: str):
    assert text(Checks("en").choice(answer, "b", {"a": "Not that."})) == said


def half(person):
    return 0.5


def forgets(person):
    if person.age < 18:
        return 0.0
    return None


def misspells(person):
    return person.aeg


def without_self(person):
    return age  # noqa: F821


def divides(person):
    return 1 / (person.age - 40)


def too_far_right(person):
    if person.age < 18:
        return 0.0
        if person.age <= 40:
            return 0.5
    return 0.25


@pytest.mark.parametrize(
    "answer, said",
    [
        (half, "wrong: For age = 10 it returns 0.5, and should 0."),
        (forgets, "wrong: For age = 40 it returns nothing: every way through needs return and a number."),
        (misspells, "wrong: For age = 10: there is no such state (aeg). Look at its spelling."),
        (without_self, "wrong: For age = 10: Python does not know the word age. Is self. missing before it?"),
        (divides, "wrong: For age = 10 it returns -0.03333, and should 0."),
        (lambda person: "0", "wrong: For age = 10: This is a text: take the quotes away."),
        (lambda: 0, "wrong: For age = 10 it stops: "),
        (lambda person: 0.5 * (person.age >= 18), "right: Right, in every example tried."),
        (0.5, "wrong: A function is asked for: write its name without ( )."),
    ],
)
def test_a_rule_is_judged(answer, said: str):
    verdict = Checks("en").rule(answer, [({"age": 10}, 0.0), ({"age": 40}, 0.5)])
    assert text(verdict).startswith(said)


def test_a_line_that_is_never_reached_is_told_with_the_way_back():
    line = inspect.getsourcelines(too_far_right)[1] + 3
    examples = [({"age": 10}, 0.0), ({"age": 40}, 0.5)]
    said = text(Checks("en").rule(too_far_right, examples))
    assert said.startswith(
        f"wrong: For age = 40 it returns 0.25, and should 0.5. Line {line} is never reached: it stands below"
    )
    assert f"应为 0.5。第 {line} 行永远执行不到" in Checks("zh").rule(too_far_right, examples).text


def below_the_last_return(person):  # noqa: RET503 - the fault that is tried
    if person.age < 18:
        return 0.0
    return 0.25
    if person.age <= 40:
        return 0.5


def test_a_line_below_the_last_return_is_to_be_moved_up_and_not_to_the_left():
    said = text(Checks("en").rule(below_the_last_return, [({"age": 40}, 0.5)]))
    line = inspect.getsourcelines(below_the_last_return)[1] + 4
    assert said.endswith(f"Line {line} is never reached: the return above ends the rule. Move it above that.")


def forgets_return(person):  # noqa: RET503 - the fault that is tried
    if person.age < 18:
        return 0.0
    0.5  # noqa: B018


def test_a_line_without_its_return_is_named():
    line = inspect.getsourcelines(forgets_return)[1] + 3
    said = Checks("zh").rule(forgets_return, [({"age": 40}, 0.5)]).text
    assert said.startswith("age = 40 时没有返回值：每个分支都要 return 一个数。")
    assert said.endswith(f"第 {line} 行是不是漏了 return？print 只显示，不返回。")


def only_at_40(person):
    if person.age == 40:
        return 0.5
    return 0.0


def test_a_line_that_asks_for_exactly_one_number_is_named():
    line = inspect.getsourcelines(only_at_40)[1] + 1
    examples = [({"age": 40}, 0.5), ({"age": 39}, 0.5)]
    said = Checks("zh").rule(only_at_40, examples).text
    assert said == (
        f"age = 39 时返回 0，应为 0.5。第 {line} 行的 == 只认正好相等的数；“不超过”写 <=，“不小于”写 >=。"
    )
    assert Checks("en").rule(only_at_40, examples[:1]).right


@pytest.mark.parametrize("answer", [half, forgets, lambda person: 0, 0.5, max])
def test_where_every_line_is_reached_nothing_is_told(answer):
    assert never_reached(answer) is None


def test_a_check_speaks_chinese_and_a_notebook_shows_it():
    verdict = Checks("zh").number(25, 0.25)
    assert verdict.text == "差一点：比例和概率从 0 到 1，所以百分之 25 写作 0.25。"
    assert "差一点" in verdict._repr_html_()


def test_a_language_that_it_does_not_speak_is_told():
    with pytest.raises(ValueError, match='write "en" or "zh"'):
        Checks("fr")
