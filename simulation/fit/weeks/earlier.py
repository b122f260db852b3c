"""Forecasts of earlier nights of a log: how much wider those of tonight must be, and how near they were."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from simulation.fit.held.scores import crps, held
from simulation.fit.held.widening import Told, Widening, learnt, nights_before
from simulation.fit.office.spans import Numbers
from simulation.fit.weeks.forecast import FIGURES, WEEK, draw_weeks, seen_weeks

NIGHTS, DRAWS = 10, 60
"""Nights that are learnt from, the last of them and one a week, and draws of each."""


class Night(NamedTuple):
    """What was forecast from the night before `until`, draws (draws, weeks, FIGURES), and seen (weeks,
    FIGURES)."""

    until: pd.Timestamp
    drawn: Numbers
    seen: Numbers

    @property
    def over(self) -> pd.Timestamp:
        """The day on which all its weeks are over."""
        return self.until + len(self.seen) * WEEK


def earlier_nights(
    cases: pd.DataFrame, until: pd.Timestamp, weeks: int, holidays: frozenset, seed: int, most: int = NIGHTS
) -> list[Night]:
    """Forecasts of so many weeks from nights before `until`, by what was known then, the latest first."""
    return [
        Night(night, draw_weeks(cases, night, weeks, holidays, seed, DRAWS), seen_weeks(cases, night, weeks))
        for night in nights_before(cases, until, weeks * WEEK, WEEK, most)
    ]


def widened(drawn: Numbers, nights: Sequence[Night]) -> tuple[Numbers, Sequence[Widening]]:
    """Draws (draws, weeks, FIGURES) as wide as these nights say, and what they say of each figure. Errors of
    all their weeks count alike."""
    wider = [
        learnt([Told(each.drawn[:, :, figure], each.seen[:, figure]) for each in nights])
        for figure in range(len(FIGURES))
    ]
    return np.stack([each.of(drawn[:, :, figure], 0.0) for figure, each in enumerate(wider)], axis=2), wider


def rolling(cases: pd.DataFrame, nights: Sequence[Night], origins: int) -> pd.DataFrame:
    """How the forecasts of the latest of these nights did, each widened by the nights that were over then:
    one row per figure, with the share of weeks that intervals of 50 % and 90 % hold, the mean distance (CRPS,
    cases), the same of the model's own draws, and the distances of two copies: the week before that night,
    and the same week a year before (NaN where there is none)."""
    rows = [_scored(cases, each, nights) for each in nights[:origins]]
    return pd.concat(rows, ignore_index=True).groupby("figure", sort=False).mean().reset_index()


def _scored(cases: pd.DataFrame, night: Night, nights: Sequence[Night]) -> pd.DataFrame:
    until, drawn, seen = night
    weeks = len(seen)
    wide, _ = widened(drawn, [each for each in nights if each.over <= until])
    known = cases.assign(closed=cases["closed"].where(cases["closed"] < until))
    last_week = seen_weeks(known[known["opened"] < until], until - WEEK, 1)
    year = 52 * WEEK
    has_year = cases["opened"].min() <= until - year
    year_before = seen_weeks(cases, until - year, weeks) if has_year else np.full(seen.shape, np.nan)
    return pd.DataFrame(
        {
            "figure": FIGURES * weeks,
            **_distances(wide, seen),
            **{f"own_{name}": value for name, value in _distances(drawn, seen).items()},
            "week_before": np.abs(np.repeat(last_week, weeks, axis=0) - seen).ravel(),
            "year_before": np.abs(year_before - seen).ravel(),
        }
    )


def _distances(drawn: Numbers, seen: Numbers) -> dict[str, Numbers]:
    flat, at = drawn.reshape(len(drawn), -1), seen.ravel()
    return {"held_50": held(flat, at, 0.5), "held_90": held(flat, at, 0.9), "crps": crps(flat, at)}
