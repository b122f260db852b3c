"""What is closed stays closed: a case ends once, truly and by the books, and whoever had it hears once."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from simulation.model import Street
from tests.worlds import small

FINAL = ("registered", "true_closed", "reported_closed", "solved")
DAYS = 60


@pytest.fixture(scope="module")
def told() -> tuple[Street, list[dict[str, np.ndarray]], list[tuple[np.ndarray, np.ndarray]]]:
    """A street with many closings on paper; each evening its final times, and what the day said was closed:
    truly, and to those who wait for an answer."""
    street = Street(small("model.appraisal=1", "residents.need_rate_true=0.003", days=DAYS, warmup=0), 1)
    close, evenings, closings = street.casework.close, [], []

    def noted(today):
        done, answered = close(today)
        closings.append((done.copy(), answered.copy()))
        return done, answered

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(street.casework, "close", noted)
        for _ in range(DAYS):
            street.step()
            evenings.append({name: street.records.needs[name].copy() for name in FINAL})
    return street, evenings, closings


@pytest.mark.parametrize("name", FINAL)
def test_a_time_that_was_written_down_never_changes(name, told):
    _, evenings, _ = told
    written = 0
    for before, after in pairwise(evenings):
        old = np.flatnonzero(~np.isnan(before[name]))
        assert np.array_equal(after[name][old], before[name][old])
        written += len(old)
    assert written > 100


def test_a_case_is_truly_closed_once_and_its_owner_hears_of_it_once(told):
    street, _, closings = told
    needs = street.records.needs
    done, answered = (np.concatenate(each) for each in zip(*closings, strict=True))
    # then each appears on one day, and they are those that the books say
    assert sorted(done) == np.flatnonzero(~np.isnan(needs["true_closed"])).tolist()
    assert sorted(answered) == np.flatnonzero(~np.isnan(needs["reported_closed"])).tolist()
    # and many heard before the end, or without one
    early = ~(needs["true_closed"][answered] <= needs["reported_closed"][answered])
    assert 100 < early.sum() < len(answered)


def test_the_series_of_days_count_each_closing_on_its_day(told):
    street, _, _ = told
    needs = street.records.needs
    true, reported = needs["true_closed"], needs["reported_closed"]
    on_paper = ~np.isnan(reported) & ~(true <= reported)
    days = street.records.measured()
    for name, minutes in (("closed", true[~np.isnan(true)]), ("closed_on_paper", reported[on_paper])):
        by_day = np.bincount(np.floor(minutes / 1440).astype(int), minlength=DAYS)
        assert days[name].tolist() == by_day.tolist(), name
