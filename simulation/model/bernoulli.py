"""Who says yes: luck against a chance, asked only of those whose luck could suffice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.luck import Luck
from simulation.model.state import Today
from simulation.population import Population

Inputs = Callable[[Population[Any]], tuple[Any, ...]]


def bernoulli_rows(
    luck: Luck,
    purpose: str,
    people: Population[Any],
    today: Today,
    chance: Callable[..., Any],
    ceiling: float,
    inputs: Inputs,
    among: NDArray[np.bool_] | None = None,
) -> NDArray[np.intp]:
    """Rows of those whose luck of today lies below their chance, a rule.

    inputs: what the rule is asked with, for some of the people; among: who of a whole population is asked
    (agents,), where these are many. Nobody's chance exceeds the ceiling, so only the few whose luck lies
    below it are asked; a rule of a user keeps no ceiling.
    """
    highest = 1.0 if people.has_user_rules else ceiling
    if among is None:
        drawn = luck.of_agents(purpose, people, today.ordinal)
        maybe = np.flatnonzero(drawn < highest)
        rows, drawn = people.rows[maybe], drawn[maybe]
    else:
        rows, drawn = luck.few(purpose, people.by_street.each, today.ordinal, highest, among)
    asked = people.part(rows)
    return rows[drawn < asked.evaluate(chance, *inputs(asked))]
