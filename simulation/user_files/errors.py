"""What a Python error in a user file means, and what to write instead."""

from __future__ import annotations

import builtins
import linecache
import re
import sys
from collections.abc import Iterable, Mapping
from inspect import signature
from types import ModuleType, TracebackType
from typing import Any

from simulation.close_names import did_you_mean, nearest
from simulation.user_files.python_says import quoted, sentence_for

TEXT = "__own_text__"
"""The attribute in which the module of a user file keeps its text."""
IMPORTS = {"np": "import numpy as np", "pd": "import pandas as pd", "math": "import math"}
"""What a beginner uses and forgets to import."""
CELL = "__marimo__cell_"
"""What the file of a lesson's cell is called by; its lines are kept where tracebacks look for them."""
STATE = 0.65  # how similar a state must be to what was written: `student` is not `tenant`
CLOSE = 0.7  # how similar two names must be where Python's own names are candidates: `count` is not `round`
ONE_NUMBER = "a rule is about one agent: a state is one number, without for, sum, len, .mean() or [ ]"
ENDS = "exit() ends the whole program; a function ends with return"
COMMA = "is there a comma too many? a decimal has a point: 0.8, not 0,8"
HINTS = {
    r"'(\w+)' is a field but has no type annotation": "write `{}: float = param(...)`",
    r"'method' object is not subscriptable": "a method is asked with brackets, as in records.cases()",
    r"'(?:int|float|bool|numpy\.\w+)' object is not (?:iterable|subscriptable)": ONE_NUMBER,
    r"0-d array|object of type '(?:int|float)' has no len": ONE_NUMBER,
    r"(?:destination|array) is read-only": "others read it too: change a copy, x = x.copy()",
    r"not callable": "a state or number is read without brackets: self.age, not self.age()",
    r"not supported between instances of .*'method'": "this name is a rule, and no state",
    r"not supported between instances of .*'str'": "a number is written without quotes: 40, not '40'",
    r"unsupported operand.*'str'": "a number is written without quotes: 0.3, not '0.3'",
    r"unsupported operand.*'When'": "how far the policy is in force is when.strength",
    r"positional arguments? but": COMMA,
}
"""What to write instead, by what Python says; groups of the form are filled in."""


LACKING = re.compile(r"(\w+)(?:\.__init__)?\(\) missing \d+ required .*arguments?: (.*)")
"""How Python says that a function was asked with too little."""
NO_ATTRIBUTE = re.compile(r"'(\w+)' object has no attribute '(\w+)'")
"""How Python says of an object that it has no such attribute."""


class UserFileError(ValueError):
    """A user file cannot be used; the text is a sentence that names file and line."""


class DeclarationError(ValueError):
    """A number, metric or section is declared wrongly; the text is a sentence without its place, which is
    where the decorator or `param` stands."""


def said(error: BaseException) -> str:
    """What an error says, on one line; the name of its class, in words, where it says nothing."""
    text = ENDS if isinstance(error, SystemExit) else str(error)
    if isinstance(error, KeyError) and error.args:
        key = error.args[0]
        text = (
            key if _says_a_sentence(error) else f"what is asked in brackets [ ] holds nothing called {key!r}"
        )
    text = LACKING.sub(r"\1 lacks \2", text)
    return " ".join(text.split()) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__).lower()


def _says_a_sentence(error: KeyError) -> bool:
    """Whether a KeyError says one, as the program's do and some of a library; Python's only name what was
    looked up."""
    return len(error.args) == 1 and isinstance(error.args[0], str) and " " in error.args[0]


def line_in(file: str, error: BaseException, otherwise: int = 1) -> int:
    """The line of a file where an error arose; of what asks itself without end, where it does so first."""
    if isinstance(error, SyntaxError) and error.lineno:
        return error.lineno
    found, at = otherwise, error.__traceback__
    while at:
        if at.tb_frame.f_code.co_filename == file:
            found = at.tb_lineno
            if isinstance(error, RecursionError):
                break
        at = at.tb_next
    return found


def failure(error: BaseException, states: Iterable[str] = ()) -> str:
    """An error with what to write instead, where that is known, and the line where it arose. states: what
    `self.` would reach."""
    return why_failed(error, states) + quoted(line_of(error))


def why_failed(error: BaseException, states: Iterable[str] = ()) -> str:
    """An error with what to write instead, where that is known. states: what `self.` would reach."""
    return _whole(error).rstrip(".") + _instead(error, list(states))


def _whole(error: BaseException) -> str:
    """What an error says, as a whole sentence in either language."""
    text = said(error)
    if isinstance(error, AttributeError) and error.name and hasattr(type(error.obj), "fields"):
        text = f"self has no attribute '{error.name}'"  # an agent: a student knows no name of its kind
    whole = isinstance(error, OSError | SystemExit) or (
        isinstance(error, KeyError) and not _says_a_sentence(error)
    )
    if whole or not _of_python(error):
        return text
    return sentence_for(text) or _raised_by_hand(error, text) or f"in Python's own words, {text}"


def _of_python(error: BaseException) -> bool:
    """Whether Python says it, or a library; the program's sentences are whole already."""
    at = _innermost(error)
    home = at.tb_frame.f_globals.get("__name__", "") if at else ""
    return not any(name.startswith("simulation") for name in (type(error).__module__, home))


def _raised_by_hand(error: BaseException, text: str) -> str | None:
    """What an error says that a line of the user's raises on purpose."""
    if isinstance(error, AssertionError):
        return "what stands behind assert does not hold" + (f": {text}" if str(error) else "")
    by_hand = _innermost_is_the_users(error) and re.search(r"(^|[;:]\s*)raise\b", line_of(error))
    if not by_hand:
        return None
    return f"this line raises an error itself: {text}" if str(error) else "this line raises an error itself"


