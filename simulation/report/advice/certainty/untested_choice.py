"""Whether the choice within the budget is the one whose assumptions were tried."""

from __future__ import annotations

from simulation.experiment.comparison.assumptions.advised_choice import advice_of
from simulation.experiment.comparison.policies.budget_ladder import BUDGET, step_within
from simulation.report.advice.ladder import called
from simulation.report.data.results_folder import Folder
from simulation.text.bilingual import Pair

OTHER = Pair(
    "现在 50 万元以内的选择是{t}；用别的假定检验的是{s}。请技术人员重新检验。",
    "The choice for 500,000 yuan is now {t}; what was tested against assumptions is {s}. Ask the technicians "
    "to test it anew.",
)


def untested(folder: Folder) -> Pair:
    """That the choice within the budget is another than the one that was tested, since runs were added or
    another budget was asked for; nothing where it is the same, or nothing was tested."""
    drawn, step = folder.drawn_worlds, step_within(folder.ladder, BUDGET)
    if drawn.empty or folder.overturning.empty or step is None:
        return Pair("", "")
    chosen, advice = str(drawn["choice"].iloc[0]), advice_of(drawn)
    if step["scenario"] == (advice[1] if advice else chosen):
        return Pair("", "")
    return OTHER.fill(s=called(folder, chosen), t=called(folder, step["scenario"]))
