"""Run a study: every scenario with every seed, each in a process task, into a results folder."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pandas as pd

import simulation.experiment.store as store
from simulation.experiment.claims import check_claims, told
from simulation.experiment.comparison import compare
from simulation.experiment.errors import ExperimentError, Interrupted, StorageError, Unstartable
from simulation.experiment.findings import Metrics
from simulation.experiment.manifest import manifest
from simulation.experiment.plan import (
    Run,
    arms,
    check_one_cause,
    check_rule_files,
    check_same_place,
    in_table_order,
    plan,
)
from simulation.experiment.pool import Failure, run_all, stop_if_starting
from simulation.experiment.progress import Progress, shown
from simulation.interventions import remedies
from simulation.population import RuleError

if TYPE_CHECKING:
    from simulation.scenario import ParameterSets, Scenario, Study

FAILURES = "failures.jsonl"
Replicate = Callable[["Scenario", int], Mapping[str, pd.DataFrame]]


@dataclass(frozen=True)
class Recipe:
    """How one run is made; everything here can be imported by a fresh process.

    replicate(scenario, seed): the tables of a run; warm(scenario): compile what a run needs, so that workers
    find it compiled; resolve(scenario): the whole scenario as the text of a file.
    """

    replicate: Replicate
    warm: Callable[[Scenario], object]
    resolve: Callable[[Scenario], str]


@dataclass(frozen=True)
class Outcome:
    """What became of a study: its folder, the runs that finished, those that failed, and the first cause."""

    folder: Path
    finished: int
    failed: int
    first_failure: str = ""


def standard(cases: bool) -> Recipe:
    """How the program itself makes a run, with a row a case if asked for."""
    # here and not above: whoever only compares or reads results needs no model
    from simulation.experiment.replicate import replicate, warm
    from simulation.scenario import resolve

    return Recipe(partial(replicate, with_cases=cases), warm, partial(resolve, beside=True))


def run_study(
    study: Study | Scenario,
    folder: Path | str,
    jobs: int | None = None,
    *,
    cases: Literal["csv"] | None = None,
    timeout: float = 3600.0,
    command: str | None = None,
    progress: Progress | None = None,
    recipe: Recipe | None = None,
    metrics: Metrics | None = None,
) -> Outcome:
    """Run every scenario of a study with every seed, and compare them with the baseline.

    study: or one scenario, which is held against nothing; folder: results, must be new or empty; cases: also
    write cases.csv, a row a case; jobs: processes at a time (default: one a core); timeout: seconds a run may
    take; command: what the manifest should call it; progress: told of each run that ends (default: a bar on
    stderr). The tables are the same bytes for any number of jobs. A run that fails is a line of
    failures.jsonl; the others go on. Raises ExperimentError (bad study, places that differ, folder in use),
    StorageError (disk), Interrupted (Ctrl-C); finished runs stay.
    """
    stop_if_starting()
    study = _as_study(study)
    if recipe is None:  # what another recipe runs need not have a place
        check_same_place(arms(study))
        check_one_cause(arms(study))
        check_claims(arms(study))
    check_rule_files(arms(study))
    runs, folder, recipe = plan(study), Path(folder), recipe or standard(cases == "csv")
    _try_rules(study, recipe)
    store.create(folder)
    _write_inputs(study, folder, recipe)
    failures: dict[int, Failure] = {}
    interrupted = False
    try:
        _run(runs, folder, jobs or os.cpu_count() or 1, timeout, recipe, progress, failures)
    except KeyboardInterrupt:
        interrupted = True
    except Unstartable:
        store.discard(folder)  # so that the next try can use it
        raise
    finished = _write_results(runs, folder, failures, metrics, command or shlex.join(["python", *sys.argv]))
    if interrupted:
        raise Interrupted(f"interrupted: {finished} of {len(runs)} runs are finished and kept in {folder}")
    return Outcome(folder, finished, len(failures), failures[min(failures)].message if failures else "")


def _as_study(asked: Study | Scenario) -> Study:
    """A scenario as the study of one baseline."""
    from simulation.scenario import Scenario, Study

    return Study(asked.name, asked.title, asked.why, asked, ()) if isinstance(asked, Scenario) else asked


def _try_rules(study: Study, recipe: Recipe) -> None:
    """Live a first day with rules of somebody's own: what is wrong with them is told before anything runs."""
    for each in arms(study):
        if each.rules:
            try:
                recipe.warm(each)
            except RuleError as error:
                raise ExperimentError(f"{each.name}: {error}") from error


