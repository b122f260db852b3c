"""Tables of days and needs of a results folder, invented like the rest of it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from tests.report.synthetic_results import noise

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


NEEDS = {
    ("component", "hotline", "administration"): 300,
    ("component", "silent", "unsolved"): 200,
    ("person", "ahead", "autonomy"): 80,
    ("person", "silent", "autonomy"): 60,
    ("event", "patrol", "community"): 50,
    ("errand", "worker", "unsolved"): 10,
}
"""Needs of a run by what they concern, how they became known, and who solved them: 700."""


def write_flows(path: Path, names: list[str], replications: int) -> None:
    """flows.csv of a folder; each later scenario has ten silent needs less, odd runs two of firms."""
    rows = [
        {
            "scenario": name,
            "replication": r,
            "domain": way[0],
            "channel": way[1],
            "track": way[2],
            "needs": count,
        }
        for place, name in enumerate(names)
        for r in range(replications)
        for way, count in _needs(place, r).items()
    ]
    pd.DataFrame(rows).to_csv(path / "flows.csv", index=False)


def _needs(place: int, r: int) -> dict[tuple[str, str, str], int]:
    heard = {
        ("component", "silent", "unsolved"): 200 - 10 * place,
        ("component", "app", "community"): 10 * place,
    }
    odd = {("enterprise", "hotline", "market"): 2} if r % 2 else {}
    return {way: count for way, count in (NEEDS | heard | odd).items() if count}


ADULTS = {"18_29": 2000, "30_39": 2000, "40_49": 1000, "50_59": 1000, "60plus": 1000}
MONTHS = ("2025-01", "2025-02", "2025-03")


def write_participation(path: Path, names: list[str], replications: int) -> None:
    """participation.csv of a folder: the old help more than the young; each later scenario has ten more
    helpers of every age; nobody votes today, or under 30."""
    rows = [
        {"scenario": name, "replication": r, "month": month, "age_group": group, "kind": kind}
        | {"people": _people(kind, group, place, r, at), "residents": ADULTS[group]}
        for place, name in enumerate(names)
        for r in range(replications)
        for at, month in enumerate(MONTHS)
        for kind in ("speak", "sign_on", "volunteer", "help", "vote")
        for group in ADULTS
    ]
    pd.DataFrame(rows).to_csv(path / "participation.csv", index=False)


def _people(kind: str, group: str, place: int, r: int, month: int) -> int:
    if kind == "vote":
        return 5 * place * (group != "18_29")
    usual = {"speak": 50, "sign_on": 120, "volunteer": 30, "help": 40 + 10 * place}[kind]
    return usual + 30 * list(ADULTS).index(group) + r + month


AGES = ("under_18", "18_29", "30_39", "40_49", "50_59", "60plus")


def write_unheard(path: Path, names: list[str], replications: int) -> None:
    """unheard.csv of a folder: of 1,000 needs of each group 300 of those aged 30-39 are unheard and as many,
    give or take, of those aged 40-49, 200 of the others; 80 more of who is at work by day. Each later
    scenario hears 30 more of those aged 30-39."""
    rows = [
        {"scenario": name, "replication": r, "age_group": age, "by_day": by_day, "arose": 1000}
        | {"unheard": _unheard(age, by_day, place, r), "unsolved": 400}
        for place, name in enumerate(names)
        for r in range(replications)
        for age in AGES
        for by_day in ("at_home", "at_work")
    ]
    pd.DataFrame(rows).to_csv(path / "unheard.csv", index=False)


def _unheard(age: str, by_day: str, place: int, r: int) -> int:
    usual = {"30_39": 300 - 30 * place, "40_49": 299 + 20 * (r % 2) - 10}.get(age, 200)
    return usual + 80 * (by_day == "at_work") + round(3 * noise(r, place, "unheard", age, by_day))
