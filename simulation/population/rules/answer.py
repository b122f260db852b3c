"""Rules are written once, for one agent, and answer for all.

A rule is a method that reads states and returns a chance or an amount. Plain arithmetic works on one agent
and on a column alike. A rule with a plain `if`, `and`, `max(...)` or `math.exp` works for one agent only: it
is then asked agent by agent, with one warning that says how to write it for arrays. Which of the two a rule
is, is found by trial at its first use, never by guessing, so a rule that silently means something else for a
column is caught too.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import partial
from inspect import unwrap
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.population.rows import Rows
from simulation.population.rules.inputs import check_inputs, inputs_of
from simulation.population.rules.user_rule import RuleError

_TRIAL = 32
_ONE_BY_ONE: dict[Any, bool] = {}


class SlowRuleWarning(UserWarning):
    """A rule is asked agent by agent, because it works for one agent only."""


def answer(rule: Callable, population: Rows, inputs: tuple[Any, ...]) -> NDArray:
    """The rule's answer for each agent of the population, in the order of its rows."""
    check_inputs(rule, inputs, len(population))
    if not len(population):
        return _nobody(rule, population, inputs)
    # the same rule may mean something else where a rule that it asks is user-defined
    plain = unwrap(rule) if hasattr(rule, "__wrapped__") else rule  # to unwrap costs more than to see
    code = getattr(plain, "__code__", rule), population.kind.user_rules
    one_by_one = _ONE_BY_ONE.get(code)
    if one_by_one is None:
        one_by_one = _works_only_for_one(rule, population, inputs)
        if one_by_one or len(population) > 1:  # a plain `if` takes an array of one for a number
            _ONE_BY_ONE[code] = one_by_one
    return (_ask_each if one_by_one else _ask_blocks)(rule, population, inputs)


def _nobody(rule: Callable, population: Rows, inputs: tuple[Any, ...]) -> NDArray:
    """The answer for an empty population, in the shape in which the rule answers."""
    guard = getattr(rule, "guard", None)
    try:
        return _whole((guard.rule if guard else rule)(population.view(), *inputs), 0)
    except (ValueError, TypeError):  # a rule for one agent only
        return np.zeros(0)


def _ask_blocks(rule: Callable, population: Rows, inputs: tuple[Any, ...]) -> NDArray:
    size, step = len(population), population.block
    if size <= step:  # most of a day: nothing is cut
        return _whole(rule(population.view(), *inputs), size)
    answers = []
    for start in range(0, size, step):
        block = slice(start, min(start + step, size))
        rows = block if population.is_whole else population.rows[block]
        answers.append(_whole(rule(population.view(rows), *inputs_of(inputs, block)), block.stop - start))
    return np.concatenate(answers)


def _whole(value: Any, size: int) -> NDArray:
    return np.broadcast_to(value, size) if np.ndim(value) == 0 else np.asarray(value)


def _ask_each(rule: Callable, population: Rows, inputs: tuple[Any, ...]) -> NDArray:
    return np.array([rule(agent, *inputs_of(inputs, i)) for i, agent in enumerate(population)])


def _works_only_for_one(rule: Callable, population: Rows, inputs: tuple[Any, ...]) -> bool:
    """Ask a few agents one by one and all at once; True, with a warning, where the answers differ."""
    few = population.part(population.rows[:_TRIAL])
    given = inputs_of(inputs, slice(0, _TRIAL))
    began = perf_counter()
    one_by_one = _ask_each(rule, few, given)
    seconds = (perf_counter() - began) / len(few) * len(population)
    slow = partial(_warn, rule, len(population), seconds)
    if population.has_user_rules and not _alike(one_by_one, _ask_each(rule, few, given)):
        raise RuleError(
            f"the rule {_named(rule)} answers otherwise when it is asked again: "
            "a rule draws no luck and remembers nothing"
        )
    try:
        with np.errstate(all="ignore"):
            at_once = _ask_blocks(rule, few, given)
    except Exception:  # whatever it is, it works one by one
        return slow()
    return False if _alike(at_once, one_by_one) else slow()


def _alike(one: NDArray, other: NDArray) -> bool:
    if one.dtype.kind not in "biuf" or other.dtype.kind not in "biuf":
        return np.array_equal(one, other)
    return one.shape == other.shape and np.allclose(one, other, rtol=1e-4, atol=1e-6, equal_nan=True)


def _named(rule: Callable) -> str:
    return getattr(rule, "__qualname__", str(rule))


def _warn(rule: Callable, size: int, seconds: float) -> bool:
    warnings.warn(
        f"the rule {_named(rule)} works, and is asked agent by agent ({seconds:.1g} s for {size:,}); "
        "to have it faster, for all at once: np.where for `if`, & | ~ for `and or not`, np.maximum for max",
        SlowRuleWarning,
        stacklevel=2,
    )
    return True
