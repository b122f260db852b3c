"""What the regimes of remedies come to: effects with a sign, and tables in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from simulation.metrics import METRICS
from simulation.statistics import paired_difference


@dataclass(frozen=True)
class Effect:
    """The change that a remedy makes to a metric."""

    remedy: int
    metric: str

    @property
    def key(self) -> tuple[int, str]:
        """Its column in a table of effects."""
        return self.remedy, self.metric

    def gain(self, before: pd.Series, after: pd.Series) -> float:
        """The change, above 0 where it is for the better; NaN where a run has no such figure."""
        sign = 1 if METRICS[self.metric].better == "higher" else -1
        return sign * float(after.get(self.metric, np.nan) - before.get(self.metric, np.nan))

    def summary(self, gains: pd.Series) -> dict[str, object]:
        """Mean gain with its interval over paired runs, and what that says."""
        found = paired_difference(np.zeros(len(gains)), gains.to_numpy(float))
        says = "helps" if found.low > 0 else "harms" if found.high < 0 else "neither"
        return {"gain": found.mean, "low": found.low, "high": found.high, "pairs": found.pairs, "says": says}


def ends_of(gains: pd.Series) -> dict[str, int]:
    """The rows of a scan that should help most, do nothing, and harm most."""
    known = gains.dropna()
    if known.empty:
        return {}
    return {
        "helps": int(known.idxmax()), "neither": int(known.abs().idxmin()), "harms": int(known.idxmin())
    }  # fmt: skip


def print_scan(scan: pd.DataFrame, effects: Iterable[Effect], path: Path) -> None:
    """Write the scan, and print in how many sets each effect is for the better."""
    scan.set_axis([f"{remedy} {metric}" for remedy, metric in scan.columns], axis=1).to_csv(path, index=False)
    print(f"\nover {len(scan)} sets drawn from the ranges (one run each)")
    for each in effects:
        gains = scan[each.key].dropna()
        better, worse = (gains > 0).mean(), (gains < 0).mean()
        print(f"  {each.remedy} {each.metric}: better in {better:.0%}, worse in {worse:.0%}")


CONFIRMED = "the extreme sets of the scan, with random draws that it has not seen (gain, 95 % interval)"
AT_ENDS = "one number at the ends of its range and at 0, all others as they are"
AT_CORNERS = "many numbers, and the state of the street, at their ends at once"


def print_gains(table: pd.DataFrame, path: Path, heading: str, case: str) -> None:
    """Write a table of gains, and print a line for each. case: what is said of a row's setting."""
    table.to_csv(path, index=False, lineterminator="\n")
    print(f"\n{heading}")
    for row in table.to_dict("records"):
        print(
            ("  {remedy} {metric:32} " + case + ": {gain:+.3g} ({low:+.3g} to {high:+.3g}) {says}").format(
                **row
            )
        )


def print_plausible(table: pd.DataFrame, path: Path) -> None:
    """Write the table, and print under how many plausible sets each remedy helps, harms, or neither."""
    sets = table["set"].nunique()
    table.to_csv(path, index=False)
    print(f"\nshare of {sets} plausible sets (verdict by the interval of the runs of each set)")
    for (remedy, metric), mine in table.groupby(["remedy", "metric"], sort=False):
        says = mine["says"].value_counts(normalize=True)
        shares = ", ".join(f"{word} {says.get(word, 0.0):.0%}" for word in ("helps", "neither", "harms"))
        print(f"  {remedy} {metric}: {shares}; mean gain {mine['gain'].mean():.3g}")
