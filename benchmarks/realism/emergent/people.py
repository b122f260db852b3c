"""Patterns among helpers: ages, points, cash, orders."""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmarks.realism.emergent.finding import Finding, pattern
from benchmarks.realism.emergent.streets import MONTH, SETTLED, Turns, World, mean
from simulation.codes import YEAR

GROUPS = ("18_29", "30_39", "40_49", "50_59", "60plus")


@pattern("1 age gap without lower willingness")
def age_gap(runs: int) -> Finding:
    """The old are active several times as often as the young, who are no less willing.

    This is help on the street; volunteering of all kinds is another thing (docs/model.md).
    """
    world = World(YEAR)
    table = pd.DataFrame(
        [
            {"age": group, "active in a month": mean(f"active_{group}", 0, YEAR, runs, world)}
            for group in GROUPS
        ]
    )
    young, old = table["active in a month"].iloc[[0, -1]]
    text = f"active in a month: 60+ {old:.3f}, 18-29 {young:.3f}, ratio {old / young:.1f} (expected 4 to 6)"
    return Finding(text, 4 <= old / young <= 6, table, "age", "active in a month")


@pattern("2 points rise, wear off and leave less")
def points(runs: int) -> Finding:
    """An early rise, a plateau at .6-.8 of the peak, a fall below the start after the stop; the roster falls
    more slowly."""
    stop, length = SETTLED + YEAR, SETTLED + YEAR + 6 * MONTH
    with_points = World(length, ((SETTLED, "points", 10.0), (stop, "points", 0.0)))
    without = World(length)

    def against(column: str, first: int, last: int) -> float:
        return mean(column, first, last, runs, with_points) / mean(column, first, last, runs, without)

    table = pd.DataFrame(
        [
            {"month": month + 1, "of": column, "against without": against(column, first, first + MONTH)}
            for month, first in enumerate(range(SETTLED, length - MONTH + 1, MONTH))
            for column in ("volunteer_hours", "roster")
        ]
    )
    hours = table[table["of"] == "volunteer_hours"]["against without"].to_numpy()
    peak, late = hours[:12].max() - 1, hours[11] - 1
    after = [against(column, stop + MONTH, stop + 3 * MONTH) for column in ("volunteer_hours", "roster")]
    month = int(np.argmax(hours[:12])) + 1
    text = (
        f"hours against without: peak x{1 + peak:.2f} in month {month}, a year on {late / peak:.2f} of the "
        f"gain; after the stop a member's hours x{after[0] / after[1]:.2f}, roster x{after[1]:.2f}"
    )
    appears = 2 <= month <= 5 and 0.5 < late / peak < 0.95 and after[0] / after[1] < 1 < after[1]
    return Finding(text, appears, table, "month", "against without", "of")


@pattern("3 valley of cash")
def valley(runs: int) -> Finding:
    """Hours of the street against cash are shaped like a U, though residents differ."""
    end = 4 * MONTH
    none = mean("volunteer_hours", 0, end, runs, World(end))
    table = pd.DataFrame(
        [
            {
                "yuan an hour": each,
                "hours against none": mean("volunteer_hours", 0, end, runs, World(end, ((0, "cash", each),)))
                / none,
            }
            for each in (0.0, 0.25, 1.0, 2.5, 5.0, 10.0, 20.0)
        ]
    )
    usual = table["hours against none"].to_numpy()
    shown = ", ".join(f"{s:g}: x{each:.2f}" for s, each in table.itertuples(index=False))
    appears = bool(usual.min() < 1 < usual[-1] and 0 < usual.argmin() < len(usual) - 2)
    return Finding(f"hours by yuan an hour {shown}", appears, table, "yuan an hour", "hours against none")


@pattern("11 paper activism")
def paper(runs: int) -> Finding:
    """Imposed tasks lift recorded hours far more than real ones, and hours a call fall; a branch does the
    reverse."""

    def figures(turns: Turns) -> np.ndarray:
        columns = ("party_hours", "party_hours_recorded", "party_calls")
        real, recorded, calls = (mean(name, YEAR // 2, YEAR, runs, World(YEAR, turns)) for name in columns)
        return np.array([real, recorded, real / calls])

    base = figures(())
    worlds = {"ordered": ((0, "imposed_calls", 8.0),), "branch": ((0, "branch", 1.0),)}
    ratio = {name: figures(turns) / base for name, turns in worlds.items()}
    shown = ("real hours", "recorded hours", "real hours a call")
    table = pd.DataFrame(
        [
            {"figure": figure, "against usual": float(value), "policy": name}
            for name, values in ratio.items()
            for figure, value in zip(shown, values, strict=True)
        ]
    )
    text = "; ".join(
        f"{name}: real x{each[0]:.2f}, recorded x{each[1]:.2f}, a call x{each[2]:.2f}"
        for name, each in ratio.items()
    )
    ordered, branch = ratio["ordered"], ratio["branch"]
    appears = bool(ordered[1] > 1.5 * ordered[0] and ordered[2] < 1 < branch[2])
    return Finding(text, appears, table, "figure", "against usual", "policy")
