"""Who says yes: luck against a chance, asked only of those whose luck could suffice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.luck import Luck
from simulation.model.state import Today
from simulation.population import Population, inputs_of


def bernoulli_rows(
    luck: Luck,
    purpose: str,
    people: Population[Any],
    today: Today,
    chance: Callable[..., Any],
    ceiling: float,
    *inputs: Any,
) -> NDArray[np.intp]:
    """Rows of those whose luck of today lies below their chance, a rule with its inputs
    (arrays with one value for each of the people).

    Nobody's chance exceeds the ceiling, so only the few whose luck lies below it are asked; a rule of
    a user keeps no ceiling.
    """
    drawn = luck.draw(purpose, people.rows, today.ordinal)
    maybe = drawn < (1.0 if people.has_user_rules else ceiling)
    asked = people.part(maybe)
    return asked.rows[drawn[maybe] < asked.evaluate(chance, *inputs_of(inputs, maybe))]
