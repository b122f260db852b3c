"""What a rule is asked with: an array holds one value for each agent, anything else is the same for all.

Nothing is guessed from lengths. What differs by grid is handed over as `values[people.grid]`; only objects
that hold such arrays (levers, rewards) go to a rule whole, which then reads `levers.calls[self.grid]`.
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature, unwrap
from pathlib import Path
from typing import Any

import numpy as np

from simulation.population.rules.user_rule import RuleError


def check_inputs(rule: Callable, inputs: tuple[Any, ...], size: int) -> None:
    """Raises RuleError for an array that has not one value for each of `size` agents."""
    for position, each in enumerate(inputs):
        if _is_by_agent(each) and len(each) != size:
            raise _wrong_length(rule, position, len(each), size)


def inputs_of(inputs: tuple[Any, ...], where: Any) -> tuple[Any, ...]:
    """The inputs of some agents, or of the one at a place."""
    return tuple(each[where] if _is_by_agent(each) else each for each in inputs)


def _is_by_agent(given: Any) -> bool:
    return isinstance(given, np.ndarray) and given.ndim > 0


def _wrong_length(rule: Callable, position: int, length: int, size: int) -> RuleError:
    guard = getattr(rule, "guard", None)
    names = list(signature(guard.rule if guard else rule).parameters)
    what = (
        f"is asked with {length} values as '{names[1 + position]}' for {size} agents; "
        "an array has one value for each agent (by grid: values[people.grid]), "
        "a plain number is the same for all"
    )
    if guard:
        return guard.error(what)
    code = unwrap(rule).__code__
    file = Path(code.co_filename)
    file = file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file
    return RuleError(f"{file}:{code.co_firstlineno}: {rule.__qualname__} {what}")
