"""The data platform of a street, each file with its numbers and their sources: `seeing` (D1: what is there
today), `foresight` (D2, D3: what will come, and what is done about it ahead).
"""

from __future__ import annotations

from simulation.parameters import parameter_group
from simulation.platform.foresight import ForesightNumbers
from simulation.platform.seeing import SeeingNumbers


@parameter_group("platform")
class PlatformNumbers(SeeingNumbers, ForesightNumbers):
    """All numbers of the data platform."""