def _instead(error: BaseException, states: list[str]) -> str:
    if isinstance(error, AttributeError) and (found := _missing(error)):
        return _for_attribute(*found, states)
    if isinstance(error, ModuleNotFoundError):
        return "; a user file may import numpy, pandas and simulation, but no other user file"
    if isinstance(error, ImportError) and error.name_from:
        return did_you_mean(error.name_from, dir(_module(error.name)))
    if isinstance(error, NameError) and error.name:
        return _for_name(error.name, states, error)
    if isinstance(error, FileNotFoundError):
        return "; a user file may not read another file: write its numbers into this one"
    if isinstance(error, RecursionError):
        return "; it asks itself, without end"
    return _for_text(str(error)) or _asked_as(error)


def _missing(error: AttributeError) -> tuple[str, Any] | None:
    """The name of an attribute that there is not, and the object. Python 3.12 tells neither of one that is
    set: then the object is the one of that kind among the variables where it arose."""
    said, at = NO_ATTRIBUTE.match(str(error)), _innermost(error)
    if error.name or not (said and at):
        return (error.name, error.obj) if error.name else None
    there = (each for each in at.tb_frame.f_locals.values() if type(each).__name__ == said[1])
    return next(((said[2], each) for each in there), None)


def _for_text(text: str) -> str:
    found = next((match for form in HINTS if (match := re.search(form, text))), None)
    return f"; {HINTS[found.re.pattern].format(*found.groups())}" if found else ""


def _for_attribute(name: str, thing: Any, states: list[str]) -> str:
    if isinstance(thing, int | float) or hasattr(thing, "__array__"):
        near = did_you_mean(name, _attributes(thing), close=CLOSE) if getattr(thing, "ndim", 0) else ""
        return near or f"; {ONE_NUMBER}"
    if isinstance(thing, Mapping) and name in thing:
        return f'; write ["{name}"], in brackets and quotes'
    mine = [] if isinstance(thing, ModuleType) else states
    held = [each for each in mine if not callable(getattr(type(thing), each, None))]
    listed, every = f"; there are {', '.join(held)}" if held else "", [*_attributes(thing), *mine]
    if not hasattr(type(thing), "fields"):
        return did_you_mean(name, every) or listed
    # of an agent rather a state than a rule
    return did_you_mean(name, held, close=STATE) or did_you_mean(name, every, close=CLOSE) or listed


def _for_name(name: str, states: list[str], error: NameError) -> str:
    if name in IMPORTS:
        return f"; write `{IMPORTS[name]}` at the top of the file"
    if name in states:
        return f"; write self.{name}"
    if line_of(error).startswith(f"{name} =="):
        return f"; to give a name to a value, write one sign: {name} = ..."
    near = nearest(name, states, STATE)
    if name.capitalize() in ("True", "False", "None"):
        return f"; did you mean '{name.capitalize()}'?"
    return f"; did you mean 'self.{near}'?" if near else did_you_mean(name, _names_at(error), close=CLOSE)


def _asked_as(error: BaseException) -> str:
    """How a function is asked that was asked with too much or too little, where it can be found."""
    called = re.match(r"([\w.]+?)(\.__init__)?\(\) (missing|got an unexpected)", str(error))
    if not called:
        return ""
    name, things = called[1], [*_within(error).values()]
    things += [getattr(type(each), name.rpartition(".")[2], None) for each in things]
    found = next((each for each in things if getattr(each, "__qualname__", None) == name), None)
    if found is None:
        return ""
    inputs, owner = [*signature(found).parameters], found.__qualname__.rpartition(".")[0]
    if inputs == ["self"] and (not owner or owner.endswith("<locals>")):  # no method: a rule
        return f"; a rule is only named, without brackets: {found.__name__}"
    inputs = [each for each in inputs if each != "self"]
    return f"; it is asked as {found.__name__}({', '.join(inputs)})"


def _innermost(error: BaseException) -> TracebackType | None:
    at = error.__traceback__
    while at and at.tb_next:
        at = at.tb_next
    return at


def _innermost_is_the_users(error: BaseException) -> bool:
    at = _innermost(error)
    return at is not None and (TEXT in at.tb_frame.f_globals or CELL in at.tb_frame.f_code.co_filename)


def _within(error: BaseException) -> dict[str, Any]:
    """What has a name where the error arose, in the function or its file."""
    at = _innermost(error)
    return at.tb_frame.f_locals | at.tb_frame.f_globals if at else {}


def line_of(error: BaseException) -> str:
    """The innermost line of a user file or of a lesson's cell that an error went through; empty if none.
    Of what asks itself without end, the line that does so first."""
    found, at = "", error.__traceback__
    while at:
        text, file = at.tb_frame.f_globals.get(TEXT), at.tb_frame.f_code.co_filename
        if text is not None:
            found = text.splitlines()[at.tb_lineno - 1]
        elif CELL in file:
            found = linecache.getline(file, at.tb_lineno)
        if found and isinstance(error, RecursionError):
            break
        at = at.tb_next
    return found.strip()


def _names_at(error: BaseException) -> list[str]:
    """What could have been meant where the error arose: names of the file, of the function, of Python."""
    return [*_within(error), *dir(builtins)]


def _attributes(thing: Any) -> list[str]:
    return [name for name in dir(thing) if not name.startswith("_")]


def _module(name: str | None) -> ModuleType | None:
    return sys.modules.get(name or "")
