"""Done on its own day: load is measured on working days, a case closed on paper on the day of its limit."""

import numpy as np

from simulation.codes import DAY
from simulation.model import Street
from tests.worlds import live, small

BUSY = ("residents.need_rate_true=.00253", "model.appraisal=1")


def test_load_is_measured_on_working_days_alone():
    street = Street(small(*BUSY, days=21, warmup=0), 1)
    working, changed = street.world.calendar.working[:21], []
    for _ in range(21):
        before = street.casework.load.copy()
        street.step()
        changed.append(not np.array_equal(before, street.casework.load))
    assert 0 < working.sum() < 21 and changed == working.tolist()


def test_a_case_is_closed_on_paper_on_the_day_of_its_limit():
    cases = live(small(*BUSY, days=60, warmup=0), 1).records.needs
    on_paper = cases["recorded"] & ~(cases["true_closed"] <= cases["reported_closed"])
    on_paper &= ~np.isnan(cases["reported_closed"])
    closed, due = cases["reported_closed"][on_paper], cases["due_at"][on_paper]
    assert len(closed) > 50
    # a limit at midnight is of the day that ends then
    assert (closed // DAY == np.ceil(due / DAY) - 1).all()


def test_the_books_of_the_measured_days_are_opened_on_the_first_of_them():
    street = live(small(days=10, warmup=5), 1)
    assert street.opening.day == street.records.start == 5
    assert street.measurement.open(street.day).day == 15


def test_minutes_that_a_policy_asks_for_on_a_day_without_workers_wait_for_the_next():
    casework = Street(small(days=1, warmup=0), 1).casework
    grids = casework.world.grids
    asked, filled, nobody = np.full(grids, 60.0), np.full(grids, 2.0), np.zeros(grids)
    assert (casework._bill_each(asked, filled, nobody) == 0).all()  # a rest day
    assert (casework._bill_each(nobody, filled, np.ones(grids)) == 30).all()  # one of two workers is there
    assert (casework._bill_each(nobody, filled, filled) == 15).all() and (casework.due == 0).all()
