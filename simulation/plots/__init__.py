"""Pictures: one file per figure, each a function from a tidy table to plotly's `data` and `layout`.

A figure is plain dictionaries, stored once: every text in it is a pair of languages that the page
resolves, and `panels` says how the page lays it out on a desk, a phone and paper.
"""

from simulation.plots.policies.cost_effect import cost_effect
from simulation.plots.policies.forest import forest
from simulation.plots.policies.sweep import sweep
from simulation.plots.policies.transferability import transferability
from simulation.plots.street.accounts import accounts
from simulation.plots.street.closing_times import closing_times
from simulation.plots.street.days import days
from simulation.plots.street.flows import flows
from simulation.plots.street.grids import grids
from simulation.plots.street.links import links
from simulation.plots.street.participation import participation
from simulation.plots.street.payers import payers
from simulation.plots.street.stages import stages
from simulation.plots.street.street_plan import street_plan
from simulation.plots.street.time_account import time_account
from simulation.plots.street.true_reported import true_reported

__all__ = [
    "accounts",
    "closing_times",
    "cost_effect",
    "days",
    "flows",
    "forest",
    "grids",
    "links",
    "participation",
    "payers",
    "stages",
    "street_plan",
    "sweep",
    "time_account",
    "transferability",
    "true_reported",
]
