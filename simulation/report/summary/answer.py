"""The answer in three sentences, from the headline's rows, what moves beside it, and who is left out."""

from __future__ import annotations

import math
from dataclasses import dataclass

from simulation.experiment.comparison.finding import FEWEST_PAIRS
from simulation.report.data.comparison_rows import Row, first_leads, of_scenario
from simulation.report.data.metric_info import HEADLINE, MetricInfo
from simulation.report.data.results_folder import Folder
from simulation.report.data.titles import (
    bare,
    best,
    by_weight,
    inline,
    names,
    one,
    size,
    spoken_size,
    tally,
    with_unit,
)
from simulation.report.figures.street.unheard import Unheard
from simulation.report.summary import unheard_summary
from simulation.report.summary.short_answers import four
from simulation.report.summary.unit_prices import price_of
from simulation.report.wording.markup import rich
from simulation.report.wording.tooltips import NEED_DAY, term
from simulation.text.bilingual import Pair, counted, listed
from simulation.text.short_numbers import level

NAMED_AT_MOST = 2
GLOSS = rich(
    "<span class=iv>（一件需求拖一天计 1 天）</span>",
    " <span class=iv>(one need open for one day counts one)</span>",
)
IT = Pair("它", "It")
WORSE_AT_MOST = 8  # what gets worse is named, not counted
START = rich(
    "<b>建议优先推行{s}。</b>它使{m}减少 <b>{d}</b> <span class=iv>（{ends}）</span>，降幅 {part}，"
    "对照为 {b}。",
    "<b>Start with {s}.</b> It cuts {m} by <b>{d}</b> <span class=iv>({ends})</span>, or {part}; "
    "the baseline has {b}.",
)
RAISE = rich(
    "<b>建议优先推行{s}。</b>它使{m}增加 <b>{d}</b> <span class=iv>（{ends}）</span>，增幅 {part}，"
    "对照为 {b}。",
    "<b>Start with {s}.</b> It raises {m} by <b>{d}</b> <span class=iv>({ends})</span>, or {part}; "
    "the baseline has {b}.",
)
TIED = rich(
    "<b>{s1}与{s2}都改善{m}，先后尚不能判断：</b>{d1} 与 {d2}，对照为 {b}。",
    "<b>{s1} and {s2} both improve {m}; which does more is inconclusive:</b> {d1} and {d2}; "
    "the baseline has {b}.",
)
NOTHING = rich(
    "<b>各方案对{m}的作用都尚不能判断。</b>对照为 {b}。",
    "<b>No scenario has a conclusive effect on {m}.</b> The baseline has {b}.",
)
NOTHING_ONE = rich(
    "<b>{s}对{m}的作用尚不能判断。</b>对照为 {b}。",
    "<b>The effect of {s} on {m} is inconclusive.</b> The baseline has {b}.",
)
HARM = rich("<b>没有一个方案改善{m}。</b>{finding}。", "<b>No scenario improves {m}.</b> {finding}.")
ALONE = rich(
    "<b>{m}为 {b}</b>。只有一个方案，没有比较。",
    "<b>{m}: {b}</b>. With one scenario there is nothing to compare.",
)
FEW = rich(
    "<b>每个方案只有 {n}，不足以给出区间和判断。</b>至少需要 {least} 对，还差 {more} 对。",
    "<b>With {n} a scenario there is no interval and no verdict.</b> "
    "At least {least} are needed, {more} more.",
)
ABSENT = rich(
    "<b>本次研究没有记录需求未解决天数</b>，所以不建议优先推行哪一项；各项指标见下表。",
    "<b>Unsolved need-days were not recorded in this study</b>, so it recommends no scenario; "
    "see the table of all metrics.",
)
COST = Pair("成本比对照多 {c}（{ends}）{price}。", " It costs {c} more than the baseline ({ends}){price}.")
SAVED = Pair("成本比对照少 {c}（{ends}）{price}。", " It costs {c} less than the baseline ({ends}){price}.")
PRICED = Pair("，需求未解决天数每减少 1 天，成本 {p}", ": {p} per need-day avoided")
UNPRICED = Pair("，单位成本尚不能判断", "; its unit cost is inconclusive")
NO_COST = Pair("成本没有记录。", " Its cost was not recorded.")
ALSO = rich(
    "另有 <b>{n} 项</b>指标因{s}改善，变化最大的是{list}。",
    "{s} also improves <b>{n} other metrics</b>, most of all {list}.",
)
ALSO_ONE = rich("{s}还改善{list}。", "{s} also improves {list}.")
GAINS = rich(
    "{s}使 <b>{n} 项</b>指标改善，变化最大的是{list}。",
    "{s} improves <b>{n} metrics</b>, most of all {list}.",
)
GAINS_ONE = rich("{s}改善{list}。", "{s} improves {list}.")
NO_GAINS = rich("没有一项指标因{s}改善。", "{s} improves no metric conclusively.")
NOT_ALSO = rich("没有其他指标因{s}改善。", "{s} improves no other metric conclusively.")
BUT = rich(
    "<span class=but><b>但有 {n} 个指标变差：</b>{list}。</span>",
    " <span class=but><b>But {n} metrics get worse:</b> {list}.</span>",
)
BUT_ONE = rich(
    "<span class=but><b>但有一个指标变差：</b>{list}。</span>",
    " <span class=but><b>But one metric gets worse:</b> {list}.</span>",
)
NO_BUT = rich("没有指标变差。", " No metric gets conclusively worse.")
INCONCLUSIVE = rich(
    "<b>{names}对{m}的作用尚不能判断</b>{more}。",
    "<b>The effect of {names} on {m} is inconclusive</b>{more}.",
)
UNCHANGED = rich("{names}使{m}在每一对运行中都不变。", " With {names}, {m} is the same in every pair.")
ALL_BETTER = rich("各方案都改善{m}。", "Every scenario improves {m}.")
SOME_WORSE = rich(
    "{n} 个方案中有 {k} 个改善{m}；使它变差的是{names}。",
    "For {m}, better: {k} of {n} scenarios; worse: {names}.",
)
OTHERS = Pair("另外 {n} 项（见全部指标）", "{n} more (see all metrics)")
MORE = Pair("（还需约 {n}）", " (about {n})")
SILENT = Pair("对照中 {x} 的需求起初无人提出", "In the baseline {x} of needs go unreported at first")
STILL = Pair("，采用{s}后为 {y}。", "; with {s}, {y}.")


