"""JSON files of a results folder, read with the form they should have: a folder may come from anywhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite
from pathlib import Path
from typing import Any

from simulation.experiment.errors import ExperimentError
from simulation.text.no_text import NO_TEXT

ANY = "*"
"""The key of a form that stands for every key."""
_KINDS: Mapping[type, str] = {str: "a text", bool: "true or false", float: "a number", dict: "an object"}

# what a value may be: a kind of the above, None, a Whole, a Matching, a Day; [form]: a list of such values;
# {"key": form}: an object, "key?" for one that may be left out; (form, form): one of them
Form = Any


@dataclass(frozen=True)
class Whole:
    """Whole numbers from `low` to `high`."""

    low: int = 0
    high: int = 2**53

    def __str__(self) -> str:
        return f"a whole number from {self.low} to {self.high}"

    def fits(self, value: Any) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and self.low <= value <= self.high


@dataclass(frozen=True)
class Matching:
    """Texts of a pattern; `words` says which these are."""

    pattern: re.Pattern[str]
    words: str

    def __str__(self) -> str:
        return self.words

    def fits(self, value: Any) -> bool:
        return isinstance(value, str) and bool(self.pattern.fullmatch(value))


@dataclass(frozen=True)
class Day:
    """Dates of the calendar."""

    def __str__(self) -> str:
        return "a date YYYY-MM-DD"

    def fits(self, value: Any) -> bool:
        try:
            return isinstance(value, str) and len(value) == 10 and bool(date.fromisoformat(value))
        except ValueError:
            return False


def read_json(file: Path, form: Form) -> Any:
    """What a file holds. Raises FileNotFoundError where there is none, ExperimentError with the place of the
    first thing in it that is not of the form."""
    try:
        found = json.loads(file.read_text("utf-8"))
        said = json.dumps(found, ensure_ascii=False)
        said.encode()  # an escape may stand for what no text holds
    except FileNotFoundError:
        raise
    except OSError as error:
        raise ExperimentError(f"{file} cannot be read: {error.strerror or error}") from error
    except json.JSONDecodeError as error:
        raise ExperimentError(f"{file}:{error.lineno}:{error.colno}: not JSON: {error.msg}") from error
    except UnicodeDecodeError as error:
        raise ExperimentError(f"{file} cannot be read: it is no UTF-8 text") from error
    except UnicodeEncodeError as error:
        raise ExperimentError(f"{file} cannot be read: it holds a character that no text has") from error
    except RecursionError as error:
        raise ExperimentError(f"{file} cannot be read: it is nested too deeply") from error
    except ValueError as error:
        raise ExperimentError(f"{file} cannot be read: it holds a number of too many digits") from error
    if NO_TEXT.search(said):
        raise ExperimentError(f"{file} cannot be read: it holds a character that no text has")
    for wrong in faults(found, form):
        raise ExperimentError(f"{file}: {wrong}")
    return found


def faults(value: Any, form: Form, at: str = "") -> Iterator[str]:
    """What is not of the form, each with its place in the file."""
    if isinstance(form, tuple):
        if all(any(True for _ in faults(value, each, at)) for each in form):
            yield from faults(value, form[-1], at)
    elif isinstance(form, list):
        yield from _of_list(value, form[0], at)
    elif isinstance(form, dict):
        yield from _of_object(value, form, at)
    elif not _fits(value, form):
        yield f"{at or 'it'} is {_shown(value)}, but must be {_KINDS.get(form, form)}"


def _fits(value: Any, form: Form) -> bool:
    if form is None or form is float:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return number and isfinite(value) if form else value is None
    return isinstance(value, form) if isinstance(form, type) else form.fits(value)


def _of_list(value: Any, form: Form, at: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{at or 'it'} is {_shown(value)}, but must be a list"
        return
    for place, each in enumerate(value):
        yield from faults(each, form, f"{at}[{place}]")


def _of_object(value: Any, form: Mapping[str, Form], at: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{at or 'it'} is {_shown(value)}, but must be an object"
        return
    inside = f"{at}." if at else ""
    for key, one in form.items():
        name = key.removesuffix("?")
        if key == ANY:
            for each, what in value.items():
                yield from faults(what, one, f"{inside}{each}")
        elif name in value:
            yield from faults(value[name], one, f"{inside}{name}")
        elif name == key:
            yield f"{at or 'it'} has no '{key}'"


def _shown(value: Any) -> str:
    """A value as the file has it, cut short."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:37]}..."
