"""What a search found, in sentences of both languages."""

from __future__ import annotations

from simulation.analysis.optimise.measured import NEED_DAYS
from simulation.analysis.optimise.optimise import Optimised
from simulation.analysis.optimise.recheck import Checked
from simulation.metrics import METRICS
from simulation.text.bilingual import Pair

NOTHING = Pair(
    "在每年 {budget} 元以内，没有找到经复核仍优于“维持现状”的组合。",
    "Within {budget} yuan a year no package was found that beats doing nothing when it is checked again.",
)
BEST = Pair(
    "在每年 {budget} 元以内，复核后最好的组合使{goal}变化 {change}"
    "（同时成立的 95% 区间 {low} 至 {high}，{unit}），每年多花 {cost} 元（{cost_low} 至 {cost_high}）。",
    "Within {budget} yuan a year, the best package when checked again changes {goal} by {change} (95 % "
    "interval for all checked packages at once: {low} to {high}, {unit}), and costs {cost} yuan a year more "
    "({cost_low} to {cost_high}).",
)
UNSURE = Pair(
    "区间含 0：不能断定它优于维持现状。", "The interval holds 0: it cannot be said to beat doing nothing."
)
SHARE = Pair(
    "在 {worlds} 种新的假定情形中，它有 {nothing} 优于维持现状{second}。",
    "Of {worlds} fresh worlds it beats doing nothing in {nothing}{second}.",
)
SECOND = Pair("，有 {share} 优于次优组合", ", and the runner-up in {share}")
NO_SECOND = Pair("；没有次优组合可比", "; there is no runner-up to compare with")
STEP = Pair(
    "第 {number} 步：每再减少一个需求未解决天数花 {price} 元（每年 {yuan} 元，减少 {spared} 天）。",
    "Step {number}: each further need-day costs {price} yuan ({yuan} yuan and {spared} need-days a year).",
)


def verdict(found: Optimised) -> Pair:
    """The answer in a sentence or two."""
    best, budget = found.verdict.best, f"{found.asked.budget:,.0f}"
    if best is None:
        return NOTHING.fill(budget=budget)
    said = BEST.fill(budget=budget, **_goal(found), **_numbers(best))
    return said if best.helps else said + Pair("", " ") + UNSURE


def _goal(found: Optimised) -> dict[str, Pair | str]:
    metric = METRICS[found.asked.goals[0]]
    turned = " × −1" if found.asked.signs()[0] < 0 else ""
    return {"goal": Pair(metric.label["zh"], metric.label["en"] + turned), "unit": metric.unit}


def _numbers(best: Checked) -> dict[str, str]:
    change, cost = best.change, best.cost
    return {
        "change": f"{change.mean:+,.1f}", "low": f"{change.low:+,.1f}", "high": f"{change.high:+,.1f}",
        "cost": f"{cost.mean:,.0f}", "cost_low": f"{cost.low:,.0f}", "cost_high": f"{cost.high:,.0f}",
    }  # fmt: skip


def facts(found: Optimised) -> list[Pair]:
    """What else is to be said of the best package: its worlds, its steps, and what would overturn it."""
    if found.verdict.best is None:
        return []
    worlds = str(found.verdict.best.change.pairs)
    share = f"{found.verdict.beats_second:.0%}"
    second = SECOND.fill(share=share) if found.verdict.second else NO_SECOND
    shares = SHARE.fill(worlds=worlds, nothing=f"{found.verdict.beats_nothing:.0%}", second=second)
    turned = [found.overturned.sentence] if found.overturned else []
    return [shares, *price_steps(found), *turned]


def price_steps(found: Optimised) -> list[Pair]:
    """What each step along the checked packages costs; only of need-days."""
    if found.asked.goals[0] != NEED_DAYS:
        return []
    return [
        STEP.fill(
            number=number, price=f"{each.price:,.0f}", yuan=f"{each.yuan:,.0f}", spared=f"{each.spared:,.0f}"
        )
        for number, each in enumerate(found.verdict.steps, start=1)
    ]
