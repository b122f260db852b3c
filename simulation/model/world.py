"""The state of a street at the end of yesterday: what the chapters of a day read, and write for tomorrow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulation.agents.enterprise import Enterprise, EnterpriseNumbers
from simulation.agents.grid_worker import GridWorker, WorkerNumbers
from simulation.agents.party_member import MemberNumbers, PartyMember
from simulation.agents.resident import Resident, ResidentNumbers
from simulation.calendar import Calendar
from simulation.levers import Levers
from simulation.luck import Luck
from simulation.neighbourhood import Buildings
from simulation.platform import PlatformNumbers
from simulation.population import Population
from simulation.records import Records
from simulation.service import Service
from simulation.service.numbers import ServiceNumbers
from simulation.treasury import Treasury, TreasuryNumbers

if TYPE_CHECKING:
    from simulation.scenario import Scenario


@dataclass(frozen=True)
class Numbers:
    """The numbers of all rooms."""

    residents: ResidentNumbers
    members: MemberNumbers
    workers: WorkerNumbers
    enterprises: EnterpriseNumbers
    service: ServiceNumbers
    treasury: TreasuryNumbers
    platform: PlatformNumbers


class Grids:
    """What is known of each grid at the end of yesterday: arrays (grids,).

    load: demanded / duty minutes of the last working day; strain: its excess over usual, mean of 30 days; branch: strength
    0-1, covered: has a branch at all; known, habit, points_on, pull: of the points scheme (R7); helper_hours, closings:
    of yesterday; conflict: share of yesterday's answers found unsatisfying; recorded, needs: running means (D1); due: minutes
    of remedies not yet worked; pace: content minutes that its community's workers do in a minute; giving: share of firms that gave last month.
    """

    def __init__(self, size: int, numbers: Numbers) -> None:
        usual = numbers.workers
        self.size = size
        self.load = np.full(size, usual.load0)
        self.conflict = np.full(size, usual.conflict0)
        self.branch = np.full(size, numbers.members.branch_start)
        self.helper_hours = np.full(size, usual.help_hours0)
        self.pace = np.ones(size)
        self.covered = np.ones(size, bool)
        for name in ("strain", "known", "habit", "points_on", "pull", "closings", "recorded", "needs", "due", "giving",
                     "platform_on", "patrol_hours", "form_load", "overtime"):  # fmt: skip
            setattr(self, name, np.zeros(size))

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> NDArray[np.float64]: ...


@dataclass
class Today:
    """What the chapters of one day tell each other."""

    day: int
    date: date
    ordinal: int
    working: bool
    log_share: NDArray[np.float64]
    automatic: NDArray[np.float64]
    joined: NDArray[np.float64]
    bill: NDArray[np.float64]
    series: dict[str, float]

    @property
    def minute(self) -> float:
        """The minute at which the day begins."""
        return self.day * 1440.0


@dataclass
class World:
    """A street with everybody in it."""

    scenario: Scenario
    numbers: Numbers
    luck: Luck
    calendar: Calendar
    levers: Levers
    buildings: Buildings
    residents: Population[Resident]
    members: Population[PartyMember]
    workers: Population[GridWorker]
    firms: Population[Enterprise]
    neighbours: NDArray[np.int32]
    grids: Grids
    treasury: Treasury
    service: Service
    records: Records

    @property
    def community(self) -> NDArray[np.intp]:
        """Community of each grid (grids,)."""
        return self.buildings.community_of_grid

    def by_grid(self, grid: NDArray, weights: NDArray | None = None) -> NDArray[np.float64]:
        """Count, or sum of weights, by grid (grids,)."""
        return np.bincount(grid, weights, self.grids.size).astype(float)

    def grid_mean(self, grid: NDArray, values: NDArray, empty: Any) -> NDArray[np.float64]:
        """Mean by grid (grids,); `empty` where a grid has none."""
        count = self.by_grid(grid)
        return np.where(count > 0, self.by_grid(grid, values) / np.maximum(count, 1), empty)
