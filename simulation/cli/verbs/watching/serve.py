"""`serve`: the live view of a scenario in a browser."""

from __future__ import annotations

from pathlib import Path

import click

from simulation.cli.options.param_types import FILE
from simulation.cli.shipped_scenarios import shipped_scenario
from simulation.cli.telling import tell
from simulation.cli.user_errors import UsageError, as_user_errors


@click.command(short_help="Watch two streets with the same random draws in a browser, and turn policies on.")
@click.argument("scenario", type=FILE, required=False)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0: any that is free."
)
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="en", show_default=True, help="Language at first."
)
@click.option("--no-browser", is_flag=True, help="Say the address only, and open no browser.")
def serve(scenario: Path | None, port: int, lang: str, no_browser: bool) -> None:
    """Open SCENARIO in a browser: the street as it is beside the same street with policies that you turn, day
    by day. Without SCENARIO: the small street for the classroom. Needs the extra `live`. Ctrl-C ends it.
    Start over in the page reads the files again, as they are by then.

    \b
    Example:
      python run.py serve scenarios/classroom.yaml --lang zh
    """
    from simulation.live.serving.server import NoLive, check_machine
    from simulation.live.serving.server import serve as show
    from simulation.scenario import ScenarioError, is_study, load

    with as_user_errors(NoLive):
        check_machine()
    file = scenario or shipped_scenario("classroom.yaml")
    if is_study(file):
        raise UsageError(f"{file} is a study: serve takes one scenario")
    with as_user_errors(ScenarioError):
        city = load(file).city
    if city.several:
        raise UsageError(
            f"{file} is a city of {city.streets:g} streets: serve shows a scenario of one street"
        )
    with as_user_errors(NoLive):
        try:
            show(lambda: load(file), lang, port, tell, not no_browser)
        except KeyboardInterrupt:  # how this verb ends
            tell("The live view is closed.", err=True)
