"""Run a user file once, and keep its plug-ins apart from those of the program."""

from __future__ import annotations

import copyreg
import sys
from dataclasses import is_dataclass
from functools import cache
from hashlib import sha256
from types import ModuleType
from typing import Any

from simulation.user_files.borders import check_may_run
from simulation.user_files.errors import TEXT, DeclarationError, UserFileError, failure, line_in
from simulation.user_files.printing import few_prints
from simulation.user_files.python_says import not_python
from simulation.user_files.reading.waits import refusals
from simulation.user_files.time_limit import limited
from simulation.user_files.user_object import UserObject
from simulation.user_files.watch import Watching, watch_methods

_FOUND = "__found__"

Found = dict[tuple[str, str], Any]


@cache
def run_file(text: str, file: str) -> ModuleType:
    """The file as a module; UserFileError names the line where it cannot be run."""
    check_may_run(file)
    module = ModuleType(f"own_file_{sha256(f'{file}:{text}'.encode()).hexdigest()[:16]}")
    module.__file__ = file
    vars(module).update({_FOUND: {}, TEXT: text, "print": few_prints(file), **refusals()})
    sys.modules[module.__name__] = module
    try:
        with Watching(file, vars(module)[_FOUND]):
            limited(exec, compile(text, file, "exec", dont_inherit=True), vars(module))
    except BaseException as error:  # a user's file may raise anything, or call sys.exit
        del sys.modules[module.__name__]
        if isinstance(error, KeyboardInterrupt):
            raise
        raise UserFileError(_sentence(text, file, error)) from error
    _let_travel(module)
    return module


def _sentence(text: str, file: str, error: BaseException) -> str:
    place = f"{file}:{line_in(file, error)}"
    if isinstance(error, UserFileError):
        return str(error) if str(error).startswith(f"{file}:") else f"{place}: {error}"
    if isinstance(error, DeclarationError):
        return f"{place}: {error}"
    if isinstance(error, SyntaxError):
        return f"{place} is not Python: {not_python(error, text)}"
    return f"{place}: cannot be run: {failure(error)}"


def found_in(text: str, file: str, kind: str) -> dict[str, Any]:
    """The plug-ins of a kind ("intervention") in a file, by name. Runs the file."""
    found: Found = vars(run_file(text, file))[_FOUND]
    return {name: plugin for (each, name), plugin in found.items() if each == kind}


def register(kind: str, name: str, plugin: Any, file: str) -> bool:
    """Register a plug-in if its `file` is the user file being run now; returns whether it is."""
    now = Watching.now()
    if now is None or now.file != file:  # a file may be the first to import parts of the program
        return False
    if (kind, name) in now.found:
        raise UserFileError(f"two {kind}s of this file are called '{name}'; give one of them another name")
    now.found[kind, name] = plugin
    if isinstance(plugin, type):
        watch_methods(plugin)
    return True


def home_of(thing: Any, name: str) -> UserObject | None:
    """The name and file of an object whose class stands in a user file; None for the program's classes."""
    module = sys.modules.get(type(thing).__module__)
    text = getattr(module, TEXT, None)
    return None if text is None else UserObject(name, text, str(getattr(module, "__file__", "")))


def _let_travel(module: ModuleType) -> None:
    """Let settings of its classes be pickled: a process that never saw the file runs its text first."""
    for each in vars(module).values():
        if isinstance(each, type) and each.__module__ == module.__name__ and is_dataclass(each):
            copyreg.pickle(each, _packed)  # type: ignore[arg-type]


def _packed(thing: Any) -> tuple[Any, ...]:
    module = sys.modules[type(thing).__module__]
    return _unpacked, (getattr(module, TEXT), module.__file__, type(thing).__name__, vars(thing))


def _unpacked(text: str, file: str, name: str, values: dict[str, Any]) -> Any:
    return getattr(run_file(text, file), name)(**values)
