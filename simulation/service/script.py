"""A script: grids, bodies and cases written by hand, as JSON; read strictly, with all errors at once."""

from __future__ import annotations

import difflib
import json
import typing
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, ValidationError

from simulation.service.layout import ALWAYS, Shift

LATEST = 1e8  # minutes, two centuries: beyond it a number is a slip of the pen

Minutes = Annotated[float, Field(ge=0, le=LATEST, allow_inf_nan=False)]
Name = str | int
Class = Literal["emergency", "major", "general"]


class ScriptError(ValueError):
    """What is wrong with a script: one sentence an error, each on its own line."""


class Part(BaseModel):
    """Strict: nothing unknown, nothing converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Escalation(Part):
    """A visit to a department after a handling at the grid; without `return_handling` it closes the case."""

    department: Name
    service: Minutes
    return_handling: Minutes | None = None


def one_or_many(value: object) -> str | None:
    """Whether visits are given as one object or as a list."""
    return "many" if isinstance(value, list) else "one" if isinstance(value, dict | Escalation) else None


Visits = Annotated[
    Annotated[Escalation, Tag("one")] | Annotated[list[Escalation], Tag("many")], Discriminator(one_or_many)
]


class Case(Part):
    """A case; its place in the list breaks ties. `patience`: minutes of waiting after which it withdraws."""

    id: Name
    grid: Name
    class_: Class = Field(alias="class")
    arrival: Minutes
    handling: Minutes
    escalate: Visits | None = None
    patience: Minutes | None = None

    @property
    def visits(self) -> list[Escalation]:
        """The visits to departments, in order."""
        if self.escalate is None:
            return []
        return self.escalate if isinstance(self.escalate, list) else [self.escalate]


class Grid(Part):
    """A grid and its workers; without `windows` always on duty."""

    id: Name
    workers: Annotated[int, Field(ge=0, le=100_000)]
    windows: list[Annotated[list[Minutes], Field(min_length=2, max_length=2)]] | None = None
    windowed_classes: list[Class] = ["general"]
    at_close: Literal["finish", "pause"] = "finish"

    @property
    def shift(self) -> Shift:
        """The hours of duty."""
        if self.windows is None:
            return Shift(ALWAYS, ())
        return Shift(
            tuple((opens, closes) for opens, closes in self.windows),
            tuple(self.windowed_classes),
            self.at_close,
        )


class Department(Part):
    """A body with its servers."""

    id: Name
    servers: Annotated[int, Field(ge=1, le=100_000)]


class ScriptRules(Part):
    """Rules other than those of the project."""

    preempt: Literal["emergencies", "none", "all"] = "emergencies"
    queue_key: Literal["arrival", "join", "resumed_first"] = "arrival"
    victim: Literal["latest_arrival", "latest_join"] = "latest_arrival"


class Script(Part):
    """The whole script; `title`, `why`, `id` and `time_unit` are for the reader."""

    id: Any = None
    title: Any = None
    why: Any = None
    time_unit: Any = None
    grids: list[Grid]
    departments: list[Department] = []
    horizon: Minutes | None = None
    rules: ScriptRules = ScriptRules()
    cases: list[Case]


def read_script(path: str | Path) -> Script:
    """Read a script file. Raises ScriptError with a sentence for each error."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise ScriptError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ScriptError(f"{path}: is not a text file in UTF-8") from error
    try:
        return check_script(json.loads(text))
    except json.JSONDecodeError as error:
        raise ScriptError(f"{path}:{error.lineno}:{error.colno}: this is not JSON ({error.msg})") from error
    except RecursionError as error:
        raise ScriptError(f"{path}: is nested too deeply to be a script") from error
    except ScriptError as error:
        raise ScriptError("\n".join(f"{path}: {line}" for line in str(error).splitlines())) from error


def check_script(raw: object) -> Script:
    """A script from parsed JSON. Raises ScriptError with a sentence for each error."""
    if not isinstance(raw, dict):
        raise ScriptError("a script is one JSON object with grids, departments, horizon and cases")
    try:
        script = Script.model_validate(raw)
    except ValidationError as error:
        raise ScriptError("\n".join(dict.fromkeys(map(sentence, error.errors(include_url=False))))) from error
    errors = [*doubles(script), *bad_windows(script), *strangers(script), *stuck(script)]
    if errors:
        raise ScriptError("\n".join(errors))
    return script


# --- sentences for errors of form


