"""`service`: play a scripted service day. The player stands beside the product, in `benchmarks/`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from simulation.cli.options.param_types import FILE
from simulation.cli.user_errors import UsageError, as_user_errors


@click.command(short_help="Play a scripted service day; the timeline goes to stdout as JSON.")
@click.argument("file", type=FILE)
def service(file: Path) -> None:
    """Play the script FILE (JSON: grids, departments, cases) through the service; print what happened when.

    \b
    Example:
      python run.py service tests/data/traces/T01.in.json
    """
    try:
        from benchmarks.service_script import ScriptError, play_file
    except ModuleNotFoundError as missing:
        raise UsageError(
            "a script needs the whole project with its benchmarks/, not the installed package alone"
        ) from missing
    with as_user_errors(ScriptError):
        timeline = play_file(file)
    click.echo(json.dumps(timeline, ensure_ascii=False, indent=1))
