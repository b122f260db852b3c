"""The strength at which each remedy costs the same, in yuan or in workers' minutes.

    python benchmarks/equal_cost.py strengths [--metric cost|bill_minutes] [--runs 4] [--seed 1001] [--jobs 2]
    python benchmarks/equal_cost.py posts scenarios/lijia-innovative-fixed-budget.yaml

`strengths` prints, for `scenarios/equal-yuan` (cost) or `scenarios/equal-minutes` (bill_minutes), the line
`strength:` of each remedy of the study of six. The target is the largest that all remedies which cost
anything can reach: what the cheapest of them costs at full strength. A remedy that costs nothing, or saves,
has no such strength, and is told. `posts` prints the posts a grid (below 0: left vacant) at which a scenario
costs no more than its baseline does.

Costs are paired differences from the baseline over pilot runs, whose seeds are none of a study's. A cost
rises with strength almost in a line, so a secant between the ends finds it in a step or two; wages count, and
whole posts come by luck, so that a strength is good to a few per cent only.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click
import numpy as np

from simulation.experiment.replicate import replicate
from simulation.scenario import Scenario, load, load_study

ROOT = Path(__file__).parents[1]
STUDY = ROOT / "scenarios" / "studies" / "packages.yaml"
FOLDERS = {"cost": "equal-yuan", "bill_minutes": "equal-minutes"}
POSTS = "interventions.staffing.add"
STEPS, CLOSE = 4, 0.03  # at most so many steps; within this part of what is sought is near enough
LEAST = 0.005  # part of the baseline's level below which a cost is none

Extra = Callable[[float], float]


@dataclass(frozen=True)
class Found:
    """A setting and what it costs more than the baseline, in the metric's unit."""

    setting: float
    extra: float


def measured(metric: str, task: tuple[Scenario, int]) -> float:
    """A metric of one run."""
    runs = replicate(*task)["runs"]
    return float(runs.set_index("metric").loc[metric, "value"])


@dataclass
class Pilot:
    """Pilot runs of scenarios against one baseline with the same seeds."""

    metric: str
    seeds: range
    baseline: Scenario
    pool: Executor

    def __post_init__(self) -> None:
        self.level = self._values(self.baseline)

    def _values(self, scenario: Scenario) -> np.ndarray:
        tasks = [(scenario, seed) for seed in self.seeds]
        return np.array(list(self.pool.map(partial(measured, self.metric), tasks)))

    def extra(self, scenario: Scenario) -> float:
        """What a scenario costs more than the baseline, mean over the seeds."""
        return float((self._values(scenario) - self.level).mean())


def search(extra: Extra, low: Found, high: Found, target: float, close: float) -> Found:
    """The setting between two ends whose extra cost is `target`, to within `close`, or the nearest one seen.

    One end keeps its place while the other draws near (regula falsi).
    """
    seen = [low, high]
    for _ in range(STEPS):
        part = (target - low.extra) / (high.extra - low.extra)
        setting = round(low.setting + part * (high.setting - low.setting), 3)
        found = Found(setting, extra(setting))
        seen.append(found)
        if abs(found.extra - target) <= close or setting in (low.setting, high.setting):
            break
        low, high = (found, high) if found.extra < target else (low, found)
    return min(seen, key=lambda one: abs(one.extra - target))


def reachable(full: dict[str, float], least: float) -> tuple[float, list[str]]:
    """The largest extra cost that every remedy with a cost can reach, and who has none to speak of."""
    costly = {name: extra for name, extra in full.items() if extra > least}
    return min(costly.values(), default=0.0), [name for name in full if name not in costly]


def pilot(metric: str, runs: int, seed: int, baseline: Scenario, pool: Executor) -> Pilot:
    """Pilot runs with seeds that no study uses."""
    first = baseline.experiment.seed
    used = range(first, first + baseline.experiment.replications)
    if set(used) & set(range(seed, seed + runs)):
        raise click.BadParameter(f"seeds {seed} to {seed + runs - 1} are among those of the study")
    return Pilot(metric, range(seed, seed + runs), baseline, pool)


def remedies() -> tuple[Scenario, list[Path]]:
    """The baseline and the files of the remedies that packages are made of."""
    study = load_study(STUDY)
    singles = [some[0] for some in study.packages.values() if len(some) == 1]
    return study.baseline, [ROOT / "scenarios" / f"{name}.yaml" for name in singles]


@click.group()
@click.option("--runs", default=4, show_default=True, help="Pilot runs at each setting.")
@click.option("--seed", default=1001, show_default=True, help="Seed of the first pilot run.")
@click.option("--jobs", default=2, show_default=True)
@click.pass_context
def main(context: click.Context, **asked: int) -> None:
    """Find settings at which scenarios cost the same."""
    context.obj = asked


@main.command()
@click.option("--metric", type=click.Choice(list(FOLDERS)), default="cost", show_default=True)
@click.pass_obj
def strengths(asked: dict[str, int], metric: str) -> None:
    """The strength at which each remedy costs what the cheapest costs at full strength."""
    baseline, files = remedies()
    with ProcessPoolExecutor(asked["jobs"]) as pool:
        runs = pilot(metric, asked["runs"], asked["seed"], baseline, pool)
        full = {file.stem: runs.extra(load(file)) for file in files}
        target, none = reachable(full, LEAST * float(runs.level.mean()))
        click.echo(f"# {metric}: {runs.level.mean():.4g} today; target: {target:.4g} more")
        for name, file in zip(full, files, strict=True):
            if name in none:
                click.echo(f"# {name}: {full[name]:+.4g} at full strength: it has no strength of equal cost")
                continue
            found = search(
                lambda dose, path=file: runs.extra(load(path, [f"strength={dose}"])),
                Found(0, 0),
                Found(1, full[name]),
                target,
                CLOSE * target,
            )
            costs = f"{full[name]:+.4g} at full strength, here {found.extra:+.4g}"
            click.echo(f"# {FOLDERS[metric]}/{file.name}: {costs}")
            click.echo(f"strength: {found.setting:g}")


@main.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--least", default=-1.0, show_default=True, help="Posts a grid that may go at most.")
@click.pass_obj
def posts(asked: dict[str, int], file: Path, least: float) -> None:
    """The posts at which a scenario costs what its baseline costs."""
    baseline, _ = remedies()
    with ProcessPoolExecutor(asked["jobs"]) as pool:
        runs = pilot("cost", asked["runs"], asked["seed"], baseline, pool)

        def extra(add: float) -> float:
            return runs.extra(load(file, [f"{POSTS}={add}"]))

        ends = [Found(add, extra(add)) for add in (least, 0.0)]
        found = search(extra, *ends, 0.0, CLOSE * (ends[1].extra - ends[0].extra))
        spoken = ", ".join(f"{each.extra:+.4g} at {each.setting:g} posts a grid" for each in (*ends, found))
        click.echo(f"# cost: {runs.level.mean():.4g} today; {spoken}")
        click.echo(f"  - staffing: {{add: {found.setting:g}, from: ...}}")


if __name__ == "__main__":
    main()
