"""`fit`: fit an office's log of cases, and hold the fit to months that it did not see."""

from __future__ import annotations

from pathlib import Path

import click

from simulation.cli.options.log_options import country, log_options, mapping_of
from simulation.cli.options.param_types import COUNT, FILE, NEW_FOLDER
from simulation.cli.shipped_scenarios import shipped_scenario
from simulation.cli.telling import tell
from simulation.cli.user_errors import UsageError, as_user_errors


@click.command(short_help="Fit an office's log of cases, held to months it did not see.")
@click.argument("file", metavar="LOG", type=FILE)
@log_options
@click.option("--residents", type=click.IntRange(min=100), help="Residents that the office serves.")
@click.option(
    "--street", type=FILE, help="Scenario that the fitted street extends; default: the shipped lijia."
)
@click.option("--draws", type=click.IntRange(min=0), default=96, show_default=True,
              help="Simulated streets; 0: fit the log alone.")  # fmt: skip
@click.option("-j", "--jobs", type=COUNT, default=2, show_default=True, help="Processes at a time.")
@click.option("-o", "--out", type=NEW_FOLDER, required=True, help="New folder.")
def fit(
    file: Path,
    named: tuple[str, ...],
    residents: int | None,
    street: Path | None,
    holidays: str,
    draws: int,
    jobs: int,
    out: Path,
) -> int:
    """Fit LOG, the cases that an office has on record, and write what came of it into a folder.

    The last quarter of the log is held back: how well the fit forecasts it stands on top. Then a small street
    is simulated with many draws of its numbers, to see which of them the log tells. The folder holds
    fit.html, street.yaml with the fitted numbers, tables, and a log that may be shared.

    \b
    Example:
      python run.py fit cases.csv --residents 96000 -o results/our-office
    """
    from simulation.caselog import LogError, read_log
    from simulation.fit import Asked, fit_log, write
    from simulation.scenario import ScenarioError, load

    if out.exists() and any(out.iterdir()):
        raise UsageError(f"{out} holds files already; give -o a new folder")
    base = street or shipped_scenario("lijia.yaml")
    with as_user_errors(LogError, ScenarioError):
        place = load(base).place
        asked = Asked(base.resolve(), residents, country(holidays), draws, jobs)
        log = read_log(file, mapping=mapping_of(named))
        fitted = fit_log(log, asked, residents or place.residents, lambda said: tell(said, err=True))
    path = write(fitted, asked, out, file.name)
    if not fitted.beats_the_copies:
        tell("The fit is no better than a naive copy of what was: do not forecast with it.")
    for change in fitted.changed:
        tell(change.told())
    click.echo(path)
    return 0
