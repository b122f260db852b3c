"""`lesson`: a lesson, opened in a browser."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import click

from simulation.cli.telling import tell
from simulation.cli.user_errors import BAD_INPUT, UsageError
from simulation.shipped import HOME, INSTALLED
from simulation.text.shell_command import our_command
from simulation.text.spoken import language

SOURCES = Path("lessons", "source")
UNSAVED = re.compile("^/tmp/|^/var/folders/|/AppData/Local/Temp/")
"""Where marimo, the editor of lessons, saves nothing, also when it is asked to."""


@click.command(
    short_help="Open a lesson in a browser.",
    context_settings={"ignore_unknown_options": True},
)
@click.argument("number", type=click.IntRange(min=1), default=1)
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Its language.  [default: this machine's]")
@click.option("--port", type=click.IntRange(1, 65535), help="Port of its address.  [default: a free one]")
@click.option("--headless", is_flag=True, help="Say the address only, and open no browser.")
@click.argument("more", nargs=-1, type=click.UNPROCESSED, metavar="[OPTIONS OF MARIMO]")
def lesson(number: int, lang: str | None, port: int | None, headless: bool, more: Sequence[str]) -> None:
    """Open lesson NUMBER in a browser. What you change there is kept in your file. Ctrl-C ends it.

    \b
    Example:
      python run.py lesson 3 --lang zh
      python run.py lesson 3 --headless --port 8000
    """
    home = lessons_home()
    if find_spec("marimo") is None:
        raise UsageError("lessons need the extra 'lessons': pip install 'grid-governance[lessons]'")
    page = page_of(home, number, lang or language())
    if UNSAVED.search(f"{home.resolve().as_posix()}/"):
        tell(
            f"{home} is a temporary folder, where the editor of lessons saves nothing: "
            "move this copy elsewhere to keep your work",
            err=True,
        )
    os.chdir(home)
    if subprocess.run([sys.executable, "-m", "lessons.editor.open_once", page], check=False).returncode:
        sys.exit(BAD_INPUT)  # it has said where the lesson is open already
    subprocess.run([sys.executable, "-m", "tools.lessons", page], check=True)
    tell(f"{page} opens in a browser and keeps what you change; Ctrl-C in this terminal ends it", err=True)
    tell("it does not open by itself? copy the address below into a browser", err=True)
    asked = ["--headless"] * headless + (["--port", str(port)] if port else [])
    # without asking: Ctrl-C is to end it at once; and without warnings, as that there is no graphics card
    become(
        [sys.executable, "-m", "lessons.editor.notebook", "-l", "error", "-y", "edit", page, *asked, *more]
    )


def lessons_home() -> Path:
    """The folder that lessons are written in: a copy of the project, or one that was unpacked."""
    home = Path.cwd() if INSTALLED else HOME
    if not (home / SOURCES).is_dir():
        there = our_command("unpack", "mine")
        raise UsageError(f"there are no lessons in this folder: {there} puts them into the folder mine")
    return home


def page_of(home: Path, number: int, tongue: str) -> str:
    """The file of a lesson, as the folder names it. Raises UsageError where there is no such lesson."""
    names = sorted(each.stem for each in (home / SOURCES).glob("*.py"))
    found = [name for name in names if name.startswith(f"{number}_")]
    if not found:
        raise UsageError(f"there is no lesson {number}; there are: {' '.join(names)}")
    return f"lessons/{tongue}/{found[0]}.py"


def become(words: list[str]) -> None:
    """Give this process to another program, which then gets Ctrl-C alone; on Windows wait for it."""
    if os.name == "posix":
        os.execv(words[0], words)
    with suppress(KeyboardInterrupt):
        sys.exit(subprocess.call(words))
