"""The commands, each as `--help` prints it."""

from __future__ import annotations

import click

from simulation.cli import verbs


def every() -> str:
    """A heading and the help of each verb, that of none first."""
    front = click.Context(verbs, info_name="python run.py")
    own = "\n".join(_one(name, verb, front) for name, verb in sorted(verbs.commands.items()))
    return f"```text\n{verbs.get_help(front)}\n```\n\n{own}"


def _one(name: str, verb: click.Command, front: click.Context) -> str:
    context = click.Context(verb, info_name=name, parent=front)
    return f"## {name}\n\n```text\n{verb.get_help(context)}\n```\n"
