"""User-defined agents from near: those that live in a grid, and their states this evening."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.model import Street


@dataclass(frozen=True)
class Some:
    """The agents of a kind in a grid: how many, and the mean of each state, by what it means."""

    count: int
    states: dict[str, float]


def of_grid(street: Street, grid: int) -> dict[str, Some]:
    """Agents of each kind that the street does not have by itself; all of a kind that lives in no grid."""
    found = {}
    for kind, population in street.populations.items():
        if kind in street.usual_kinds:
            continue
        fields = kind.fields()
        here = population.columns["grid"] == grid if "grid" in fields else np.ones(len(population), bool)
        shown = {
            each.meaning: population.columns[name][here] for name, each in fields.items() if name != "grid"
        }
        means = {meaning: float(values.mean()) for meaning, values in shown.items() if len(values)}
        found[kind.__name__] = Some(int(here.sum()), means)
    return found
