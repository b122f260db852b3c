"""Find random draws in a rule without running it: a rule returns a chance, and only the model draws."""

from __future__ import annotations

from types import FunctionType, ModuleType
from typing import Any

from simulation.user_files.reading.instructions import instructions_of, line_of

NAMES = {"random", "rng", "default_rng", "RandomState", "secrets", "urandom"}
MODULES = ("random", "numpy.random", "secrets", "_random")


def line_of_draw(function: FunctionType) -> int | None:
    """The line where a function, or one of its file that it calls, draws a random number; None if it does
    not."""
    for each, thing in instructions_of(function):
        name = each.argval if isinstance(each.argval, str) else ""
        reads = each.opname.startswith(("LOAD_ATTR", "LOAD_METHOD", "IMPORT"))
        if (reads and name.rpartition(".")[2] in NAMES) or _is_random(thing):
            return line_of(each)
    return None


def _is_random(thing: Any) -> bool:
    """Whether it is a module of random numbers, or something made there."""
    if isinstance(thing, ModuleType):
        return thing.__name__ in MODULES
    owner = getattr(thing, "__self__", thing)
    homes = (getattr(owner, "__module__", None), type(owner).__module__)
    return any(isinstance(home, str) and _below(home) for home in homes)


def _below(home: str) -> bool:
    return any(home == each or home.startswith(f"{each}.") for each in MODULES)
