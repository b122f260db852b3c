"""Numbers of the model: each one carries a default, a unit, a range, a meaning and a source.

The file of a rule declares the rule's numbers beside it:

    @settings
    class ChannelNumbers:
        beta_busy: float = param(0.9, "log odds", (0.3, 1.6), "loss of in-person channels at work", "assumed")

A parameter group gathers the numbers of several rules in one class, and a scenario sets each by its dotted
path, `residents.beta_busy`:

    @parameter_group("residents")
    class ResidentNumbers(ChannelNumbers, NeedNumbers): ...

A number for each age group is declared once, and read as the tuple of all, youngest first:

    app_use: AgeGroups = param_by_age(
        "share", {"15_29": (0.97, (0.9, 1)), "60plus": (0.43, (0.25, 0.65))}, "uses apps,", "assumed"
    )

Files set each alone, `residents.app_use_15_29`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from inspect import get_annotations
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform

from simulation.units import wrong_unit
from simulation.user_files import DeclarationError

T = TypeVar("T", bound=type)
AgeGroups = tuple[float, ...]

FORM = 'param(0.2, "share", (0, 1), "what it is", "assumed")'
"""How a number is declared: default, unit, range, meaning and source."""
KEY = re.compile(r"\[@(\w+)\]")
"""How a source names a work: the key of its entry in docs/references.bib."""
OWN_WORDS = ("assumed", "derived", "measured on", "chosen", "the file", "no page kept")
"""How a source begins that names no work: what it is instead. "The file": a name that a file gives."""
_ABOUT = "about"
_GROUPS: dict[str, type] = {}


def names_no_work(source: str) -> bool:
    """Whether a source neither carries a key nor says what it is instead."""
    return not KEY.search(source) and not source.startswith(OWN_WORDS)


@dataclass(frozen=True)
class Parameter:
    """What is known of one number: `default`, `low` and `high` in `unit`, a meaning and a source.

    allowed: the words that the value may be; empty for a number. Where it is not empty, `low` and `high` mean
    nothing. zh: the meaning in Chinese, where it is shown in that language; words_zh: the same of each word
    of `allowed`. counted: whether the value is a whole number, 1 or more.
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
    counted: bool = False
    words_zh: tuple[str, ...] = ()

    @property
    def assumed(self) -> bool:
        """Whether no source gives the size of the number: a guess inside a wide range."""
        return self.source.startswith("assumed")


def param(
    default: float,
    unit: str,
    within: tuple[float, float],
    meaning: str,
    source: str | None = None,
    zh: str = "",
    counted: bool = False,
) -> Any:
    """Declare a number: a dataclass field that knows its unit, range, meaning and source.

    counted: it is a number of things of which there is no half, and one at least.

    Raises DeclarationError where one of the first five is left out, and for a default outside its range and a
    unit that has no Chinese.
    """
    if source is None:  # so that who forgets the unit is told of the unit, and not of what comes last
        _refuse_what_is_left_out(default, unit, within)
    low, high = map(float, within)
    if not low <= default <= high:
        raise DeclarationError(f"default {default} of '{meaning}' lies outside {low:g} to {high:g}")
    if wrong := wrong_unit(unit):
        raise DeclarationError(wrong)
    about = {"unit": unit, "low": low, "high": high, "meaning": meaning, "source": source, "zh": zh}
    return field(default=float(default), metadata={_ABOUT: about | {"counted": counted}})


def _refuse_what_is_left_out(default: float, unit: object, within: object) -> NoReturn:
    """Say which part of a number is not there: those behind it have moved into its place."""
    if not isinstance(unit, str):
        raise DeclarationError(f"the number {default} has no unit; write {FORM}")
    if isinstance(within, str):
        raise DeclarationError(f"the number {default} has no range; write {FORM}")
    raise DeclarationError(f"the number {default} has no meaning or no source; write {FORM}")


def word(
    default: str,
    allowed: tuple[str, ...],
    meaning: str,
    source: str,
    zh: str = "",
    words_zh: tuple[str, ...] = (),
) -> Any:
    """Declare a setting that is a word: one of `allowed`, or any text where that is empty.

    zh: the meaning in Chinese; words_zh: each word of `allowed` in Chinese, in the same order.

    Raises DeclarationError where only some of the words have Chinese.
    """
    if words_zh and len(words_zh) != len(allowed):
        raise DeclarationError(f"'{meaning}' has {len(allowed)} words and {len(words_zh)} in Chinese")
    about = {
        "unit": "choice",
        "low": 0.0,
        "high": 0.0,
        "meaning": meaning,
        "source": source,
        "allowed": allowed,
        "zh": zh,
        "words_zh": words_zh,
    }
    return field(default=default, metadata={_ABOUT: about})


@dataclass(frozen=True)
class _ByAge:
    """Numbers of the age groups, by the end of their names, until `settings` makes a field of each."""

    params: dict[str, Any]


def param_by_age(
    unit: str, groups: Mapping[str, tuple[float, tuple[float, float]]], meaning: str, source: str
) -> Any:
    """Declare a number for each age group: `name_15_29`, ..., all of them as the tuple `name`.

    groups: default and range of each, by its ages as `15_29` or `60plus`, youngest first. The meaning of each
    ends with them.
    """
    return _ByAge(
        {
            ages: param(default, unit, within, f"{meaning} {_ages_in_words(ages)}", source)
            for ages, (default, within) in groups.items()
        }
    )


def _ages_in_words(ages: str) -> str:
    return ages.replace("plus", "+").replace("_", "-")


@dataclass_transform(field_specifiers=(param, word, param_by_age), kw_only_default=True, frozen_default=True)
def settings(cls: T) -> T:
    """Make a class of `param`s a frozen dataclass."""
    _spread_by_age(cls)
    return dataclass(frozen=True, kw_only=True)(cls)


def _spread_by_age(cls: type) -> None:
    """Put a field for each age group where `param_by_age` stands, and the tuple of them under its name."""
    kinds: dict[str, Any] = {}
    for name, kind in get_annotations(cls).items():
        declared = vars(cls).get(name)
        if not isinstance(declared, _ByAge):
            kinds[name] = kind
            continue
        for ages, number in declared.params.items():
            setattr(cls, f"{name}_{ages}", number)
            kinds[f"{name}_{ages}"] = "float"
        setattr(cls, name, property(attrgetter(*(f"{name}_{ages}" for ages in declared.params))))
    cls.__annotations__ = kinds


@dataclass_transform(field_specifiers=(param, word, param_by_age), kw_only_default=True, frozen_default=True)
def parameter_group(name: str) -> Callable[[T], T]:
    """Make a class the home of all numbers of one parameter group, `name` in dotted paths."""

    def register(cls: T) -> T:
        made = settings(cls)
        if name in _GROUPS:
            raise ValueError(f"parameter group '{name}' has a home already: {_GROUPS[name].__qualname__}")
        _GROUPS[name] = made
        return made

    return register


def declared_groups() -> dict[str, type]:
    """The settings class of every parameter group that has been imported, by name."""
    return dict(sorted(_GROUPS.items()))


def described(cls: type) -> dict[str, Parameter]:
    """All numbers of a settings class, by name."""
    return {
        each.name: Parameter(each.name, each.default, **each.metadata[_ABOUT])
        for each in fields(cls)
        if _ABOUT in each.metadata
    }
