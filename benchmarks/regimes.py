"""Where each remedy helps, does nothing, and harms, over parameter sets drawn from the ranges.

    python benchmarks/regimes.py -o DIR [--sets 60] [--width 0.5] [--runs 8] [--grids 16] [--jobs 2]

1 scan: every set lives one year as the street is today and once under each remedy, with the same luck.
2 confirm: the sets with the largest, the smallest and the most contrary effect live again, with other luck.
3 ends: each number that carries the remedy at the ends of its range and at 0, all others as they are. The one
  that moves the effect most decides; one at which the effect is gone carries it.
4 plausible: the share of plausible sets under which each remedy helps, harms, or neither can be told.

The effect is that on the first outcome of the remedy's own problem, and that on unsolved need-days. A street
of fewer grids than Lijia's keeps its proportions. Nothing is tuned here: what is found is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import click
import pandas as pd
from plausible_draws import hypercube, numbers, stretched
from regimes_tables import Effect, ends_of, tell_confirmed, tell_ends, tell_plausible, tell_scan
from tqdm import tqdm

from simulation.metrics import METRICS, evaluate
from simulation.metrics.problems import problems
from simulation.model import Street
from simulation.scenario import Scenario, load

HEADLINE = "need_days"
REMEDIES = {int(path.stem.split("-")[1]): path for path in sorted(Path("scenarios").glob("remedy-*.yaml"))}
CARRIERS: dict[int, tuple[str, ...]] = {
    1: ("members.report_lever", "members.pm_branch", "members.pm_activation", "treasury.bill_branch",
        "residents.hours_case_share"),
    2: ("workers.task_fill", "workers.gate_cut", "workers.train_effect", "workers.quit_young",
        "treasury.bill_training"),
    3: ("platform.platform_authority", "platform.prevent_eff", "platform.plan_cut", "workers.form_rebound",
        "service.misdispatch_base"),
    4: ("organizations.found_base", "organizations.self_max", "organizations.org_hours",
        "enterprises.unit_lever", "treasury.bill_firm_visit"),
    5: ("residents.voice_lever_app", "residents.project_gain", "treasury.bill_council",
        "residents.points_gain", "residents.ask_reach"),
    6: ("treasury.found_win", "treasury.fiscal_late", "enterprises.health_visit", "enterprises.advice_gain",
        "treasury.bill_firm_visit"),
}  # fmt: skip
"""Numbers of the rules on which each remedy works, and of its bill."""
PLAUSIBLE = Path("scenarios/parameter-sets/plausible.csv")
RESIDENTS_A_GRID, GRIDS_A_COMMUNITY = 1200, 6
SCAN_SEED, CONFIRM_SEED = 10_000, 20_000  # luck of its own for each step
Task = tuple[dict[str, float], int, tuple[int, ...]]


def effects() -> tuple[Effect, ...]:
    """What is looked at: the first outcome of each remedy's own problem, and the headline."""
    own = [Effect(each.number, each.outcomes[0]) for each in problems()]
    return (*own, *(Effect(number, HEADLINE) for number in REMEDIES))


def street(grids: int) -> tuple[Scenario, dict[int, Scenario]]:
    """A small Lijia as it is, and under each remedy."""
    scenarios = [load(path, ["experiment.warmup=90", "experiment.days=365"])
                 for path in ("scenarios/lijia.yaml", *REMEDIES.values())]  # fmt: skip
    place = replace(
        scenarios[0].place,
        residents=float(RESIDENTS_A_GRID * grids),
        communities=float(max(round(grids / GRIDS_A_COMMUNITY), 1)),
    )
    base, *others = (replace(each, place=place) for each in scenarios)
    return base, dict(zip(REMEDIES, others, strict=True))


def lived(scenario: Scenario, values: dict[str, float], seed: int) -> pd.Series:
    """The metrics of one run with other parameters; none where the model cannot live with them."""
    try:
        run = Street(scenario.with_parameters(values), seed)
        run.run_model()
    except (ArithmeticError, ValueError, IndexError) as error:
        tqdm.write(f"a set broke the model: {type(error).__name__}: {error}")
        return pd.Series(dtype=float)
    return evaluate(run.records).set_index("metric")["value"]


def differences(grids: int, task: Task) -> dict[tuple[int, str], float]:
    """The effects of some remedies under a parameter set and a seed, each better when above 0."""
    values, seed, asked = task
    base, remedies = street(grids)
    before = lived(base, values, seed)
    after = {number: lived(remedies[number], values, seed) for number in asked}
    return {
        (each.remedy, each.metric): each.gain(before, after[each.remedy])
        for each in effects()
        if each.remedy in after
    }


