"""Parameter sets drawn from the ranges, and kept where every row of the target table holds.

    python benchmarks/realism/plausible.py -o DIR [--sets 64] [--width 0.25] [--runs 1] [--itself 16]
        [--seed 0] [SCENARIO]

Prints the kept share at each `--width` (and of the scenario itself, where luck alone removes), what each row
of the table removes, and which parameters move which row. DIR gets, for each width, `kept-0.25.csv`, the
sets that a study can run over (`parameter_sets: kept-0.25.csv`), and `figures-0.25.csv`, the figures of all.
Structural switches, the parameters that are words, are part of a set, at every width but 0. The scenario
itself stands before the kept sets, so that a study's first pair of seeds has the numbers that are known.
Rows without a figure in the scenario itself (votes where there is no council) are left out. This
script tunes nothing; docs/parameter-sets.md lists what was set by hand to a row before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import click
import numpy as np
import pandas as pd
from tqdm import tqdm

from benchmarks.realism.plausible_tables import chance, correlations, inside, removals, served
from benchmarks.realism.target_table import TARGETS, Target, figures, lengths
from simulation.analysis.inputs import (
    Number,
    Switch,
    hypercube,
    itself_as_set,
    numbers,
    stretched,
    switches,
    turned,
)
from simulation.scenario import Scenario, load


def simulated(scenario: Scenario, runs: int, task: tuple[int, dict[str, float | str]]) -> list[float]:
    """Mean figures of a numbered parameter set over its runs; a set that the model cannot run has none.

    Every set has random draws of its own, as a real street has: with the same for all, sets would be kept for
    making up for them (rejection sampling, Pritchard et al. 1999).
    """
    at, values = task
    world = scenario.with_parameters(values)
    try:
        return np.mean([figures(world, at * runs + run) for run in range(runs)], axis=0).tolist()
    except (ArithmeticError, ValueError, IndexError) as error:
        tqdm.write(f"set {at + 1} broke the model: {type(error).__name__}: {error}")
        return [np.nan] * len(TARGETS)


def simulate_all(scenario: Scenario, sets: pd.DataFrame, runs: int, jobs: int) -> pd.DataFrame:
    """The figures of every set, one row per set."""
    tasks = list(enumerate(sets.to_dict("records")))
    with ProcessPoolExecutor(jobs) as pool:
        run = partial(simulated, scenario, runs)
        rows: Iterator[list[float]] = map(run, tasks) if jobs == 1 else pool.map(run, tasks)
        bar = tqdm(rows, total=len(sets), mininterval=5)
        return pd.DataFrame(bar, columns=[target.name for target in TARGETS])


def print_itself(usual: pd.DataFrame) -> list[Target]:
    """Print whether the scenario itself lies inside; the rows of which it has a figure."""
    means = usual.mean(skipna=False)
    for each in TARGETS:
        if np.isnan(means[each.name]):
            print(f"left out, without a figure in the scenario itself: {each.name}")
    there = [each for each in TARGETS if not np.isnan(means[each.name])]
    outside = [each for each in there if not each.holds(means[each.name])]
    print(
        "on average over its runs the scenario itself lies", "outside of" if outside else "inside every row"
    )
    for each in outside:
        print(f"  {each.name}: {means[each.name]:.3f}, accept {each.low:g} to {each.high:g}")
    return there


def print_removals(width: float, held: pd.DataFrame) -> None:
    """Print what is left at a width, and what removed the rest; at width 0 that is luck."""
    kept = held.all(axis=1)
    print(f"\nwidth {width:g}: {kept.sum()} of {len(kept)} sets kept ({kept.mean():.0%})")
    print("  removes  alone  row")
    for row, all_sets, alone in removals(held).itertuples():
        print(f"  {all_sets:7.0%}  {alone:5.0%}  {row}")


def print_service(
    among: Sequence[Number | Switch], sets: pd.DataFrame, outcome: pd.DataFrame, width: float
) -> None:
    """Print which parameters move which row, and so which rules serve it."""
    bound = chance(len(among), len(sets))
    rows, rules = served(correlations(sets, outcome), among, bound)
    print(f"\nwhat moves each row at width {width:g}: rank correlations (* beyond luck, {bound:.2f})")
    print(*rows, "\nrules that move a row beyond luck", *rules, sep="\n")


def head(path: str, kept: pd.Series, options: str) -> str:
    """The comment at the head of a file of sets: how it was made and how much was kept."""
    return (
        f"# Parameter sets about {path} under which every row of the target table holds; one row per set.\n"
        f"# python benchmarks/realism/plausible.py -o DIR {options} {path}\n"
        f"# kept {kept.sum()} of {len(kept)} ({kept.mean():.0%})\n"
        "# set 0 is the scenario itself, whatever the table says of it\n"
    )


def write(
    folder: Path, width: float, comment: str, own: pd.DataFrame, sets: pd.DataFrame, outcome: pd.DataFrame
) -> None:
    """The scenario itself and the kept sets, with their numbers among those drawn, and the figures of all."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn, outcome = (table.set_axis(table.index + 1) for table in (sets, outcome))
    numbered = [pd.concat([own.astype(object), drawn]), outcome]
    kept, every = (table.to_csv(index_label="set", lineterminator="\n") for table in numbered)
    (folder / f"kept-{width:g}.csv").write_text(comment + kept, encoding="utf-8")
    (folder / f"figures-{width:g}.csv").write_text(every, encoding="utf-8")


@click.command()
@click.argument("path", default="scenarios/lijia.yaml")
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True, help="folder of what is written")
@click.option("--sets", "count", default=64, help="how many sets are drawn")
@click.option("--width", "widths", multiple=True, default=(0.25,), help="part of each range; repeatable")
@click.option("--runs", default=1, help="how many seeds a set runs with")
@click.option("--itself", default=16, help="draws of the scenario as it is, to see what chance alone removes")
@click.option("--seed", default=0, help="of the draws")
@click.option("--jobs", default=1, help="processes at a time")
def main(
    path: str, out: Path, count: int, widths: Sequence[float], runs: int, itself: int, seed: int, jobs: int
) -> None:
    """Draw, simulate, compare with the table, print and write, width by width."""
    scenario = load(path, lengths())
    among, words = numbers(scenario), switches(scenario)
    points = hypercube(count, among, seed)
    print(
        f"{path}: {len(among)} numbers, {len(words)} switches, {count} sets, {runs} runs a set, draws {seed}",
        flush=True,
    )
    centre = stretched(np.full((itself, len(among)), 0.5), among, 0)
    usual = simulate_all(scenario, centre, runs, jobs)
    targets = print_itself(usual)
    print_removals(0, inside(targets, usual))
    for width in widths:
        sets = stretched(points, among, width).join(turned(count, words, seed))
        outcome = simulate_all(scenario, sets, runs, jobs)
        kept = inside(targets, outcome).all(axis=1)
        print_removals(width, inside(targets, outcome))
        print_service([*among, *words], sets, outcome[[each.name for each in targets]], width)
        options = f"--sets {count} --width {width:g} --runs {runs} --seed {seed}"
        own = itself_as_set(scenario, list(sets))
        write(out, width, head(path, kept, options), own, sets[kept], outcome.assign(kept=kept))


if __name__ == "__main__":
    main()
