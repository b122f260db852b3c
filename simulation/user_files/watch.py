"""User-defined functions are watched: an error in one says where it is, and none may draw random numbers
or wait for a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields, is_dataclass
from functools import wraps
from types import FunctionType, TracebackType
from typing import Any, ClassVar

from simulation.user_files.errors import UserFileError, failure, line_in
from simulation.user_files.reading.draws import line_of_draw
from simulation.user_files.reading.waits import waiting_in
from simulation.user_files.time_limit import TookTooLong, limited


class Watching:
    """While a user file is being run: its name, and the plug-ins that it has registered so far."""

    _open: ClassVar[list[Watching]] = []

    def __init__(self, file: str, found: dict[tuple[str, str], Any]) -> None:
        self.file, self.found = file, found

    def __enter__(self) -> None:
        self._open.append(self)

    def __exit__(self, kind: type | None, error: BaseException | None, where: TracebackType | None) -> None:
        self._open.remove(self)

    @classmethod
    def now(cls) -> Watching | None:
        """The file that is being run, if one is."""
        return cls._open[-1] if cls._open else None


def watched(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of the file that is being run, watched; a function of the program as it is."""
    now = Watching.now()
    if now is None or not isinstance(function, FunctionType) or function.__code__.co_filename != now.file:
        return function
    file, line, name = now.file, function.__code__.co_firstlineno, function.__name__
    drawing = line_of_draw(function)
    if drawing:
        raise UserFileError(
            f"{file}:{drawing}: {name} draws a random number, but only the model may: a user file may only "
            "calculate, so that all scenarios share their random numbers"
        )
    waiting = waiting_in(function)
    if waiting:
        raise UserFileError(f"{file}:{waiting[0]}: {name} {waiting[1]}")

    @wraps(function)
    def guarded(*inputs: Any, **named: Any) -> Any:
        try:
            return limited(function, *inputs, **named)
        except UserFileError:
            raise
        except Exception as error:  # a user's function may raise anything
            where = line_in(file, error, line)
            raise UserFileError(f"{file}:{where}: {name} {_failed(error, inputs)}") from error

    return guarded


def _failed(error: Exception, inputs: tuple[Any, ...]) -> str:
    if isinstance(error, FrozenInstanceError):
        return f"changes one of its numbers, which stays as the scenario sets it: {error}"
    if isinstance(error, TookTooLong):
        return str(error)
    numbers = [each.name for each in fields(inputs[0])] if inputs and is_dataclass(inputs[0]) else []
    return f"failed: {failure(error, numbers)}"


def watch_methods(cls: type) -> None:
    """Watch every method and property that a class of the file defines."""
    for name, each in list(vars(cls).items()):
        if name.startswith("__"):
            continue
        if isinstance(each, FunctionType):
            setattr(cls, name, watched(each))
        elif isinstance(each, property) and each.fget:
            setattr(cls, name, property(watched(each.fget)))
