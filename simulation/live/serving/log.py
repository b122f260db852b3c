"""What the server of the live view says of itself on stderr: a line an event, never a traceback."""

from __future__ import annotations

import logging

from simulation.experiment.execution.engines.local_pool import one_line


class OneLine(logging.Formatter):
    """An event in one line; of an error its type, text and place."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        said = " ".join(record.getMessage().split("\n")[0].split())
        error = record.exc_info[1] if record.exc_info else None
        return f"{said}: {one_line(_first(error))}" if error else said


def _first(error: BaseException) -> BaseException:
    """The error itself, where it comes wrapped in a group."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def say_in_lines() -> None:
    """Have all warnings and errors of this process on stderr, in lines."""
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine())
    handler.setLevel(logging.WARNING)
    logging.getLogger().addHandler(handler)
