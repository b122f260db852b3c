"""Where each remedy helps, does nothing, and harms, over parameter sets drawn from the ranges.

    python benchmarks/policies/regimes.py -o DIR [--step corners] [--remedy 2] [--sets 60] [--width 0.5]
        [--runs 8] [--luck 30000] [--grids 80] [--days 365] [--switch PATH] [--jobs 2]

scan: every set runs one year as the street is today and once under each remedy, with the same random draws;
  then the sets with the largest, the smallest and the most contrary effect run again, with other seeds.
ends: each number that carries the remedy at the ends of its range and at 0, all others as they are. The one
  that moves the effect most decides; one at which the effect is gone carries it.
corners: many numbers, and the state of the street, at their ends at once (`regimes_settings.py`), and each of
  them again with the structural switches turned, all at once and one by one. The table is written after each
  of these; what it holds already is not run again.
plausible: the share of plausible sets under which each remedy helps, harms, or is inconclusive.

The effect is that on the first outcome of the remedy's own problem, and that on unsolved need-days. A street
of fewer grids than Lijia's keeps its proportions. Nothing is tuned here: what is found is printed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

import click
import pandas as pd
from tqdm import tqdm

from benchmarks.policies.regimes_settings import CARRIERS, CORNERS, Setting
from benchmarks.policies.regimes_tables import (
    AT_CORNERS,
    AT_ENDS,
    CONFIRMED,
    Effect,
    ends_of,
    print_gains,
    print_plausible,
    print_scan,
)
from benchmarks.policies.structural_switches import turned
from simulation.analysis.inputs import Number, hypercube, numbers, stretched
from simulation.metrics import METRICS, evaluate
from simulation.metrics.problems import problems
from simulation.model import Street
from simulation.scenario import Scenario, load

HEADLINE = "need_days"
REMEDIES = {int(path.stem.split("-")[1]): path for path in sorted(Path("scenarios").glob("remedy-*.yaml"))}
PLAUSIBLE = Path("scenarios/parameter-sets/plausible.csv")
RESIDENTS_A_GRID, GRIDS_A_COMMUNITY = 1200, 6
SCAN_SEED = 10_000
LIJIA = Path("scenarios/lijia.yaml")
PRICES = ("overtime_hours", "cost")  # what a remedy may be paid with
NAMES = list(dict.fromkeys(name for corners in CORNERS.values() for name in corners))
USUAL, ALL = "usual", "all turned"
STEPS = ("scan", "ends", "corners", "plausible")


class Task(NamedTuple):
    """Seeds with which some remedies are run, under other parameters or in a corner of the ranges."""

    values: dict[str, float]
    seeds: tuple[int, ...]
    asked: tuple[int, ...]
    corner: Setting


class Size(NamedTuple):
    """Grids of the street, and measured days."""

    grids: int
    days: int


class Effort(NamedTuple):
    """How much is simulated: seeds from `luck` on, the street, processes at a time."""

    runs: int
    luck: int
    size: Size
    jobs: int


class Move(NamedTuple):
    """What is set, under a label, and for which remedies: `values` of any size, a `corner` inside its
    ranges."""

    label: dict[str, object]
    asked: tuple[int, ...]
    values: dict[str, float]
    corner: Setting


def effects() -> tuple[Effect, ...]:
    """What is looked at: the first outcome of each remedy's own problem, and the headline."""
    own = [Effect(each.number, each.outcomes[0]) for each in problems()]
    return (*own, *(Effect(number, HEADLINE) for number in REMEDIES))


def prices() -> tuple[Effect, ...]:
    """What else corners show: overtime and yuan; below 0 where the remedy costs more."""
    every = (Effect(number, name) for number in REMEDIES for name in PRICES)
    return tuple(each for each in every if each not in effects())


@cache
def street(size: Size, remedy: int = 0, corner: tuple[tuple[str, float | str], ...] = ()) -> Scenario:
    """A Lijia of that size as it is (0) or under a remedy; ScenarioErrors where a corner leaves a range."""
    settings = (f"{path}={value}" for path, value in corner)
    sets = ["experiment.warmup=90", f"experiment.days={size.days}", *settings]
    scenario = load(REMEDIES.get(remedy, LIJIA), sets)
    place = replace(
        scenario.place,
        residents=float(RESIDENTS_A_GRID * size.grids),
        communities=float(max(round(size.grids / GRIDS_A_COMMUNITY), 1)),
    )
    return replace(scenario, place=place)


