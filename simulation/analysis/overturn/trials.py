"""Which single assumption would overturn a choice.

Two rounds on a small street. Worlds in which all assumptions differ at once show how often the choice leads
all the same, and which numbers go with its lead. These, and every structural switch, are then tried alone, at
both ends of the range and with seeds that the first round has not seen.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.analysis.inputs import (
    Number,
    Switch,
    hypercube,
    is_by_ratio,
    itself_as_set,
    numbers,
    stretched,
    switches,
    turned,
)
from simulation.analysis.overturn.candidates import leading
from simulation.analysis.overturn.rivals import Rivals
from simulation.analysis.overturn.small_street import FRESH, leads, small
from simulation.analysis.overturn.turning import spread_of, turning_point, verdict
from simulation.analysis.points import write_analysis
from simulation.experiment import Engine
from simulation.experiment.comparison.assumptions.overturning import (
    COLUMNS,
    DRAWN,
    MAY,
    NUMBER,
    TABLE,
    TURNS,
    WORD,
    in_lines,
    in_turn,
)
from simulation.experiment.execution.progress import Progress
from simulation.experiment.execution.progress import say as tell
from simulation.metrics import known_metrics
from simulation.scenario import Scenario
from simulation.text.bilingual import Pair, counted

WIDTH = 0.5
"""Part of each range that worlds are drawn from, as in a sensitivity study."""
SEEDS = 5
WORLDS_EACH = 4
"""Worlds that are drawn for each number that is then tried alone."""


def numbers_for(points: int, base: Scenario) -> int:
    """How many numbers can be tried alone, with the worlds that go before, where so many sets can be run."""
    own_and_words = 1 + sum(len(each.allowed) - 1 for each in switches(base))
    return max(points - own_and_words, 0) // (WORLDS_EACH + 2)


RUNS = Pair(
    "{what}：小街道上的 {arms}，每个用 {seeds} 个随机种子",
    "{what}: {arms} of a small street, {seeds} seeds each",
)
WORLDS_DRAWN = Pair(
    "{worlds}，全部假定（{inputs} 项）同时变动", "{worlds} in which all assumptions ({inputs}) differ"
)
ONE_BY_ONE = "个取值逐一尝试", "value tried by itself", "values tried one by one"
Leads = NDArray[np.float64]
Say = Callable[[Pair], object]
Assumption = Number | Switch
Run = Callable[[pd.DataFrame, int, str], Leads]


@dataclass(frozen=True)
class Tried:
    """A value that was tried for one assumption."""

    assumption: Assumption
    value: float | str

    @property
    def kind(self) -> str:
        """Number or word."""
        return NUMBER if isinstance(self.assumption, Number) else WORD


@dataclass(frozen=True)
class Overturned:
    """What was found: both tables, and a line for each part of what they say."""

    table: pd.DataFrame
    drawn: pd.DataFrame
    lines: list[Pair]

    @property
    def sentence(self) -> Pair:
        """The lines as one text."""
        return in_turn(self.lines)


def overturn(
    rivals: Rivals,
    folder: Path,
    *,
    alone: int = 6,
    engine: Engine | None = None,
    say: Say = tell,
    progress: Progress | None = None,
) -> Overturned:
    """Try assumptions of a choice. alone: numbers that are tried one by one, besides all structural switches,
    once four times as many worlds are drawn; folder: where the runs go, which are not done again.

    Raises ExperimentError, StorageError and Interrupted.
    """
    base, worlds = small(rivals.baseline), WORLDS_EACH * alone
    arms = [small(each) for each in (rivals.choice, *rivals.others)]
    among, words = numbers(base), switches(base)

    def run(sets: pd.DataFrame, seed: int, what: Pair) -> Leads:
        say(RUNS.fill(what=what, arms=counted(len(arms), "个情景", "scenario"), seeds=SEEDS))
        found = leads(arms, sets, SEEDS, seed, folder, rivals.metric, engine, progress)
        return rivals.sign * found

    sets = stretched(hypercube(worlds, among, FRESH), among, WIDTH).join(turned(worlds, words, FRESH))
    seed = base.experiment.seed + FRESH
    in_worlds = run(sets, seed, drawn_worlds(worlds, sets.shape[1]))
    first = leading(sets[[each.path for each in among]].to_numpy(float), list(_by_world(in_worlds)), alone)
    tries = [*_ends([among[at] for at in first]), *_words(words, base)]
    alone_sets = _one_by_one(base, [str(path) for path in sets], tries)
    in_tries = run(alone_sets, seed + SEEDS, counted(len(tries), *ONE_BY_ONE))
    table, drawn = _tables(rivals, base, tries, in_tries, sets.shape[1], _by_world(in_worlds))
    return Overturned(table, drawn, in_lines(table, drawn, rivals.titles))


def drawn_worlds(worlds: int, inputs: int) -> Pair:
    """What the first round is called."""
    return WORLDS_DRAWN.fill(worlds=counted(worlds, "个情形", "world"), inputs=inputs)


def _by_world(found: Leads) -> Leads:
    """Means over seeds (rivals, worlds)."""
    return np.nanmean(found, axis=2)


def _ends(chosen: Sequence[Number]) -> list[Tried]:
    return [Tried(each, end) for each in chosen for end in (each.low, each.high) if end != each.centre]


def _words(words: Sequence[Switch], base: Scenario) -> list[Tried]:
    return [Tried(each, word) for each in words for word in each.allowed if word != _own(base, each.path)]


def _own(base: Scenario, path: str) -> float | str:
    group, _, name = path.partition(".")
    return getattr(base.numbers[group], name)


def _one_by_one(base: Scenario, paths: list[str], tries: Sequence[Tried]) -> pd.DataFrame:
    """The scenario's own numbers, then as often again, each time with one of the values."""
    rows = pd.concat([itself_as_set(base, paths).astype(object)] * (len(tries) + 1), ignore_index=True)
    for at, each in enumerate(tries, start=1):
        rows.loc[at, each.assumption.path] = each.value
    return rows


