"""Which package does most at a budget: a table, and its finding as a title."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from simulation.experiment.comparison.policies.remedy_contributions import Game, game
from simulation.plots.look import VERDICTS
from simulation.report.data.metric_info import HEADLINE, MetricInfo
from simulation.report.data.results_folder import Folder
from simulation.report.data.titles import inline
from simulation.text.bilingual import Pair, same
from simulation.text.short_numbers import DASH, difference, level
from simulation.text.verdicts import INCONCLUSIVE

HEADS = (
    Pair("预算", "Budget"),
    Pair("组合", "Package"),
    Pair("新增成本", "Extra cost"),
    Pair("{m}差值", "{m}, difference"),
    Pair("第二名", "Next best"),
    Pair("与第二名之差", "Lead over it"),
    Pair("先后判断", "Order"),
)
MOST = Pair(
    "预算达到每千名居民每年 {b}时，{s}使{m}减少最多：{d}",
    "From {b} per 1,000 residents and year on, {s} cuts {m} most: {d}",
)
TIE = Pair(
    "预算达到每千名居民每年 {b}时，领先的是{s}与{t}，哪个作用更大尚不能判断",
    "From {b} per 1,000 residents and year on, {s} and {t} lead; which does more is inconclusive",
)
NOTHING = Pair(
    "在所列预算内，平均来看没有哪种组合使{m}减少",
    "Within the budgets shown, no package cuts {m} on average",
)
CONCLUSIVE = Pair(
    "；{k} 档预算中有 {n} 档前两名的先后已有判断",
    "; the order of the first two is conclusive at {n} of {k} budgets",
)
TODAY = Pair("不增加举措", "no remedy")
APART = {
    "better": Pair("已有判断", "conclusive"),
    INCONCLUSIVE: VERDICTS[INCONCLUSIVE].words,
}
SUB = Pair(
    "每档预算（元/(千人·年)）：平均作用最大、新增成本不超过预算的组合，与现状的差值，括号内为 95% 置信区间。",
    "For each budget (yuan per 1,000 residents and year): the package with the largest mean effect whose "
    "extra cost is within it, and its difference from today; brackets: 95% confidence intervals.",
)
NOTE = Pair(
    "组合由同一批运行选出并检验，未作多重比较校正，第一名会显得比实际好。",
    "Packages are chosen and judged by the same runs, without correction for multiple comparisons, so the "
    "first looks better than it is.",
)


@dataclass(frozen=True)
class Budgets:
    """The table of budgets: finding, how to read it, heads, one line per budget, and what the marks mean."""

    title: Pair
    sub: Pair
    note: Pair
    heads: list[Pair]
    lines: list[list[Pair]]
    key: list[Pair]


def budgets(folder: Folder, known: dict[str, MetricInfo]) -> Budgets | None:
    """The budgets of the headline; None where a study has no packages or no such metric."""
    rows = folder.budgets[folder.budgets["effect"] == HEADLINE].to_dict("records")
    made = game(folder.study)
    if not (rows and made and HEADLINE in known):
        return None
    info, marks = known[HEADLINE], _marks(made)
    heads = [head.fill(m=info.label) for head in HEADS]
    lines = [_line(row, marks, info) for row in rows]
    spoken = marks | {each: folder.titles[each].quoted() for each in made.remedies}
    return Budgets(_title(rows, spoken, info), SUB, NOTE, heads, lines, _key(folder, made))


def _marks(made: Game) -> dict[str, Pair]:
    """What a package is called: by the numbers of its remedies in the list; no package by a dash."""
    marks = {
        name: same("".join(_mark(at) for at in range(len(made.remedies)) if place >> at & 1))
        for place, name in enumerate(made.names)
    }
    return marks | {made.names[0]: TODAY, "": DASH}


def _mark(at: int) -> str:
    """The number of a remedy in a circle: ① for the first."""
    return chr(ord("①") + at)


def _key(folder: Folder, made: Game) -> list[Pair]:
    return [folder.titles[each].each(f"{_mark(at)} {{}}".format) for at, each in enumerate(made.remedies)]


def _line(row: dict[Any, Any], marks: dict[str, Pair], info: MetricInfo) -> list[Pair]:
    alone = not row["runner_up"]
    gain = difference(row["effect_difference"], row["low"], row["high"], info.unit)
    return [
        level(row["budget"], "yuan"),
        marks[row["scenario"]],
        level(row["cost_difference"], "yuan"),
        DASH if marks[row["scenario"]] is TODAY else gain,
        marks[row["runner_up"]],
        DASH if alone else difference(row["lead"], row["lead_low"], row["lead_high"], info.unit),
        DASH if alone else APART[row["verdict"]],
    ]


def _title(rows: list[dict[Any, Any]], names: dict[str, Pair], info: MetricInfo) -> Pair:
    """What the largest budget buys, from where on, and how often the order of the first two is conclusive."""
    last, label = rows[-1], inline(info.label)
    if names[last["scenario"]] is TODAY:
        return NOTHING.fill(m=label)
    said = (MOST if last["verdict"] == "better" else TIE).fill(
        b=level(next(row["budget"] for row in rows if row["scenario"] == last["scenario"]), "yuan"),
        s=names[last["scenario"]],
        t=names[last["runner_up"]],
        m=label,
        d=difference(last["effect_difference"], last["low"], last["high"], info.unit),
    )
    several = [row for row in rows if row["runner_up"]]
    conclusive = sum(row["verdict"] == "better" for row in several)
    return said + CONCLUSIVE.fill(n=conclusive, k=len(several))
