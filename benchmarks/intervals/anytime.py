"""How often somebody who looks after each pair is wrong where nothing differs, and what not to be costs.

    python benchmarks/intervals/anytime.py [--studies 10000] [--pairs 100]

Paired differences are drawn whose mean is 0. A study is wrong when it calls a difference at any look, from
the fifth pair to the last. Beside the intervals for every look stands the t interval, looked at as often, and
looked at once, at the last pair. A study of several outcomes, which share half of their variance, calls none
unless the smallest p is below .05 divided by their number: that is when Holm's correction calls any.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping

import click
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy import stats

from simulation.experiment.comparison.finding import FEWEST_PAIRS, LEVEL
from simulation.statistics import anytime_bound

Numbers = NDArray[np.float64]
Bound = Callable[[int, float], float]  # how many standard errors reach to each side: pairs, level
Draw = Callable[[Generator, tuple[int, ...]], Numbers]

OUTCOMES = (1, 20, 100)
WIDTHS = (5, 10, 20, 50, 100)
AT_ONCE = 4_000_000  # differences held in memory
SEED = 1976


def _few(rng: Generator, shape: tuple[int, ...]) -> Numbers:
    return rng.normal(size=shape) * (rng.random(shape) < 0.2)


NULLS: Mapping[str, Draw] = {
    "normal": lambda rng, shape: rng.normal(size=shape),
    "uniform": lambda rng, shape: rng.uniform(-1, 1, shape),
    "heavy tails (t, 3 degrees)": lambda rng, shape: rng.standard_t(3, shape),
    "one pair in five differs": _few,
    "one pair in five differs, by -1 or +4": lambda rng, shape: rng.choice(
        [0, -1, 4.0], shape, p=[0.8, 0.16, 0.04]
    ),
    "skewed (exponential, skewness 2)": lambda rng, shape: rng.exponential(size=shape) - 1,
    "skewed (log-normal, skewness 6)": lambda rng, shape: rng.lognormal(size=shape) - math.exp(0.5),
}


def once(pairs: int, level: float) -> float:
    """The bound of the t interval."""
    return float(stats.t.ppf((1 + level) / 2, pairs - 1))


def at_every_look(pairs: int, level: float) -> float:
    """The bound of the interval that holds at every look."""
    return anytime_bound(pairs, FEWEST_PAIRS, level)


def t_by_look(differences: Numbers) -> Numbers:
    """|t| after each pair from the fifth on: (..., pairs) differences, (..., looks)."""
    n = np.arange(1, differences.shape[-1] + 1)
    mean = differences.cumsum(-1) / n
    squares = np.square(differences).cumsum(-1) - n * mean**2
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.abs(mean) / np.sqrt(np.maximum(squares, 0) / (n - 1) / n)
    return np.where(np.abs(mean) > 0, t, 0)[..., FEWEST_PAIRS - 1 :]


def wrong(t: Numbers, bound: Bound, outcomes: int = 1) -> float:
    """Part of studies that call something at any look. t: (studies, outcomes, looks)."""
    level = 1 - (1 - LEVEL) / outcomes
    last = FEWEST_PAIRS + t.shape[-1]
    return float((t > [bound(pairs, level) for pairs in range(FEWEST_PAIRS, last)]).any((1, 2)).mean())


def studies(draw: Draw, count: int, outcomes: int, pairs: int) -> Iterator[Numbers]:
    """Some studies at a time, (studies, outcomes, pairs); outcomes of one study share half their variance."""
    rng = np.random.default_rng(SEED)
    left = count
    while left > 0:
        some = min(left, max(1, AT_ONCE // (outcomes * pairs)))
        own = draw(rng, (some, outcomes, pairs))
        yield own if outcomes == 1 else (own + draw(rng, (some, 1, pairs))) / math.sqrt(2)
        left -= some


def row(draw: Draw, count: int, outcomes: int, pairs: int) -> tuple[float, float, float]:
    """Part of studies that are wrong: by the interval for every look, by t at every look, by t once."""
    found = []
    for drawn in studies(draw, count, outcomes, pairs):
        t = t_by_look(drawn)
        last = t[..., -1].max(1) > once(pairs, 1 - (1 - LEVEL) / outcomes)
        told = (wrong(t, at_every_look, outcomes), wrong(t, once, outcomes), float(last.mean()))
        found.append((len(drawn), told))
    weights = [each for each, _ in found]
    mean = np.average([told for _, told in found], axis=0, weights=weights)
    return float(mean[0]), float(mean[1]), float(mean[2])


def widths() -> str:
    """How wide the intervals for every look are beside the t interval, a line a number of pairs."""
    lines = ["| pairs | t interval, ± standard errors | at every look | times as wide |", "|---|---|---|---|"]
    for pairs in WIDTHS:
        t, every = once(pairs, LEVEL), at_every_look(pairs, LEVEL)
        lines.append(f"| {pairs} | {t:.2f} | {every:.2f} | {every / t:.2f} |")
    return "\n".join(lines)


@click.command(help=__doc__)
@click.option("--studies", "count", default=10_000, show_default=True, type=click.IntRange(1))
@click.option("--pairs", default=100, show_default=True, type=click.IntRange(FEWEST_PAIRS))
def main(count: int, pairs: int) -> None:
    """Measure and print."""
    click.echo(f"{count} studies each, looked at after each of {FEWEST_PAIRS} to {pairs} pairs\n")
    click.echo(
        "| differences | outcomes | wrong at every look | t at every look | t, once |\n|---|---|---|---|---|"
    )
    for name, draw in NULLS.items():
        for outcomes in OUTCOMES if name == "normal" else OUTCOMES[:2]:
            told = " | ".join(f"{100 * each:.1f} %" for each in row(draw, count, outcomes, pairs))
            click.echo(f"| {name} | {outcomes} | {told} |")
    click.echo("\n" + widths())


if __name__ == "__main__":
    main()
