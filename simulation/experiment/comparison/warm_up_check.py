"""warmup.csv: whether the baseline's daily series had settled when measuring began.

daily.csv holds measured days only, so the warm-up shows by what is left of it. The first 13 weeks are
compared with the same weeks 52 weeks later (the same weekdays, the same season, the same campaigns), run by
run, so that neither a weekly nor a yearly cycle looks like drift; 13 of them, since Spring Festival and the
campaign before it move by up to three weeks. A difference is drift where its interval excludes 0 (paired t
over the replications, Holm over the series) and it is at least a tenth of the later level; a series is
settled where the whole interval is within a tenth. Where fewer than 65 weeks are measured, season and drift
look alike: the first four weeks are compared with the second half of the days (Geweke 1992 compares such
parts), and what differs is called "season or drift".

How much to leave out is the MSER rule on means of whole weeks (MSER-5 with batches of 7, so that no batch
cuts a week; White 1997; White, Cobb & Spratt 2000), in long runs of the differences from 52 weeks later.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.codes import WEEK
from simulation.columns import described_table
from simulation.experiment.comparison.finding import FEWEST_PAIRS, LEVEL
from simulation.statistics import PairedDifference, holm, paired_difference, settles_after

TABLE = "warmup.csv"
SETTLED, DRIFTS, SEASON, INCONCLUSIVE = "settled", "drifts", "season or drift", "cannot tell"
COLUMNS = described_table(
    "warmup.csv",
    "One row per baseline and daily series: whether it had settled on the first measured day.",
    {
        "scenario": "name of the baseline",
        "series": "name of a column of daily.csv",
        "first": "mean of the series over the first days and the replications [number: as the series]",
        "later": "its mean over the days they are compared with [number: as the series]",
        "drift": "first minus later [number: as the series]",
        "low": "lower end of the 95 % t interval of the drift over replications; empty below 5 "
        "[number: as the series]",
        "high": "upper end of the same [number: as the series]",
        "against": "what the first days are compared with: `year later` (the first 91, the same days 364 on) "
        "or `second half` (the first 28, that of the measured days, where there are fewer than 455)",
        "leave_out_days": "days to leave out at the beginning by the MSER rule on weeks, 0 where no "
        "drift is seen; half of the days looked at says that no settled part was found [whole: days]",
        "verdict": "`settled`; `drifts`: it moved by a tenth or more of its later level, and chance does not "
        "explain it; `season or drift`: the same, where days are too few to decide; `cannot tell`: "
        "fewer than 5 replications, or an interval wide enough for a drift of a tenth",
    },
)
Numbers = NDArray[np.float64]
FOUR_WEEKS, QUARTER, YEAR = 4 * WEEK, 13 * WEEK, 52 * WEEK  # whole weeks keep the weekday
MATERIAL = 0.1  # of the later level


def warmup_table(parts: Iterable[pd.DataFrame], days: Mapping[str, int]) -> pd.DataFrame:
    """The table, one row per baseline and series; no row below 8 measured weeks.

    parts: of daily.csv, one after another, in which the rows of a run follow each other; days: by baseline,
    those of its shortest run. No more than a part and the means of each run are kept.
    """
    seen = {name: _Seen(count) for name, count in days.items() if count >= 8 * WEEK}
    names: list[str] = []
    for scenario, run in _runs(parts, seen):
        numbers = run.drop(columns=["scenario", "replication"]).select_dtypes("number")
        names = names or [str(name) for name in numbers]
        seen[scenario].add(numbers.reindex(columns=names).to_numpy(float))
    rows = [row for name, its in seen.items() if its.first for row in _rows(name, names, its)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _runs(parts: Iterable[pd.DataFrame], names: Iterable[str]) -> Iterator[tuple[str, pd.DataFrame]]:
    """The days of each run of some scenarios, also where it begins in one part and ends in the next."""
    rest: list[tuple[str, pd.DataFrame]] = []
    wanted = list(names)
    for part in parts:
        mine = pd.concat([*(days for _, days in rest), part[part["scenario"].isin(wanted)]])
        runs = mine.groupby(["scenario", "replication"], sort=False)
        found = [(str(days["scenario"].iloc[0]), days) for _, days in runs]
        yield from found[:-1]
        rest = found[-1:]
    yield from rest


@dataclass(frozen=True)
class _Look:
    """What was seen of one series: the paired difference later -> first, and the days to leave out."""

    series: str
    found: PairedDifference
    leave_out: float


class _Seen:
    """What was seen of all series of a baseline, in as many days.

    first, later: means of each run at its beginning and later, (series,) each; sums, counts: over the runs,
    of what should not move, (series, days).
    """

    def __init__(self, days: int) -> None:
        self.days = days
        self.first: list[Numbers] = []
        self.later: list[Numbers] = []
        self.sums, self.counts = np.zeros(()), np.zeros(())

    def add(self, run: Numbers) -> None:
        """run: (days, series)."""
        days = self.days
        series = np.ascontiguousarray(run[:days]).T  # day by day: the order in which they are added up
        if _long(days):
            later, path = series[:, YEAR : YEAR + QUARTER], series[:, : days - YEAR] - series[:, YEAR:]
        else:
            later, path = series[:, -(days // (2 * WEEK)) * WEEK :], series
        self.first.append(_means(series[:, : QUARTER if _long(days) else FOUR_WEEKS]))
        self.later.append(_means(later))
        kept = np.isfinite(path)
        self.sums = self.sums + np.where(kept, path, 0)
        self.counts = self.counts + kept

    def looks(self, names: Sequence[str]) -> list[_Look]:
        """What was seen of each series."""
        pairs = zip(np.stack(self.later, axis=1), np.stack(self.first, axis=1), strict=True)
        with np.errstate(invalid="ignore"):
            paths = self.sums / self.counts
        return [
            _Look(name, paired_difference(later, first, LEVEL), _leave_out(path))
            for name, (later, first), path in zip(names, pairs, paths, strict=True)
        ]


def _rows(baseline: str, names: Sequence[str], seen: _Seen) -> list[dict]:
    looks = seen.looks(names)
    adjusted = holm([each.found.p if each.found.pairs >= FEWEST_PAIRS else math.nan for each in looks])
    return [
        {"scenario": baseline} | _row(each, float(p), seen.days)
        for each, p in zip(looks, adjusted, strict=True)
    ]


def _means(rows: Numbers) -> Numbers:
    """Mean of each row without its empty days; NaN where all are empty."""
    kept = np.isfinite(rows)
    with np.errstate(invalid="ignore"):
        return np.where(kept, rows, 0).sum(axis=1) / kept.sum(axis=1)


def _leave_out(path: Numbers) -> float:
    """Days that MSER leaves out of a series of days, by whole weeks; NaN where weeks are too few or empty."""
    weeks = path[: len(path) // WEEK * WEEK].reshape(-1, WEEK)
    means = _means(weeks)
    if len(means) < 4 or not np.isfinite(means).all():
        return math.nan
    return float(settles_after(means) * WEEK)


def _long(days: int) -> bool:
    return days >= YEAR + QUARTER


def _row(look: _Look, p: float, days: int) -> dict:
    found, enough = look.found, look.found.pairs >= FEWEST_PAIRS
    verdict = _verdict(found, p, days) if enough else INCONCLUSIVE
    return {
        "series": look.series,
        "first": found.treatment_mean,
        "later": found.baseline_mean,
        "drift": found.mean,
        "low": found.low if enough else math.nan,
        "high": found.high if enough else math.nan,
        "against": "year later" if _long(days) else "second half",
        "leave_out_days": look.leave_out if verdict in (DRIFTS, SEASON) else 0.0,
        "verdict": verdict,
    }


def _verdict(found: PairedDifference, p: float, days: int) -> str:
    much = MATERIAL * abs(found.baseline_mean)
    if abs(found.mean) >= much and p < 1 - LEVEL:
        return DRIFTS if _long(days) else SEASON
    return SETTLED if max(abs(found.low), abs(found.high)) <= much else INCONCLUSIVE
