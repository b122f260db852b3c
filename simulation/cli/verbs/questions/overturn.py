"""`overturn`: which single assumption would make another scenario the better choice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulation.cli.options.engine_option import EngineName, engine_for
from simulation.cli.options.param_types import COUNT, engine_options, results_argument
from simulation.cli.run_and_report import stoppable
from simulation.cli.telling import tell
from simulation.cli.user_errors import as_user_errors
from simulation.text.shell_command import our_command

if TYPE_CHECKING:
    from simulation.experiment import Engine
    from simulation.text.bilingual import Pair

HEADLINE = "need_days"


@click.command(short_help="Say which assumption would overturn the choice of a folder.")
@results_argument
@click.option("--metric", default=HEADLINE, show_default=True, help="What is chosen by.")
@click.option("--alone", type=COUNT, default=6, show_default=True, help="Numbers that are tried one by one.")
@click.option(
    "--rivals", type=COUNT, default=1, show_default=True, help="Rivals of the choice, besides the baseline."
)
@click.option(
    "--budget",
    type=click.FloatRange(min=0, min_open=True),
    help="Yuan a year more that the choice may cost.  [default: the 500000 of the report's advice]",
)
@engine_options
def overturn(
    folder: Path,
    metric: str,
    alone: int,
    rivals: int,
    budget: float | None,
    jobs: int | None,
    engine: EngineName,
    scheduler: str | None,
) -> int:
    """Try on a small street which assumption would make another scenario of FOLDER the better choice.

    The choice is what the advice in the report takes for --budget; of a sum of remedies that were not run
    together, the part that does most. Without such advice, and by another metric, it is the best single
    remedy by the means of FOLDER, or the best scenario. It is run again with the runner-up within the budget
    and the baseline: first in worlds in which all assumptions differ at once, four for each number of
    --alone, then with those numbers that go most with its lead, each alone at both ends of its range, and
    with each structural switch turned.
    Writes overturning.csv and drawn_worlds.csv into FOLDER; the runs are kept below overturn/.

    \b
    Example:
      python run.py overturn results/first
      python run.py overturn results/first --alone 12 --rivals 3
    """
    from simulation.experiment import ExperimentError

    with as_user_errors(ExperimentError), stoppable():
        asked = Asked(metric, alone, rivals, budget)
        lines = ask(folder, asked, engine_for(engine, scheduler, jobs))
    for line in lines:
        tell(line)
    tell(f"its report says so after: {our_command('report', folder)}", err=True)
    return 0


@dataclass(frozen=True)
class Asked:
    """What is chosen by, how many numbers are tried alone, rivals besides the baseline, and the budget in
    yuan a year, None: that of the report's advice."""

    metric: str = HEADLINE
    alone: int = 6
    rivals: int = 1
    budget: float | None = None


def ask(folder: Path, asked: Asked, engine: Engine | None) -> list[Pair]:
    """Write what would overturn the choice of a folder into it; the answer, a line for each part of
    it. Raises ExperimentError, StorageError and Interrupted."""
    from simulation.analysis.overturn import overturn as tried
    from simulation.analysis.overturn import rivals_of, write
    from simulation.experiment.execution.progress import say

    rivals = rivals_of(folder, asked.metric, asked.rivals, asked.budget)
    found = tried(rivals, folder / "overturn", alone=asked.alone, engine=engine, say=say)
    write(found, folder)
    return found.lines
