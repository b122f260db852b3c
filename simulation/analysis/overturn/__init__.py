"""Overturn: which single assumption would make another scenario the better choice."""

from simulation.analysis.overturn.rivals import Rivals, rivals_of
from simulation.analysis.overturn.trials import Overturned, overturn, write

__all__ = ["Overturned", "Rivals", "overturn", "rivals_of", "write"]
