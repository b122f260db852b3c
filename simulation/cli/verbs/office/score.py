"""`score`: compare a sealed forecast with the log of what came."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulation.cli.options.log_options import mapping_of, mapping_option
from simulation.cli.options.param_types import FILE
from simulation.cli.telling import tell
from simulation.cli.user_errors import as_user_errors

if TYPE_CHECKING:
    import pandas as pd


@click.command(short_help="Compare a sealed forecast with the log of what came.")
@click.argument("sealed", metavar="FORECAST", type=FILE)
@click.argument("file", metavar="LOG", type=FILE)
@mapping_option
def score(sealed: Path, file: Path, named: tuple[str, ...]) -> int:
    """Compare FORECAST, a file that `forecast` sealed, with LOG: what was forecast, what came, and how many
    of its intervals hold it. A file that was changed is refused.

    \b
    Example:
      python run.py score june.json cases-of-july.csv
    """
    from simulation.caselog import LogError, read_log
    from simulation.fit.weeks.seal import read_seal, scored

    with as_user_errors(LogError):
        content = read_seal(sealed)
        table = scored(content, read_log(file, mapping=mapping_of(named)).cases)
    click.echo(table.round(1).to_string(index=False))
    tell(f"Made on {content['made']}; intervals hold {_held(table, '')}.")
    if "own_held_90" in table:
        tell(f"The model's own intervals hold {_held(table, 'own_')}.")
    return 0


def _held(table: pd.DataFrame, whose: str) -> str:
    return ", ".join(f"{table[f'{whose}held_{share}'].mean():.0%} by {share} %" for share in ("50", "90"))
