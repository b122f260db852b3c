"""The picture of cost and effect: money and workers' time beside the headline, and the efficient frontier."""

from __future__ import annotations

from math import isfinite
from typing import Any

import pandas as pd

from simulation.experiment.comparison.policies.cost_effectiveness import efficient
from simulation.plots import cost_effect as draw
from simulation.plots.look import VERDICTS, slot
from simulation.report.data.comparison_rows import Row
from simulation.report.data.metric_info import HEADLINE, MetricInfo
from simulation.report.data.policy_dates import MARKS
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.data.scenario_selection import are_policies
from simulation.report.data.titles import inline
from simulation.report.figures import section
from simulation.report.figures.figure import Picture, Variant
from simulation.report.tables.table import Table, cell, named, table
from simulation.report.wording.strings import TEXT
from simulation.text.bilingual import Pair, listed, same
from simulation.text.short_numbers import carried, end

COSTS = {"cost": Pair("资金", "Money"), "bill_minutes": Pair("网格员工时", "Workers’ time")}
SUB = Pair(
    "与现状的差值：纵轴为{m}（{unit}，越低越好），横轴为新增成本或工时；十字为 95% 置信区间，"
    "空心：{m}的变化尚不能判断。",
    "Differences from today: vertical {m} ({unit}; lower is better), horizontal the extra cost; "
    "crosses: 95% confidence intervals; hollow: the change of {m} is inconclusive.",
)
NOTE = Pair(
    "点线为有效前沿：平均来看，没有别的方案以不更高的成本做到同样多；效果尚不能判断的不计入，次序本身没有检验。"
    "有效前沿针对全部方案，点线略过未显示的。最大与最小成本相差十倍以上时用对数刻度，现状（零）不在其上。",
    "Dotted steps: the efficient frontier. On average no other scenario does as much for no more; "
    "inconclusive effects are left out, and the order itself is not tested. The frontier is that of all "
    "scenarios; the steps skip those not shown. Costs more than ten times apart are on a log scale, which "
    "has no place for today (zero).",
)
ALT = Pair("散点图：{title}。数据见表。", "Dots of cost and effect: {title}. Table follows.")
BEST = Pair("按{c}看，有效前沿是{names}（{costs}）", "for {c} the efficient frontier is {names} ({costs})")
FROM_TO = Pair("{low} 至 {high}", "{low} to {high}")
NOBODY = Pair("按{c}看，没有方案在有效前沿上", "for {c} no scenario is on the efficient frontier")
HEADS = {
    "scenario": TEXT["scenario"],
    "cost_kind": Pair("成本类别", "Cost of"),
    "cost_difference": Pair("新增成本", "Extra cost"),
    "cost_low": Pair("下限", "Low end"),
    "cost_high": Pair("上限", "High end"),
    "effect_difference": Pair("效果差值", "Effect, difference"),
    "low": TEXT["low"],
    "high": TEXT["high"],
    "verdict": TEXT["verdict"],
    "efficient": Pair("有效前沿", "Efficient"),
}
YES, NO = Pair("是", "yes"), Pair("否", "no")


@section("effect", place=40, title=TEXT["effect_title"], aside=TEXT["same_draws"])
def cost_effect(folder: Folder, rows: dict[str, list[Row]]) -> Picture | None:
    """Dots of all scenarios with a cost; None without prices, or without an effect to set beside it.

    None, too, for a sweep of model parameters: no policy buys a parameter at its cost. A scenario of which
    no run can be paired has no dot.
    """
    if "sweep" in folder.study and not are_policies(folder.study):
        return None
    effects = {row.scenario: row for row in rows.get(HEADLINE, [])}
    points = [
        _point(kind, folder.scenarios, row, effects[row.scenario])
        for kind in COSTS
        for row in rows.get(kind, [])
        if row.scenario in effects and _is_known(row, effects[row.scenario])
    ]
    if folder.prices.empty or not points:
        return None
    frame = pd.DataFrame(points)
    frame["efficient"] = _efficient(folder, frame) & (frame["verdict"] == "better")
    info = next(iter(effects.values())).info
    costs = {kind: rows[kind][0].info for kind in COSTS if kind in set(frame["kind"])}
    picture = Picture("effect", "focus", "all", key=_key(folder.scenarios))
    heads = {kind: _head(COSTS[kind], each) for kind, each in costs.items()}
    picture.figures["effect"] = draw(frame, heads, {k: c.unit for k, c in costs.items()}, info.unit)
    picture.tables["effect"] = _table(frame, heads, _head(HEADS["effect_difference"], info))
    title, sub = _title(frame, costs), SUB.fill(m=inline(info.label), unit=info.difference_words)
    picture.variants["all"] = Variant(same(""), title, sub, NOTE, ALT.fill(title=title), "effect", "effect")
    return picture


def _is_known(*rows: Row) -> bool:
    return all(isfinite(row.difference) for row in rows)


def _head(kind: Pair, cost: MetricInfo) -> Pair:
    return Pair("{kind}（{unit}）", "{kind} ({unit})").fill(kind=kind, unit=cost.difference_words)


