"""A fit held to months that it did not see: what it forecast beside what came, and beside naive copies.

The last part of a log is held back. The fit knows of the rest only what was known on the day of the cut; it
draws the held-back months many times, and each draw is counted as the log itself is. Naive copies forecast
what was: the whole log before the cut, its last month, the same months a year before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulation.columns import described_table
from simulation.fit.held.figures import FIGURES, LOGARITHMIC, as_log, group_figures, groups_of
from simulation.fit.held.scores import crps, held
from simulation.fit.office.office import Office, fit_office
from simulation.fit.office.spans import Numbers

HELD_BACK = 0.25
"""Share of a log's days that is held back."""
DRAWS = 200
ENOUGH = 30
"""Cases that a group needs before the cut and after it to be held to."""
BY = ("all", "type", "unit", "week")
MONTH = pd.Timedelta(days=30)
YEAR = pd.Timedelta(days=364)  # whole weeks, so that weekdays meet

described_table(
    "held_out.csv",
    "A row a group of the held-back months and figure: what was seen, what the fit forecast without knowing "
    "it, and what naive copies say.",
    {
        "by": f"how cases are grouped: {', '.join(BY)}",
        "group": "the group; a week by its first day",
        "figure": f"one of {', '.join(FIGURES)}",
        "seen": "as the log has it [number: the figure's unit]",
        "low_90": "lower end of the interval of 90 % [number: the figure's unit]",
        "low_50": "lower end of the interval of 50 % [number: the figure's unit]",
        "forecast": "median of the draws [number: the figure's unit]",
        "high_50": "upper end of the interval of 50 % [number: the figure's unit]",
        "high_90": "upper end of the interval of 90 % [number: the figure's unit]",
        "held_50": "the interval of 50 % holds what was seen [flag]",
        "held_90": "the interval of 90 % holds what was seen [flag]",
        "crps": "distance of the forecast from the seen, of counts and hours in logarithms "
        "[number: see figure]",
        "copy": "what the whole log before the cut says [number: the figure's unit]",
        "last_month": "what its last 30 days say [number: the figure's unit]",
        "year_before": "what the same days a year before say; empty: no such log [number: the figure's unit]",
        "crps_copy": "distance of that copy [number: see figure]",
        "crps_last_month": "distance of that copy [number: see figure]",
        "crps_year_before": "distance of that copy [number: see figure]",
    },
)
COPIES = ("copy", "last_month", "year_before")


@dataclass(frozen=True)
class HeldOut:
    """The cut, the last day, the table of held_out.csv, and the fit of what was known at the cut."""

    cut: pd.Timestamp
    end: pd.Timestamp
    table: pd.DataFrame
    office: Office

    def summary(self) -> pd.DataFrame:
        """A row a grouping and figure: groups, shares of them that intervals hold, mean distances."""
        named = {"groups": ("seen", "size"), "held_50": ("held_50", "mean"), "held_90": ("held_90", "mean")}
        scores = {name: (name, "mean") for name in ("crps", *(f"crps_{copy}" for copy in COPIES))}
        return self.table.groupby(["by", "figure"], sort=False).agg(**named, **scores).reset_index()

    def beaten(self) -> tuple[int, int]:
        """In how many comparisons of a grouping and figure the fit is nearer than every copy, of how many."""
        found = self.summary()
        best = found[[f"crps_{copy}" for copy in COPIES]].min(axis=1)
        return int((found["crps"] < best).sum()), len(found)

    def ratio(self) -> float:
        """Geometric mean over types, units and weeks of the fit's distance over that of the best copy."""
        found = self.summary()
        found = found[found["by"] != "all"]
        best = found[[f"crps_{copy}" for copy in COPIES]].min(axis=1)
        return float(np.exp(np.log(found["crps"] / best).mean()))


def hold_out(
    cases: pd.DataFrame,
    holidays: frozenset = frozenset(),
    share: float = HELD_BACK,
    draws: int = DRAWS,
    seed: int = 7,
) -> HeldOut:
    """Fit the beginning of a log and hold the fit to the rest. cases: as `read_log` gives them."""
    first, end = cases["opened"].min().normalize(), cases["opened"].max().normalize() + pd.Timedelta(days=1)
    cut = (end - share * (end - first)).normalize()
    office = fit_office(cases, cut, holidays)
    rng = np.random.default_rng(seed)
    came = as_log(cases[cases["opened"] >= cut])
    known = cases[cases["opened"] < cut]
    known = as_log(known.assign(closed=known["closed"].where(known["closed"] < cut)))
    copies = _copies(known, as_log(cases), first, cut, end)
    drawn = [_came(office.go_on(end, rng)) for _ in range(draws)]
    tables = [_table(by, came, drawn, copies, cut) for by in BY]
    return HeldOut(cut, end, pd.concat(tables, ignore_index=True), office)


