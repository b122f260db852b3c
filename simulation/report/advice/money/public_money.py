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
from simulation.report.advice.harms import hardest
from simulation.report.advice.ladder import called
from simulation.report.data.comparison_rows import Row
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.data.titles import inline, with_unit
from simulation.report.figures.policies.payers import Bills
from simulation.report.wording.markup import joined, rich
from simulation.text.bilingual import Pair, same
from simulation.text.short_numbers import level, signed

GROSS = Pair(
    "预算按毛成本算，含市场收入、捐赠、基金和业主的钱。",
    "Budgets are gross: gifts, funds, owners and market income included.",
)
PUBLIC_ALONE = rich(
    "如果 50 万元只算财政和党建资金，作用最大的是<b>{s}</b>：用 {net}，另需外部资金 {outside}{added}。{but}",
    " If the 500,000 is public and party money only, the largest effect is that of <b>{s}</b>: {net}, and "
    "{outside} from outside{added}.{but}",
)
BUT = Pair("代价：{list}。", " At a price: {list}.")
MAKES = Pair("{s}使{list}", "{list} with {s}")
CHANGE = Pair("{m} {d}", "{m} {d}")
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


def gross(folder: Folder) -> Pair:
    """What a budget counts; nothing where no ledger was kept."""
    return Pair("", "") if folder.ledger.empty else GROSS


def public_money(folder: Folder, rows: Mapping[str, list[Row]]) -> Pair:
    """Where public and party money alone would buy something that does more: what that is, what it takes,
    what it needs from outside, and what its parts make worse. Else, and where no ledger was kept,
    nothing."""
    if folder.ledger.empty or folder.ladder.empty:
        return Pair("", "")
    found, step = public_choice(folder), step_within(folder.ladder, BUDGET)
    if found is None or (step and _no_more(found, step)):
        return Pair("", "")
    bill = Bills(folder).together(found.name.split(JOINED))
    return PUBLIC_ALONE.fill(
        s=called(folder, found.name) + (Pair("", "") if found.ran else same("†")),
        net=level(bill.net, "yuan"),
        outside=level(bill.outside, "yuan"),
        added=Pair("", "") if found.ran else ADDED,
        but=but(folder, rows, found.name.split(JOINED)),
    )


def but(folder: Folder, rows: Mapping[str, list[Row]], parts: list[str]) -> Pair:
    """What each of these scenarios makes worse most for workers and for residents; nothing where nothing."""
    said = [_makes(folder, rows, each) for each in folder.scenarios if each.id in parts]
    there = [each for each in said if each.en]
    return BUT.fill(list=joined("；", "; ", there)) if there else Pair("", "")


def _makes(folder: Folder, rows: Mapping[str, list[Row]], scenario: ShownScenario) -> Pair:
    mine = [row for found in rows.values() for row in found if row.scenario.id == scenario.id]
    changes = [
        CHANGE.fill(
            m=inline(row.info.label),
            d=with_unit(signed(row.difference, row.low, row.high, row.info.unit), row),
        )
        for row in hardest(folder, mine)
    ]
    return MAKES.fill(s=scenario.short_name, list=joined("、", ", ", changes)) if changes else Pair("", "")


def _no_more(found: Choice, step: Mapping[Any, Any]) -> bool:
    """Whether a choice is that of the gross budget, or does less."""
    return found.name == step["scenario"] or found.gain <= -step["effect_difference"]
