"""Rules of one's own: functions in a file that take the place of rules of the program.

A student replaces one rule (`Resident.joining_chance`) by a function, or several by a subclass (`Resident`).
The text of the file travels with the scenario, so every process runs the same, whatever becomes of the file.
Nothing here runs it but `fetch`.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from simulation.population.agent import ArrayAgent


class RuleError(ValueError):
    """A rule of somebody's own cannot be used; the text is a sentence that names it, its file and line."""


@dataclass(frozen=True)
class OwnRule:
    """A function or class of one's own.

    target: what it replaces, "Resident.joining_chance" or "Resident"; name: its own; text: of its file; file:
    its path in messages, which says nothing about the world.
    """

    target: str
    name: str
    text: str
    file: str = field(compare=False)

    @property
    def file_name(self) -> str:
        """The name of the file, without folders."""
        return Path(self.file).name

    @property
    def digest(self) -> str:
        """SHA-256 of the file."""
        return sha256(self.text.encode()).hexdigest()

    def fetch(self) -> Any:
        """The function or class itself. Runs the file; RuleError if that fails."""
        module = _module(self.text, self.file)
        if not hasattr(module, self.name):
            raise RuleError(f"{self.file}: there is no '{self.name}' in it, which should be {self.target}")
        return getattr(module, self.name)


def own_rule(target: str, given: str | Callable | type) -> OwnRule:
    """What replaces a rule, from "file.py:name" or from a function or class that stands in a file."""
    if isinstance(given, str):
        file, name = parted(given)
    else:
        file, name = _home_of(target, given)
    try:
        return OwnRule(target, name, Path(file).read_text("utf-8"), file)
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{file}: cannot be read, though it should have {target}: {error}") from error


def parted(text: str) -> tuple[str, str]:
    """File and name of "my_rules.py:keen_students"; ValueError for a text of another form."""
    file, colon, name = text.strip().rpartition(":")
    if not colon or not file.endswith(".py") or not name.isidentifier():
        raise RuleError(f"'{text}' is no rule of one's own, which is written as my_rules.py:name")
    return file, name


def _home_of(target: str, given: Callable | type) -> tuple[str, str]:
    name = getattr(given, "__qualname__", "")
    try:
        file = inspect.getsourcefile(given)
    except TypeError:
        file = None
    if not file or not name.isidentifier() or not Path(file).is_file():
        raise RuleError(
            f"what replaces {target} must stand in a file, so that it can be kept with the results: "
            "a plain function or class of a .py file"
        )
    return file, name


def names_in(text: str, file: str) -> dict[str, int]:
    """Functions and classes of a file with their lines, read without running it. Raises SyntaxError."""
    kinds = (ast.FunctionDef, ast.ClassDef)
    return {each.name: each.lineno for each in ast.parse(text, file).body if isinstance(each, kinds)}


@cache
def _module(text: str, file: str) -> ModuleType:
    """The file as a module; RuleError names the line where it cannot be run."""
    module = ModuleType(f"own_rules_{sha256(text.encode()).hexdigest()[:16]}")
    module.__file__ = file
    sys.modules[module.__name__] = module
    try:
        exec(compile(text, file, "exec"), vars(module))
    except Exception as error:
        del sys.modules[module.__name__]
        raise RuleError(f"{file}:{line_in(file, error)}: cannot be run: {said(error)}") from error
    return module


def line_in(file: str, error: BaseException, otherwise: int = 1) -> int:
    """The line of a file where an error arose."""
    if isinstance(error, SyntaxError) and error.lineno:
        return error.lineno
    found, at = otherwise, error.__traceback__
    while at:
        if at.tb_frame.f_code.co_filename == file:
            found = at.tb_lineno
        at = at.tb_next
    return found


def said(error: BaseException) -> str:
    """What kind of error it is, and its text on one line."""
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


def rules_of(kind: type[ArrayAgent]) -> dict[str, FunctionType]:
    """The rules of a kind of agent by name: what it and its parents do, besides what every agent does."""
    found: dict[str, FunctionType] = {}
    for base in reversed(kind.__mro__):
        if issubclass(base, ArrayAgent) and base is not ArrayAgent:
            found |= {
                name: each
                for name, each in vars(base).items()
                if isinstance(each, FunctionType) and not name.startswith("_")
            }
    return found
