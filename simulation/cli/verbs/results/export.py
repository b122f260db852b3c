"""`export`: the tables of a results folder for other programs, and for an office."""

from __future__ import annotations

from pathlib import Path

import click

from simulation.cli.options.param_types import results_argument
from simulation.cli.user_errors import UsageError, as_user_errors

NEW_FOLDER = click.Path(path_type=Path)


@click.command(short_help="Write the tables of a results folder as CSV for Excel, or as Parquet.")
@results_argument
@click.option("--csv", "tables", type=NEW_FOLDER, help="Folder of the CSV files, new or empty.")
@click.option(
    "--headings",
    type=click.Choice(["zh", "en"]),
    help="With --csv: headings in this language with units, names beside ids, a byte order mark.",
)
@click.option("--bom", is_flag=True, help="With --csv: for Excel, files begin with a byte order mark.")
@click.option("--parquet", type=NEW_FOLDER, help="Folder of the Parquet files, new or empty.")
def export(folder: Path, tables: Path | None, headings: str | None, bom: bool, parquet: Path | None) -> None:
    """Write each table of the results FOLDER as one file, NAME.csv or NAME.parquet; prints their paths.

    Parquet: dates are dates, whole numbers whole and names texts, for all studies alike. Each column carries
    its meaning and unit. Needs pyarrow, which the extra `parquet` brings. Tables that the folder holds as
    Parquet have no CSV.

    \b
    Example:
      python run.py export results/six-remedies-20250101-120000 --csv tables --headings zh
      python run.py export results/six-remedies-20250101-120000 --parquet columns
    """
    from simulation import experiment

    if not (tables or parquet):
        raise UsageError("say where the tables go: --csv FOLDER or --parquet FOLDER")
    if (headings or bom) and not tables:
        raise UsageError(f"{'--headings' if headings else '--bom'} goes with --csv FOLDER")
    with as_user_errors(experiment.ExperimentError):
        files = experiment.export_csv(folder, tables, headings, bom) if tables else []
        files += experiment.export_parquet(folder, parquet) if parquet else []
    for file in files:
        click.echo(file)
