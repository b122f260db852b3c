"""Agents without a street, for tests of their rules: populations of any size in any state."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import ndtri
from scipy.stats import qmc

from simulation.agents.grid_worker import WorkerNumbers
from simulation.agents.party_member import MemberNumbers, PartyMember
from simulation.agents.resident import ResidentNumbers
from simulation.levers import LeverDefaults, Levers
from simulation.population import Population
from simulation.service.numbers import ServiceNumbers

RESIDENTS, MEMBERS, WORKERS, SERVICE = ResidentNumbers(), MemberNumbers(), WorkerNumbers(), ServiceNumbers()
REST = Levers(LeverDefaults(), 1)


def people(size: int, **states: Any) -> Population[PartyMember]:
    return _fill(Population(None, PartyMember, size, numbers=RESIDENTS, party=MEMBERS), states)


def _fill(agents: Population[Any], states: dict[str, Any]) -> Population[Any]:
    for name, values in states.items():
        agents.columns[name][:] = values
    return agents


def spread(size: int, traits: int) -> np.ndarray:
    """Even draws without a seed: points that fill a cube evenly (Sobol), one column per trait."""
    return np.clip(qmc.Sobol(traits, scramble=False).random(size), 1e-6, 1 - 1e-6).T


def levels(mean: float, luck: np.ndarray) -> np.ndarray:
    return np.clip(mean + 0.15 * ndtri(luck), 0, 1)


SIZE = 2**13