def _write_inputs(study: Study, folder: Path, recipe: Recipe) -> None:
    """study.json, and each scenario as it will really be run."""
    scenarios, asked = arms(study), study.baseline.experiment
    about = {
        "name": study.name,
        "title": dict(study.title),
        "baseline": study.baseline.name,
        "scenarios": [_about(each, study.packages) for each in scenarios],
        "start": asked.start,
        "warmup": asked.warmup,
        "days": asked.days,
        "replications": asked.replications,
        "seed": asked.seed,
    }
    if asked.parameter_sets:
        about["parameter_sets"] = {
            "file": str(asked.parameter_sets),
            "sets": len(asked.parameter_sets.rows),
        }
        store.write_table(folder / store.SETS, _table_of(asked.parameter_sets))
    store.write_json(folder / store.STUDY, about)
    for each in scenarios:
        store.write_text(folder / "scenarios" / f"{each.name}.yaml", recipe.resolve(each))
        for rule in each.rules:
            store.write_text(folder / "scenarios" / rule.file_name, rule.text)


def _table_of(sets: ParameterSets) -> pd.DataFrame:
    """The sets as a table that a study can be run over."""
    numbers = pd.RangeIndex(1, len(sets.rows) + 1, name="set")
    return pd.DataFrame(sets.rows, index=numbers, columns=list(sets.paths)).reset_index()


def _about(scenario: Scenario, packages: Mapping[str, tuple[str, ...]]) -> dict[str, object]:
    """What study.json says of a scenario; its remedies, of what it is a package, rules of somebody's own, and
    claims only where there are some."""
    rules = [
        {"replaces": each.target, "with": each.name, "file": each.file_name, "sha256": each.digest}
        for each in scenario.rules
    ]
    about: dict[str, object] = {"name": scenario.name, "title": dict(scenario.title)}
    served = remedies(each.intervention for each in scenario.measures)
    about |= {"remedies": list(served)} if served else {}
    about |= {"package": list(packages[scenario.name])} if scenario.name in packages else {}
    return about | ({"rules": rules} if rules else {}) | told(scenario)


def _run(
    runs: tuple[Run, ...],
    folder: Path,
    jobs: int,
    timeout: float,
    recipe: Recipe,
    progress: Progress | None,
    failures: dict[int, Failure],
) -> None:
    """Do the runs, noting each failure at once, in memory and on disk."""
    calls = [(recipe.replicate, folder, run) for run in runs]
    with shown(progress) as tell:
        tell(0, len(runs), 0)
        _warm(runs, jobs, recipe)
        with closing(run_all(_run_and_store, calls, jobs, timeout)) as ends:
            for ended, (place, failure) in enumerate(ends, start=1):
                # a worker may die after its run was stored and before it could say so
                if failure and not store.is_finished(folder, runs[place]):
                    _note(failure, runs[place], folder)
                    failures[place] = failure
                tell(ended, len(runs), len(failures))


def _warm(runs: tuple[Run, ...], jobs: int, recipe: Recipe) -> None:
    """Compile once here, so that several workers do not all compile the same at the same time."""
    if min(jobs, len(runs)) > 1:
        # what fails here fails in the runs too, and is told there
        with suppress(Exception):
            recipe.warm(runs[0].scenario)


def _run_and_store(replicate: Replicate, folder: Path, run: Run) -> None:
    """In a worker: do one run and store it."""
    store.write_run(folder, run, replicate(run.scenario, run.seed))


def _note(failure: Failure, run: Run, folder: Path) -> None:
    if failure.kind == "storage":
        raise StorageError(failure.message)
    store.append_line(folder / FAILURES, _line(failure, run, folder))


def _line(failure: Failure, run: Run, folder: Path) -> dict[str, object]:
    """What failures.jsonl says of a failure, with the command that does this one run again."""
    again = ["python", "run.py", "run", str(folder / "scenarios" / f"{run.scenario.name}.yaml")]
    return {
        "scenario": run.scenario.name,
        "replication": run.replication,
        "seed": run.seed,
        "kind": failure.kind,
        "message": failure.message,
        "command": shlex.join([*again, "-n", "1", "--seed", str(run.seed), *_its_set(run, folder)]),
    }


def _its_set(run: Run, folder: Path) -> list[str]:
    """The words that give a run its parameter set when it is repeated alone."""
    if not run.parameter_set:
        return []
    return ["--set", f"experiment.parameter_sets={folder / store.SETS}:{run.parameter_set}"]


def _write_results(
    runs: tuple[Run, ...], folder: Path, failures: dict[int, Failure], metrics: Metrics | None, command: str
) -> int:
    """Tables, comparison, failures in the order of the plan, manifest; returns how many runs are finished."""
    store.write_lines(folder / FAILURES, (_line(failures[at], runs[at], folder) for at in sorted(failures)))
    finished = [run for run in in_table_order(runs) if store.is_finished(folder, run)]
    store.collect(folder, finished)
    if finished:
        compare(folder, metrics)
    seeds = sorted({run.seed for run in runs})
    store.write_json(folder / "manifest.json", manifest(folder, seeds, command))
    return len(finished)
