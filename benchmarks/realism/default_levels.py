"""Lijia Street with its levers at default levels: what the calm constants of the rules are measured by.

    python benchmarks/realism/default_levels.py [--runs 3]

Rules read many states as differences from usual; "usual" is a number in the parameters, the same for every
place. Prints each of them beside the mean over a year of the baseline.
"""

from __future__ import annotations

import click
import numpy as np

from simulation.model import Street
from simulation.scenario import load


def usual_and_measured(street: Street) -> dict[str, tuple[float, float]]:
    """Number and state of today, by name."""
    n, filled = street.world.numbers.workers, street.workers.filled
    today = street.records.daily[-1]
    patrol_hours = (today["minutes_patrol"] / 60 - today["foresight_hours"]) / street.world.grids
    working = street.world.calendar.working[street.day - 1]
    return {
        "load0": (n.load0, street.casework.load.mean()),
        "help_hours0": (n.help_hours0, street.volunteering.usual_hours.mean()),
        "awake0": (
            street.world.numbers.residents.awake0,
            street.residents.awake.sum() / max(street.residents.talent.sum(), 1),
        ),
        "burnout0": (n.burnout0, street.workers.burnout[filled].mean()),
        "fatigue0": (n.fatigue0, street.workers.fatigue[filled].mean()),
        "conflict0": (n.conflict0, street.feedback.conflict.mean()),
        "body_matters": (
            street.world.scenario.place.body_matters,
            street.world.scenario.place.body_matters
            * (street.casework.bodies.joined.sum() / street.casework.bodies.usual.sum()),
        ),
        "open_when_told0": (street.world.numbers.residents.open_when_told0, still_open(street)),
        "visit_hours": (n.visit_hours, patrol_hours if working else np.nan),
    }


def still_open(street: Street) -> float:
    """Share of today's second reports that found their matter open; NaN on a day without any."""
    today = street.records.daily[-1]
    return today["merged"] / today["told_again"] if today["told_again"] else np.nan


@click.command()
@click.option("--runs", default=3, help="how many seeds")
def main(runs: int) -> None:
    """Print numbers and means."""
    scenario = load("scenarios/lijia.yaml")
    days = []
    for seed in range(runs):
        street = Street(scenario, seed)
        for day in range(scenario.experiment.warmup + scenario.experiment.days):
            street.step()
            if day >= scenario.experiment.warmup:
                days.append(usual_and_measured(street))
    for name, (number, _) in days[0].items():
        print(f"{name:12s} {number:6.3f}  measured {np.nanmean([day[name][1] for day in days]):6.3f}")


if __name__ == "__main__":
    main()
