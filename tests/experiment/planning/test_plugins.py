"""A policy that fails is said before anything runs, with the line of its file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulation.experiment import ExperimentError, run_study
from simulation.experiment.planning import metric_trial
from simulation.experiment.planning.plugins import check_plugins
from simulation.metrics import METRICS, metric
from simulation.parameters import param, settings
from simulation.scenario import Policy, load
from tests.worlds import ROOT, small


class Tea:
    """A policy of the program, with a word that is wrong."""

    title = {"en": "Tea", "zh": "茶"}  # noqa: RUF012
    remedy = 0

    def __init__(self, turn):
        self.turn = turn


def with_tea(turn):
    street = small(grids=2, days=4, warmup=0)
    return replace(street, policies=(Policy(Tea(turn), "tea", street.experiment.last),))


@pytest.mark.parametrize(
    "turn, sentence",
    [
        (
            lambda levers, when: levers.add("evning_contact", when.strength),
            "no lever is called 'evning_contact'; .* did you mean 'evening_contact'?",
        ),
        (
            lambda levers, when: levers.bill("tea", "runing", yuan=when.strength),
            "the bill 'tea' has the purpose 'runing'; allowed: .* did you mean 'running'?",
        ),
        (
            lambda levers, when: levers.fund("gifts", when.by_community()),
            "no policy can grant 'gifts'; it can grant fiscal_grant, .*",
        ),
    ],
)
def test_a_policy_that_begins_on_the_last_day_is_tried_before_the_first(turn, sentence, tmp_path):
    wanted = r"test_plugins\.py:\d+: turn failed: " + sentence.replace("?", r"\?$")
    with pytest.raises(ExperimentError, match=wanted):
        run_study(with_tea(turn), tmp_path / "out", jobs=1)
    assert not (tmp_path / "out").exists()


def test_policies_of_the_library_pass():
    for name in ("more-workers", "remedy-6-funding"):
        check_plugins((load(ROOT / "scenarios" / f"{name}.yaml"),))


@settings
class NightDesk:
    """A desk at night."""

    title = {"en": "Night desk", "zh": "夜间窗口"}  # noqa: RUF012
    remedy = 0
    cost: float = param(20, "yuan/grid/week", (0, 500), "light", "assumed", zh="照明")

    def turn(self, levers, when):
        levers.bill("desk", "running", yuan=self.price * when.strength)


def test_a_number_that_a_policy_has_not_is_answered_with_those_that_it_has(tmp_path):
    street = small(grids=2, days=4, warmup=0)
    world = replace(street, policies=(Policy(NightDesk(), "night_desk", street.experiment.last),))
    with pytest.raises(ExperimentError, match=r"turn failed: .* no attribute 'price'; there are cost$"):
        run_study(world, tmp_path / "out", jobs=1)


def by_a_wrong_name(read):
    def wrong(records):
        """Nothing. Source: definition."""
        return float(len(read(records)))

    return wrong


def with_a_metric(value, monkeypatch):
    """The trial of the program's metrics, with one more."""
    monkeypatch.setattr(METRICS, "_found", METRICS.all())
    words = {"unit": "count", "better": "none", "role": "context", "en": "wrong", "zh": "错"}
    metric("wrong", **words)(value)
    monkeypatch.setattr(metric_trial, "_try", metric_trial._try.__wrapped__)
    return metric_trial.check_metrics


def test_a_metric_that_gives_several_numbers_is_said_before_anything_runs(monkeypatch):
    # given a metric of the program that forgets the mean
    def wrong(records):
        """Nothing. Source: definition."""
        return records.measured()[["whistles", "whistles_answered"]].to_numpy()

    tried = with_a_metric(wrong, monkeypatch)
    # then the file and the line of the function are said, and what to write
    sentence = r"test_plugins\.py:\d+: the metric 'wrong' returned an array of shape \(1, 2\); end every way"
    with pytest.raises(ExperimentError, match=sentence):
        tried()


@pytest.mark.parametrize(
    ("read", "sentence"),
    [
        (
            lambda records: records.cases()["registerd"],
            "no column is called 'registerd'; did you mean 'registered'",
        ),
        (lambda records: records.needs["arise"], "no column is called 'arise'; did you mean 'arose'"),
        (
            lambda records: records.measured()["volunter_hours"],
            "'volunter_hours'; did you mean 'volunteer_hours'",
        ),
        (lambda records: records.case(), "no attribute 'case'; did you mean 'cases'"),
    ],
)
def test_a_metric_that_asks_for_what_is_not_there_is_said_before_anything_runs(read, sentence, monkeypatch):
    # given a metric of the program that reads something by a wrong name
    tried = with_a_metric(by_a_wrong_name(read), monkeypatch)
    # then the file, the line and what was meant are said
    with pytest.raises(
        ExperimentError, match=rf"test_plugins\.py:\d+: the metric 'wrong' failed: .*{sentence}"
    ):
        tried()
