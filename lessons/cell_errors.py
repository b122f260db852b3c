"""What went wrong in a cell that is no rule: its line, what is wrong there, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from traceback import walk_tb
from typing import Any

from lessons.tables import HEADINGS
from simulation.close_names import nearest
from simulation.text.spoken.catalogue import chinese
from simulation.user_files import UserFileError, line_of, why_failed

Say = Callable[[str, str], str]
CELL = "__marimo__cell_"
"""What the file of a cell is called by."""
ABOUT_RULES = re.compile(r"; a rule is about one agent: [^;]*")
"""What is said of a rule; a cell of an exercise has numbers of many agents, and averages them."""
NO_BRACKETS = re.compile(r"(unsupported operand|not supported between).*(builtin_function_or_method|method)'")
SHOWN = 12
"""So many names are listed, at most."""


def is_told(error: object) -> bool:
    """Whether an error of a cell is told in our sentence: it is no request of the notebook's to stop."""
    home = type(error).__module__
    return isinstance(error, Exception | SystemExit) and not home.startswith("marimo")


def why_cell_failed(error: BaseException, language: str) -> str:
    """What is wrong in a cell, with its line, in "en" or "zh"."""

    def say(en: str, zh: str) -> str:
        return zh if language == "zh" else en

    if isinstance(error, UserFileError):
        return in_language(str(error), language)
    line = line_of(error)
    hint = next(filter(None, (each(error, line, say) for each in HINTS)), None)
    return _place(error, line, say) + (hint or _in_general(error, language))


def in_language(sentence: str, language: str) -> str:
    """A sentence of the program in the language of a lesson."""
    said = chinese(sentence) if language == "zh" else sentence
    return said.replace("`", "")  # signs of code, which a page shows as they are


def _in_general(error: BaseException, language: str) -> str:
    return in_language(ABOUT_RULES.sub("", why_failed(error)), language)


def _place(error: BaseException, line: str, say: Say) -> str:
    places = _places(error)
    if not places or not line:
        return ""
    (cell, _), (elsewhere, number) = places[0], places[-1]
    if cell != elsewhere:
        return say(f"Line {number} of another cell ({line}): ", f"另一个单元格的第 {number} 行（{line}）：")
    return say(f"Line {number} ({line}): ", f"第 {number} 行（{line}）：")


def _places(error: BaseException) -> list[tuple[str, int]]:
    """File and line of each place in a cell that an error went through."""
    through = walk_tb(error.__traceback__)
    return [(frame.f_code.co_filename, line) for frame, line in through if CELL in frame.f_code.co_filename]


def _names(error: BaseException) -> Mapping[str, Any]:
    """What has a name at the innermost place in a cell that an error went through."""
    frames = [frame for frame, _ in walk_tb(error.__traceback__) if CELL in frame.f_code.co_filename]
    return {**frames[-1].f_globals, **frames[-1].f_locals} if frames else {}


def _missing_brackets(error: BaseException, line: str, say: Say) -> str | None:
    if not (isinstance(error, TypeError) and NO_BRACKETS.search(str(error))):
        return None
    bare = re.search(r"\.([A-Za-z_]\w*)(?![\w.(\[])", line)
    name = bare[1] if bare else "mean"
    return say(f"brackets are missing behind {name}: write .{name}()", f"{name} 后面少了括号：写成 .{name}()")


def _missing_quotes(error: BaseException, line: str, say: Say) -> str | None:
    if isinstance(error, NameError) and error.name and f"[{error.name}]" in line:
        name = f'["{error.name}"]'
        return say(f"a name in [ ] is written in quotes: {name}", f"[ ] 里的名称要加英文引号：写成 {name}")
    if not (isinstance(error, NameError) and error.name and re.search(rf"=\s*{error.name}\s*$", line)):
        return None
    if len(error.name) > 1:
        return None
    return say(f'a letter is written in quotes: "{error.name}"', f'字母要加英文引号：写成 "{error.name}"')


