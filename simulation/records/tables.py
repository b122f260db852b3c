"""Tidy tables of a run, as the results folder keeps them: measured days only, without scenario and
replication."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pandas as pd

from simulation import categories
from simulation.codes import DAY
from simulation.columns import described_table
from simulation.records.needs import CHANNELS, CLASSES, NEED_COLUMNS, REVIEWS, TRACKS
from simulation.records.run_log import RunLog

BINS = np.unique(np.concatenate([[0, 1, 2, 3, 4], np.geomspace(5, 600 * DAY, 160)]).round(2))
"""Upper ends of the bins of closing times, in minutes."""
Columns = dict[str, Any]
EVENT_COLUMNS = ["date", "kind", "subject", "message_en", "message_zh"]


described_table(
    "daily.csv",
    "One row per run and measured day: street totals of the day, where nothing else is said.",
    {
        "date": "the day [date]",
    },
)
described_table(
    "closing_times.csv",
    "One row per run, class, category and bin of times: how many cases took how long.",
    {
        "class": f"one of {', '.join(CLASSES)}",
        "category": "of the case",
        "upto_minutes": "upper end of the bin, from registration to the true closing [minutes]",
        "closed": "cases truly closed [whole: cases]",
        "censored": "cases still open at the end [whole: cases]",
    },
)
described_table(
    "events.csv",
    "One row per run and something that a reader should know of it.",
    {
        "date": "the day [date]",
        "kind": "what kind of event",
        "subject": "what it is about",
        "message_en": "the event as a sentence",
        "message_zh": "the same in Chinese",
    },
)
described_table(
    "cases",
    "One row per run and need, silent ones too; minutes are from 00:00 of the first measured day.",
    {
        "case_id": "number of the need, the same in every scenario [whole]",
        "grid": "number of the grid, from 1 [whole]",
        "class": f"one of {', '.join(CLASSES)}",
        "category": "kind of need",
        "domain": f"what it concerns: one of {', '.join(dict.fromkeys(categories.DOMAIN))}",
        "channel": f"how it came: one of {', '.join(CHANNELS)}",
        "track": f"who solved it: one of {', '.join(TRACKS)}",
        "counted": "counts for the appraisal [flag]",
        "arose": "when it arose [minutes]",
        "reported": "when it was voiced or found [minutes]",
        "registered": "when it came on record [minutes]",
        "dispatched": "when it was with those who can do it [minutes]",
        "started": "when work on it began [minutes]",
        "true_closed": "when it was truly closed [minutes]",
        "reported_closed": "when it was reported closed [minutes]",
        "limit_at": "when it should be closed, as promised [minutes]",
        "due_at": "when it should be closed, extensions counted [minutes]",
        "wrong_dispatches": "how often it was sent to the wrong ones [whole]",
        "touch_minutes": "minutes of work on it [minutes]",
        "others_minutes": "minutes of waiting on other bodies [minutes]",
        "solved_true": "solved, in whatever way [flag]",
        "duplicate_of": "the case_id that it was merged with [whole]",
        "return_of": "the case_id that came back with it [whole]",
        "satisfied": "whoever had it is satisfied; empty: not asked [flag]",
        "review": f"what became of its limit: one of {', '.join(REVIEWS)}",
        "foreseen": "it was foreseen [flag]",
        "prevented": "it was prevented [flag]",
        "open_at_end": "voiced or found, and not solved at the end [flag]",
    },
)


def daily(records: RunLog) -> pd.DataFrame:
    """One row per measured day: date, then street totals of the day."""
    rows = records.measured()
    dates = [records.first + timedelta(records.start + day) for day in range(len(rows))]
    rows.insert(0, "date", [f"{day:%Y-%m-%d}" for day in dates])
    return rows


def closing_times(records: RunLog) -> pd.DataFrame:
    """Counts of recorded cases by class, category and time from registration to the true end, in bins; open
    ones at the time watched."""
    cases = records.cases()
    minutes = cases["true_closed"] - cases["registered"]
    watched = records.window[1] - cases["registered"]
    seen = minutes <= watched
    place = np.minimum(np.searchsorted(BINS, np.where(seen, minutes, watched), side="left"), len(BINS) - 1)
    cells = pd.DataFrame({"cls": cases["cls"], "category": cases["category"], "place": place})
    counts = cells.assign(closed=seen, censored=~seen).groupby(list(cells), as_index=False).sum()
    counts.insert(0, "class", np.array(CLASSES)[counts.pop("cls")])
    counts["category"] = np.array(categories.NAMES)[counts["category"]]
    counts.insert(2, "upto_minutes", BINS[counts.pop("place")])
    return counts


def events(records: RunLog) -> pd.DataFrame:
    """What a reader should know of a run: date, kind, subject, and a sentence in each language."""
    rows = [
        (f"{e.day:%Y-%m-%d}", e.kind, e.subject, e.message["en"], e.message["zh"]) for e in records.events
    ]
    return pd.DataFrame(rows, columns=EVENT_COLUMNS)


def cases(records: RunLog) -> pd.DataFrame:
    """Every need that arose in the measured period, a row each, silent ones too; minutes count from 00:00 of
    the first measured day, before it negative."""
    low, high = records.window
    arose = records.needs["arose"]
    rows = np.flatnonzero((arose >= low) & (arose < high))
    needs = {name: records.needs[name][rows] for name in NEED_COLUMNS}
    return pd.DataFrame(_who_and_what(needs) | _when(needs, low) | _how(needs))


def _who_and_what(needs: Columns) -> Columns:
    category = needs["category"]
    return {
        "case_id": needs["id"],
        "grid": needs["grid"] + 1,
        "class": np.array(CLASSES)[needs["cls"]],
        "category": np.array(categories.NAMES)[category],
        "domain": np.array(categories.DOMAIN)[category],
        "channel": np.array(CHANNELS)[needs["channel"]],
        "track": np.array(TRACKS)[needs["track"]],
        "counted": needs["counted"].astype(int),
    }


def _when(needs: Columns, low: float) -> Columns:
    """Minutes of the seven steps; a need that nobody voiced or found was not reported."""
    steps = ("registered", "dispatched", "started", "true_closed", "reported_closed", "limit_at", "due_at")
    reported = np.where(needs["channel"] > 0, needs["act_at"], np.nan)
    minutes = {"arose": needs["arose"], "reported": reported} | {step: needs[step] for step in steps}
    return {name: (minute - low).round(2) for name, minute in minutes.items()}


def _how(needs: Columns) -> Columns:
    unsolved = np.isnan(needs["solved"]) & (needs["duplicate_of"] < 0)  # a merged report ends with its case
    return {
        "wrong_dispatches": needs["hops"],
        "touch_minutes": needs["touch"].round(2),
        "others_minutes": needs["others"].round(2),
        "solved_true": (~unsolved).astype(int),
        "duplicate_of": _known(needs["duplicate_of"]),
        "return_of": _known(needs["return_of"]),
        "satisfied": _known(needs["satisfied"]),
        "review": np.array(REVIEWS)[needs["reviewed"]],
        "foreseen": needs["foreseen"].astype(int),
        "prevented": needs["prevented"].astype(int),
        "open_at_end": (unsolved & (needs["channel"] > 0)).astype(int),
    }


def _known(values: np.ndarray) -> pd.Series:
    """Whole numbers, empty where there is none (-1)."""
    return pd.Series(values).astype("Int64").where(values >= 0)
