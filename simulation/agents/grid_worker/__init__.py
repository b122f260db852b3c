"""A grid worker holds a post in a grid: fills the day, handles cases, patrols, tires, and may leave.

One file per rule, each with its numbers and their sources: `workday` (W1), `handling` (W2, W8, W9), `patrol`
(W3), `recording` (W3), `knowledge` (D4), `supporting` (supervisors and assistants), `staying` (W4-W6).
"""

from __future__ import annotations

from typing import Any

from simulation.agents.grid_worker.handling import HandlingNumbers, HandlingRules
from simulation.agents.grid_worker.knowledge import KnowledgeNumbers
from simulation.agents.grid_worker.patrol import PatrolNumbers
from simulation.agents.grid_worker.recording import RecordingNumbers, RecordingRules
from simulation.agents.grid_worker.staying import StayingNumbers, StayingRules
from simulation.agents.grid_worker.supporting import SupportNumbers
from simulation.agents.grid_worker.workday import WorkdayNumbers, WorkdayRules
from simulation.parameters import parameter_group
from simulation.population import state


@parameter_group("workers")
class WorkerNumbers(
    WorkdayNumbers,
    HandlingNumbers,
    PatrolNumbers,
    RecordingNumbers,
    KnowledgeNumbers,
    SupportNumbers,
    StayingNumbers,
):
    """All numbers of grid workers."""


class GridWorker(WorkdayRules, HandlingRules, RecordingRules, StayingRules):
    """A post of a grid and whoever holds it."""

    numbers: WorkerNumbers
    grid: Any = state("int32", 0, "number", (0, 2**31), "grid of the post")
    hires: Any = state("uint16", 0, "workers", (0, 65535), "how many have held the post before")
