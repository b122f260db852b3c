"""The steps of a case as shares: filed, sent, given more time, re-labelled, done at a desk."""

from __future__ import annotations

import numpy as np

from simulation import categories
from simulation.codes import DAY, CaseClass, Channel, Review
from simulation.metrics import metric
from simulation.metrics.counting import due, share
from simulation.records import Records


@metric(
    "filing_rate",
    unit="share",
    better="higher",
    role="outcome",
    en="share of reported needs put on record",
    zh="立案率",
)
def filing_rate(records: Records) -> float:
    """Share of the needs that residents reported, or patrols found, that were put on record.

    Formula: recorded / registered in the measured period, recorded or not, merged reports left out. What is
    reported in person is not always logged. Source: definition (立案率).
    """
    needs, (low, high) = records.needs, records.window
    registered = (needs["registered"] >= low) & (needs["registered"] < high) & (needs["duplicate_of"] < 0)
    return share(needs["recorded"], registered)


@metric(
    "dispatch_rate",
    unit="share",
    better="higher",
    role="context",
    en="share that has reached its handler",
    zh="派遣率",
)
def dispatch_rate(records: Records) -> float:
    """Share of recorded cases that have reached whoever handles them by the end of the measured period, all
    wrong ways behind them.

    Formula: dispatched / recorded cases. Source: definition (派遣率).
    """
    cases, (_, high) = records.cases(), records.window
    return share(cases["dispatched"] < high, np.ones(len(cases["id"]), bool))


@metric(
    "extension_rate",
    unit="share",
    better="none",
    role="context",
    en="share given an extension",
    zh="延期率",
)
def extension_rate(records: Records) -> float:
    """Share of recorded cases, emergencies left out, whose time was extended because they waited on others.

    Formula: extended / cases whose first limit fell due, but emergencies. Source: definition (延期率).
    """
    cases = due(records)
    return share(cases["reviewed"] == Review.EXTENDED, cases["cls"] != CaseClass.EMERGENCY)


@metric(
    "relabel_rate",
    unit="share",
    better="lower",
    role="outcome",
    en="share called complex shortly before the limit",
    zh="临期改类率",
)
def relabel_rate(records: Records) -> float:
    """Share of recorded general cases that got the longer limit of complex cases shortly before their own
    ran out.

    Formula: re-labelled / general cases whose first limit fell due. Source: definition; sign Bevan & Hood
    2006.
    """
    cases = due(records)
    return share(cases["reviewed"] == Review.RELABELLED, cases["cls"] == CaseClass.GENERAL)


@metric(
    "errand_same_day_share",
    unit="share",
    better="higher",
    role="context",
    en="share of errands done the same day",
    zh="政务代办当日办结率",
)
def errand_same_day_share(records: Records) -> float:
    """Share of the general errands brought in person on record that are truly done on the day on which the
    desk took them. Part of `immediate_share`. Source: definition (即办)."""
    cases = records.cases()
    desk = (
        categories.ERRAND[cases["category"]]
        & (cases["channel"] == Channel.WORKER)
        & (cases["cls"] == CaseClass.GENERAL)
    )
    return share(cases["true_closed"] // DAY == cases["registered"] // DAY, desk)
