"""The command line: read the arguments, call the layers below, print errors without a traceback.

Every verb imports what it needs when it is called, so `--help` answers at once. Progress and errors go to
stderr, results to stdout. Exit codes: 0 good, 1 a run failed, 2 bad input or usage, 130 interrupted.
"""

from __future__ import annotations

import _thread
import errno
import io
import os
import re
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from simulation.cli.commands import verbs
from simulation.cli.telling import take_language, tell, translated
from simulation.cli.user_errors import BAD_INPUT, GOOD, INTERRUPTED, UsageError, plain_warnings
from simulation.close_names import did_you_mean
from simulation.plugins.registry import PluginError
from simulation.text.no_text import NO_TEXT, in_letters
from simulation.text.shell_command import program
from simulation.text.spoken import language, of_this_machine, speaking, spoken
from simulation.user_files import say_in, told_of_waiting

__all__ = ["main", "verbs"]
NOT_ONE_OF = re.compile(r"'(?P<said>.*)' is not one of (?P<names>'.*')\.")  # how click refuses a word

WIDE_DASHES = re.compile(r"[—–－―−]+([a-z][a-z-]*)")  # as a Chinese keyboard writes them
SOON = 0.05
"""Seconds until a Ctrl-C that was lost is sent again, when what lost it has ended."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Do what the command line asks, and end with its exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # what the code page of Windows lacks in a file or pipe is written as \u4e2d, and ends nothing
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.unraisablehook = heed_interrupt
    sys.exit(exit_code(arguments))


def heed_interrupt(unraisable: sys.UnraisableHookArgs) -> None:
    """Send a Ctrl-C once more that came where Python lets nothing be raised, as in what a library calls when
    an object goes; else it would be lost, and the command run on."""
    if isinstance(unraisable.exc_value, KeyboardInterrupt):
        threading.Timer(SOON, _interrupt).start()
    else:
        sys.__unraisablehook__(unraisable)


def _interrupt() -> None:
    """Interrupt the main thread, also while it waits for the system."""
    main = threading.main_thread().ident
    if hasattr(signal, "pthread_kill") and main:
        signal.pthread_kill(main, signal.SIGINT)
    else:
        _thread.interrupt_main()


def exit_code(arguments: Sequence[str] | None) -> int:
    """Do what the command line asks, in the language that it asks for; returns the exit code."""
    said = sys.argv[1:] if arguments is None else arguments
    try:
        tongue, rest = take_language(said, verbs)
    except click.UsageError as error:
        with speaking(of_this_machine()):
            return _end_of(error)
    with speaking(tongue):
        return _done(rest)


def _done(arguments: Sequence[str]) -> int:
    asked = verbs if language() == "en" else translated(verbs)
    say_in(spoken)
    try:
        _check_words(arguments)
        with plain_warnings(), told_of_waiting(_tell_beside):
            return asked.main(arguments, prog_name=program()[-1], standalone_mode=False) or GOOD
    except click.NoSuchOption as error:
        return _end_of(_with_two_dashes(error, arguments))
    except click.ClickException as error:
        return _end_of(error)
    except PluginError as error:
        tell(str(error), err=True)
        return BAD_INPUT
    except (click.Abort, KeyboardInterrupt):
        tell("Interrupted.", err=True)
        return INTERRUPTED
    except OSError as error:
        if _reader_has_gone(error):
            sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for Python's own end
            return 1
        tell(f"{error.filename or 'the system'}: {error.strerror or error}", err=True)
        return BAD_INPUT


def _reader_has_gone(error: OSError) -> bool:
    """Whether who reads the output, as `more` does, has ended; click knows what other systems say then."""
    return sys.platform == "win32" and error.errno == errno.EINVAL and error.filename is None


def _tell_beside(sentence: str) -> None:
    """Say on stderr what goes on beside the results."""
    tell(sentence, err=True)


def _check_words(arguments: Sequence[str]) -> None:
    """Raise UsageError for what could be read, but neither written into a results folder nor printed."""
    for word in arguments:
        if NO_TEXT.search(word):
            raise UsageError(
                f"'{in_letters(word)[:80]}' on the command line holds bytes or signs that no text has; "
                "leave them out, or give the file or folder another name"
            )
        if found := WIDE_DASHES.fullmatch(word):
            hyphens = "-" if len(found[1]) == 1 else "--"
            raise UsageError(f"'{word}': an option begins with English hyphens: {hyphens}{found[1]}")


def _with_two_dashes(error: click.NoSuchOption, arguments: Sequence[str]) -> click.NoSuchOption:
    """The same of the word that was typed, where it has one dash too few and is read as several letters."""
    letters = next((word for word in arguments if word.startswith(error.option_name)), "")
    known = {name for each in error.ctx.command.params for name in each.opts} if error.ctx else set()
    if f"-{letters}" not in known:
        return error
    return click.NoSuchOption(letters, possibilities=[f"-{letters}"], ctx=error.ctx)


def _end_of(error: click.ClickException) -> int:
    """Say what was wrong with a command; returns the exit code."""
    if isinstance(error, click.BadParameter) and (found := NOT_ONE_OF.fullmatch(error.message)):
        near = did_you_mean(found["said"], re.findall(r"'([^']+)'", found["names"]))
        words = error.message.removesuffix(".") + (near or ".")
        error = click.BadParameter(words, error.ctx, error.param, error.param_hint)
    said = io.StringIO()
    error.show(said)
    tell(said.getvalue().rstrip("\n"), err=True)
    return getattr(error, "code", BAD_INPUT)