def _key(scenarios: list[ShownScenario]) -> list[dict[str, Any]]:
    return [
        {
            "id": each.id,
            "name": short(each, scenarios) + same(" ") + each.title,
            "stroke": slot(each.place).stroke,
            "dash": "solid",
        }
        for each in scenarios[1:]
    ]


def short(scenario: ShownScenario, among: list[ShownScenario]) -> Pair:
    """A mark for a dot: the number of the remedy that this scenario alone is, else a letter."""
    if _is_the_remedy(scenario, among):
        return same(MARKS[scenario.remedies[0] - 1])
    others = [each for each in among[1:] if not _is_the_remedy(each, among)]
    return same(chr(ord("A") + others.index(scenario)))


def _is_the_remedy(scenario: ShownScenario, among: list[ShownScenario]) -> bool:
    alike = [each for each in among[1:] if each.remedies == scenario.remedies]
    return len(scenario.remedies) == 1 and scenario.remedies[0] > 0 and alike == [scenario]


def _point(kind: str, among: list[ShownScenario], cost: Row, gain: Row) -> dict[str, Any]:
    said = Pair("{s}\n{c}：{cost}\n{m}：{gain}", "{s}\n{c}: {cost}\n{m}: {gain}")
    hover = said.fill(
        s=cost.scenario.title,
        c=cost.info.label,
        cost=_with_unit(cost.text, cost.info),
        m=gain.info.label,
        gain=_with_unit(gain.text, gain.info),
    )
    return {
        "kind": kind,
        "named": cost.scenario,
        "scenario": cost.scenario.id,
        "place": cost.scenario.place,
        "mark": short(cost.scenario, among),
        "conclusive": gain.conclusive,
        "verdict": gain.verdict,
        "hover": hover,
        "cost": cost.difference,
        "cost_low": cost.low,
        "cost_high": cost.high,
        "gain": gain.difference,
        "low": gain.low,
        "high": gain.high,
        "cost_texts": _texts(cost),
        "gain_texts": _texts(gain),
    }


def _texts(row: Row) -> list[Pair]:
    """A difference and the ends of its interval as written."""
    numbers = (row.difference, row.low, row.high)
    return [end(each, numbers, row.info.unit) for each in numbers]


def _with_unit(text: Pair, info: MetricInfo) -> Pair:
    return text if carried(info.unit) else text + info.difference_words.each(" {}".format)


def _efficient(folder: Folder, points: pd.DataFrame) -> pd.Series:
    """Whether no other does as much for no more: of money as prices.csv says, of minutes by the same rule."""
    prices = folder.prices[folder.prices["effect"] == HEADLINE].set_index("scenario")["efficient"]
    found = points["scenario"].map(prices).fillna(0).astype(bool)
    for kind, mine in points.groupby("kind"):
        if kind != "cost":
            found[mine.index] = efficient(mine["cost"], -mine["gain"]).astype(bool)
    return found


def _title(points: pd.DataFrame, infos: dict[str, MetricInfo]) -> Pair:
    """The efficient frontier of each kind of cost, and the extra cost of its two ends."""
    said = []
    for kind, mine in points.groupby("kind", sort=False):
        best = mine[mine["efficient"]].sort_values("cost")
        names = listed([_called(mark, each) for mark, each in zip(best["mark"], best["named"], strict=True)])
        costs = _costs([each[0] for each in best["cost_texts"]], infos[str(kind)])
        parts = {"c": COSTS[str(kind)].each(str.lower), "names": names, "costs": costs}
        said.append((BEST if len(best) else NOBODY).fill(**parts))
    text = Pair("；".join(each.zh for each in said), "; ".join(each.en for each in said))
    return text.each(lambda side: side[:1].upper() + side[1:])


def _costs(texts: list[Pair], cost: MetricInfo) -> Pair:
    """What the first and the last of the set cost more, with the unit."""
    if not texts:
        return same("")
    span = texts[0] if len(texts) == 1 else FROM_TO.fill(low=texts[0], high=texts[-1])
    return _with_unit(span, cost)


def _called(mark: Pair, scenario: ShownScenario) -> Pair:
    """A remedy by its number, any other by its title."""
    return mark if mark.en in MARKS else scenario.name


def _table(points: pd.DataFrame, kinds: dict[str, Pair], effect: Pair) -> Table:
    """kinds: each kind of cost with its unit; effect: the heading of the effect, with its unit."""
    columns = HEADS | {"effect_difference": effect}
    return table(columns, (_line(row, kinds) for row in points.to_dict("records")))


def _line(row: dict[Any, Any], kinds: dict[str, Pair]) -> list[Any]:
    yes = bool(row["efficient"])
    costs = zip(("cost", "cost_low", "cost_high"), row["cost_texts"], strict=True)
    gains = zip(("gain", "low", "high"), row["gain_texts"], strict=True)
    return [
        named(row["named"]),
        {"raw": row["kind"], "text": kinds[row["kind"]], "label": True},
        *(cell(row[number], text) for number, text in [*costs, *gains]),
        {"raw": row["verdict"], "text": VERDICTS[row["verdict"]].words},
        {"raw": int(yes), "text": YES if yes else NO},
    ]
