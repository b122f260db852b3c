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
