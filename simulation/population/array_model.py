"""A Mesa model whose agents lie in populations."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any

import mesa

from simulation.population.crowd import Crowd
from simulation.population.population import Population


class ArrayModel(mesa.Model):
    """A Mesa model that offers its populations where Mesa offers agent sets; ordinary Mesa agents may stand
    beside them.

    seed: of Mesa's own generators, `random` and `rng`, which no rule of this project uses: random draws
    belong to a cause. user_kinds: subclasses in the place of kinds, with user-defined rules.
    """

    def __init__(self, seed: int = 0, user_kinds: Mapping[type, type] | None = None) -> None:
        super().__init__(rng=seed)
        self.user_kinds = user_kinds or {}
        self.populations: dict[type, Population] = {}

    @property
    def agents_by_type(self) -> dict[type, Any]:
        """The set of agents of each kind."""
        return {**super().agents_by_type, **self.populations}

    @property
    def agent_types(self) -> list[type]:
        """Every kind of agent in the model."""
        return list(self.agents_by_type)

    @property
    def agents(self) -> Crowd:  # type: ignore[override]
        """All agents, one kind after the other; who is of two kinds (a party member, a resident) comes once,
        as the more general."""
        wholes: dict[int, Population] = {}
        for each in sorted(self.populations.values(), key=len, reverse=True):
            wholes.setdefault(id(each.columns), each)
        mine = [each for each in self.populations.values() if wholes[id(each.columns)] is each]
        return Crowd(chain(*mine, super().agents), self.random)

    def remove_all_agents(self) -> None:
        """Not possible: populations stay as large as they were made."""
        raise TypeError("a population stays as large as it was made; make a new model instead")
