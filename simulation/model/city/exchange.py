"""What streets side by side tell their city on the first of a month, and what they do with its answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from simulation.model.street import Street
from simulation.treasury.pooling import hand_back, hand_in, lacking, pay_out, spare


@dataclass(frozen=True)
class Told:
    """What some streets say, in their order.

    Money in fen (1/100 yuan), by street and community (streets, communities). back: returned of what the city
    paid; spare: what the city may take; lacking: what is missing. waiting: cases that wait for each body
    (streets, bodies).
    """

    back: NDArray[np.int64]
    spare: NDArray[np.int64]
    lacking: NDArray[np.int64]
    waiting: NDArray[np.intp]


@dataclass(frozen=True)
class Given:
    """What some streets hear, in their order.

    Money in fen (streets, communities). called: what they hand in; paid: what they get. capacity: of each
    body this month, divided by its usual capacity (streets, bodies).
    """

    called: NDArray[np.int64]
    paid: NDArray[np.int64]
    capacity: NDArray[np.float64]


def tell(street: Street, day: date) -> Told:
    """What streets say before their first step of the day."""
    w, casework = street.world, street.casework
    treasury, share = w.treasury, w.scenario.city.shared_fund
    money = np.zeros((3, treasury.size), np.int64)
    if share:
        money[:] = hand_back(treasury, day), spare(treasury, share), lacking(treasury)
    back, to_spare, short = money.reshape(3, w.streets.count, -1)
    return Told(back, to_spare, short, casework.bodies.open_matters(casework.need_of))


def take(street: Street, day: date, given: Given) -> None:
    """Do what the city says, on the same morning."""
    treasury, bodies = street.world.treasury, street.casework.bodies
    hand_in(treasury, day, given.called.ravel())
    pay_out(treasury, day, given.paid.ravel())
    bodies.usual = bodies.own * given.capacity.ravel()
