"""`status`: how far a study is."""

from __future__ import annotations

from pathlib import Path

import click

from simulation.cli.options.param_types import results_argument
from simulation.cli.telling import tell
from simulation.cli.user_errors import as_user_errors


@click.command(short_help="Say how far the study of a results folder is.")
@results_argument
def status(folder: Path) -> None:
    """Say how many runs of the results FOLDER are finished, failed and to do, and who works in it.

    \b
    Example:
      python run.py status results/six-remedies-20250101-120000
    """
    from simulation import experiment

    with as_user_errors(experiment.ExperimentError):
        tell(experiment.status(folder))
