"""Metrics: from the records of a run to a number. One small function each, found by themselves.

    @metric("on_time_true", unit="share", better="higher", role="outcome", en="...", zh="...")
    def on_time_true(records): ...

unit: what the number is in; better: "higher", "lower" or "none"; role: "outcome" (what a policy is judged
by), "input" (what it spends) or "context"; problem: which of the six it is about, if any. NaN where a run had
nothing to measure.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from inspect import unwrap
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.close_names import did_you_mean
from simulation.plugins.registry import Registry
from simulation.records import Records
from simulation.records.closed import ClosedRecords
from simulation.units import wrong_unit
from simulation.user_files import (
    DeclarationError,
    UserFileError,
    UserObject,
    failure,
    found_in,
    line_in,
    watched,
)


@dataclass(frozen=True)
class Metric:
    """A metric with all that a reader must know of it."""

    name: str
    unit: str
    better: str
    role: str
    label: dict[str, str]
    meaning: str
    value: Callable[[Records], float]
    problem: int | None = None


WORDS = {"better": ("higher", "lower", "none"), "role": ("outcome", "input", "context")}
SOURCE = "Source:"
"""What stands in the definition before where it comes from."""
PROBLEMS = range(1, 7)
"""Numbers of the thesis's problems."""
METRICS: Registry[Metric] = Registry("metric", "simulation.metrics")


def metric(
    name: str, *, unit: str, better: str, role: str, en: str, zh: str, problem: int | None = None
) -> Callable[[Callable[[Records], float]], Callable[[Records], float]]:
    """Register a function of the records as a metric; its docstring is the definition that readers see.
    Raises DeclarationError for another word than those of `better` and `role`, a problem that is none of the
    six, a unit that has no Chinese, and a metric of the program without a docstring, or without a source in
    it."""
    words = _wrong_word("better", better), _wrong_word("role", role)
    for wrong in (*words, _wrong_problem(problem), wrong_unit(unit)):
        if wrong:
            raise DeclarationError(f"the metric '{name}': {wrong}")

    def register(value: Callable[[Records], float]) -> Callable[[Records], float]:
        label, meaning, asked = {"en": en, "zh": zh}, value.__doc__ or "", watched(value)
        if asked is value and (wrong := _wrong_meaning(meaning)):
            raise DeclarationError(f"the metric '{name}': {wrong}")
        METRICS.add(name)(Metric(name, unit, better, role, label, meaning, asked, problem))
        return value

    return register


def _wrong_word(what: str, word: str) -> str:
    """What is wrong with a word of the decorator; empty for one of those that there are."""
    if word in WORDS[what]:
        return ""
    allowed = " or ".join(f'"{each}"' for each in WORDS[what])
    return f"{what} is {word!r}; write {allowed}{did_you_mean(str(word), WORDS[what])}"


def _wrong_meaning(docstring: str) -> str:
    """What is wrong with the definition of a metric of the program; empty where it says what readers need."""
    if sys.flags.optimize > 1:  # Python leaves all docstrings out
        return ""
    if not docstring.strip():
        return "add a docstring: it is the definition that readers see"
    if SOURCE not in docstring:
        return f"end its docstring with where it comes from: '{SOURCE} definition.', or a publication"
    return ""


def _wrong_problem(problem: int | None) -> str:
    """What is wrong with the number of a problem; empty for one that there is, and for none."""
    if problem is None or problem in PROBLEMS:
        return ""
    return f"problem is {problem!r}; write a number from {PROBLEMS[0]} to {PROBLEMS[-1]}, or leave it out"


def evaluate(records: Records, own: Iterable[UserObject] = ()) -> pd.DataFrame:
    """All metrics of a run, then user-defined ones: columns metric, value, unit."""
    records = ClosedRecords(records)
    asked = [*METRICS.all().values(), *map(fetch, own)]
    rows = [(each.name, number_of(each, records), each.unit) for each in asked]
    return pd.DataFrame(rows, columns=["metric", "value", "unit"])


def fetch(own: UserObject) -> Metric:
    """A user-defined metric. Runs its file."""
    return found_in(own.text, own.file, METRICS.kind)[own.name]


def number_of(metric: Metric, records: Records) -> float:
    """One number, or NaN; UserFileError with file and line where it fails or gives none."""
    code = unwrap(metric.value).__code__
    try:
        value = metric.value(records)
    except UserFileError:  # of a user-defined metric, which is watched
        raise
    except Exception as error:  # of a plug-in, which may raise anything
        line = line_in(code.co_filename, error, code.co_firstlineno)
        raise _error(metric, line, f"failed: {failure(error)}") from error
    number = np.asarray(np.nan if value is None else value)
    if value is not None and number.ndim == 0 and number.dtype.kind in "biuf":
        return float(number.item())
    end = "end every way through it with `return` and one number"
    returned = f"returned {_what_it_is(value, number)}"
    raise _error(metric, code.co_firstlineno, f"{returned}; {end}")


def _what_it_is(value: object, asked: NDArray) -> str:
    """What a metric returned instead of a number. asked: the same as an array."""
    if value is None:
        return "nothing"
    return f"an array of shape {asked.shape}" if asked.ndim else repr(value)


def _error(metric: Metric, line: int, what: str) -> UserFileError:
    file = unwrap(metric.value).__code__.co_filename
    return UserFileError(f"{file}:{line}: the metric '{metric.name}' {what}")


def describe(own: UserObject) -> dict[str, Any]:
    """What a reader of the results must know of a user-defined metric, as JSON keeps it."""
    known = fetch(own)
    about = {name: getattr(known, name) for name in _DESCRIBED}
    return about | {"file": own.file_name, "sha256": own.digest}


def known_metrics(user_defined: Iterable[Mapping[str, Any]] = ()) -> dict[str, Metric]:
    """Metrics by name, for reading results: the program's, and the user-defined ones of one results folder,
    as `describe` stored them in its study.json. Nothing is registered, so two folders may use one name for
    different metrics."""
    return METRICS.all() | {each["name"]: _as_described(each) for each in user_defined}


def _as_described(about: Mapping[str, Any]) -> Metric:
    return Metric(**{name: about[name] for name in _DESCRIBED}, value=_not_here)


_DESCRIBED = ("name", "unit", "better", "role", "label", "meaning")


def _not_here(records: Records) -> float:
    raise UserFileError("this metric was read from results, which keep what it means, not how it is counted")
