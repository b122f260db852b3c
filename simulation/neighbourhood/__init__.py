"""Before the first day: the place, its people, their network, the staff and the firms."""

from simulation.neighbourhood.network import neighbours
from simulation.neighbourhood.people import populate
from simulation.neighbourhood.place import Buildings, build
from simulation.neighbourhood.staff import POSTS_PER_GRID, employ, give_persons, settle_firms

__all__ = [
    "POSTS_PER_GRID",
    "Buildings",
    "build",
    "employ",
    "give_persons",
    "neighbours",
    "populate",
    "settle_firms",
]
