"""Patterns among workers: scores against truth, hands against load, wear that feeds on itself."""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmarks.realism.emergent.finding import Finding, pattern
from benchmarks.realism.emergent.streets import BUSY, MONTH, SETTLED, World, mean, metric
from simulation.codes import YEAR

TIPPED = 0.05  # share of burnt-out workers above the usual that counts as "not back"
LEVELS = (0.0, 0.25, 0.5, 0.75, 1.0)


@pattern("4 the gap between score and truth outgrows pressure")
def goodhart(runs: int) -> Finding:
    """Reported promptness nears one while the true one flattens; the gap grows faster than the pressure, and
    is widest under load."""
    rows = []
    for load, numbers in (("usual", ()), ("high", BUSY)):
        for level in LEVELS:
            world = World(YEAR // 2, ((0, "appraisal", level),), numbers, SETTLED)
            reported, true = (metric(f"on_time_{kind}", runs, world) for kind in ("reported", "true"))
            rows.append({"appraisal": level, "load": load, "gap": reported - true, "reported": reported})
    table = pd.DataFrame(rows)
    usual, high = (table[table["load"] == load].reset_index() for load in ("usual", "high"))
    lower, upper = (high["gap"][b] - high["gap"][a] for a, b in ((0, 2), (2, 4)))
    text = (
        f"gap at no, half, full pressure: usual load {usual['gap'][0]:.2f}, {usual['gap'][2]:.2f}, "
        f"{usual['gap'][4]:.2f}; high {high['gap'][0]:.2f}, {high['gap'][2]:.2f}, {high['gap'][4]:.2f}"
    )
    appears = bool(upper > lower > 0 and high["gap"][4] > usual["gap"][4])
    return Finding(text, appears, table, "appraisal", "gap", "load")


@pattern("5 falling returns to staff")
def staff(runs: int) -> Finding:
    """The second worker of a busy grid matters, the fourth of a calm one does not; majors hardly react."""
    rows = []
    for load, numbers in (("usual", ()), ("high", BUSY)):
        for posts in (1, 2, 3, 4):
            world = World(YEAR // 2, (), (f"model.workers={posts}", *numbers), SETTLED)
            rows.append(
                {
                    "workers a grid": posts,
                    "load": load,
                    "true on time": metric("on_time_true", runs, world),
                    "major": metric("resolution_major_median", runs, world),
                }
            )
    table = pd.DataFrame(rows)
    usual, high = (table[table["load"] == load].reset_index() for load in ("usual", "high"))
    first, last = high["true on time"][1] - high["true on time"][0], usual["true on time"].diff()[3]
    text = (
        f"true on time: second worker under high load {first:+.3f}, fourth under usual load {last:+.3f}; "
        f"median of majors, one to four workers, {usual['major'][0]:.0f} to {usual['major'][3]:.0f} h"
    )
    appears = bool(first > 0.02 > abs(last) and abs(usual["major"][3] / usual["major"][1] - 1) < 0.2)
    return Finding(text, appears, table, "workers a grid", "true on time", "load")


@pattern("9 burnout and turnover")
def spiral(runs: int) -> Finding:
    """More work, more burnout and quits; and past some load the old state does not come back within a year of
    relief (a tipping point)."""
    rows, months = [], (SETTLED + 3 * YEAR) // MONTH
    for minutes in (100.0, 150.0, 250.0):
        turns = ((SETTLED, "campaign_minutes", minutes), (SETTLED + 2 * YEAR, "campaign_minutes", 100.0))
        world = World(SETTLED + 3 * YEAR, turns)
        for month in range(months):
            span = MONTH * month, MONTH * (month + 1)
            burnt, workers, quits = (mean(c, *span, runs, world) for c in ("burnt_out", "workers", "quits"))
            rows.append(
                {
                    "month": month,
                    "minutes a day": f"{minutes:g}",
                    "burnt out": burnt / workers,
                    "quits": quits,
                }
            )
    table = pd.DataFrame(rows)
    over, back = (slice(SETTLED + YEAR, SETTLED + 2 * YEAR), slice(SETTLED + 3 * YEAR - 3 * MONTH, None))
    figures = {}
    for minutes, each in table.groupby("minutes a day", sort=False):
        day = each["month"].to_numpy() * MONTH
        during = (day >= over.start) & (day < over.stop)
        share = [float(each["burnt out"][at].mean()) for at in (during, day >= back.start)]
        figures[minutes] = (*share, float(each["quits"][during].mean()) * YEAR)
    text = "; ".join(
        f"{minutes} min: burnt out {burnt:.2f} (a year after relief {later:.2f}), {quits:.1f} quits a year"
        for minutes, (burnt, later, quits) in figures.items()
    )
    shares = np.array(list(figures.values()))
    appears = bool((np.diff(shares[:, 0]) > 0).all() and shares[2, 1] > shares[0, 1] + TIPPED)
    return Finding(text, appears, table, "month", "burnt out", "minutes a day")
