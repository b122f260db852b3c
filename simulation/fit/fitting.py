"""From a log to a folder: the fit held to months it did not see, the street, what the log does not tell, and
a log that may be shared."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import holidays
import numpy as np
import pandas as pd

from simulation.caselog import CaseLog, LogError
from simulation.fit.held.figures import as_log
from simulation.fit.held.held_out import HeldOut, hold_out
from simulation.fit.ocel import ocel_of
from simulation.fit.office.changes import Change, changes
from simulation.fit.office.office import LEAST_CASES, LEAST_DAYS, Office, fit_office
from simulation.fit.office.rhythm import Rhythm, fit_rhythm
from simulation.fit.page import fit_page, verdict
from simulation.fit.page_texts import SCENARIO_WHY
from simulation.fit.shareable import nearness, shareable_log
from simulation.fit.street.log import match_figures
from simulation.fit.street.match import Match, match, mean_season
from simulation.fit.street.scenario_file import PARAMETER_SETS, Head, street_text, write_sets
from simulation.fit.survey import households
from simulation.scenario import load

ENDS_IN_CSV = {"index": False, "lineterminator": "\n", "float_format": "%.6g"}


@dataclass(frozen=True)
class Asked:
    """How a log is to be fitted. street: the scenario of which the fitted one differs in what the log tells;
    residents: who the office serves, None: as in that scenario; country: whose holidays (two letters, none:
    weekends only); draws: of the street, 0: the log alone."""

    street: Path
    residents: float | None
    country: str
    draws: int
    jobs: int
    seed: int = 7


@dataclass(frozen=True)
class Fitted:
    """What came of it. changed: units that work otherwise since a day."""

    log: CaseLog
    held: HeldOut
    office: Office
    rhythm: Rhythm
    match: Match | None
    shared: pd.DataFrame
    near: dict[str, float]
    changed: list[Change]

    @property
    def beats_the_copies(self) -> bool:
        """Whether it is nearer to the held-back months than naive copies, over all groups together."""
        return self.held.ratio() < 1


def fit_log(log: CaseLog, asked: Asked, residents: float, tell: Callable[[str], None]) -> Fitted:
    """Fit a log. residents: by whom cases are counted per 1,000; tell: is told what happens, in a sentence.

    Raises LogError where the log is too short or too small.
    """
    cases = log.cases.sort_values("opened", kind="stable", ignore_index=True)
    first, end = span_of(cases)
    off = holidays_of(asked.country, first, end)
    tell("holding the fit to the last quarter of the log")
    held = hold_out(cases, off, seed=asked.seed)
    tell("fitting the whole log")
    office, rhythm = fit_office(cases, end, off), fit_rhythm(cases, end, off)
    shared = shareable_log(office, cases, first, end, asked.seed)
    found = None
    if asked.draws:
        tell(f"simulating {asked.draws} streets to see what the log tells of the model")
        said = _said_of_place(rhythm, asked)
        street = load(asked.street, [f"place.{key}={words}" for key, words in said.items()])
        seen = match_figures(as_log(cases), residents, first, end, mean_season(street, first, end))
        found = match(asked.street, seen, asked.draws, asked.jobs, asked.seed, said)
    near = nearness(shared, cases)
    return Fitted(log, held, office, rhythm, found, shared, near, changes(cases, end))


def write(fitted: Fitted, asked: Asked, folder: Path, name: str) -> Path:
    """Write a fit into a folder; the path of its page."""
    folder.mkdir(parents=True, exist_ok=True)
    fitted.held.table.to_csv(folder / "held_out.csv", **ENDS_IN_CSV)
    fitted.rhythm.table(np.random.default_rng(asked.seed)).to_csv(folder / "rhythm.csv", **ENDS_IN_CSV)
    fitted.log.faults.to_csv(folder / "faults.csv", **ENDS_IN_CSV)
    fitted.shared.to_csv(folder / "shareable_log.csv", date_format="%Y-%m-%dT%H:%M", **ENDS_IN_CSV)
    (folder / "shareable_log.ocel.json").write_text(
        json.dumps(ocel_of(fitted.shared), ensure_ascii=False), encoding="utf-8"
    )
    about = {"columns": fitted.log.columns, "notes": fitted.log.notes, "nearness": fitted.near}
    (folder / "log.json").write_text(json.dumps(about, ensure_ascii=False, indent=1), encoding="utf-8")
    if fitted.match:
        fitted.match.numbers.to_csv(folder / "numbers.csv", **ENDS_IN_CSV)
        fitted.match.matched.to_csv(folder / "matched.csv", **ENDS_IN_CSV)
        write_sets(fitted.match, folder / PARAMETER_SETS)
        base = os.path.relpath(asked.street, folder)
        said = _said_of_place(fitted.rhythm, asked)
        why = SCENARIO_WHY.fill(log=name, verdict=verdict(fitted.held))
        head = Head("fitted-street", Path(base).as_posix(), name, why, load(asked.street))
        text = street_text(head, asked.residents, fitted.match, said)
        (folder / "street.yaml").write_text(text, encoding="utf-8")
    path = folder / "fit.html"
    survey = households(fitted.match.told if fitted.match else ())
    survey.to_csv(folder / "survey.csv", **ENDS_IN_CSV)
    text = fit_page(
        fitted.held, fitted.match, fitted.rhythm, fitted.log, fitted.near, survey, name, fitted.changed
    )
    path.write_text(text, encoding="utf-8")
    return path


def _said_of_place(rhythm: Rhythm, asked: Asked) -> dict[str, str]:
    """What the log says of the place, in words and profiles."""
    return {"holidays": asked.country} | rhythm.of_place()


def span_of(cases: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First day and the day after the last. Raises LogError where that is too little."""
    if len(cases) < LEAST_CASES:
        raise LogError(f"{len(cases)} cases are too few to fit; a log needs {LEAST_CASES}")
    first = cases["opened"].min().normalize()
    end = cases["opened"].max().normalize() + pd.Timedelta(days=1)
    if (end - first).days < LEAST_DAYS:
        raise LogError(f"{(end - first).days} days are too few to fit; a log needs {LEAST_DAYS}")
    return first, end


def holidays_of(country: str, first: pd.Timestamp, end: pd.Timestamp) -> frozenset:
    """Dates that are as Sundays, those of the year to come too."""
    if country == "none":
        return frozenset()
    years = np.arange(first.year, end.year + 2).tolist()
    return frozenset(holidays.country_holidays(country, years=years))
