"""`resolve`: show a scenario as it will be run."""

from __future__ import annotations

from pathlib import Path

import click

from simulation.cli.options.param_types import FILE
from simulation.cli.user_errors import as_user_errors


@click.command(short_help="Show a scenario as it will be run, with the origin of every value.")
@click.argument("file", type=FILE)
@click.option("--set", "settings", multiple=True, metavar="K=V", help="Set a number first; repeatable.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of YAML.")
def resolve(file: Path, settings: tuple[str, ...], as_json: bool) -> None:
    """Print the scenario FILE with everything it inherits, and which file and line each value comes from.

    \b
    Example:
      python run.py resolve scenarios/more-workers.yaml
    """
    from simulation import scenario

    with as_user_errors(scenario.ScenarioError):
        found = scenario.load(file, settings)
    click.echo(scenario.resolve(found, json=as_json).rstrip("\n"))
