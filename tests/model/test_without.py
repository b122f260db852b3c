"""A street without posts, without bodies, without members: each does what it must. Without money:
`test_signs.py`."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.codes import CaseClass
from simulation.metrics import evaluate
from simulation.model import Street
from tests.worlds import live, small

BUSY = "residents.need_rate_true=.002"


def lived(*settings: str) -> Street:
    return live(small(BUSY, *settings, days=150, warmup=0), 1)


def figure(street: Street, name: str) -> float:
    return float(evaluate(street.records).set_index("metric")["value"][name])


@pytest.fixture(scope="module")
def usual() -> Street:
    return lived()


@pytest.mark.slow
def test_without_posts_no_worker_does_anything_and_general_matters_stay(usual):
    empty = lived("model.workers=0")
    last = empty.records.daily[-1]
    assert last["workers"] == last["minutes_duty"] == last["minutes_cases"] == 0
    assert figure(empty, "need_days") > 1.1 * figure(usual, "need_days")
    cases = empty.records.cases()
    general = cases["cls"] == CaseClass.GENERAL
    assert np.isnan(cases["true_closed"][general]).mean() > 0.5
    # nobody patrols, so nothing is found that no resident noticed
    assert figure(empty, "stage_unnoticed") > figure(usual, "stage_unnoticed")


@pytest.mark.slow
def test_without_bodies_what_needs_them_stays_open_and_nothing_waits_for_them(usual):
    alone = lived("model.track_administration=off")
    cases = alone.records.cases()
    majors = cases["cls"] == CaseClass.MAJOR
    assert np.isnan(cases["true_closed"][majors]).all()
    assert figure(alone, "solved_by_administration_share") < figure(usual, "solved_by_administration_share")
    assert figure(alone, "stage_hopeless") > 1.3 * figure(usual, "stage_hopeless")


@pytest.mark.slow
def test_without_members_no_party_hour_is_given_and_nothing_else_breaks(usual):
    none = lived("place.pm_share=0")
    assert len(none.members) == 0
    assert figure(none, "volunteer_hours") > 0
    assert none.records.daily[-1]["workers"] > 0
    # the branch has nobody, and members' help is missing
    assert not none.party.branch.any() or none.party.branch.max() <= usual.party.branch.max()
