"""`discover`: where each policy fails, over uncertain worlds."""

from __future__ import annotations

from pathlib import Path

import click

from simulation.cli.options.param_types import results_argument
from simulation.cli.telling import tell
from simulation.cli.user_errors import as_user_errors


@click.command(short_help="Say over uncertain worlds what to choose, and where it fails.")
@results_argument
@click.option("--metric", default="need_days", show_default=True, help="What is compared.")
@click.option(
    "--regret",
    type=click.FloatRange(min=0),
    help="A policy fails where it is farther than this from the best; default: where the baseline is better.",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the page.  [default: FOLDER/discover]",
)
def discover(folder: Path, metric: str, regret: float | None, out: Path | None) -> int:
    """Read FOLDER, a study over parameter sets, and say which policy loses least over these worlds.

    Each parameter set is a world. Regret is how far a policy is from the best of a world. The conditions
    under which a policy fails are found by PRIM; those that shuffled worlds show as well are said to be
    chance. What is found is written
    as discover.html, regret.csv and conditions.csv.

    \b
    Example:
      python run.py discover results/over-sets
      python run.py discover results/over-sets --regret 50
    """
    from simulation.analysis.discover import begun, facts, read_worlds, verdict, write
    from simulation.analysis.discover import discover as discovered
    from simulation.experiment import ExperimentError
    from simulation.experiment.execution.progress import say

    with as_user_errors(ExperimentError):
        worlds = read_worlds(folder, metric)
        say(begun(worlds))
        found = discovered(worlds, seed=1, limit=regret)
        page = write(found, out or folder / "discover")
    for each in (verdict(found), *facts(found)):
        tell(each)
    click.echo(page)
    return 0
