"""`merge`: put parts of a study together."""

from __future__ import annotations

from pathlib import Path

import click

from simulation.cli.options.param_types import FOLDER, trust_option
from simulation.cli.run_and_report import run_and_report


@click.command(short_help="Put parts of a study together that were run apart (--shard).")
@click.argument("folders", nargs=-1, required=True, type=FOLDER)
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), required=True, help="Folder of the whole, new or empty."
)
@trust_option
def merge(folders: tuple[Path, ...], out: Path, trust: bool) -> int:
    """Make one results folder of FOLDERS that hold runs of the same study; ends with the path of the report.

    The tables are those of a run on one machine. What no part has finished, `resume` does in the new folder.

    \b
    Example:
      python run.py merge results/part-1 results/part-2 -o results/whole
    """
    from simulation import experiment

    return run_and_report(lambda: experiment.merge(folders, out, trusted=trust))
