"""Shares of needs that nobody ever hears of, by groups of residents and kinds of matters."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from simulation.experiment.comparison.finding import FEWEST_PAIRS, LEVEL
from simulation.plots.street.flows import COLUMNS
from simulation.report.data.comparison_rows import Row
from simulation.report.data.metric_info import MetricInfo
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.figures.street.grids import FEWEST_NEEDS
from simulation.report.tables.all_metrics import Line, line
from simulation.statistics import PairedDifference, holm, paired_difference
from simulation.text.bilingual import Pair, same
from simulation.text.short_numbers import difference
from simulation.text.verdicts import INCONCLUSIVE

AGE, BY_DAY, DOMAIN = "age_group", "by_day", "domain"
NAMES: dict[str, dict[str, Pair]] = {
    AGE: {
        "under_18": Pair("未满 18 岁居民", "those under 18"),
        "18_29": Pair("18–29 岁居民", "those aged 18–29"),
        "30_39": Pair("30–39 岁居民", "those aged 30–39"),
        "40_49": Pair("40–49 岁居民", "those aged 40–49"),
        "50_59": Pair("50–59 岁居民", "those aged 50–59"),
        "60plus": Pair("60 岁及以上居民", "those aged 60 and over"),
    },
    BY_DAY: {
        "at_work": Pair("白天上班上学的居民", "those at work or school by day"),
        "at_home": Pair("白天在家的居民", "those at home by day"),
    },
    DOMAIN: COLUMNS[DOMAIN],
}


@dataclass(frozen=True)
class Group:
    """A group of needs: its way of grouping, its key in the file, and its name inside a sentence."""

    way: str
    key: str

    @property
    def id(self) -> str:
        """A name that no other group has."""
        return f"{self.way}:{self.key}"

    @property
    def name(self) -> Pair:
        """Its name; a key that this version does not know stands for itself."""
        return NAMES[self.way].get(self.key, same(self.key))

    @property
    def info(self) -> MetricInfo:
        """The group's share as a row of a table."""
        label = self.name.each(lambda text: text[:1].upper() + text[1:])
        return MetricInfo(self.id, label, "share", "lower", "outcome")


