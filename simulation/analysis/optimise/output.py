"""What a search leaves in its folder: the page, the package as a scenario, its trace, and tables."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
from markupsafe import Markup

import simulation.analysis.optimise.sentences as answer
from simulation.analysis.optimise.measured import NEED_DAYS
from simulation.analysis.optimise.optimise import Optimised
from simulation.analysis.optimise.packages import name_of
from simulation.analysis.optimise.recheck import Checked
from simulation.analysis.optimise.tracing import DAYS
from simulation.experiment.comparison.assumptions.overturning import DRAWN, TABLE
from simulation.experiment.tracing import why_said
from simulation.metrics import METRICS
from simulation.pages import Section, drawn, page
from simulation.plots.look import slot
from simulation.scenario import resolve
from simulation.text.bilingual import Pair, counted, same

PAGE, PACKAGE, TRACE = "optimise.html", "package.yaml", "trace.csv"
TITLE = Pair("{name}：预算内最好的举措组合", "{name}: the best package in the budget")
PACKAGE_HEAD = Pair("组合的内容", "The package")
PACKAGE_TEXT = Pair("package.yaml 是可直接运行的情景：", "package.yaml is a scenario that runs as it stands:")
CHECKED_HEAD = Pair("复核", "Checked again")
CHECKED_TEXT = Pair(
    "搜索没有见过的随机数和参数组，完整时段；区间对全部组合同时成立。",
    "Seeds and parameter sets that the search has not seen, over the whole period; intervals hold for all "
    "packages at once.",
)
CHECKED_HEADS = (
    Pair("组合", "package"), Pair("变化", "change"), Pair("区间", "interval"),
    Pair("每年多花（元）", "yuan a year more"), Pair("遵守限制", "keeps the limits"),
)  # fmt: skip
FIGURE_HEAD = Pair("花费与效果", "Cost against effect")
FIGURE_TEXT = Pair(
    "小点为搜索中试过的组合，大点为复核的组合（横竖线为区间）；折线为从维持现状起最省钱的每一步。",
    "Small dots are packages that the search tried, large ones those that were checked again, with their "
    "intervals; the line is the cheapest way on from doing nothing, step by step.",
)
COST_AXIS = Pair("每年多花（元）", "yuan a year more")
TRACE_HEAD = Pair("为什么", "Why")
TRACE_TEXT = Pair(
    "在一个社区里、一个随机种子、最初 {days}的追踪，只看方向：{said}。",
    "Traced in one community, with one seed, over the first {days}; read signs alone: {said}.",
)
YES, NO = Pair("是", "yes"), Pair("否", "no")


def write(found: Optimised, folder: Path) -> Path:
    """Write everything into the folder; the path of the page."""
    _tried(found).to_csv(folder / "trials.csv", index=False, lineterminator="\n")
    _checked(found).to_csv(folder / "checked.csv", index=False, lineterminator="\n")
    if found.package:
        own = {"en": "The best package in the budget", "zh": "预算内最好的举措组合"}
        scenario = replace(found.package, title=own, experiment=found.base.experiment)
        (folder / PACKAGE).write_text(resolve(scenario), encoding="utf-8")
    if found.overturned:
        for name, table in ((TABLE, found.overturned.table), (DRAWN, found.overturned.drawn)):
            table.to_csv(folder / name, index=False, lineterminator="\n")
    if found.why:
        found.why.links.to_csv(folder / TRACE, index=False, lineterminator="\n")
    good = found.verdict.is_sure
    title = TITLE.fill(name=Pair(found.base.title["zh"], found.base.title["en"]))
    text = page(title, answer.verdict(found), answer.facts(found), sections(found), good)
    (folder / PAGE).write_text(text, encoding="utf-8")
    return folder / PAGE


def _tried(found: Optimised) -> pd.DataFrame:
    """One row per package that was tried, with its goals as they were measured and the step of each lever."""
    goals, signs = found.asked.goals, found.asked.signs()
    return pd.DataFrame(
        {
            "generation": each.generation,
            "package": name_of(each.point),
            "keeps_limits": each.worth.keeps_limits,
            "pairs": each.worth.level,
            "efficient": name_of(each.point) in found.front,
            **{goal: at * sign for goal, at, sign in zip(goals, each.worth.goals, signs, strict=True)},
            **each.point,
        }
        for each in found.tried
    )


def _checked(found: Optimised) -> pd.DataFrame:
    sign = found.asked.signs()[0]
    return pd.DataFrame(
        {
            "package": each.name,
            found.asked.goals[0]: each.change.mean * sign,
            "low": min(each.change.low * sign, each.change.high * sign),
            "high": max(each.change.low * sign, each.change.high * sign),
            "cost": each.cost.mean,
            "cost_low": each.cost.low,
            "cost_high": each.cost.high,
            "worlds": each.change.pairs,
            "keeps_limits": each.keeps,
            "policies": "; ".join(found.said(each.name)),
        }
        for each in found.verdict.packages
    )


def sections(found: Optimised) -> list[Section]:
    """Of the page: the package, the picture, the check, and why."""
    best, whole = found.verdict.best, []
    if best:
        whole.append(Section(PACKAGE_HEAD, PACKAGE_TEXT, rows=[[each] for each in found.said(best.name)]))
    if found.verdict.packages:
        rows = [_row(number, each) for number, each in enumerate(found.verdict.packages, start=1)]
        whole += [
            Section(FIGURE_HEAD, FIGURE_TEXT, _figure(found)),
            Section(CHECKED_HEAD, CHECKED_TEXT, None, CHECKED_HEADS, rows),
        ]
    if found.why:
        days = counted(min(DAYS, found.base.experiment.days), "天", "day")
        said = TRACE_TEXT.fill(days=days, said=why_said(found.why))
        whole.append(Section(TRACE_HEAD, said))
    return whole


def _row(number: int, each: Checked) -> list[Pair | str]:
    low, high = answer.with_sign(each.change.low), answer.with_sign(each.change.high)
    return [
        str(number),
        answer.with_sign(each.change.mean),
        Pair(f"{low} 至 {high}", f"{low} to {high}"),
        f"{each.cost.mean:,.0f}",
        YES if each.keeps else NO,
    ]


def _figure(found: Optimised) -> Markup:
    packages = found.verdict.packages
    by_name = {each.name: each for each in packages}
    steps = [by_name[each.name] for each in found.verdict.steps]
    tried = [each.worth.goals for each in found.tried if each.worth.keeps_limits]
    small = _points([each[1] for each in tried], [-each[0] for each in tried])
    line = _points([0, *(each.cost.mean for each in steps)], [0, *(-each.change.mean for each in steps)])
    large = _points([each.cost.mean for each in packages], [-each.change.mean for each in packages])
    data = [
        small | {"mode": "markers", "marker": {"size": 5, "color": slot(10).stroke}},
        line | {"mode": "lines", "line": {"color": slot(1).stroke}, "hoverinfo": "skip"},
        large
        | {
            "mode": "markers+text",
            "text": [str(at) for at in range(1, len(packages) + 1)],
            "textposition": "top left",
            "marker": {"size": 11, "color": slot(2).stroke},
            "error_x": _bars([each.cost.high - each.cost.mean for each in packages]),
            "error_y": _bars([each.change.high - each.change.mean for each in packages]),
        },
    ]
    return drawn(data, COST_AXIS, _effect_axis(found))


def _points(x: list[float], y: list[float]) -> dict[str, object]:
    return {"type": "scatter", "x": x, "y": y}


def _effect_axis(found: Optimised) -> Pair:
    metric = METRICS[found.asked.goals[0]]
    better = Pair("减少", "less") if found.asked.signs()[0] > 0 else Pair("增加", "more")
    if metric.name == NEED_DAYS:
        return Pair("减少的需求未解决天数（每千人每年）", "need-days less, of 1,000 residents in a year")
    return Pair(f"{metric.label['zh']}{better.zh}", f"{better.en} {metric.label['en']}") + same(
        f" [{metric.unit}]"
    )


def _bars(half: list[float]) -> dict[str, object]:
    return {"type": "data", "array": half, "thickness": 1}