@dataclass(frozen=True)
class Answer:
    """What the page says first: sentences, and short answers by the id of their question."""

    sentences: list[Pair]
    short: dict[str, Pair]
    lead: Row | None


def answer(
    folder: Folder, rows: dict[str, list[Row]], known: dict[str, MetricInfo], unheard: Unheard
) -> Answer:
    """The answer of one folder, whatever it holds: no metric, one scenario, few pairs, no effect."""
    headline = [row for row in rows.get(HEADLINE, []) if math.isfinite(row.difference)]
    if not headline:
        whose = [unheard_summary.sentence(unheard, None)] if unheard.known else []
        return Answer([_alone(folder, known), *whose], {}, None)
    good = best(headline)
    lead = good[0] if good else None
    enough = any(row.enough for row in headline)  # else the first sentence has said so of them all
    sentences = [
        _first(folder, headline, good, rows),
        _beside(lead, len(good) == 1 or first_leads(folder, good), headline, rows),
        _left_out(rows, lead, unheard)
        + (Pair("", " ") + _inconclusive(headline) if enough else Pair("", "")),
    ]
    return Answer(sentences, four(folder, headline, good, rows, unheard), lead)


def _alone(folder: Folder, known: dict[str, MetricInfo]) -> Pair:
    info = known.get(HEADLINE)
    if info is None:
        return ABSENT
    return ALONE.fill(m=info.label, b=info.level(folder.mean(HEADLINE, folder.baseline.id)))


def _first(folder: Folder, headline: list[Row], good: list[Row], rows: dict[str, list[Row]]) -> Pair:
    about = _about(headline[0])
    if not any(row.enough for row in headline):
        return FEW.fill(
            n=counted(max(row.pairs for row in headline), "对运行", "pair"),
            least=FEWEST_PAIRS,
            more=min(r.more_pairs or 0 for r in headline),
        )
    if not good:
        worse = [row for row in headline if row.verdict == "worse"]
        return (
            HARM.fill(finding=one(min(worse, key=lambda row: row.gain)), **about)
            if worse
            else _nothing(headline, about)
        )
    if len(good) > 1 and not first_leads(folder, good):
        named = {"s1": good[0].scenario.name, "s2": good[1].scenario.name}
        return TIED.fill(d1=good[0].text, d2=good[1].text, **named, **about)
    sentence = START if good[0].difference < 0 else RAISE
    part = level(abs(good[0].difference) / good[0].baseline_mean, "share")
    said = sentence.fill(s=good[0].scenario.name, d=size(good[0]), ends=bare(good[0]), part=part, **about)
    return said + _cost(folder, good[0], rows)


