"""`explain`: why the policies of a scenario do what they do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulation.cli.options.param_types import COUNT, FILE
from simulation.cli.telling import tell
from simulation.cli.user_errors import UsageError, as_user_errors

if TYPE_CHECKING:
    from simulation.scenario import Scenario


@click.command(short_help="Say by which causal links the policies of a scenario act.")
@click.argument("file", metavar="SCENARIO", type=FILE)
@click.option("-n", "--replications", type=COUNT, default=1, show_default=True, help="Pairs of runs.")
@click.option("--days", type=COUNT, help="Measured days; default: those of the scenario.")
@click.option("--policy", "named", multiple=True, metavar="NAME", help="Only this policy acts; repeatable.")
@click.option("--metric", default="need_days", show_default=True, help="What the effect is an effect on.")
@click.option("--steps", is_flag=True, help="Also cut what the steps of the day hand on; many more runs.")
@click.option("--set", "settings", multiple=True, metavar="PATH=VALUE", help="Set a number; repeatable.")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="Write the links: into a CSV file, or a results folder, whose report then shows them.",
)
def explain(
    file: Path,
    replications: int,
    days: int | None,
    named: tuple[str, ...],
    metric: str,
    steps: bool,
    settings: tuple[str, ...],
    out: Path | None,
) -> None:
    """Cut the causal links of the policies in SCENARIO one at a time, with common random numbers.

    A link is a lever and the rule that reads it, or what policies cost and bring in. Where it is cut, the
    rule sees the lever as without the policies. What the links carry sums to the whole effect (Shapley
    values). With --steps, what one step of the day hands to the next is cut, too; these do not sum. With -o
    FOLDER, the results folder of a study that has the scenario, `report FOLDER` shows them.

    \b
    Example:
      python run.py explain scenarios/remedy-2-workers.yaml --days 120
    """
    from simulation.close_names import did_you_mean
    from simulation.experiment.errors import ExperimentError
    from simulation.experiment.storage.run_store import write_table
    from simulation.experiment.tracing import add_traces, check_scenario
    from simulation.experiment.tracing import explain as traced
    from simulation.experiment.tracing.printed import lines
    from simulation.metrics import METRICS
    from simulation.scenario import ScenarioError, load
    from simulation.text.shell_command import our_command
    from simulation.user_files import UserFileError

    if metric not in METRICS.all():
        raise UsageError(
            f"--metric: there is no metric '{metric}'{did_you_mean(metric, METRICS.all())}; "
            f"`{our_command('schema', 'metrics')}` lists all"
        )
    words = [*settings, *([f"experiment.days={days}"] if days else [])]
    folder = out if out and out.is_dir() else None
    if out and not out.parent.is_dir():
        raise UsageError(f"-o: there is no folder {out.parent} to write {out.name} into")
    with as_user_errors(ScenarioError, UserFileError, ExperimentError):
        scenario = only(load(file, words), named)
        if folder:
            check_whole(named)
            check_scenario(folder, scenario.name)
        first = scenario.experiment.seed
        found = traced(scenario, range(first, first + replications), metric, handed_on=steps)
    for line in lines(found):
        tell(line)
    with as_user_errors(ExperimentError):
        if folder:
            add_traces(folder, scenario, found)
        elif out:
            write_table(out, found.links)


def only(scenario: Scenario, named: tuple[str, ...]) -> Scenario:
    """The scenario with some of its policies alone. Raises UsageError where it has none, or not these."""
    from simulation.close_names import did_you_mean

    have = [policy.name for policy in scenario.policies]
    if not have:
        raise UsageError(f"'{scenario.name}' has no policy, so there is nothing to explain")
    for name in named:
        if name not in have:
            raise UsageError(
                f"--policy: '{scenario.name}' has no policy '{name}'; it has {', '.join(have)}"
                f"{did_you_mean(name, have)}"
            )
    kept = [policy for policy in scenario.policies if not named or policy.name in named]
    return replace(scenario, policies=tuple(kept))


def check_whole(named: tuple[str, ...]) -> None:
    """Raises UsageError where only some policies of a scenario are asked for: a report speaks of all of
    them."""
    if named:
        raise UsageError(
            "--policy: a results folder tells of all policies of a scenario; leave --policy out, or write "
            "the links into a CSV file, as in -o links.csv"
        )
