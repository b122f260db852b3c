"""Patterns of what the records show and what they hide: voice, silence, load, trust."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy import stats

from benchmarks.realism.emergent.finding import Finding, pattern
from benchmarks.realism.emergent.streets import BUSY, LIJIA, MONTH, SETTLED, World, monthly, of_streets
from simulation.codes import DAY, YEAR
from simulation.model import Street

TENTH = 0.1


COLUMNS = ("arose", "grid", "recorded", "reported_closed", "due_at", "solved", "duplicate_of", "return_of")


def _needs(street: Street) -> pd.DataFrame:
    return pd.DataFrame({name: street.records.needs[name] for name in COLUMNS})


def _of_months(figure: Callable[[pd.DataFrame], float], street: Street, first: int, last: int) -> float:
    """A figure of the needs that arose between two days."""
    needs = _needs(street)
    return figure(needs[(needs["arose"] >= first * DAY) & (needs["arose"] < last * DAY)])


def _recorded(needs: pd.DataFrame) -> float:
    return float(needs["recorded"].sum())


def _on_time(needs: pd.DataFrame) -> float:
    cases = needs[needs["recorded"].astype(bool)]
    return float((cases["reported_closed"] <= cases["due_at"]).mean())


def _silent(needs: pd.DataFrame) -> float:
    """Share of matters noticed and long past that nobody reported or saw to."""
    return float((~needs["recorded"].astype(bool) & ~(needs["solved"] >= 0)).mean())


@pattern("7 better service looks worse at first")
def worse_at_first(runs: int) -> Finding:
    """An app and a platform raise recorded matters and lower reported promptness for months, before true
    silence falls."""
    months = 12
    turns = ((SETTLED, "voice_app", 1.0), (SETTLED, "platform_share", 0.7))
    length = SETTLED + MONTH * (months + 1)
    voice, usual = World(length, turns, BUSY), World(length, (), BUSY)
    figures = {"recorded": _recorded, "reported on time": _on_time, "unspoken": _silent}
    rows = []
    for name, figure in figures.items():
        for month in range(months):
            span = SETTLED + MONTH * month, SETTLED + MONTH * (month + 1)
            after, before = (
                of_streets(lambda s, f=figure, at=span: _of_months(f, s, *at), runs, w)
                for w in (voice, usual)
            )
            rows.append({"month": month + 1, "figure": name, "against without": after / before})
    table = pd.DataFrame(rows)
    early, late = (
        table[table["month"].isin(at)].groupby("figure")["against without"].mean()
        for at in (range(1, 4), range(10, 13))
    )
    text = "; ".join(
        f"{name} x{early[name]:.2f} in months 1-3, x{late[name]:.2f} in 10-12" for name in figures
    )
    appears = bool(early["recorded"] > 1 and early["reported on time"] < 1 and late["unspoken"] < 1)
    return Finding(text, appears, table, "month", "against without", "figure")


def _embitter(street: Street) -> None:
    """In the first half of the grids nobody believes that reporting helps."""
    people = street.residents
    bitter = people.grid < street.world.grids // 2
    for channel in ("worker", "hotline", "app", "council"):
        people.columns[f"efficacy_{channel}"][bitter] = 0.1


@pattern("8 silence trap")
def silence_trap(runs: int) -> Finding:
    """Where belief in being heard is lost, matters stay unspoken: fewer are recorded at equal needs, and two
    years later the grids have not met again."""
    length, half = 2 * YEAR, 4
    bitter = World(length, start=_embitter)
    rows = []
    for quarter in range(8):
        span = quarter * 91, (quarter + 1) * 91
        for name, first in (("belief lost", True), ("usual belief", False)):

            def share(street: Street, at: tuple[int, int] = span, first: bool = first) -> float:
                def here(needs: pd.DataFrame) -> float:
                    return float(needs.loc[(needs["grid"] < half) == first, "recorded"].mean())

                return _of_months(here, street, *at)

            against = of_streets(share, runs, bitter) / of_streets(share, runs, World(length))
            rows.append({"quarter": quarter + 1, "grids": name, "recorded share against usual": against})
    table = pd.DataFrame(rows)
    lost = table[table["grids"] == "belief lost"]["recorded share against usual"].to_numpy()
    text = f"recorded share of needs against the same grids untouched: first quarter x{lost[0]:.2f}, "
    text += f"after two years x{lost[-2:].mean():.2f} (a trap stays well below one)"
    appears = bool(lost[0] < 0.97 and lost[-2:].mean() < 0.97)
    return Finding(text, appears, table, "quarter", "recorded share against usual", "grids")


def _by_grid(street: Street) -> tuple[np.ndarray, np.ndarray]:
    needs = _needs(street)
    size = street.world.grids
    first = needs[(needs["duplicate_of"] < 0) & (needs["return_of"] < 0)]
    recorded = needs[needs["recorded"].astype(bool)]
    return np.bincount(first["grid"], minlength=size), np.bincount(recorded["grid"], minlength=size)


def _top(counts: np.ndarray) -> float:
    """Share of the top tenth of grids."""
    return float(np.sort(counts)[::-1][: max(int(len(counts) * TENTH), 1)].sum() / counts.sum())


@pattern("10 skewed load")
def skewed(runs: int) -> Finding:
    """The top tenth of grids hold about .19 of matters; true and recorded rankings differ."""
    world = World(YEAR, path=LIJIA)
    true, recorded = (of_streets(lambda s, k=k: _top(_by_grid(s)[k]), runs, world) for k in (0, 1))
    agree = of_streets(lambda s: float(stats.spearmanr(*_by_grid(s)).statistic), runs, world)
    table = pd.DataFrame(
        {"of": ["needs", "recorded matters"], "share of the top tenth of grids": [true, recorded]}
    )
    text = f"top tenth of grids: {true:.2f} of needs, {recorded:.2f} of recorded (expected about .19); "
    text += f"rank correlation of the two {agree:.2f}"
    appears = 0.14 < true < 0.24 and agree < 0.98
    return Finding(text, appears, table, "of", "share of the top tenth of grids")


@pattern("14 trust falls faster than it grows")
def trust(runs: int) -> Finding:
    """Half a year of bad service, then two of good: the fall takes less time than the way back."""
    turns = ((SETTLED, "workers", 1.0), (SETTLED, "feedback", 0.0))
    turns += ((SETTLED + YEAR // 2, "workers", 4.0), (SETTLED + YEAR // 2, "feedback", 1.0))
    months = (SETTLED + 5 * YEAR // 2) // MONTH
    length = months * MONTH
    changed, usual = (monthly("trust", months, runs, World(length, t, BUSY)) for t in (turns, ()))
    gone = np.array(changed) - np.array(usual)
    table = pd.DataFrame({"month": range(1, months + 1), "trust against usual": gone})
    low = int(gone.argmin())
    lost = -gone[low]
    half_down = int(np.argmax(gone <= -lost / 2))
    back = np.flatnonzero(gone[low:] >= -lost / 2)
    up = int(back[0]) if len(back) else months
    text = (
        f"trust loses {lost:.3f} by month {low + 1}; half of the fall within {half_down - 1} months, half "
        f"of it regained {up} months after the lowest"
    )
    return Finding(text, up > half_down - 1, table, "month", "trust against usual")
