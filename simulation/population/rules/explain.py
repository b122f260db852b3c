"""Why a rule answered as it did, for one agent: the terms that it adds up, or the states that moved it.

A rule that is a sum says so with `adds_up`, and its terms have names. Any other rule, a user-defined one too,
is asked again for each state that it reads: this one state is set to its usual value among some other agents,
and the answer shows what the state changed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from simulation.population.rows import Rows
from simulation.population.rules.supposed import Supposed

R = TypeVar("R", bound=Callable)


@dataclass(frozen=True)
class Influence:
    """A state that a rule reads: its value in the agent, the usual one, and what the rule would answer if
    only this state were as usual."""

    state: str
    value: float
    usual: float
    answer: Any


def adds_up(terms: Callable) -> Callable[[R], R]:
    """Declare that a rule is made of sums. terms: takes what the rule takes, and gives a dict of each sum's
    terms by name, or several in the order of the rule's answers."""

    def declare(rule: R) -> R:
        rule.terms = terms  # type: ignore[attr-defined]
        return rule

    return declare


def terms_of(people: Rows, row: int, rule: Callable, *inputs: Any) -> list[dict[str, float]] | None:
    """The terms of each sum that a rule makes of one agent, by name, in the unit of the sum; None where the
    rule in force is no such sum, or is user-defined."""
    terms = getattr(people.in_force(rule), "terms", None)
    if terms is None:
        return None
    found = terms(people.view(row), *inputs)
    every = [found] if isinstance(found, dict) else found
    return [{name: float(value) for name, value in each.items()} for each in every]


def influences_on(
    people: Rows, row: int, usual: dict[str, float], rule: Callable, *inputs: Any
) -> list[Influence]:
    """The states that a rule reads of one agent, in the order in which it reads them, each with the answer if
    that state alone were as in `usual` (by name; others are left out)."""
    rule, agent = people.in_force(rule), people.view(row)
    asked = getattr(rule, "__wrapped__", rule)
    seen: dict[str, Any] = {}
    asked(Supposed(agent, {}, seen), *inputs)
    return [
        Influence(
            name, value, usual[name], np.asarray(asked(Supposed(agent, {name: usual[name]}, {}), *inputs))
        )
        for name, value in seen.items()
        if name in usual
    ]
