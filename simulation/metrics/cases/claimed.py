"""What cities report of themselves, counted here as they count it: compared with claims, never judged."""

from __future__ import annotations

import numpy as np

from simulation import categories
from simulation.codes import YEAR, Channel, Track
from simulation.metrics import metric
from simulation.metrics.counting import due, judged, share
from simulation.records import Records

FROM_THE_PUBLIC = (Channel.HOTLINE, Channel.APP, Channel.COUNCIL)
DISPUTE = categories.NAMES.index("dispute")
IN_THE_COMMUNITY = (Track.AUTONOMY, Track.COMMUNITY)
MONTHS = 12 / YEAR  # in a day


@metric(
    "closing_mean_reported",
    unit="h",
    better="none",
    role="context",
    en="mean time to closing, as reported",
    zh="平均结案时间（上报）",
)
def closing_mean_reported(records: Records) -> float:
    """Mean hours by the clock from registration to the reported closing, of all classes, closings on paper
    too. What is still open is left out, as in a city's own figure, so that a backlog makes it shorter.

    Formula: sum of hours / recorded cases reported closed in the measured period. Source: definition.
    """
    cases = records.cases()
    hours = (cases["reported_closed"] - cases["registered"])[cases["reported_closed"] < records.window[1]]
    return float(hours.mean() / 60) if len(hours) else np.nan


@metric(
    "on_time_hotline_reported",
    unit="share",
    better="none",
    role="context",
    en="share of hotline cases reported closed on time",
    zh="热线工单按期办结率（上报）",
)
def on_time_hotline_reported(records: Records) -> float:
    """As `on_time_reported`, of the cases that came by the hotline 12345 alone.

    Formula: reported closed within the limit in force / hotline cases whose limit fell due, extensions that
    still run left out. Source: definition.
    """
    cases, known = judged(records)
    return share(cases["reported_closed"] <= cases["due_at"], known & (cases["channel"] == Channel.HOTLINE))


@metric(
    "public_share",
    unit="share",
    better="none",
    role="context",
    en="share of cases on record from the public",
    zh="登记事项中公众举报占比",
)
def public_share(records: Records) -> float:
    """Share of recorded cases that residents brought by hotline, app or council; what a patrol found, or
    somebody told a worker in person, the staff brings in.

    Formula: channels hotline, app, council / all recorded cases. Source: definition.
    """
    channel = records.cases()["channel"]
    return share(np.isin(channel, FROM_THE_PUBLIC), np.ones(len(channel), bool))


@metric(
    "recorded_per_1000_month",
    unit="cases/1,000 residents/month",
    better="none",
    role="context",
    en="cases on record by residents",
    zh="每千人每月登记事项",
)
def recorded_per_1000_month(records: Records) -> float:
    """Cases on record, per 1,000 residents and month of 365 / 12 days: with returns, without merged
    reports.

    Formula: `recorded_per_grid_day` by residents. Source: definition.
    """
    return len(records.cases()["id"]) / records.residents * 1000 / (records.days * MONTHS)


@metric(
    "on_record_share",
    unit="share",
    better="none",
    role="context",
    en="share of needs on record",
    zh="需求登记率",
)
def on_record_share(records: Records) -> float:
    """Share of the true needs that arose in the measured period that came on record by its end, silent needs
    in the count, merged reports and returns left out.

    Formula: on record / needs that arose. Source: definition (what a city calls its rate of finding, 发现率).
    """
    needs, (low, high) = records.needs, records.window
    own = (needs["duplicate_of"] < 0) & (needs["return_of"] < 0) & ~needs["prevented"]
    arose = own & (needs["arose"] >= low) & (needs["arose"] < high)
    return share(needs["recorded"] & (needs["registered"] < high), arose)


@metric(
    "disputes_solved_in_community",
    unit="share",
    better="none",
    role="context",
    en="share of disputes solved in the community",
    zh="矛盾纠纷社区内化解率",
)
def disputes_solved_in_community(records: Records) -> float:
    """Share of the recorded disputes that neighbours, helpers or the grid truly solved, without a body
    outside the grid.

    Formula: solved on the tracks autonomy or community / disputes whose limit fell due. Source: definition.
    """
    cases = due(records)
    inside = np.isin(cases["track"], IN_THE_COMMUNITY) & ~np.isnan(cases["true_closed"])
    return share(inside, cases["category"] == DISPUTE)
