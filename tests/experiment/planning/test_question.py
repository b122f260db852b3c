"""A scenario's question names what should move: `validate` says so where it does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulation.experiment.planning.question import names_no_metric
from simulation.scenario import load
from tests.worlds import ROOT

BEGIN = "its question (why) names "
QUESTIONS = {
    "both": ("Do unsolved need-days fall?", "需求未解决天数会下降吗？", ""),
    "English alone": (
        "Do unsolved need-days fall?",
        "会更好吗？",
        "the metric 'unsolved need-days'; write '需求未解决天数' in its Chinese, too",
    ),
    "Chinese alone": (
        "Is it better?",
        "需求未解决天数会下降吗？",
        "the metric '需求未解决天数'; write 'unsolved need-days' in its English, too",
    ),
    "a slip": (
        "Do unsolvd need-days fall?",
        "会更好吗？",
        "no metric; did you mean 'unsolved need-days'?",
    ),
    "none": ("Is it better?", "会更好吗？", "no metric; `python run.py schema metrics` lists their titles"),
}


@pytest.fixture(scope="module")
def scenario():
    return load(ROOT / "scenarios" / "more-workers.yaml")


@pytest.mark.parametrize("what", QUESTIONS)
def test_a_question_that_names_no_metric_is_told_which_title_to_write(what, scenario):
    en, zh, said = QUESTIONS[what]
    asked = replace(scenario, why={"en": en, "zh": zh})
    assert names_no_metric(asked) == (said and BEGIN + said)


def test_who_asks_nothing_or_changes_nothing_is_told_nothing(scenario):
    silent = replace(scenario, why=None)
    idle = replace(scenario, why={"en": "Is it better?", "zh": "会更好吗？"}, policies=())
    assert (names_no_metric(silent), names_no_metric(idle)) == ("", "")
