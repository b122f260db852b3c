"""Waits as a mixture of spans: closed at once, within about an hour, a day, a month, a year, or never.

A span is a log-normal of fixed centre and width; two more stand for what is closed the minute it is entered,
and for what nobody ever closes. A kind of case differs from another in how much of each span it has, so that
a distribution may have any shape, its tail be as heavy as it is, and an open case is told by how long it has
been open. Hours everywhere.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri

AT_ONCE = 1 / 60
"""Hours within which a case was entered and closed in one go: logs count whole minutes."""
STEP, WIDTH = 0.8, 0.6
"""Distance of two centres and standard deviation, in logarithms: neighbours overlap, so no gap is seen."""
CENTRES = np.arange(np.log(0.05), np.log(30_000), STEP)
SPANS = len(CENTRES) + 2
FIRST, NEVER = 0, SPANS - 1
_SHORTEST = 1 / 120  # the logarithm of a wait of no minute, which the first span takes

Numbers = NDArray[np.float64]


def hours_between(begun: pd.Series, ended: pd.Series) -> Numbers:
    """Hours from one time to another, case by case; NaN where one is not known."""
    return (ended.to_numpy() - begun.to_numpy()) / np.timedelta64(1, "h")


def likelihood(hours: ArrayLike, closed: ArrayLike) -> Numbers:
    """How likely each case is under each span (cases, SPANS).

    hours: (cases,) from opening to closing, or to the end of watching; closed: (cases,) which of the two.
    """
    hours, closed = np.asarray(hours, float), np.asarray(closed, bool)
    z = (np.log(np.maximum(hours, _SHORTEST))[:, None] - CENTRES) / WIDTH
    once = hours <= AT_ONCE
    found = np.empty((len(hours), SPANS))
    found[:, FIRST] = closed & once
    found[:, 1:NEVER] = np.where(closed[:, None], np.exp(-z * z / 2) * ~once[:, None], ndtr(-z))
    found[:, NEVER] = ~closed
    return found


def hours_of(span: NDArray[np.intp], rng: np.random.Generator) -> Numbers:
    """A wait of each of these spans (cases,); infinite where a case is never closed."""
    centre = CENTRES[np.clip(span - 1, 0, len(CENTRES) - 1)]
    hours = np.exp(centre + WIDTH * rng.standard_normal(len(span)))
    hours = np.where(span == FIRST, 0.0, np.maximum(hours, AT_ONCE))
    return np.where(span == NEVER, np.inf, hours)


def hours_beyond(span: NDArray[np.intp], elapsed: Numbers, rng: np.random.Generator) -> Numbers:
    """A wait of each of these spans that is longer than what has elapsed (cases,); infinite: never closed."""
    centre = CENTRES[np.clip(span - 1, 0, len(CENTRES) - 1)]
    over = ndtr((centre - np.log(np.maximum(elapsed, _SHORTEST))) / WIDTH)  # share of the span that is longer
    hours = np.exp(centre - WIDTH * ndtri(np.maximum(over * rng.random(len(span)), 1e-300)))
    return np.where(span == NEVER, np.inf, np.maximum(hours, elapsed))


def closed_within(hours: float, weights: Numbers) -> Numbers:
    """Share closed within some hours, of mixtures whose spans have these weights (..., SPANS)."""
    reached = np.concatenate([[1.0], ndtr((np.log(hours) - CENTRES) / WIDTH), [0.0]])
    return weights @ reached
