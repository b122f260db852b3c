"""How the command line ends: with a whole sentence on stderr and an exit code."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from simulation.cli.telling import tell

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
    """Warnings inside are lines on stderr, without the place in the program that gives them."""
    with warnings.catch_warnings():
        warnings.showwarning = lambda message, *_, **__: tell(f"note: {message}", err=True)
        yield
