"""Run until it is sure enough: what is asked for, and how many replications that takes."""

import json
import math
from types import SimpleNamespace

import numpy as np
import pytest

from simulation.experiment import ExperimentError, Precision, next_replications, parse_precision
from simulation.experiment.planning.precision import half_width, out_of_reach
from simulation.metrics import METRICS
from simulation.statistics import anytime, anytime_bound, paired_difference
from tests.worlds import ROOT

WORKED = json.loads((ROOT / "tests" / "data" / "statistics.json").read_text(encoding="utf-8"))
SEQUENTIAL = [each for each in WORKED if each["kind"] == "sequential_relative"]
KNOWN = METRICS.all()
TIGHT = Precision("wait", 0.5)


@pytest.mark.parametrize(
    "text, metric, half",
    [
        ("resolution_general_median=0.5 h", "resolution_general_median", 0.5),
        ("resolution_general_median = 30 minutes", "resolution_general_median", 0.5),
        ("resolution_major_median=1 day", "resolution_major_median", 24),
        ("on_time_true=1 %", "on_time_true", 0.01),
        ("on_time_true=.01", "on_time_true", 0.01),
        ("need_days=20 days/1,000 residents/year", "need_days", 20),
        ("need_days=20 days/1000 residents/year", "need_days", 20),
        ("need_days=2e1", "need_days", 20),
    ],
)
def test_a_precision_is_a_metric_and_a_half_width_in_its_unit(text, metric, half):
    asked = parse_precision(text, KNOWN)
    assert (asked.metric, asked.half_width) == (metric, pytest.approx(half))


@pytest.mark.parametrize(
    "text, told",
    [
        ("0.5 h", "not METRIC=NUMBER UNIT"),
        ("need_days=", "not METRIC=NUMBER UNIT"),
        ("need_days=-3", "not METRIC=NUMBER UNIT"),
        ("ned_days=20", "no metric 'ned_days'\n  did you mean 'need_days'?"),
        ("on_time_true=1 h", "'h' is no unit of on_time_true\n  allowed: share, or what turns into it"),
        ("need_days=0", "the half-width must be above 0 days/1,000 residents/year"),
    ],
)
def test_what_cannot_be_a_precision_is_told_in_one_sentence(text, told):
    with pytest.raises(ExperimentError) as found:
        parse_precision(text, KNOWN)
    first = "\n".join(str(found.value).split("\n")[: 1 + told.count("\n")])
    assert first == f"precision '{text}': {told}"


def test_every_metric_accepts_its_own_unit():
    for name, each in KNOWN.items():
        assert parse_precision(f"{name}=2 {each.unit}", KNOWN).half_width == pytest.approx(2)


def test_a_metric_of_ones_own_needs_only_a_unit():
    assert parse_precision("mine=3 h", {"mine": SimpleNamespace(unit="h")}) == Precision("mine", 3)


@pytest.mark.parametrize("example", SEQUENTIAL, ids=lambda example: example["id"])
@pytest.mark.parametrize("kind", ["plain", "adjusted"])
def test_the_t_interval_stops_the_sequential_procedure_where_it_was_worked_to_stop(example, kind):
    # given a procedure that looks after every replication and wants a part of the mean
    given, expected = example["input"], example["expected"][kind]
    part = given["relative"] if kind == "plain" else given["relative"] / (1 + given["relative"])
    x = np.array(given["x"])
    looks = range(max(given["minimum"], 5), len(x) + 1)
    half = {n: t_half_width(x[:n], given["level"]) for n in looks}
    stops = (n for n in looks if half[n] <= part * abs(x[:n].mean()))
    # then it stops with the half-width that was worked
    n = next(stops, None)
    assert n == expected["n"]
    if n:
        assert half[n] == pytest.approx(expected["half_width"], abs=1e-8)


def t_half_width(differences, level):
    found = paired_difference(np.zeros_like(differences), differences, level)
    return (found.high - found.low) / 2


def test_the_half_width_is_that_of_the_interval_for_every_look():
    x = spread(12, 2.0)
    found = anytime(paired_difference(np.zeros(12), x), 5)
    assert half_width(x) == pytest.approx((found.high - found.low) / 2)
    assert half_width(x) == pytest.approx(3.72363 * x.std(ddof=1) / math.sqrt(12), rel=1e-4)
    assert half_width(np.append(x, [np.nan] * 3)) == half_width(x) > 1.6 * t_half_width(x, 0.95)
    assert math.isnan(half_width(x[:4]))


