"""`diff`: what two scenarios differ in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulation.cli.options.param_types import FILE
from simulation.cli.study_from_files import scenarios_as_study
from simulation.cli.telling import tell
from simulation.cli.user_errors import as_user_errors

if TYPE_CHECKING:
    from simulation.scenario import Difference


@click.command(short_help="Print what two scenarios differ in, one line per difference.")
@click.argument("one", metavar="A", type=FILE)
@click.argument("other", metavar="B", type=FILE)
def diff(one: Path, other: Path) -> None:
    """Print what the scenarios in the files A and B differ in, each value with its origin, file and line.

    Both are read whole, with all that they extend and all defaults. Names, titles and reasons do not count.

    \b
    Example:
      python run.py diff scenarios/lijia.yaml scenarios/more-workers.yaml
    """
    from simulation import scenario

    with as_user_errors(scenario.ScenarioError):
        both = scenarios_as_study((one, other), ())
    worlds = (both.baseline, *both.scenarios)
    found = scenario.differences(*map(scenario.settings_of, worlds))
    origins = tuple(map(scenario.origins_of, worlds))
    for each in found:
        click.echo(line(each, *origins))
    if not found:
        tell("no differences", err=True)


def line(found: Difference, *origins: dict[str, str]) -> str:
    """`path: value in A | value in B`, or what only one of them has."""
    values = [
        None if value is None else f"{shown(value)} ({mine.get(found.path, 'default')})"
        for value, mine in zip((found.one, found.other), origins, strict=True)
    ]
    if None in values:
        side, value = ("B", values[1]) if values[0] is None else ("A", values[0])
        return f"only in {side}: {found.path}: {value}"
    return f"{found.path}: {' | '.join(map(str, values))}"


def shown(value: object) -> str:
    """A text as it is, all else as JSON writes it."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
