"""A study in which rules were replaced and no policy differs: nothing that a budget buys, so its page begins
with what the rules move, and gives no advice by budget."""

from __future__ import annotations

from collections.abc import Mapping

from simulation.report.data.comparison_rows import Row
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.data.titles import beside, inline, with_unit
from simulation.report.wording.markup import joined
from simulation.text.bilingual import Pair

MOST = 5
"""Outcomes that are told of, those that moved most clearly."""
NOT_BOUGHT = Pair(
    "换的是人的行为规则，不是政策，花钱买不到，所以这里不按预算给出建议。",
    "A rule of how people act was replaced, not a policy: no budget buys it, so no advice by budget is "
    "given.",
)
MOVED = Pair("{s}改变最明显的结果：{list}。", "What {s} changes most clearly: {list}.")
NOTHING = Pair("{s}没有任何结果有已能判断的变化。", "Nothing that {s} changes is conclusive.")


def moved(folder: Folder, rows: Mapping[str, list[Row]]) -> list[Pair]:
    """What was replaced is no policy, and what each scenario moves most clearly, where there are pairs
    enough."""
    judged = [row for found in rows.values() for row in found if row.enough]
    if not judged:
        return [NOT_BOUGHT]
    settled = [row for row in judged if row.conclusive]
    return [NOT_BOUGHT, *(_moved(scenario, settled) for scenario in folder.scenarios[1:])]


def _moved(scenario: ShownScenario, settled: list[Row]) -> Pair:
    mine = [row for row in settled if row.scenario == scenario and row.info.role != "input"]
    if not mine:
        return NOTHING.fill(s=scenario.name)
    clearest = sorted(mine, key=_clearness, reverse=True)[:MOST]
    each = [beside(inline(row.info.label), with_unit(row.text, row)) for row in clearest]
    return MOVED.fill(s=scenario.name, list=joined("；", "; ", each))


def _clearness(row: Row) -> float:
    """A difference beside half of its interval."""
    half = (row.high - row.low) / 2
    return abs(row.difference) / half if half else float("inf")
