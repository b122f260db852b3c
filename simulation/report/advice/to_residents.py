"""What the choice within the budget would mean, in words that an office can say to residents."""

from __future__ import annotations

from collections.abc import Mapping

from simulation.experiment.comparison.policies.budget_ladder import JOINED
from simulation.report.advice.certainty.redrawn_worlds import redrawn
from simulation.report.advice.harms import PLAINLY, WHOM, whom
from simulation.report.advice.ladder import in_full
from simulation.report.data.comparison_rows import Row
from simulation.report.data.metric_info import HEADLINE
from simulation.report.data.results_folder import Folder
from simulation.report.data.titles import by_weight, inline
from simulation.report.summary.sign_held import held
from simulation.report.wording.markup import joined
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import level

SOLVED = "resolution_general_median"
SAID = Pair(
    "电脑模拟（不是本街道的统计）显示：如果做{s}，{effects}。{cost}{sure}具体数字不是承诺，要花多少钱还要另行核算。",
    "A computer simulation (no count of ours) says: with {s}, {effects}. {cost}{sure}The figures are no "
    "promise, and what it costs has still to be worked out.",
)
SOONER = Pair(
    "一半的一般事项在 {a}内能解决，现在要 {b}",
    "half of the general cases would be solved within {a}, now {b}",
)
FEWER = Pair(
    "居民的需求没有解决的日子，总共少 {p}", "the days on which needs lie unsolved would be {p} fewer in all"
)
COST = Pair("也有代价：{m}{means}由 {b} 变为 {a}。", "It has a price: the {m} would go from {b} to {a}. ")
NO_COST = Pair(
    "对居民没有发现明确变差的方面。", "Nothing was found to get conclusively worse for residents. "
)
ALL_SETS = Pair("换用 {n} 套假定来算，方向都一样；", "All {n} sets of assumptions say the same direction. ")
SETS = Pair(
    "换用 {n} 套假定来算，{k} 套方向一样；", "Of {n} sets of assumptions {k} say the same direction. "
)
WORLDS = Pair(
    "全部假定一起变动的 {n} 种情形里，{k} 种比现状好；",
    "Where all assumptions change at once, {k} of {n} worlds are better than today. ",
)
ONE_SET = Pair("只按一套假定算过；", "Only one set of assumptions was tried. ")
RESIDENTS = (WHOM["needs"], WHOM["service"])


def to_residents(folder: Folder, rows: Mapping[str, list[Row]], step: Mapping) -> Pair:
    """A paragraph. step: the choice, a line of ladder.csv; rows: by metric."""
    mine = step["scenario"].split(JOINED)
    effects = [_sooner(rows, step["scenario"]), _fewer(folder, step)]
    return SAID.fill(
        s=in_full(folder, step["scenario"]),
        effects=joined("；", "; ", [each for each in effects if each.en]),
        cost=_cost(folder, rows, mine),
        sure=_sure(folder, rows, step["scenario"]),
    )


def _sooner(rows: Mapping[str, list[Row]], scenario: str) -> Pair:
    row = _row(rows, SOLVED, scenario)
    if row is None or row.verdict != "better":
        return Pair("", "")
    return SOONER.fill(a=row.info.level(row.mean), b=row.info.level(row.baseline_mean))


def _fewer(folder: Folder, step: Mapping) -> Pair:
    return FEWER.fill(
        p=level(-step["effect_difference"] / folder.mean(HEADLINE, folder.baseline.id), "share")
    )


def _cost(folder: Folder, rows: Mapping[str, list[Row]], mine: list[str]) -> Pair:
    """What gets worse most for residents, as a part of today's."""
    worse = [row for found in rows.values() for row in found if row.verdict == "worse"]
    theirs = by_weight([row for row in worse if row.scenario.id in mine and whom(folder, row) in RESIDENTS])
    if not theirs:
        return NO_COST
    row, info = theirs[0], theirs[0].info
    means = PLAINLY.get(info.id, Pair("", ""))
    return COST.fill(
        m=inline(info.label), means=means, b=info.level(row.baseline_mean), a=info.level(row.mean)
    )


def _sure(folder: Folder, rows: Mapping[str, list[Row]], scenario: str) -> Pair:
    row, worlds = _row(rows, HEADLINE, scenario), redrawn(folder)
    found = held(folder, row) if row else None
    said = (ALL_SETS if found.k == found.n else SETS).fill(k=found.k, n=found.n) if found else ONE_SET
    if worlds is None or worlds.choice != scenario:
        return said
    return said + WORLDS.fill(k=worlds.leads, n=worlds.worlds)


def _row(rows: Mapping[str, list[Row]], metric: str, scenario: str) -> Row | None:
    return next((row for row in rows.get(metric, []) if row.scenario.id == scenario), None)
