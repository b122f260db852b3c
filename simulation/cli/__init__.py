"""The command line: read the arguments, call the layers below, print errors without a traceback.

Every verb imports what it needs when it is called, so `--help` answers at once. Progress and errors go to
stderr, results to stdout. Exit codes: 0 good, 1 a run failed, 2 bad input or usage, 130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from simulation.cli.commands import verbs
from simulation.cli.user_errors import BAD_INPUT, GOOD, INTERRUPTED, plain_warnings
from simulation.registry import PluginError
from simulation.text.shell_command import PROGRAM

__all__ = ["main", "verbs"]


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Do what the command line asks, and end with its exit code."""
    sys.exit(exit_code(arguments))


def exit_code(arguments: Sequence[str] | None) -> int:
    try:
        with plain_warnings():
            return verbs.main(arguments, prog_name=PROGRAM[-1], standalone_mode=False) or GOOD
    except click.ClickException as error:
        error.show()
        return getattr(error, "code", BAD_INPUT)
    except PluginError as error:
        click.echo(str(error), err=True)
        return BAD_INPUT
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        return INTERRUPTED
    except OSError as error:
        click.echo(f"{error.filename or 'the system'}: {error.strerror or error}", err=True)
        return BAD_INPUT
