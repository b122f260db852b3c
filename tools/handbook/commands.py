"""The commands, each as `--help` prints it."""

from __future__ import annotations

from typing import Any

import click

from simulation.cli import verbs
from simulation.cli.telling import Speaking, translated
from simulation.text.spoken import language


def every() -> str:
    """A heading and the help of each verb, that of none first."""
    asked = verbs if language() == "en" else translated(verbs)
    front = _context(asked, info_name="python run.py")
    own = "\n".join(_one(name, verb, front) for name, verb in sorted(asked.commands.items()))
    return f"```text\n{front.get_help()}\n```\n\n{own}"


def _one(name: str, verb: click.Command, front: click.Context) -> str:
    context = _context(verb, info_name=name, parent=front)
    return f"## {name}\n\n```text\n{context.get_help()}\n```\n"


def _context(verb: click.Command, **about: Any) -> click.Context:
    return (click.Context if language() == "en" else Speaking)(verb, **about)
