"""Simulation-based calibration of `fit`: the rank of the truth among the draws that a fit leaves.

    python benchmarks/intervals/fit_calibration.py --figures FILE.csv [--streets 256] [--logs 400] [-j 2]

The truth is drawn from what a number may be, a log is made with it, the log is fitted as `fit` does, and the
truth is ranked among the fit's draws. Where the draws say how unsure one is, each rank is as frequent as any
other: a rank in the middle too often says that draws are too wide, at the ends that they are too narrow.

Three parts. `street`: small streets with numbers from their ranges (--streets; they are simulated into FILE,
or read from it), each fitted by a quarter of 96 of the others. `months`: logs of two to five years whose
season, wandering level and chance are drawn. `level`: logs of some months, and how many cases of a kind come
a working day in the week after. Ranks are tested for evenness (chi-square, ten classes), their distribution
against the band that holds 95 % of even ones as a whole.

Source: Talts et al. 2018; band: Saeilynoja, Buerkner & Vehtari 2022; streets as their own truths: Prangle et
al. 2014.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import click
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from simulation.fit.office.arrivals import Days, fit_arrivals
from simulation.fit.office.levels import BURSTS, WANDERINGS, Movement
from simulation.fit.office.months import MONTHS, fit_season
from simulation.fit.office.waits import KIND
from simulation.fit.street.log import MATCHED
from simulation.fit.street.match import PATHS, figures_of, matched, ranges, small_street, stretch

Numbers = NDArray[np.float64]

ROOT = Path(__file__).resolve().parents[2]
SEED = 11
REFERENCE = 96  # streets that a log is fitted by, as in `fit`
CLASSES = 10
DRAWS = 99  # of a season or a level, so that ranks fall evenly into the classes


class Evenness(NamedTuple):
    """How even the ranks of a number are. chi2_p: of the chi-square test; distance, band: largest distance of
    their distribution from the even one, and what 95 % of even ranks keep within; within_50, within_90:
    truths inside the middle 50 % and 90 % of the draws."""

    part: str
    number: str
    truths: int
    chi2_p: float
    distance: float
    band: float
    within_50: float
    within_90: float

    @property
    def even(self) -> bool:
        """Whether the ranks keep within the band."""
        return self.distance <= self.band


def rank(truth: Numbers, draws: Numbers, rng: np.random.Generator) -> Numbers:
    """Share of the draws below the truth, spread evenly over the step that belongs to its rank. truth:
    (numbers,); draws: (draws, numbers)."""
    below, same = (draws < truth).sum(axis=0), (draws == truth).sum(axis=0)
    return (below + rng.random(truth.shape) * (same + 1)) / (len(draws) + 1)


def evenness(part: str, number: str, ranks: Numbers) -> Evenness:
    """How even some ranks are. ranks: 0 to 1 (truths,)."""
    seen = np.histogram(ranks, CLASSES, (0, 1))[0]
    within = [float(np.mean(np.abs(ranks - 0.5) <= share / 2)) for share in (0.5, 0.9)]
    p = float(stats.chisquare(seen).pvalue)
    band = band_of(len(ranks))
    return Evenness(part, number, len(ranks), p, distance(ranks), band, *within)


def distance(ranks: Numbers) -> float:
    """Largest distance of the distribution of ranks from the even one."""
    return float(stats.ks_1samp(ranks, stats.uniform.cdf).statistic)


def band_of(truths: int) -> float:
    """The distance that 95 % of samples of even ranks keep within."""
    return float(stats.kstwo.ppf(0.95, truths))


# the street


def simulated(count: int, jobs: int) -> pd.DataFrame:
    """Streets with numbers drawn evenly from their ranges: the draws in the unit cube, and their figures."""
    prior = ranges()
    unit = np.random.default_rng(SEED).random((count, len(prior)))
    rows = [dict(zip(prior.index, row, strict=True)) for row in stretch(unit, prior)]
    with TemporaryDirectory() as folder, ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        small = small_street(ROOT / "scenarios" / "lijia.yaml", Path(folder), {})
        found = figures_of(pool, small, rows, SEED)
    return pd.DataFrame(np.hstack([unit, found]), columns=[*PATHS, *MATCHED])


def of_streets(table: pd.DataFrame, rng: np.random.Generator) -> Iterator[Numbers]:
    """Ranks of the numbers of each street, fitted by others (numbers,)."""
    unit, found = table[list(PATHS)].to_numpy(), table[list(MATCHED)].to_numpy()
    prior = ranges()
    true = stretch(unit, prior)
    for this in range(len(table)):
        others = np.delete(np.arange(len(table)), this)
        by = rng.choice(others, min(REFERENCE, len(others)), replace=False)
        left = matched(unit[by], found[by], found[this], prior).sets.to_numpy()
        yield rank(true[this], left, rng)


# the office


def of_months(rng: np.random.Generator) -> Numbers:
    """Ranks of January to December of one log (12,)."""
    length = int(rng.integers(24, 61))
    season, step, chance = rng.exponential((0.1, 0.02, 0.05))
    true = rng.normal(0, np.sqrt(season), MONTHS)
    month = (np.arange(length) + rng.integers(MONTHS)) % MONTHS
    level = np.log(rng.uniform(3, 30)) + rng.normal(0, np.sqrt(step), length).cumsum()
    a_day = np.exp(level + true[month] + rng.normal(0, np.sqrt(chance), length))
    exposed = np.full(length, 30.0)
    found = fit_season(rng.poisson(a_day * exposed).astype(float), exposed, month)
    return rank(np.exp(true) / np.exp(true).mean(), found.draw(DRAWS, rng), rng)


def of_levels(rng: np.random.Generator) -> Numbers:
    """Ranks of what the week after one log brings a working day if levels stay, of a kind that comes
    seldom and one that comes often; beside them come others, which tell how far all of them wander (2,)."""
    weeks, kinds = int(rng.integers(12, 40)), 8
    movement = Movement(rng.choice(WANDERINGS), rng.choice(BURSTS[2:]))
    steps = movement.wander * rng.standard_normal((kinds, weeks)).cumsum(axis=1)
    level = np.r_[rng.uniform(0.3, 1), rng.uniform(3, 10, kinds - 1)][:, None] * np.exp(steps)
    level_of_week = level * rng.gamma(movement.burst, 1 / movement.burst, (kinds, weeks))
    first = pd.Timestamp("2024-01-01")
    days = Days.between(first, first + pd.Timedelta(weeks=weeks), frozenset())
    of_day = np.array([1, 1, 1, 1, 1, 0.4, 0.3])[days.kind]
    counts = rng.poisson(np.repeat(level_of_week, 7, axis=1) * of_day)
    kind, day = (np.repeat(each, counts.ravel()) for each in np.indices(counts.shape).reshape(2, -1))
    opened = first + pd.to_timedelta(day, unit="D")
    cases = pd.DataFrame({"staff": False, "type": kind.astype(str), "unit": "any", "opened": opened})
    every = pd.MultiIndex.from_arrays([[False] * kinds, [str(k) for k in range(kinds)], ["any"] * kinds])
    found = fit_arrivals(cases, days, every.set_names(KIND))
    drawn = np.array([found.levels(1, rng, steady=True)[:, 0] for _ in range(DRAWS)])
    to_come = level[:, -1] * rng.gamma(movement.burst, 1 / movement.burst, kinds)
    return rank(to_come, drawn, rng)[:2]


# all of it


def calibrated(table: pd.DataFrame, logs: int) -> list[Evenness]:
    """One row per number."""
    rng = np.random.default_rng(SEED)
    streets = np.array(list(of_streets(table, rng)))
    months = np.array([of_months(rng) for _ in range(logs)])
    levels = np.array([of_levels(rng) for _ in range(logs)])
    found = [evenness("street", path, ranks) for path, ranks in zip(PATHS, streets.T, strict=True)]
    found += [evenness("months", str(month + 1), months[:, month]) for month in range(MONTHS)]
    of_kinds = zip(("of a seldom kind", "of a frequent kind"), levels.T, strict=True)
    return [*found, *(evenness("level", name, ranks) for name, ranks in of_kinds)]


@click.command(help=__doc__)
@click.option("--figures", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--streets", default=256, show_default=True)
@click.option("--logs", default=400, show_default=True)
@click.option("-j", "--jobs", default=2, show_default=True)
def main(figures: Path, streets: int, logs: int, jobs: int) -> None:
    """Print one line per number."""
    if not figures.exists():
        simulated(streets, jobs).to_csv(figures, index=False, float_format="%.9g")
    found = calibrated(pd.read_csv(figures), logs)
    click.echo(pd.DataFrame(found).round(3).to_string(index=False))
    uneven = [f"{each.part} {each.number}" for each in found if not each.even]
    click.echo(f"outside the band of 95 %: {', '.join(uneven) or 'none'}")


if __name__ == "__main__":
    main()
