"""`export`: the tables of a results folder for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from simulation.cli.options.param_types import results_argument
from simulation.cli.user_errors import as_user_errors


@click.command(short_help="Write the tables of a results folder as Parquet, with types and meanings.")
@results_argument
@click.option(
    "--parquet",
    "out",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder of the Parquet files, new or empty.",
)
def export(folder: Path, out: Path) -> None:
    """Write each table of the results FOLDER as one Parquet file, NAME.parquet; prints their paths.

    Dates are dates, whole numbers whole and names texts, for all studies alike. Each column carries its
    meaning and unit. Needs pyarrow, which the extra `parquet` brings.

    \b
    Example:
      python run.py export results/six-remedies-20250101-120000 --parquet tables
    """
    from simulation import experiment

    with as_user_errors(experiment.ExperimentError):
        for file in experiment.export_parquet(folder, out):
            click.echo(file)
