"""How the command line ends: with a whole sentence on stderr and an exit code."""

from __future__ import annotations

import sysconfig
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from simulation.cli.telling import tell
from simulation.user_files import warning_of

OF_LIBRARIES = ("stdlib", "platstdlib", "purelib", "platlib")
LIBRARIES = (Path(__file__).parents[1], *(sysconfig.get_path(each) for each in OF_LIBRARIES))
"""Folders whose files are no user's."""
GOOD, FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130


class UsageError(click.ClickException):
    """An error of the user: a sentence and an exit code."""

    def __init__(self, sentence: str, code: int = BAD_INPUT) -> None:
        super().__init__(sentence)
        self.code = code

    def show(self, file: Any = None) -> None:
        click.echo(self.message, file=file, err=file is None)


@contextmanager
def as_user_errors(*errors: type[Exception], code: int = BAD_INPUT) -> Iterator[None]:
    """Turn errors whose text is written for users into UsageError, with their own exit code or else
    `code`."""
    try:
        yield
    except errors as error:
        raise UsageError(str(error), getattr(error, "code", code)) from error


@contextmanager
def plain_warnings() -> Iterator[None]:
    """Warnings inside are lines on stderr, each once, without the place in the program that gives them."""
    told = set()

    def tell_once(message: Warning | str, kind: type[Warning], file: str, line: int, *_: object) -> None:
        note = _note(str(message), kind, file, line)
        if note not in told:
            tell(note, err=True)
        told.add(note)

    with warnings.catch_warnings():
        warnings.showwarning = tell_once
        yield


def _note(message: str, kind: type[Warning], file: str, line: int) -> str:
    """A warning; one of Python's in a user file has its line."""
    own = not any(Path(file).is_relative_to(home) for home in LIBRARIES)
    of_python = own and issubclass(kind, SyntaxWarning | RuntimeWarning)
    return f"{file}:{line}: note: {warning_of(message)}" if of_python else f"note: {message}"
