"""What the target table removes of parameter sets, and which rules serve which row."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import norm, rankdata

from benchmarks.realism.target_table import Target
from simulation.analysis.inputs import Number, Switch

LEVEL, SHOWN = 0.05, 3


def inside(targets: list[Target], figures: pd.DataFrame) -> pd.DataFrame:
    """Whether each row holds in each set (sets, rows)."""
    return pd.DataFrame({each.name: each.holds(figures[each.name].to_numpy()) for each in targets})


def removals(held: pd.DataFrame) -> pd.DataFrame:
    """Of all sets, the share that a row removes, and the share that no other row removes; most first."""
    missed = ~held
    alone = missed[missed.sum(axis=1) == 1]
    table = pd.DataFrame({"removes": missed.mean(), "alone": alone.sum() / len(held)})
    return table.sort_values(["removes", "alone"], ascending=False, kind="stable")


def correlations(sets: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Spearman's rank correlation of each parameter (index) with each row's figure (columns)."""
    one, other = (_standard(table.to_numpy()) for table in (sets.apply(_ordered), figures))
    return pd.DataFrame(one.T @ other / len(sets), index=sets.columns, columns=figures.columns)


def _ordered(column: pd.Series) -> pd.Series:
    """Numbers as they are; of a switch, its words by their place in the alphabet."""
    return column if pd.api.types.is_numeric_dtype(column) else column.rank()


def _standard(values: NDArray) -> NDArray[np.float64]:
    ranks = rankdata(values, axis=0)
    spread = ranks.std(axis=0)
    return (ranks - ranks.mean(axis=0)) / np.where(spread, spread, 1)


def chance(parameters: int, sets: int) -> float:
    """The size that the largest of so many correlations reaches by luck alone in one row of twenty."""
    return float(norm.ppf(1 - LEVEL / 2 / parameters) / np.sqrt(sets - 1))


def served(
    found: pd.DataFrame, among: Sequence[Number | Switch], bound: float
) -> tuple[list[str], list[str]]:
    """Two lists of lines: by row, its three strongest parameters; by rule, the rows it moves beyond luck."""
    rules = {each.path: each.rules for each in among}
    rows, by_rule = [], {}
    for row in found:
        strongest = found[row].abs().sort_values(ascending=False, kind="stable").index
        strong = [f"{rules[path]} {path} {_signed(found.at[path, row], bound)}" for path in strongest[:SHOWN]]
        rows.append(f"{row:48s} {'; '.join(strong)}")
        for path in strongest[found[row].abs()[strongest] > bound]:
            by_rule.setdefault(rules[path], {})[row] = None
    return rows, [f"{rule:12s} {'; '.join(moved)}" for rule, moved in sorted(by_rule.items())]


def _signed(value: float, bound: float) -> str:
    return f"{value:+.2f}{'*' if abs(value) > bound else ''}"
