"""The command line: read what was asked, call the floors below, print faults without a traceback.

Every verb imports its rooms when it is called, so `--help` answers at once. Progress and faults go to stderr;
stdout holds what was asked for. Exit codes: 0 good, 1 a run failed, 2 bad input or usage, 130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from simulation.cli.front import verbs
from simulation.cli.user_errors import BAD_INPUT, GOOD, INTERRUPTED
from simulation.registry import PluginError

__all__ = ["main", "verbs"]


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Do what the command line asks, and end with its exit code."""
    sys.exit(exit_code(arguments))


def exit_code(arguments: Sequence[str] | None) -> int:
    try:
        return verbs.main(arguments, prog_name="run.py", standalone_mode=False) or GOOD
    except click.ClickException as fault:
        fault.show()
        return getattr(fault, "code", BAD_INPUT)
    except PluginError as fault:
        click.echo(str(fault), err=True)
        return BAD_INPUT
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        return INTERRUPTED
    except OSError as fault:
        click.echo(f"{fault.filename or 'the system'}: {fault.strerror or fault}", err=True)
        return BAD_INPUT
