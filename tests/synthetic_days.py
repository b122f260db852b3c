"""Tables of days and needs of a results folder, invented like the rest of it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from synthetic_results import noise

DUTY = {"cases": 60, "patrol": 90, "window": 40, "forms": 150, "tasks": 70, "meetings": 50, "idle": 20}
"""Minutes of a worker on duty; their sum is 480."""
AFTER = {"overtime": 24, "night": 2}
WORKERS = 100
DAYS = 5


def write_daily(path: Path, names: list[str], replications: int) -> None:
    """daily.csv of a folder: the first of five days is one of rest; each scenario bills a minute more."""
    rows = [
        {"scenario": name, "replication": r, "date": f"2025-01-0{day + 1}", "trust": 0.5}
        | _minutes(place, r, day)
        for place, name in enumerate(names)
        for r in range(replications)
        for day in range(DAYS)
    ]
    pd.DataFrame(rows).to_csv(path / "daily.csv", index=False)


def _minutes(place: int, r: int, day: int) -> dict[str, float]:
    if day == 0:
        return dict.fromkeys([f"minutes_{name}" for name in ("duty", "bill", *DUTY, *AFTER)], 0.0)
    moved = 5 * noise("minutes", place, r, day)
    spent = DUTY | {"forms": DUTY["forms"] - moved, "idle": DUTY["idle"] + moved}
    minutes = {name: WORKERS * each for name, each in (spent | AFTER).items()}
    minutes |= {"duty": WORKERS * 480, "bill": WORKERS * (5 + place)}
    return {f"minutes_{name}": float(each) for name, each in minutes.items()}
