"""What one process keeps and another needs is handed on in the day's step: the state itself, of its owner."""

from operator import attrgetter

import pytest

from simulation.model import Street
from tests.worlds import small

HANDED_ON = [  # process and method, the place of the argument, whose state it is
    ("policies.open_day", 0, "ranking.pressure"),
    ("policies.open_day", 1, "forecasting.recorded"),
    ("council.run_day", 0, "casework.load"),
    ("reporting.arise", 0, "council.projects"),
    ("reporting.arise", 1, "group_life.settling"),
    ("forecasting.look_at_records", 0, "casework.load"),
    ("volunteering.run_day", 1, "firm_life.lent_hours"),
    ("volunteering.run_day", 2, "group_life.hours"),
    ("casework.register", 1, "party.branch"),
    ("casework.work", 2, "group_life.hours"),
    ("recurrence.foresee_returns", 1, "casework.load"),
    ("firm_life.run_day", 0, "money.new_grant"),
    ("group_life.run_day", 0, "firm_life.lent_space"),
]


@pytest.mark.parametrize(("called", "place", "owner"), HANDED_ON)
def test_a_process_is_handed_the_state_of_its_owner(called, place, owner, monkeypatch):
    street = Street(small(days=2, warmup=0), 1)
    process, method = called.split(".")
    usual, handed = getattr(getattr(street, process), method), []

    def watched(*given):
        handed.append(given[place] is attrgetter(owner)(street))
        return usual(*given)

    monkeypatch.setattr(getattr(street, process), method, watched)
    street.step()
    assert handed == [True]
