"""Small streets for tests of the service: workers, communities, cases and their times."""

from __future__ import annotations

import numpy as np

from simulation.service import Arrivals, Layout, Rules, Service, kernel, legs

E, M, G = kernel.EMERGENCY, kernel.MAJOR, kernel.GENERAL
INF = np.inf
NINE, TEN, NOON, EVENING = 540.0, 600.0, 720.0, 1080.0


def street(workers=(0,), communities=(0,), rules=None, **layout):
    """A service with Lijia's hours; `workers` names the grid of each."""
    return Service(
        Layout(communities=list(communities), worker_grid=list(workers), **layout), rules or Rules()
    )


def case(service, cls, registered, *plan, **columns):
    """Register one case; a plan of one number is its work. Returns its row."""
    plan = [("work", step) if isinstance(step, int | float) else step for step in plan]
    given = {"id": [service.count], "grid": [0], "cls": [cls], "registered": [float(registered)]}
    given |= {name: [value] for name, value in columns.items()}
    return int(service.register(Arrivals(given, legs([plan])))[0])


def times(service, row, *names):
    """Some columns of a case as plain numbers."""
    return [float(service.cases[name][row]) for name in names or ("first_start", "true_close")]