def _tables(
    rivals: Rivals, base: Scenario, tries: Sequence[Tried], found: Leads, inputs: int, by_world: Leads
) -> tuple[pd.DataFrame, pd.DataFrame]:
    about = {
        "metric": rivals.metric,
        "unit": known_metrics(())[rivals.metric].unit,
        "choice": rivals.choice.name,
    }
    rows = [
        {**about, "rival": rival.name, **row}
        for rival, mine in zip(rivals.others, found, strict=True)
        for row in _rows(base, tries, mine, rivals.sign, len(tries) * len(rivals.others))
    ]
    street = {"inputs": inputs, "residents": int(base.place.residents), "days": base.experiment.days}
    drawn = [
        {**about, "rival": rival.name, **_drawn(mine, rivals.sign), **street, **_advice(rivals, rival.name)}
        for rival, mine in zip(rivals.others, by_world, strict=True)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)), pd.DataFrame(drawn)


def _rows(
    base: Scenario, tries: Sequence[Tried], mine: Leads, sign: float, looks: int
) -> list[dict[str, object]]:
    """Of one rival. mine: leads by value, the own one first, and seed."""
    spread, own = spread_of(mine, looks), mine[0]
    return [
        _row(base, each, own, there, sign, verdict(own, there, spread))
        for each, there in zip(tries, mine[1:], strict=True)
    ]


def _row(
    base: Scenario, tried: Tried, own: Leads, there: Leads, sign: float, found: tuple[str, float, float]
) -> dict[str, object]:
    word, low, high = found
    path, value = tried.assumption.path, _own(base, tried.assumption.path)
    row: dict[str, object] = {
        "input": path,
        "kind": tried.kind,
        "own": value,
        "tried": tried.value,
        "difference_own": sign * float(np.nanmean(own)),
        "difference": sign * float(np.nanmean(there)),
        "low": min(sign * low, sign * high),
        "high": max(sign * low, sign * high),
        "verdict": word,
        "seeds": int(np.isfinite(there).sum()),
    }
    if isinstance(tried.assumption, Number) and word in (TURNS, MAY):
        values = float(value), float(tried.value)
        turn = turning_point(own, there, values, is_by_ratio(tried.assumption))
        row |= dict(zip(("switch", "switch_low", "switch_high"), turn, strict=True))
    return row


def _advice(rivals: Rivals, rival: str) -> dict[str, object]:
    """By which advice the choice is one; empty where it is so by its runs alone."""
    by = rivals.advised
    found = (by.budget, by.step, by.costs[rival]) if by else (math.nan, "", math.nan)
    return dict(zip(("budget", "advised", "rival_cost"), found, strict=True))


def _drawn(mine: NDArray[np.float64], sign: float) -> dict[str, object]:
    there = mine[np.isfinite(mine)]
    signed = sign * there
    return {
        "worlds": len(there),
        "choice_leads": int((there < 0).sum()),
        "difference": float(signed.mean()),
        "smallest": float(signed.min()),
        "largest": float(signed.max()),
    }


def write(found: Overturned, folder: Path) -> None:
    """Write both tables beside the runs of a results folder."""
    write_analysis(folder, TABLE, found.table)
    write_analysis(folder, DRAWN, found.drawn)
