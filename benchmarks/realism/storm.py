"""What a storm does to waits: in the log of an office, and on a street with common random numbers.

    python benchmarks/realism/storm.py LOG --day 2011-08-28 [--street street.yaml --on 2025-04-14] [--seeds 5]

LOG: the weeks after the storm beside the four before it, of the unit that it struck most and of all others.
Street: cases of the kinds of matters that `winter_storm` breaks and of all others, beside the same street
with the same seed and no storm. A street fitted to other months than those of the storm (`fit` of a log cut
short) is then held to what it has not seen.

`cases` (opened in a week) and `median_hours` (to their closing) are multiples of calm weeks,
`closed_in_7_days` is a share less that of calm weeks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import numpy as np
import pandas as pd

from simulation.caselog import read_log
from simulation.fit.street.log import log_of
from simulation.model import Street
from simulation.scenario import load

BROKEN = ("utility", "repair", "cleaning", "safety")  # as winter_storm strikes them
GROUPS = ("broken by it", "others")
BEFORE, AFTER = 4, 8  # weeks
WEEK = pd.Timedelta(weeks=1)
LEAST = 10  # cases in four calm weeks that a unit needs to be spoken of
STRUCK = """\
schema: 1
name: struck
title: {{en: Struck, zh: 受灾}}
extends: {street}
shocks: [{{winter_storm: {{from: {day}, need_mult: {times}}}}}]
"""


def by_week(log: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Cases and hours of each group and week. log: group, opened, hours; week 0 begins with the storm."""
    week = (log["opened"] - day) // WEEK
    near = log[(week >= -BEFORE) & (week < AFTER)].assign(week=week, soon=log["hours"] <= WEEK.days * 24)
    cases = near.groupby(["group", "week"])
    return pd.DataFrame(
        {
            "cases": cases.size(),
            "median_hours": cases["hours"].median(),
            "closed_in_7_days": cases["soon"].mean(),
        }
    )


def beside(weeks: pd.DataFrame, calm: pd.DataFrame | pd.Series) -> pd.DataFrame:
    """Multiples of calm weeks; of shares the difference."""
    return (weeks / calm).assign(closed_in_7_days=weeks["closed_in_7_days"] - calm["closed_in_7_days"])


def in_log(log: pd.DataFrame, day: pd.Timestamp) -> Iterator[tuple[str, pd.DataFrame]]:
    """The unit that the storm struck most, and all others together."""
    cases = by_week(log, day)["cases"].unstack(fill_value=0)
    calm = cases.loc[:, -BEFORE:-1].sum(axis=1)
    struck = str((cases[0] / calm)[calm >= LEAST].idxmax())
    weeks = by_week(log.assign(group=log["group"].where(log["group"] == struck, "others")), day)
    for group in (struck, "others"):
        yield group, beside(weeks.loc[group], weeks.loc[group].loc[-BEFORE:-1].mean())


def on_street(
    street: Path, day: pd.Timestamp, times: float, seeds: Sequence[int]
) -> Iterator[tuple[str, pd.DataFrame]]:
    """The kinds of matters that a storm breaks and all others, beside the same street without it."""
    with TemporaryDirectory() as folder:
        struck = Path(folder) / "struck.yaml"
        said = STRUCK.format(street=street.resolve(), day=day.date(), times=times)
        struck.write_text(said, encoding="utf-8")
        hit, calm = (by_week(_logs(each, seeds), day) for each in (struck, street))
    for group in GROUPS:
        yield group, beside(hit.loc[group], calm.loc[group])


def _logs(street: Path, seeds: Sequence[int]) -> pd.DataFrame:
    logs = []
    for seed in seeds:
        one = Street(load(street), seed)
        one.run_model()
        logs.append(log_of(one.records))
    log = pd.concat(logs, ignore_index=True)
    return log.assign(group=np.where(log["type"].isin(BROKEN), *GROUPS))


def show(title: str, found: Iterator[tuple[str, pd.DataFrame]]) -> None:
    """One table per group: weeks across."""
    click.echo(f"\n{title}, beside calm weeks; week 0 begins with the storm")
    for group, weeks in found:
        click.echo(f"  {group}\n" + weeks.round(2).T.to_string())


@click.command(help=__doc__)
@click.argument("log", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--day", required=True, help="first day of the storm in LOG")
@click.option("--street", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--on", default="2025-04-14", show_default=True, help="first day of the storm on the street")
@click.option("--times", multiple=True, type=float, default=(2.5, 11.0), show_default=True)
@click.option("--seeds", default=5, show_default=True)
def main(log: Path, day: str, street: Path | None, on: str, times: tuple[float, ...], seeds: int) -> None:
    """Print the tables."""
    cases = read_log(log).cases
    hours = (cases["closed"] - cases["opened"]) / pd.Timedelta(hours=1)
    office = cases.assign(group=cases["unit"].astype(str), hours=hours.fillna(np.inf))
    show(log.name, in_log(office, pd.Timestamp(day)))
    for strength in times if street else ():
        assert street is not None
        found = on_street(street, pd.Timestamp(on), strength, range(seeds))
        show(f"{street.name}, needs of what it breaks × {strength:g}", found)


if __name__ == "__main__":
    main()
