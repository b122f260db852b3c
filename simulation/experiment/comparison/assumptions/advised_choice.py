"""For which budget a choice was made whose assumptions were tried, and what its rival costs, in words."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from simulation.experiment.comparison.policies.budget_ladder import JOINED
from simulation.text.bilingual import Pair, listed
from simulation.text.short_numbers import level

CHOSEN = Pair("每年新增预算 {b}以内的选择是{s}。", "The choice for {b} a year is {s}.")
CHOSEN_PART = Pair(
    "每年新增预算 {b}以内的选择是{t}，没有一起运行过；这里检验其中作用最大的一项：{s}。",
    "The choice for {b} a year, {t}, was not run together; tested is the part of it that does most, {s}.",
)
DEARER = Pair(
    "预算内没有其他有作用的方案，因此与超出预算者中费用最低的{r}（每年 {c}）比较。",
    "No other remedy that helps costs under {b}, so it is compared with the cheapest above it, {r} ({c} a "
    "year).",
)
NO_RIVAL = Pair(
    "其他方案都没有作用，因此只与对照比较。", "Nothing else helps, so it meets the baseline alone."
)


def advice_of(drawn: pd.DataFrame) -> tuple[float, str] | None:
    """The budget in yuan a year and what the advice takes within it, as drawn_worlds.csv has both; None where
    the choice is the best by its runs alone."""
    if "advised" not in drawn or not isinstance(step := drawn["advised"].iloc[0], str) or not step:
        return None
    return float(drawn["budget"].iloc[0]), step


def chosen_said(drawn: pd.DataFrame, titles: Mapping[str, Pair]) -> Pair:
    """For which budget it is the choice, or a part of it; nothing where it is so by its runs alone. titles:
    what scenarios are called, as a sentence has them."""
    if (advice := advice_of(drawn)) is None:
        return Pair("", "")
    budget, step = advice
    s = titles[str(drawn["choice"].iloc[0])]
    parts = step.split(JOINED)
    if len(parts) == 1:
        return CHOSEN.fill(b=sum_said(budget), s=s)
    return CHOSEN_PART.fill(b=sum_said(budget), s=s, t=listed(titles[each] for each in parts))


def rival_said(drawn: pd.DataFrame, titles: Mapping[str, Pair]) -> Pair:
    """That the rival costs more than the budget, or that there is none; else nothing."""
    if (advice := advice_of(drawn)) is None:
        return Pair("", "")
    if len(drawn) == 1:
        return NO_RIVAL
    rival = drawn.iloc[0]
    if not math.isfinite(cost := float(rival["rival_cost"])) or cost <= advice[0]:
        return Pair("", "")
    return DEARER.fill(r=titles[str(rival["rival"])], c=level(cost, "yuan"), b=sum_said(advice[0]))


def sum_said(yuan: float) -> Pair:
    """A round budget as it was named: 50 万元 / 500,000 yuan."""
    return Pair(f"{yuan / 10_000:,.6g} 万元", f"{yuan:,.0f} yuan")
