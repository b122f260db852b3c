"""`schema`: list what a scenario can set, and what is measured."""

from __future__ import annotations

import click

from simulation.cli.user_errors import UsageError
from simulation.close_names import did_you_mean
from simulation.text.spoken import language


@click.command(short_help="List what a scenario can set, and the metrics: unit, range, meaning.")
@click.argument("word", default="")
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="JSON instead of lines; of `scenario` and `study`, the JSON Schema of such files.",
)
def schema(word: str, as_json: bool) -> None:
    """List every number and policy that a scenario file can set, and every metric; with WORD, those that
    mention it. The word `metrics` lists all metrics by name, with their titles in English and Chinese, the
    word `states` what a rule may read of an agent.

    With --json, the words `scenario` and `study` print a JSON Schema (draft 2020-12), by which editors
    complete and check files as they are written. The word `metrics` prints what is known of each.

    \b
    Example:
      python run.py schema points
      python run.py schema metrics
      python run.py schema states
      python run.py schema --json scenario > scenario.schema.json
    """
    from simulation.metrics import METRICS
    from simulation.metrics import listing as metrics
    from simulation.scenario import json_schema, readable_states
    from simulation.scenario import schema as listing

    if as_json and word in json_schema.KINDS:
        click.echo(json_schema.schema_text(word), nl=False)
        return
    if as_json and word == metrics.SECTION:
        click.echo(metrics.as_json(metrics.mentioning(word)))
        return
    found, measured = listing.entries(word), metrics.mentioning(word)
    states = readable_states.mentioning(word)
    if states and word == readable_states.SECTION:  # which is in `estates` too
        found, measured = [], []
    if not found and (as_json or not (measured or states)):
        names = [metrics.SECTION, readable_states.SECTION, *METRICS.all(), *listing.names()]
        meant = did_you_mean(word, names)
        raise UsageError(f"no setting of a scenario mentions '{word}'; without a word, all are listed{meant}")
    if as_json:
        click.echo(listing.as_json(found))
        return
    said = [listing.as_text(found, language())] if found else []
    said += [metrics.as_text(measured, language())] if measured else []
    said += [readable_states.as_text(states, language())] if states else []
    click.echo("\n\n".join(said))
