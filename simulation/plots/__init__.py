"""Pictures: a file a figure, each a function from a tidy table to plotly's `data` and `layout`.

A figure is plain dictionaries, stored once: every text in it is a pair of languages that the page
resolves, and `panels` says how the page lays it out on a desk, a phone and paper.
"""

from simulation.plots.closing import closing
from simulation.plots.copying import copying
from simulation.plots.days import days
from simulation.plots.effect import effect
from simulation.plots.flows import flows
from simulation.plots.forest import forest
from simulation.plots.grids import grids
from simulation.plots.money import money
from simulation.plots.participation import participation
from simulation.plots.rates import rates
from simulation.plots.street import street
from simulation.plots.sweep import sweep
from simulation.plots.time_account import time_account

__all__ = [
    "closing",
    "copying",
    "days",
    "effect",
    "flows",
    "forest",
    "grids",
    "money",
    "participation",
    "rates",
    "street",
    "sweep",
    "time_account",
]
