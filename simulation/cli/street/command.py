"""`new street`: ask, write, and say how to go on."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from simulation.cli.drafts import check_name, python, saying
from simulation.cli.street.ask import answers_of, ask_all
from simulation.cli.street.form import read_form, write_form
from simulation.cli.street.write import StreetFiles
from simulation.text.shell_command import typed


def write_street(name: str, folder: Path, tongue: str, answers: Path | None, form: Path | None) -> None:
    """Write an empty form, or else the files of a street, from a form or from what is asked."""
    say = saying(tongue)
    if form:
        write_form(form, tongue)
        click.echo(say(f"Fill in {form}, then:", f"填好 {form} 后："))
        click.echo(f"  {typed(*_program(), 'new', 'street', '--answers', str(form))}")
        return
    check_name(name, "street")
    StreetFiles(name, name, folder, {}, tongue).check_free()
    title, known = answers_of(answers, read_form(answers), tongue) if answers else ask_all(tongue)
    files = StreetFiles(name, title or name.replace("_", " "), folder, known, tongue)
    files.write()
    click.echo(say("Written, and ready to change:", "已写好，可以直接修改："))
    for path in (files.place, files.scenario):
        click.echo(f"  {path}")
    click.echo(say("\nRun it:", "\n运行："))
    click.echo(f"  {typed(*_program(), 'run', str(files.scenario), '-n', '5')}")


def _program() -> list[str]:
    return [python(), sys.argv[0]] if sys.argv[0].endswith("run.py") else ["grid-governance"]
