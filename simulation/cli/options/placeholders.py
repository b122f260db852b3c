"""What stands in help in the place of a word, FOLDER or [OPTIONS], in the language that is spoken."""

from __future__ import annotations

import re

import click

from simulation.text.spoken import spoken

NAMES = re.compile(r"[A-Z]{2,}(?: [A-Z]{2,})*")


def placeholder_of(param: click.Parameter, verb: click.Command) -> str:
    """What help writes where the value of a parameter belongs."""
    return in_our_words(param.make_metavar(click.Context(verb)))


def in_our_words(placeholder: str) -> str:
    """A placeholder as a whole, or else each of its names, where the catalogue has it."""
    whole = spoken(placeholder)
    return NAMES.sub(lambda name: spoken(name[0]), placeholder) if whole == placeholder else whole