def _no_such_attribute(error: BaseException, line: str, say: Say) -> str | None:
    if not (isinstance(error, AttributeError) and error.name):
        return None
    thing, name = error.obj, error.name
    owner = re.search(rf"([\w.]+)\.{name}\b", line)
    of = owner[1] if owner else type(thing).__name__
    if callable(thing) and (column := _column_meant(error, of, say)):
        return column
    names = [each for each in dir(thing) if not each.startswith("_")] + _titles(thing)
    return say(f"{of} has nothing called '{name}'", f"{of} 没有“{name}”") + _meant(name, names, say)


def _column_meant(error: BaseException, of: str, say: Say) -> str | None:
    """What is said of `table.diff.mean()`, where the table has a column `difference`."""
    table, _, word = of.rpartition(".")
    titles = _titles(_names(error).get(table))
    near = _meant(word, titles, say) if word not in titles else ""
    return say(f"{table} has no column '{word}'", f"{table} 里没有“{word}”这一列") + near if near else None


def _no_such_title(error: BaseException, line: str, say: Say) -> str | None:
    if not isinstance(error, KeyError) or len(error.args) != 1:
        return None
    key = error.args[0]
    known = _names(error)
    for of in re.findall(r"(\w+)\[", line):
        titles = _titles(known.get(of))
        if titles and key not in titles:
            near = _meant(str(key), titles, say)
            there = ", ".join(titles[:SHOWN])
            listed = near or say(f"; there are {there}", f"；有 {there}")
            return say(f"{of} has nothing called '{key}'", f"{of} 里没有“{key}”") + listed
    return None


def _titles(thing: object) -> list[str]:
    """Titles of the columns of a table, names of states, or keys of a dictionary."""
    held = thing if isinstance(thing, Mapping) else getattr(thing, "columns", None)
    return [str(each) for each in held] if isinstance(held, Iterable) else []


def _meant(name: str, names: list[str], say: Say) -> str:
    code = next((each for each, word in HEADINGS.items() if word == name and each in names), None)
    if code:  # the word of a Chinese table
        return say(f"; write '{code}'", f"；代码里写 {code}")
    near = next((each for each in names if name and each.startswith(name)), "") or nearest(name, names)
    return say(f"; did you mean '{near}'?", f"；是不是想写“{near}”？") if near else ""


def _no_such_module(error: BaseException, _line: str, say: Say) -> str | None:
    if not (isinstance(error, ModuleNotFoundError) and error.name):
        return None
    return say(
        f"there is no module called '{error.name}'; this lesson needs no other",
        f"没有名为“{error.name}”的模块；这一课不用另外导入",
    )


def _no_check(error: BaseException, line: str, say: Say) -> str | None:
    """What is said of `check(answer_1)`: a check has the number of its answer."""
    called = re.match(r"check\w*\(answer_(\d+)", line)
    if not (isinstance(error, NameError) and error.name and error.name.startswith("check") and called):
        return None
    return say(f"write check_{called[1]}(answer_{called[1]})", f"写成 check_{called[1]}(answer_{called[1]})")


def _no_answer(error: BaseException, line: str, say: Say) -> str | None:
    name = error.name if isinstance(error, NameError) else None
    if not (name and name.startswith("answer_") and line.startswith("check")):
        return None
    near = nearest(name, [each for each in _names(error) if each.startswith("ans")], close=0.8)
    if near and not re.fullmatch(r"answer_\d+", near):
        return say(f"'{near}' above shall be called {name}", f"上面写的是“{near}”，应为 {name}")
    return say(f"the line {name} = … is missing above this one", f"上面少了一行 {name} = ……")


HINTS = (
    _no_check,
    _no_answer,
    _no_such_module,
    _missing_brackets,
    _missing_quotes,
    _no_such_attribute,
    _no_such_title,
)
"""What is often wrong in an answer; the first that fits is told."""
