"""A log that may be shared where the real one may not: drawn from the fitted office, and how near its rows
come to real ones."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from simulation.fit.held.figures import LONGEST, SHORTEST
from simulation.fit.office.office import Office
from simulation.fit.office.spans import hours_between

RARE = 5
"""Cases of a type or unit below which its name is left out: it might tell of somebody."""
OTHER = "other"


def shareable_log(
    office: Office, cases: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp, seed: int
) -> pd.DataFrame:
    """Cases of the days from `first` to before `last` as the office might have had them: case_id, opened,
    closed, due, type, unit, area, channel. No row is a real one; names of rare types and units are left out.
    Areas are drawn by their shares, apart from all else."""
    rng = np.random.default_rng(seed)
    drawn = office.draw(first, last, rng).sort_values("opened", kind="stable", ignore_index=True)
    closed = drawn["opened"] + pd.to_timedelta(drawn["hours"].where(drawn["hours"] <= LONGEST), unit="h")
    area = rng.choice(office.areas.index, len(drawn), p=office.areas) if len(office.areas) else ""
    return pd.DataFrame(
        {
            "case_id": np.arange(1, len(drawn) + 1),
            "opened": drawn["opened"].dt.floor("min"),
            "closed": closed.dt.floor("min"),
            "due": (drawn["opened"] + pd.to_timedelta(drawn["limit"], unit="h")).dt.floor("min"),
            "type": _common(drawn["type"], cases["type"]),
            "unit": _common(drawn["unit"], cases["unit"]),
            "area": area,
            "channel": np.where(drawn["staff"], "staff", "residents"),
        }
    )


def _common(names: pd.Series, real: pd.Series) -> pd.Series:
    """The names, those that are rare in the real log as other."""
    count = real.value_counts()
    return names.where(names.map(count).fillna(0) >= RARE, OTHER)


def nearness(shared: pd.DataFrame, cases: pd.DataFrame) -> dict[str, float]:
    """How near rows come to the nearest real one of the same type: the median of the shared log, that of real
    rows among themselves, and the share of shared rows that are the same as a real one in type, unit and all
    times to the minute. A distance of 1 is a day between openings, or a wait e times as long."""
    between, within = [], []
    for name, mine in shared.groupby("type"):
        real = cases[cases["type"] == name]
        if len(real) > 1:
            tree = cKDTree(_points(real))
            between.append(tree.query(_points(mine))[0])
            within.append(tree.query(_points(real), k=2)[0][:, 1])
    keys = ["type", "unit", "opened", "closed"]
    same = shared[keys].merge(cases[keys].drop_duplicates(), on=keys)
    return {
        "shared_to_real": float(np.median(np.concatenate(between))) if between else np.nan,
        "real_to_real": float(np.median(np.concatenate(within))) if within else np.nan,
        "same_rows": len(same) / max(len(shared), 1),
    }


def _points(log: pd.DataFrame) -> np.ndarray:
    hours = np.nan_to_num(hours_between(log["opened"], log["closed"]), nan=LONGEST).clip(SHORTEST, LONGEST)
    return np.column_stack([(log["opened"] - pd.Timestamp(0)) / pd.Timedelta(days=1), np.log(hours)])
