"""The questions (questions.csv), what their answers set, and which answers the model can take."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Answers = Mapping[str, float]
"""The known answers by the name of their question."""

_DAYS = 30.4  # of a month
_RECORDED = 0.70 * 1.09
"""Matters on record per true need, as `need_rate_true` was derived: the share recorded, times returns."""


@dataclass(frozen=True)
class Question:
    """name: as a form calls it; setting: the dotted path that its answer sets; how: in which way."""

    name: str
    setting: str
    how: str
    unit: str
    unit_zh: str
    en: str
    zh: str

    def value(self, answer: float, known: Answers) -> float:
        """What the answer sets, given the answers that are known."""
        return _TO_SETTING[self.how](answer, known)

    def allowed(self, known: Answers) -> tuple[float, float]:
        """The least and the largest answer that the model can take."""
        about = _numbers()[self.setting]
        low, high = sorted(_TO_ANSWER[self.how](end, known) for end in (about.low, about.high))
        return low, min(high, known[_AT_MOST[self.name]]) if self.name in _AT_MOST else high


_AT_MOST = {"party_members": "residents", "communities": "grids"}
"""Questions whose answer is at most that of another one."""

_TO_SETTING: dict[str, Callable[[float, Answers], float]] = {
    "itself": lambda answer, known: answer,
    "percent": lambda answer, known: answer / 100,
    "residents_over": lambda answer, known: known["residents"] / answer,
    "over_grids": lambda answer, known: answer / known["grids"],
    "over_residents": lambda answer, known: answer / known["residents"],
    "per_1000": lambda answer, known: answer * 1000 / known["residents"],
    "matters": lambda answer, known: answer / (known["residents"] * _DAYS * _RECORDED),
}
_TO_ANSWER: dict[str, Callable[[float, Answers], float]] = {
    "itself": lambda value, known: value,
    "percent": lambda value, known: value * 100,
    "residents_over": lambda value, known: known["residents"] / value,
    "over_grids": lambda value, known: value * known["grids"],
    "over_residents": lambda value, known: value * known["residents"],
    "per_1000": lambda value, known: value * known["residents"] / 1000,
    "matters": lambda value, known: value * known["residents"] * _DAYS * _RECORDED,
}


@cache
def _numbers() -> Mapping:
    from simulation.scenario.settable import known_numbers

    return known_numbers()


@cache
def questions() -> tuple[Question, ...]:
    """All questions, in the order in which they are asked."""
    with files("simulation.cli.street").joinpath("questions.csv").open(encoding="utf-8") as file:
        return tuple(Question(**row) for row in csv.DictReader(file))


def with_lijia(answers: Answers) -> dict[str, float]:
    """The answers, and Lijia's residents and grids where the office does not know its own."""
    numbers = _numbers()
    residents = answers.get("residents", numbers["place.residents"].default)
    grids = residents / numbers["model.residents_per_grid"].default
    return {"grids": grids, **answers, "residents": residents}
