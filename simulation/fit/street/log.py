"""The log that the office of a simulated street would keep, and the figures by which it meets a real one."""

from __future__ import annotations

import numpy as np
import pandas as pd

from simulation import categories
from simulation.codes import Channel
from simulation.fit.held.figures import FIGURES, group_figures
from simulation.fit.office.spans import Numbers
from simulation.records import Records

MATCHED = (
    "per_1000_month",
    "staff_share",
    "median_hours",
    "p90_hours",
    "closed_in_7_days",
    "on_time",
)
MONTH = 365 / 12
WATCHED = pd.Timedelta(days=30)
"""Waits are compared of cases that could be watched for so long, and no longer than that: a short run of the
street cannot show more."""
FEW = 0.5  # cases that stand for none, so that a rate has a logarithm


def log_of(records: Records) -> pd.DataFrame:
    """The cases of a run as a log: staff, type, opened (a time of the calendar), hours until they were
    reported closed (infinite: open), limit in hours. Known is what the books say, not what is true."""
    cases = records.cases()
    day_one = pd.Timestamp(records.first)
    opened = day_one + pd.to_timedelta(np.round(cases["registered"]), unit="min")
    return pd.DataFrame(
        {
            "staff": cases["channel"] == Channel.PATROL,
            "type": np.array(categories.NAMES)[cases["category"]],
            "opened": opened,
            "hours": np.nan_to_num((cases["reported_closed"] - cases["registered"]) / 60, nan=np.inf),
            "limit": (cases["due_at"] - cases["registered"]) / 60,
        }
    )


def match_figures(
    log: pd.DataFrame, residents: float, first: pd.Timestamp, last: pd.Timestamp, season: float = 1.0
) -> Numbers:
    """The MATCHED figures of a log, rates and hours as logarithms, shares as log odds; waits and limits are
    those of residents' cases, as staff enters many cases when they are done. NaN where it has none.

    first, last: of the days that the log covers, the last not included; season: mean factor of these days on
    needs, so that a log of one season meets a street of another.
    """
    own = log[~log["staff"]]
    watched = own[own["opened"] < last - WATCHED]
    longest = WATCHED / pd.Timedelta(hours=1)
    watched = watched.assign(hours=watched["hours"].where(watched["hours"] <= longest, longest))
    told = dict(zip(FIGURES, group_figures(watched, np.zeros(len(watched), np.intp), 1)[0], strict=True))
    months = (last - first).days / MONTH * season
    return np.array(
        [
            np.log((len(log) + FEW) / months / residents * 1000),
            _odds(log["staff"].mean()),
            np.log(told["median_hours"]),
            np.log(told["p90_hours"]),
            _odds(told["closed_in_7_days"]),
            _odds(told["on_time"]),
        ]
    )


def _odds(share: float) -> float:
    share = np.clip(share, 0.002, 0.998)
    return float(np.log(share / (1 - share)))


def readable(figures: Numbers) -> Numbers:
    """The same figures as rates, hours and shares (..., MATCHED)."""
    shares = np.array(["share" in name or name in ("closed_in_7_days", "on_time") for name in MATCHED])
    return np.where(shares, 1 / (1 + np.exp(-figures)), np.exp(np.where(shares, 0, figures)))
