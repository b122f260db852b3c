"""The strength at which each remedy costs the same, in yuan or in workers' minutes.

    python benchmarks/policies/equal_cost.py strengths [--runs 2] [--seed 1001]
    python benchmarks/policies/equal_cost.py posts scenarios/lijia-innovative-fixed-budget.yaml
    python benchmarks/policies/equal_cost.py workers scenarios/studies/equal-budget-lijia.yaml [--set K=V]

`strengths` prints the line `strength:` of each file of `scenarios/equal-yuan` (metric `cost`: wages and
programmes) and `scenarios/equal-minutes` (metric `bill_minutes`: what policies ask of workers). The target is
the largest extra cost that every remedy which costs anything can reach. Where a remedy has a cost from the
first step on (a council meets or does not), a target below it cannot be met by that remedy: then the next is
taken that all but the cheapest can reach, and the cheapest is said to be cheaper and stays at full strength.
A remedy that costs nothing, or saves, has no such strength. `posts` prints the posts a grid (below 0: left
vacant) at which a scenario costs no more than its baseline does. `workers` prints the posts of each model
of a study at which it costs what the baseline costs; a model that is dearer with the fewest keeps those.

Costs are paired differences from the baseline over pilot runs, whose seeds are none of a study's; they run
side by side and from one warm-up. Cost rises with strength almost in a line, so a secant finds it in a step
or two; whole posts come by luck, so that a strength is good to some per cent only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click
import pandas as pd

from simulation.experiment.execution.replicate import side_by_side
from simulation.scenario import Scenario, load, load_study

ROOT = Path(__file__).parents[2]
STUDY = ROOT / "scenarios" / "studies" / "packages.yaml"
FOLDERS = {"cost": "equal-yuan", "bill_minutes": "equal-minutes"}
POSTS, WORKERS = "interventions.staffing.add", "model.workers"
FEWEST, MOST = 0.25, 4.0  # workers a grid: one for four grids (assumed the least), or four for one
STEPS, CLOSE = 4, 0.03  # at most so many steps; within this part of what is sought is near enough
LEAST = 0.005  # part of the baseline's level below which a cost is none
FIRST = 0.01  # the first step of a strength


@dataclass(frozen=True)
class Found:
    """A setting and what it costs more than the baseline, in the metric's unit."""

    setting: float
    extra: float


def simulated(scenario: Scenario, seeds: Sequence[int]) -> pd.Series:
    """What runs of a scenario cost, by the metrics of FOLDERS, mean over the seeds."""
    tables = side_by_side(scenario, seeds, shared=True)
    rows = [each["runs"].set_index("metric").loc[list(FOLDERS), "value"] for each in tables]
    return pd.DataFrame(rows).mean()


@dataclass
class Pilot:
    """Pilot runs against one baseline with the same seeds; each setting is run once."""

    baseline: Scenario
    seeds: range
    always: tuple[str, ...] = ()  # settings of every file, the baseline has them already
    known: dict[tuple[Path, str], pd.Series] = field(default_factory=dict)

    def __post_init__(self) -> None:
        first = self.baseline.experiment.seed
        if set(self.seeds) & set(range(first, first + self.baseline.experiment.replications)):
            raise click.BadParameter("seeds of pilot runs must be none of the study's")
        self.today = simulated(self.baseline, self.seeds)

    def extra(self, metric: str, file: Path, setting: str) -> float:
        """What a file costs more than the baseline with a setting, mean over the seeds."""
        if (file, setting) not in self.known:
            self.known[file, setting] = (
                simulated(load(file, [*self.always, setting]), self.seeds) - self.today
            )
        return float(self.known[file, setting][metric])


def search(extra: Callable[[float], float], low: Found, high: Found, target: float, close: float) -> Found:
    """The setting between two ends whose extra cost is nearest to `target`; within `close` is near enough.

    One end keeps its place while the other draws near (regula falsi).
    """
    seen = [low, high]
    for _ in range(STEPS):
        part = (target - low.extra) / (high.extra - low.extra)
        setting = round(low.setting + part * (high.setting - low.setting), 3)
        if setting in (low.setting, high.setting):
            break
        found = Found(setting, extra(setting))
        seen.append(found)
        if abs(found.extra - target) <= close:
            break
        low, high = (found, high) if found.extra < target else (low, found)
    return min(seen, key=lambda one: abs(one.extra - target))


