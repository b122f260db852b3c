"""Whether a study may end because of what it shows: then its intervals must hold at every look."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from pathlib import Path

import simulation.experiment.execution.failures as failures
from simulation.experiment.comparison.compare import read_study
from simulation.experiment.errors import ExperimentError
from simulation.experiment.planning.plan_file import read_plan_json
from simulation.experiment.storage.run_store import read_table

Which = tuple[str, int]  # scenario, replication


def may_end_early(
    folder: Path, precision: Sequence[str], planned: Iterable[Which], finished: Container[Which]
) -> bool:
    """Whether the results may decide how many runs there are.

    They may where a precision was asked for, and where planned runs are neither finished nor failed: the
    study still runs, or somebody stopped it. A study that did all that was planned was not ended by what it
    showed.
    """
    failed = {(line["scenario"], line["replication"]) for line in failures.read(folder)}
    return bool(precision) or any(run not in finished and run not in failed for run in planned)


def folder_may_end_early(folder: Path) -> bool:
    """The same of a results folder as it stands, whose plan may be gone."""
    study, runs = read_study(folder), read_table(folder / "runs.csv")
    kept = runs[["scenario", "replication"]].drop_duplicates()
    finished = set(zip(kept["scenario"], kept["replication"], strict=True))
    names = [each["name"] for each in study["scenarios"]]
    planned = ((name, replication) for name in names for replication in range(study["replications"]))
    return may_end_early(folder, _precision(folder), planned, finished)


def _precision(folder: Path) -> Sequence[str]:
    """What was asked for; nothing where no plan says so."""
    try:
        return read_plan_json(folder)["options"]["precision"]
    except ExperimentError:  # a folder without its plan can still be compared
        return ()
