"""How many remedies improve the problem that each is meant for, and how many make another one worse."""

from __future__ import annotations

from simulation.experiment.comparison.finding import FEWEST_PAIRS
from simulation.metrics.problems import Problem
from simulation.report.data.comparison_rows import Row
from simulation.report.data.results_folder import ShownScenario
from simulation.report.summary.remedy_columns import MARKS, kind, marks
from simulation.text.bilingual import Pair

FEW = Pair(
    "配对数不足，哪项举措改善哪个问题尚不能判断：至少需要 {least} 对",
    "Too few pairs to say which remedy improves which problem: at least {least} are needed",
)
ALL = Pair("{k} 项举措都改善了各自针对的问题", "Each of the {k} remedies improves its own problem")
SOME = Pair(
    "{k} 项举措中有 {n} 项改善了各自针对的问题（{own}）",
    "{n} of {k} remedies improve their own problem ({own})",
)
NONE = Pair("举措是否改善各自针对的问题，都尚不能判断", "No remedy conclusively improves its own problem")
OTHERS = Pair("；{m} 项举措使其他问题变差（{worse}）", "; {m} make another problem worse ({worse})")
ANOTHER = Pair("；1 项举措使其他问题变差（{worse}）", "; 1 makes another problem worse ({worse})")
SLIGHTLY = Pair("，其中{slight}的变动都不到现状的 1%", ", {slight} by less than 1% of today’s each time")
NO_OTHERS = Pair("；没有举措使其他问题变差", "; none makes another problem conclusively worse")
SLIGHT = 0.01  # of today's level (assumed): what gets worse by less is said to


def finding(found: tuple[Problem, ...], shown: list[ShownScenario], rows: dict[str, list[Row]]) -> Pair:
    """The finding in a sentence; where no remedy has pairs enough, that."""
    problem_of = {name: each.number for each in found for name in each.outcomes}
    remedies = [each for each in shown if kind(each) <= len(MARKS)]
    mine = {
        each: [row for name in problem_of for row in rows.get(name, []) if row.scenario == each]
        for each in remedies
    }
    if not any(row.enough for its in mine.values() for row in its):
        return FEW.fill(least=FEWEST_PAIRS)
    own, harm = [], {}
    for each, its in mine.items():
        theirs = [row for row in its if problem_of[row.info.id] == kind(each)]
        own += [each] * any(row.verdict == "better" for row in theirs)
        if worse := [row for row in its if row.verdict == "worse" and row not in theirs]:
            harm[each] = worse
    return _of_their_own(own, len(remedies)) + _of_others(harm)


def _of_their_own(own: list[ShownScenario], remedies: int) -> Pair:
    said = ALL if len(own) == remedies > 1 else SOME if own else NONE
    return said.fill(k=remedies, n=len(own), own=marks(own))


def _of_others(harm: dict[ShownScenario, list[Row]]) -> Pair:
    """harm: of each remedy that has any, the outcomes of other problems that get worse."""
    said = NO_OTHERS if not harm else ANOTHER if len(harm) == 1 else OTHERS
    slight = [each for each, its in harm.items() if all(map(_slight, its))]
    slightly = SLIGHTLY.fill(slight=marks(slight)) if slight else Pair("", "")
    return said.fill(m=len(harm), worse=marks(list(harm))) + slightly


def _slight(row: Row) -> bool:
    return abs(row.difference) < SLIGHT * abs(row.baseline_mean)
