"""What a run writes down as it goes, and the questions that every table asks of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.codes import DAY
from simulation.records.needs import NEED_COLUMNS, Columns, Table


@dataclass(frozen=True)
class Event:
    """Something a reader should know of a run: money gone, a lever clipped."""

    day: date
    kind: str
    subject: str
    message: dict[str, str]


@dataclass
class RunLog:
    """Everything that a run leaves behind.

    start: day number of the first measured day; days: how many are measured; grids, residents, members: how
    many there are; adults: by age group; age_group: of each resident, its number in `unheard.AGES`
    (residents,); at_work: who is away by day (residents,); working: whether each day of the run is a working
    day; communities: number of each grid's community, people: how many residents it has (grids,). ledger: at
    the end of the measured days, opening: when they began. daily: one row per day; months: one row per
    month, kind of taking part and age group; counts: single numbers counted up over the measured days;
    searches: for key households, one an order (`SEARCH_COLUMNS`).
    """

    first: date
    start: int
    days: int
    grids: int
    residents: int
    adults: dict[str, int]
    cap_days: float
    working: NDArray[np.bool_]
    communities: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))
    people: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))
    age_group: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))
    at_work: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, bool))
    needs: Table = field(default_factory=lambda: Table(NEED_COLUMNS))
    daily: list[dict[str, float]] = field(default_factory=list)
    months: list[dict[str, Any]] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    searches: list[Table] = field(default_factory=list)
    ledger: pd.DataFrame = field(default_factory=pd.DataFrame)
    opening: pd.DataFrame = field(default_factory=pd.DataFrame)
    counts: dict[str, float] = field(default_factory=dict)

    @property
    def window(self) -> tuple[float, float]:
        """First and last minute of the measured period."""
        return self.start * DAY, (self.start + self.days) * DAY

    def log_event(self, day: date, kind: str, subject: str, *, en: str, zh: str) -> None:
        """Note something that a reader should know of the run."""
        self.events.append(Event(day, kind, subject, {"en": en, "zh": zh}))

    def measured(self) -> pd.DataFrame:
        """The measured days of `daily`, one row per day."""
        return pd.DataFrame(self.daily[self.start : self.start + self.days])

    def moved(self) -> pd.Series:
        """Yuan moved in the measured period, by account that paid (debit) and account that received
        (credit)."""
        after, before = (
            table.groupby(["debit", "credit"])["yuan"].sum() for table in (self.ledger, self.opening)
        )
        return after.sub(before, fill_value=0.0)

    def cases(self) -> dict[str, NDArray]:
        """Columns of the recorded matters that were registered in the measured period, merged duplicates left
        out."""
        needs = self.needs
        low, high = self.window
        with np.errstate(invalid="ignore"):
            inside = (needs["registered"] >= low) & (needs["registered"] < high)
        rows = np.flatnonzero(inside & needs["recorded"] & (needs["duplicate_of"] < 0))
        return Columns({name: needs[name][rows] for name in NEED_COLUMNS})

    def born_inside(self) -> NDArray[np.intp]:
        """Rows of true needs that arose in the measured period, those too that were spared; returns and
        merged reports are no new needs."""
        needs, (low, high) = self.needs, self.window
        own = (needs["duplicate_of"] < 0) & (needs["return_of"] < 0)
        return np.flatnonzero(own & (needs["arose"] >= low) & (needs["arose"] < high))
