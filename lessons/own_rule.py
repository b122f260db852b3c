"""A rule that a student writes in a lesson: tried on a street, and its fault told in one sentence.

The sentences of the program name a file; in a notebook the cell is the file, so only its line is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from simulation import Street
from simulation.scenario import Scenario
from simulation.text.spoken.catalogue import chinese
from simulation.user_files import UserFileError

Say = Callable[[str, str], str]

_SENTENCE = re.compile(r".*?\.py:(?P<line>\d+): \S+?(?:, in place of [\w.]+,)? (?P<what>.*)")
_ANYWHERE = re.compile(r"\S*\.py:?(?P<line>\d+)?")
IN_CHINESE = {
    r"still runs after (\S+) seconds": "过了 {0} 秒还没算完，是不是有停不下来的循环？",
    r"returned nothing": "有时没有返回值：每个分支都要 return 一个数。",
    r"which is no number": "返回的不是数：数不加引号，写 0.3，不写 '0.3'。",
    r"returned (\S+) for .*but a chance": "返回了 {0}，而概率要在 0 到 1 之间（百分之三十写作 0.3）。",
    r"returned \S+ for .*finite": "返回的数不是有限的数。",
    r"number\(s\) for.*comma": "返回了好几个数：是不是多了一个逗号？小数用点，写 0.8，不写 0,8。",
    r"number\(s\) for": "返回了好几个数：一位居民只返回一个数。",
    r"changes what": "规则改变了状态：规则只返回一个数，状态由模型来改。",
    r"draws a random": "规则自己取了随机数：规则只返回概率，由模型与随机数比较。",
    r"asks a person with input": "规则里不用 input()：模型对每位居民都问一次规则，没有人能回答；请直接写数。",
    r"stops for a person with breakpoint": "规则里不用 breakpoint()：没有人能回答；请删掉它。",
    r"answers otherwise": "同一位居民再问一次，答案变了：规则不记事，也不取随机数。",
    r"no attribute '(\w+)'.*did you mean '(\w+)'": "没有 {0} 这个状态，是不是 {1}？",
    r"no attribute '(\w+)'": "没有 {0} 这个状态，请检查拼写。",
    r"name '(\w+)' .*(self\.\w+)": "Python 不认识 {0}，应写 {1}。",
    r"name '(\w+)' is not defined": "Python 不认识 {0}，请检查拼写。",
    r"without quotes": "数不加引号：写 40，不写 '40'。",
    r"division by zero": "除数是零。",
    r"without brackets": "读取状态不加括号：写 self.age，不写 self.age()。",
    r"a rule is about one agent": "规则只问一位居民：状态是一个数，不用 for、sum、len、.mean() 和 [ ]。",
    r"takes \((.*?)\), but .* asked with \((.*?)\)": "def 后的括号里应写 ({1})，现在是 ({0})。",
    r"asks itself": "规则不停地调用自己。",
}
"""What the program says of a faulty rule, by a form of its sentence; groups of the form are filled in."""


def fault_of_rule(rule: Callable[..., Any], target: str, scenario: Scenario, say: Say) -> str:
    """What is wrong with a rule in place of `target`, asked of a street for all days of the scenario, since a
    state that it reads may change; empty if nothing."""
    try:
        Street(scenario, seed=1, rules={target: rule}).run_model()
    except UserFileError as error:
        return in_a_lesson(str(error), say)
    return ""


def in_a_lesson(sentence: str, say: Say) -> str:
    """A sentence of the program as a lesson tells it: the line of the cell, no file, in one language."""
    sentence, _, code = sentence.partition("\n  | ")
    found = _SENTENCE.match(sentence) or _ANYWHERE.search(sentence)
    line = found["line"] if found else None
    what = found.groupdict().get("what") if found else None
    plain = f"it {what}" if what else _ANYWHERE.sub("", sentence)
    return _begin(line, code, say) + say(
        f"{plain.rstrip('.')}." if plain[-1] not in "?!" else plain, _chinese(what or sentence)
    )


def _begin(line: str | None, code: str, say: Say) -> str:
    """Where a fault is: the number of the line, and what stands there, if that is known."""
    if not line:
        return say("Your rule: ", "你的规则：")
    en, zh = (f" ({code})", f"（{code}）") if code else ("", "")
    return say(f"Your rule, line {line}{en}: ", f"你的规则，第 {line} 行{zh}：")


def _chinese(what: str) -> str:
    for form, text in IN_CHINESE.items():
        if match := re.search(form, what):
            return text.format(*match.groups())
    return f"{chinese(what.rpartition('): ')[2])}。"
