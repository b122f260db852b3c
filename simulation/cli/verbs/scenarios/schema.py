"""`schema`: list what a scenario can set."""

from __future__ import annotations

import click

from simulation.cli.user_errors import UsageError


@click.command(short_help="List what a scenario can set: unit, range, meaning, source.")
@click.argument("word", default="")
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="JSON instead of lines; of `scenario` and `study`, the JSON Schema of such files.",
)
def schema(word: str, as_json: bool) -> None:
    """List every number and policy that a scenario file can set; with WORD, those that mention it.

    With --json, the words `scenario` and `study` print a JSON Schema (draft 2020-12), by which editors
    complete and check files as they are written.

    \b
    Example:
      python run.py schema points
      python run.py schema --json scenario > scenario.schema.json
    """
    from simulation.scenario import json_schema
    from simulation.scenario import schema as listing

    if as_json and word in json_schema.KINDS:
        click.echo(json_schema.schema_text(word), nl=False)
        return
    found = listing.entries(word)
    if not found:
        raise UsageError(f"no setting of a scenario mentions '{word}'; without a word, all are listed")
    click.echo(listing.as_json(found) if as_json else listing.as_text(found))
