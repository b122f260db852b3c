"""`report`: make the page of results folders again."""

from __future__ import annotations

from pathlib import Path

import click

from simulation.cli.doing import report_of
from simulation.cli.words import FOLDER


@click.command(short_help="Make the report of results folders again, without running anything.")
@click.argument("folders", nargs=-1, required=True, type=FOLDER)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="The page.  [default: report.html in the folder]",
)
def report(folders: tuple[Path, ...], out: Path | None) -> None:
    """Make the page that compares the scenarios of results FOLDERS; the last line is its path.

    \b
    Example:
      python run.py report results/six-remedies-20250101-120000 -o answer.html
    """
    click.echo(report_of(folders, out or folders[0] / "report.html"))
