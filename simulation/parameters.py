"""Numbers of the model: each one carries a default, a unit, a range, a meaning and a source.

The file of a rule declares the rule's numbers beside it:

    @settings
    class ChannelNumbers:
        beta_busy: float = param(0.9, "log odds", (0.3, 1.6), "loss of in-person channels at work", "assumed")

A room gathers the numbers of its rules in one class, and a scenario sets each by its dotted path,
`residents.beta_busy`:

    @room("residents")
    class ResidentNumbers(ChannelNumbers, NeedNumbers): ...
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T", bound=type)

_ABOUT = "about"
_ROOMS: dict[str, type] = {}


@dataclass(frozen=True)
class Parameter:
    """What is known of one number: `default`, `low` and `high` in `unit`, a meaning and a source.

    `allowed` is not empty where the value is a word out of a list (then low and high mean nothing). `zh`: the
    meaning in Chinese, where it is shown in that language.
    """

    name: str
    default: Any
    unit: str
    low: float
    high: float
    meaning: str
    source: str
    allowed: tuple[str, ...] = ()
    zh: str = ""

    @property
    def assumed(self) -> bool:
        """Whether no source gives the size of the number: a guess inside a wide range."""
        return self.source.startswith("assumed")


def param(
    default: float, unit: str, within: tuple[float, float], meaning: str, source: str, zh: str = ""
) -> Any:
    """Declare a number: a dataclass field that knows its unit, range, meaning and source."""
    low, high = map(float, within)
    if not low <= default <= high:
        raise ValueError(f"default {default} of '{meaning}' lies outside {low} to {high}")
    about = {"unit": unit, "low": low, "high": high, "meaning": meaning, "source": source, "zh": zh}
    return field(default=float(default), metadata={_ABOUT: about})


def word(default: str, allowed: tuple[str, ...], meaning: str, source: str, zh: str = "") -> Any:
    """Declare a setting that is a word: one of `allowed`, or any text where that is empty."""
    about = {
        "unit": "choice",
        "low": 0.0,
        "high": 0.0,
        "meaning": meaning,
        "source": source,
        "allowed": allowed,
        "zh": zh,
    }
    return field(default=default, metadata={_ABOUT: about})


@dataclass_transform(field_specifiers=(param, word), kw_only_default=True, frozen_default=True)
def settings(cls: T) -> T:
    """Make a class of `param`s a frozen dataclass."""
    return dataclass(frozen=True, kw_only=True)(cls)


@dataclass_transform(field_specifiers=(param, word), kw_only_default=True, frozen_default=True)
def room(name: str) -> Callable[[T], T]:
    """Make a class the home of all numbers of one room, `name` in dotted paths."""

    def register(cls: T) -> T:
        made = settings(cls)
        if name in _ROOMS:
            raise ValueError(f"room '{name}' has a home already: {_ROOMS[name].__qualname__}")
        _ROOMS[name] = made
        return made

    return register


def rooms() -> dict[str, type]:
    """The settings class of every room that has been imported, by name."""
    return dict(sorted(_ROOMS.items()))


def described(cls: type) -> dict[str, Parameter]:
    """All numbers of a settings class, by name."""
    return {
        each.name: Parameter(each.name, each.default, **each.metadata[_ABOUT])
        for each in fields(cls)
        if _ABOUT in each.metadata
    }
