"""`sensitivity`: which numbers a result hangs on, and which are not distinguishable from noise."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from simulation.cli.estimate_first import say_first
from simulation.cli.options.engine_option import EngineName, engine_for
from simulation.cli.options.param_types import COUNT, PART, ExistingPath, engine_options
from simulation.cli.options.study_part import StudyPart
from simulation.cli.run_and_report import print_failures, stoppable
from simulation.cli.study_from_files import experiment_settings, study_from_files
from simulation.cli.telling import tell
from simulation.cli.user_errors import FAILED, GOOD, UsageError, as_user_errors

if TYPE_CHECKING:
    from simulation.analysis.sensitivity.study import Asked

SHOWN = 10


@click.command(short_help="Say which numbers a result hangs on, and which are noise.")
@click.argument("files", nargs=-1, required=True, metavar="FILES|FOLDER",
                type=ExistingPath(exists=True, path_type=Path))  # fmt: skip
@click.option("--metric", "metrics", multiple=True, default=("need_days",), show_default=True,
              help="Metric that is looked at; repeatable.")  # fmt: skip
@click.option("--design", type=click.Choice(["morris", "random"]), default="morris",
              help="Trajectories of a screening, or random points.  [default: morris]")  # fmt: skip
@click.option("--by", type=click.Choice(["rule", "group", "number"]), default="rule", show_default=True,
              help="What moves together in a screening.")  # fmt: skip
@click.option("--count", type=COUNT, help="Trajectories (default 3) or random points (default 300).")
@click.option("--width", type=click.FloatRange(min=0, max=1, min_open=True), default=0.5, show_default=True,
              help="Part of each range that is drawn from.")  # fmt: skip
@click.option(
    "--only",
    multiple=True,
    metavar="NAME",
    help="Vary this number, rule or group alone, as R2 or `residents`; repeatable.",
)
@click.option("--days", type=COUNT, help="Days that are measured.  [default: as the scenario says]")
@click.option("--seed", type=click.IntRange(min=0), help="Seed of the first random draws.")
@click.option(
    "--set", "settings", multiple=True, metavar="K=V", help="Set a number in every scenario; repeatable."
)
@engine_options
@click.option("--shard", type=PART, metavar="K/N|auto", help="Do part K of N only; then `merge`, and FOLDER.")
@click.option("--no-estimate", is_flag=True, help="Start a long study without measuring first.")
@click.option("-o", "--out", type=click.Path(path_type=Path, file_okay=False), help="New folder of results.")
def sensitivity(
    files: tuple[Path, ...],
    metrics: tuple[str, ...],
    design: Literal["morris", "random"],
    by: Literal["rule", "group", "number"],
    count: int | None,
    width: float,
    only: tuple[str, ...],
    days: int | None,
    seed: int | None,
    settings: tuple[str, ...],
    jobs: int | None,
    engine: EngineName,
    scheduler: str | None,
    shard: StudyPart | None,
    no_estimate: bool,
    out: Path | None,
) -> int:
    """Vary all numbers that are known as ranges only, and say which of them move a metric, and the difference
    that each policy makes, by more than chance does.

    FILES are scenarios, the first the baseline, or a study: they are run at many points, and the results
    folder is analysed. A results FOLDER that was run over parameter sets is analysed as it is. A stopped
    study goes on with `resume`; then name its folder here.

    \b
    Example:
      python run.py sensitivity scenarios/lijia.yaml scenarios/more-workers.yaml -o results/sure
      python run.py sensitivity results/sure --metric silence_share
    """
    from simulation.analysis.installed import check_installed
    from simulation.analysis.sensitivity.study import Asked
    from simulation.experiment import WHOLE, ExperimentError

    with as_user_errors(ExperimentError):
        check_installed()
    if files[0].is_dir():
        return _analyse(_alone(files), metrics)
    part = shard or StudyPart(WHOLE)
    asked = Asked(design, by, count, width, 0, only)
    numbers = experiment_settings(seed=seed, days=days)
    folder = _run(
        files, metrics, (*settings, *numbers), asked, part, out, jobs, engine, scheduler, no_estimate
    )
    if part.shard.count > 1:
        tell(f"{folder}\nmerge the parts, then name the merged folder", err=True)
        return GOOD
    return _analyse(folder, metrics)


def _alone(files: tuple[Path, ...]) -> Path:
    folder, *others = files
    if others:
        raise UsageError(f"{folder} is a folder: analyse one folder at a time, or name scenarios only")
    return folder


def _run(
    files: tuple[Path, ...],
    metrics: tuple[str, ...],
    words: tuple[str, ...],
    asked: Asked,
    part: StudyPart,
    out: Path | None,
    jobs: int | None,
    engine: EngineName,
    scheduler: str | None,
    no_estimate: bool,
) -> Path:
    """Write the points beside the results folder, run them, and return the folder."""
    from simulation.analysis.sensitivity.study import check_metrics, write_points
    from simulation.experiment import CommandOptions, ExperimentError, run_study
    from simulation.experiment.planning.study_check import check_study

    plain = study_from_files(files, words)
    folder = part.folder(out, f"sensitivity-{plain.name}")
    points = folder.with_name(f"{folder.name}-points.csv")
    with as_user_errors(ExperimentError):
        check_study(plain)
        check_metrics(plain, metrics)
        count = write_points(points, plain.baseline, asked)
        over = (f"experiment.parameter_sets={points}", *experiment_settings(replications=count))
        study = study_from_files(files, (*words, *over))
        where = engine_for(engine, scheduler, jobs)
        if not (no_estimate or scheduler):  # of machines elsewhere nothing is known
            say_first(study, part.shard, jobs, None, folder)
        with stoppable():
            outcome = run_study(
                study,
                folder,
                engine=where,
                shard=part.shard,
                metrics_alone=True,
                command_options=CommandOptions(tuple(map(str, files)), (*words, *over)),
            )
    if outcome.failed:
        print_failures(outcome)
    return folder


def _analyse(folder: Path, metrics: tuple[str, ...]) -> int:
    """Analyse a folder, print what moves each outcome most, and write the page, whose path comes last."""
    from simulation.analysis.sensitivity.analyse import analyse
    from simulation.analysis.sensitivity.page import sensitivity_page, shortcomings, verdict
    from simulation.analysis.sensitivity.printed import lines
    from simulation.experiment import ExperimentError, StorageError

    with as_user_errors(ExperimentError):
        found = analyse(folder, metrics)
    for said in (*lines(found, SHOWN), *shortcomings(found), verdict(found)):
        tell(said)
    path = folder / "sensitivity.html"
    with as_user_errors(StorageError, code=FAILED):
        path.write_text(sensitivity_page(found, folder.name), encoding="utf-8")
    click.echo(path)
    return GOOD
