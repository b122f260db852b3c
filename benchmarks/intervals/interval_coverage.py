"""How often intervals hold the true difference in studies of few pairs, outcome by outcome.

    python benchmarks/intervals/interval_coverage.py FOLDER [--pairs 5] [--studies 2000] [--all]

FOLDER is a results folder of many pairs (120 say). What differs over all of them is taken for the truth;
small studies are drawn from them, without putting back. Beside how often each interval covers: how often the
t interval says the opposite of the truth, and how often somebody who looks after each pair from the fifth to
the last does at any look. Outcomes are put together by the share of pairs that differ; --all gives a line to
each.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import click
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from benchmarks.intervals.anytime import at_every_look, once, t_by_look
from simulation.experiment.comparison.baselines import baseline_of
from simulation.experiment.comparison.compare import metrics_of, read_runs, read_study, values_by_scenario
from simulation.experiment.comparison.finding import FEWEST_PAIRS, LEVEL, Metrics, judged
from simulation.statistics.spread import Numbers

GROUPS = (0.0, 0.2, 0.5, 0.8, 0.999, 1.0)  # ends of the share of pairs that differ
SEED = 2024


class Covered(NamedTuple):
    """An outcome under a policy: what all pairs say of it, and parts of small studies.

    differ: share of pairs that differ; few: studies with one to four pairs that differ; t, looked: intervals
    that hold the truth, for one look and for every look; trusted: the same as t among studies of which five
    pairs differ; opposite: t intervals beyond zero on the wrong side; ever: the same, or beyond it where the
    truth is 0, at any look at all pairs there are, by the interval for every look.
    """

    scenario: str
    metric: str
    differ: float
    skewness: float
    few: float
    t: float
    looked: float
    trusted: float
    opposite: float
    ever: float


def covered(scenario: str, metric: str, differences: Numbers, pairs: int, studies: int) -> Covered:
    """The row of one outcome under one policy. differences: (all pairs,)."""
    truth, rng = float(differences.mean()), np.random.default_rng(SEED)
    drawn = rng.permuted(np.tile(differences, (studies, 1)), axis=1)
    small = drawn[:, :pairs]
    off = np.abs(small.mean(1) - truth)
    error = small.std(1, ddof=1) / np.sqrt(pairs)
    slack = 1e-9 * float(np.abs(differences).max())  # a truth that only rounding leaves outside is covered
    t, looked = (off <= bound(pairs, LEVEL) * error + slack for bound in (once, at_every_look))
    count = np.count_nonzero(small, axis=1)
    beyond = np.abs(small.mean(1)) > once(pairs, LEVEL) * error + slack
    return Covered(
        scenario, metric, float(np.mean(differences != 0)), _skewness(differences),
        float(np.mean((count > 0) & (count < FEWEST_PAIRS))), float(t.mean()), float(looked.mean()),
        float(t[count >= FEWEST_PAIRS].mean()) if (count >= FEWEST_PAIRS).any() else np.nan,
        float(np.mean(beyond & (small.mean(1) * truth < 0))), _ever(drawn, truth),
    )  # fmt: skip


def _skewness(differences: Numbers) -> float:
    return float(stats.skew(differences)) if differences.std() > 0 else 0.0


def _ever(drawn: NDArray[np.float64], truth: float) -> float:
    """Part of studies that call the wrong direction at any look. drawn: (studies, pairs)."""
    looks = range(FEWEST_PAIRS, drawn.shape[1] + 1)
    called = t_by_look(drawn) > [at_every_look(pairs, LEVEL) for pairs in looks]
    mean = (drawn.cumsum(1) / np.arange(1, drawn.shape[1] + 1))[:, FEWEST_PAIRS - 1 :]
    return float((called & (mean * truth <= 0)).any(1).mean())


def rows(folder: Path, pairs: int, studies: int, metrics: Metrics | None = None) -> list[Covered]:
    """All outcomes and policies of a results folder; those in which no pair differs say nothing."""
    study, runs = read_study(folder), read_runs(folder / "runs.csv")
    known, values = metrics_of(study) if metrics is None else metrics, values_by_scenario(study, runs)
    found = []
    for name, baseline in baseline_of(study).items():
        between = values[name] - values[baseline]
        for metric in map(str, between):
            present = between[metric].dropna().to_numpy(float)
            if metric in known and judged(known[metric]) and len(present) > 2 * pairs and present.any():
                found.append(covered(name, metric, present, pairs, studies))
    return found


def summary(found: list[Covered]) -> str:
    """One line per group of outcomes whose pairs differ as often."""
    table = pd.DataFrame(found, columns=list(Covered._fields))
    table["group"] = pd.cut(table["differ"], GROUPS, labels=[_group(*ends) for ends in pairwise(GROUPS)])
    lines = [
        "| pairs that differ | outcomes x policies | t covers | the worst | for every look | t, five differ |"
        " fewer than five differ | opposite | opposite, ever |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    groups = [*table.groupby("group", observed=True), ("together", table)]
    for name, mine in groups:
        shares = (mine["looked"], mine["trusted"], mine["few"], mine["opposite"], mine["ever"])
        told = " | ".join(_share(each.mean()) for each in shares)
        worst = f"{_share(mine['t'].mean())} | {_share(mine['t'].min())}"
        lines.append(f"| {name} | {len(mine)} | {worst} | {told} |")
    return "\n".join(lines)


def _group(low: float, high: float) -> str:
    return "every" if low > 0.99 else f"{low:.0%} to {high:.0%}"


def _share(number: float) -> str:
    return "" if np.isnan(number) else f"{number:.1%}"


def lines_of_all(found: list[Covered]) -> str:
    """One line per outcome and policy, those covered least often first."""
    head = "| policy | outcome | pairs that differ | skewness | t covers | for every look | opposite |"
    lines = [head, "|---|---|---|---|---|---|---|"]
    lines += [
        f"| {each.scenario} | `{each.metric}` | {each.differ:.0%} | {each.skewness:.1f} | {_share(each.t)} |"
        f" {_share(each.looked)} | {_share(each.opposite)} |"
        for each in sorted(found, key=lambda each: each.t)
    ]
    return "\n".join(lines)


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--pairs", default=5, show_default=True, type=click.IntRange(FEWEST_PAIRS))
@click.option("--studies", default=2000, show_default=True, type=click.IntRange(1))
@click.option("--all", "every", is_flag=True, help="One line per outcome and policy, too.")
def main(folder: Path, pairs: int, studies: int, every: bool) -> None:
    """Measure and print."""
    found = rows(folder, pairs, studies)
    if not found:
        raise click.UsageError(f"{folder} has no outcome that differs, over more than {2 * pairs} pairs")
    click.echo(summary(found))
    if every:
        click.echo("\n" + lines_of_all(found))


if __name__ == "__main__":
    main()
