"""What one difference says (finding, sentences), at the bounds between one thing and another, by hand."""

from __future__ import annotations

import math
from types import SimpleNamespace

import pytest

from simulation.experiment.comparison.assumptions.two_levels import TwoLevels
from simulation.experiment.comparison.finding import LEVEL, UNKNOWN, Finding, judged
from simulation.experiment.comparison.sentences import sentence
from simulation.statistics import PairedDifference

NAN = math.nan


def metric(better="lower", role="outcome"):
    return SimpleNamespace(better=better, role=role, label={"en": "the wait", "zh": "等待"})


def difference(mean=-2.0, low=-3.0, high=-1.0, **told) -> PairedDifference:
    """A difference as it might be found; what is not told does not matter."""
    usual = {"sd": 1.0, "se": 0.5, "df": 7, "t": 4.0, "p": 0.01, "pairs": 8, "dropped": 0, "differ": 8}
    return PairedDifference(10.0, 10.0 + mean, mean, low=low, high=high, **usual | told)


def levels(sets=3, held=2, smallest=-2.5, largest=0.25) -> TwoLevels:
    return TwoLevels(6, sets, *[0.0] * 9, held, smallest, largest)


def finding(about=None, p_holm=0.01, of=None, unit="yuan", **more) -> Finding:
    return Finding(
        {"en": "More", "zh": "增员"}, "wait", unit, about or metric(), of or difference(), p_holm, **more
    )


# --- what is judged, and how


@pytest.mark.parametrize(
    ("better", "role", "is_judged"),
    [
        ("lower", "outcome", True),
        ("higher", "outcome", True),
        ("none", "outcome", False),
        ("lower", "input", False),
        ("higher", "context", False),
        ("none", "context", False),
    ],
)
def test_only_an_outcome_with_a_better_side_is_judged(better, role, is_judged):
    about = metric(better, role)
    assert judged(about) is is_judged and not judged(UNKNOWN)
    assert bool(finding(about).verdict) is is_judged


@pytest.mark.parametrize("size", [0.25, 0.5, 40.0])
@pytest.mark.parametrize(
    ("better", "sign", "verdict"),
    [("lower", -1, "better"), ("lower", 1, "worse"), ("higher", 1, "better"), ("higher", -1, "worse")],
)
def test_whatever_its_size_the_sign_of_a_difference_is_better_or_worse(better, sign, verdict, size):
    ends = sorted((sign * size / 2, sign * size * 2))
    found = finding(metric(better), of=difference(sign * size, *ends))
    assert found.verdict == verdict
    said = sentence(found, "en")
    assert ("rises by" if sign > 0 else "falls by") in said
    assert said.endswith("), which is worse") is (verdict == "worse")


@pytest.mark.parametrize(
    ("p", "verdict"), [(0.049, "better"), (1 - LEVEL, "cannot tell"), (0.051, "cannot tell")]
)
def test_a_judged_metric_is_conclusive_below_the_level_after_correction(p, verdict):
    assert finding(p_holm=p, of=difference(p=0.001)).verdict == verdict
    assert finding(p_holm=p, of=difference(p=0.9)).verdict == verdict


@pytest.mark.parametrize(("p", "conclusive"), [(0.049, True), (1 - LEVEL, False), (0.051, False)])
def test_one_that_is_not_judged_is_conclusive_by_its_own_p(p, conclusive):
    found = finding(metric(role="input"), p_holm=NAN, of=difference(p=p))
    assert found.conclusive is conclusive and found.verdict == ""


@pytest.mark.parametrize(("pairs", "missing"), [(0, 5), (1, 4), (4, 1), (5, 0), (6, 0), (500, 0)])
def test_five_pairs_are_the_fewest(pairs, missing):
    assert finding(of=difference(pairs=pairs)).pairs_missing == missing


@pytest.mark.parametrize(
    ("low", "high", "pairs", "same"),
    [
        (0, 0, 5, True),
        (0, 0, 4, False),
        (-3, -3, 5, False),
        (3, 3, 5, False),
        (-1, 0, 5, False),
        (0, 1, 5, False),
    ],
)
def test_unchanged_is_an_interval_of_nothing_around_nothing(low, high, pairs, same):
    assert finding(of=difference(0.0, low, high, pairs=pairs)).unchanged is same


@pytest.mark.parametrize(
    ("differ", "pairs", "rests"), [(0, 8, 0), (1, 8, 1), (4, 5, 4), (5, 8, 0), (6, 8, 0), (3, 4, 0)]
)
def test_a_difference_rests_on_the_pairs_that_differ_where_these_are_too_few(differ, pairs, rests):
    assert finding(of=difference(differ=differ, pairs=pairs)).rests_on == rests


def test_what_may_still_differ_is_the_share_that_so_many_pairs_would_miss_once_in_twenty():
    for pairs in (5, 10):
        share = finding(of=difference(pairs=pairs)).may_differ
        assert (1 - share) ** pairs == pytest.approx(0.05)


# --- how many more pairs


def test_more_pairs_are_those_that_halve_too_wide_an_interval_less_those_there_are():
    # t(142) 1.512 / sqrt(143) = .24995 is the first half-width below .25
    assert finding(p_holm=0.5, of=difference(0.25, p=0.5, sd=1.512)).more_pairs == 143 - 8
    # at a level of 95 % of one of three tests, each must be as sure as 98.33 %: more pairs
    strict = finding(p_holm=0.6, of=difference(0.25, p=0.2, sd=1.512)).more_pairs
    assert strict == 214 - 8
    # what is not judged is not corrected, whatever stands beside it
    for p_holm in (0.6, NAN):
        alone = finding(metric(role="input"), p_holm=p_holm, of=difference(0.25, p=0.2, sd=1.512))
        assert alone.more_pairs == 143 - 8
    assert finding(p_holm=0.0, of=difference(0.25, p=0.0, sd=1.512)).more_pairs == 143 - 8


