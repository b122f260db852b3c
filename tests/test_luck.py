"""Luck belongs to a cause: same cause, same number, whoever else asks."""

from hashlib import blake2b
from itertools import count
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from simulation import luck as source
from simulation.codes import STREET
from simulation.luck import Luck, _key, _numbers, _numbers_at_once, _squares, poisson

OWNERS = np.arange(20_000)
DAY = 739_252
SEEDS, EACH = (7, 8, 9), 700  # of streets side by side, and what each has of something: more than two blocks
LAST = 2**32 - 1  # the highest owner in a street


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


def key_by_the_rule(cause: str) -> int:
    """The first digest with 24 to 40 of its 64 bits set, its last one always."""
    digests = (blake2b(f"{cause}:{tries}".encode(), digest_size=8).digest() for tries in count())
    keys = (int.from_bytes(digest, "little") | 1 for digest in digests)
    return next(key for key in keys if 24 <= key.bit_count() <= 40)


def test_keys_are_the_first_odd_digest_with_a_fair_share_of_bits():
    # given so many causes that some need a second and a third digest, and some have just 24 or 40 bits
    causes = [(seed, "a purpose", use) for seed in range(3000) for use in range(2)]
    expected = [key_by_the_rule(f"{seed}:{purpose}:{use}") for seed, purpose, use in causes]
    assert {24, 40} <= {key.bit_count() for key in expected}
    assert [int(_key(*cause)) for cause in causes] == expected


def test_owners_and_days_make_a_table_and_nobody_gets_no_number():
    luck = Luck(7)
    table = luck.draw("p", OWNERS[:3], DAY + np.arange(4)[:, None])
    assert table.shape == (4, 3)
    assert all((row == luck.draw("p", OWNERS[:3], DAY + day)).all() for day, row in enumerate(table))
    assert luck.draw("p", np.zeros((0, 3))).shape == (0, 3)
    assert (luck.draw("p", OWNERS[:3]) == luck.draw("p", OWNERS[:3], 0, 0)).all()


def in_streets(street, owner):
    return (np.asarray(street) << STREET) | owner


@pytest.mark.parametrize("day", [DAY, DAY + np.arange(7)], ids=["one day", "a day an owner"])
def test_each_of_several_streets_has_the_luck_that_it_has_alone(day):
    # given owners of three streets, neighbours of one street and of another in turn
    street, owner = np.array([2, 0, 0, 1, 1, 2, 0]), np.array([5, 5, LAST, 5, 6, 0, 9])
    numbers = Luck(*SEEDS).draw("p", in_streets(street, owner), day, 3)
    # then each has the number that its street's seed gives it
    days = np.broadcast_to(day, owner.shape)
    alone = [float(Luck(SEEDS[s]).draw("p", o, d, 3)) for s, o, d in zip(street, owner, days, strict=True)]
    assert numbers.tolist() == alone


def rows_of_three_streets() -> dict[str, np.ndarray]:
    every = np.arange(len(SEEDS) * EACH)
    return {
        "all": every,
        "every third": every[::3],
        "one street": every[EACH : 2 * EACH],
        "backwards": every[::-1],
        "mixed": np.random.default_rng(1).permutation(every),
    }


@pytest.mark.parametrize("which", rows_of_three_streets())
def test_agents_have_the_luck_of_their_street_alone(which):
    rows = rows_of_three_streets()[which]
    agents = SimpleNamespace(rows=rows, by_street=SimpleNamespace(each=EACH))
    for use in (0, 2):
        alone = np.concatenate([Luck(seed).draw("p", np.arange(EACH), DAY, use) for seed in SEEDS])
        assert (Luck(*SEEDS).of_agents("p", agents, DAY, use) == alone[rows]).all()
        mine = SimpleNamespace(rows=rows % EACH, by_street=agents.by_street)
        assert (Luck(SEEDS[0]).of_agents("p", mine, DAY, use) == alone[rows % EACH]).all()
    assert (Luck(*SEEDS).of_agents("p", agents, DAY) == Luck(*SEEDS).of_agents("p", agents, DAY, 0)).all()


@pytest.mark.parametrize("ceiling", [0.0, 0.003, 0.5, 1.0])
def test_the_few_below_a_ceiling_are_those_that_draw_finds_below_it(ceiling):
    alone = np.concatenate([Luck(seed).draw("p", np.arange(EACH), DAY) for seed in SEEDS])
    among = np.arange(len(alone)) % 4 != 1
    found, numbers = Luck(*SEEDS).few("p", EACH, DAY, ceiling, among)
    assert found.tolist() == np.flatnonzero(among & (alone < ceiling)).tolist()
    assert numbers.tolist() == alone[found].tolist()


@pytest.mark.filterwarnings("error")
def test_streets_without_a_compiler_have_the_same_bits():
    # given owners and rows of three streets, in any order
    keys, days = source._keys(SEEDS, "p", 0), DAY + np.arange(len(SEEDS) * EACH) % 700
    rows, among = rows_of_three_streets()["mixed"], days % 2 == 0
    owner = in_streets(rows // EACH, rows % EACH)
    # then plain Python gives the bits of compiled functions
    for day in (np.array([DAY]), days):
        plain = source._at_once_in_streets(keys, day, owner)
        assert (plain == source._numbers_of_streets(keys, day, owner)).all()
    plain = source._at_once_by_rows(keys, DAY, rows, EACH)
    assert (plain == source._numbers_of_rows(keys, DAY, rows, EACH)).all()
    few, plain = (find(keys, DAY, EACH, 0.3, among) for find in (source._few, source._few_at_once))
    assert all((mine == theirs).all() for mine, theirs in zip(few, plain, strict=True))


def test_normal_exponential_and_poisson_numbers_turn_the_same_luck_by_their_distribution():
    luck, cause = Luck(7), ("p", OWNERS[:2000], DAY, 2)
    drawn = luck.draw(*cause)
    assert luck.normal(*cause) == pytest.approx(stats.norm.ppf(drawn))
    assert luck.exponential(*cause) == pytest.approx(stats.expon.isf(drawn))
    for mean in (0.01, 0.7, 30.0):
        assert (poisson(drawn, np.array(mean)) == stats.poisson.ppf(drawn, mean)).all()
    # also where a chance is hit to the last bit
    steps = stats.poisson.cdf(np.arange(6), 2.0)
    assert (poisson(steps, np.array(2.0)) == stats.poisson.ppf(steps, 2.0)).all()
    # and without a day or a use, of a trait that is drawn once
    assert (luck.normal("p", OWNERS) == luck.normal("p", OWNERS, 0, 0)).all()
    assert (luck.exponential("p", OWNERS) == luck.exponential("p", OWNERS, 0, 0)).all()


def test_an_option_without_a_chance_is_never_chosen_and_each_choice_has_its_own_luck():
    shares = np.tile([0.5, 0.0, 0.5], (len(OWNERS), 1))
    first = Luck(7).choose("act", shares, OWNERS, DAY)
    assert set(first) == {0, 2}
    # when the use, the day or the purpose is another, then half choose otherwise
    for other in (
        ("act", shares, OWNERS, DAY, 1),
        ("act", shares, OWNERS, DAY + 1),
        ("b", shares, OWNERS, DAY),
    ):
        assert (Luck(7).choose(*other) != first).mean() == pytest.approx(0.5, abs=0.02)
    assert (Luck(7).choose("act", shares, OWNERS) == Luck(7).choose("act", shares, OWNERS, 0, 0)).all()
