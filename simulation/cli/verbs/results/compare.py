"""`compare`: compare the scenarios of results folders with a baseline again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulation.cli.param_types import FOLDER
from simulation.cli.user_errors import as_user_errors

if TYPE_CHECKING:
    import pandas as pd


@click.command(short_help="Make the comparison of results folders again, and say what it found.")
@click.argument("folders", nargs=-1, required=True, type=FOLDER)
@click.option("--baseline", metavar="NAME", help="Compare all with this scenario, and change no file.")
def compare(folders: tuple[Path, ...], baseline: str | None) -> None:
    """Make the tables of differences of results FOLDERS again, without running anything; a line a finding.

    Each folder is compared within itself: runs of different folders are no pairs. Only outcomes are printed,
    in the order of the study; comparison.csv has every metric.

    \b
    Example:
      python run.py compare results/six-remedies-20250101-120000 --baseline remedy-2-workers
    """
    from simulation import experiment

    for folder in folders:
        with as_user_errors(experiment.ExperimentError):
            found = experiment.compare_with(folder, baseline) if baseline else experiment.compare(folder)
        for sentence in sentences(found):
            click.echo(sentence)


def sentences(found: pd.DataFrame) -> list[str]:
    """The sentences of judged metrics."""
    return [str(text) for text in found.loc[found["verdict"].fillna("") != "", "sentence_en"]]
