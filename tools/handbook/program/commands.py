"""The commands, each as `--help` prints it."""

from __future__ import annotations

from typing import Any

import click

from simulation.cli import verbs
from simulation.cli.telling import Speaking, translated
from simulation.text.spoken import language


def every() -> str:
    """A heading and the help of each verb, that of none first."""
    front = _context(_in_language(verbs), info_name="python run.py")
    names = sorted(verbs.commands)
    own = "\n".join(_one(name, _in_language(verbs.commands[name]), front) for name in names)
    return f"```text\n{front.get_help()}\n```\n\n{own}"


def _one(name: str, verb: click.Command, front: click.Context) -> str:
    context = _context(verb, info_name=name, parent=front)
    return f"## {name}\n\n```text\n{context.get_help()}\n```\n"


def _in_language(verb: click.Command) -> click.Command:
    return verb if language() == "en" else translated(verb)


def _context(verb: click.Command, **about: Any) -> click.Context:
    return (click.Context if language() == "en" else Speaking)(verb, **about)
