"""`estimate`: what a study will take, without running it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from simulation.cli.estimate_first import estimate_of
from simulation.cli.options.param_types import FILE, jobs_option, study_options
from simulation.cli.study_from_files import experiment_settings, study_from_files
from simulation.cli.telling import tell
from simulation.cli.user_errors import BAD_INPUT, GOOD


@click.command(short_help="Say how much time, memory and disk a study will take here.")
@click.argument("files", nargs=-1, type=FILE)
@study_options
@jobs_option
@click.option("--cases", type=click.Choice(["csv", "parquet"]), help="As of `run`.")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default=Path("results"),
    help="Where the results shall go, for room on its disk.  [default: results]",
)
def estimate(
    files: tuple[Path, ...],
    replications: int | None,
    seed: int | None,
    days: int | None,
    settings: tuple[str, ...],
    only_luck: bool,
    grid: tuple[str, ...],
    design: Path | None,
    jobs: int | None,
    cases: Literal["csv", "parquet"] | None,
    out: Path,
) -> int:
    """Say how much time, memory and disk FILES will take on this machine; only a short run of the baseline,
    or of one street of a city, is done, some ten seconds.

    FILES are those of `run`. Exit code 2, with a word why, where the machine has too little.

    \b
    Example:
      python run.py estimate scenarios/studies/six-remedies.yaml -n 50
    """
    words = (*settings, *experiment_settings(replications=replications, seed=seed, days=days))
    found = estimate_of(study_from_files(files, words, grid, design, only_luck), jobs, cases)
    tell(str(found))
    if lacks := found.lacks(out):
        tell(f"this will not fit: {lacks}", err=True)
        return BAD_INPUT
    return GOOD
