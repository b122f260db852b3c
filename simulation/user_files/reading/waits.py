"""Find in a rule, without running it, what waits for a person: it is asked for every agent, and nobody is
there to answer."""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import Any, NoReturn

from simulation.user_files.errors import UserFileError
from simulation.user_files.reading.instructions import instructions_of, is_beside, line_of

WAITING = {
    "input": "asks a person with input(), but nobody can answer while a street is simulated; "
    "write the number itself",
    "breakpoint": "stops for a person with breakpoint(), but nobody can answer while a street is simulated; "
    "take it out",
}
"""What waits for a person, by what a file calls it, and what is said of a rule that does."""


def waiting_in(function: FunctionType) -> tuple[int, str] | None:
    """The line where a function, or one of its file that it calls, waits for a person, and the sentence about
    it; None if it does not."""
    for each, thing in instructions_of(function):
        mine = is_beside(thing, function) or not (thing is None or callable(thing))
        if "GLOBAL" in each.opname and each.argval in WAITING and not mine:
            return line_of(each), WAITING[each.argval]
    return None


def refusals() -> dict[str, Callable[..., NoReturn]]:
    """What stands in a user file in place of what waits: it refuses where that is called outside of rules."""
    return {name: _refusing(sentence) for name, sentence in WAITING.items()}


def _refusing(sentence: str) -> Callable[..., NoReturn]:
    def refuse(*_values: Any, **_named: Any) -> NoReturn:
        raise UserFileError(sentence)

    return refuse
