"""A fit held to months that it did not see: what it forecast beside what came, and beside naive copies.

The last part of a log is held back. The fit knows of the rest only what was known on the day of the cut; it
draws the held-back months many times, and each draw is counted as the log itself is. How much too narrow its
intervals are it learns from earlier cuts, whose months were over at this one. Naive copies forecast what was:
the whole log before the cut, its last month, the same months a year before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulation.columns import described_table
from simulation.fit.held.figures import FIGURES, LOGARITHMIC, as_log, group_figures
from simulation.fit.held.groups import BY, Groups, Key, figures_by, grouped, key_of
from simulation.fit.held.scores import crps, held
from simulation.fit.held.widening import OTHERS, Told, Widening, learnt, nights_before
from simulation.fit.office.office import Office, fit_office
from simulation.fit.office.spans import Numbers

HELD_BACK = 0.25
"""Share of a log's days that is held back."""
DRAWS = 200
EARLIER, EARLIER_DRAWS, STEP = 4, 50, pd.Timedelta(weeks=2)
"""Earlier cuts that are learnt from at most, draws of each, and how far apart they are."""
MONTH = pd.Timedelta(days=30)
YEAR = pd.Timedelta(days=364)  # whole weeks, so that weekdays meet

described_table(
    "held_out.csv",
    "One row per group of the held-back months and figure: what was seen, what the fit forecast without "
    "knowing it, and what naive copies say.",
    {
        "by": f"how cases are grouped: {', '.join(BY)}",
        "group": "the group; a week by its first day",
        "figure": f"one of {', '.join(FIGURES)}",
        "seen": "as the log has it [number: the figure's unit]",
        "low_90": "lower end of the interval of 90 %, widened by what earlier cuts missed "
        "[number: the figure's unit]",
        "low_50": "lower end of the interval of 50 %, widened too [number: the figure's unit]",
        "forecast": "median of the draws [number: the figure's unit]",
        "high_50": "upper end of the interval of 50 % [number: the figure's unit]",
        "high_90": "upper end of the interval of 90 % [number: the figure's unit]",
        "held_50": "the interval of 50 % holds what was seen [flag]",
        "held_90": "the interval of 90 % holds what was seen [flag]",
        "crps": "distance of the forecast from the seen, of counts and hours in logarithms "
        "[number: see figure]",
        "errors": "errors of earlier cuts from which the widening is learnt; 0: too few, the intervals are "
        "the model's own [whole: errors]",
        "own_low_90": "lower end of the model's own interval of 90 % [number: the figure's unit]",
        "own_low_50": "lower end of its own interval of 50 % [number: the figure's unit]",
        "own_high_50": "upper end of it [number: the figure's unit]",
        "own_high_90": "upper end of its own interval of 90 % [number: the figure's unit]",
        "own_held_50": "the model's own interval of 50 % holds what was seen [flag]",
        "own_held_90": "its own interval of 90 % holds what was seen [flag]",
        "own_crps": "distance of the model's own draws from the seen [number: see figure]",
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
        """One row per grouping and figure: groups, shares of them that intervals hold, mean distances."""
        named = {"groups": ("seen", "size"), "held_50": ("held_50", "mean"), "held_90": ("held_90", "mean")}
        named |= {"errors": ("errors", "max")}
        own = ("own_held_50", "own_held_90", "own_crps")
        scores = {name: (name, "mean") for name in ("crps", *(f"crps_{copy}" for copy in COPIES), *own)}
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
    known = cases[cases["opened"] < cut]
    known = known.assign(closed=known["closed"].where(known["closed"] < cut))
    copies = _copies(as_log(known), as_log(cases), first, cut, end)
    earlier = nights_before(known, cut, end - cut, STEP, EARLIER)
    past = [_earlier(known, each, cut, end - cut, holidays, seed) for each in earlier]
    now = _night(cases, office, cut, end, draws, seed)
    tables = [_table(by, now[by], [each[by] for each in past], copies, cut, end) for by in BY]
    return HeldOut(cut, end, pd.concat(tables, ignore_index=True), office)


Night = Mapping[str, Groups]


def _night(
    cases: pd.DataFrame,
    office: Office,
    cut: pd.Timestamp,
    end: pd.Timestamp,
    draws: int,
    seed: int,
    watched: float = np.inf,
) -> Night:
    """What is drawn from a cut to an end, and what came, by each grouping. watched: hours from the cut after
    which no closing counts, in neither."""
    rng = np.random.default_rng(seed)
    drawn = [_came(office.go_on(end, rng), watched) for _ in range(draws)]
    came = as_log(cases[(cases["opened"] >= cut) & (cases["opened"] < end)])
    known = cases[cases["opened"] < cut]
    return {by: grouped(by, cut, came, known, drawn) for by in BY}


def _earlier(
    known: pd.DataFrame,
    night: pd.Timestamp,
    cut: pd.Timestamp,
    span: pd.Timedelta,
    holidays: frozenset,
    seed: int,
) -> Night:
    """The same from an earlier cut, as it was known at this one."""
    office, watched = fit_office(known, night, holidays), (cut - night) / pd.Timedelta(hours=1)
    return _night(known, office, night, night + span, EARLIER_DRAWS, seed, watched)


def _came(cases: pd.DataFrame, watched: float) -> pd.DataFrame:
    """Those that come after the cut; open for ever what is not closed while it is watched."""
    came = cases[cases["begun"] >= 0]
    return came.assign(hours=came["hours"].where(came["begun"] + came["hours"] < watched, np.inf))


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
    by: str,
    now: Groups,
    past: Sequence[Groups],
    copies: Mapping[str, Copy],
    cut: pd.Timestamp,
    end: pd.Timestamp,
) -> pd.DataFrame:
    """The rows of a grouping."""
    key = key_of(by, cut)
    days = 7.0 if by == "week" else float((end - cut).days)
    points = {name: _figures_of_copy(copy, by, key, now.names, days) for name, copy in copies.items()}
    wider = [_learnt(past, f, figure) for f, figure in enumerate(FIGURES)]
    rows = [
        {"by": by, "group": name, "figure": figure}
        | _row(
            figure, now.seen[g, f], now.draws[:, g, f], wider[f], {of: at[g, f] for of, at in points.items()}
        )
        for g, name in enumerate(now.names)
        for f, figure in enumerate(FIGURES)
        if np.isfinite(now.seen[g, f]) and np.isfinite(now.draws[:, g, f]).mean() > 0.5
    ]
    return pd.DataFrame(rows)


def _learnt(past: Sequence[Groups], number: int, figure: str) -> Widening:
    """By what a figure is to be widened, from all groups of earlier cuts."""
    scale, told = _scale(figure), []
    for each in past:
        draws, seen = each.draws[:, :, number], each.seen[:, number]
        some = np.isfinite(seen) & np.isfinite(draws).all(axis=0)
        told.append(Told(scale(draws[:, some]), scale(seen[some])))
    return learnt(told, OTHERS)


def _figures_of_copy(copy: Copy, by: str, key: Key, names: pd.Index, days: float) -> Numbers:
    """What a copy says of each group; of every week the same, that of a mean week."""
    if by == "week":
        all_weeks = group_figures(copy.log, np.zeros(len(copy.log), np.intp), 1)
        found = np.repeat(all_weeks, len(names), axis=0)
    else:
        found = figures_by(copy.log, key, names)
    found[:, 0] *= days / copy.days
    return found


def _row(
    figure: str, seen: float, draws: Numbers, wider: Widening, copies: Mapping[str, float]
) -> dict[str, object]:
    """What is told of one figure of a group."""
    scale = _scale(figure)
    own = scale(draws[np.isfinite(draws)])[:, None]
    wide = wider.of(own) if figure in LOGARITHMIC else wider.of(own, 0.0, 1.0)
    told, of_model = (_interval(figure, each, seen) for each in (wide, own))
    distances = {f"crps_{name}": abs(scale(value) - scale(seen)) for name, value in copies.items()}
    return {
        "seen": seen, **told, "errors": wider.errors,
        **{f"own_{name}": value for name, value in of_model.items() if name != "forecast"},
        **{name: copies.get(name, np.nan) for name in COPIES},
        **{f"crps_{name}": distances.get(f"crps_{name}", np.nan) for name in COPIES},
    }  # fmt: skip


def _interval(figure: str, draws: Numbers, seen: float) -> dict[str, float | int]:
    """Ends of the intervals of draws (draws, 1), whether they hold the seen, and how far it is. draws: on the
    scale of distances."""
    back, at = np.exp if figure in LOGARITHMIC else np.asarray, np.array([_scale(figure)(seen)])
    ends = back(np.quantile(draws, [0.05, 0.25, 0.5, 0.75, 0.95]))
    return {
        **dict(zip(("low_90", "low_50", "forecast", "high_50", "high_90"), ends.tolist(), strict=True)),
        "held_50": int(held(draws, at, 0.5)[0]), "held_90": int(held(draws, at, 0.9)[0]),
        "crps": float(crps(draws, at)[0]),
    }  # fmt: skip


def _scale(figure: str) -> Callable:
    """On what scale distances are taken: of counts and hours on that of ratios."""
    return (lambda value: np.log(np.maximum(value, 0.01))) if figure in LOGARITHMIC else (lambda value: value)
