"""A study whose folder may hold part of it already."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from simulation.experiment import Engine, ExperimentError, Interrupted, Outcome, resume, run_study
from simulation.experiment.execution.progress import Progress
from simulation.experiment.planning.plan_file import PLAN
from simulation.scenario import Scenario


def done(
    arms: Sequence[Scenario],
    folder: Path,
    engine: Engine | None,
    progress: Progress | None = None,
    metrics_alone: bool = False,
) -> Outcome:
    """Do what a folder lacks of a study of some scenarios, the baseline first; metrics_alone: as in
    `run_study`. Raises ExperimentError where no run of it was good, and Interrupted."""
    how: dict[str, Any] = {"engine": engine, "progress": progress}
    try:
        if (folder / PLAN).exists():
            outcome = resume(folder, **how)
        else:
            outcome = run_study(arms, folder, metrics_alone=metrics_alone, **how)
    except Interrupted:  # which would send to this study alone, not to what needs it
        raise Interrupted(
            f"interrupted: what is finished is kept in {folder}; the same command goes on with it"
        ) from None
    if not outcome.finished:
        raise ExperimentError(f"{folder}: no run finished; the first cause: {outcome.first_failure}")
    return outcome
