"""Queues obey theory: a few rows of each table of known answers, five replications each."""

from __future__ import annotations

import csv
import json
import math

import numpy as np
import pytest

from tests.service import oracle_adapter
from tests.worlds import ROOT

TABLES = ROOT / "tests" / "data" / "tables"
SYSTEMS = {
    "01_mmc": ["mmc-02", "mmc-05", "mmc-12"],
    "02_mg1": ["mg1-04", "mg1-07"],
    "03_priority_nonpreemptive": ["np-01", "np-02", "np-04"],
    "04a_priority_preemptive_mg1": ["pr1-01", "pr1-03"],
    "04b_priority_preemptive_mmc": ["prc-01", "prc-03"],
    "04c_priority_mixed_project_rule": ["mix-01", "mix-02", "mix-04"],
    "05b_mt_m_c": ["mtc-01"],
    "06_work_windows_reference": ["win-02", "win-05"],
    "07_tandem_escalation": ["tandem-01", "feedback-second-01"],
    "08_erlang_a": ["erlanga-01"],
}
CASES = [(table, system) for table, systems in SYSTEMS.items() for system in systems]
REPLICATIONS = 5
SEED = 2


def value(text):
    """A number, a list, a word, or nothing."""
    if not text:
        return None
    try:
        return float(text)
    except ValueError:
        return json.loads(text) if text[0] in "[{" else text


def system(table, name):
    """The rows of one system."""
    with (TABLES / f"{table}.csv").open() as file:
        rows = [{key: value(text) for key, text in row.items()} for row in csv.DictReader(file)]
    return [row for row in rows if row["id"] == name]


@pytest.mark.parametrize("table, name", CASES)
def test_a_queue_waits_as_theory_says(table, name):
    # given a system with a known answer
    rows = system(table, name)
    # when it is played with fresh arrivals
    played = oracle_adapter.queue(table, rows, REPLICATIONS, SEED)
    # then each mean lies within four standard errors of the answer
    checked = 0
    for row in rows:
        for metric, known in row.items():
            values = played[row["class"], row.get("t")].get(metric.removeprefix("m_"))
            if not metric.startswith("m_") or known is None or values is None:
                continue
            spread = row.get("sd_" + metric[2:]) or np.std(values, ddof=1)
            error = math.hypot(spread / math.sqrt(len(values)), row.get("refse_" + metric[2:]) or 0.0)
            assert abs(np.mean(values) - known) <= 4 * error + 1e-9, (row["class"], metric)
            checked += 1
    assert checked >= len(rows)


# --- relations between runs (one grid, times in hours)


def played(cases, workers=1, **kwargs):
    """First starts and closes of one replication."""
    told = oracle_adapter.serve(cases, workers, **kwargs)
    return told["first_start"], told["true_close"]


@pytest.fixture
def generals():
    """Three hundred generals for two workers, in four replications."""
    rng = np.random.default_rng(4)
    return oracle_adapter.Cases.draw([{"class": "all", "lam": 1.5, "mu": 0.9}], (4, 300), rng)


@pytest.fixture
def mixed():
    """Cases of all classes."""
    rng = np.random.default_rng(5)
    rates = [
        {"class": "emergency", "lam": 0.2},
        {"class": "major", "lam": 0.3},
        {"class": "general", "lam": 0.6},
    ]
    return oracle_adapter.Cases.draw([row | {"mu": 1.3} for row in rates], (4, 300), rng)


NO_PREEMPTION = oracle_adapter.Rules(preempt="none")


def test_one_more_worker_makes_nobody_start_later(generals):
    two, three = played(generals, 2)[0], played(generals, 3)[0]
    assert (three <= two + 1e-9).all() and (three < two).any()


def test_longer_handlings_make_nobody_start_earlier(generals):
    longer = generals._replace(content=generals.content * 1.2)
    assert (played(longer, 2)[0] >= played(generals, 2)[0] - 1e-9).all()


def test_without_a_case_nobody_starts_later(generals):
    kept = np.delete(np.arange(300), 20)
    fewer = oracle_adapter.Cases(*(column[:, kept] for column in generals))
    with_all, without = played(generals, 2)[0], played(fewer, 2)[0]
    assert (without <= with_all[:, kept] + 1e-9).all() and (without < with_all[:, kept]).any()


def test_more_generals_do_not_touch_emergencies(mixed):
    emergencies = mixed.cls == 0
    busier = mixed._replace(content=np.where(emergencies, mixed.content, 3 * mixed.content))
    for before, after in zip(played(mixed, 2), played(busier, 2), strict=True):
        assert np.allclose(before[emergencies], after[emergencies])


def test_a_class_is_only_its_place_in_the_order(mixed):
    # given two classes, emergencies and generals
    two = mixed._replace(cls=np.where(mixed.cls == 0, 0, 2))
    # when the generals are called majors, then nothing changes; when they are called emergencies, it does
    for before, after in zip(played(two, 2), played(two._replace(cls=two.cls // 2), 2), strict=True):
        assert np.array_equal(before, after)
    assert not np.array_equal(played(two, 2)[0], played(two._replace(cls=0 * two.cls), 2)[0])


def test_any_order_leaves_the_same_work_undone(mixed):
    # given one worker under three orders of work
    def busy_until(**rules):
        _start, close = played(mixed, 1, rules=oracle_adapter.Rules(**rules))
        return close.max(axis=1), np.sort(close, axis=1)

    ends = [
        busy_until(preempt=preempt, order=order)
        for preempt in ("none", "all")
        for order in ("arrival", "join")
    ]
    # then the last case closes at the same time, though not the same case
    for last, _closes in ends[1:]:
        assert np.allclose(last, ends[0][0])
    assert not np.allclose(ends[0][1], ends[2][1])


def test_what_never_happens_changes_nothing(generals):
    # a right to preempt without emergencies, a department without visits, windows of all day, no impatience
    plain = played(generals, 2, rules=NO_PREEMPTION)
    all_day = oracle_adapter.Shift(((0.0, 1440.0),), ("general",), "pause")
    for other in (
        played(generals, 2, rules=oracle_adapter.Rules(preempt="emergencies")),
        played(generals, 2, rules=NO_PREEMPTION, servers=2),
        played(generals, 2, rules=NO_PREEMPTION, shift=all_day),
        played(generals, 2, rules=NO_PREEMPTION, patience=np.inf),
    ):
        assert all(np.allclose(a, b, rtol=0, atol=1e-9) for a, b in zip(plain, other, strict=True))


def test_times_twice_as_long_give_times_twice_as_long(generals):
    twice = oracle_adapter.Cases(2 * generals.arrival, generals.cls, 2 * generals.content)
    for once, double in zip(played(generals, 2), played(twice, 2), strict=True):
        assert np.array_equal(2 * once, double)


def test_littles_law_holds_from_empty_to_empty(mixed):
    # given a run that starts and ends empty
    _start, close = played(mixed, 2)
    # when the number present is added up over time, event by event
    for arrival, left in zip(mixed.arrival, close, strict=True):
        times = np.concatenate([arrival, left])
        steps = np.concatenate([np.ones(arrival.size), -np.ones(left.size)])[np.argsort(times, kind="stable")]
        times = np.sort(times)
        area = float((np.cumsum(steps)[:-1] * np.diff(times)).sum())
        # then it is the time the cases were there
        assert area == pytest.approx(float((left - arrival).sum()))
