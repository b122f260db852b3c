"""What each policy and each remedy does alone on Lijia Street: need-days by stage, its own problem, and its
sign under each structural switch and plausible parameter set, and by which causal links it acts.

    python benchmarks/policies/policies_alone.py -o docs/policies-alone.csv [--runs 4] [--policy staffing]
                                        [--switch service.refused] [--sets 8] [--jobs 2]
    python benchmarks/policies/policies_alone.py -o docs/policies-alone.csv --only-signs [--runs 3] [--jobs 2]

One row per policy at its default numbers, in force the whole measured year, and one row per remedy as its
file has it, against the street without it, with common random numbers. A structural switch is a word among
the parameters that says how a mechanism works; each is turned by itself. The trace is of the first seed, as
`run.py explain` makes it. Nothing is tuned: what is found is written. With --only-signs the rows stay, and
the empty signs under the switches are filled in.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import numpy as np
import pandas as pd
from tqdm import tqdm

from benchmarks.policies.structural_switches import turned as turned_ways
from simulation.experiment.tracing import explain, why_said
from simulation.interventions import interventions
from simulation.metrics import METRICS, evaluate
from simulation.metrics.problems import problems
from simulation.model import Street
from simulation.records.stages import STAGES
from simulation.scenario import Scenario, load
from simulation.statistics import paired_difference

LIJIA = Path("scenarios/lijia.yaml").resolve()
REMEDIES = {path.stem: path for path in sorted(LIJIA.parent.glob("remedy-*.yaml"))}
FIRST_SEED = 50_000
WARMUP = "experiment.warmup=60"
HEADLINE = "need_days"
BEFORE = {"unnoticed", "unvoiced"}
AFTER = {"on_paper": "closed on paper", "hopeless": "beyond solving"}
NONE = ""
PLAUSIBLE = LIJIA.parent / "parameter-sets" / "plausible.csv"


def alone(policy: str, setting: str) -> Scenario:
    """Lijia with one policy from the first measured day on, a remedy, or none; a switch turned or none."""
    settings = [WARMUP, setting] if setting else [WARMUP]
    if policy in REMEDIES:
        return load(REMEDIES[policy], settings)
    text = f"schema: 1\nname: alone\ntitle: {{en: Alone, zh: 单项}}\nextends: {LIJIA}\n"
    if policy:
        text += f"interventions:\n  - {policy}: {{from: 2025-01-01}}\n"
    with TemporaryDirectory() as folder:
        path = Path(folder) / "alone.yaml"
        path.write_text(text, encoding="utf-8")
        return load(path, settings)


def simulated(runs: int, task: tuple[str, str]) -> pd.DataFrame:
    """The metrics of a policy under a setting: one row per seed."""
    first, *beside = range(FIRST_SEED, FIRST_SEED + runs)
    street = Street(alone(*task), first, beside=beside)
    street.run_model()
    closed = street.measurement.close_all(street.opening, street.day)
    return pd.DataFrame([evaluate(records).set_index("metric")["value"] for records in closed])


def traced(policy: str) -> str:
    """By which causal links a policy acts, in a sentence; of the first seed."""
    return why_said(explain(alone(policy, NONE), [FIRST_SEED], HEADLINE, handed_on=False)).en


def plausible(count: int) -> list[dict[str, float]]:
    """The first plausible parameter sets that are not the street as it is."""
    table = pd.read_csv(PLAUSIBLE, comment="#", index_col="set").drop(index=0).head(count)
    return [{str(path): value for path, value in each.items()} for each in table.to_dict("records")]


def in_set(task: tuple[str, int, dict[str, float]]) -> float:
    """Need-days with a policy in a plausible set; every set is a street of its own."""
    policy, number, values = task
    street = Street(alone(policy, NONE).with_parameters(values), FIRST_SEED + number)
    street.run_model()
    return float(evaluate(street.records).set_index("metric")["value"][HEADLINE])


def stages_of(change: pd.Series) -> dict[str, float]:
    """Changes of need-days before anybody speaks, with offices, closed on paper, beyond solving."""
    days = {each.word: change[f"stage_{each.word}"] for each in STAGES}
    office = sum(n for word, n in days.items() if word not in BEFORE | AFTER.keys())
    return {
        "before_voice": sum(days[word] for word in BEFORE),
        "with_offices": office,
        **{word: days[word] for word in AFTER},
    }


def most(change: pd.Series) -> str:
    """The stage that changes most."""
    return max(STAGES, key=lambda each: abs(change[f"stage_{each.word}"])).word


def remedies_of(policy: str) -> list[int]:
    """The remedies that a policy may serve."""
    if policy in REMEDIES:
        return [int(policy.split("-")[1])]
    return [int(each) for each in np.atleast_1d(interventions[policy].remedy) if each]


def own_outcome(policy: str) -> str:
    """The first outcome of the problem that the policy is a remedy of; none where it is of none."""
    mine = remedies_of(policy)
    return next((each.outcomes[0] for each in problems() if mine and each.number == mine[0]), NONE)


def sign(before: pd.Series, after: pd.Series) -> str:
    """Which way a difference goes by its 95 % interval: + for the worse where fewer is better."""
    found = paired_difference(before.to_numpy(), after.to_numpy())
    return "+" if found.low > 0 else "-" if found.high < 0 else "0"


def sign_under(policy: str, setting: str, found: dict[tuple[str, str], pd.DataFrame]) -> str:
    """Which way need-days go under a switch; nothing where it was not turned."""
    if (policy, setting) not in found:
        return NONE
    return sign(found[NONE, setting][HEADLINE], found[policy, setting][HEADLINE])


def row(
    policy: str,
    found: dict[tuple[str, str], pd.DataFrame],
    settings: list[str],
    trace: str,
    in_sets: list[float],
) -> dict[str, object]:
    """What is told of one policy."""
    before, after = found[NONE, NONE], found[policy, NONE]
    change = (after - before).mean()
    whole = paired_difference(before[HEADLINE].to_numpy(), after[HEADLINE].to_numpy())
    own = own_outcome(policy)
    return {
        "policy": policy,
        "remedies": " ".join(map(str, remedies_of(policy))),
        "pairs": whole.pairs,
        "need_days": whole.mean, "low": whole.low, "high": whole.high,
        **stages_of(change),
        "most": most(change),
        "own": own,
        "own_change": change[own] if own else np.nan,
        "own_sign": sign(before[own], after[own]) if own else NONE,
        "cost": change["cost"],
        "minutes": change["bill_minutes"],
        "sets": len(in_sets),
        "sets_fewer": sum(change < 0 for change in in_sets),
        "trace": trace,
        **{each: sign_under(policy, each, found) for each in settings},
    }  # fmt: skip


def fill_in_signs(table: pd.DataFrame, settings: list[str], runs: int, pool: ProcessPoolExecutor) -> None:
    """Run those policies under those switches of which the table has no sign yet, and write it in."""
    for setting in settings:
        if setting not in table:
            table[setting] = NONE
        policies = table.loc[table[setting] == NONE, "policy"]
        tasks = [(policy, setting) for policy in (NONE, *policies)]
        ran = tqdm(pool.map(partial(simulated, runs), tasks), setting, len(tasks), mininterval=5)
        found = dict(zip(tasks, ran, strict=True))
        table.loc[policies.index, setting] = [sign_under(each, setting, found) for each in policies]


@click.command()
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True, help="the table (CSV)")
@click.option("--runs", default=4, help="seeds of each")
@click.option("--policy", "asked", multiple=True, help="only these; default: all")
@click.option("--switch", "turned", multiple=True, help="only these structural switches; default: all")
@click.option("--switch-for", "watched", multiple=True, help="turn them for these alone; default: for all")
@click.option("--sets", default=8, help="plausible parameter sets, a pair of runs each")
@click.option("--only-signs", is_flag=True, help="fill in the table's empty signs under switches, no more")
@click.option("--jobs", default=2, help="processes at a time")
def main(
    out: Path,
    runs: int,
    asked: tuple[str, ...],
    turned: tuple[str, ...],
    watched: tuple[str, ...],
    sets: int,
    only_signs: bool,
    jobs: int,
) -> None:
    """Run every policy alone, under each switch, and write the table."""
    METRICS.all()
    policies = asked or (*REMEDIES, *sorted(interventions.all()))
    settings = [f"{path}={word}" for path, word in turned_ways(turned)]
    if only_signs:
        table = pd.read_csv(out, dtype=str, keep_default_na=False)
        with ProcessPoolExecutor(jobs) as pool:
            fill_in_signs(table, settings, runs, pool)
        table.to_csv(out, index=False, lineterminator="\n")
        return
    under = [(policy, setting) for setting in settings for policy in (NONE, *(watched or policies))]
    tasks = [*((policy, NONE) for policy in (NONE, *policies)), *under]
    with ProcessPoolExecutor(jobs) as pool:
        runs_of = pool.map(partial(simulated, runs), tasks)
        drawn = plausible(sets)
        worlds = [(policy, k, each) for policy in (NONE, *policies) for k, each in enumerate(drawn)]
        levels = pool.map(in_set, worlds)
        traces = pool.map(traced, policies)
        found = dict(zip(tasks, tqdm(runs_of, total=len(tasks), mininterval=5), strict=True))
        level = dict(zip(((each, k) for each, k, _ in worlds), tqdm(levels, total=len(worlds)), strict=True))
        why = dict(zip(policies, tqdm(traces, total=len(policies)), strict=True))
    changes = {each: [level[each, k] - level[NONE, k] for k in range(len(drawn))] for each in policies}
    table = pd.DataFrame([row(each, found, settings, why[each], changes[each]) for each in policies])
    table.sort_values("need_days").round(3).to_csv(out, index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
