"""`value-of-knowing`: which number, found out first, would most improve the choice of a policy."""

from __future__ import annotations

from pathlib import Path

import click

from simulation.cli.options.param_types import results_argument
from simulation.cli.telling import tell
from simulation.cli.user_errors import GOOD, as_user_errors

SHOWN = 10


@click.command("value-of-knowing", short_help="Say which number is most worth finding out before choosing.")
@results_argument
@click.option("--metric", default="need_days", show_default=True, help="Metric by which a policy is chosen.")
@click.option("--price", type=click.FloatRange(min=0, min_open=True), metavar="YUAN",
              help="What a unit of the metric is worth, for 1,000 residents and year; "
              "then cost counts.")  # fmt: skip
def value_of_knowing(folder: Path, metric: str, price: float | None) -> int:
    """Say what it is worth to know each number of a results FOLDER before a policy is chosen among its
    scenarios, how likely the choice of now is wrong, and which survey or log would find a number out.

    FOLDER was run over random parameter sets with at least two scenarios, as by
    `sensitivity ... --design random`. Values are in the unit of the metric, or with --price in yuan.

    \b
    Example:
      python run.py value-of-knowing results/sure --price 20
    """
    from simulation.analysis.knowing.page import knowing_page, verdict
    from simulation.analysis.knowing.page_texts import UNIT
    from simulation.analysis.knowing.printed import lines
    from simulation.analysis.knowing.value import value_of_knowing as find
    from simulation.experiment import ExperimentError
    from simulation.experiment.comparison.assumptions.number_words import unit_said

    with as_user_errors(ExperimentError):
        found = find(folder, metric, price)
    for said in (UNIT.fill(unit=unit_said(found.decision.unit)), *lines(found, SHOWN), verdict(found)):
        tell(said)
    path = folder / "knowing.html"
    path.write_text(knowing_page(found, folder.name), encoding="utf-8")
    click.echo(path)
    return GOOD
