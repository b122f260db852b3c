"""Numbers of the street under which its simulated office keeps a log like the real one.

Few numbers of the model leave a trace in a log. They are drawn from their ranges, a small street is simulated
with each draw, and its log is summed up as the real one is. The draws whose figures are nearest are kept and
moved along a line fitted to them (approximate Bayesian computation with regression adjustment). A number
whose kept draws are as spread as its range was is not told by the log: prior only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import numpy as np
import pandas as pd
from scipy.special import expit, logit
from scipy.stats import qmc

from simulation.agents.resident import ResidentNumbers
from simulation.codes import YEAR
from simulation.columns import described_table
from simulation.fit.office.spans import Numbers
from simulation.fit.street.log import MATCHED, log_of, match_figures, readable
from simulation.model import Street
from simulation.model.needs.season import season_of_days
from simulation.scenario import Scenario, load
from simulation.scenario.settable import known_numbers
from simulation.text.fit_words import CONTRADICTED, FITTED, PRIOR_ONLY

PATHS = (
    "residents.need_rate_true",
    "workers.patrol_find",
    "place.body_matters",
    "residents.worker_log_share",
    "residents.alpha_hotline",
    "workers.touch_general",
    "workers.touch_major",
    "service.limit_general",
)
"""Numbers that could leave a trace in a log of cases. When residents speak is read off the log: see
`office.rhythm`."""
SHORT = ("experiment.warmup=60", "experiment.days=120")
SMALL = """\
schema: 1
name: small
title: {{en: Small, zh: 小街道}}
extends: {street}
place:
  residents: {{value: 9600, low: 1000, high: 20000, source: "chosen: eight grids"}}
  communities: {{value: 2, low: 1, high: 4, source: "chosen"}}
{more}"""
YEARS = pd.Timedelta(days=YEAR)
KEPT = 0.25
"""Share of the draws that is kept, the nearest."""
CHECKED = 20
"""Kept draws with which the street is simulated again, to be seen beside the log."""
TOLD, PILED = 0.7, 0.05

described_table(
    "numbers.csv",
    "A row a number of the model that might leave a trace in a log: what its range was, and what is left.",
    {
        "number": "its dotted path",
        "verdict": f"{FITTED}: the log narrows it; {PRIOR_ONLY}: the log does not tell; {CONTRADICTED}: the "
        "log would need a value at or beyond the end of its range",
        "prior_low": "low end of its range [number: the number's unit]",
        "prior_high": "high end of its range [number: the number's unit]",
        "low": "lower end of the interval of 90 % that is left [number: the number's unit]",
        "middle": "its median [number: the number's unit]",
        "high": "upper end of that interval [number: the number's unit]",
        "spread_left": "standard deviation left, of that of its range [share]",
    },
)
described_table(
    "matched.csv",
    "One row per figure by which the simulated street is held to the log.",
    {
        "figure": f"one of {', '.join(MATCHED)}",
        "seen": "in the log [number: cases, hours or share]",
        "street_low": "lower end of 90 % of streets simulated with the kept draws "
        "[number: cases, hours or share]",
        "street_middle": "their median [number: cases, hours or share]",
        "street_high": "upper end [number: cases, hours or share]",
        "reach_low": "lowest of all draws [number: cases, hours or share]",
        "reach_high": "highest of all draws [number: cases, hours or share]",
    },
)


@dataclass(frozen=True)
class Match:
    """numbers.csv, matched.csv, and the kept draws as parameter sets (draws, numbers)."""

    numbers: pd.DataFrame
    matched: pd.DataFrame
    sets: pd.DataFrame

    @property
    def told(self) -> list[str]:
        """Numbers that the log narrows."""
        return self.numbers.loc[self.numbers["verdict"] == FITTED, "number"].tolist()

    @property
    def out_of_reach(self) -> list[str]:
        """Figures of the log that no draw of the street comes to."""
        found = self.matched
        outside = (found["seen"] < found["reach_low"]) | (found["seen"] > found["reach_high"])
        return found.loc[outside, "figure"].tolist()


def ranges() -> pd.DataFrame:
    """Low and high end of each of PATHS, as the model states them."""
    known = known_numbers()
    return pd.DataFrame(
        {path: (known[path].low, known[path].high) for path in PATHS}, index=["low", "high"]
    ).T


def match(
    street: Path, seen: Numbers, draws: int, jobs: int, seed: int = 7, place: Mapping[str, str] | None = None
) -> Match:
    """Simulate a street with `draws` draws and keep what is near. street: its scenario file; seen: MATCHED
    figures of the log, as `match_figures` gives them; place: what the log says of the place itself."""
    prior = ranges()
    unit = qmc.LatinHypercube(len(prior), rng=seed).random(draws)
    rows = [dict(zip(prior.index, row, strict=True)) for row in stretch(unit, prior)]
    with TemporaryDirectory() as folder, ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        small = small_street(street, Path(folder), place or {})
        found = figures_of(pool, small, rows, seed)
        told = matched(unit, found, seen, prior)
        again = [dict(zip(prior.index, row, strict=True)) for row in told.sets.head(CHECKED).to_numpy()]
        checked = figures_of(pool, small, again, seed + draws)
    return replace(told, matched=_figures(found, checked, seen))


def small_street(street: Path, folder: Path, place: Mapping[str, str]) -> Path:
    """A scenario file in that folder: eight grids of a street. place: what is said of the place."""
    more = "".join(f"  {key}: {json.dumps(said)}\n" for key, said in place.items())
    small = folder / "small.yaml"
    small.write_text(SMALL.format(street=json.dumps(str(street.resolve())), more=more), encoding="utf-8")
    return small


def figures_of(pool: ProcessPoolExecutor, street: Path, rows: list[dict[str, float]], seed: int) -> Numbers:
    """The MATCHED figures of streets with these numbers (streets, figures), each with a seed of its own."""
    tasks = [(street, row, seed + number) for number, row in enumerate(rows)]
    return np.array(list(pool.map(_simulated, tasks)))


def _simulated(task: tuple[Path, dict[str, float], int]) -> Numbers:
    path, values, seed = task
    settings = [*SHORT, *(f"{name}={value:.6g}" for name, value in values.items())]
    scenario = load(path, settings)
    street = Street(scenario, seed)
    street.run_model()
    records = street.records
    first = pd.Timestamp(records.first) + pd.Timedelta(days=records.start)
    last = first + pd.Timedelta(days=records.days)
    season = mean_season(scenario, first, last)
    return match_figures(log_of(records), records.residents, first, last, season)


def mean_season(scenario: Scenario, first: pd.Timestamp, last: pd.Timestamp) -> float:
    """Mean factor of its season on the needs of a street, from a day to the day before another."""
    days = [each.date() for each in pd.date_range(first, max(last, first + YEARS), inclusive="left")]
    numbers = cast(ResidentNumbers, scenario.numbers["residents"])
    return float(season_of_days(days, scenario.place, numbers)[: (last - first).days].mean())


def matched(unit: Numbers, found: Numbers, seen: Numbers, prior: pd.DataFrame) -> Match:
    """What is left of the ranges. unit: draws in the unit cube (draws, numbers); found: their figures (draws,
    figures); seen: those of the log."""
    spread = np.maximum(1.4826 * np.median(np.abs(found - np.median(found, axis=0)), axis=0), 1e-9)
    told = np.isfinite(seen) & np.isfinite(found).all(axis=0)
    found, seen, spread = np.where(told, found, 0), np.where(told, seen, 0), np.where(told, spread, 1)
    distance = np.sqrt((((found - seen) / spread) ** 2).sum(axis=1))
    near = np.argsort(distance, kind="stable")[: max(int(KEPT * len(unit)), len(prior) + 2)]
    left = _adjusted(unit[near], found[near] / spread, seen / spread, distance[near])
    values = stretch(left, prior)
    sets = pd.DataFrame(values, columns=list(prior.index))
    return Match(_numbers(left, values, prior), _figures(found, found[near], seen), sets)


def _adjusted(unit: Numbers, found: Numbers, seen: Numbers, distance: Numbers) -> Numbers:
    """The kept draws moved to where a line through them puts those that would show the seen figures. In log
    odds, so that no draw leaves its range. Source: Beaumont, Zhang & Balding 2002."""
    odds = logit(np.clip(unit, 0.005, 0.995))
    weight = np.sqrt(np.maximum(1 - (distance / distance.max()) ** 2, 0.01))[:, None]
    design = np.column_stack([np.ones(len(found)), found - seen])
    ridge = np.diag([0.0, *np.full(found.shape[1], 1.0)])
    a = (design * weight).T @ (design * weight) + ridge
    slope = np.linalg.solve(a, (design * weight).T @ (odds * weight))
    moved = odds - (found - seen) @ slope[1:]
    # a line through few draws goes nearer to them than to others
    wider = np.sqrt(len(found) / max(len(found) - len(slope), 1))
    return expit(moved.mean(axis=0) + wider * (moved - moved.mean(axis=0)))


def stretch(unit: Numbers, prior: pd.DataFrame) -> Numbers:
    """Points of the unit cube as values, by ratio where a range spans several times its low end."""
    low, high = prior["low"].to_numpy(), prior["high"].to_numpy()
    by_ratio = (low > 0) & (high >= 4 * low)
    safe = np.where(by_ratio, low, 1.0)
    ratio = safe * (np.where(by_ratio, high, 1.0) / safe) ** unit
    return np.where(by_ratio, ratio, low + (high - low) * unit)


def _numbers(left: Numbers, values: Numbers, prior: pd.DataFrame) -> pd.DataFrame:
    low, middle, high = np.quantile(values, [0.05, 0.5, 0.95], axis=0)
    spread = left.std(axis=0) / np.sqrt(1 / 12)
    centre = np.median(left, axis=0)
    at_end = (centre < PILED) | (centre > 1 - PILED)
    verdict = np.where(spread >= TOLD, PRIOR_ONLY, np.where(at_end, CONTRADICTED, FITTED))
    return pd.DataFrame(
        {
            "number": list(prior.index), "verdict": verdict, "prior_low": prior["low"].to_numpy(),
            "prior_high": prior["high"].to_numpy(), "low": low, "middle": middle, "high": high,
            "spread_left": spread,
        }
    )  # fmt: skip


def _figures(every: Numbers, kept: Numbers, seen: Numbers) -> pd.DataFrame:
    told = readable(
        np.array([seen, *np.quantile(kept, [0.05, 0.5, 0.95], axis=0), every.min(0), every.max(0)])
    )
    names = ("seen", "street_low", "street_middle", "street_high", "reach_low", "reach_high")
    return pd.DataFrame({"figure": list(MATCHED), **dict(zip(names, told, strict=True))})
