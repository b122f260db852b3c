"""How large a survey or log must be, held to the arithmetic of normal numbers."""

from __future__ import annotations

import re

import numpy as np
import pytest
from scipy.stats import norm

from simulation.analysis.knowing.ways_to_find_out import (
    QUESTIONS,
    SIZES,
    Way,
    sample_for,
    spread_of_an_answer,
    told_by,
    way_of,
    worth_of_sample,
)
from simulation.fit.street.match import PATHS
from simulation.scenario.settable import known_numbers
from tests.worlds import ROOT


def test_every_question_tells_of_numbers_that_there_are():
    for form in QUESTIONS.values():
        assert any(re.fullmatch(form, path) for path in known_numbers())
    page = (ROOT / "docs" / "your-street.md").read_text("utf-8")
    assert all(f"| {question} | " in page for question in QUESTIONS)


def test_what_a_log_tells_is_what_the_fit_looks_for():
    assert all(way_of(path) for path in PATHS) and way_of("workers.touch_major") == Way("log")
    assert way_of("residents.need_rate_true") == Way("survey", 1) and way_of("residents.sat_b0") is None


def test_a_share_is_told_by_yes_and_no():
    way = Way("survey", 9)
    assert spread_of_an_answer("residents.will_18_29", 0.6, way) == pytest.approx(0.24)
    # then as many answers as the spread is larger than what is unknown tell half of it
    assert told_by(100, 0.24, 0.0024) == pytest.approx(0.5) and told_by(100, 0.24, 0) == 0


def test_a_sample_of_the_normal_case_is_worth_its_closed_form():
    # given expected gains that are normal, and a sample that tells a quarter of their variance
    expected = np.zeros((200_000, 2))
    expected[:, 1] = np.random.default_rng(2).normal(0.3, 1, 200_000)
    spread = 0.5
    known = 0.3 * norm.cdf(0.3 / spread) + spread * norm.pdf(0.3 / spread) - 0.3
    assert worth_of_sample(expected, 0.25) == pytest.approx(known, abs=0.005)


def test_a_sample_about_a_normal_number_is_worth_the_published_normal_normal_value():
    # given a prior of mean a half and variance 4, and a sample whose mean has the variance 12 about it
    told = told_by(1, 12.0, 4.0)
    expected = np.zeros((200_000, 2))
    expected[:, 1] = np.random.default_rng(3).normal(0.5, 2, 200_000)
    # then what will be believed has the spread 1, so it is worth the unit normal loss at a half: .1978
    # (Raiffa & Schlaifer 1961)
    assert told == 0.25 and worth_of_sample(expected, told) == pytest.approx(0.1978, abs=0.005)


def test_the_less_is_unknown_the_larger_the_sample():
    gains = np.column_stack([np.zeros(1000), np.random.default_rng(2).normal(0, 1, 1000)])
    wide, narrow = (0.6 + width * np.linspace(-1, 1, 1000) for width in (0.2, 0.05))
    sizes = [sample_for(each, "residents.will_18_29", gains, Way("survey", 9)) for each in (wide, narrow)]
    assert sizes[0][0] < sizes[1][0] <= max(SIZES) and all(part >= 0.8 for _, part in sizes)
