"""The state of a street at the end of yesterday: what the steps of a day read, and write for tomorrow."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulation.agents.enterprise import Enterprise, EnterpriseNumbers
from simulation.agents.grid_worker import GridWorker, WorkerNumbers
from simulation.agents.party_member import MemberNumbers, PartyMember
from simulation.agents.resident import Resident, ResidentNumbers
from simulation.agents.resident.incentives import Rewards
from simulation.agents.social_organization import OrganizationNumbers, SocialOrganization
from simulation.calendar import Calendar
from simulation.codes import DAY
from simulation.levers import Levers
from simulation.luck import Luck
from simulation.neighbourhood import Buildings, Estates, KeyHouseholds, sum_around
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
    organizations: OrganizationNumbers
    service: ServiceNumbers
    treasury: TreasuryNumbers
    platform: PlatformNumbers


class Grids:
    """What is known of each grid at the end of yesterday: arrays (grids,)."""

    def __init__(self, size: int, numbers: Numbers) -> None:
        usual = numbers.workers
        self.size = size
        self.load: NDArray = np.full(size, usual.load0)  # demanded / duty minutes of the last working day
        self.strain: NDArray = np.zeros(size)  # its excess over usual, mean of 30 days
        self.form_load: NDArray = np.full(size, usual.form_share)  # share of the working day that forms take
        self.due: NDArray = np.zeros(size)  # minutes of remedies not yet worked
        self.patrol_hours: NDArray = np.zeros(size)
        self.pace: NDArray = np.ones(size)  # content minutes that the community's workers do in a minute
        self.closings: NDArray = np.zeros(size)  # of yesterday
        self.conflict: NDArray = np.full(
            size, usual.conflict0
        )  # share of yesterday's answers found unsatisfying
        self.recorded: NDArray = np.zeros(
            size
        )  # running means of what is recorded and of what is needed (D1)
        self.needs: NDArray = np.zeros(size)
        self.platform_on: NDArray = np.zeros(size)  # days since a data lever was turned
        self.helper_hours: NDArray = np.full(size, usual.help_hours0)  # of yesterday
        self.usual_helper_hours: NDArray = np.full(size, usual.help_hours0)  # mean of a month
        self.volunteered: NDArray = np.zeros(size)  # hours of volunteers alone, of yesterday
        self.active: NDArray = np.zeros(size)  # residents who helped in the last month
        self.roster: NDArray = np.zeros(size)  # volunteers on the roster
        self.known: NDArray = np.zeros(size)  # how far the points scheme is known, and has become habit (R7)
        self.habit: NDArray = np.zeros(size)
        self.points_on: NDArray = np.zeros(size)  # days with points; novelty comes back as slowly as it goes
        self.honoured: NDArray = np.zeros(size)  # share of the roster that counts as honoured
        self.rewards = Rewards(np.zeros(size), np.zeros(size), np.zeros(size), np.ones(size))  # offered today
        self.credited: NDArray = np.zeros(size)  # hours on the points account, of yesterday
        self.branch: NDArray = np.full(size, numbers.members.branch_start)  # strength of the branch
        self.covered: NDArray = np.ones(size, bool)  # has a branch at all
        self.projects: NDArray = np.zeros(size)  # of the council, maintained (C1)
        self.ranked = 0.0  # what the hotline's last ranking adds to the appraisal at rest (H1)
        self.group_hours: NDArray = np.zeros(size)  # of residents' groups, last month
        self.settled: NDArray = np.zeros(size)  # share of general needs that neighbours settle (O5)
        self.settled_inside: NDArray = np.zeros(size)  # the same, of needs of members of groups
        self.giving: NDArray = np.zeros(size)  # share of firms that gave last month
        self.new_grant: NDArray = np.zeros(
            size
        )  # yuan a year of fiscal money beyond today's, of its community
        self.lent_hours: NDArray = np.zeros(size)  # of firms' and units' staff, this month
        self.lent_space: NDArray = np.zeros(size)  # m2 that they lend this month
        self.contracted: NDArray = np.zeros(size)  # needs that contractors took yesterday
        self.fallen_back: NDArray = np.zeros(size)  # that a failed contractor left to the public yesterday


@dataclass
class Today:
    """What the steps of one day hand on to each other; arrays (grids,).

    bill: minutes of remedies billed; joined: data systems in use; log_share: of matters told in person;
    automatic: share of dispatches that a platform makes; double_entry: old and new forms side by side;
    planned: share of the matters foreseen in a place for which a plan is made; series: the day's street
    totals.
    """

    day: int
    date: date
    ordinal: int
    working: bool
    series: dict[str, float] = field(default_factory=dict)
    bill: NDArray = field(init=False)
    joined: NDArray = field(init=False)
    log_share: NDArray = field(init=False)
    automatic: NDArray = field(init=False)
    double_entry: NDArray = field(init=False)
    planned: NDArray = field(init=False)

    @property
    def minute(self) -> float:
        """The minute at which the day begins."""
        return float(self.day * DAY)


@dataclass
class World:
    """A street with everybody in it."""

    scenario: Scenario
    numbers: Numbers
    luck: Luck
    calendar: Calendar
    hours: tuple[NDArray, NDArray]  # share of requests before each full hour, of working days and rests (23,)
    street_days: NDArray  # how far each day suits the street to report something, mean 1 (days,)
    levers: Levers
    buildings: Buildings
    estates: Estates
    residents: Population[Resident]
    members: Population[PartyMember]
    workers: Population[GridWorker]
    firms: Population[Enterprise]
    groups: Population[SocialOrganization]
    in_group: NDArray[np.bool_]  # residents who are members of a residents' group
    neighbours: NDArray[np.int32]
    key_households: KeyHouseholds
    heads: NDArray[np.bool_]  # buildings that have a building head
    grids: Grids
    treasury: Treasury
    service: Service
    records: Records

    @property
    def community(self) -> NDArray[np.intp]:
        """Community of each grid (grids,)."""
        return self.buildings.community_of_grid

    def around(self, values: NDArray) -> NDArray:
        """Sum of values (residents,) over the neighbours of each resident (residents,)."""
        return sum_around(values, self.neighbours.T)

    def by_grid(self, grid: NDArray, weights: NDArray | None = None) -> NDArray[np.float64]:
        """Count, or sum of weights, by grid (grids,)."""
        return np.bincount(grid, weights, self.grids.size).astype(float, copy=False)

    def grid_mean(self, grid: NDArray, values: NDArray, empty: Any) -> NDArray[np.float64]:
        """Mean by grid (grids,); `empty` where a grid has none."""
        count = self.by_grid(grid)
        return np.where(count > 0, self.by_grid(grid, values) / np.maximum(count, 1), empty)