def _came(cases: pd.DataFrame) -> pd.DataFrame:
    """Those that come after the cut."""
    return cases[cases["begun"] >= 0]


@dataclass(frozen=True)
class Copy:
    """A log that stands for the months to come, and how many of its days stand for one of theirs."""

    log: pd.DataFrame
    days: float


def _copies(
    known: pd.DataFrame, every: pd.DataFrame, first: pd.Timestamp, cut: pd.Timestamp, end: pd.Timestamp
) -> dict[str, Copy]:
    month = known[known["opened"] >= cut - MONTH]
    found = {"copy": Copy(known, (cut - first).days), "last_month": Copy(month, MONTH.days)}
    if first <= cut - YEAR:
        before = every[(every["opened"] >= cut - YEAR) & (every["opened"] < end - YEAR)]
        found["year_before"] = Copy(before, (end - cut).days)
    return found


def _table(
    by: str, came: pd.DataFrame, drawn: list[pd.DataFrame], copies: Mapping[str, Copy], cut: pd.Timestamp
) -> pd.DataFrame:
    """The rows of a grouping."""
    key = _key(by, cut)
    names = _names(by, key(came), key(copies["copy"].log))
    seen = _figures(came, key, names)
    draws = np.array([_figures(each, key, names) for each in drawn])
    days = 7.0 if by == "week" else float((came["opened"].max().normalize() - cut).days + 1)
    points = {name: _figures_of_copy(copy, by, key, names, days) for name, copy in copies.items()}
    rows = [
        _row(by, name, figure, seen[g, f], draws[:, g, f], {copy: at[g, f] for copy, at in points.items()})
        for g, name in enumerate(names)
        for f, figure in enumerate(FIGURES)
        if np.isfinite(seen[g, f]) and np.isfinite(draws[:, g, f]).mean() > 0.5
    ]
    return pd.DataFrame(rows)


Key = Callable[[pd.DataFrame], pd.Series]


def _key(by: str, cut: pd.Timestamp) -> Key:
    """How the cases of a log are told apart."""
    if by == "all":
        return lambda log: pd.Series("all", index=log.index)
    if by == "week":
        return lambda log: (
            cut + (log["opened"] - cut) // pd.Timedelta(days=7) * pd.Timedelta(days=7)
        ).dt.strftime("%Y-%m-%d")
    return lambda log: log[by].astype(str)


def _names(by: str, came: pd.Series, known: pd.Series) -> pd.Index:
    """The groups with cases enough; of weeks, those that are whole."""
    after, before = came.value_counts(), known.value_counts()
    if by in ("all", "week"):
        return pd.Index(sorted(after.index[after >= ENOUGH]))
    return pd.Index(sorted(name for name in after.index if after[name] >= ENOUGH <= before.get(name, 0)))


def _figures(log: pd.DataFrame, key: Key, names: pd.Index) -> Numbers:
    return group_figures(log, groups_of(key(log), names), len(names) + 1)[:-1]


def _figures_of_copy(copy: Copy, by: str, key: Key, names: pd.Index, days: float) -> Numbers:
    """What a copy says of each group; of every week the same, that of a mean week."""
    if by == "week":
        all_weeks = group_figures(copy.log, np.zeros(len(copy.log), np.intp), 1)
        found = np.repeat(all_weeks, len(names), axis=0)
    else:
        found = _figures(copy.log, key, names)
    found[:, 0] *= days / copy.days
    return found


def _row(
    by: str, name: str, figure: str, seen: float, draws: Numbers, copies: Mapping[str, float]
) -> dict[str, object]:
    """What is told of one figure of a group."""
    draws = draws[np.isfinite(draws)]
    told = np.quantile(draws, [0.05, 0.25, 0.5, 0.75, 0.95])
    scale = _scale(figure)
    distances = {f"crps_{copy}": abs(scale(value) - scale(seen)) for copy, value in copies.items()}
    return {
        "by": by, "group": name, "figure": figure, "seen": seen,
        **dict(zip(("low_90", "low_50", "forecast", "high_50", "high_90"), told, strict=True)),
        "held_50": int(held(draws, np.array(seen), 0.5)), "held_90": int(held(draws, np.array(seen), 0.9)),
        "crps": float(crps(scale(draws)[:, None], np.array([scale(seen)]))[0]),
        **{name: copies.get(name, np.nan) for name in COPIES},
        **{f"crps_{name}": distances.get(f"crps_{name}", np.nan) for name in COPIES},
    }  # fmt: skip


def _scale(figure: str) -> Callable:
    """On what scale distances are taken: of counts and hours on that of ratios."""
    return (lambda value: np.log(np.maximum(value, 0.01))) if figure in LOGARITHMIC else (lambda value: value)