def test_two_more_are_the_fewest_and_a_difference_of_nothing_needs_no_end():
    assert finding(of=difference(50.0)).more_pairs == 2
    assert finding(of=difference(0.25, p=0.5, sd=1.512, pairs=142), p_holm=0.5).more_pairs == 2
    assert finding(of=difference(0.25, p=0.5, sd=1.512, pairs=140), p_holm=0.5).more_pairs == 3
    for any_time in (False, True):
        assert finding(of=difference(0.0), any_time=any_time).more_pairs == math.inf
    # where every look counts, more are needed
    assert finding(p_holm=0.5, of=difference(0.25, p=0.5, sd=1.512), any_time=True).more_pairs > 2 * 143


# --- the sentence


def unsure(**told):
    return finding(p_holm=0.5, of=difference(**{"p": 0.5, "low": -3.0, "high": 1.0} | told))


@pytest.mark.parametrize(
    ("low", "high", "ends"),
    [
        # two figures of half the interval's width decide: of 2, .9, 1.05, 12, 9.9
        (-3.0, 1.0, "−3.0 to +1.0 yuan"),
        (-1.3, 0.5, "−1.30 to +0.50 yuan"),
        (-1.6, 0.5, "−1.6 to +0.5 yuan"),
        (-14.0, 10.0, "−14 to +10 yuan"),
        (-11.9, 7.9, "−11.9 to +7.9 yuan"),
    ],
)
def test_an_inconclusive_interval_has_signs_and_as_many_figures_as_are_known(low, high, ends):
    said = sentence(unsure(mean=(low + high) / 2, low=low, high=high, sd=0.0), "en")
    assert said.startswith(f"More: inconclusive for the wait ({ends}; 8 pairs; ")


@pytest.mark.parametrize(
    ("low", "high", "ends"),
    [
        (-3.0, -1.0, "1.0 to 3.0"),
        (1.0, 3.0, "1.0 to 3.0"),
        (-5.5, -3.4, "3.4 to 5.5"),
        (0.4, 2.2, "0.40 to 2.20"),
    ],
)
def test_beside_a_conclusive_change_stand_sizes_the_smaller_first(low, high, ends):
    mean = (low + high) / 2
    said = sentence(finding(metric(role="input"), NAN, difference(mean, low, high)), "en")
    assert f" yuan ({ends}; 8 pairs)" in said


@pytest.mark.parametrize(
    ("pairs", "dropped", "en", "zh"),
    [
        (8, 0, "8 pairs", "8 对"),
        (8, 2, "8 of 10 pairs", "10 对中的 8 对"),
        (1, 0, "1 pair", "1 对"),
        (1, 1, "1 of 2 pairs", "2 对中的 1 对"),
        (2, 0, "2 pairs", "2 对"),
        (0, 0, "0 pairs", "0 对"),
    ],
)
def test_pairs_are_counted_beside_those_that_were_planned(pairs, dropped, en, zh):
    found = finding(of=difference(pairs=pairs, dropped=dropped))
    assert f"{en})" in sentence(found, "en") or f"({en}; {5 - pairs} more needed)" in sentence(found, "en")
    assert zh in sentence(found, "zh")
    assert ("more needed" in sentence(found, "en")) is (pairs < 5)


@pytest.mark.parametrize(
    ("sd", "en", "zh"),
    [
        (16.272, "about 1,000", "约 1,000 对"),
        (16.29, "more than 1,000", "超过 1,000 对"),
        (0.0, "about 2", "约 2 对"),
    ],
)
def test_beyond_a_thousand_further_pairs_no_number_is_told(sd, en, zh):
    # t(1019) is 1.96228: sd 16.272 needs 1020 pairs for a half-width of 1, and 20 there are
    found = unsure(mean=1.0, sd=sd, pairs=20)
    assert f"; {en} more pairs needed)" in sentence(found, "en") and zh in sentence(found, "zh")


def test_sets_are_told_where_there_are_several():
    of = difference(p=0.5, low=-3.0, high=1.0)
    none, one, two, three = (
        sentence(finding(p_holm=0.5, of=of, levels=each), "en")
        for each in (None, levels(1), levels(2), levels(3))
    )
    assert none == one and "plausible sets" not in one
    assert "; sign held in 2 of 2 plausible sets, size from −2.5 to +0.2 yuan; " in two
    assert "; sign held in 2 of 3 plausible sets" in three


@pytest.mark.parametrize("head", "=+-@\t\r")
def test_a_title_that_a_spreadsheet_would_take_for_a_formula_stands_in_quotes(head):
    found = unsure()
    titled = Finding(
        {"en": f"{head}1", "zh": f"1{head}"}, *[getattr(found, each) for each in list(vars(found))[1:]]
    )
    assert sentence(titled, "en").startswith(f"“{head}1”: inconclusive")
    assert sentence(titled, "zh").startswith(f"1{head}：等待是否改变")


def test_a_metric_without_a_label_is_called_by_its_name():
    assert sentence(finding(UNKNOWN, NAN), "en").startswith(
        "More: wait falls by 2.0 yuan (1.0 to 3.0; 8 pairs)"
    )
