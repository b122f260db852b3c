"""How many households halve what is unsure, by simulating the survey itself."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.columns import description
from simulation.fit import survey
from simulation.fit.page_texts import SURVEYED
from simulation.fit.survey import DESIGN_EFFECT, QUESTIONS, households, needed


def test_a_share_by_hand():
    # given a share of .6 in a range of .6, and households of which each has an answer
    deviation = 0.6 / np.sqrt(12)
    assert needed(0.24, deviation, 1.0) == int(np.ceil(3 * DESIGN_EFFECT * 0.24 / 0.03))
    assert needed(0.24, deviation, 0.25) == pytest.approx(4 * needed(0.24, deviation, 1.0), abs=4)


def test_so_many_answers_halve_the_deviation(monkeypatch):
    # given shares anywhere in their range, and a survey of so many households that are not alike
    monkeypatch.setattr(survey, "DESIGN_EFFECT", 1.0)
    low, high = 0.45, 0.75
    deviation = (high - low) / np.sqrt(12)
    count = needed(0.24, deviation, 1.0)
    rng = np.random.default_rng(2)
    share = rng.uniform(low, high, 200_000)
    found = rng.binomial(count, share) / count
    # then what is left after the best linear guess from the answers is half of the deviation
    left = share - np.polyval(np.polyfit(found, share, 1), found)
    assert left.std() / deviation == pytest.approx(0.5, abs=0.02)


def test_each_question_has_its_row_and_words():
    table = households()
    assert list(table) == list(description("survey.csv").columns)
    assert table["question"].tolist() == [each.number for each in QUESTIONS]
    assert (table["households"] > 0).all() and set(table["number"]) == set(SURVEYED)


def test_what_the_log_tells_need_not_be_asked():
    told = QUESTIONS[0].path
    assert told not in set(households({told})["number"]) and len(households({told})) == len(QUESTIONS) - 1
