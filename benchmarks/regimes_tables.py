"""What the regimes of remedies come to: effects with a sign, which parameters decide, and tables in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from simulation.metrics import METRICS
from simulation.statistics import paired_difference

DECIDING = 2  # parameters that are tried at their ends, for each effect


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


def tell_deciding(
    sets: pd.DataFrame, scan: pd.DataFrame, effects: Iterable[Effect]
) -> dict[tuple[int, str], list[str]]:
    """Print and return the parameters that go along most with each effect, by rank correlation over sets."""
    found = {}
    beyond = float(stats.norm.ppf(1 - 0.025 / sets.shape[1])) / np.sqrt(len(sets) - 1)
    print(f"\nwhich parameters decide (rank correlation over {len(sets)} sets; * beyond luck, {beyond:.2f})")
    for each in effects:
        gains = scan[each.key]
        rho = sets.rank().corrwith(gains.rank()).fillna(0.0)
        found[each.key] = list(rho.abs().sort_values(ascending=False).index[:DECIDING])
        share = (gains > 0).mean(), (gains < 0).mean()
        words = ", ".join(
            f"{path} {rho[path]:+.2f}{'*' if abs(rho[path]) > beyond else ''}" for path in found[each.key]
        )
        print(f"  {each.remedy} {each.metric}: better in {share[0]:.0%}, worse in {share[1]:.0%}; {words}")
    return found


def tell_confirmed(table: pd.DataFrame) -> None:
    """Print what the extreme sets do with other luck."""
    print("\nthe extreme sets of the scan, with luck that it has not seen (gain, 95 % interval)")
    for row in table.to_dict("records"):
        print(f"  {_head(row)} meant {row['meant']:8} set {row['set']:4}: {_words(row)}")


def tell_ends(table: pd.DataFrame) -> None:
    """Print what each deciding parameter alone does at the ends of its range and at 0."""
    print("\none parameter at the ends of its range and at 0, all others as they are")
    for row in table.to_dict("records"):
        print(f"  {_head(row)} {row['parameter']} = {row['value']:g}: {_words(row)}")


def tell_plausible(table: pd.DataFrame) -> None:
    """Print under how many plausible sets each remedy helps, harms, or neither."""
    sets = table["set"].nunique()
    print(f"\nshare of {sets} plausible sets (verdict by the interval of the runs of each set)")
    for (remedy, metric), mine in table.groupby(["remedy", "metric"], sort=False):
        says = mine["says"].value_counts(normalize=True)
        shares = ", ".join(f"{word} {says.get(word, 0.0):.0%}" for word in ("helps", "neither", "harms"))
        print(f"  {remedy} {metric}: {shares}; mean gain {mine['gain'].mean():.3g}")


def _head(row: dict) -> str:
    return f"{row['remedy']} {row['metric']:32}"


def _words(row: dict) -> str:
    return f"{row['gain']:+.3g} ({row['low']:+.3g} to {row['high']:+.3g}) {row['says']}"
