"""`serve`: the live view of a scenario in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulation.cli.options.param_types import FILE
from simulation.cli.shipped_scenarios import shipped_scenario
from simulation.cli.telling import tell
from simulation.cli.user_errors import UsageError, as_user_errors

if TYPE_CHECKING:
    from simulation.live.serving.seats import Seats


@click.command(short_help="Watch two streets with the same random draws in a browser, and turn policies on.")
@click.argument("scenario", type=FILE, required=False)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0: any that is free."
)
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), help="Language at first; default: that of the command line."
)
@click.option("--no-browser", is_flag=True, help="Say the address only, and open no browser.")
@click.option(
    "--class", "for_class", is_flag=True, help="A class watches your two streets, each in its browser."
)
@click.option(
    "--seats",
    type=click.IntRange(1, 200),
    default=40,
    show_default=True,
    help="How many may watch at a time.",
)
@click.option(
    "--key",
    metavar="WORD",
    help="With --class: what the address of the class ends with; default: six letters, others at each start.",
)
@click.option(
    "--host", metavar="ADDRESS", default="127.0.0.1", show_default=True,
    help="With --class: an address of this machine; 0.0.0.0: the whole network that it is in.",
)  # fmt: skip
def serve(
    scenario: Path | None,
    port: int,
    lang: str | None,
    no_browser: bool,
    for_class: bool,
    seats: int,
    key: str | None,
    host: str,
) -> None:
    """Open SCENARIO in a browser: the street as it is beside the same street with policies that you turn, day
    by day. Without SCENARIO: the small street for the classroom. Needs the extra `live`. Ctrl-C ends it.
    Start over in the page reads the files again, as they are by then.

    With --class it says two addresses: yours moves the streets, that of the class watches them. Who watches
    meets people and reads charts at an own pace, and changes nothing. Use a network that you trust. The
    address of the class is a new one at each start, unless --key keeps it.

    \b
    Example:
      python run.py serve scenarios/classroom.yaml --lang zh
      python run.py serve --class --host 0.0.0.0 --key class7
    """
    from simulation.live.serving.server import HOST, NoLive, Where, check_machine
    from simulation.live.serving.server import serve as show
    from simulation.scenario import ScenarioError, is_study, load
    from simulation.text.spoken import language

    if host != HOST and not for_class:
        raise UsageError("--host goes with --class: alone, everybody who comes would have streets of his own")
    of_class = _seats(seats, key, for_class)
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
            where = Where(port, host, of_class)
            show(lambda: load(file), lang or language(), where, _announce, not no_browser)
        except KeyboardInterrupt:  # how this verb ends
            tell("The live view is closed.", err=True)


def _seats(count: int, key: str | None, for_class: bool) -> Seats | None:
    """The seats of a class, where there is one."""
    from simulation.live.serving.seats import KEPT, Seats

    if key is None:
        return Seats(count) if for_class else None
    if not for_class:
        raise UsageError("--key goes with --class: it is what the address of the class ends with")
    if not KEPT.fullmatch(key.lower()):
        raise UsageError(f"--key: '{key}' must be 4 to 20 letters a to z or digits, which pupils type")
    return Seats(count, key.lower())


def _announce(mine: str, of_class: str) -> None:
    """Say the address on stdout; for a class both, each with what it is for, and whether pupils reach it."""
    from simulation.live.serving.server import for_this_machine_alone

    tell(f"yours, which moves the streets: {mine}\nfor the class, to watch: {of_class}" if of_class else mine)
    if of_class and for_this_machine_alone(of_class):
        tell("only this machine can open it; for a class, join a network and add --host 0.0.0.0")
