"""The search for the efficient set: generations of points, asked of NSGA-II and told what they are worth.

The search knows nothing of streets: what a point is worth is a function that is passed in. It draws from a
seeded sampler alone, so the same answers lead to the same points: a search that was stopped goes on by being
told again, in order, what is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optuna import Study, Trial

Point = Mapping[str, float]


@dataclass(frozen=True)
class Variable:
    """What may be chosen between `low` and `high`; whole: in whole steps."""

    name: str
    low: float
    high: float
    whole: bool = False


@dataclass(frozen=True)
class Worth:
    """What a point is worth: goals, each to be as low as can be, and by how much it breaks each limit (0 or
    below: it keeps it). level: how much work went into it; of points that raced those with most count."""

    goals: tuple[float, ...]
    broken: tuple[float, ...] = ()
    level: int = 0

    @property
    def keeps_limits(self) -> bool:
        """Whether no limit is broken."""
        return all(each <= 0 for each in self.broken)


@dataclass(frozen=True)
class Tried:
    """A point and what it is worth; `generation` from 1."""

    generation: int
    point: Point
    worth: Worth


Evaluate = Callable[[int, Sequence[Point]], Sequence[Worth]]
Guesses = Callable[[Sequence[Tried]], Sequence[Point]]


def no_guesses(found: Sequence[Tried]) -> Sequence[Point]:
    """Nothing is known beforehand."""
    return ()


def search(
    space: Sequence[Variable],
    evaluate: Evaluate,
    *,
    goals: int,
    trials: int,
    size: int,
    seed: int,
    guesses: Guesses = no_guesses,
    plain: Callable[[Point], Point] = dict,
) -> list[Tried]:
    """Try about `trials` points, `size` a generation, and return them in order.

    evaluate(generation, points): what new points are worth, in their order; a point that comes again is not
    asked again. guesses(found): points to be tried in the next generation besides the sampler's own.
    plain(point): the one point that stands for all that are the same. Source: NSGA-II, Deb et al. 2002, as
    Optuna has it.
    """
    study, known, found = _study(goals, size, seed), {}, []
    generation = 0
    while len(found) < trials:
        generation += 1
        own = list(guesses(found))
        for point in own:
            study.enqueue_trial(dict(point))
        number = min(max(size, len(own)), max(trials - len(found), len(own)))
        asked = [study.ask() for _ in range(number)]
        points = [plain({each.name: _value(each, trial) for each in space}) for trial in asked]
        known |= _new(generation, points, known, evaluate)
        for trial, point in zip(asked, points, strict=True):
            worth = known[_key(point)]
            _tell(study, trial, worth)
            found.append(Tried(generation, point, worth))
    return found


def _study(goals: int, size: int, seed: int) -> Study:
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    sampler = optuna.samplers.NSGAIISampler(population_size=max(size, 2), seed=seed)
    return optuna.create_study(directions=[optuna.study.StudyDirection.MINIMIZE] * goals, sampler=sampler)


def _value(variable: Variable, trial: Trial) -> float:
    if variable.whole:
        return trial.suggest_int(variable.name, int(variable.low), int(variable.high))
    return trial.suggest_float(variable.name, variable.low, variable.high)


def _new(
    generation: int, points: Sequence[Point], known: Mapping[tuple, Worth], evaluate: Evaluate
) -> dict[tuple, Worth]:
    new = {_key(point): point for point in points if _key(point) not in known}
    return dict(zip(new, evaluate(generation, list(new.values())), strict=True)) if new else {}


def _key(point: Point) -> tuple:
    return tuple(sorted(point.items()))


def _tell(study: Study, trial: Trial, worth: Worth) -> None:
    for at, each in enumerate(worth.broken):
        trial.set_constraint(f"limit {at}", each)
    study.tell(trial, worth.goals)
