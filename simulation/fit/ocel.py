"""The log that may be shared as an object-centric event log (OCEL 2.0, JSON), for tools of process mining."""

from __future__ import annotations

from typing import Any

import pandas as pd

CASE = "case"
VALUES = {"type": "string", "unit": "string", "area": "string", "channel": "string", "due": "time"}
"""What an object has of a case, and the type that OCEL gives it."""
STEPS = ("opened", "closed")


def ocel_of(shared: pd.DataFrame) -> dict[str, Any]:
    """The log as OCEL 2.0: a case is an object with what does not change, its opening and its closing are
    events. Times are the clock of the place, written as Greenwich, since a log has no zone.

    shared: as `shareable_log` gives it.
    """
    times = {name: shared[name].dt.strftime("%Y-%m-%dT%H:%M:%SZ") for name in (*STEPS, "due")}
    rows = shared.assign(**times, case_id=shared["case_id"].astype(str)).to_dict("records")
    return {
        "objectTypes": [
            {"name": CASE, "attributes": [{"name": name, "type": kind} for name, kind in VALUES.items()]}
        ],
        "eventTypes": [{"name": name, "attributes": []} for name in STEPS],
        "objects": [
            {"id": row["case_id"], "type": CASE, "attributes": _values(row), "relationships": []}
            for row in rows
        ],
        "events": [_event(row, step) for row in rows for step in STEPS if isinstance(row[step], str)],
    }


def _values(row: dict[Any, Any]) -> list[dict[str, str]]:
    """The values that a case has, each known since it was opened."""
    return [
        {"name": name, "time": row["opened"], "value": row[name]}
        for name in VALUES
        if isinstance(row[name], str) and row[name]
    ]


def _event(row: dict[Any, Any], step: str) -> dict[str, Any]:
    return {
        "id": f"{step}-{row['case_id']}",
        "type": step,
        "time": row[step],
        "attributes": [],
        "relationships": [{"objectId": row["case_id"], "qualifier": "about"}],
    }
