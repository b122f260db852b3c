"""Residents hear back: the hotline asks those who called it, and nobody else."""

from simulation.codes import Channel
from tests.worlds import live, small


def test_only_who_called_the_hotline_is_called_back():
    needs = live(
        small("residents.need_rate_true=.00253", "model.callback=1", days=60, warmup=0), 1
    ).records.needs
    called_back = needs["scored"] >= 0
    assert called_back.sum() > 20
    assert (needs["channel"][called_back] == Channel.HOTLINE).all()


def test_where_nobody_inspects_a_call_back_finds_false_closings_of_hotline_cases_alone():
    street = live(small("residents.need_rate_true=.00253", "model.callback=1", "model.audit=0", days=90), 1)
    needs = street.records.needs
    found = needs["channel"][needs["found_false"]]
    assert len(found) > 5 and (found == Channel.HOTLINE).all()
