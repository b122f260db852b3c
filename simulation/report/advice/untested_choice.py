"""Whether the choice within the budget is the one whose assumptions were tried."""

from __future__ import annotations

from simulation.report.advice.ladder import called, step_within
from simulation.report.advice.questions import BUDGET
from simulation.report.data.results_folder import Folder
from simulation.text.bilingual import Pair

MOST_OF_SINGLE = Pair("作用最大的单项举措", "the single remedy that does most")
MOST_OF_ALL = Pair("作用最大的方案", "the scenario that does most")
SECTION = Pair(
    "本节检验的是{s}，即平均{most}；50 万元以内的选择{t}，没有用别的假定这样检验过。",
    "This section tests {s}, {most} on average; the choice for 500,000 yuan, {t}, has not been tested "
    "against assumptions in this way.",
)
PARAGRAPH = Pair(
    "以上检验的是{s}；50 万元以内的选择{t}，没有用别的假定这样检验过。",
    "All this tests {s}; the choice for 500,000 yuan, {t}, has not been tested against assumptions in this "
    "way.",
)


def untested(folder: Folder, words: Pair = SECTION) -> Pair:
    """That the choice within the budget is another than the one that was tested; nothing where it is the
    same, or nothing was tested. words: of the section, or of the paragraph under the ladder."""
    drawn, step = folder.drawn_worlds, step_within(folder, BUDGET)
    if drawn.empty or folder.overturning.empty or step is None:
        return Pair("", "")
    chosen = str(drawn["choice"].iloc[0])
    if step["scenario"] == chosen:
        return Pair("", "")
    single = any(each.id == chosen and len(each.remedies) == 1 for each in folder.scenarios)
    most = MOST_OF_SINGLE if single else MOST_OF_ALL
    return words.fill(most=most, s=called(folder, chosen), t=called(folder, step["scenario"]))