def common(ends: dict[str, tuple[Found, Found]], least: float) -> float:
    """The largest extra cost that all remedies with a cost can reach, or all but the cheapest of them.

    ends: of each remedy, its first step and its full strength.
    """
    costly = {name: pair for name, pair in ends.items() if pair[1].extra > least}
    floor = max(first.extra for first, _ in costly.values())
    return min(full.extra for _, full in costly.values() if full.extra >= floor)


def remedies() -> tuple[Scenario, list[Path]]:
    """The baseline and the files of the remedies that packages are made of."""
    study = load_study(STUDY)
    singles = [some[0] for some in study.packages.values() if len(some) == 1]
    return study.baseline, [ROOT / "scenarios" / f"{name}.yaml" for name in singles]


@click.group()
@click.option("--runs", default=2, show_default=True, help="Pilot runs at each setting.")
@click.option("--seed", default=1001, show_default=True, help="Seed of the first pilot run.")
@click.pass_context
def main(context: click.Context, **asked: int) -> None:
    """Find settings at which scenarios cost the same."""
    context.obj = asked


def pilot(asked: dict[str, int], baseline: Scenario, always: tuple[str, ...] = ()) -> Pilot:
    """Pilot runs as the command line asks for them."""
    return Pilot(baseline, range(asked["seed"], asked["seed"] + asked["runs"]), always)


@main.command()
@click.pass_obj
def strengths(asked: dict[str, int]) -> None:
    """The strength at which each remedy costs the same, in yuan and in minutes."""
    baseline, files = remedies()
    runs = pilot(asked, baseline)
    for metric in FOLDERS:
        equal(runs, files, metric)


def equal(runs: Pilot, files: list[Path], metric: str) -> None:
    """Print the strengths of one metric."""

    def at(file: Path, dose: float) -> Found:
        return Found(dose, runs.extra(metric, file, f"strength={dose:g}"))

    ends = {file.stem: (at(file, FIRST), at(file, 1)) for file in files}
    least = LEAST * float(runs.today[metric])
    target = common(ends, least)
    click.echo(f"# {metric}: {runs.today[metric]:.4g} today; target: {target:.4g} more")
    for file in files:
        first, full = ends[file.stem]
        found = full
        if full.extra > target > first.extra:
            found = search(lambda dose, path=file: at(path, dose).extra, first, full, target, CLOSE * target)
        why = "no cost" if full.extra <= least else "cheaper" if full.extra < target else ""
        spoken = ", ".join(f"{each.extra:+.4g} at {each.setting:g}" for each in (first, full, found))
        click.echo(f"# {FOLDERS[metric]}/{file.name}: {spoken} {why}")
        click.echo(f"strength: {found.setting:g}")


@main.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--least", default=-1.0, show_default=True, help="Posts a grid that may go at most.")
@click.pass_obj
def posts(asked: dict[str, int], file: Path, least: float) -> None:
    """The posts at which a scenario costs what its baseline costs."""
    baseline, _ = remedies()
    runs = pilot(asked, baseline)

    def at(add: float) -> Found:
        return Found(add, runs.extra("cost", file, f"{POSTS}={add:g}"))

    low, high = at(least), at(0)
    found = search(lambda add: at(add).extra, low, high, 0.0, CLOSE / 3 * (high.extra - low.extra))
    spoken = ", ".join(f"{each.extra:+.4g} at {each.setting:g} posts a grid" for each in (low, high, found))
    click.echo(f"# cost: {runs.today['cost']:.4g} today; {spoken}")
    click.echo(f"  - staffing: {{add: {found.setting:g}, from: ...}}")


@main.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--set", "always", multiple=True, metavar="K=V", help="Set a number in every scenario.")
@click.pass_obj
def workers(asked: dict[str, int], file: Path, always: tuple[str, ...]) -> None:
    """The workers a grid at which each model of a study costs what its baseline costs."""
    study = load_study(file, always)
    runs = pilot(asked, study.baseline, always)
    click.echo(f"# cost: {runs.today['cost']:.4g} today")
    for model in study.scenarios:
        found = as_dear(runs, Path(model.files[-1]), CLOSE / 3 * float(runs.today["cost"]))
        click.echo(f"# {model.name}: {found.extra:+.4g} at {found.setting:g} workers a grid")


def as_dear(runs: Pilot, file: Path, close: float) -> Found:
    """The workers a grid at which a file costs what the baseline costs; the fewest if it is dearer still."""

    def at(count: float) -> Found:
        return Found(count, runs.extra("cost", file, f"{WORKERS}={count:g}"))

    low = at(FEWEST)
    return low if low.extra > 0 else search(lambda count: at(count).extra, low, at(MOST), 0.0, close)


if __name__ == "__main__":
    main()
