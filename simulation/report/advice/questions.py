"""Questions of a street office, each answered from the results in one sentence, or said not to be known."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from simulation.experiment.comparison.policies.budget_ladder import JOINED
from simulation.report.advice.harms import whom
from simulation.report.data.comparison_rows import Row, first_leads, of_scenario
from simulation.report.data.metric_info import HEADLINE, MetricInfo
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.data.titles import best, by_weight, inline, names, with_unit
from simulation.report.figures.street.unheard import AGE, BY_DAY, Group, Unheard
from simulation.report.summary.ladder import called
from simulation.report.summary.sign_held import held
from simulation.report.wording.markup import rich
from simulation.text.bilingual import Pair, listed
from simulation.text.short_numbers import difference, level

BUDGET = 500_000  # yuan a year
POSTS, OVERTIME, STREET = "workers_filled", "overtime_hours", "cost_street"
NO_POSTS = 0.01  # of workers in posts: fewer more are vacancies that are filled sooner
NAMED_AT_MOST = 3

ASKED = {
    "budget": Pair("每年有 50 万元，做什么？", "What would 500,000 yuan a year buy?"),
    "posts": Pair("不增加编制，做什么？", "What, without new posts?"),
    "overtime": Pair("不增加加班，做什么？", "What, without more overtime?"),
    "soon": Pair("今年能不能见效？", "Results within this year?"),
    "old": Pair("对老年人有什么用？", "What is in it for the old?"),
    "tenants": Pair("对租户有什么用？", "What for tenants?"),
    "shifts": Pair("对白天上班、倒班的人有什么用？", "What for those at work by day, or on shifts?"),
    "worse": Pair("什么会变差，谁受影响？", "What gets worse, and for whom?"),
}
NOT_KNOWN = rich("<b>尚不知道：</b>", "<b>Not known:</b> ")
NO_METRIC = NOT_KNOWN + Pair("本次研究没有记录这一项。", "this study did not record it.")
NOTHING_HELPS = NOT_KNOWN + Pair(
    "没有方案对{m}的改善已有判断。", "no scenario’s effect on {m} is conclusive."
)
EFFECT = Pair("{m} {d}", "{m} {d}")
TOO_DEAR = rich(
    "50 万元不够：作用已有判断的方案中，最便宜的是<b>{s}</b>，每年 {b}。",
    "It is not enough: the cheapest conclusive choice is <b>{s}</b>, {b} a year.",
)
SUM = Pair("；各项没有一起试过，合计为推算", "; a sum of single remedies, not run together")
TIED = Pair("；与{t}的先后尚不能判断", "; whether it beats {t} is inconclusive")
BEST = rich("<b>{s}</b>{b}：{effect}；{sure}{order}。", "<b>{s}</b>{b}: {effect}; {sure}{order}.")
PRICED = Pair("（每年 {b}）", " ({b} a year)")
SAVING = Pair("（每年节省 {b}）", " (saves {b} a year)")
WITHIN = Pair("50 万元以内，", "Within 500,000 yuan: ")
WHATEVER = Pair("不计预算，", " Whatever it costs: ")
NONE_WITHIN = Pair("50 万元以内，没有作用明确的举措。", "Within 500,000 yuan none has a conclusive effect.")
UNSURE_HELP = Pair("{names}对{m}的作用尚不能判断。", " The effect of {names} on {m} is inconclusive.")
POSTS_SAME = Pair("在岗人数增加不到 1% 的方案中，", "Of those with less than 1% more workers in posts: ")
OVERTIME_SAME = Pair("加班没有明确增加的方案中，", "Of those whose overtime does not conclusively rise: ")
MORE_OVERTIME = Pair("加班明确增加的有{names}。", " Overtime rises with {names}.")
LESS_OVERTIME = Pair("加班明确减少的有{names}。", " It falls with {names}.")
NONE_LEFT = NOT_KNOWN + Pair(
    "满足条件的方案中，没有一个对{m}的改善已有判断。",
    "of the scenarios that meet this, none has a conclusive effect on {m}.",
)
HELD = Pair("{n} 套合理参数中 {k} 套方向一致", "sign held in {k} of {n} plausible sets")
FIRST_IN = Pair("{n} 对运行中 {k} 对居首", "first in {k} of {n} pairs")
LUCK = Pair("只试了随机波动，没有换用别的假设", "luck alone was tried, no other assumptions")
YEAR_ONE = rich(
    "若从 1 月开始，按模型一年内可见效：<b>{names}</b>对{m}的改善明确，最多的是{s}：{effect}；{sure}。",
    "If begun in January, within a year by the model: <b>{names}</b> conclusively cut {m}, most {s}: "
    "{effect}; {sure}.",
)
NO_YEAR_ONE = NOT_KNOWN + Pair(
    "第一年内，没有方案对{m}的改善已有判断。", "within the first year no effect on {m} is conclusive."
)
NOT_YET = Pair("{names}尚不能判断。", " Inconclusive: {names}.")
LATER = Pair("以后各年没有运行，不知道。", " Later years were not run.")
LATE_START = Pair(
    "研究期不从年初开始，按开始后十二个月算。", " Counted from the start of the study, twelve months."
)
PART_YEAR = Pair("只测量了 {days} 天，不到一年。", " Only {days} days were measured, less than a year.")
GROUP = rich(
    "{who}有 {x} 的需求始终无人知道；<b>{s}</b>{b}使它降低最多：{d}{rest}。",
    "Of the needs of {who} nobody ever hears of {x}; <b>{s}</b>{b} lowers that most: {d}{rest}.",
)
GROUP_UNSURE = NOT_KNOWN + Pair(
    "{who}有 {x} 的需求始终无人知道，各方案能否降低它尚不能判断。",
    "nobody hears of {x} of the needs of {who}; whether any scenario lowers that is inconclusive.",
)
RAISES = Pair("；{names}反而使它升高", "; {names} raises it")
TENANTS = NOT_KNOWN + Pair(
    "结果没有把租户与自住户分开。", "the results do not separate tenants from those who own their home."
)
SHIFTS = Pair("倒班没有单独记录。", " Shift work was not recorded apart.")
WORSE = rich("<b>{s}</b>：{list}", "<b>{s}</b>: {list}")
WHOM = Pair("{who}的{m} {d}", "for {who}, {m} {d}")
WORSE_END = Pair("；其余见“什么会变差”。", "; the rest stands under “What gets worse”.")
NO_WORSE = Pair(
    "没有方案使任何成效指标明确变差；尚不能判断的不等于没有。",
    "Nothing is conclusively worse with any scenario; what is inconclusive may still be.",
)


@dataclass(frozen=True)
class Results:
    """What the answers are made of."""

    folder: Folder
    rows: Mapping[str, list[Row]]
    known: Mapping[str, MetricInfo]
    unheard: Unheard

    @property
    def good(self) -> list[Row]:
        """Rows of the headline that are conclusively better, most gain first."""
        return best([row for row in self.rows.get(HEADLINE, []) if math.isfinite(row.difference)])

    @property
    def metric(self) -> Pair:
        """The headline inside a sentence."""
        return inline(self.known[HEADLINE].label)

    def of(self, metric: str) -> dict[str, Row]:
        """Rows of a metric by scenario."""
        return {row.scenario.id: row for row in self.rows.get(metric, [])}


def questions(
    folder: Folder, rows: Mapping[str, list[Row]], known: Mapping[str, MetricInfo], unheard: Unheard
) -> list[tuple[Pair, Pair]]:
    """Each question with its answer; none where no scenario is compared on the headline."""
    if HEADLINE not in known or not any(row.enough for row in rows.get(HEADLINE, [])):
        return []
    results = Results(folder, rows, known, unheard)
    answers = {
        "budget": _budget(results),
        "posts": _posts(results),
        "overtime": _overtime(results),
        "soon": _soon(results),
        "old": _group(results, Group(AGE, "60plus")),
        "tenants": TENANTS,
        "shifts": _group(results, Group(BY_DAY, "at_work")) + SHIFTS,
        "worse": _worse(results),
    }
    return [(ASKED[name], said) for name, said in answers.items()]


def _budget(results: Results) -> Pair:
    steps = results.folder.ladder.to_dict("records")
    if not steps:
        return NOTHING_HELPS.fill(m=results.metric)
    within = [each for each in steps if each["budget"] <= BUDGET]
    step = within[-1] if within else steps[0]
    s, b = called(results.folder, step["scenario"]), level(step["budget"], "yuan")
    if not within:
        return TOO_DEAR.fill(s=s, b=b)
    return _step(results, step)


def _step(results: Results, step: Mapping) -> Pair:
    """A step of the ladder with its price, its effect, and how sure that is."""
    s, b = called(results.folder, step["scenario"]), _yuan(step["budget"])
    d = _with_words(
        results,
        difference(step["effect_difference"], step["low"], step["high"], results.known[HEADLINE].unit),
    )
    tied = step["runner_up"] and step["verdict"] != "better"
    order = TIED.fill(t=called(results.folder, step["runner_up"])) if tied else Pair("", "")
    row = next((each for each in results.good if each.scenario.id == step["scenario"]), None)
    sure = _sure(results.folder, row) if row else FIRST_IN.fill(k=int(step["first_in"]), n=int(step["pairs"]))
    added = Pair("", "") if step["ran"] else SUM
    effect = EFFECT.fill(m=results.metric, d=d)
    return BEST.fill(s=s, b=b, effect=effect, sure=sure + added, order=order)


def _with_words(results: Results, text: Pair) -> Pair:
    words = results.known[HEADLINE].unit_words
    return text + words.each(" {}".format) if words.en else text


def _yuan(yuan: float) -> Pair:
    """What it costs the whole street a year, in brackets; nothing where that is not known."""
    if not math.isfinite(yuan):
        return Pair("", "")
    return (PRICED if yuan >= 0 else SAVING).fill(b=level(abs(yuan), "yuan"))


def _cost_of(folder: Folder, scenario: ShownScenario) -> Pair:
    return _yuan(folder.mean(STREET, scenario.id) - folder.mean(STREET, folder.baseline.id))


def _priced(folder: Folder, scenarios: Iterable[ShownScenario]) -> Pair:
    return listed(each.short_name + _cost_of(folder, each) for each in scenarios)


def _sure(folder: Folder, row: Row) -> Pair:
    found = held(folder, row)
    return HELD.fill(k=found.k, n=found.n) if found else LUCK


def _best_of(results: Results, rows: list[Row], whose: Pair) -> Pair:
    """The best of some rows that help, and whether it is ahead of the next; whose: which rows these are."""
    if not rows:
        return NONE_LEFT.fill(m=results.metric)
    first = rows[0]
    behind = len(rows) > 1 and not first_leads(results.folder, rows)
    order = TIED.fill(t=rows[1].scenario.short_name) if behind else Pair("", "")
    effect = EFFECT.fill(m=results.metric, d=with_unit(first.text, first))
    about = {"effect": effect, "sure": _sure(results.folder, first), "order": order}
    cost = _cost_of(results.folder, first.scenario)
    return whose + BEST.fill(s=first.scenario.short_name, b=cost, **about)


def _steps_of(results: Results, allowed: set[str]) -> list[Mapping]:
    """Steps of the ladder all of whose parts are allowed, the cheapest first."""
    steps = results.folder.ladder.to_dict("records")
    return [step for step in steps if set(step["scenario"].split(JOINED)) <= allowed]


def _best_step(results: Results, rows: list[Row], whose: Pair) -> Pair:
    """What does most within the budget and, where that is another, whatever it costs; without a ladder, the
    best of the rows."""
    steps = _steps_of(results, {row.scenario.id for row in rows})
    if not steps:
        return _best_of(results, rows, whose)
    within = [step for step in steps if step["budget"] <= BUDGET]
    said = whose + (WITHIN + _step(results, within[-1]) if within else NONE_WITHIN)
    return said if within and within[-1] is steps[-1] else said + WHATEVER + _step(results, steps[-1])


def _posts(results: Results) -> Pair:
    posts = results.of(POSTS)
    if not posts:
        return NO_METRIC
    same = [row for row in results.good if _no_posts(posts.get(row.scenario.id))]
    return _best_step(results, same, POSTS_SAME)


def _no_posts(row: Row | None) -> bool:
    return row is not None and row.difference <= NO_POSTS * row.baseline_mean


def _overtime(results: Results) -> Pair:
    hours = results.of(OVERTIME)
    if not hours:
        return NO_METRIC
    worse = {id for id, row in hours.items() if row.verdict == "worse"}
    same = [row for row in results.good if row.scenario.id not in worse]
    said = _best_step(results, same, OVERTIME_SAME)
    for verdict, words in (("better", LESS_OVERTIME), ("worse", MORE_OVERTIME)):
        some = [row.scenario for row in hours.values() if row.verdict == verdict]
        listing = _priced(results.folder, some) if verdict == "better" else names(some)
        said += words.fill(names=listing) if some else Pair("", "")
        unsure = [row.scenario for row in results.rows[HEADLINE] if row.unsure and row.scenario in some]
        if verdict == "better" and unsure:
            said += UNSURE_HELP.fill(names=names(unsure), m=results.metric)
    return said


def _soon(results: Results) -> Pair:
    """The first measured year: its own rows in a study of several years, else the whole period."""
    days = int(results.folder.study.get("days") or 0)
    table = results.folder.comparison_years
    first = table[(table["year"] == table["year"].min()) & (table["metric"] == HEADLINE)]
    helped = set(first.loc[first["verdict"] == "better", "scenario"]) if len(first) else None
    good = [row for row in results.good if helped is None or row.scenario.id in helped]
    tail = _later(results, days, helped is None)
    if not good:
        return NO_YEAR_ONE.fill(m=results.metric) + tail
    effect = EFFECT.fill(m=results.metric, d=_with_words(results, _in_first_year(good[0], first)))
    unsure = [row.scenario for row in results.rows[HEADLINE] if row not in good and not row.unchanged]
    said = YEAR_ONE.fill(
        names=_priced(results.folder, (row.scenario for row in good)),
        m=results.metric,
        s=good[0].scenario.short_name,
        effect=effect,
        sure=_sure(results.folder, good[0]),
    )
    return said + (NOT_YET.fill(names=names(unsure)) if unsure else Pair("", "")) + tail


def _in_first_year(row: Row, first: pd.DataFrame) -> Pair:
    for mine in first[first["scenario"] == row.scenario.id].to_dict("records"):
        return difference(mine["difference"], mine["low"], mine["high"], row.info.unit)
    return row.text


def _later(results: Results, days: int, one: bool) -> Pair:
    start = str(results.folder.study.get("start", ""))[5:10]
    said = LATER if one else Pair("", "")
    if one and days < 365:
        said = PART_YEAR.fill(days=days)
    return said + (LATE_START if start != "01-01" else Pair("", ""))


def _group(results: Results, group: Group) -> Pair:
    """What the scenarios do for the needs of a group that nobody hears of."""
    if group not in results.unheard.groups:
        return NO_METRIC
    rows = results.unheard.rows[group.id]
    about = {"who": group.name, "x": level(results.unheard.today(group), "share")}
    good = sorted((row for row in rows if row.verdict == "better"), key=lambda row: row.difference)
    if not good:
        return GROUP_UNSURE.fill(**about)
    worse = [row.scenario for row in rows if row.verdict == "worse"]
    rest = RAISES.fill(names=names(worse)) if worse else Pair("", "")
    about["b"] = _cost_of(results.folder, good[0].scenario)
    return GROUP.fill(s=good[0].scenario.short_name, d=good[0].text, rest=rest, **about)


def _worse(results: Results) -> Pair:
    """Of the first choices what gets worse for whom: the largest changes of each."""
    ahead = [row.scenario for row in results.good[:NAMED_AT_MOST]] or results.folder.scenarios[1:]
    said = [text for each in ahead if (text := _worst(results, each)).en][:NAMED_AT_MOST]
    if not said:
        return NO_WORSE
    return listed_with(said) + WORSE_END


def _worst(results: Results, scenario: ShownScenario) -> Pair:
    mine = [row for name in results.rows if (row := of_scenario(scenario, results.rows, name))]
    bad = by_weight([row for row in mine if row.verdict == "worse"])[:NAMED_AT_MOST]
    if not bad:
        return Pair("", "")
    items = [
        WHOM.fill(who=whom(results.folder, row), m=inline(row.info.label), d=with_unit(row.text, row))
        for row in bad
    ]
    return WORSE.fill(s=scenario.short_name, list=listed(items))


def listed_with(said: list[Pair]) -> Pair:
    """Sentences of several scenarios with semicolons between them."""
    whole = said[0]
    for each in said[1:]:
        whole += Pair("；", "; ") + each
    return whole
