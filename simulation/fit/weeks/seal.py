"""A forecast that cannot be changed afterwards without being found out, and what came of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from simulation.caselog import LogError
from simulation.fit.weeks.forecast import FIGURES, seen_weeks

KEYS = {"made", "log", "log_sha256", "until", "weeks", "forecast", "sha256"}


def sealed(table: pd.DataFrame, log: Path, until: pd.Timestamp, weeks: int, made: date) -> dict[str, Any]:
    """A forecast with the day on which it was made, the digest of its log, and one over all of it. Whoever
    keeps that digest elsewhere can tell later that nothing was changed."""
    content = {
        "made": made.isoformat(),
        "log": log.name,
        "log_sha256": sha256(log.read_bytes()).hexdigest(),
        "until": f"{until:%Y-%m-%d}",
        "weeks": weeks,
        "forecast": table.to_dict("records"),
    }
    return content | {"sha256": digest(content)}


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of a forecast without its own digest."""
    told = {name: value for name, value in content.items() if name != "sha256"}
    return sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def read_seal(path: Path) -> dict[str, Any]:
    """A sealed forecast. Raises LogError where it is none, or was changed since."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise LogError(f"{path} is no sealed forecast: {error}") from error
    if not isinstance(content, dict) or content.keys() != KEYS:
        raise LogError(f"{path} is no sealed forecast; `forecast LOG -o FILE` writes one")
    if digest(content) != content["sha256"]:
        raise LogError(f"{path} was changed after it was sealed: its digest is not the one that it states")
    return content


def scored(content: Mapping[str, Any], cases: pd.DataFrame) -> pd.DataFrame:
    """The forecast beside what came: its columns, seen, held_50 and held_90, and own_held_50 and own_held_90
    where it has the model's own intervals too. Raises LogError where the log ends before the last week
    does."""
    until, weeks = pd.Timestamp(content["until"]), int(content["weeks"])
    end, last = until + pd.Timedelta(weeks=weeks), cases["opened"].max()
    if last < end - pd.Timedelta(days=1):
        raise LogError(
            f"the log ends on {last:%Y-%m-%d}, and the forecast on {end:%Y-%m-%d}: wait for the rest"
        )
    table = pd.DataFrame(content["forecast"])
    seen = pd.DataFrame(seen_weeks(cases, until, weeks), columns=list(FIGURES))
    week = np.arange(len(table)) // len(FIGURES)
    table["seen"] = [seen[figure][at] for at, figure in zip(week, table["figure"], strict=True)]
    for whose in ("", "own_") if "own_low_90" in table else ("",):
        for share in ("50", "90"):
            low, high = table[f"{whose}low_{share}"], table[f"{whose}high_{share}"]
            table[f"{whose}held_{share}"] = table["seen"].between(low, high)
    return table