def live_all(tasks: Sequence[Task], grids: int, jobs: int, what: str) -> pd.DataFrame:
    """A row a task, a column an effect."""
    with ProcessPoolExecutor(jobs) as pool:
        rows = pool.map(partial(differences, grids), tasks)
        found = list(tqdm(rows, total=len(tasks), desc=what, mininterval=5))
    return pd.DataFrame(found)


def confirm(sets: pd.DataFrame, scan: pd.DataFrame, runs: int, grids: int, jobs: int) -> pd.DataFrame:
    """The extreme sets of each effect, lived again with luck that the scan has not seen."""
    chosen = [(each, kind, at) for each in effects() for kind, at in ends_of(scan[each.key]).items()]
    tasks: list[Task] = [
        (sets.loc[at].to_dict(), CONFIRM_SEED + run, (each.remedy,))
        for each, _, at in chosen
        for run in range(runs)
    ]
    told = live_all(tasks, grids, jobs, "confirm")
    blocks = (told.iloc[n * runs : (n + 1) * runs] for n in range(len(chosen)))
    rows = [
        {"remedy": each.remedy, "metric": each.metric, "meant": kind, "set": at + 1}
        | each.summary(block[each.key])
        for (each, kind, at), block in zip(chosen, blocks, strict=True)
    ]
    return pd.DataFrame(rows)


def at_ends(runs: int, grids: int, jobs: int) -> pd.DataFrame:
    """Each number that carries a remedy at both ends of its range and at 0, all others as the street has
    them."""
    about = {each.path: each for each in numbers(street(grids)[0])}
    moves = [
        (remedy, path, value)
        for remedy, paths in CARRIERS.items()
        for path in paths
        for value in dict.fromkeys((about[path].low, about[path].high, 0.0))
    ]
    tasks: list[Task] = [
        ({path: value}, CONFIRM_SEED + run, (remedy,)) for remedy, path, value in moves for run in range(runs)
    ]
    told = live_all(tasks, grids, jobs, "ends")
    blocks = [told.iloc[n * runs : (n + 1) * runs] for n in range(len(moves))]
    rows: list[dict[str, object]] = [
        {"remedy": remedy, "metric": each.metric, "parameter": path, "value": value}
        | each.summary(block[each.key])
        for (remedy, path, value), block in zip(moves, blocks, strict=True)
        for each in effects()
        if each.remedy == remedy
    ]
    return pd.DataFrame(rows)


def over_plausible(runs: int, grids: int, jobs: int) -> pd.DataFrame:
    """Every effect under every plausible set, a row a set and effect."""
    sets = pd.read_csv(PLAUSIBLE, comment="#").drop(columns="set").to_dict("records")
    tasks: list[Task] = [
        (values, CONFIRM_SEED + run, tuple(REMEDIES)) for values in sets for run in range(runs)
    ]
    told = live_all(tasks, grids, jobs, "plausible")
    blocks = [told.iloc[n * runs : (n + 1) * runs] for n in range(len(sets))]
    rows: Iterable[dict[str, object]] = (
        {"set": n + 1, "remedy": each.remedy, "metric": each.metric} | each.summary(block[each.key])
        for n, block in enumerate(blocks)
        for each in effects()
    )
    return pd.DataFrame(rows)


@click.command()
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True, help="folder of the tables")
@click.option("--sets", "count", default=60, help="how many sets are drawn")
@click.option("--width", default=0.5, help="part of each range that is drawn from")
@click.option("--runs", default=8, help="seeds with which a finding is confirmed")
@click.option("--grids", default=16, help="grids of the small street")
@click.option("--seed", default=0, help="of the draws")
@click.option("--jobs", default=2, help="processes at a time")
def main(out: Path, count: int, width: float, runs: int, grids: int, seed: int, jobs: int) -> None:
    """Scan, decide, confirm, try the ends, and count plausible sets; tell and write each step."""
    out.mkdir(parents=True, exist_ok=True)
    METRICS.all()
    among = numbers(street(grids)[0])
    sets = stretched(hypercube(count, among, seed), among, width)
    tasks: list[Task] = [
        (values, SCAN_SEED + at, tuple(REMEDIES)) for at, values in enumerate(sets.to_dict("records"))
    ]
    scan = live_all(tasks, grids, jobs, "scan")
    tell_scan(scan, effects(), out / "scan.csv")
    tell_confirmed(confirm(sets, scan, runs, grids, jobs), out / "confirmed.csv")
    tell_ends(at_ends(runs, grids, jobs), out / "ends.csv")
    tell_plausible(over_plausible(max(runs // 2, 2), grids, jobs), out / "plausible.csv")


if __name__ == "__main__":
    main()
