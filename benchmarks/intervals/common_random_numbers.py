"""What common random numbers buy: runs for one half-width, with common and with independent seeds.

    python benchmarks/intervals/common_random_numbers.py [FOLDER] [--pairs 20] [--days 365] [--write PAGE]

FOLDER is a results folder; its first scenario is the baseline. Without one, three remedies are simulated on
the classroom street. The half-width is 2 % of the metric's mean in the baseline. With common seeds the
difference varies by Var(a - b), with independent ones by Var(a) + Var(b), both estimated from the same pairs;
runs are of both scenarios together, and the fewest are four. A ratio of 0: the policy moves nothing there.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import click
import pandas as pd

from benchmarks.speed.reference_engines import pages
from simulation.experiment.execution.replicate import replicate
from simulation.experiment.storage.run_store import read_table
from simulation.scenario import Scenario, load
from simulation.statistics import replications_needed, variance_reduction

SCENARIOS = Path(__file__).parents[2] / "scenarios"
POLICIES = ("2-workers", "3-data", "5-voice")
METRICS = (
    "need_days", "response_true", "on_time_true", "backlog", "solved_rate_true", "load_balance",
    "satisfaction_all", "trust_mean", "silence_share", "participation_30_39",
)  # fmt: skip
PART = 0.02  # of the baseline's mean
SMALL = """
schema: 1
name: {name}
title: {{en: "{name}", zh: "{name}"}}
why: {{en: "{name}", zh: "{name}"}}
extends: [{classroom}, {remedy}]
"""


class Need(NamedTuple):
    """A policy and a metric: half-width, ratio of variances, runs with common and with independent seeds."""

    policy: str
    metric: str
    half_width: float
    ratio: float
    common: float
    independent: float


def need(policy: str, metric: str, before: Sequence[float], after: Sequence[float]) -> Need:
    """Runs for a half-width from pairs of runs."""
    found = variance_reduction(before, after)
    half_width = PART * abs(sum(before)) / len(before)
    common, independent = (
        2 * replications_needed(math.sqrt(max(variance, 0.0)), half_width)
        for variance in (found.paired, found.independent)
    )
    return Need(policy, metric, half_width, found.ratio, common, independent)


def needs(runs: pd.DataFrame, metrics: Sequence[str] = METRICS) -> list[Need]:
    """All policies and metrics of a table with the columns scenario, replication, metric and value."""
    wide = runs.pivot_table(index="replication", columns=["scenario", "metric"], values="value")
    baseline, *policies = dict.fromkeys(runs["scenario"])
    found = []
    for metric in metrics:
        for policy in policies:
            if {(baseline, metric), (policy, metric)} <= set(wide.columns):
                pairs = wide[[(baseline, metric), (policy, metric)]].dropna()
                if len(pairs) > 1:
                    found.append(need(policy, metric, pairs.iloc[:, 0].tolist(), pairs.iloc[:, 1].tolist()))
    return found


def table(found: Sequence[Need]) -> str:
    """One line per metric and policy."""
    lines = [
        "| metric | policy | variance, common / independent | runs, common seeds | runs, independent seeds |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| `{each.metric}` | {each.policy} | {each.ratio:.2g} | {each.common:,.0f} |"
        f" {each.independent:,.0f} |"
        for each in found
    ]
    return "\n".join(lines)


def summary(found: Sequence[Need]) -> str:
    """The ratios of all, in a sentence."""
    ratios = pd.Series([each.ratio for each in found]).dropna()
    return (
        f"The median ratio of variances is {ratios.median():.2g} ({ratios.min():.2g} to {ratios.max():.2g});"
        f" common seeds help in {int((ratios < 1).sum())} of {len(ratios)}."
    )


def small_study(pairs: int, days: int) -> pd.DataFrame:
    """Runs of the classroom street and of three remedies on it, with the same seeds."""
    tables = []
    for scenario in small_scenarios(days):
        for number in range(pairs):
            runs = replicate(scenario, scenario.experiment.seed + number)["runs"]
            tables.append(runs.assign(scenario=scenario.name, replication=number))
    return pd.concat(tables, ignore_index=True)


def small_scenarios(days: int) -> list[Scenario]:
    """The classroom street, and three remedies on it."""
    changed = [f"experiment.days={days}"]
    classroom = SCENARIOS / "classroom.yaml"
    with tempfile.TemporaryDirectory() as folder:
        files = [classroom]
        for name in POLICIES:
            files.append(Path(folder, f"{name}.yaml"))
            remedy = SCENARIOS / "remedies" / f"{name}.yaml"
            files[-1].write_text(SMALL.format(name=name, classroom=classroom, remedy=remedy), "utf-8")
        return [load(path, changed) for path in files]


def part(folder: str | None, pairs: int, days: int) -> str:
    """The measured part of the page."""
    runs = read_table(Path(folder, "runs.csv")) if folder else small_study(pairs, days)
    found = needs(runs)
    where = "A results folder" if folder else f"The classroom street, {days} days"
    pairs = runs["replication"].nunique()
    head = f"{where}, {pairs} pairs; the half-width is {PART:.0%} of the baseline's mean."
    return "\n".join([f"{head} {summary(found)}", "", table(found)])


@click.command(help=__doc__)
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False))
@click.option("--pairs", default=20, show_default=True, type=click.IntRange(2))
@click.option("--days", default=365, show_default=True, type=click.IntRange(1))
@click.option("--write", type=click.Path(dir_okay=False, exists=True), help="Put the figures into this page.")
def main(folder: str | None, pairs: int, days: int, write: str | None) -> None:
    """Measure, print and write."""
    text = part(folder, pairs, days)
    click.echo(text)
    if write:
        pages.write(Path(write), {"random numbers": text})


if __name__ == "__main__":
    main()
