"""Tidy tables of a run, as the results folder keeps them: measured days only, without scenario and
replication."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from simulation import categories
from simulation.records.needs import CHANNELS, CLASSES, DAY, TRACKS

if TYPE_CHECKING:
    from simulation.records import Records

BINS = np.unique(np.concatenate([[0, 1, 2, 3, 4], np.geomspace(5, 600 * DAY, 160)]).round(2))
"""Upper ends of the bins of closing times, in minutes."""
EVENT_COLUMNS = ["date", "kind", "subject", "message_en", "message_zh"]


def daily(records: Records) -> pd.DataFrame:
    """A row a measured day: date, then street totals of the day."""
    rows = records.measured()
    dates = [records.first + timedelta(records.start + day) for day in range(len(rows))]
    rows.insert(0, "date", [f"{day:%Y-%m-%d}" for day in dates])
    return rows


def closing_times(records: Records) -> pd.DataFrame:
    """Counts of recorded cases by class and by time from registration to the true end, in bins; open ones at
    the time watched."""
    cases = records.cases()
    minutes = cases["true_closed"] - cases["registered"]
    watched = records.window[1] - cases["registered"]
    seen = minutes <= watched
    place = np.minimum(np.searchsorted(BINS, np.where(seen, minutes, watched), side="left"), len(BINS) - 1)
    parts = []
    for code, name in enumerate(CLASSES):
        mine = cases["cls"] == code
        closed, censored = (np.bincount(place[mine & what], minlength=len(BINS)) for what in (seen, ~seen))
        table = pd.DataFrame({"class": name, "upto_minutes": BINS, "closed": closed, "censored": censored})
        parts.append(table[(closed > 0) | (censored > 0)])
    return pd.concat(parts, ignore_index=True)


def events(records: Records) -> pd.DataFrame:
    """What a reader should know of a run: date, kind, subject, and a sentence in each language."""
    rows = [
        (f"{e.day:%Y-%m-%d}", e.kind, e.subject, e.message["en"], e.message["zh"]) for e in records.events
    ]
    return pd.DataFrame(rows, columns=EVENT_COLUMNS)


def cases(records: Records) -> pd.DataFrame:
    """Every need that arose in the measured period, a row each, silent ones too; minutes count from 00:00 of
    the first measured day, before it negative."""
    needs, (low, high) = records.needs, records.window
    rows = np.flatnonzero((needs["arose"] >= low) & (needs["arose"] < high))
    minutes = {
        name: (needs[column][rows] - low).round(2)
        for name, column in {
            "arose": "arose",
            "reported": "act_at",
            "registered": "registered",
            "dispatched": "dispatched",
            "started": "started",
            "true_closed": "true_closed",
            "reported_closed": "reported_closed",
            "limit_at": "limit_at",
        }.items()
    }
    voiced = needs["channel"][rows] > 0
    minutes["reported"] = np.where(voiced, minutes["reported"], np.nan)
    category = needs["category"][rows]
    table = {
        "case_id": needs["id"][rows],
        "grid": needs["grid"][rows] + 1,
        "class": np.array(CLASSES)[needs["cls"][rows]],
        "category": np.array(categories.NAMES)[category],
        "domain": np.array(categories.DOMAIN)[category],
        "channel": np.array(CHANNELS)[needs["channel"][rows]],
        "track": np.array(TRACKS)[needs["track"][rows]],
        "counted": needs["counted"][rows].astype(int),
        **minutes,
        "wrong_dispatches": needs["hops"][rows],
        "touch_minutes": needs["touch"][rows].round(2),
        "others_minutes": needs["others"][rows].round(2),
        "solved_true": (~np.isnan(needs["solved"][rows])).astype(int),
        "duplicate_of": _known(needs["duplicate_of"][rows]),
        "return_of": _known(needs["return_of"][rows]),
        "satisfied": _known(needs["satisfied"][rows]),
        "open_at_end": (np.isnan(needs["solved"][rows]) & voiced).astype(int),
    }
    return pd.DataFrame(table)


def _known(values: np.ndarray) -> pd.Series:
    """Whole numbers, empty where there is none (-1)."""
    return pd.Series(values).astype("Int64").where(values >= 0)
