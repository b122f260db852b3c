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
    "A row a baseline and daily series: whether it had settled on the first measured day.",
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
FOUR_WEEKS, QUARTER, YEAR = 4 * WEEK, 13 * WEEK, 52 * WEEK  # whole weeks keep the weekday
MATERIAL = 0.1  # of the later level


def warmup_table(daily: pd.DataFrame, baselines: list[str]) -> pd.DataFrame:
    """The table, a row a baseline and series; no row below 8 measured weeks. daily: daily.csv."""
    rows = [row for name in baselines for row in _rows(name, daily[daily["scenario"] == name])]
    return pd.DataFrame(rows, columns=list(COLUMNS))


@dataclass(frozen=True)
class _Look:
    """What was seen of one series: the paired difference later -> first, and the days to leave out."""

    series: str
    found: PairedDifference
    leave_out: float


def _rows(baseline: str, daily: pd.DataFrame) -> list[dict]:
    days = int(daily.groupby("replication").size().min()) if len(daily) else 0
    if days < 8 * WEEK:
        return []
    numbers = daily.drop(columns=["scenario", "replication"]).select_dtypes("number")
    runs = [mine.to_numpy(float)[:days] for _, mine in numbers.groupby(daily["replication"])]
    looks = [_look(str(name), series) for name, series in zip(numbers, np.stack(runs, axis=1).T, strict=True)]
    adjusted = holm([each.found.p if each.found.pairs >= FEWEST_PAIRS else math.nan for each in looks])
    return [
        {"scenario": baseline} | _row(each, float(p), days) for each, p in zip(looks, adjusted, strict=True)
    ]


def _look(series: str, runs: NDArray[np.float64]) -> _Look:
    """runs: (replications, days)."""
    days = runs.shape[1]
    first = runs[:, : QUARTER if _long(days) else FOUR_WEEKS]
    if _long(days):
        later, path = runs[:, YEAR : YEAR + QUARTER], runs[:, : days - YEAR] - runs[:, YEAR:]
    else:
        later, path = runs[:, -(days // (2 * WEEK)) * WEEK :], runs
    found = paired_difference(_means(later), _means(first), LEVEL)
    return _Look(series, found, _leave_out(_means(path.T)))


def _means(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean of each row without its empty days; NaN where all are empty."""
    kept = np.isfinite(rows)
    with np.errstate(invalid="ignore"):
        return np.where(kept, rows, 0).sum(axis=1) / kept.sum(axis=1)


def _leave_out(path: NDArray[np.float64]) -> float:
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
