"""What the next weeks bring, from the cases that are open tonight: opened, closed, open and late, by week."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from simulation.columns import described_table
from simulation.fit.held.widening import Widening
from simulation.fit.office.office import fit_office
from simulation.fit.office.spans import Numbers, hours_between
from simulation.fit.weeks.options import AS_TODAY, Option
from simulation.fit.weeks.storm import StormOption, parts_of

FIGURES = ("opened", "closed", "open_at_end", "late_at_end")
SHARES = {"low_90": 0.05, "low_50": 0.25, "forecast": 0.5, "high_50": 0.75, "high_90": 0.95}
WEEK = pd.Timedelta(weeks=1)
DRAWS = 400

described_table(
    "forecast",
    "One row per week to come and figure: what is forecast from the log, as it was known that night.",
    {
        "week": "its first day [date]",
        "figure": f"one of {', '.join(FIGURES)}: cases opened and closed in the week, open at its end, "
        "and those of them whose limit has passed",
        "low_90": "lower end of the interval of 90 %, widened by what forecasts of earlier nights missed "
        "[number: cases]",
        "low_50": "lower end of the interval of 50 %, widened too [number: cases]",
        "forecast": "median of the draws [number: cases]",
        "high_50": "upper end of the interval of 50 % [number: cases]",
        "high_90": "upper end of the interval of 90 % [number: cases]",
        "errors": "errors of earlier nights from which the widening is learnt; 0: too few, the intervals are "
        "the model's own [whole: errors]",
        "own_low_90": "lower end of the model's own interval of 90 % [number: cases]",
        "own_low_50": "lower end of its own interval of 50 % [number: cases]",
        "own_high_50": "upper end of it [number: cases]",
        "own_high_90": "upper end of its own interval of 90 % [number: cases]",
    },
)


def draw_weeks(
    cases: pd.DataFrame, until: pd.Timestamp, weeks: int, holidays: frozenset, seed: int, draws: int
) -> Numbers:
    """Draws of the weeks to come (draws, weeks, FIGURES)."""
    return draw_options(cases, until, weeks, holidays, seed, draws)[AS_TODAY]


def draw_options(
    cases: pd.DataFrame,
    until: pd.Timestamp,
    weeks: int,
    holidays: frozenset,
    seed: int,
    draws: int,
    options: Sequence[Option | StormOption] = (),
) -> dict[str, Numbers]:
    """The same as today and under each option, by name, each draw with the same cases; and of the units that
    storms strike alone. An option has random numbers of its own, so that it changes no other forecast."""
    office, last = fit_office(cases, until, holidays), until + weeks * WEEK
    rng = np.random.default_rng(seed)
    parts, hazard = parts_of(options), office.pace.hazard
    drawn: dict[str, list[Numbers]] = {
        name: [] for name in (AS_TODAY, *(each.name for each in options), *parts)
    }
    for draw in range(draws):
        times = times_of(office.go_on(last, rng))
        under = {AS_TODAY: times}
        for each in options:
            under[each.name] = each.applied(times, 7 * weeks, hazard, np.random.default_rng([seed, draw]))
        for name, here in under.items():
            drawn[name].append(by_week(here, weeks))
        for name, (option, unit) in parts.items():
            drawn[name].append(by_week(under[option][under[option]["unit"] == unit], weeks))
    return {name: np.array(each) for name, each in drawn.items()}


def times_of(cases: pd.DataFrame) -> pd.DataFrame:
    """kind, unit, staff, begun, ended and late of drawn cases, as `by_week` and options take them."""
    begun = cases["begun"]
    ends = {"ended": begun + cases["hours"], "late": begun + cases["limit"]}
    return cases[["kind", "unit", "staff"]].assign(begun=begun, **ends)


def seen_weeks(cases: pd.DataFrame, until: pd.Timestamp, weeks: int) -> Numbers:
    """What came (weeks, FIGURES), by a log that goes on."""
    at = pd.Series(until, cases.index)
    times = {name: hours_between(at, cases[of]) for name, of in (("begun", "opened"), ("late", "due"))}
    ended = np.nan_to_num(hours_between(at, cases["closed"]), nan=np.inf)
    return by_week(pd.DataFrame(times | {"ended": ended}), weeks)


def by_week(times: pd.DataFrame, weeks: int) -> Numbers:
    """The FIGURES of weeks (weeks, FIGURES). times: begun, ended (infinite: never) and late (NaN: no limit),
    in hours from the beginning of the first week."""
    begun, ended, late = (times[name].to_numpy(float) for name in ("begun", "ended", "late"))
    edges = np.arange(weeks + 1) * (WEEK / pd.Timedelta(hours=1))
    ends = edges[1:, None]
    waiting = (begun < ends) & (ended >= ends)
    return np.column_stack(
        [
            np.histogram(begun, edges)[0],
            np.histogram(ended[np.isfinite(ended)], edges)[0],
            waiting.sum(axis=1),
            (waiting & (late < ends)).sum(axis=1),
        ]
    ).astype(float)


def told(drawn: Numbers, wide: Numbers, wider: Sequence[Widening], until: pd.Timestamp) -> pd.DataFrame:
    """The table `forecast` of draws as the model has them and widened, each (draws, weeks, FIGURES). wider:
    what was learnt of each figure."""
    ends, own = (
        dict(zip(SHARES, np.quantile(of, list(SHARES.values()), axis=0), strict=True)) for of in (wide, drawn)
    )
    own = {f"own_{name}": value for name, value in own.items() if name != "forecast"}
    return pd.DataFrame(
        {"week": f"{until + week * WEEK:%Y-%m-%d}", "figure": figure}
        | {name: float(value[week, number]) for name, value in ends.items()}
        | {"errors": wider[number].errors}
        | {name: float(value[week, number]) for name, value in own.items()}
        for week in range(drawn.shape[1])
        for number, figure in enumerate(FIGURES)
    )
