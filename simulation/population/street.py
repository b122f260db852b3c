"""A Mesa model whose agents lie in populations."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

import mesa

from simulation.population.population import Population


class ArrayModel(mesa.Model):
    """A Mesa model that offers its populations where Mesa offers agent sets; ordinary Mesa agents may live
    beside them."""

    def __init__(self) -> None:
        super().__init__(rng=0)  # Mesa's own generator stays unused: luck belongs to a cause
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
    def agents(self) -> Iterator[mesa.Agent]:  # type: ignore[override]
        """All agents, one kind after the other, one by one."""
        return chain.from_iterable(self.agents_by_type.values())
