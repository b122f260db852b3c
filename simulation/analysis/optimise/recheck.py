"""The efficient set once more, on seeds and parameter sets that the search has not seen, over the whole
period: nothing is called best before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulation.analysis.optimise.efficient import Step, steps
from simulation.analysis.optimise.measured import COST, NEED_DAYS, Limit
from simulation.statistics import PairedDifference, paired_difference

LEVEL = 0.05


@dataclass(frozen=True)
class Checked:
    """A package on fresh worlds: the change of the first goal (below 0: better, whatever the goal) and of
    cost [yuan a year], with intervals that hold for all packages at once; keeps: whether its means keep all
    limits."""

    name: str
    change: PairedDifference
    cost: PairedDifference
    keeps: bool

    @property
    def helps(self) -> bool:
        """Whether the whole interval says that it is better than doing nothing."""
        return bool(self.change.high < 0)


@dataclass(frozen=True)
class Verdict:
    """What the fresh worlds say. packages: the best first, those that help beyond chance before others, those
    that break a limit last; best: None where none both keeps the limits and is better than doing nothing on
    average; beats_nothing, beats_second: share of the worlds; steps: what each further unit costs, of
    packages that help beyond chance."""

    packages: tuple[Checked, ...]
    best: Checked | None
    second: Checked | None
    beats_nothing: float
    beats_second: float
    steps: tuple[Step, ...]

    @property
    def is_sure(self) -> bool:
        """Whether the best package is better than doing nothing beyond chance."""
        return self.best is not None and self.best.helps


def judge(
    changes: pd.DataFrame, limits: Sequence[Limit], residents: float, goal: str = NEED_DAYS, sign: float = 1.0
) -> Verdict:
    """The verdict on packages. changes: as `changes` returns them, on fresh worlds; sign: -1 where more of
    the goal is better. Need-days of the steps are those of the whole place in a year."""
    names = list(dict.fromkeys(changes.index.get_level_values(0)))
    level = 1 - LEVEL / max(len(names), 1)
    tables = {name: changes.loc[name] for name in names}
    found = [_checked(name, table, limits, goal, sign, level) for name, table in tables.items()]
    found.sort(key=lambda each: (not each.keeps, not each.helps, each.change.mean))
    able = [each for each in found if each.keeps and each.change.mean < 0]
    best, second = [*able, None, None][:2]
    spared = {
        each.name: (each.cost.mean, -each.change.mean * residents / 1000) for each in able if each.helps
    }
    if best is None:
        return Verdict(tuple(found), None, None, 0.0, 0.0, ())
    own = tables[best.name][goal] * sign
    other = tables[second.name][goal] * sign if second else pd.Series(0.0, own.index)
    over_nothing, over_second = (float(np.mean(each < 0)) for each in (own, own - other))
    return Verdict(tuple(found), best, second, over_nothing, over_second, tuple(steps(spared)))


def _checked(
    name: str, table: pd.DataFrame, limits: Sequence[Limit], goal: str, sign: float, level: float
) -> Checked:
    nothing = np.zeros(len(table))
    change, cost = (
        paired_difference(nothing, table[of] * way, level) for of, way in ((goal, sign), (COST, 1))
    )
    return Checked(name, change, cost, all(each.broken(float(table[each.of].mean())) <= 0 for each in limits))
