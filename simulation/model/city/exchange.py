"""What streets side by side tell their city on the first of a month, and what they do with its answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from simulation.model.street import Street
from simulation.treasury.pooling import hand_in, lacking, pay_out


@dataclass(frozen=True)
class Told:
    """What some streets say, in their order. handed, lacking: fen (streets, communities), what they hand in
    and what they are short of; waiting: cases that wait for each body (streets, bodies)."""

    handed: NDArray[np.int64]
    lacking: NDArray[np.int64]
    waiting: NDArray[np.intp]


@dataclass(frozen=True)
class Given:
    """What some streets get, in their order. paid: fen (streets, communities); capacity: of each body against
    its own (streets, bodies)."""

    paid: NDArray[np.int64]
    capacity: NDArray[np.float64]


def tell(street: Street, day: date) -> Told:
    """Hand in what belongs to the city, before its first step of the day."""
    w, casework = street.world, street.casework
    treasury, count = w.treasury, w.streets.count
    share = w.scenario.city.shared_fund
    nothing = np.zeros(treasury.size, np.int64)
    handed = hand_in(treasury, day, share) if share else nothing
    short = lacking(treasury) if share else nothing
    waiting = casework.bodies.open_matters(casework.need_of)
    return Told(handed.reshape(count, -1), short.reshape(count, -1), waiting)


def take(street: Street, day: date, given: Given) -> None:
    """Put what the city gives to use."""
    bodies = street.casework.bodies
    pay_out(street.world.treasury, day, given.paid.ravel())
    bodies.usual = bodies.own * given.capacity.ravel()
