"""Each unsolved day of a need lies in one stage: by hand, and over whole runs."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from simulation.metrics import METRICS
from simulation.metrics.street.needs import need_days, unsolved_days
from simulation.records import DAY, Records
from simulation.records.needs import RETURN_STEP
from simulation.records.stages import HOPELESS, STAGES, days_by_stage
from tests.worlds import live, small

DAYS = 40
WORDS = [each.word for each in STAGES]


def books(**columns):
    """Records of 40 measured days with the needs that the columns describe, times in days."""
    records = Records(date(2025, 1, 1), 0, DAYS, 1, 1000, {}, 60.0, np.ones(DAYS, bool))
    count = len(next(iter(columns.values())))
    flags = ("id", "channel", "solvable", "duplicate_of")
    minutes = {name: np.array(c) * (1 if name in flags else DAY) for name, c in columns.items()}
    records.needs.append(count, **({"id": np.arange(count)} | minutes))
    return records


def by_stage(records):
    """Days by stage, as the metric of each tells them, of a thousand residents in a year."""
    return {word: METRICS[f"stage_{word}"].value(records) * DAYS / 365 for word in WORDS}


def test_a_major_matter_spends_its_days_where_it_is():
    # given a need of day 1, noticed on day 2, voiced on day 5, registered half a day later, sent astray
    # for a day, begun after one day of waiting out of one and a half with the workers, with a body from day 8
    # to 11, in meetings from day 11 to 15, solved on day 15
    way = books(
        arose=[1.0], noticed=[2.0], act_at=[5.0], channel=[2], registered=[5.5], dispatched=[6.5],
        body_from=[8.0], body_until=[11.0], meeting_from=[11.0], meeting_until=[15.0], queued=[1.0],
        reported_closed=[15.0], solved=[15.0],
    )  # fmt: skip
    # then each of its 14 days has its stage
    expected = dict.fromkeys(WORDS, 0.0) | {
        "unnoticed": 1, "unvoiced": 3, "unregistered": 0.5, "misdirected": 1, "queued": 1, "worked": 0.5,
        "body": 3, "meeting": 4,
    }  # fmt: skip
    assert by_stage(way) == pytest.approx(expected)


def test_what_is_closed_on_paper_waits_there_and_what_is_hopeless_nowhere_else():
    # given a case that is closed on paper on day 4 of its wait for a body and solved on day 10, and a need of
    # day 30 that nobody can solve, voiced on day 31
    nan = np.nan
    needs = books(
        arose=[0.0, 30.0], noticed=[0.0, 30.0], act_at=[0.0, 31.0], channel=[2, 2], registered=[0.0, 31.0],
        dispatched=[0.0, 31.0], body_from=[1.0, nan], body_until=[10.0, nan], queued=[1.0, 9.0],
        reported_closed=[4.0, nan], solved=[10.0, nan], solvable=[True, False],
    )  # fmt: skip
    expected = dict.fromkeys(WORDS, 0.0) | {"queued": 1, "body": 3, "on_paper": 6, HOPELESS: 10}
    assert by_stage(needs) == pytest.approx(expected)


def test_a_need_that_nobody_voices_is_unnoticed_or_unvoiced_to_its_cap():
    # given a need of day 0 that is noticed on day 3, and one that is noticed after the measured days
    silent = books(arose=[0.0, 20.0], noticed=[3.0, 50.0], act_at=[4.0, 60.0], channel=[0, 0])
    assert by_stage(silent)["unnoticed"] == pytest.approx(3 + 20)
    assert by_stage(silent)["unvoiced"] == pytest.approx(DAYS - 3)


def test_a_need_that_comes_back_too_long_gives_each_stage_its_share_of_the_cap():
    # given a need silent for 30 days, whose return lies 40 days in a queue, each from the first day on
    twice = books(
        id=[0, RETURN_STEP], arose=[0.0, 0.0], noticed=[0.0, 0.0], act_at=[30.0, 0.0], channel=[2, 2],
        registered=[30.0, 0.0], dispatched=[30.0, 0.0], solved=[30.0, 40.0], queued=[0.0, 40.0],
    )  # fmt: skip
    # then 60 of the 70 days count, in the same proportion
    assert by_stage(twice)["unvoiced"] == pytest.approx(30 * 60 / 70)
    assert by_stage(twice)["queued"] == pytest.approx(40 * 60 / 70)


@pytest.mark.parametrize(
    "model",
    (
        ("model.appraisal=1", "model.track_administration=off"),
        pytest.param((), marks=pytest.mark.slow),
        pytest.param(("model.voice_app=1",), marks=pytest.mark.slow),
    ),
)
def test_the_stages_of_a_run_add_up_to_the_headline_need_by_need(model):
    records = live(small("residents.need_rate_true=0.002", *model), 1).records
    days = days_by_stage(records)
    assert days.min() >= 0
    assert days.sum(axis=0) == pytest.approx(unsolved_days(records), abs=1e-9)
    parts = [METRICS[f"stage_{each}"].value(records) for each in WORDS]
    assert sum(parts) == pytest.approx(need_days(records))
    addressable = METRICS["addressable_need_days"].value(records)
    assert addressable == pytest.approx(need_days(records) - parts[WORDS.index(HOPELESS)])


@pytest.mark.slow
def test_workers_who_are_few_keep_needs_waiting_and_not_elsewhere():
    # given a street with its workers, and one with hardly any under the same luck
    many, none = (by_stage(live(small("residents.need_rate_true=0.004", each), 2).records)
                  for each in ("model.workers=3", "model.workers=0.2"))  # fmt: skip
    # then the days in the queue grow, those before anybody speaks by far less (who waits long tells others)
    assert none["queued"] > 2 * many["queued"]
    assert none["unvoiced"] < 1.3 * many["unvoiced"]
