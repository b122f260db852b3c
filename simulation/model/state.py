"""What all processes of a day share: the street and who is in it, the numbers, and the day itself. What a
process keeps for tomorrow is its own, and `Street.step()` hands it on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulation.agents.enterprise import Enterprise, EnterpriseNumbers
from simulation.agents.grid_worker import GridWorker, WorkerNumbers
from simulation.agents.party_member import MemberNumbers, PartyMember
from simulation.agents.resident import Resident, ResidentNumbers
from simulation.agents.social_organization import OrganizationNumbers, SocialOrganization
from simulation.codes import DAY, STREET
from simulation.levers import Governance, Levers
from simulation.luck import Luck
from simulation.neighbourhood import Buildings, Estates, KeyHouseholds, sum_around
from simulation.place.calendar import Calendar
from simulation.platform import PlatformNumbers
from simulation.population import ByStreet, Population, Streets
from simulation.records import BUILDING_STEP, Records
from simulation.service import Service
from simulation.service.numbers import ServiceNumbers
from simulation.treasury import Treasury, TreasuryNumbers

if TYPE_CHECKING:
    from simulation.scenario import Scenario


@dataclass(frozen=True)
class Numbers:
    """The numbers of all parameter groups."""

    residents: ResidentNumbers
    members: MemberNumbers
    workers: WorkerNumbers
    enterprises: EnterpriseNumbers
    organizations: OrganizationNumbers
    service: ServiceNumbers
    treasury: TreasuryNumbers
    platform: PlatformNumbers


@dataclass(frozen=True)
class Kinds:
    """What every street has as many of, besides its agents; `street` itself, one in each."""

    street: ByStreet
    grids: ByStreet
    communities: ByStreet
    buildings: ByStreet
    estates: ByStreet
    households: ByStreet
    bodies: ByStreet


@dataclass(frozen=True)
class Sight:
    """What data systems do for the day; arrays (grids,).

    joined: systems in use; log_share: of matters told in person that are recorded; automatic: share of
    dispatches that a platform makes; double_entry: old and new forms side by side; planned: share of the
    matters foreseen in a place for which there is a preventive plan.
    """

    joined: NDArray
    log_share: NDArray
    automatic: NDArray
    double_entry: NDArray
    planned: NDArray


@dataclass(frozen=True)
class Settling:
    """O5: share of general needs that neighbours settle among themselves (grids,), of members of groups
    (inside) and of others (outside)."""

    inside: NDArray[np.float64]
    outside: NDArray[np.float64]


@dataclass(frozen=True)
class Today:
    """The day that all processes share. series: its street totals, by column of `daily.csv`: one number per
    street (streets,), or one for all."""

    day: int
    date: date
    ordinal: int
    working: bool
    series: dict[str, Any] = field(default_factory=dict)

    @property
    def minute(self) -> float:
        """The minute at which the day begins."""
        return float(self.day * DAY)


@dataclass
class World:
    """A street with everybody in it, or several side by side: of whatever there is, street after street has
    as many, in arrays that all share. Of their records, `records` holds what lies in such arrays, `logs` what
    is of one street alone."""

    scenario: Scenario
    streets: Streets
    kinds: Kinds
    numbers: Numbers
    luck: Luck
    calendar: Calendar
    hours: tuple[NDArray, NDArray]  # share of requests before each full hour, of working days and rests (23,)
    street_days: NDArray  # how far each day suits a street to report something, mean 1 (streets, days)
    said_on: NDArray | None  # chance that what is meant for a day is said on it (days,); None: by the model
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
    treasury: Treasury
    service: Service
    records: Records
    logs: list[Records]

    @property
    def grids(self) -> int:
        """How many grids there are."""
        return self.buildings.grids

    @cached_property
    def grid_size(self) -> NDArray[np.float64]:
        """Residents of each grid against the usual number (grids,)."""
        return np.maximum(self.by_grid(self.residents.grid) / Governance.residents_per_grid, 0.05)

    @property
    def community(self) -> NDArray[np.intp]:
        """Community of each grid (grids,)."""
        return self.buildings.community_of_grid

    def street_of_needs(self, rows: NDArray[np.intp]) -> NDArray[np.int64]:
        """The street of some needs."""
        return self.records.needs["owner"][rows] >> STREET

    def building_of_needs(self, rows: NDArray[np.intp]) -> NDArray[np.int64]:
        """The building of some needs."""
        return self.kinds.buildings.of_owners(self.records.needs["owner"][rows], BUILDING_STEP)

    def records_of(self, street: int) -> Records:
        """The records of one street, as of a street alone."""
        log = self.logs[street]
        return log if self.streets.count == 1 else replace(log, **self._own_tables(street))

    def _own_tables(self, street: int) -> dict[str, Any]:
        """What lies in the arrays of all streets, of one alone: needs, and searches for key households."""
        k, records = self.kinds, self.records
        rows = np.flatnonzero(records.needs["owner"] >> STREET == street)
        sizes = {"person": self.residents.by_street, "firm": self.firms.by_street, "grid": k.grids}
        before = {name: street * each.each for name, each in sizes.items()} | {"owner": street << STREET}
        searches = [
            table.rows(k.grids.street[table["grid"]] == street, {"grid": before["grid"]})
            for table in records.searches
        ]
        return {"needs": records.needs.rows(rows, before), "searches": searches}

    def around(self, values: NDArray) -> NDArray:
        """Sum of values (residents,) over the neighbours of each resident (residents,)."""
        return sum_around(values, self.neighbours.T)

    def by_grid(self, grid: NDArray, weights: NDArray | None = None) -> NDArray[np.float64]:
        """Count, or sum of weights, by grid (grids,)."""
        return np.bincount(grid, weights, self.grids).astype(float, copy=False)

    def grid_mean(self, grid: NDArray, values: NDArray, empty: Any) -> NDArray[np.float64]:
        """Mean by grid (grids,); `empty` where a grid has none."""
        count = self.by_grid(grid)
        return np.where(count > 0, self.by_grid(grid, values) / np.maximum(count, 1), empty)
