"""The tracks on which needs are solved: each can be switched off, and then nothing is solved on it."""

import numpy as np
import pytest

from simulation import categories
from simulation.records import CLASSES, TRACKS
from tests.balances import BALANCES
from tests.worlds import live, measured, small

OFF = {track: f"model.track_{track}=off" for track in ("autonomy", "community", "administration")}
BUSY = "residents.need_rate_true=.00253"
EMERGENCY = CLASSES.index("emergency")
SHARES = ["solved_by_autonomy_share", "solved_by_community_share", "solved_by_administration_share"]


def street(*overrides: str):
    return live(small(BUSY, *overrides, days=60, warmup=5), 1)


def solved_on(lived, track: str) -> np.ndarray:
    """Rows of calm needs that were solved on a track; emergencies always find somebody."""
    needs = lived.records.needs
    calm = needs["cls"] != EMERGENCY
    return np.flatnonzero((needs["track"] == TRACKS.index(track)) & calm & ~np.isnan(needs["solved"]))


@pytest.mark.parametrize("track", OFF)
def test_nothing_is_solved_on_a_track_that_is_switched_off_and_much_on_one_that_is_on(track):
    on, off = street(), street(OFF[track])
    assert len(solved_on(on, track)) > 50
    assert len(solved_on(off, track)) == 0


@pytest.mark.parametrize("track", OFF)
def test_residents_are_worse_off_without_it_and_the_books_still_balance(track):
    on, off = small(BUSY, days=60, warmup=5), small(BUSY, OFF[track], days=60, warmup=5)
    before, after = (measured(each, [1]).iloc[0] for each in (on, off))
    assert after["need_days"] > before["need_days"]
    for balance in BALANCES:
        balance(street(OFF[track]))


def test_without_autonomy_the_others_solve_more():
    on, off = (len(solved_on(street(*each), "community")) for each in ((), (OFF["autonomy"],)))
    assert off > on


def test_without_administration_what_needs_a_body_stays_unsolved():
    needs = street(OFF["administration"]).records.needs
    closed = ~np.isnan(needs["true_closed"]) & (needs["cls"] != EMERGENCY)
    assert (needs["others"][closed] == 0).all()
    assert (needs["cls"][closed] != CLASSES.index("major")).all()


def test_without_the_community_only_matters_with_an_owner_outside_are_closed():
    needs = street(OFF["community"]).records.needs
    closed = ~np.isnan(needs["true_closed"]) & (needs["cls"] == CLASSES.index("general"))
    assert closed.any() and (categories.OTHERS_CHANCE[needs["category"][closed]] > 0).all()
    assert not needs["on_spot"].any()


def test_the_shares_of_the_tracks_are_shares_of_one_whole():
    row = measured(small(BUSY, days=60, warmup=5), [1]).iloc[0]
    assert row[SHARES].sum() == pytest.approx(1)  # no contractor works at Lijia today
    assert 0 < row["handover_share"] < 1
