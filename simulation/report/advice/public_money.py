"""What a budget buys where it is public and party money alone, and money from outside comes on top."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulation.experiment.comparison.policies.budget_ladder import (
    BUDGET,
    JOINED,
    Choice,
    step_within,
    steps_by,
)
from simulation.report.advice.choices import all_choices
from simulation.report.advice.ladder import called
from simulation.report.data.results_folder import Folder
from simulation.report.figures.policies.payers import Bills
from simulation.report.wording.markup import rich
from simulation.text.bilingual import Pair, same
from simulation.text.short_numbers import level

GROSS = Pair(
    "预算按毛成本算，含市场收入、捐赠、基金和业主的钱。",
    " Budgets are gross: gifts, funds, owners and market income included.",
)
PUBLIC_ALONE = rich(
    "如果 50 万元只算财政和党建资金，作用最大的是<b>{s}</b>：用 {net}，另需外部资金 {outside}{added}。",
    " If the 500,000 is public and party money only, the largest effect is that of <b>{s}</b>: {net}, and "
    "{outside} from outside{added}.",
)
ADDED = Pair("（推算，没有一起运行过）", " (a sum, not run together)")


def public_choice(folder: Folder, yuan: float = BUDGET) -> Choice | None:
    """The step of a ladder whose budgets are public and party money alone that does most within so many yuan
    a year; None where no step is, or there is no ledger."""
    if folder.ledger.empty:
        return None
    bills, choices = Bills(folder), all_choices(folder)
    net = {each.name: bills.together(each.name.split(JOINED)).net for each in choices}
    steps = [step for step, _, _ in steps_by(choices, lambda one: net[one.name]) if net[step.name] <= yuan]
    return steps[-1] if steps else None


def public_money(folder: Folder) -> Pair:
    """What the budget counts and, where public and party money alone would buy something that does more, what
    that is, what it takes, and what it needs from outside. Nothing where no ledger was kept."""
    if folder.ledger.empty or folder.ladder.empty:
        return Pair("", "")
    found, gross = public_choice(folder), step_within(folder.ladder, BUDGET)
    if found is None or (gross and _no_more(found, gross)):
        return GROSS
    bill = Bills(folder).together(found.name.split(JOINED))
    said = PUBLIC_ALONE.fill(
        s=called(folder, found.name) + (Pair("", "") if found.ran else same("†")),
        net=level(bill.net, "yuan"),
        outside=level(bill.outside, "yuan"),
        added=Pair("", "") if found.ran else ADDED,
    )
    return GROSS + said


def _no_more(found: Choice, gross: Mapping[Any, Any]) -> bool:
    """Whether a choice is that of the gross budget, or does less."""
    return found.name == gross["scenario"] or found.gain <= -gross["effect_difference"]
