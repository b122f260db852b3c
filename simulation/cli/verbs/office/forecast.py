"""`forecast`: what the next weeks bring, from an office's log as it stands tonight."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulation.cli.options.log_options import country, log_options, mapping_of
from simulation.cli.options.param_types import FILE, NEW_FILE
from simulation.cli.telling import tell
from simulation.cli.user_errors import as_user_errors

if TYPE_CHECKING:
    import pandas as pd

    from simulation.fit.options_page import Assumed

NOT_SHOWN = ["errors", "own_low_50", "own_high_50"]
"""Columns that the file has and the terminal has no room for."""
CHECKED = 4
"""Nights whose forecasts `--check` compares with what came."""


@click.command(short_help="Forecast the next weeks of an office from its log, sealed.")
@click.argument("file", metavar="LOG", type=FILE)
@log_options
@click.option("--weeks", type=click.IntRange(1, 8), default=4, show_default=True, help="Weeks to come.")
@click.option("--nights", type=click.IntRange(min=0), default=10, show_default=True,
              help="Earlier nights that tell how wide intervals must be; 0: none.")  # fmt: skip
@click.option("--check", is_flag=True, help="Also say how such forecasts did on the latest of these nights.")
@click.option(
    "--option", "options", multiple=True, metavar="hands=+10%[,order=late]|storm=UNIT,times=5",
    help="Also show what more hands would do, in the order oldest, late or shortest first, or a storm that "
    "brings so many times as many cases to a unit. Repeatable.",
)  # fmt: skip
@click.option("-o", "--out", type=NEW_FILE, help="Write it, sealed (JSON).")
def forecast(
    file: Path,
    named: tuple[str, ...],
    holidays: str,
    weeks: int,
    nights: int,
    check: bool,
    options: tuple[str, ...],
    out: Path | None,
) -> int:
    """Forecast the next weeks from LOG: how many cases are opened and closed in each, and how many are open
    and late at its end, if the office goes on as it does.

    It starts with the cases that are open on the log's last day. Intervals are widened by what the same
    forecasts of earlier nights missed; the model's own stand beside them (own_). With -o the forecast is
    sealed: dated, with a digest of the log and of itself. `score` compares it with the next log. Options
    assume that closings scale with hands; how a storm makes cases wait is learnt from the storms of the log,
    or assumed where it has none. With -o they are written beside it, as FILE.options.csv and .html.

    \b
    Example:
      python run.py forecast cases.csv --weeks 4 --option hands=+10%,order=late -o june.json
    """
    from simulation.caselog import LogError, read_log
    from simulation.fit.fitting import holidays_of, span_of
    from simulation.fit.office.changes import changes
    from simulation.fit.options_page import Assumed
    from simulation.fit.weeks.earlier import earlier_nights, rolling, widened
    from simulation.fit.weeks.forecast import DRAWS, FIGURES, draw_options, told
    from simulation.fit.weeks.options import AS_TODAY, compared
    from simulation.fit.weeks.seal import sealed
    from simulation.fit.weeks.storm import StormOption, parts_of, read_any

    with as_user_errors(LogError):
        asked = [read_any(each) for each in dict.fromkeys(options)]
        cases = read_log(file, mapping=mapping_of(named)).cases.sort_values("opened", ignore_index=True)
        first, until = span_of(cases)
        off = holidays_of(country(holidays), first, until)
        asked = [each.told(cases, until, off) if isinstance(each, StormOption) else each for each in asked]
    drawn = draw_options(cases, until, weeks, off, 7, DRAWS, asked)
    before = earlier_nights(cases, until, weeks, off, 7, max(nights, CHECKED * check))
    wide, wider = widened(drawn[AS_TODAY], before[:nights])
    table = told(drawn[AS_TODAY], wide, wider, until)
    click.echo(table.drop(columns=NOT_SHOWN).round(1).to_string(index=False))
    for change in changes(cases, until):
        tell(change.told())
    if nights:
        _say_how_wide(len(before[:nights]), wider[0].errors)
    if check and before:
        click.echo(rolling(cases, before, CHECKED).round(2).to_string(index=False))
    if out:
        _write(out, sealed(table, file, until, weeks, date.today()))
    if asked:
        _show(compared(drawn, until, FIGURES, parts_of(asked)), Assumed.of(asked), file.name, out)
    if out:
        click.echo(out)
    return 0


def _write(out: Path, content: dict[str, Any]) -> None:
    """Write a sealed forecast, and print its digest."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    tell(f"sealed: {content['sha256']}", err=True)


def _say_how_wide(nights: int, errors: int) -> None:
    """Print whether anything was learnt of how wide intervals must be."""
    if errors:
        tell(
            f"Intervals are as wide as {errors} errors of each figure from {nights} earlier nights say; "
            "own_: as the model draws them."
        )
    else:
        tell(
            "There are too few earlier nights to learn how wide intervals must be: they are the model's own."
        )


def _show(table: pd.DataFrame, assumed: Assumed, name: str, out: Path | None) -> None:
    """Print what the options would do, and write it beside the forecast."""
    from simulation.fit.fitting import ENDS_IN_CSV
    from simulation.fit.options_page import options_page

    click.echo(table.round(1).to_string(index=False))
    for each in assumed.sentences():
        tell(each)
    if out:
        table.to_csv(out.with_suffix(".options.csv"), **ENDS_IN_CSV)
        out.with_suffix(".options.html").write_text(options_page(table, name, assumed), encoding="utf-8")
