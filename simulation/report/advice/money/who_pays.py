"""Who pays for the choice within a budget, by payer, in one sentence."""

from __future__ import annotations

from simulation.experiment.comparison.policies.budget_ladder import BUDGET, JOINED, step_within
from simulation.report.advice.ladder import in_full
from simulation.report.advice.money.data_platform import spread
from simulation.report.data.measured_money import FISCAL, PAYERS, paid_months, whole_years
from simulation.report.data.results_folder import Folder
from simulation.report.figures.policies.payers import LEAST, Bills, yuan
from simulation.report.wording.markup import joined, rich
from simulation.text.bilingual import Pair

PAID_BY = rich(
    "<b>{s}</b>比现状多花的（{months}，折成一年）：{list}。{spread}{later}",
    "<b>{s}</b>, beyond today ({months}, as a year): {list}.{spread}{later}",
)
BY = Pair("{payer} {yuan}{whose}", "{payer} {yuan}{whose}")
WHOSE = {
    FISCAL: Pair("（区还是街道出，模型没有区分）", " (district or street: the model does not tell)"),
}
"""What is not known of a payer."""
LATER = Pair(
    "只算了这一段；实际从哪一年出起、以后各年出多少，都不知道。",
    " Only these months were computed: from which real year on it is due, and how much later, is not known.",
)


def who_pays(folder: Folder) -> Pair | None:
    """The payers of what does most within the budget, else of the cheapest step; None where nothing helps or
    there is no ledger. Payers of less than a twentieth are left out."""
    steps = folder.ladder.to_dict("records")
    if not steps or folder.ledger.empty:
        return None
    names = (step_within(folder.ladder, BUDGET) or steps[0])["scenario"]
    paid = Bills(folder).together(names.split(JOINED)).payers
    most = max(map(abs, paid.values()))
    large = {payer: value for payer, value in paid.items() if abs(value) >= LEAST * most > 0}
    said = [
        BY.fill(payer=PAYERS[payer], yuan=yuan(value), whose=WHOSE.get(payer, Pair("", "")))
        for payer, value in large.items()
    ]
    about = {"s": in_full(folder, names), "months": paid_months(folder), "spread": spread(folder, names)}
    about["later"] = Pair("", "") if whole_years(folder) else LATER
    return PAID_BY.fill(list=joined("；", "; ", said), **about) if said else None
