"""Do some runs of a plan anew, from the plan alone, and give the values that come out."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

import simulation.experiment.execution.failures as failures
import simulation.experiment.storage.run_store as run_store
from simulation.experiment.errors import ExperimentError
from simulation.experiment.execution.engines.engine import Engine, Local
from simulation.experiment.execution.progress import Progress
from simulation.experiment.execution.run_functions import Recipe, standard
from simulation.experiment.planning.plan_file import PLAN, read_plan
from simulation.experiment.planning.run_options import Options
from simulation.experiment.runs import Run, arms
from simulation.experiment.storage.stored_runs import StoredRuns
from simulation.experiment.studies.completion import do

RUNS = "runs.csv"


@dataclass(frozen=True)
class DoneAgain:
    """Runs that were done again by their names, each with its metrics; and why others failed."""

    values: Mapping[str, pd.Series]
    failed: tuple[str, ...]


def run_again(
    stored: Mapping[str, Any],
    choose: Callable[[Sequence[Run]], Sequence[Run]],
    *,
    engine: Engine | None = None,
    trusted: bool = False,
    progress: Progress | None = None,
    recipe: Recipe | None = None,
) -> DoneAgain:
    """Do the runs of a plan that are chosen, in a folder that is gone afterwards.

    stored: what plan.json says; trusted: user-defined files in it may be run. Raises ExperimentError where
    the plan cannot be used, or has such files and is not trusted.
    """
    _check_trust(stored, trusted)
    with ExitStack() as until_done:
        home, again = (
            Path(until_done.enter_context(TemporaryDirectory(prefix=f"{name}-")))
            for name in ("plan", "again")
        )
        (home / "scenarios").mkdir()
        run_store.write_json(home / PLAN, stored)
        read = (recipe or standard(Options())).read
        planned = read_plan(home, read, same_program=False, trusted=trusted)
        recipe = recipe or standard(planned.options, arms(planned.study))
        chosen = choose(planned.runs)
        until_done.enter_context(run_store.new_folder(again))
        do(chosen, planned.options, again, engine or Local(), recipe, progress)
        now = until_done.enter_context(StoredRuns(again))
        values = {run.name: _metrics(now.read(run, RUNS)) for run in chosen if run in now}
        return DoneAgain(values, tuple(str(line["message"]) for line in failures.read(again)))


def _check_trust(stored: Mapping[str, Any], trusted: bool) -> None:
    own = [path for path, text in stored["inputs"].items() if ".py" in path + text]
    if own and not trusted:
        raise ExperimentError(
            f"doing its runs again would run user-defined code out of {', '.join(own)}, which the file "
            "carries; if you trust whoever made it, say so with --trust; with --sample 0 nothing is run"
        )


def _metrics(table: bytes) -> pd.Series:
    """The values of a run by metric, to their last bit."""
    exact = {"value": lambda text: float(text or "nan"), "metric": str}
    read = pd.read_csv(io.BytesIO(table), converters=exact, usecols=["metric", "value"])
    return read.set_index("metric")["value"]
