"""`unpack`: the scenarios and lessons that come with the program, to read and change."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from simulation.cli.options.param_types import NEW_FOLDER
from simulation.cli.user_errors import UsageError
from simulation.shipped import HOME, INSTALLED
from simulation.text.shell_command import our_command


@click.command(short_help="Put the scenarios and lessons of an installed program into a folder.")
@click.argument("folder", type=NEW_FOLDER)
def unpack(folder: Path) -> None:
    """Put the scenarios and lessons that come with the program into FOLDER, to read and change. Nothing is
    overwritten.

    \b
    Example:
      python run.py unpack mine
    """
    if not INSTALLED:
        raise UsageError(f"this is a copy of the project: its scenarios and lessons lie open in {HOME}")
    parts = sorted(each for each in HOME.iterdir() if each.is_dir())
    if there := [folder / each.name for each in parts if (folder / each.name).exists()]:
        raise UsageError(f"{there[0]} exists already, and nothing is overwritten; choose another folder")
    for each in parts:
        shutil.copytree(each, folder / each.name, ignore=shutil.ignore_patterns("__pycache__"))
    click.echo(f"{folder}\n  {our_command('validate', folder / 'scenarios' / 'classroom.yaml')}")
