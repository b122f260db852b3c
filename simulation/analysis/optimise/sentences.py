"""What a search found, in sentences of both languages."""

from __future__ import annotations

from simulation.analysis.optimise.measured import NEED_DAYS
from simulation.analysis.optimise.optimise import Optimised
from simulation.analysis.optimise.recheck import Checked, Verdict
from simulation.metrics import METRICS
from simulation.text.bilingual import LANGUAGES, Pair, counted, listed
from simulation.units import unit_word

NOTHING = Pair(
    "在每年 {budget} 元以内，没有找到经复核仍优于“维持现状”的组合。",
    "Within {budget} yuan a year no package was found that beats doing nothing when it is checked again.",
)
BEST = Pair(
    "在每年 {budget} 元以内，复核后最好的组合使{goal}变化 {change} {unit}"
    "（同时成立的 95% 区间 {low} 至 {high}），每年多花 {cost} 元（{cost_low} 至 {cost_high}）。",
    "Within {budget} yuan a year, the best package when checked again changes {goal} by {change} {unit} "
    "(95 % interval for all checked packages at once: {low} to {high}), and costs {cost} yuan a year more "
    "({cost_low} to {cost_high}).",
)
PACKAGE = Pair("这一组合包括{n}项：{policies}。", "It has {n} policies: {policies}.")
ONE_POLICY = Pair("只有一项政策：{policies}。", "It is one policy: {policies}.")
UNSURE = Pair(
    "区间含 0：不能断定它优于维持现状。", "The interval holds 0: it cannot be said to beat doing nothing."
)
SHARE = Pair(
    "在 {worlds}中，它有 {nothing} 种优于维持现状{second}。",
    "Of {worlds} it beats doing nothing in {nothing}{second}.",
)
SECOND = Pair("，有 {count} 种优于次优组合", ", and the runner-up in {count}")
NO_SECOND = Pair("；没有次优组合可比", "; there is no runner-up to compare with")
STEP = Pair(
    "从最省钱的起，第 {number} 步：每再减少一个需求未解决天数花 {price} 元"
    "（每年 {yuan} 元，减少 {spared} 天）。",
    "From the cheapest on, step {number}: each further need-day costs {price} yuan ({yuan} yuan a year; "
    "need-days spared: {spared}).",
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
    unit = Pair(*(unit_word(metric.unit, language).strip() for language in LANGUAGES))
    return {"goal": Pair(metric.label["zh"], metric.label["en"] + turned), "unit": unit}


def _numbers(best: Checked) -> dict[str, str]:
    change, cost = best.change, best.cost
    changes = {"change": change.mean, "low": change.low, "high": change.high}
    costs = {"cost": cost.mean, "cost_low": cost.low, "cost_high": cost.high}
    return {name: with_sign(each) for name, each in changes.items()} | {
        name: f"{each:,.0f}".replace("-", "−") for name, each in costs.items()
    }


def with_sign(change: float) -> str:
    """A change with one digit and its sign."""
    return f"{change:+,.1f}".replace("-", "−")


def package_said(titles: list[Pair]) -> Pair:
    """What is in a package, by the titles of its policies."""
    return (PACKAGE if len(titles) > 1 else ONE_POLICY).fill(n=len(titles), policies=listed(titles))


def facts(found: Optimised) -> list[Pair]:
    """What else is to be said of the best package: what is in it, its worlds, its steps, and what would
    overturn it."""
    if (best := found.verdict.best) is None:
        return []
    turned = [found.overturned.sentence] if found.overturned else []
    shares = shares_said(found.verdict, best.change.pairs)
    return [package_said(found.titles(best.name)), shares, *price_steps(found), *turned]


def shares_said(verdict: Verdict, worlds: int) -> Pair:
    """In how many of so many fresh worlds the best package beats doing nothing and the runner-up."""
    nothing, second = (
        f"{round(share * worlds)} ({share:.0%})" for share in (verdict.beats_nothing, verdict.beats_second)
    )
    told = SECOND.fill(count=second) if verdict.second else NO_SECOND
    fresh = counted(worlds, "种新的假定情形", "fresh world")
    return SHARE.fill(worlds=fresh, nothing=nothing, second=told)


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
