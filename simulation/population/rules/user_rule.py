"""User-defined rules: functions in a file that take the place of rules of the program.

A student replaces one rule (`Resident.joining_chance`) by a function, or several by a subclass (`Resident`).
The text of the file travels with the scenario, so every process runs the same, whatever becomes of the file.
Nothing here runs it but `fetch`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType
from typing import Any

from simulation.population.agent import ArrayAgent
from simulation.user_files import UserFileError, UserObject, parted, run_file


class RuleError(UserFileError):
    """A rule cannot be asked; the text is a sentence that names it, its file and line."""


@dataclass(frozen=True)
class UserRule(UserObject):
    """A user-defined function or class; target: what it replaces, "Resident.joining_chance" or "Resident"."""

    target: str

    def fetch(self) -> Any:
        """The function or class itself. Runs the file. Raises RuleError if that fails."""
        try:
            module = run_file(self.text, self.file)
        except UserFileError as error:
            raise RuleError(str(error)) from error
        if not hasattr(module, self.name):
            raise RuleError(f"{self.file}: there is no '{self.name}' in it, which should be {self.target}")
        return getattr(module, self.name)


def user_rule(target: str, given: str | Callable | type) -> UserRule:
    """What replaces a rule, from "file.py:name" or from a function or class that stands in a file."""
    try:
        file, name = parted(given) if isinstance(given, str) else _home_of(target, given)
    except UserFileError as error:
        raise RuleError(str(error)) from error
    try:
        return UserRule(name, Path(file).read_text("utf-8"), file, target)
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{file}: cannot be read, though it should have {target}: {error}") from error


def _home_of(target: str, given: Callable | type) -> tuple[str, str]:
    name = getattr(given, "__qualname__", "")
    try:
        file = inspect.getsourcefile(given)
    except (OSError, TypeError):
        file = None
    if not file or not name.isidentifier() or not Path(file).is_file():
        raise RuleError(
            f"what replaces {target} must stand in a file, so that it can be kept with the results: "
            "a plain function or class of a .py file"
        )
    return file, name


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
