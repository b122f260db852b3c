"""`optimise`: the best package of policies within a budget."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulation.cli.options.engine_option import EngineName, engine_for
from simulation.cli.options.near_path import meant
from simulation.cli.options.param_types import COUNT, FILE, engine_options
from simulation.cli.run_and_report import stoppable
from simulation.cli.shipped_scenarios import shipped_scenario
from simulation.cli.telling import tell
from simulation.cli.user_errors import UsageError, as_user_errors
from simulation.shipped import SCENARIOS

if TYPE_CHECKING:
    from simulation.scenario import Scenario

SETS = "parameter-sets/plausible.csv"


@click.command(short_help="Find the package of policies that does most within a budget.")
@click.argument("file", metavar="SCENARIO", type=FILE)
@click.option("--budget", type=float, required=True, help="Yuan a year that a package may cost more.")
@click.option("--minutes", type=float, help="Minutes of workers that it may take more, a grid and day.")
@click.option(
    "--channel",
    "channels",
    multiple=True,
    metavar="NAME=YUAN",
    help="Yuan a year that this payer may pay more; repeatable.",
)
@click.option("--nobody-worse", is_flag=True, help="No grid and no age group may be worse off.")
@click.option(
    "--goal", "goals", multiple=True, metavar="METRIC", help="A third goal, besides need-days and cost."
)
@click.option(
    "--levers", metavar="NAME,NAME…", help="Policies to choose from; default: all of the six remedies."
)
@click.option(
    "--from",
    "sources",
    multiple=True,
    type=FILE,
    help="Scenario whose policies are the levers; repeatable.  [default: the six remedies]",
)
@click.option("--starts", metavar="DAY,DAY…", help="First days to choose from.  [default: 0,90]")
@click.option("--sets", help="Parameter sets: a table, or none.  [default: the shipped plausible ones]")
@click.option("--trials", type=COUNT, help="Packages to try.  [default: what the minutes allow]")
@click.option(
    "--worlds", type=click.IntRange(min=2), help="Worlds of the re-check.  [default: what the minutes allow]"
)
@click.option(
    "--alone",
    type=click.IntRange(min=0),
    help="Numbers tried alone for what would overturn it; 0: none.  [default: what the minutes allow]",
)
@click.option(
    "--minutes-of-work",
    "work",
    type=click.FloatRange(min=0, min_open=True),
    default=10.0,
    show_default=True,
    help="How long the whole may take here, about.",
)
@click.option("--checked", type=COUNT, default=3, show_default=True, help="Packages that are checked again.")
@click.option("--set", "settings", multiple=True, metavar="PATH=VALUE", help="Set a number; repeatable.")
@click.option("--no-trace", is_flag=True, help="Leave out why the package does what it does.")
@engine_options
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder, new or of the same search.  [default: results/optimise-NAME]",
)
def optimise(
    file: Path,
    budget: float,
    minutes: float | None,
    channels: tuple[str, ...],
    nobody_worse: bool,
    goals: tuple[str, ...],
    levers: str | None,
    sources: tuple[Path, ...],
    starts: str | None,
    sets: str | None,
    trials: int | None,
    worlds: int | None,
    alone: int | None,
    work: float,
    checked: int,
    settings: tuple[str, ...],
    no_trace: bool,
    jobs: int | None,
    engine: EngineName,
    scheduler: str | None,
    out: Path | None,
) -> int:
    """Find the package of policies, with doses and dates, that spares most need-days within a budget.

    All packages race on common random numbers; the efficient ones are checked again on seeds and parameter
    sets that the search has not seen. The same command goes on after a stop. The folder holds optimise.html,
    the package as package.yaml, its trace, and all trials.

    \b
    Example:
      python run.py optimise scenarios/small-city.yaml --budget 500000
      python run.py optimise scenarios/lijia.yaml --budget 200000 --minutes 5 --levers staffing,app,honour
    """
    from simulation.analysis.installed import check_installed
    from simulation.analysis.optimise import Asked, check, chosen, facts, levers_of, verdict, write
    from simulation.analysis.optimise import optimise as searched
    from simulation.experiment import ExperimentError
    from simulation.experiment.execution.cost.processors import processors
    from simulation.experiment.execution.progress import say
    from simulation.scenario import ScenarioError
    from simulation.user_files import UserFileError

    own = tuple(dict.fromkeys((NEED_DAYS, COST, *goals)))
    limits = (budget, minutes, _amounts(channels), nobody_worse)
    asked = Asked(*limits, own, _days(starts), trials, worlds, alone, work, checked)
    with as_user_errors(ExperimentError, ScenarioError, UserFileError), stoppable():
        check_installed()
        check(asked)
        base = street(file, sets, settings)
        names = [name.strip() for name in levers.split(",")] if levers else []
        able = chosen(levers_of(sources_of(sources, base)), names, base.experiment.start)
        where = engine_for(engine, scheduler, jobs)
        folder = out or Path("results") / f"optimise-{base.name}"
        count = jobs or processors()
        found = searched(
            base, able, asked, folder, processes=count, engine=where, say=say, traced=not no_trace
        )
        page = write(found, folder)
    for each in (verdict(found), *facts(found)):
        tell(each)
    click.echo(page)
    return 0


NEED_DAYS, COST = "need_days", "cost_street"


def street(file: Path, sets: str | None, settings: Sequence[str]) -> Scenario:
    """The street with its parameter sets: its own, those of --sets, or the shipped ones. Raises UsageError
    where they cannot be had, or it is a city."""
    from simulation.scenario import load

    found = load(file, settings)
    if found.city.several:
        raise UsageError(f"'{found.name}' is a city; search for one of its streets with --set city.streets=1")
    if sets == "none" or (sets is None and found.experiment.parameter_sets):
        return found
    if sets and not Path(sets.rpartition(":")[0] or sets).exists() and not Path(sets).exists():
        raise UsageError(f"--sets: there is no file '{sets}'{meant(Path(sets))}")
    named = sets or str(shipped_scenario(SETS).resolve())
    return load(file, [*settings, f"experiment.parameter_sets={named}"])


def sources_of(files: Sequence[Path], base: Scenario) -> list[Scenario]:
    """The scenarios whose policies are levers: those named, or the policies of the six remedies."""
    from simulation.scenario import load

    given = list(files) or sorted((SCENARIOS / "remedies").glob("*.yaml"))
    return [load(each, [f"experiment.start={base.experiment.start}"]) for each in given]


def _amounts(texts: Sequence[str]) -> tuple[tuple[str, float], ...]:
    found = []
    for text in texts:
        name, _, amount = text.partition("=")
        try:
            found.append((name.strip(), float(amount)))
        except ValueError:
            raise UsageError(
                f"--channel {text}: write NAME=YUAN, as in --channel community_fund=20000"
            ) from None
    return tuple(found)


def _days(text: str | None) -> tuple[int, ...]:
    """Days that were named; none: as `Asked` has them."""
    try:
        return tuple(int(each) for each in text.split(",")) if text else ()
    except ValueError:
        raise UsageError(
            f"--starts {text}: write days after the first measured one, as in --starts 0,90"
        ) from None
