"""What a comparison found, short enough to read: headline, largest gains, all harms, counts of the rest."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from simulation.experiment.comparison.finding import FEWEST_PAIRS
from simulation.text.bilingual import Pair, listed
from simulation.text.spoken import language, spoken
from simulation.text.verdicts import BETTER, WORSE

HEADLINE = "need_days"
MOST_GAINS = 5
REST = {
    "better": Pair("改善", "better"),
    "inconclusive": Pair("尚不能判断", "inconclusive"),
    "same": Pair("每对都相同", "the same in every pair"),
}
MARKS = {BETTER: "+", WORSE: "-"}


def findings(compared: pd.DataFrame) -> Iterator[str]:
    """The lines of a comparison, scenarios in the order of the study.

    compared: as in comparison.csv. Of each scenario: its headline whatever it says; the gains that are
    largest beside the baseline; everything that gets worse; counts of the rest.
    """
    judged = compared[compared["verdict"].fillna("") != ""]
    for name, mine in judged.groupby("scenario", sort=False):
        yield from _scenario(str(name), mine)


def _scenario(name: str, mine: pd.DataFrame) -> Iterator[str]:
    first = mine["metric"] == HEADLINE
    if mine["pairs"].max() < FEWEST_PAIRS:
        yield str((mine[first] if first.any() else mine)[f"sentence_{language()}"].iloc[0])
        return
    gains = _by_size(mine[(mine["verdict"] == BETTER) & ~first])
    harms = _by_size(mine[(mine["verdict"] == WORSE) & ~first])
    for row in pd.concat([mine[first], gains.head(MOST_GAINS), harms]).itertuples():
        yield f"{MARKS.get(str(row.verdict), ' ')} {getattr(row, f'sentence_{language()}')}"
    yield f"  {name}: {_rest(mine, len(gains))}"


def _by_size(rows: pd.DataFrame) -> pd.DataFrame:
    """The largest first, as a part of the baseline; what the baseline has nothing of comes before all."""
    size = (rows["difference"] / rows["baseline_mean"]).abs()
    return rows.loc[size.sort_values(ascending=False, kind="stable").index]


def _rest(mine: pd.DataFrame, gains: int) -> str:
    """How many outcomes are not among the lines: further gains, none at all, and what is inconclusive."""
    same = int(((mine["low"] == 0) & (mine["high"] == 0)).sum())
    unsure = int((~mine["verdict"].isin([BETTER, WORSE])).sum()) - same
    counts = {"better": max(0, gains - MOST_GAINS), "inconclusive": unsure, "same": same}
    said = listed([Pair(f"{n} 项{REST[what].zh}", f"{n} {REST[what].en}") for what, n in counts.items() if n])
    return spoken(
        Pair("此外另有{said}；--all 全部列出", "{said} beside these; --all prints each").fill(said=said)
    )
