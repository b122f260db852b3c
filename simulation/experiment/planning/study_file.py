"""What a results folder was asked for, in files that are enough to do it again: study.json, each scenario as
it is really run with its user-defined files, and parameter sets."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

import simulation.experiment.comparison.policies.sweep_table as sweep_table
import simulation.experiment.storage.run_store as run_store
from simulation.columns import described_table
from simulation.experiment.errors import ExperimentError
from simulation.experiment.planning.claims import claims_of
from simulation.experiment.runs import arms
from simulation.experiment.storage.study_json import read_study_json
from simulation.interventions import remedies
from simulation.metrics import describe

if TYPE_CHECKING:
    from simulation.scenario import ParameterSets, Scenario, Study
    from simulation.scenario.settings import DatedShock, Policy

described_table(
    run_store.SETS,
    "One row per parameter set.",
    {
        "set": "its number, from 1 [whole]",
        "luck": "number of its random draws: sets with one number share their seed [whole]",
    },
)

# as study.json has it, and the section `experiment` of a resolved scenario
_IN_STUDY = re.compile(r'^(  "replications": )\d+', re.MULTILINE)
_IN_SCENARIO = re.compile(r"^(  replications: )\d+.*$", re.MULTILINE)
_ORIGIN = re.compile(r" +# .*$", re.MULTILINE)


def inputs_of(study: Study, resolve: Callable[[Scenario], str], bom: bool = False) -> dict[str, str]:
    """Every file that says what a study is, by its path in the results folder; bom: see `write_table`."""
    sets = study.baseline.experiment.parameter_sets
    files = {run_store.SETS: run_store.BOM * bom + run_store.as_csv(_table_of(sets))} if sets else {}
    files[run_store.STUDY] = run_store.as_json(_about_study(study))
    for each in arms(study):
        files[scenario_file(each.name)] = resolve(each)
        files |= {f"scenarios/{own.file_name}": own.text for own in each.user_files}
    return files


def scenario_file(name: str) -> str:
    """Where a results folder keeps a scenario."""
    return f"scenarios/{name}.yaml"


def with_replications(text: str, replications: int) -> str:
    """The text of an input, asked for another number of replications."""
    text = _IN_STUDY.sub(rf"\g<1>{replications}", text)
    return _IN_SCENARIO.sub(rf"\g<1>{replications} # from --set", text)


def without_origins(text: str) -> str:
    """The text of a resolved scenario without the comments that say where each value came from."""
    return _ORIGIN.sub("", text)


def read_inputs(folder: Path, read: Callable[[Path], Scenario]) -> Study:
    """The study that a results folder was asked for. read(file): a resolved scenario of it."""
    from simulation.scenario import Study

    about = read_study_json(folder)
    if not about["scenarios"] or "name" not in about or "title" not in about:
        raise ExperimentError(f"{folder / run_store.STUDY} names no study and scenarios to run")
    baseline, *others = (read(folder / scenario_file(each["name"])) for each in about["scenarios"])
    packages = {each["name"]: tuple(each["package"]) for each in about["scenarios"] if "package" in each}
    study = Study(about["name"], about["title"], None, baseline, tuple(others), packages)
    return sweep_table.with_sweep(about, study)


def _about_study(study: Study) -> dict[str, Any]:
    """What study.json says."""
    experiment, sets = study.baseline.experiment, study.baseline.experiment.parameter_sets
    about = {
        "name": study.name,
        "title": dict(study.title),
        "baseline": study.baseline.name,
        "scenarios": [_about(each, study) for each in arms(study)],
        "start": experiment.start,
        "warmup": experiment.warmup,
        "days": experiment.days,
        "replications": experiment.replications,
        "seed": experiment.seed,
    }
    about |= sweep_table.sweep_entry(study)
    own = study.baseline.metrics
    about |= {"metrics": [describe(each) for each in own]} if own else {}
    return about | ({"parameter_sets": _about_sets(sets)} if sets else {})


def _about_sets(sets: ParameterSets) -> dict[str, object]:
    """What study.json says of parameter sets: how many there are, and how many replications in a row share
    one."""

    return {"file": str(sets), "sets": len(sets.rows), "seeds": sets.seeds}


def _about(scenario: Scenario, study: Study) -> dict[str, object]:
    """What study.json says of a scenario; its remedies, dated policies and shocks, of what it is a package,
    user-defined files, claims, and its point in a sweep only where there are some."""
    rules = [
        {"replaces": each.target, "with": each.name, "file": each.file_name, "sha256": each.digest}
        for each in scenario.rules
    ]
    about: dict[str, object] = {"name": scenario.name, "title": dict(scenario.title)}
    served = remedies(each.intervention for each in scenario.policies)
    about |= {"remedies": list(served)} if served else {}
    about |= {"policies": [_policy(each) for each in scenario.policies]} if scenario.policies else {}
    about |= {"shocks": [_shock(each) for each in scenario.shocks]} if scenario.shocks else {}
    about |= {"package": list(study.packages[scenario.name])} if scenario.name in study.packages else {}
    about |= {"rules": rules} if rules else {}
    own = [
        {"name": each.name, "file": each.file_name, "sha256": each.digest}
        for each in scenario.user_files
        if each not in scenario.rules
    ]
    about |= {"own": own} if own else {}
    return about | claims_of(scenario) | sweep_table.point_entry(study, scenario.name)


def _policy(policy: Policy) -> dict[str, object]:
    """A policy with its days: `full` is the first on which it is wholly in force; without `to` it stays."""
    about: dict[str, object] = {
        "name": policy.name,
        "title": dict(policy.intervention.title),
        "remedies": list(remedies([policy.intervention])),
        "from": policy.start,
        "full": policy.start + timedelta(policy.ramp),
    }
    return about | ({"to": policy.end} if policy.end else {})


def _shock(dated: DatedShock) -> dict[str, object]:
    """A shock with the first and the last day on which it is felt."""
    return {
        "name": dated.name,
        "title": dict(dated.shock.title),
        "from": dated.start,
        "to": dated.start + timedelta(max(dated.shock.lasts, 1) - 1),
    }


def _table_of(sets: ParameterSets) -> pd.DataFrame:
    """The sets as a table that a study can be run over."""
    numbers = pd.RangeIndex(1, len(sets.rows) + 1, name="set")
    table = pd.DataFrame(sets.rows, index=numbers, columns=list(sets.paths))
    if sets.luck:
        table.insert(0, "luck", sets.luck)
    return table.reset_index()
