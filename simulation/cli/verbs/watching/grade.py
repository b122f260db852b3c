"""`grade`: what the rule of each student in a folder does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulation.cli.options.param_types import COUNT, FOLDER, NEW_FOLDER, jobs_option
from simulation.cli.telling import tell
from simulation.cli.user_errors import UsageError, as_user_errors

if TYPE_CHECKING:
    from simulation.cli.grading.tried import Grade

LESSON_3 = "Resident.willing_share"
MOST = 10  # names of files that were not read


@click.command(short_help="Say what the rule of each student in a folder does.")
@click.argument("folder", type=FOLDER)
@click.option(
    "--rule",
    default=LESSON_3,
    show_default=True,
    help="What a function replaces whose file has no scenario, and whose name is that of no rule.",
)
@click.option("--days", type=COUNT, default=60, show_default=True, help="Days that are measured.")
@click.option("--seed", type=click.IntRange(min=0), help="Seed of the first pair, the same for all rules.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=180.0,
    show_default=True,
    help="Seconds that all calls of one student's rules may take; a single one is stopped after 20.",
)
@jobs_option
@click.option(
    "-o", "--out", type=NEW_FOLDER, help="Folder of the table and the page.  [default: results/grade-FOLDER]"
)
def grade(
    folder: Path, rule: str, days: int, seed: int | None, timeout: float, jobs: int | None, out: Path | None
) -> None:
    """Try the rules in FOLDER and those below it on the classroom street, two pairs each, and say what they
    move most, against the rule that a lesson begins with or else the program's own; the last line is the path
    of a page.

    A student hands in a file of rules, with the scenario that names them or without, or lesson 3 with the
    rule in its cell. Of a scenario only its rules count. All rules meet the same people and random numbers.
    What is wrong with one is said in a sentence, and the others go on. The files are run: grade only what you
    would run.

    \b
    Example:
      python run.py grade handed-in
      python run.py grade handed-in --rule Resident.joining_chance -j 2
    """
    from simulation.cli.drafts import STREET
    from simulation.cli.grading.handed_in import handed_in, passed_over
    from simulation.cli.grading.shown import LESSON, lines
    from simulation.cli.grading.tried import grades
    from simulation.cli.quick_look import SETTINGS
    from simulation.experiment import ExperimentError
    from simulation.experiment.execution.cost.processors import processors
    from simulation.scenario import ScenarioError, load

    _check_rule(rule)
    works = handed_in(folder, rule)
    if not works:
        raise UsageError(f"{folder}: there is no file of rules in it, neither .py nor a scenario with rules")
    tell(f"files to try: {len(works)}; each is told of when it is done", err=True)
    with as_user_errors(ScenarioError, ExperimentError):
        street = load(STREET, (*SETTINGS, f"experiment.days={days}"))
        first = street.experiment.seed if seed is None else seed
        found = []
        for each in grades(works, street, first, min(jobs or processors(), len(works)), timeout):
            found.append(each)
            for line in lines(each):
                click.echo(line)
    found.sort(key=lambda each: each.work.file)
    if any(each.work.before for each in found):
        tell(LESSON)
    left = passed_over(folder)
    if left:
        names = ", ".join(left[:MOST]) + " …" * (len(left) > MOST)
        tell(f"not read, since only .py and .yaml hold rules: {names}")
    click.echo(_write(out or Path("results") / f"grade-{folder.resolve().name}", found, days, left))


def _check_rule(rule: str) -> None:
    from simulation.close_names import did_you_mean
    from simulation.scenario.sections.user_defined.rules import known_targets

    if rule not in known_targets():
        raise UsageError(f"--rule: there is no rule '{rule}'{did_you_mean(rule, known_targets())}")


def _write(out: Path, found: list[Grade], days: int, left: list[str]) -> Path:
    """Write the table and the page; the path of the page."""
    from simulation.cli.grading.shown import class_page, table
    from simulation.experiment.storage.run_store import write_table
    from simulation.text.spoken import language

    try:
        out.mkdir(parents=True, exist_ok=True)
        write_table(out / "grades.csv", table(found, language()), bom=True)  # for Excel of a teacher
        (out / "grades.html").write_text(class_page(found, days, language(), left), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{out}: nothing can be written here: {error.strerror or error}") from error
    click.echo(out / "grades.csv")
    return out / "grades.html"
