"""`run`: run scenarios or a study, and make the report."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Literal

import click

from simulation.cli.estimate_first import say_first
from simulation.cli.options.engine_option import EngineName, begin_to_load, engine_for
from simulation.cli.options.param_types import COUNT, FILE, PART, engine_options, study_options
from simulation.cli.options.study_part import StudyPart
from simulation.cli.quick_look import quick_look
from simulation.cli.run_and_report import run_and_report, show_so_far, stoppable
from simulation.cli.study_from_files import experiment_settings, study_from_files
from simulation.cli.telling import tell
from simulation.cli.user_errors import GOOD, as_user_errors
from simulation.cli.verbs.questions.overturn import Asked, ask


@click.command(short_help="Run scenarios or a study; ends with the path of a report.")
@click.argument("files", nargs=-1, type=FILE)
@study_options
@engine_options
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="Folder of the results, new or empty; with --shard auto, -K-of-N is added to its name.",
)
@click.option("--cases", type=click.Choice(["csv", "parquet"]), help="Write every case and every need, too.")
@click.option("--bom", is_flag=True, help="For Excel: CSV tables begin with a byte order mark.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=3600.0,
    show_default=True,
    help="Seconds that one run may take; one that takes longer counts as failed.",
)
@click.option(
    "--precision",
    multiple=True,
    metavar="METRIC=NUMBER UNIT",
    help="Add replications until the differences in METRIC are known to ± NUMBER; repeatable.",
)
@click.option(
    "--most", type=COUNT, default=200, show_default=True, help="Replications at most, for --precision."
)
@click.option(
    "--shard",
    type=PART,
    metavar="K/N|auto",
    help="Do part K of N only; auto: that of this task of a job array. `merge` puts parts together.",
)
@click.option(
    "--quick",
    is_flag=True,
    help="Look at what a rule touches, in seconds: 60 days, two pairs, one page; no results are kept.",
)
@click.option("--no-estimate", is_flag=True, help="Start a long study without measuring first what it takes.")
def run(
    files: tuple[Path, ...] = (),
    replications: int | None = None,
    seed: int | None = None,
    days: int | None = None,
    jobs: int | None = None,
    engine: EngineName = None,
    scheduler: str | None = None,
    out: Path | None = None,
    settings: tuple[str, ...] = (),
    only_luck: bool = False,
    grid: tuple[str, ...] = (),
    design: Path | None = None,
    cases: Literal["csv", "parquet"] | None = None,
    bom: bool = False,
    timeout: float = 3600.0,
    precision: tuple[str, ...] = (),
    most: int = 200,
    shard: StudyPart | None = None,
    quick: bool = False,
    no_estimate: bool = False,
) -> int:
    """Run FILES and compare them; the last line is the path of the report.

    FILES are scenarios, of which the first is the baseline, or one study. Without FILES: the default study,
    and then, in about a minute, which assumption would overturn its answer (`overturn`).

    Assumptions vary by default: on Lijia Street, replications 0 and 1 run with the scenarios' own numbers, 2
    and 3 with the second of the plausible parameter sets, and so on, the same set in all scenarios. Numbers
    that a scenario sets stay. Other places, and cities, have no such sets: luck alone varies there, as with
    --only-luck.

    \b
    Example:
      python run.py run scenarios/lijia.yaml scenarios/more-workers.yaml -n 20 --set residents.will_18_29=0.62
      python run.py run --quick my_rule.yaml
      python run.py run scenarios/more-workers.yaml --grid interventions.staffing.add=0,1,2
    """
    if quick:
        click.echo(quick_look(files, (*settings, *experiment_settings(days=days)), seed, out))
        return GOOD
    ready = begin_to_load(engine, scheduler, jobs)
    from simulation.experiment import WHOLE, CommandOptions, ExperimentError, run_study

    words = (*settings, *experiment_settings(replications=replications, seed=seed, days=days))
    study = study_from_files(files, words, grid, design, only_luck)
    source = CommandOptions(tuple(map(str, files)), words, grid, str(design) if design else None, only_luck)
    part = shard or StudyPart(WHOLE)
    folder = part.folder(out, study.name)
    with as_user_errors(ExperimentError):
        where = engine_for(engine, scheduler, jobs, ready)
    if not (no_estimate or scheduler):  # of machines elsewhere nothing is known
        say_first(study, part.shard, jobs, cases, folder)
    return run_and_report(
        lambda: run_study(
            study,
            folder,
            engine=where,
            cases=cases,
            bom=bom,
            timeout=timeout,
            precision=precision,
            most=most,
            shard=part.shard,
            command_options=source,
            interim=show_so_far,
        ),
        partial(_what_would_overturn, jobs=jobs) if not (files or engine or scheduler or shard) else None,
    )


ALONE = 4
"""Numbers that the default study tries alone: about a minute of two cores."""


def _what_would_overturn(folder: Path, jobs: int | None) -> None:
    """Ask which assumption would overturn the answer of the default study, for its first page; a page without
    that, and why, where it cannot be said or Ctrl-C stops it."""
    from simulation.experiment import ExperimentError

    try:
        with stoppable():
            for line in ask(folder, Asked(alone=ALONE), engine_for(None, None, jobs)):
                tell(line, err=True)
    except ExperimentError as error:
        tell(f"what would overturn the answer is not known: {error}", err=True)
