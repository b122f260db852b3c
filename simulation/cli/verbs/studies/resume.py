"""`resume`: go on with a study that was stopped."""

from __future__ import annotations

from pathlib import Path

import click

from simulation.cli.options.engine_option import EngineName, engine_for
from simulation.cli.options.param_types import (
    as_planned_option,
    engine_options,
    results_argument,
    trust_option,
)
from simulation.cli.run_and_report import run_and_report, show_so_far
from simulation.cli.study_from_files import check_sources


@click.command(short_help="Go on with a study that was stopped; does only what is missing.")
@results_argument
@engine_options
@as_planned_option
@trust_option
def resume(
    folder: Path, jobs: int | None, engine: EngineName, scheduler: str | None, as_planned: bool, trust: bool
) -> int:
    """Do the runs of the results FOLDER that are missing, failed or damaged; ends with the report.

    Finished runs are kept as they are, and the tables come out as if nothing had happened.

    \b
    Example:
      python run.py resume results/six-remedies-20250101-120000
    """
    from simulation import experiment

    if not as_planned:
        check_sources(folder, trust)
    return run_and_report(
        lambda: experiment.resume(
            folder, engine=engine_for(engine, scheduler, jobs), interim=show_so_far, trusted=trust
        )
    )
