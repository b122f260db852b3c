"""What forecasts of an office hold, from several nights of its log: by office, unit and type.

    python benchmarks/intervals/forecast_coverage.py LOG [--holidays US] [--units first] [--table FILE.csv]
    python benchmarks/intervals/forecast_coverage.py known:0.3 [--seed 1]

From each night the next weeks are forecast by what was known then, as `forecast` does, and compared with what
came: cases opened, closed, open and late at the end by week, and of the cases opened in these weeks their
number, hours to closing, share closed in seven days and on time. Each figure is scored twice, as it is drawn
and widened by the scores of the nights before whose weeks were over then (conformal calibration).

--units takes every other unit of the log, the first half or the second, by size, and fits and scores these
alone. known:S is a log made here, of twelve units whose pace has a part in common that differs from week to
week by S, as a coefficient of variation, and parts of their own.

Distance is the CRPS; of weekly figures of units and types over the root of what was seen, so that large ones
do not drown the rest; of counts and hours of the cases opened, in logarithms.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import click
import numpy as np
import pandas as pd

from simulation.caselog import read_log
from simulation.fit.fitting import holidays_of
from simulation.fit.held.figures import FIGURES as OF_CASES
from simulation.fit.held.figures import LOGARITHMIC, as_log, group_figures
from simulation.fit.held.scores import crps, held
from simulation.fit.held.widening import COUNTS, OTHERS, SHARES, Told, learnt
from simulation.fit.office.office import fit_office
from simulation.fit.office.spans import Numbers, hours_between
from simulation.fit.weeks.forecast import FIGURES as OF_WEEKS
from simulation.fit.weeks.forecast import WEEK, by_week, times_of

ENOUGH = 30
"""Cases that a group needs in the weeks forecast, for figures of these cases."""
SEED = 7


class Night(NamedTuple):
    """Figures of the groups of each level, from one night: what is scored, and as it was known when the weeks
    were over, from which later nights learn."""

    scored: Mapping[tuple[str, str], Told]
    over: Mapping[tuple[str, str], Told]


def known_log(common: float, seed: int, units: int = 12, days: int = 231) -> pd.DataFrame:
    """A log whose truth is known: each open case is closed on a working day with chance .15 at the pace of
    its unit, a gamma variable of all and one of the unit by week (coefficient of variation .3)."""
    rng = np.random.default_rng(seed)

    def gamma(cv: float, size: tuple[int, int]) -> Numbers:
        return rng.gamma(1 / cv**2, cv**2, size) if cv else np.ones(size)

    last = days + 90  # what came is seen to its end
    pace = gamma(common, (1, last // 7 + 1)) * gamma(0.3, (units, last // 7 + 1))
    found = []
    for unit in range(units):
        opened = np.sort(rng.uniform(0, days, rng.poisson(days * rng.uniform(3, 15))))
        used, closed = rng.exponential(size=len(opened)), np.full(len(opened), np.nan)
        for day in range(last):
            here = np.isnan(closed) & (opened < day)
            used[here] -= 0.15 * pace[unit, day // 7]
            closed[here & (used < 0)] = day + rng.uniform(0.3, 0.7)
        found.append(pd.DataFrame({"opened": opened, "closed": closed, "unit": f"u{unit}"}))
    log = pd.concat(found, ignore_index=True)
    first = pd.Timestamp("2025-01-06")
    for name in ("opened", "closed"):
        log[name] = first + pd.to_timedelta((log[name] * 1440).round(), unit="min")
    log = log.assign(due=log["opened"] + pd.Timedelta(days=7), type=log["unit"], area="", staff=False)
    return log.sort_values("opened", ignore_index=True)


def half_of(cases: pd.DataFrame, units: str) -> pd.DataFrame:
    """The cases of every other unit, from the largest (`first`) or the next (`second`)."""
    if units == "all":
        return cases
    taken = cases["unit"].value_counts().index[units == "second" :: 2]
    return cases[cases["unit"].isin(taken)].reset_index(drop=True)


def night(
    cases: pd.DataFrame, until: pd.Timestamp, weeks: int, off: frozenset, draws: int, groups: int
) -> Night:
    """What is forecast of each level and figure from the night before `until`, and what came."""
    office, last = fit_office(cases, until, off), until + weeks * WEEK
    rng = np.random.default_rng(SEED)
    drawn = [office.go_on(last, rng) for _ in range(draws)]
    known = cases[cases["opened"] < until]
    at, end = pd.Series(until, cases.index), weeks * 168.0
    came = as_log(cases).assign(begun=-hours_between(cases["opened"], at))
    came = came[came["begun"] < end]
    whole = _told(came, drawn, known, weeks, groups)
    return Night(
        whole, _told(_watched(came, end), [_watched(each, end) for each in drawn], known, weeks, groups)
    )


def _watched(log: pd.DataFrame, end: float) -> pd.DataFrame:
    """The same log, as it is known at an end (hours)."""
    return log.assign(hours=log["hours"].where(log["begun"] + log["hours"] < end, np.inf))


def _told(
    came: pd.DataFrame, drawn: Sequence[pd.DataFrame], known: pd.DataFrame, weeks: int, groups: int
) -> dict[tuple[str, str], Told]:
    """Each level and figure of the largest groups, seen and drawn."""
    found = {}
    for level in ("office", "unit", "type"):
        names = known[level].value_counts().index[:groups] if level != "office" else pd.Index(["all"])
        every = [_figures(each, level, names, weeks) for each in (came, *drawn)]
        for figure, seen in every[0].items():
            told = np.array([each[figure] for each in every[1:]])
            enough = np.isfinite(seen) & np.isfinite(told).all(axis=0)
            if figure in OF_CASES:
                enough &= every[0]["cases"] >= np.log(ENOUGH)
            found[level, figure] = Told(told[:, enough], seen[enough])
    return found


def _figures(log: pd.DataFrame, level: str, names: pd.Index, weeks: int) -> dict[str, Numbers]:
    """Each figure of the groups of a level: of weeks (groups * weeks,), of cases that come (groups,)."""
    count = len(names)
    group = np.zeros(len(log), np.intp) if level == "office" else names.get_indexer(pd.Index(log[level]))
    group = np.where(group < 0, count, group)
    order = np.argsort(group, kind="stable")
    times = times_of(log.assign(kind=0)).iloc[order]
    ends = np.bincount(group, minlength=count + 1).cumsum()
    of_weeks = np.array([by_week(times.iloc[a:b], weeks) for a, b in pairwise([0, *ends[:-1]])])
    new = (log["begun"] >= 0).to_numpy()
    of_cases = group_figures(log[new], group[new], count + 1)[:-1]
    found = {name: of_weeks[:, :, column].ravel() for column, name in enumerate(OF_WEEKS)}
    for column, name in enumerate(OF_CASES):
        value = of_cases[:, column]
        found[name] = np.log(np.maximum(value, 0.01)) if name in LOGARITHMIC else value
    return found


def scored(nights: Sequence[Night], skip: int, gap: int) -> pd.DataFrame:
    """One row per level and figure: forecasts, what intervals hold and the distance, as drawn and widened.

    skip: nights that are not scored, and so many at most are learnt from; gap: by how many nights the weeks
    of one lie before another."""
    rows = defaultdict(list)
    for number, each in enumerate(nights[skip:], skip):
        past = nights[max(0, number - gap - skip + 1) : max(0, number - gap + 1)]
        for key, (draws, seen) in each.scored.items():
            if not len(seen):
                continue
            wider = learnt([of.over[key] for of in past], COUNTS if key[1] in OF_WEEKS else OTHERS)
            wide = wider.of(draws, *_bounds(key[1]))
            small = np.sqrt(1 + seen) if key[1] in OF_WEEKS and key[0] != "office" else 1.0
            for name, of in (("", draws), ("_widened", wide)):
                figures = {f"held_{100 * share:.0f}{name}": held(of, seen, share) for share in SHARES}
                figures[f"crps{name}"] = crps(of, seen) / small
                rows[key].append(pd.DataFrame(figures))
    return pd.DataFrame(
        {"level": key[0], "figure": key[1], "forecasts": sum(map(len, of)) // 2}
        | pd.concat(of).mean().to_dict()
        for key, of in rows.items()
    )


def _bounds(figure: str) -> tuple[float, float]:
    """What a figure cannot lie beyond."""
    if figure in LOGARITHMIC:
        return -np.inf, np.inf
    return 0.0, np.inf if figure in OF_WEEKS else 1.0


@click.command(help=str(__doc__).split("\n", 1)[0])
@click.argument("log")
@click.option("--holidays", default="none", show_default=True)
@click.option("--units", type=click.Choice(["all", "first", "second"]), default="all", show_default=True)
@click.option("--weeks", default=4, show_default=True)
@click.option("--nights", default=5, show_default=True, help="Scored ones.")
@click.option("--earlier", default=4, show_default=True, help="Nights before the first that is scored.")
@click.option("--step", default=2, show_default=True, help="Weeks from one night to the next.")
@click.option("--draws", default=200, show_default=True)
@click.option("--groups", default=25, show_default=True, help="The largest units and types are scored.")
@click.option("--seed", default=1, show_default=True, help="Of a log made here.")
@click.option("--table", type=click.Path(path_type=Path), help="Write the table there too.")
def main(
    log: str, holidays: str, units: str, weeks: int, nights: int, earlier: int, step: int, draws: int,
    groups: int, seed: int, table: Path | None,
) -> None:  # fmt: skip
    """Measure and print."""
    if log.startswith("known:"):
        cases = known_log(float(log.removeprefix("known:")), seed)
    else:
        cases = read_log(Path(log)).cases.sort_values("opened", ignore_index=True)
    cases = half_of(cases, units).assign(office="all")
    off = holidays_of(holidays, cases["opened"].min(), cases["opened"].max())
    last = cases["opened"].max().normalize() - weeks * WEEK
    when = [last - step * back * WEEK for back in range(nights + earlier)][::-1]
    told = [night(cases, each, weeks, off, draws, groups) for each in when]
    found = scored(told, earlier, -(-weeks // step))
    click.echo(found.round(3).to_string(index=False))
    if table:
        found.to_csv(table, index=False)


if __name__ == "__main__":
    main()