@dataclass(frozen=True)
class Unheard:
    """Shares of needs that nobody hears of, by group, scenario and run."""

    folder: Folder

    @cached_property
    def shares(self) -> pd.Series:
        """Share by way, key, scenario and replication; groups with few needs in some run are left out."""
        parts = [_counts(self.folder.unheard, way) for way in (AGE, BY_DAY)] + [_domains(self.folder.flows)]
        counts = pd.concat([part for part in parts if len(part)] or parts[:1])
        fewest = counts.groupby(["way", "key"])["arose"].transform("min")
        kept = counts[fewest >= FEWEST_NEEDS]
        return kept["unheard"] / kept["arose"]

    @cached_property
    def groups(self) -> list[Group]:
        """The groups of which there is something to say, in the order of their names."""
        there = set(zip(*(self.shares.index.get_level_values(at) for at in ("way", "key")), strict=True))
        known = [(way, key) for way, names in NAMES.items() for key in names]
        return [Group(*each) for each in known if each in there]

    def of(self, group: Group, scenario: str) -> pd.Series:
        """A group's shares in the runs of a scenario, by replication."""
        try:
            return self.shares.loc[group.way, group.key, scenario]
        except KeyError:
            return pd.Series([], dtype=float)

    def today(self, group: Group) -> float:
        """A group's mean share in the runs of the baseline."""
        return float(self.of(group, self.folder.baseline.id).mean())

    @cached_property
    def rows(self) -> dict[str, list[Row]]:
        """Paired differences of every scenario and group, judged with all groups of a scenario at once."""
        found: dict[str, list[Row]] = {group.id: [] for group in self.groups}
        for scenario in self.folder.scenarios[1:]:
            pairs = [
                _paired(self.of(g, self.folder.baseline.id), self.of(g, scenario.id)) for g in self.groups
            ]
            for group, pair, p in zip(self.groups, pairs, holm([pair.p for pair in pairs]), strict=True):
                found[group.id].append(_row(scenario, group.info, pair, float(p)))
        return found

    def lines(self) -> list[Line]:
        """The table: one line per group, one cell per scenario."""
        return [line(self.today(g), g.info, self.rows[g.id], self.folder.scenarios[1:]) for g in self.groups]

    def most(self, way: str) -> list[Group]:
        """The group with the largest share in the baseline, and those that the runs cannot separate from
        it; none where that is all of them."""
        ranked = self._ranked(way)
        if not ranked:
            return []
        today = self.folder.baseline.id
        first = self.of(ranked[0], today)
        if len(first) < FEWEST_PAIRS:
            return ranked[:1]
        p = holm([_paired(first, self.of(other, today)).p for other in ranked[1:]])
        apart = [place for place, one in enumerate(p, 1) if one < 1 - LEVEL]
        return ranked[: apart[0]] if apart else []

    def least(self, way: str) -> Group:
        """The group with the smallest share today."""
        return self._ranked(way)[-1]

    def _ranked(self, way: str) -> list[Group]:
        return sorted((g for g in self.groups if g.way == way), key=self.today, reverse=True)

    @property
    def runs(self) -> int:
        """How many runs the baseline has in the file."""
        return int(self.folder.unheard.query("scenario == @self.folder.baseline.id")["replication"].nunique())

    @property
    def known(self) -> bool:
        """Whether the folder knows whose needs were unheard."""
        return any(group.way == AGE for group in self.groups)

    def whole(self) -> float:
        """Mean share of all residents' needs today."""
        found = self.folder.unheard
        mine = found[found["scenario"] == self.folder.baseline.id]
        runs = mine.groupby("replication")[["arose", "unheard"]].sum()
        return float((runs["unheard"] / runs["arose"]).mean())

    @cached_property
    def grids(self) -> pd.DataFrame:
        """Share on record by run (rows) of each grid today, and of the whole street in the column 0."""
        found = self.folder.grids
        mine = found[found["scenario"] == self.folder.baseline.id]
        counts = mine.groupby(["replication", "grid"])[["recorded", "arose"]].sum()
        street = counts.groupby("replication").sum()
        grids = pd.DataFrame((counts["recorded"] / counts["arose"]).unstack("grid"))
        grids.insert(0, 0, street["recorded"] / street["arose"])
        return grids

    def low_grids(self) -> list[int]:
        """Grids that have a smaller share on record than the street, run after run; the smallest first."""
        street, *shares = (self.grids[grid] for grid in self.grids)
        p = holm([_paired(street, share).p for share in shares])
        low = [each for each, one in zip(shares, p, strict=True) if one < 1 - LEVEL]
        low = sorted((each for each in low if each.mean() < street.mean()), key=lambda each: each.mean())
        return [int(str(each.name)) for each in low]


def _counts(table: pd.DataFrame, way: str) -> pd.DataFrame:
    """arose, unheard by way, key, scenario and replication."""
    counts = table.groupby([way, "scenario", "replication"])[["arose", "unheard"]].sum()
    return _as_way(counts, way)


def _domains(flows: pd.DataFrame) -> pd.DataFrame:
    silent = flows["needs"].where(flows["channel"] == "silent", 0)
    counts = flows.assign(arose=flows["needs"], unheard=silent)
    return _as_way(counts.groupby([DOMAIN, "scenario", "replication"])[["arose", "unheard"]].sum(), DOMAIN)


def _as_way(counts: pd.DataFrame, way: str) -> pd.DataFrame:
    return pd.concat({way: counts}, names=["way"]).rename_axis(["way", "key", "scenario", "replication"])


def _paired(before: pd.Series, after: pd.Series) -> PairedDifference:
    one, other = before.align(after, join="inner")
    return paired_difference(one.to_numpy(), other.to_numpy())


def _row(scenario: ShownScenario, info: MetricInfo, pair: PairedDifference, p: float) -> Row:
    enough = pair.pairs >= FEWEST_PAIRS
    conclusive = enough and p < 1 - LEVEL
    verdict = ("better" if pair.mean < 0 else "worse") if conclusive else INCONCLUSIVE
    low, high = (pair.low, pair.high) if enough else (math.nan, math.nan)
    numbers = (pair.baseline_mean, pair.treatment_mean, pair.mean, low, high, pair.pairs)
    said = difference(pair.mean, low, high, info.unit)
    return Row(scenario, info, *numbers, verdict, None, said)
