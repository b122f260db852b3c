"""A script: grids, bodies and cases written by hand, as JSON; read strictly, all errors at once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from benchmarks.service_script.form import (
    advice,
    anything,
    choice,
    list_of,
    number,
    optional,
    parts,
    shown,
)
from simulation.service.layout import ALWAYS, CLASSES, Shift

LATEST = 1e8  # minutes, two centuries: beyond it a number is a slip of the pen
MOST_PEOPLE = 1_000_000  # workers and servers in all, of whom each takes some hundred bytes


class ScriptError(ValueError):
    """What is wrong with a script: one sentence per error, each on its own line."""


def name(value: Any, place: str, errors: list[str]) -> Any:
    """A word or a whole number."""
    if not isinstance(value, str | int) or isinstance(value, bool):
        errors.append(f"{place}: {shown(value)} is not a name")
    return value


minutes = number("a number of minutes", (int, float), 0, LATEST)


def window(value: Any, place: str, errors: list[str]) -> Any:
    """A pair of minutes."""
    if isinstance(value, list) and len(value) != 2:
        return errors.append(f"{place}: {shown(value)} is not a pair [open, close]")
    return list_of(minutes)(value, place, errors)


def visits(value: Any, place: str, errors: list[str]) -> Any:
    """Visits to departments, given as one object or as a list of objects."""
    if not isinstance(value, list | dict):
        return errors.append(f"{place}: {shown(value)} is not an object or a list of objects")
    visit = parts(Escalation)
    return (list_of(visit) if isinstance(value, list) else visit)(value, place, errors)


Name = Annotated[str | int, name]
Minutes = Annotated[float, minutes]
MinutesOrNone = Annotated[float | None, optional(minutes)]
Class = Annotated[str, choice(*CLASSES)]
Classes = Annotated[tuple[str, ...], list_of(choice(*CLASSES))]


@dataclass(frozen=True)
class Escalation:
    """A visit to a department after a handling at the grid; without `return_handling` it closes the case."""

    department: Name
    service: Minutes
    return_handling: MinutesOrNone = None


@dataclass(frozen=True)
class Case:
    """A case; its place in the list breaks ties. `patience`: minutes of waiting after which it withdraws."""

    id: Name
    grid: Name
    class_: Class
    arrival: Minutes
    handling: Minutes
    escalate: Annotated[Escalation | tuple[Escalation, ...] | None, optional(visits)] = None
    patience: MinutesOrNone = None

    @property
    def visits(self) -> tuple[Escalation, ...]:
        """The visits to departments, in order."""
        return (self.escalate,) if isinstance(self.escalate, Escalation) else self.escalate or ()


@dataclass(frozen=True)
class Grid:
    """A grid and its workers; without `windows` always on duty."""

    id: Name
    workers: Annotated[int, number("a whole number", (int,), 0, 100_000)]
    windows: Annotated[tuple[tuple[float, float], ...] | None, optional(list_of(window))] = None
    windowed_classes: Classes = ("general",)
    at_close: Annotated[str, choice("finish", "pause")] = "finish"

    @property
    def shift(self) -> Shift:
        """The hours of duty."""
        if self.windows is None:
            return Shift(ALWAYS, ())
        return Shift(self.windows, self.windowed_classes, self.at_close)


@dataclass(frozen=True)
class Department:
    """A body with its servers."""

    id: Name
    servers: Annotated[int, number("a whole number", (int,), 1, 100_000)]


@dataclass(frozen=True)
class ScriptRules:
    """Rules other than those of the project."""

    preempt: Annotated[str, choice("emergencies", "none", "all")] = "emergencies"
    queue_key: Annotated[str, choice("arrival", "join", "resumed_first")] = "arrival"
    victim: Annotated[str, choice("latest_arrival", "latest_join")] = "latest_arrival"


@dataclass(frozen=True, kw_only=True)
class Script:
    """The whole script; `title`, `why`, `id` and `time_unit` are for the reader."""

    id: Annotated[Any, anything] = None
    title: Annotated[Any, anything] = None
    why: Annotated[Any, anything] = None
    time_unit: Annotated[Any, anything] = None
    grids: Annotated[tuple[Grid, ...], list_of(parts(Grid))]
    departments: Annotated[tuple[Department, ...], list_of(parts(Department))] = ()
    horizon: MinutesOrNone = None
    rules: Annotated[ScriptRules, parts(ScriptRules)] = ScriptRules()
    cases: Annotated[tuple[Case, ...], list_of(parts(Case))]


def read_script(path: str | Path) -> Script:
    """Read a script file. Raises ScriptError with a sentence for each error."""
    try:
        return check_script(json.loads(Path(path).read_text(encoding="utf-8")))
    except OSError as error:
        raise ScriptError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ScriptError(f"{path}: is not a text file in UTF-8") from error
    except json.JSONDecodeError as error:
        raise ScriptError(f"{path}:{error.lineno}:{error.colno}: this is not JSON ({error.msg})") from error
    except RecursionError as error:
        raise ScriptError(f"{path}: is nested too deeply to be a script") from error
    except ValueError as error:  # sentences of a ScriptError, or a number of thousands of digits
        raise ScriptError("\n".join(f"{path}: {line}" for line in str(error).splitlines())) from error


def check_script(raw: object) -> Script:
    """A script from parsed JSON. Raises ScriptError with a sentence for each error."""
    if not isinstance(raw, dict):
        raise ScriptError("a script is one JSON object with grids, departments, horizon and cases")
    errors: list[str] = []
    script = parts(Script)(raw, "", errors)
    if not errors:
        errors = [*crowds(script), *doubles(script), *bad_windows(script), *strangers(script), *stuck(script)]
    if errors:
        raise ScriptError("\n".join(errors))
    return script


# --- errors of sense


def crowds(script: Script) -> Iterator[str]:
    """More people than a day can be played with."""
    people = sum(grid.workers for grid in script.grids) + sum(each.servers for each in script.departments)
    if people > MOST_PEOPLE:
        yield f"grids, departments: {people} workers and servers in all; {MOST_PEOPLE} are the most"


def doubles(script: Script) -> Iterator[str]:
    """Ids that stand twice."""
    for kind in ("grids", "departments", "cases"):
        for double, times in Counter(part.id for part in getattr(script, kind)).items():
            if times > 1:
                yield f"{kind}: the id {shown(double)} stands {times} times; it must be unique"


def bad_windows(script: Script) -> Iterator[str]:
    """Windows in which no worker could work."""
    for row, grid in enumerate(script.grids):
        if grid.windows == ():
            where = f"grids[{row}].windows"
            yield f"{where}: is empty, so no worker is ever on duty; leave it out for always on duty"
        for nth, (opens, closes) in enumerate(grid.windows or []):
            if not opens < closes <= 1440:
                where = f"grids[{row}].windows[{nth}]"
                yield f"{where}: [{opens:g}, {closes:g}] must open before it closes, within 0 to 1440"


def strangers(script: Script) -> Iterator[str]:
    """Cases of a grid or a department that does not exist, and visits that never come."""
    grids = {grid.id: None for grid in script.grids}
    departments = {department.id: None for department in script.departments}
    for row, case in enumerate(script.cases):
        if case.grid not in grids:
            known = [*map(str, grids)]
            yield f"cases[{row}].grid: no grid {shown(case.grid)}; {advice(str(case.grid), known)}"
        for nth, visit in enumerate(case.visits):
            where = f"cases[{row}].escalate" + (f"[{nth}]" if isinstance(case.escalate, tuple) else "")
            if visit.department not in departments:
                known = [*map(str, departments)]
                wrong = shown(visit.department)
                yield f"{where}.department: no department {wrong}; {advice(str(visit.department), known)}"
            if visit.return_handling is None and nth + 1 < len(case.visits):
                yield f"{where}: ends the case (no return_handling), so the visits after it never come"


def stuck(script: Script) -> Iterator[str]:
    """Cases that can never start where the script should run until everything is closed."""
    if script.horizon is not None:
        return
    for row, grid in enumerate(script.grids):
        if grid.workers == 0:
            waiting = [
                str(case.id) for case in script.cases if case.grid == grid.id and case.patience is None
            ]
            if waiting:
                names = ", ".join(waiting[:5]) + (", …" if len(waiting) > 5 else "")
                yield (
                    f"grids[{row}].workers: is 0, so these cases wait for ever: {names}; "
                    "give the grid a worker or the script a horizon"
                )