def _nothing(headline: list[Row], about: dict[str, Pair]) -> Pair:
    if len(headline) == 1:
        return NOTHING_ONE.fill(s=headline[0].scenario.name, **about)
    return NOTHING.fill(**about)


def _about(row: Row) -> dict[str, Pair]:
    headline = term(inline(row.info.label), NEED_DAY) + GLOSS
    return {"m": headline, "b": row.info.level(row.baseline_mean)}


def _cost(folder: Folder, lead: Row, rows: dict[str, list[Row]]) -> Pair:
    cost = of_scenario(lead.scenario, rows, "cost")
    if cost is None:
        return NO_COST
    price = price_of(folder, lead.scenario)
    priced = Pair("", "") if price is None else PRICED.fill(p=price) if price.en else UNPRICED
    words = COST if cost.difference >= 0 else SAVED
    return words.fill(c=spoken_size(cost), ends=bare(cost), price=priced)


def _beside(lead: Row | None, alone: bool, headline: list[Row], rows: dict[str, list[Row]]) -> Pair:
    """What the leading scenario, or the only one, moves beside the headline; of several without a lead, how
    many comparisons are conclusive. alone: whether the sentence before has named it alone."""
    judged = [row for row in headline if row.enough]
    if lead is None and len(judged) != 1:
        return tally([row for found in rows.values() for row in found]) + Pair("。", ".")
    scenario = (lead or judged[0]).scenario
    others = [row for metric, found in rows.items() if metric != HEADLINE for row in found]
    mine = [row for row in others if row.scenario == scenario]
    better, worse = ([row for row in mine if row.verdict == kind] for kind in ("better", "worse"))
    several, single, none = (ALSO, ALSO_ONE, NOT_ALSO) if lead else (GAINS, GAINS_ONE, NO_GAINS)
    gains = (several if len(better) > 1 else single) if better else none
    losses = (BUT if len(worse) > 1 else BUT_ONE) if worse else NO_BUT
    gained, lost = (
        _named(by_weight(better)[:NAMED_AT_MOST]),
        _named(by_weight(worse)[:WORSE_AT_MOST], len(worse) - WORSE_AT_MOST),
    )
    named = IT if lead and alone else scenario.name
    return gains.fill(s=named, n=len(better), list=gained) + losses.fill(n=len(worse), list=lost)


def _named(rows: list[Row], more: int = 0) -> Pair:
    """Some rows with their differences, and how many more there are."""
    items = [
        Pair("{m} {d}", "{m} {d}").fill(m=inline(row.info.label), d=with_unit(row.text, row)) for row in rows
    ]
    return listed(items + ([OTHERS.fill(n=more)] if more > 0 else []))


def _inconclusive(headline: list[Row]) -> Pair:
    unsure = [row for row in headline if row.unsure]
    more = [row.more_pairs for row in unsure if row.more_pairs]
    about = {"m": inline(headline[0].info.label)}
    known = more and len(more) == len(unsure) and all(row.enough for row in unsure)
    tail = MORE.fill(n=counted(max(more), "对运行", "more pair")) if known else Pair("", "")
    said = INCONCLUSIVE.fill(names=names(row.scenario for row in unsure), more=tail, **about)
    still = [row.scenario for row in headline if row.unchanged]
    first = said if unsure else Pair("", "") if still else _all_conclusive(headline, about)
    return first + (UNCHANGED.fill(names=names(still), **about) if still else Pair("", ""))


def _all_conclusive(headline: list[Row], about: dict[str, Pair]) -> Pair:
    """Where the runs show what every scenario does to the headline: how many improve it, and which do not."""
    worse = [row.scenario for row in headline if row.verdict == "worse"]
    if not worse:
        return ALL_BETTER.fill(**about)
    counts = {"n": len(headline), "k": len(headline) - len(worse)}
    return SOME_WORSE.fill(names=names(worse), **counts, **about)


def _left_out(rows: dict[str, list[Row]], lead: Row | None, unheard: Unheard) -> Pair:
    if unheard.known:
        return unheard_summary.sentence(unheard, lead.scenario if lead else None)
    return _silent(rows, lead)


def _silent(rows: dict[str, list[Row]], lead: Row | None) -> Pair:
    found = rows.get("silence_share", [])
    if not found:
        return Pair("", "")
    today = SILENT.fill(x=level(found[0].baseline_mean, "share"))
    row = of_scenario(lead.scenario, rows, "silence_share") if lead else None
    row = row if row and row.conclusive else None
    return today + (STILL.fill(s=row.scenario.name, y=level(row.mean, "share")) if row else Pair("。", "."))
