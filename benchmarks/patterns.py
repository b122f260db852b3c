"""What nobody wrote into a rule and should still come out: patterns among the people of a small street.

    python benchmarks/patterns.py [--runs 5]

Dials are turned by hand on a day, all luck the same. Prints each pattern with its figures and whether it
appears. Nothing is tuned here: a pattern that does not appear is a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

import click
import numpy as np
import pandas as pd

from simulation.model import Street
from simulation.scenario import load

STREET, YEAR, MONTH, SETTLED = "scenarios/classroom.yaml", 365, 30, 60
TIPPED = 0.05  # share of burnt-out workers above the usual that counts as "not back"
Turns = tuple[tuple[int, str, float], ...]
"""What is turned: day, dial, new value."""


@cache
def lived(days: int, seed: int, turns: Turns = (), numbers: tuple[str, ...] = ()) -> pd.DataFrame:
    """Street totals of each day (rows) under some turns of dials and some changed numbers."""
    length = (f"experiment.days={days}", "experiment.warmup=0")
    street = Street(load(STREET, [*length, *numbers]), seed)
    for day in range(days):
        turned = {dial: value for at, dial, value in turns if at == day}
        street.world.levers.rest = replace(street.world.levers.rest, **turned)
        street.step()
    days_table = pd.DataFrame(street.records.daily)
    active = pd.DataFrame(street.records.months).groupby("group")["active"].mean()
    ages = active / pd.Series(street.records.adults)
    return days_table.assign(**{f"active_{group}": ages[group] for group in ages.index})


def mean(column: str, first: int, last: int, runs: int, *world: object) -> float:
    """Mean of a street total over some days and all runs. world: days, turns, numbers of `lived`."""
    days, *rest = world
    return float(np.mean([lived(days, seed, *rest)[column][first:last].mean() for seed in range(runs)]))  # type: ignore[arg-type]


def age_gap(runs: int) -> tuple[str, bool]:
    """1: the old are active several times as often as the young, who are no less willing."""
    young, old = (mean(f"active_{group}", 0, YEAR, runs, YEAR, (), ()) for group in ("18_29", "60plus"))
    return (
        f"active in a month: 60+ {old:.3f}, 18-29 {young:.3f}, ratio {old / young:.1f}",
        4 <= old / young <= 6,
    )


def points(runs: int) -> tuple[str, bool]:
    """2: an early rise, a plateau at .6-.8 of the peak, a fall below the start after the stop; the roster
    falls more slowly."""
    turns = ((SETTLED, "points", 10.0), (SETTLED + YEAR, "points", 0.0))
    days = SETTLED + YEAR + 3 * MONTH

    def against(column: str, first: int, last: int) -> float:
        with_points, without = (mean(column, first, last, runs, days, each, ()) for each in (turns, ()))
        return with_points / without

    months = [against("volunteer_hours", SETTLED + MONTH * m, SETTLED + MONTH * (m + 1)) for m in range(12)]
    peak, late = max(months) - 1, months[-1] - 1
    stop = SETTLED + YEAR
    after = against("volunteer_hours", stop, stop + 2 * MONTH) / against("roster", stop, stop + 2 * MONTH)
    roster = against("roster", stop + MONTH, stop + 3 * MONTH)
    text = (
        f"hours against without: peak x{1 + peak:.2f} in month {int(np.argmax(months)) + 1}, a year on "
        f"{late / peak:.2f} of the gain; after the stop x{after:.2f} a member, roster x{roster:.2f}"
    )
    return text, int(np.argmax(months)) in (1, 2, 3, 4) and 0.5 < late / peak < 0.95 and after < 1 < roster


def valley(runs: int) -> tuple[str, bool]:
    """3: hours of the street against cash are shaped like a U, though residents differ."""
    sums = (0.25, 1.0, 2.5, 5.0, 10.0, 20.0)

    end = 4 * MONTH
    none = mean("volunteer_hours", 0, end, runs, end, (), ())
    paid = [mean("volunteer_hours", 0, end, runs, end, ((0, "cash", each),), ()) for each in sums]
    usual = [each / none for each in paid]
    shown = ", ".join(f"{s:g}: x{each:.2f}" for s, each in zip(sums, usual, strict=True))
    return f"hours by yuan an hour {shown}", usual[0] < 1 < usual[-1] and min(usual) == min(usual[:3])


def spiral(runs: int) -> tuple[str, bool]:
    """9: more work, more burnout and quits; and past some load the old state does not come back within a year
    of relief (a tipping point)."""
    figures = {}
    for minutes in (100.0, 150.0, 250.0):
        turns = ((SETTLED, "campaign_minutes", minutes), (SETTLED + 2 * YEAR, "campaign_minutes", 100.0))
        world = (SETTLED + 3 * YEAR, turns, ())
        over = (SETTLED + YEAR, SETTLED + 2 * YEAR)
        back = (SETTLED + 3 * YEAR - 3 * MONTH, SETTLED + 3 * YEAR)
        share = [
            mean("burnt_out", *each, runs, *world) / mean("workers", *each, runs, *world)
            for each in (over, back)
        ]
        figures[minutes] = (*share, mean("quits", *over, runs, *world) * YEAR)
    text = "; ".join(
        f"{minutes:g} min: burnt out {burnt:.2f} (a year after relief {later:.2f}), {quits:.1f} quits a year"
        for minutes, (burnt, later, quits) in figures.items()
    )
    rows = list(figures.values())
    grows, tips = rows[0][0] < rows[1][0] < rows[2][0], rows[2][1] > rows[0][1] + TIPPED
    return text, grows and tips


def paper(runs: int) -> tuple[str, bool]:
    """11: imposed tasks lift recorded hours far more than real ones, and hours a call fall; a branch does the
    reverse."""

    def figures(turns: Turns) -> tuple[float, float, float]:
        world = (YEAR, turns, ())
        real, recorded, calls = (
            mean(name, YEAR // 2, YEAR, runs, *world)
            for name in ("party_hours", "party_hours_recorded", "party_calls")
        )
        return real, recorded, real / calls

    base, ordered, branch = figures(()), figures(((0, "imposed_calls", 8.0),)), figures(((0, "branch", 1.0),))
    text = "; ".join(
        f"{name}: real x{each[0] / base[0]:.2f}, recorded x{each[1] / base[1]:.2f}, "
        f"a call x{each[2] / base[2]:.2f}"
        for name, each in (("ordered", ordered), ("branch", branch))
    )
    more_paper = ordered[1] / base[1] > 1.5 * ordered[0] / base[0]
    return text, more_paper and ordered[2] < base[2] < branch[2]


PATTERNS: Mapping[str, Callable[[int], tuple[str, bool]]] = {
    "1 age gap without lower willingness": age_gap,
    "2 points rise, wear off and leave less": points,
    "3 valley of cash": valley,
    "9 burnout and turnover": spiral,
    "11 paper activism": paper,
}


@click.command()
@click.option("--runs", default=5, help="how many seeds")
def main(runs: int) -> None:
    """Print each pattern with its figures."""
    for name, pattern in PATTERNS.items():
        text, appears = pattern(runs)
        print(f"{'appears ' if appears else 'does not'} {name}\n         {text}")


if __name__ == "__main__":
    main()
