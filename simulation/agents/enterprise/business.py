"""E3: an enterprise does well or badly, has troubles of its own, closes, and another takes its place."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulation.parameters import param, settings
from simulation.population import ArrayAgent, state

WEAK, WEAK_MONTHS = 0.1, 3  # health below which a firm may close, and for how long (E3)
VISITED = 30  # days for which a visit voices a firm's troubles


@settings
class BusinessNumbers:
    """Numbers of E3."""

    health_keep: float = param(0.95, "1/month", (0.85, 0.99), "persistence", "assumed")
    health_sd: float = param(
        0.08, "level/month", (0.03, 0.15), "shock (half common to the street)", "assumed"
    )
    health_visit: float = param(0.01, "level per visit", (0, 0.03), "help from a useful visit", "assumed")
    ent_need_health: float = param(
        2, "log rate per unit", (0, 4), "weak business raises a firm's needs", "assumed"
    )
    firm_vacancy: float = param(
        6, "months", (2, 24), "mean time for which the premises of a closed firm stand empty", "assumed"
    )

    def renewal_chance(self) -> float:
        """E3: chance that a new firm opens in empty premises this month."""
        return float(1 - np.exp(-1 / self.firm_vacancy))


class BusinessRules(ArrayAgent):
    """How an enterprise fares."""

    asks_30d: Any
    numbers: Any
    health: Any = state("float32", 0.5, "level 0-1", (0, 1), "business health")
    trading: Any = state("bool", 1, "0 or 1", (0, 1), "is open for business")
    weak_months: Any = state("uint8", 0, "months", (0, 255), "months in a row of very weak business")
    firms_before: Any = state("uint16", 0, "firms", (0, 65535), "how many closed in these premises before")
    days_since_visit: Any = state("float32", 1000, "days", (0, 1e6), "days since the grid last visited")

    def health_next(self, street: Any, own: Any, weather: Any = 0.0) -> Any:
        """E3: business health of next month. street, own: standard normal luck, of all firms and of this one,
        half and half; weather: what a shock adds for all.

        Rises with visits of the last month and weather.
        """
        n: BusinessNumbers = self.numbers
        shock = n.health_sd * (np.sqrt(0.5) * street + np.sqrt(0.5) * own)
        helped = n.health_visit * self.asks_30d
        return np.clip(0.5 + n.health_keep * (self.health - 0.5) + shock + helped + weather, 0, 1)

    def weak_months_next(self) -> Any:
        """E3: months in a row of health below .1."""
        return np.where(self.health < WEAK, np.minimum(self.weak_months, 254) + 1, 0)

    def closes(self) -> Any:
        """E3: whether it closes now: three months in a row of very weak business, 0 or 1."""
        return (self.weak_months >= WEAK_MONTHS) * 1.0

    def trouble_weight(self) -> Any:
        """E3: weight with which the enterprise needs of the street fall on it; none on a closed one. Falls
        with health."""
        return self.trading * np.exp(self.numbers.ent_need_health * (0.5 - self.health))

    def is_heard(self) -> Any:
        """E3: whether a visit within a month has it tell the grid of its troubles, 0 or 1."""
        return (self.days_since_visit < VISITED) * 1.0
