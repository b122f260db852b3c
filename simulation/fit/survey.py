"""How many households have to be asked until what no log tells is half as unsure as it was.

Before anybody is asked, a number lies anywhere in its range, evenly: its standard deviation is the range over
the square root of 12. Answers that are worth three times that precision halve it. A share is counted as a
binomial, needs as a Poisson count, days until something as exponential (one answer varies as much as the mean
itself). Households of one estate resemble each other, so that fewer count than are asked: the design effect.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulation.codes import YEAR
from simulation.columns import described_table
from simulation.fit.office.spans import Numbers
from simulation.parameters import Parameter
from simulation.scenario.settable import known_numbers

DESIGN_EFFECT = 1.5
"""Households that must be asked for each that would do if none resembled its neighbours (assumed)."""
HALVED = 3.0
"""Of what they were worth before, how much answers must add to the precision so that the deviation halves."""
POINTS = 101
"""Points of its range over which the variance of an answer is averaged."""
ASKED_OF = YEAR / 4
"""Days that the questions are about."""
RATE, SIZE = "residents.need_rate_true", "place.household_size"

described_table(
    "survey.csv",
    "One row per question of the household survey that tells a number which the log leaves assumed: the "
    "households at which its standard deviation is half of what it was.",
    {
        "question": "number of the question in docs/your-street.md [number: from 1 to 10]",
        "number": "dotted path of the number",
        "low": "low end of its range [number: the number's unit]",
        "high": "high end of its range [number: the number's unit]",
        "deviation_before": "standard deviation over that range [number: the number's unit]",
        "answer": "share of the households asked who have an answer [share]",
        "design_effect": "households asked for each that would do if none were alike [number: ratio]",
        "households": "households to ask [number: households]",
    },
)


@dataclass(frozen=True)
class Question:
    """What a question tells: number of the question, path of the number, variance of one answer at some
    values, and the share of households with a matter who have an answer (assumed); None: all of them do."""

    number: int
    path: str
    variance: Callable[[Numbers], Numbers]
    answer: float | None


def _share(value: Numbers) -> Numbers:
    return value * (1 - value)


def _days(mean: Numbers) -> Numbers:
    return mean**2


QUESTIONS = (
    Question(1, RATE, lambda rate: rate / (ASKED_OF * _default(SIZE)), None),
    Question(3, "residents.notice_delay_common", _days, 0.5),
    Question(5, "residents.selfhelp_success", _share, 0.2),
    Question(6, "residents.worker_log_share", _share, 0.3),
    Question(7, "residents.need_expiry", _days, 0.3),
)
"""Questions that tell a number of the model: all needs, the unvoiced too; days until somebody notices what is
shared; needs settled by oneself; what a worker puts on record; how long a need lives that nobody voices."""


def households(told: Collection[str] = ()) -> pd.DataFrame:
    """The table survey.csv. told: paths of numbers that the log narrows already, which are left out."""
    known = known_numbers()
    rows = [_row(each, known) for each in QUESTIONS if each.path not in told]
    return pd.DataFrame(rows)


def needed(variance: float, deviation: float, answer: float) -> int:
    """Households to ask until a number that was unsure by `deviation` is half as unsure. variance: of one
    answer; answer: share of households that have one."""
    return int(np.ceil(HALVED * DESIGN_EFFECT * variance / deviation**2 / answer))


def _row(question: Question, known: Mapping[str, Parameter]) -> dict[str, object]:
    about = known[question.path]
    deviation = (about.high - about.low) / np.sqrt(12)
    variance = float(question.variance(np.linspace(about.low, about.high, POINTS)).mean())
    matter = -np.expm1(-_default(RATE) * ASKED_OF * _default(SIZE))
    answer = 1.0 if question.answer is None else question.answer * float(matter)
    return {
        "question": question.number, "number": question.path, "low": about.low, "high": about.high,
        "deviation_before": deviation, "answer": answer, "design_effect": DESIGN_EFFECT,
        "households": needed(variance, deviation, answer),
    }  # fmt: skip


def _default(path: str) -> float:
    return float(known_numbers()[path].default)
