"""Pictures: a file a figure, each a function from a tidy table to plotly's `data` and `layout`.

A figure is plain dictionaries, stored once: every text in it is a pair of languages that the page
resolves, and `panels` says how the page lays it out on a desk, a phone and paper.
"""

from simulation.plots.policies.cost_effect import effect
from simulation.plots.policies.forest import forest
from simulation.plots.policies.sweep import sweep
from simulation.plots.policies.transferability import copying
from simulation.plots.street.accounts import money
from simulation.plots.street.closing_times import closing
from simulation.plots.street.days import days
from simulation.plots.street.flows import flows
from simulation.plots.street.grids import grids
from simulation.plots.street.participation import participation
from simulation.plots.street.street_plan import street
from simulation.plots.street.time_account import time_account
from simulation.plots.street.true_reported import rates

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
