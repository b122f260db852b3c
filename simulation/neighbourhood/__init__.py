"""Before the first day: the place, its people, their network, the staff and the firms."""

from simulation.neighbourhood.composition import Composition, compose
from simulation.neighbourhood.estates import Estates, estates
from simulation.neighbourhood.households import KeyHouseholds, key_households
from simulation.neighbourhood.network import neighbours, sum_around
from simulation.neighbourhood.people import populate
from simulation.neighbourhood.place import Buildings, beside, build, households
from simulation.neighbourhood.staff import (
    GROUPS_PER_GRID,
    POSTS_PER_GRID,
    employ,
    give_persons,
    give_places,
    settle_firms,
)

__all__ = [
    "GROUPS_PER_GRID",
    "POSTS_PER_GRID",
    "Buildings",
    "Composition",
    "Estates",
    "KeyHouseholds",
    "beside",
    "build",
    "compose",
    "employ",
    "estates",
    "give_persons",
    "give_places",
    "households",
    "key_households",
    "neighbours",
    "populate",
    "settle_firms",
    "sum_around",
]
