"""Optimise: the best package of levers, doses and dates within a budget, checked on fresh worlds."""

from simulation.analysis.optimise.levers import Lever, chosen, levers_of
from simulation.analysis.optimise.optimise import Optimised, optimise
from simulation.analysis.optimise.output import write
from simulation.analysis.optimise.sentences import facts, verdict
from simulation.analysis.optimise.task import Asked, check

__all__ = [
    "Asked",
    "Lever",
    "Optimised",
    "check",
    "chosen",
    "facts",
    "levers_of",
    "optimise",
    "verdict",
    "write",
]
