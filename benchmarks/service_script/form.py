"""The form of a JSON file, read strictly: nothing unknown, nothing converted, all errors at once.

A reader takes a value, its place in the file and a list to which it appends a sentence for each error.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields
from typing import Any, get_type_hints

Reader = Callable[[Any, str, list[str]], Any]


def parts(cls: type) -> Reader:
    """Objects with the keys of a dataclass: each annotation names its reader, `class_` is the key `class`."""
    hints = get_type_hints(cls, include_extras=True)
    keys = {each.name.rstrip("_"): each for each in fields(cls)}

    def read(value: Any, place: str, errors: list[str]) -> Any:
        if not isinstance(value, dict):
            return errors.append(f"{place}: {shown(value)} is not an object")
        before, inside = len(errors), f"{place}." if place else ""
        given = {}
        for name, each in keys.items():
            if name in value:
                (read_one,) = hints[each.name].__metadata__
                given[each.name] = read_one(value[name], inside + name, errors)
            elif each.default is MISSING:
                errors.append(f"{inside}{name}: is missing")
        errors += [f"{inside}{name}: no such key; {advice(name, keys)}" for name in value if name not in keys]
        return cls(**given) if len(errors) == before else None

    return read


def list_of(read_one: Reader) -> Reader:
    """Lists of what another reader reads, as tuples."""

    def read(value: Any, place: str, errors: list[str]) -> Any:
        if not isinstance(value, list):
            return errors.append(f"{place}: {shown(value)} is not a list")
        return tuple(read_one(each, f"{place}[{row}]", errors) for row, each in enumerate(value))

    return read


def number(kind: str, types: tuple[type, ...], low: float, high: float) -> Reader:
    """Finite numbers of some types from `low` to `high`; `kind` is what an error calls them."""

    def read(value: Any, place: str, errors: list[str]) -> Any:
        if not isinstance(value, types) or isinstance(value, bool):
            errors.append(f"{place}: {shown(value)} is not {kind}")
        elif value != value or abs(value) == float("inf"):
            errors.append(f"{place}: {shown(value)} is not a finite number")
        elif value < low:
            errors.append(f"{place}: {shown(value)} is too small; it must be at least {low:g}")
        elif value > high:
            errors.append(f"{place}: {shown(value)} is too large; it must be at most {high:g}")
        return value

    return read


def choice(*allowed: str) -> Reader:
    """One of some words."""

    def read(value: Any, place: str, errors: list[str]) -> Any:
        if value not in allowed:
            errors.append(f"{place}: {shown(value)} is none of the choices; {advice(str(value), allowed)}")
        return value

    return read


def optional(read: Reader) -> Reader:
    """What a reader reads, or null."""
    return lambda value, place, errors: None if value is None else read(value, place, errors)


def anything(value: Any, place: str, errors: list[str]) -> Any:
    """Whatever it is, if an answer can say it again."""
    try:
        json.dumps(value, allow_nan=False)
    except ValueError:
        errors.append(f"{place}: {shown(value)} has a number that is not finite")
    return value


def advice(given: str, allowed: Iterable[str]) -> str:
    """What is allowed, and which of it may have been meant."""
    allowed = list(allowed)
    near = difflib.get_close_matches(given, allowed, 1)
    shown_first = ", ".join(allowed[:12]) + (", …" if len(allowed) > 12 else "")
    return f"allowed: {shown_first}" + (f"; did you mean '{near[0]}'?" if near else "")


def shown(value: object) -> str:
    """A value as it stood in the file, cut short."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else text[:37] + "..."
