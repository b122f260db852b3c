"""What the server of the live view says of itself on stderr: one line per event, never a traceback."""

from __future__ import annotations

import logging

from simulation.experiment.execution.engines.local_pool import one_line

TWICE = "cannot disconnect a page"
"""What Solara says when a page's line breaks twice, as it may where it is opened anew: nothing is lost."""


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


def is_news(record: logging.LogRecord) -> bool:
    """Whether an event is worth a line."""
    error = record.exc_info[1] if record.exc_info else None
    return error is None or TWICE not in str(_first(error))


def say_in_lines() -> None:
    """Have all warnings and errors of this process on stderr, in lines."""
    handler = logging.StreamHandler()
    handler.addFilter(is_news)
    handler.setFormatter(OneLine())
    handler.setLevel(logging.WARNING)
    logging.getLogger().addHandler(handler)
