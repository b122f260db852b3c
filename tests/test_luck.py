"""Luck belongs to a cause: same cause, same number, whoever else asks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from simulation.luck import Luck, _key, _numbers, _numbers_at_once, _squares

OWNERS = np.arange(20_000)
DAY = 739_252


def in_plain_integers(seed: int, purpose: str, owner: int, day: int, use: int = 0) -> float:
    """The generator as its paper writes it, with Python's unbounded integers cut to 64 bits by hand."""
    mask, key = (1 << 64) - 1, int(_key(seed, purpose, use))
    swap = lambda x: (x >> 32 | x << 32) & mask  # noqa: E731
    y = ((day << 32) | owner) * key & mask
    z = (y + key) & mask
    x = swap((y * y + y) & mask)
    x = swap((x * x + z) & mask)
    x = swap((x * x + y) & mask)
    t = (x * x + z) & mask
    return (((t ^ ((swap(t) ** 2 + y) & mask) >> 32) >> 12) + 0.5) * 2.0**-52


@given(st.integers(0, 2**31), st.integers(0, 2**32 - 1), st.integers(0, 2**31), st.integers(0, 9))
def test_one_owner_has_the_number_that_plain_integers_give(seed, owner, day, use):
    drawn = Luck(seed).draw("a purpose", owner, day, use)
    assert float(drawn) == in_plain_integers(seed, "a purpose", owner, day, use)


def test_some_owners_in_any_order_have_the_luck_that_they_have_among_all():
    luck = Luck(7)
    some = np.array([19_999, 3, 77, 3])
    assert (luck.draw("p", some, DAY) == luck.draw("p", OWNERS, DAY)[some]).all()


def test_compiled_and_plain_source_give_the_same_bits():
    counters = (np.uint64(DAY) << np.uint64(32)) | OWNERS[:500].astype(np.uint64)
    with np.errstate(over="ignore"):
        plain = [_squares(counter, _key(7, "p", 0)) for counter in counters]
    assert (Luck(7).draw("p", OWNERS[:500], DAY) == plain).all()


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("day", [np.array([DAY]), DAY + OWNERS % 700, np.array([2**31])])
def test_luck_without_a_compiler_has_the_same_bits_and_overflows_without_a_word(day):
    key, owner = _key(7, "p", 0), np.concatenate([OWNERS[:-1], [2**32 - 1]])
    plain = _numbers_at_once(key, day, owner)
    assert plain.tobytes() == _numbers(key, day, owner).tobytes()
    days = np.broadcast_to(day, owner.shape)
    for i in (0, 5, -1):
        assert plain[i] == in_plain_integers(7, "p", int(owner[i]), int(days[i]))


@pytest.mark.parametrize(
    "other", [("q", DAY, 0, 7), ("p", DAY + 1, 0, 7), ("p", DAY, 1, 7), ("p", DAY, 0, 8)]
)
def test_another_purpose_day_use_or_seed_is_independent_luck(other):
    purpose, day, use, seed = other
    mine, theirs = Luck(7).draw("p", OWNERS, DAY), Luck(seed).draw(purpose, OWNERS, day, use)
    assert abs(stats.pearsonr(mine, theirs).statistic) < 4 / np.sqrt(len(OWNERS))


def test_luck_is_uniform_and_never_0_or_1():
    numbers = np.concatenate([Luck(seed).draw("u", OWNERS, DAY) for seed in range(10)])
    assert stats.kstest(numbers, "uniform").pvalue > 1e-3
    assert numbers.min() > 0 and numbers.max() < 1


def test_neighbouring_owners_and_days_do_not_resemble_each_other():
    table = np.stack([Luck(3).draw("u", OWNERS, DAY + day) for day in range(10)])
    by_owner = np.histogram2d(table[:, :-1].ravel(), table[:, 1:].ravel(), bins=16)[0]
    by_day = np.histogram2d(table[:-1].ravel(), table[1:].ravel(), bins=16)[0]
    assert min(stats.chisquare(by_owner.ravel()).pvalue, stats.chisquare(by_day.ravel()).pvalue) > 1e-3


def test_who_chose_an_option_keeps_it_when_only_its_share_rises():
    shares = np.tile([0.5, 0.3, 0.2], (len(OWNERS), 1))
    more = shares * [1, 1, 2] / 1.2
    before, after = (Luck(7).choose("act", each, OWNERS, DAY) for each in (shares, more))
    assert np.bincount(before) / len(OWNERS) == pytest.approx([0.5, 0.3, 0.2], abs=0.015)
    assert np.bincount(after) / len(OWNERS) == pytest.approx([0.5 / 1.2, 0.25, 1 / 3], abs=0.015)
    assert (after[before != after] == 2).all()
