"""`expand`: add replications to a study."""

from __future__ import annotations

from pathlib import Path

import click

from simulation.cli.options.engine_option import EngineName, engine_for
from simulation.cli.options.param_types import (
    COUNT,
    as_planned_option,
    engine_options,
    results_argument,
    trust_option,
)
from simulation.cli.run_and_report import run_and_report, show_so_far
from simulation.cli.study_from_files import check_sources


@click.command(short_help="Add replications to a study; those that are there stay.")
@results_argument
@click.option(
    "-n",
    "--replications",
    type=COUNT,
    required=True,
    help="Of each scenario, those there included.",
)
@engine_options
@as_planned_option
@trust_option
def expand(
    folder: Path,
    replications: int,
    jobs: int | None,
    engine: EngineName,
    scheduler: str | None,
    as_planned: bool,
    trust: bool,
) -> int:
    """Run the study of the results FOLDER on, to REPLICATIONS of each scenario in all.

    The folder is then what a run with that number would have made.

    \b
    Example:
      python run.py expand results/six-remedies-20250101-120000 -n 20
    """
    from simulation import experiment

    if not as_planned:
        check_sources(folder, trust)
    return run_and_report(
        lambda: experiment.resume(
            folder,
            engine=engine_for(engine, scheduler, jobs),
            replications=replications,
            interim=show_so_far,
            trusted=trust,
        )
    )
