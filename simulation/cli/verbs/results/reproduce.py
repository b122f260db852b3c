"""`reproduce`: do runs again, and see whether they come out the same."""

from __future__ import annotations

from pathlib import Path

import click

from simulation.cli.options.engine_option import EngineName, engine_for
from simulation.cli.options.param_types import COUNT, engine_options, results_argument, trust_option
from simulation.cli.run_and_report import stoppable
from simulation.cli.telling import tell
from simulation.cli.user_errors import FAILED, GOOD, as_user_errors


@click.command(short_help="Do the runs of a results folder again, and name each table that differs.")
@results_argument
@click.option("--sample", type=COUNT, help="Only so many runs, spread over the study.  [default: all]")
@engine_options
@trust_option
def reproduce(
    folder: Path,
    sample: int | None,
    jobs: int | None,
    engine: EngineName,
    scheduler: str | None,
    trust: bool,
) -> int:
    """Do the finished runs of the results FOLDER again, and compare every table with the stored one.

    Says which tables differ and where; the exit code is 1 if one does. The folder is left as it is.

    \b
    Example:
      python run.py reproduce results/six-remedies-20250101-120000 --sample 3
    """
    from simulation import experiment

    with as_user_errors(experiment.ExperimentError), stoppable():
        found = experiment.reproduce(
            folder, engine=engine_for(engine, scheduler, jobs), sample=sample, trusted=trust
        )
    for sentence in found.differing:
        tell(sentence)
    differ = f", {len(found.differing)} not" if found.differing else ""
    tell(f"{found.runs} runs done again: {found.agreed} tables agree{differ}")
    return FAILED if found.differing else GOOD
