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
NO_OTHERS = Pair("；没有举措使其他问题变差", "; none makes another problem conclusively worse")


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
    own = [each for each, its in mine.items() if kind(each) in _moved("better", its, problem_of)]
    worse = [each for each, its in mine.items() if _moved("worse", its, problem_of) - {kind(each)}]
    return _of_their_own(own, len(remedies)) + _of_others(worse)


def _moved(verdict: str, rows: list[Row], problem_of: dict[str, int]) -> set[int]:
    """The problems of which some outcome has a verdict."""
    return {problem_of[row.info.id] for row in rows if row.verdict == verdict}


def _of_their_own(own: list[ShownScenario], remedies: int) -> Pair:
    said = ALL if len(own) == remedies > 1 else SOME if own else NONE
    return said.fill(k=remedies, n=len(own), own=marks(own))


def _of_others(worse: list[ShownScenario]) -> Pair:
    said = NO_OTHERS if not worse else ANOTHER if len(worse) == 1 else OTHERS
    return said.fill(m=len(worse), worse=marks(worse))
