"""`validate`: check files without running them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulation.cli.options.param_types import FILE
from simulation.cli.telling import tell
from simulation.cli.user_errors import BAD_INPUT, GOOD
from simulation.text.bilingual import Pair
from simulation.user_files.reading.idle_lines import notes_on

if TYPE_CHECKING:
    from simulation.scenario import Scenario


@click.command(short_help="Check scenario and study files, without running them.")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--rules", is_flag=True, help="Also try user-defined rules: simulate a day with them.")
def validate(files: tuple[Path, ...], rules: bool) -> int:
    """Say `ok NAME` for each of FILES that can be run, and everything that is wrong with the others.

    A scenario may name user-defined rules, policies, shocks and metrics. They are listed. Files of policies,
    shocks and metrics are Python and are always run, because their numbers are in them: policies and shocks
    are tried for one simulated day, metrics for one week. Rules are tried only with --rules. A note says
    where policies together go beyond the range of a lever, or join data systems that the street may not join,
    where a scenario's question (why) names no metric by its title in both languages, and which line of a
    user-defined file does nothing.

    \b
    Example:
      python run.py validate scenarios/more-workers.yaml scenarios/studies/first.yaml
    """
    return max(validate_one(file, rules) for file in files)


def validate_one(file: Path, try_rules: bool) -> int:
    """Say whether a file can be run; 0, or 2 after printing all its errors."""
    from simulation import scenario
    from simulation.experiment.errors import ExperimentError
    from simulation.experiment.planning.ceilings import beyond_ceilings
    from simulation.experiment.planning.metric_trial import check_metrics
    from simulation.experiment.planning.question import names_no_metric
    from simulation.experiment.planning.study_check import check_study
    from simulation.experiment.runs import arms
    from simulation.user_files import UserFileError

    try:
        alone = not scenario.is_study(file)
        found = scenario.implicit_study([scenario.load(file)]) if alone else scenario.load_study(file)
        check_study(found)
        check_metrics()
        for each in arms(found):
            name_rules(each, try_rules)
            for said in filter(None, [*beyond_ceilings(each), names_no_metric(each)]):
                tell(f"{each.name}: note: {said}", err=True)
            for said in notes_on(each.user_files):
                tell(said, err=True)
        tell(Pair(f"可以运行：{found.name}", f"ok {found.name}"))
    except (scenario.ScenarioError, ExperimentError, UserFileError) as errors:
        tell(str(errors), err=True)
        return BAD_INPUT
    return GOOD


def name_rules(world: Scenario, try_them: bool) -> None:
    """Print to stderr the user-defined parts of a scenario, after simulating a day with them; with its rules
    only if `try_them`."""
    tried = world if try_them else replace(world, rules=())
    if tried.user_files:
        from simulation.experiment.execution.replicate import warm

        warm(tried)
    rule = "tried" if try_them else "not run; --rules tries it"
    for each in world.rules:
        text = f"{each.target} is replaced by {each.file}:{each.name}"
        tell(f"{world.name}: {text} ({rule})", err=True)
    for each in world.user_files[len(world.rules) :]:
        text = f"{each.name} stands in {each.file}"
        tell(f"{world.name}: {text} (tried)", err=True)