def simulated(scenario: Scenario, values: dict[str, float], seeds: Sequence[int]) -> pd.DataFrame:
    """The metrics of runs with other parameters, one row per seed; without columns where the model cannot run
    with them."""
    first, *beside = seeds
    try:
        run = Street(scenario.with_parameters(values), first, beside=beside)
        run.run_model()
    except (ArithmeticError, ValueError, IndexError) as error:
        tqdm.write(f"a set broke the model: {type(error).__name__}: {error}")
        return pd.DataFrame(index=range(len(seeds)))
    closed = run.measurement.close_all(run.opening, run.day)
    return pd.DataFrame(
        [evaluate(records).set_index("metric")["value"] for records in closed], index=range(len(seeds))
    )


def differences(size: Size, task: Task) -> pd.DataFrame:
    """The effects of some remedies under a parameter set, one row per seed, each better when above 0."""
    corner = tuple(task.corner.items())
    before, *after = (
        simulated(street(size, number, corner), task.values, task.seeds) for number in (0, *task.asked)
    )
    by_remedy = dict(zip(task.asked, after, strict=True))
    return pd.DataFrame(
        {
            each.key: [
                each.gain(before.loc[run], by_remedy[each.remedy].loc[run]) for run in range(len(task.seeds))
            ]
            for each in (*effects(), *prices())
            if each.remedy in by_remedy
        }
    )


def simulate_all(tasks: Sequence[Task], effort: Effort, what: str) -> Iterator[pd.DataFrame]:
    """Of each task in turn: one row per seed, one column per effect."""
    with ProcessPoolExecutor(effort.jobs) as pool:
        rows = pool.map(partial(differences, effort.size), tasks)
        yield from tqdm(rows, total=len(tasks), desc=what, mininterval=5)


def effects_of(
    moves: Sequence[Move], watched: Sequence[Effect], effort: Effort, what: str
) -> Iterator[pd.DataFrame]:
    """Of each move in turn, with several seeds that no scan has seen: one row per watched effect of its
    remedies."""
    seeds = tuple(range(effort.luck, effort.luck + effort.runs))
    tasks = [Task(move.values, seeds, move.asked, move.corner) for move in moves]
    for move, gains in zip(moves, simulate_all(tasks, effort, what), strict=True):
        yield pd.DataFrame(
            [
                {"remedy": each.remedy, "metric": each.metric} | move.label | each.summary(gains[each.key])
                for each in watched
                if each.remedy in move.asked
            ]
        )


def confirm(
    sets: pd.DataFrame, scan: pd.DataFrame, watched: Sequence[Effect], effort: Effort
) -> pd.DataFrame:
    """The extreme sets of each effect, run again with seeds that the scan has not seen."""
    moves = [
        Move({"for": each.metric, "meant": kind, "set": at + 1}, (each.remedy,), sets.loc[at].to_dict(), {})
        for each in watched
        for kind, at in ends_of(scan[each.key]).items()
    ]
    rows = pd.concat(effects_of(moves, watched, effort, "confirm"))
    return rows[rows["metric"] == rows["for"]].drop(columns="for")


def at_ends(asked: Sequence[int], among: Sequence[Number]) -> list[Move]:
    """Each number that carries a remedy at both ends of its range and at 0, all others as the street has
    them."""
    about = {each.path: each for each in among}
    return [
        Move({"parameter": path, "value": value}, (remedy,), {path: value}, {})
        for remedy in asked
        for path in CARRIERS[remedy]
        for value in dict.fromkeys((about[path].low, about[path].high, 0.0))
    ]


def in_corners(
    asked: Sequence[int], ways: Sequence[tuple[str, str]], named: Collection[str] = ()
) -> list[Move]:
    """Each corner (of those named, or any) with the remedies that meet it: as mechanisms usually work, then
    with the structural switches turned, all at once and one by one."""
    met: dict[tuple[str, tuple[tuple[str, float | str], ...]], list[int]] = {}
    for remedy in asked:
        for name, corner in CORNERS[remedy].items():
            if not named or name in named:
                met.setdefault((name, tuple(corner.items())), []).append(remedy)
    settings = {USUAL: {}, ALL: dict(ways)} | {f"{path}={word}": {path: word} for path, word in ways}
    return [
        Move({"corner": name, "switch": switch}, tuple(remedies), {}, dict(corner) | setting)
        for switch, setting in settings.items()
        for (name, corner), remedies in met.items()
    ]


