"""Options of the verbs that read a case log."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click

from simulation.cli.user_errors import UsageError

mapping_option = click.option(
    "--map",
    "named",
    multiple=True,
    metavar="FIELD=HEADING",
    help="The column of a field that is not recognised; FIELD= leaves one out. Repeatable.",
)
holidays_option = click.option(
    "--holidays", default="CN", show_default=True, metavar="COUNTRY", help="Two letters, or none."
)


def log_options(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Both of them."""
    return mapping_option(holidays_option(verb))


def mapping_of(named: tuple[str, ...]) -> Mapping[str, str]:
    """Fields and headings, as --map has them."""
    return dict(map(_pair, named))


def _pair(given: str) -> tuple[str, str]:
    field, equals, heading = given.partition("=")
    if not equals:
        raise UsageError(f"--map {given}: write FIELD=HEADING, as in --map type=小类")
    return field.strip(), heading.strip()


def country(word: str) -> str:
    """Whose holidays. Raises UsageError for none that is known."""
    from simulation.close_names import did_you_mean
    from simulation.place.calendar import countries

    if word not in countries():
        raise UsageError(f"--holidays: there is no country '{word}'{did_you_mean(word, sorted(countries()))}")
    return word