def sentence(error: Any) -> str:
    """One error as a sentence: where, what, allowed, did you mean."""
    where, context, value = place(error["loc"]), error.get("ctx", {}), shown(error["input"])
    match error["type"]:
        case "missing":
            return f"{where}: is missing"
        case "extra_forbidden":
            return f"{where}: no such key; {advice(str(error['loc'][-1]), keys_at(error['loc'][:-1]))}"
        case "literal_error":
            allowed = [name.strip("' ") for name in context["expected"].replace(" or ", ",").split(",")]
            return f"{where}: {value} is none of the choices; {advice(str(error['input']), allowed)}"
        case "greater_than_equal":
            return f"{where}: {value} is too small; it must be at least {context['ge']:g}"
        case "less_than_equal":
            return f"{where}: {value} is too large; it must be at most {context['le']:g}"
        case "finite_number":
            return f"{where}: {value} is not a finite number"
        case kind:
            return f"{where}: {value} is not {EXPECTED.get(kind, 'allowed here')}"


EXPECTED = {
    "float_type": "a number of minutes",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "string_type": "a name",
    "list_type": "a list",
    "model_type": "an object",
    "model_attributes_type": "an object",
    "union_tag_not_found": "an object or a list of objects",
    "too_short": "a pair [open, close]",
    "too_long": "a pair [open, close]",
}


def place(loc: tuple[int | str, ...]) -> str:
    """`cases[3].handling` from a location; what only names a branch of a union is left out."""
    steps = [
        step for step in loc if isinstance(step, int) or (step.isidentifier() and step not in UNION_BRANCHES)
    ]
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")


UNION_BRANCHES = {"one", "many", "str", "int"}


def keys_at(loc: tuple[int | str, ...]) -> list[str]:
    """The keys allowed at a location of a script."""
    model: type[BaseModel] = Script
    for step in loc:
        found = model.model_fields.get(str(step))
        model = next(models_in(found.annotation), model) if found else model
    return [field.alias or name for name, field in model.model_fields.items()]


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models inside a type such as list[Grid] or Escalation | None."""
    if isinstance(annotation, typing.TypeAliasType):
        annotation = annotation.__value__
    if isinstance(annotation, type(BaseModel)):
        yield annotation
    for inner in typing.get_args(annotation):
        yield from models_in(inner)


def advice(given: str, allowed: list[str]) -> str:
    """What is allowed, and which of it may have been meant."""
    near = difflib.get_close_matches(given, allowed, 1)
    shown_first = ", ".join(allowed[:12]) + (", …" if len(allowed) > 12 else "")
    return f"allowed: {shown_first}" + (f"; did you mean '{near[0]}'?" if near else "")


def shown(value: object) -> str:
    """A value as it stood in the file, cut short."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else text[:37] + "..."


# --- sentences for errors of sense


def doubles(script: Script) -> Iterator[str]:
    """Ids that stand twice."""
    for kind, parts in (
        ("grids", script.grids),
        ("departments", script.departments),
        ("cases", script.cases),
    ):
        for name, times in Counter(part.id for part in parts).items():
            if times > 1:
                yield f"{kind}: the id {shown(name)} stands {times} times; it must be unique"


def bad_windows(script: Script) -> Iterator[str]:
    """Windows in which no worker could work."""
    for row, grid in enumerate(script.grids):
        if grid.windows == []:
            where = f"grids[{row}].windows"
            yield f"{where}: is empty, so no worker is ever on duty; leave it out for always on duty"
        for number, (opens, closes) in enumerate(grid.windows or []):
            if not opens < closes <= 1440:
                where = f"grids[{row}].windows[{number}]"
                yield f"{where}: [{opens:g}, {closes:g}] must open before it closes, within 0 to 1440"


def strangers(script: Script) -> Iterator[str]:
    """Cases of a grid or a department that does not exist, and visits that never come."""
    grids = {grid.id: None for grid in script.grids}
    departments = {department.id: None for department in script.departments}
    for row, case in enumerate(script.cases):
        if case.grid not in grids:
            known = [*map(str, grids)]
            yield f"cases[{row}].grid: no grid {shown(case.grid)}; {advice(str(case.grid), known)}"
        for number, visit in enumerate(case.visits):
            where = f"cases[{row}].escalate" + (f"[{number}]" if isinstance(case.escalate, list) else "")
            if visit.department not in departments:
                known = [*map(str, departments)]
                wrong = shown(visit.department)
                yield f"{where}.department: no department {wrong}; {advice(str(visit.department), known)}"
            if visit.return_handling is None and number + 1 < len(case.visits):
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
