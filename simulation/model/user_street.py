"""A street with user-defined agents, as a scenario names it: `rules: {Street: shops.py:WithShops}`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from simulation.population import Population, RuleError, UserRule
from simulation.scenario.sections.user_defined.rules import STREET
from simulation.user_files.watch import Watching, watch_methods

if TYPE_CHECKING:
    from simulation.scenario import Scenario


def street_class(usual: type, scenario: Scenario | None) -> type:
    """The class of a street: the usual one, or what a scenario names in its place. Raises RuleError where
    that is no subclass of it."""
    own = next((each for each in scenario.rules if each.target == STREET), None) if scenario else None
    return _watched(usual, own) if own else usual


@cache
def _watched(usual: type, rule: UserRule) -> type:
    """A class of a user file, whose methods say where they fail."""
    found = rule.fetch()
    if not (isinstance(found, type) and issubclass(found, usual)):
        raise RuleError(
            f"{rule.file}: what replaces {STREET} must be a class that begins: class {rule.name}({STREET}):"
        )
    with Watching(rule.file, {}):
        watch_methods(found)
    return found


def spread(population: Population[Any], grids: int) -> None:
    """Give agents that live in a grid one each, in turn."""
    if "grid" in population.kind.fields():
        population.set("grid", np.arange(len(population)) % grids)


def user_states(populations: dict[type, Population[Any]], usual: frozenset[type]) -> dict[str, float]:
    """The mean of each state of user-defined kinds, "Shopkeeper.heard"."""
    return {
        f"{kind.__name__}.{name}": float(population.columns[name].mean())
        for kind, population in populations.items()
        if kind not in usual
        for name in kind.fields()
        if name != "grid"
    }
