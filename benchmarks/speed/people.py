"""How long it takes to make the people of Lijia, beside as many plain Mesa agents with one state each.

    python benchmarks/speed/people.py [SCENARIO]

Compare the ratio, not the seconds: both are of this machine in this run.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import mesa

from simulation import neighbourhood
from simulation.luck import Luck
from simulation.population import ArrayModel
from simulation.scenario import Scenario, load

TRIES = 5


class Plain(mesa.Agent):
    """As little as an agent can be."""

    def __init__(self, model: mesa.Model, trust: float) -> None:
        super().__init__(model)
        self.trust = trust


def best(make: Callable[[], object]) -> float:
    """Seconds of the fastest of several tries."""
    spent = []
    for _ in range(TRIES):
        began = time.perf_counter()
        make()
        spent.append(time.perf_counter() - began)
    return min(spent)


def people(scenario: Scenario) -> None:
    """Everybody with traits and home, and whom they know."""
    n, luck = scenario.numbers, Luck(7)
    buildings = neighbourhood.build(scenario.place, scenario.governance)
    composition = neighbourhood.compose(buildings, luck, n["residents"])
    everyone = neighbourhood.populate(
        ArrayModel(), scenario.place, buildings, composition, luck, n["residents"], n["members"]
    )
    neighbourhood.neighbours(n["residents"], luck, buildings.estate[everyone.building])


def plain(size: int) -> None:
    """As many plain agents."""
    model = mesa.Model(rng=7)
    for _ in range(size):
        Plain(model, 0.6)


def main() -> None:
    """Print both and their ratio."""
    scenario = load(sys.argv[1] if len(sys.argv) > 1 else "scenarios/lijia.yaml")
    size = round(scenario.place.residents)
    people(scenario)  # compiles what is to be compiled
    ours, theirs = best(lambda: people(scenario)), best(lambda: plain(size))
    print(f"{size:,} residents {ours:.3f} s, plain Mesa agents {theirs:.3f} s, ratio {ours / theirs:.2f}")


if __name__ == "__main__":
    main()