def asked_for(differences, done=None, most=1000, precision=TIGHT):
    named = {f"s{at}": each for at, each in enumerate(differences)}
    return next_replications(named, precision, done=len(differences[0]) if done is None else done, most=most)


def spread(n, sd=1.0, seed=1):
    return sd * np.random.default_rng(seed).normal(size=n)


def test_five_pairs_come_before_any_question():
    assert asked_for([np.zeros(0)]) == 5 and asked_for([np.zeros(3)]) == 5
    assert asked_for([np.zeros(2)], most=3) == 3


def test_differences_that_are_sure_enough_ask_for_nothing():
    assert asked_for([spread(20, 0.1)]) == 20
    assert asked_for([np.zeros(5)]) == 5


def test_never_more_than_twice_as_many_and_never_more_than_the_most():
    assert asked_for([spread(8, 50)]) == 16
    assert asked_for([spread(8, 50)], most=10) == 10
    assert asked_for([spread(8, 50)], most=6) == 8  # what is done stays done


def test_the_spread_seen_says_how_many_and_one_more_at_least():
    x = spread(30, 0.95)
    n = asked_for([x])
    # then an interval over n pairs that vary as these do is narrow enough, and over n - 1 is not
    reach = [anytime_bound(k, 5) * x.std(ddof=1) / math.sqrt(k) for k in (n, n - 1)]
    assert 30 < n < 60 and reach[0] <= 0.5 < reach[1]
    assert asked_for([x * 0.5001 / half_width(x)]) == 31


def test_every_scenario_must_be_sure_enough_not_only_the_first():
    sure, unsure = spread(12, 0.1), spread(12, 3)
    assert asked_for([sure, unsure]) == asked_for([unsure, sure]) == asked_for([unsure]) > 12


def test_lost_pairs_are_made_up_for_and_a_scenario_without_any_asks_for_nothing():
    x = spread(40, 1.7)
    half = np.where(np.arange(40) % 2, x, np.nan)
    assert asked_for([half]) == 80 > asked_for([half[1::2]]) + 10
    assert asked_for([np.full(12, np.nan)]) == 12
    few = np.full(12, np.nan)
    few[:4] = [1, 2, 3, 4]
    assert asked_for([few]) == 15  # five pairs, at a third that come through


def test_the_answer_does_not_depend_on_the_order_in_which_runs_ended():
    x = spread(20, 2)
    assert {asked_for([x[np.random.default_rng(each).permutation(20)]]) for each in range(5)} == {
        asked_for([x])
    }


@pytest.mark.slow
def test_asking_until_it_is_enough_ends_with_a_narrow_interval_and_covers_as_often_as_it_says():
    covered, rounds = 0, 400
    for seed in range(rounds):
        x, n = spread(400, 1.5, seed), 5
        while (more := asked_for([x[:n]], most=400)) > n:
            n = more
        assert half_width(x[:n]) <= 0.5
        covered += abs(x[:n].mean()) <= half_width(x[:n])
    assert covered / rounds >= 0.95


SETS = np.repeat(np.arange(10), 2)


def test_pairs_of_one_parameter_set_count_as_one_in_the_half_width():
    # given pairs that differ by their set alone
    x = np.repeat(spread(10, 2.0), 2)
    # then the interval is that of ten means, looked at from the third on
    found = anytime(paired_difference(np.zeros(10), x[::2]), 3)
    assert half_width(x, turns=SETS) == pytest.approx((found.high - found.low) / 2)
    assert half_width(x, turns=SETS) > 1.3 * half_width(x)


def test_sets_that_differ_among_themselves_are_not_run_for_ever():
    # given ten sets that had their turn twice, and hardly any luck
    x, turns = np.tile(np.repeat(spread(10, 2.0), 2), 2), np.tile(SETS, 2)
    named, asked = {"s": x}, Precision("wait", half_width(x, turns=turns) / 3)
    # then no more are asked for, though the interval is three times as wide as was asked for
    assert out_of_reach(x, asked.half_width, turns)
    assert next_replications(named, asked, done=40, most=1000, turns=turns) == 40
    # but while sets come for the first time, or luck is what is left, they are
    assert not out_of_reach(x[:20], asked.half_width, turns)
    assert next_replications({"s": x[:20]}, asked, done=20, most=1000, turns=turns) == 40
    luck = spread(40, 2.0)
    assert next_replications({"s": luck}, Precision("wait", 0.1), done=40, most=1000, turns=turns) == 80
