"""`verify`: whether a report or a results folder holds, some of its runs done again from scratch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulation.cli.options.engine_option import EngineName, engine_for
from simulation.cli.options.param_types import ExistingPath, engine_options, trust_option
from simulation.cli.run_and_report import stoppable
from simulation.cli.telling import tell
from simulation.cli.user_errors import FAILED, GOOD, as_user_errors

if TYPE_CHECKING:
    from simulation.report.proof.verify import Verified

REPORT_OR_FOLDER = ExistingPath(exists=True, path_type=Path)


@click.command(short_help="Say whether a report, or a results folder, holds.")
@click.argument("path", metavar="REPORT", type=REPORT_OR_FOLDER)
@click.option(
    "--sample",
    type=click.IntRange(min=0),
    default=3,
    show_default=True,
    help="Runs to do again, drawn at random.",
)
@engine_options
@trust_option
def verify(
    path: Path, sample: int, jobs: int | None, engine: EngineName, scheduler: str | None, trust: bool
) -> int:
    """Check a REPORT, which need not lie in its results folder any more, or a results folder.

    The page must be as it was written (digest), its differences must follow from the values of its runs, and
    runs that are drawn at random must come out the same when they are done again. Of a folder all tables are
    made again, too. Says with what chance that finds a wrong run; the exit code is 1 where something does not
    hold.

    \b
    Example:
      python run.py verify results/six-remedies-20250101-120000/report.html --sample 2
    """
    from simulation.experiment import ExperimentError
    from simulation.report import UnreadableFolder
    from simulation.report.proof.verify import verify_folder, verify_page

    with as_user_errors(ExperimentError, UnreadableFolder), stoppable():
        check = verify_folder if path.is_dir() else verify_page
        found = check(path, sample, engine=engine_for(engine, scheduler, jobs), trusted=trust)
    for line in (*found.held, *found.faults, *_chances(found)):
        tell(line)
    tell(f"{path} does not hold" if found.faults else f"{path} holds, as far as this went")
    return FAILED if found.faults else GOOD


def _chances(found: Verified) -> list[str]:
    """What this would have found, and how surely."""
    from simulation.report.proof.verify import chance

    if not found.runs:
        return []
    tenth = -(-found.runs // 10)
    one, more = (chance(found.done, found.runs, wrong) for wrong in (1, tenth))
    return [
        "chance: a digit that is changed while the digest stays is always found; so is a difference that "
        "does not follow from the runs, whatever the digest says",
        f"chance: values of one run, with digest and differences made to fit, are found with {one:.1%}, of "
        f"{tenth} of the {found.runs} runs with {more:.1%}",
    ]
