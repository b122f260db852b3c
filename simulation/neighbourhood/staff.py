"""The staff before the first day: grid workers in their posts, and the firms of the place."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import expit

from simulation.agents.enterprise import Enterprise, EnterpriseNumbers
from simulation.agents.grid_worker import GridWorker, WorkerNumbers
from simulation.agents.grid_worker.staying import AGE_SPREAD
from simulation.agents.social_organization import OrganizationNumbers, SocialOrganization
from simulation.codes import YEAR
from simulation.levers import LEVERS, LeverDefaults
from simulation.luck import Luck
from simulation.neighbourhood.place import Buildings
from simulation.place import Place
from simulation.population import Population

POSTS_PER_GRID = round(LEVERS["workers"].high)
"""Places for posts in a grid: as many as the lever allows."""
GROUPS_PER_GRID = 8
TRAIT_SPREAD = 0.15  # of W5's demands and resources between workers


def employ(
    model: Any, buildings: Buildings, luck: Luck, numbers: WorkerNumbers, lever_defaults: LeverDefaults
) -> Population[GridWorker]:
    """The posts of all grids, the first ones filled; a post's number is grid * POSTS_PER_GRID + k."""
    workers = Population(model, GridWorker, buildings.grids * POSTS_PER_GRID, numbers=numbers)
    staff, posts = workers.columns, np.arange(len(workers))
    staff["grid"][:] = posts // POSTS_PER_GRID
    staff["filled"][:] = posts % POSTS_PER_GRID < round(lever_defaults.workers)
    give_persons(workers, luck, posts, numbers.worker_age_start, numbers.record_habit)
    staff["cases_done"][:] = numbers.experience_start * luck.draw("worker.experience", posts)
    staff["tenure_days"][:] = YEAR * numbers.worker_tenure_start * luck.exponential("worker.tenure", posts)
    strain = (
        numbers.burn_demand * (0.05 + staff["demand_trait"]) - numbers.burn_resource * staff["resource_trait"]
    )
    staff["burnout"][:] = expit(numbers.burn_b0 + strain)
    staff["fatigue"][:] = numbers.fatigue0
    return workers


def give_persons(
    workers: Population[GridWorker],
    luck: Luck,
    posts: np.ndarray,
    mean_age: float | np.ndarray,
    record_habit: float,
) -> None:
    """Give the workers in some posts their personal traits; the draws belong to the post and to how many held
    it before. mean_age: years; record_habit: spread of it in log odds."""
    staff = workers.columns
    holder = workers.by_street.owners(posts, 64, staff["hires"][posts] % 64)
    staff["age"][posts] = np.clip(mean_age + AGE_SPREAD * luck.normal("worker.age", holder), 20, 60)
    staff["demand_trait"][posts] = TRAIT_SPREAD * luck.normal("worker.demand", holder)
    staff["resource_trait"][posts] = TRAIT_SPREAD * luck.normal("worker.resources", holder)
    staff["record_trait"][posts] = record_habit * luck.normal("worker.recording", holder)


def give_places(
    model: Any, buildings: Buildings, numbers: OrganizationNumbers
) -> Population[SocialOrganization]:
    """Places for residents' groups; at the start there is none."""
    groups = Population(model, SocialOrganization, buildings.grids * GROUPS_PER_GRID, numbers=numbers)
    groups.columns["grid"][:] = groups.rows // GROUPS_PER_GRID
    return groups


def settle_firms(
    model: Any, place: Place, buildings: Buildings, luck: Luck, numbers: EnterpriseNumbers
) -> Population[Enterprise]:
    """The firms of the place, spread evenly over its buildings."""
    count = max(round(place.firms_per_1000 * place.residents / 1000), 1)
    firms = Population(model, Enterprise, count, numbers=numbers)
    each, owners = firms.columns, np.arange(count)
    each["building"][:] = owners * len(buildings) // count
    each["grid"][:] = buildings.grid[each["building"]]
    each["staff"][:] = np.maximum(place.firm_size * np.exp(luck.normal("firm.staff", owners) - 0.5), 1)
    each["party_group"][:] = luck.draw("firm.party", owners) < numbers.ent_party
    return firms
