"""Why-traces: ways in sum to the effect, a planted mechanism is found, a dead link carries nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from simulation.cli import exit_code
from simulation.experiment.tracing import HANDED_ON, WAY_IN, Explained, explain, why_said
from simulation.experiment.tracing.explain import ways_in
from simulation.experiment.tracing.printed import lines
from simulation.experiment.tracing.shapley import shares
from simulation.experiment.tracing.watched import Watch, simulate
from simulation.levers import Levers, When
from simulation.metrics import evaluate
from simulation.model import Street
from tests.worlds import small


def street(policies: tuple[str, ...], *settings: str, days: int = 40):
    return small(*settings, grids=4, days=days, warmup=0, policies=policies)


APP = "app: {from: 2025-01-01}"


def turned(scenario, turn):
    """The scenario with its one policy turning what `turn` turns."""
    (policy,) = scenario.policies

    class Planted(type(policy.intervention)):
        def turn(self, levers: Levers, when: When) -> None:
            turn(levers, when.strength)

    planted = object.__new__(Planted)
    planted.__dict__.update(vars(policy.intervention))
    return replace(scenario, policies=(replace(policy, intervention=planted),))


def need_days(scenario, watch: Watch) -> float:
    own = Street(scenario, 1)
    simulate(own, watch)
    return float(evaluate(own.records).set_index("metric")["value"]["need_days"])


# shares


def test_shares_of_a_game_by_hand():
    # two that only work together, and one that does nothing: 5, 5, 0 of 10
    game = {frozenset("ab"): 10.0, frozenset("abc"): 10.0}
    assert shares("abc", lambda some: game.get(some, 0.0)) == pytest.approx({"a": 5, "b": 5, "c": 0})


@pytest.mark.parametrize("size", [3, 7])
def test_shares_sum_to_the_whole_and_pairs_are_split_in_half(size):
    names = "abcdefg"[:size]

    def worth(some):
        return sum(map(ord, some)) + 8.0 * ({"a", "b"} <= set(some))

    found = shares(names, worth)
    assert sum(found.values()) == pytest.approx(worth(frozenset(names)))
    assert found["a"] == pytest.approx(ord("a") + 4)
    assert found["c"] == pytest.approx(ord("c"))


# links


def test_a_watched_street_is_the_same_street():
    scenario = street((APP,))
    own = Street(scenario, 1)
    own.run_model()
    plain = float(evaluate(own.records).set_index("metric")["value"]["need_days"])
    assert need_days(scenario, Watch()) == plain


def test_with_every_way_in_cut_a_policy_does_nothing():
    scenario = street((APP, "staffing: {add: 1 worker/grid, from: 2025-01-01}"))
    usual = Watch()
    without = need_days(replace(scenario, policies=()), usual)
    seen = Watch(without=usual.own)
    assert need_days(scenario, seen) != without
    every = frozenset(link for links in ways_in(seen).values() for link in links)
    assert need_days(scenario, Watch(cut=every, without=usual.own)) == without


@pytest.mark.slow
def test_ways_in_sum_to_the_effect_and_a_planted_mechanism_is_found():
    # given a policy that turns the app, which residents' choice reads, and vouchers where nobody is paid
    scenario = turned(
        street((APP,)),
        lambda levers, strength: (levers.add("voice_app", strength), levers.add("vouchers", strength)),
    )
    found = explain(scenario, [1], handed_on=False)
    carried = found.links.set_index("link")["carried"]
    # then all of it goes through that choice, and the dead link carries nothing
    assert found.effect[0] < 0
    assert carried.sum() == pytest.approx(found.effect[0])
    assert carried["voice_app → ChannelRules._act_terms"] == pytest.approx(found.effect[0])
    assert (carried[carried.index.str.startswith("vouchers")] == 0).all()
    assert why_said(found).en.startswith("it acts mostly by app as a channel (−")


@pytest.mark.slow
def test_minutes_billed_alone_go_by_what_they_cost_and_by_what_is_handed_to_duty():
    scenario = turned(
        street((APP,), "residents.need_rate_true=.0025"),
        lambda levers, strength: levers.bill("planted", "wages", minutes=200 * strength),
    )
    found = explain(scenario, [1])
    ways = found.links[found.links["kind"] == WAY_IN].set_index("link")["carried"]
    steps = found.links[found.links["kind"] == HANDED_ON].set_index("link")["carried"]
    assert found.effect[0] > 0
    assert ways["cost"] == pytest.approx(found.effect[0])
    assert steps["casework.report_for_duty:due"] == pytest.approx(found.effect[0], rel=0.05)


def test_where_nothing_is_turned_the_sentence_says_so():
    found = explain(turned(street((APP,), days=10), lambda levers, strength: None), [1], handed_on=False)
    assert found.effect == pytest.approx((0, np.nan, np.nan), nan_ok=True)
    assert why_said(found).en == "nothing that its policies turn changes it"


def test_what_was_found_is_told_in_words_of_either_language():
    links = pd.DataFrame(
        [
            ("lever", "whistles → ExternalBodies.attendance", 20.0, 19.0, 21.0, 1.25),
            ("lever", "cost", -4.0, -5.0, -3.0, -0.25),
            ("lever", "training → Staff._learn", 0.1, 0.1, 0.1, 0.004),
            ("lever", "pay → Staff._wanted", 0.0, 0.0, 0.0, 0.0),
        ],
        columns=["kind", "link", "carried", "low", "high", "share"],
    )
    found = Explained("need_days", 2, (16.0, 15.0, 17.0), {"queued": -4.71, "body": 0.01}, links)
    assert [each.en for each in lines(found)] == [
        "unsolved need-days (need_days): +16 (95 % interval 15 to 17), 2 pairs",
        "need-days by stage: waiting for a worker −4.71",
        "In short, it acts mostly by calls of the street on a body (+20); against it yuan and minutes that "
        "policies take (−4).",
        "  lever  whistles → ExternalBodies.attendance  +20   +125%",
        "  lever  cost                                  −4    −25%",
        "  lever  training → Staff._learn               +0.1  0%",
        "  carry nothing: pay → Staff._wanted",
    ]
    assert [each.zh for each in lines(found)][1:3] == [
        "需求未解决天数按环节：等待人手 −4.71",
        "主要通过街道吹哨（+20）起作用；政策占用的经费和工时（−4）使效果有所抵消。",
    ]


# the command


@pytest.mark.parametrize(
    "words, said",
    [
        (["scenarios/classroom.yaml"], "has no policy"),
        (["scenarios/more-workers.yaml", "--policy", "stafing"], "did you mean 'staffing'"),
        (["scenarios/more-workers.yaml", "--metric", "need_day"], "did you mean 'need_days'"),
    ],
)
def test_bad_input_is_one_sentence(words, said, capsys):
    assert exit_code(["explain", *words]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.slow
def test_the_command_prints_the_effect_its_links_and_writes_them(tmp_path, capsys):
    out = tmp_path / "links.csv"
    words = [
        "explain",
        "scenarios/more-workers.yaml",
        "--days",
        "20",
        "--set",
        "experiment.warmup=0",
        "-o",
        str(out),
    ]
    assert exit_code(words) == 0
    said = capsys.readouterr().out
    assert "unsolved need-days (need_days): " in said and "need-days by stage: " in said
    assert out.read_text(encoding="utf-8").startswith("kind,link,carried,low,high,share\n")
