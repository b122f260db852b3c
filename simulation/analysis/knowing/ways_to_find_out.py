"""Ways to find a number out: a question asked in households, or a month of an office's log.

A way gives so many answers of a known spread. What n of them leave unknown of a number follows from that
spread and from how far the number is unknown (preposterior analysis, by matching moments: Heath, Manolopoulou
& Baio 2018).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np

from simulation.analysis.knowing.decision import Values
from simulation.fit.street.match import PATHS
from simulation.scenario.settable import known_numbers

SIZES = (50, 100, 200, 300, 500, 1000, 2000, 5000)
"""Sizes of a survey, in households, or of a log, in cases."""
ENOUGH = 0.8
"""Part of what it is worth to know a number for sure, that a sample should come to."""
QUESTIONS = {
    1: r"residents\.need_rate_true",
    4: r"residents\.(alpha|app_age|worker_age|hotline_age|council_age)_.*",
    5: r"residents\.selfhelp_success",
    6: r"residents\.worker_log_share",
    7: r"residents\.need_expiry",
    9: r"residents\.(will|free_off|free_day)_.*",
    10: r"residents\.(tenant|employed|app_use)_.*",
}
"""Numbers that a question of the ten for households (docs/your-street.md) tells of, by that question."""
PERSON_DAYS = 2.6 * 91
"""What a household tells of in question 1: of its members and three months."""
SHARE_OF_A_CHANNEL = 0.2
"""Of five channels, where a preference is told by how many choose it."""


@dataclass(frozen=True)
class Way:
    """How a number is found out: a survey by one of the ten questions, or a log."""

    kind: Literal["survey", "log"]
    question: int = 0


def way_of(path: str) -> Way | None:
    """How a number can be found out. Returns None where neither a survey nor a log tells it."""
    for question, form in QUESTIONS.items():
        if re.fullmatch(form, path):
            return Way("survey", question)
    return Way("log") if path in PATHS else None


def spread_of_an_answer(path: str, centre: float, way: Way) -> float:
    """The variance of what one household, or one case, tells of a number about `centre`.

    A share or chance is told by yes and no; a preference in log odds by who chooses a channel; a rate of
    needs by a count over three months of a household; what else is counted or timed as if it were as spread
    as it is large (exponential).
    """
    unit = known_numbers()[path].unit
    if unit.startswith(("share", "chance")):
        return centre * (1 - centre)
    if unit.startswith("log odds"):
        return 1 / (SHARE_OF_A_CHANNEL * (1 - SHARE_OF_A_CHANNEL))
    if way.kind == "survey" and "/resident/day" in unit:
        return centre / PERSON_DAYS
    return centre**2


def told_by(sample: int, spread: float, prior: float) -> float:
    """The part of a number's variance that so many answers take away. prior: that variance."""
    return sample * prior / (sample * prior + spread) if prior > 0 else 0.0


def worth_of_sample(expected: Values, told: float) -> float:
    """What a sample is worth that tells this part of the variance: expected gains as spread as it would leave
    them. expected: as with the number known (points, scenarios)."""
    middle = expected.mean(axis=0)
    narrowed = middle + np.sqrt(told) * (expected - middle)
    return float(narrowed.max(axis=1).mean() - middle.max())


def sample_for(values: Values, path: str, expected: Values, way: Way) -> tuple[int, float]:
    """The smallest of SIZES that is worth ENOUGH of what it is worth to know a number (the largest where none
    is), and the part that it is worth. values: of the number at the points."""
    spread, prior = spread_of_an_answer(path, float(values.mean()), way), float(values.var())
    whole = worth_of_sample(expected, 1.0)
    parts = [
        worth_of_sample(expected, told_by(each, spread, prior)) / whole if whole > 0 else 0.0
        for each in SIZES
    ]
    at = next((at for at, part in enumerate(parts) if part >= ENOUGH), len(SIZES) - 1)
    return SIZES[at], parts[at]
