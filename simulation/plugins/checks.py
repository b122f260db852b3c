"""What a policy or shock must have to be one, and how each thing that it lacks is written."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any

from simulation.parameters import described, names_no_work

_EXAMPLES = {"title": 'title = {"en": "...", "zh": "..."}', "remedy": "remedy = 0"}


def lacks(cls: Any, promise: type) -> Iterator[str]:
    """What a class still needs to keep a promise, each as the end of a sentence."""
    for name in inspect.get_annotations(promise):
        if not hasattr(cls, name):
            yield f"has no {name}; write `{_EXAMPLES.get(name, name)}` below its `class` line"
    title = getattr(cls, "title", None)
    if title is not None and (not isinstance(title, dict) or title.keys() != {"en", "zh"}):
        yield f"needs its title in both languages; write `{_EXAMPLES['title']}`"
    if "remedy" in inspect.get_annotations(promise) and not _is_remedy(getattr(cls, "remedy", 0)):
        yield f"has the remedy {cls.remedy!r}; write one of 1 to 6, or 0 for none: `{_EXAMPLES['remedy']}`"
    for name, asked in vars(promise).items():
        if not name.startswith("_") and isinstance(asked, FunctionType | property):
            yield from _lacks_method(cls, name, asked)


def _is_remedy(remedy: Any) -> bool:
    several = remedy if isinstance(remedy, tuple) and remedy else (remedy,)
    return all(isinstance(each, int) and 0 <= each <= 6 for each in several)


def _lacks_method(cls: Any, name: str, asked: Any) -> Iterator[str]:
    """What is wrong with one method or property."""
    own = inspect.getattr_static(cls, name, None)
    if isinstance(asked, property):
        if own is None:
            yield f"has no {name}; write `{name} = 7`, or a property of that name"
        elif isinstance(own, FunctionType):
            yield f"has `{name}` as a method; write @property on the line above `def {name}(self):`"
        return
    inputs = tuple(inspect.signature(asked).parameters)
    if not isinstance(own, FunctionType):
        yield f"has no `{name}`; write `def {name}({', '.join(inputs)}):`"
    elif wrong := wrong_inputs(own, inputs):
        yield wrong


def wrong_inputs(own: Callable[..., Any], inputs: tuple[str, ...]) -> str:
    """What is wrong with the inputs of a function; empty where it can be asked with them."""
    try:
        inspect.signature(own).bind(*inputs)
    except TypeError:
        mine, asked = ", ".join(inspect.signature(own).parameters), ", ".join(inputs)
        name = getattr(own, "__name__", "it")
        return f"has `def {name}({mine}):`, but it is asked with ({asked}); write `def {name}({asked}):`"
    return ""


def lacks_for_everybody(cls: Any) -> Iterator[str]:
    """What a class of the program needs besides: readers in both languages see it."""
    written = (inspect.getdoc(cls) or "").startswith(
        f"{cls.__name__}("
    )  # by a dataclass, where there is none
    if written and sys.flags.optimize < 2:  # which leaves all docstrings out
        yield 'does not say what it is; write """...""" below its `class` line'
    for number in described(cls).values():
        for what in ("unit", "meaning", "source"):
            if not getattr(number, what):
                yield f"has a number '{number.name}' with an empty {what}; see `param` in parameters.py"
        if number.source and names_no_work(number.source):
            yield (
                f"has a number '{number.name}' whose source '{number.source}' names no work; begin with "
                "'assumed', or cite an entry of docs/references.bib as [@key]"
            )


def lacks_chinese(cls: Any) -> Iterator[str]:
    """Numbers of a class that the live view cannot name in Chinese."""
    for number in described(cls).values():
        if not number.zh:
            yield f"has a number '{number.name}' without its meaning in Chinese; add `zh=\"...\"` to it"
