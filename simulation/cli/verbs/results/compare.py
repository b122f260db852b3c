"""`compare`: compare the scenarios of results folders with a baseline again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulation.cli.options.param_types import FOLDER
from simulation.cli.telling import tell
from simulation.cli.user_errors import as_user_errors
from simulation.text.spoken import language

if TYPE_CHECKING:
    import pandas as pd


@click.command(short_help="Make the comparison of results folders again, and say what it found.")
@click.argument("folders", nargs=-1, required=True, type=FOLDER)
@click.option("--baseline", metavar="NAME", help="Compare all with this scenario, and change no file.")
@click.option("--all", "every", is_flag=True, help="Print a sentence for each outcome.")
def compare(folders: tuple[Path, ...], baseline: str | None, every: bool) -> None:
    """Make the tables of differences of results FOLDERS again, without running anything, and print what was
    found: of each scenario unsolved need-days, the five largest gains, and all that gets worse.

    Each folder is compared within itself: runs of different folders are no pairs. A line begins with + or -
    where it is better or worse; comparison.csv has every metric. Of a study over parameter sets a line says
    in how many the sign held; of another stderr says that luck alone varied.

    \b
    Example:
      python run.py compare results/six-remedies-20250101-120000 --baseline remedy-2-workers
    """
    from simulation import experiment
    from simulation.cli.findings import findings

    for folder in folders:
        with as_user_errors(experiment.ExperimentError):
            found = experiment.compare_with(folder, baseline) if baseline else experiment.compare(folder)
        for line in sentences(found) if every else findings(found):
            tell(line)
        if len(found) and experiment.luck_alone(folder):
            tell(f"{folder}: only luck varied; other assumptions were not tried", err=True)


def sentences(found: pd.DataFrame) -> list[str]:
    """The sentences of judged metrics."""
    return [str(text) for text in found.loc[found["verdict"].fillna("") != "", f"sentence_{language()}"]]
