"""Promises kept: cases closed within their limits, as true, as reported, and as checked."""

from __future__ import annotations

import numpy as np

from simulation.codes import CaseClass
from simulation.metrics import metric
from simulation.metrics.counting import due, judged, share
from simulation.records import Records


@metric(
    "on_time_true",
    unit="share",
    better="higher",
    role="outcome",
    en="share truly closed on time",
    zh="按期办结率（真实）",
)
def on_time_true(records: Records) -> float:
    """Share of recorded cases truly solved within the limit first promised, whatever was extended later.
    Cases that nobody can solve count as late. Source: definition."""
    cases = due(records)
    return share(cases["true_closed"] <= cases["limit_at"], np.ones(len(cases["id"]), bool))


@metric(
    "on_time_reported",
    unit="share",
    better="none",
    role="context",
    en="share reported closed on time",
    zh="按期办结率（上报）",
)
def on_time_reported(records: Records) -> float:
    """Share of recorded cases reported as closed within the limit in force, as first published: an extended
    limit counts as kept. Higher is no gain by itself. Source: definition."""
    cases, known = judged(records)
    return share(cases["reported_closed"] <= cases["due_at"], known)


@metric(
    "on_time_corrected",
    unit="share",
    better="none",
    role="context",
    en="share on time after inspection",
    zh="按期办结率（督查回访后）",
)
def on_time_corrected(records: Records) -> float:
    """As reported, less the false closings that inspections and call-backs found. Source: definition."""
    cases, known = judged(records)
    return share((cases["reported_closed"] <= cases["due_at"]) & ~cases["found_false"], known)


@metric(
    "joint_share",
    unit="share",
    better="higher",
    role="outcome",
    en="share handled jointly on time",
    zh="联办率",
)
def joint_share(records: Records) -> float:
    """Share of major cases whose bodies met and that were truly solved within the limit. Source:
    definition."""
    promised = due(records)
    kept = (promised["true_closed"] <= promised["limit_at"])[promised["cls"] == CaseClass.MAJOR]
    return float(kept.mean()) if len(kept) else np.nan


@metric(
    "on_time_unextended",
    unit="share",
    better="none",
    role="context",
    en="share reported on time without more time",
    zh="按期办结率（上报，不含延期）",
)
def on_time_unextended(records: Records) -> float:
    """Share of recorded cases reported as closed within the limit, of those whose limit was never changed.

    Formula: reported closed by the first limit / cases whose limit fell due and was neither extended nor
    re-labelled. Source: definition; extensions counted apart.
    """
    cases = due(records)
    return share(cases["reported_closed"] <= cases["limit_at"], cases["reviewed"] == 0)
