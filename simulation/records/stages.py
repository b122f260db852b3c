"""Where need-days lie: each unsolved day of a need belongs to one stage on its way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.codes import DAY, YEAR
from simulation.columns import described_table
from simulation.records.needs import Table, root_id
from simulation.records.run_log import RunLog


@dataclass(frozen=True)
class Stage:
    """A stage of a need: its word in tables, what it is called, and what it means."""

    word: str
    en: str
    zh: str
    meaning: str


STAGES = (
    Stage("unnoticed", "not noticed yet", "尚无人察觉", "nobody has noticed it"),
    Stage("unvoiced", "noticed, not voiced", "已察觉未反映", "whoever has it knows of it and has not spoken"),
    Stage("unregistered", "voiced, not recorded", "已反映未登记", "told, and the station's desk is shut"),
    Stage("misdirected", "with the wrong office", "误派在途", "sent to those who cannot do it"),
    Stage("queued", "waiting for a worker", "等待人手", "it waits until somebody works on it"),
    Stage("worked", "worked on", "办理中", "somebody works on it, nights between its hours counted"),
    Stage("body", "waiting for a body outside", "等待外部单位", "it waits for such a body or a contractor"),
    Stage("meeting", "waiting for a meeting", "等待会商", "it waits until all bodies meet"),
    Stage("on_paper", "closed on paper only", "仅纸面办结", "it was reported closed and is not solved"),
    Stage("hopeless", "beyond solving", "无法解决", "nothing that anybody may do would solve it"),
)
"""The stages in the order in which a need passes them; what is hopeless is so from its first day."""

HOPELESS = "hopeless"

described_table(
    "stages.csv",
    "One row per run and stage: where the days lie on which needs are unsolved. The stages of a run add up "
    "to its metric need_days.",
    {
        "stage": f"one of {', '.join(each.word for each in STAGES)}",
        "need_days": "days on which needs lie unsolved in this stage [days/1,000 residents/year]",
    },
)


def stage_at(needs: Table, row: int, now: float) -> Stage:
    """The stage of an unsolved need, a row of their table, at a minute of the run. What is with the grid's
    own workers is called "worked" on: whether it is, or is still "queued", the table does not tell."""
    need = {name: needs[name][row] for name in _TIMES}
    voiced = need["act_at"] if need["channel"] > 0 else np.inf
    passed = {
        "unnoticed": np.fmin(need["noticed"], voiced),
        "unvoiced": voiced,
        "unregistered": need["registered"],
        "misdirected": need["dispatched"],
    }
    word = next((name for name, until in passed.items() if not until <= now), "worked")
    for stage in ("body", "meeting"):
        if word == "worked" and need[f"{stage}_from"] <= now < np.fmin(need[f"{stage}_until"], np.inf):
            word = stage
    word = "on_paper" if need["reported_closed"] <= now else word
    word = word if need["solvable"] else HOPELESS
    return next(each for each in STAGES if each.word == word)


def stages(records: RunLog) -> pd.DataFrame:
    """One row per stage, in their order: its need-days per 1,000 residents and year."""
    days = days_by_stage(records).sum(axis=1) / records.residents * 1000 / records.days * YEAR
    return pd.DataFrame({"stage": [each.word for each in STAGES], "need_days": days})


def days_by_stage(records: RunLog) -> NDArray[np.float64]:
    """Unsolved days of the measured period by stage and true need, in the order of their ids (stages, needs);
    at most `cap_days` a need: of one that comes back too long, each stage gets its share of them."""
    _, root, days = _own_days(records)
    by_need = np.array([np.bincount(root, each) for each in days])
    return by_need * _capped(by_need.sum(axis=0), records.cap_days)


def days_by_row(records: RunLog) -> NDArray[np.float64]:
    """The same days by stage and row of the table of needs (stages, rows): none of a merged report, whose
    days are those of its case."""
    own, root, days = _own_days(records)
    by_row = np.zeros((len(STAGES), len(records.needs)))
    by_row[:, own] = days * _capped(np.bincount(root, days.sum(axis=0)), records.cap_days)[root]
    return by_row


def _capped(days: NDArray[np.float64], cap: float) -> NDArray[np.float64]:
    """What part of its days counts, of each need (needs,)."""
    return cap / np.maximum(days, cap)


def _own_days(records: RunLog) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]:
    """Rows that are no merged reports, number of the true need of each, and its days by stage (stages, rows),
    however many."""
    own = np.flatnonzero(records.needs["duplicate_of"] < 0)
    root = np.unique(root_id(records.needs["id"][own]), return_inverse=True)[1]
    return own, root, _days_of_rows(records, own) / DAY


def _days_of_rows(records: RunLog, rows: NDArray[np.intp]) -> NDArray[np.float64]:
    """Minutes that each row of the table of needs spends in each stage inside the window (stages, rows)."""
    needs = {name: records.needs[name][rows] for name in _TIMES}
    low, high = records.window
    begin = np.clip(needs["arose"], low, high)
    end = np.clip(np.fmin(needs["solved"], needs["arose"] + records.cap_days * DAY), low, high)
    whole = end - begin
    on_paper = np.clip(np.fmin(needs["reported_closed"], np.inf), begin, end)
    minutes = _until_on_paper(needs, begin, on_paper, high)
    minutes["on_paper"] = end - on_paper
    minutes = {name: np.where(needs["solvable"], each, 0.0) for name, each in minutes.items()}
    minutes[HOPELESS] = np.where(needs["solvable"], 0.0, whole)
    return np.array([minutes[each.word] for each in STAGES])


def _until_on_paper(
    needs: dict[str, NDArray], begin: NDArray, end: NDArray, now: float
) -> dict[str, NDArray[np.float64]]:
    """Minutes by stage between `begin` and `end` (rows,); what no other stage takes is spent with the grid's
    own workers, waiting for them or worked on, in the shares of the case's whole time with them."""
    voiced = np.where(needs["channel"] > 0, needs["act_at"], np.inf)
    noticed = np.fmin(needs["noticed"], voiced)
    registered, dispatched = needs["registered"], needs["dispatched"]

    def between(since: NDArray, until: NDArray) -> NDArray[np.float64]:
        ends = np.clip(np.fmin(until, np.inf), begin, end)
        return ends - np.clip(np.fmin(since, np.inf), begin, ends)

    minutes = {
        "unnoticed": between(begin, noticed),
        "unvoiced": between(noticed, voiced),
        "unregistered": between(voiced, registered),
        "misdirected": between(registered, dispatched),
        "body": between(needs["body_from"], needs["body_until"]),
        "meeting": between(needs["meeting_from"], needs["meeting_until"]),
    }
    with_workers = np.maximum(end - begin - sum(minutes.values()), 0.0)
    waited = with_workers * _waited_share(needs, now)
    return minutes | {"queued": waited, "worked": with_workers - waited}


def _waited_share(needs: dict[str, NDArray], now: float) -> NDArray[np.float64]:
    """Share of waiting in all the time that a case has been with the grid's own workers."""
    since = np.fmin(needs["dispatched"], np.inf)
    until = np.fmin(needs["solved"], now)
    elsewhere = np.zeros(len(since))
    for stage in ("body", "meeting"):
        began = np.fmin(needs[f"{stage}_from"], np.inf)
        elsewhere += np.maximum(np.fmin(needs[f"{stage}_until"], until) - np.minimum(began, until), 0.0)
    whole = np.maximum(until - np.minimum(since, until) - elsewhere, 0.0)
    return np.clip(np.divide(needs["queued"], whole, out=np.ones(len(whole)), where=whole > 0), 0.0, 1.0)


_TIMES = (
    "arose", "solved", "solvable", "noticed", "act_at", "channel", "registered", "dispatched", "queued",
    "body_from", "body_until", "meeting_from", "meeting_until", "reported_closed",
)  # fmt: skip
