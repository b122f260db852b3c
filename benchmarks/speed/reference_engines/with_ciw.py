"""Ciw on the simplified form: a grid is a node with two servers and priority classes; it draws by itself."""

from __future__ import annotations

import numpy as np

from benchmarks.speed.reference_engines.workload import CASES_A_GRID, DAY, SHARES, WORKERS, Absent, mean_work

try:
    import ciw
except ImportError:
    ciw = None

NAMES = ("emergency", "major", "general")


def network():
    """One grid. Raises Absent."""
    if ciw is None:
        raise Absent("Ciw is not installed (pip install ciw)")
    rates = SHARES * CASES_A_GRID / DAY
    return ciw.create_network(
        arrival_distributions={
            name: [ciw.dists.Exponential(rate=rate)] for name, rate in zip(NAMES, rates, strict=True)
        },
        service_distributions={name: [ciw.dists.Exponential(rate=1 / mean_work())] for name in NAMES},
        number_of_servers=[WORKERS],
        priority_classes={name: rank for rank, name in enumerate(NAMES)},
    )


def play(days: int, seed: int):
    """A grid's days; what came of them is read by `waits`."""
    ciw.seed(seed)
    simulation = ciw.Simulation(network())
    simulation.simulate_until_max_time(days * DAY)
    return simulation


def waits(simulation, after: float) -> np.ndarray:
    """Mean wait of each class among those that came after some minutes, [classes]."""
    records = simulation.get_all_records(only=["service"])
    came = np.array([record.arrival_date for record in records])
    waited = np.array([record.waiting_time for record in records])
    of_class = np.array([NAMES.index(record.customer_class) for record in records])
    return np.array([waited[(came >= after) & (of_class == k)].mean() for k in range(len(NAMES))])