def fill_corners(path: Path, moves: list[Move], watched: Sequence[Effect], effort: Effort) -> pd.DataFrame:
    """Run the moves that the table at `path` lacks, and write it after each; the whole table."""
    table = pd.read_csv(path) if path.exists() else pd.DataFrame(columns=["remedy", "corner", "switch"])
    ran = set(table[["remedy", "corner", "switch"]].itertuples(index=False, name=None))
    lacking = [
        move
        for move in moves
        if any((remedy, *move.label.values()) not in ran for remedy in move.asked)
    ]  # fmt: skip
    for rows in effects_of(lacking, watched, effort, "corners"):
        table = pd.concat([table, rows]) if len(table) else rows
        table.infer_objects().round(3).to_csv(path, index=False, lineterminator="\n")
    return table


def over_plausible(asked: tuple[int, ...]) -> list[Move]:
    """Every plausible set but the street as it is."""
    sets = pd.read_csv(PLAUSIBLE, comment="#", index_col="set").drop(index=0).to_dict("records")
    return [Move({"set": at}, asked, values, {}) for at, values in enumerate(sets, 1)]


@click.command()
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True, help="folder of the tables")
@click.option("--sets", "count", default=60, help="how many sets are drawn")
@click.option("--width", default=0.5, help="part of each range that is drawn from")
@click.option("--runs", default=8, help="seeds of a finding; half as many a plausible set")
@click.option("--luck", default=30_000, help="the first of them")
@click.option("--grids", default=80, help="grids of the street; Lijia has 80")
@click.option("--days", default=365, help="measured days, from 1 January 2025 on")
@click.option("--switch", "switched", multiple=True, help="only these structural switches; default: all")
@click.option("--corner", "named", type=click.Choice(NAMES), multiple=True, help="default: all")
@click.option("--seed", default=0, help="of the draws")
@click.option("--jobs", default=2, help="processes at a time")
@click.option("--step", "steps", type=click.Choice(STEPS), multiple=True, default=STEPS, help="default: all")
@click.option("--remedy", "asked", type=click.IntRange(1, 6), multiple=True, default=tuple(REMEDIES))
def main(
    out: Path, count: int, width: float, runs: int, luck: int, grids: int, days: int, seed: int,
    jobs: int, switched: tuple[str, ...], named: tuple[str, ...], steps: tuple[str, ...],
    asked: tuple[int, ...],
) -> None:  # fmt: skip
    """Scan and confirm, try ends and corners, and count plausible sets; print and write each step."""
    out.mkdir(parents=True, exist_ok=True)
    METRICS.all()
    size = Size(grids, days)
    effort, among = Effort(runs, luck, size, jobs), numbers(street(size))
    own = [each for each in effects() if each.remedy in asked]
    if "scan" in steps:
        sets = stretched(hypercube(count, among, seed), among, width)
        drawn = enumerate(sets.to_dict("records"), SCAN_SEED)
        tasks = [Task(values, (seed_of,), asked, {}) for seed_of, values in drawn]
        scan = pd.concat(simulate_all(tasks, effort, "scan"), ignore_index=True)
        print_scan(scan, own, out / "scan.csv")
        found = confirm(sets, scan, own, effort)
        print_gains(found, out / "confirmed.csv", CONFIRMED, "meant {meant:8} set {set:4}")
    if "ends" in steps:
        found = pd.concat(effects_of(at_ends(asked, among), own, effort, "ends"))
        print_gains(found, out / "ends.csv", AT_ENDS, "{parameter} = {value:g}")
    if "corners" in steps:
        moves, path = in_corners(asked, turned(switched), named), out / "corners.csv"
        print_gains(
            fill_corners(path, moves, (*own, *prices()), effort), path, AT_CORNERS, "{corner}, {switch}"
        )
    if "plausible" in steps:
        few = effort._replace(runs=max(runs // 2, 2))
        found = pd.concat(effects_of(over_plausible(asked), own, few, "plausible"))
        print_plausible(found, out / "plausible.csv")


if __name__ == "__main__":
    main()
