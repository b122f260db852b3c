"""Overturn: which single assumption would make another scenario the better choice."""

from simulation.analysis.overturn.rivals import Rivals, rivals_of
from simulation.analysis.overturn.small_street import small
from simulation.analysis.overturn.trials import SEEDS, Overturned, numbers_for, overturn, write

__all__ = ["SEEDS", "Overturned", "Rivals", "numbers_for", "overturn", "rivals_of", "small", "write"]
