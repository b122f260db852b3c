"""The answer: three sentences and four short ones, from the headline's rows and what moves beside it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from simulation.experiment.findings import FEWEST_PAIRS
from simulation.plots.numbers import amount, carried, level, signed
from simulation.plots.words import Pair, counted, listed
from simulation.report.compared import Row
from simulation.report.folder import Folder
from simulation.report.measures import HEADLINE, Measure
from simulation.report.state import lived_with
from simulation.report.strings import TEXT
from simulation.report.titles import bare, best, inline, name, one, size, spoken_size, tally, with_unit

NAMED_AT_MOST = 3


def rich(zh: str, en: str) -> Pair:
    """A pair of markup: what is filled in is escaped."""
    return Pair(Markup(zh), Markup(en))


START = rich(
    "<b>先做{s}。</b>它使{m}减少 <b>{d}</b> <span class=iv>（{ends}）</span>，现状 {b}。",
    "<b>Start with {s}.</b> It cuts {m} by <b>{d}</b> <span class=iv>({ends})</span>, from {b} today.",
)
RAISE = rich(
    "<b>先做{s}。</b>它使{m}增加 <b>{d}</b> <span class=iv>（{ends}）</span>，现状 {b}。",
    "<b>Start with {s}.</b> It raises {m} by <b>{d}</b> <span class=iv>({ends})</span>, from {b} today.",
)
TIED = rich(
    "<b>{s1}与{s2}都改善{m}，先后尚不能判断：</b>{d1} 与 {d2}，现状 {b}。",
    "<b>{s1} and {s2} both improve {m}; which comes first cannot be told:</b> {d1} and {d2}, from {b} today.",
)
NOTHING = rich(
    "<b>尚看不出任何一项政策对{m}有明显作用。</b>现状 {b}。",
    "<b>No policy has an effect on {m} that can be seen.</b> Today it is {b}.",
)
HARM = rich("<b>没有一项政策改善{m}。</b>{finding}。", "<b>No policy improves {m}.</b> {finding}.")
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
    "<b>本次研究没有记录未解需求日</b>，所以不说先做哪一项；各项指标见下表。",
    "<b>Unsolved need-days were not recorded in this study</b>, so it does not say which comes first; "
    "see the table of all measures.",
)
COST = Pair("花费比现状多 {c}（{ends}）。", " It costs {c} more than today ({ends}).")
SAVED = Pair("花费比现状少 {c}（{ends}）。", " It costs {c} less than today ({ends}).")
NO_COST = Pair("花费没有记录。", " Its cost was not recorded.")
ALSO = rich(
    "{s}还使<b>{n} 项</b>其他指标看得出更好：{list}。",
    "{s} also makes <b>{n} other measures</b> visibly better: {list}.",
)
ALSO_ONE = rich("{s}还改善{list}。", "{s} also improves {list}.")
NOT_ALSO = rich("{s}没有使其他指标看得出更好。", "{s} makes no other measure visibly better.")
BUT = rich("<b>但有 {n} 项变差：</b>{list}。", " <b>But {n} get worse:</b> {list}.")
BUT_ONE = rich("<b>但有一项变差：</b>{list}。", " <b>But one gets worse:</b> {list}.")
NO_BUT = rich("没有看得出变差的指标。", " None gets visibly worse.")
UNTOLD = rich(
    "<b>{names}对{m}的作用尚不能判断</b>{more}。", "<b>Whether {names} {change} {m} cannot be told</b>{more}."
)
UNCHANGED = rich("{names}使{m}在每一对运行中都不变。", " With {names}, {m} is the same in every pair. ")
ALL_TOLD = rich(
    "<b>各方案对{m}的作用都看得出方向。</b>", "<b>For {m} the runs show a direction for every policy.</b>"
)
MORE = Pair("（还需约 {n}）", " (about {n})")
MORE_THAN = rich("比现状{way} <b>{c}</b>", "<b>{c}</b> {way} than today")
AGAINST = rich("与现状相差 <b>{c}</b>", "<b>{c}</b> against today")
SILENT = Pair("现状下 {x} 的需求起初无人提出", "Today {x} of needs are kept silent at first")
STILL = Pair("，采用{s}后为 {y}。", "; with {s}, {y}.")


@dataclass(frozen=True)
class Answer:
    """What the page says first: sentences, and short answers by the id of their question."""

    sentences: list[Pair]
    short: dict[str, Pair]
    lead: Row | None


def answer(folder: Folder, rows: dict[str, list[Row]], known: dict[str, Measure]) -> Answer:
    """The answer of one folder, whatever it holds: no metric, one scenario, few pairs, no effect."""
    headline = [row for row in rows.get(HEADLINE, []) if math.isfinite(row.difference)]
    if not headline:
        return Answer([_alone(folder, known)], {}, None)
    good = best(headline)
    lead = good[0] if good else None
    sentences = [
        _first(folder, headline, good, rows),
        _beside(lead, rows),
        _untold(headline, rows, lead),
    ]
    return Answer(sentences, _short(folder, headline, good, rows), lead)


def first_is_told(folder: Folder, good: list[Row]) -> bool:
    """Whether the runs show that the first of the better rows is ahead of the second."""
    if len(good) < 2:
        return False
    found = folder.paired(good[0].measure.id, good[0].scenario.id, good[1].scenario.id)
    return found.pairs >= FEWEST_PAIRS and found.low * found.high > 0


def _alone(folder: Folder, known: dict[str, Measure]) -> Pair:
    measure = known.get(HEADLINE)
    if measure is None:
        return ABSENT
    return ALONE.fill(m=measure.label, b=measure.level(folder.mean(HEADLINE, folder.baseline.id)))


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
            else NOTHING.fill(**about)
        )
    if len(good) > 1 and not first_is_told(folder, good):
        named = {"s1": name(good[0].scenario), "s2": name(good[1].scenario)}
        return TIED.fill(d1=good[0].text, d2=good[1].text, **named, **about)
    sentence = START if good[0].difference < 0 else RAISE
    return sentence.fill(s=name(good[0].scenario), d=size(good[0]), ends=bare(good[0]), **about) + _cost(
        good[0], rows
    )


def _about(row: Row) -> dict[str, Pair]:
    return {"m": inline(row.measure.label), "b": row.measure.level(row.baseline_mean)}


def _of(lead: Row, rows: dict[str, list[Row]], metric: str) -> Row | None:
    return next((row for row in rows.get(metric, []) if row.scenario == lead.scenario), None)


def _cost(lead: Row, rows: dict[str, list[Row]]) -> Pair:
    cost = _of(lead, rows, "cost")
    if cost is None:
        return NO_COST
    return (COST if cost.difference >= 0 else SAVED).fill(c=spoken_size(cost), ends=bare(cost))


def _beside(lead: Row | None, rows: dict[str, list[Row]]) -> Pair:
    if lead is None:
        return tally([row for found in rows.values() for row in found]) + Pair("。", ".")
    others = [row for metric, found in rows.items() if metric != HEADLINE for row in found]
    mine = [row for row in others if row.scenario == lead.scenario]
    better, worse = ([row for row in mine if row.verdict == kind] for kind in ("better", "worse"))
    gains = (ALSO if len(better) > 1 else ALSO_ONE) if better else NOT_ALSO
    losses = (BUT if len(worse) > 1 else BUT_ONE) if worse else NO_BUT
    return gains.fill(s=name(lead.scenario), n=len(better), list=_named(better)) + losses.fill(
        n=len(worse), list=_named(worse)
    )


def _named(rows: list[Row]) -> Pair:
    """The first few with their differences, in the order of the metrics."""
    items = [
        Pair("{m} {d}", "{m} {d}").fill(m=inline(row.measure.label), d=with_unit(row.text, row))
        for row in rows[:NAMED_AT_MOST]
    ]
    more = len(rows) - len(items)
    tail = [Pair("另外 {n} 项", "{n} more").fill(n=more)] if more > 0 else []
    return listed(items + tail)


def _untold(headline: list[Row], rows: dict[str, list[Row]], lead: Row | None) -> Pair:
    unsure = [row for row in headline if row.unsure]
    more = [row.more_pairs for row in unsure if row.more_pairs]
    about = {"m": inline(headline[0].measure.label)}
    known = more and len(more) == len(unsure) and all(row.enough for row in unsure)
    tail = MORE.fill(n=counted(max(more), "对运行", "more pair")) if known else Pair("", "")
    change = Pair("", "changes" if len(unsure) == 1 else "change")
    said = UNTOLD.fill(names=listed(name(row.scenario) for row in unsure), change=change, more=tail, **about)
    still = [name(row.scenario) for row in headline if row.unchanged]
    told = said if unsure else Pair("", "") if still else ALL_TOLD.fill(**about)
    return (
        told
        + (UNCHANGED.fill(names=listed(still), **about) if still else Pair("", " "))
        + _silent(rows, lead)
    )


def _silent(rows: dict[str, list[Row]], lead: Row | None) -> Pair:
    found = rows.get("silence_share", [])
    if not found:
        return Pair("", "")
    today = SILENT.fill(x=level(found[0].baseline_mean, "share"))
    row = _of(lead, rows, "silence_share") if lead else None
    row = row if row and row.told else None
    return today + (STILL.fill(s=name(row.scenario), y=level(row.mean, "share")) if row else Pair("。", "."))


def _short(
    folder: Folder, headline: list[Row], good: list[Row], rows: dict[str, list[Row]]
) -> dict[str, Pair]:
    sure = (
        _agreement(folder, good[0])
        if good
        else Pair("没有哪项政策突出；", "No policy stands out; ") + lived_with(folder)
    )
    found = {
        "which": _which(folder, good),
        "costs": _short_cost(good, rows),
        "sure": sure,
        "left_out": _short_silent(rows),
    }
    return {question: text for question, text in found.items() if text.en}


def _which(folder: Folder, good: list[Row]) -> Pair:
    if not good:
        return TEXT["cannot"]
    bold = rich("<b>{s}</b>", "<b>{s}</b>").fill(s=good[0].scenario.title)
    if len(good) == 1:
        return bold + Pair("：只有它作用明确", ": the only one that can be told")
    if first_is_told(folder, good):
        return bold + Pair("：改善最多", ": the largest gain") + _which_alone(folder, good)
    return bold + rich("或<b>{s}</b>，先后未明", " or <b>{s}</b>: order not told").fill(
        s=good[1].scenario.title
    )


def _which_alone(folder: Folder, good: list[Row]) -> Pair:
    """Of the single remedies, the first; said where a package of several is ahead of them all."""
    alone = [row for row in good if len(row.scenario.remedies) == 1]
    if len(good[0].scenario.remedies) < 2 or not alone:
        return Pair("", "")
    if len(alone) == 1 or first_is_told(folder, alone):
        said = rich("；单项中<b>{s}</b>", "; of single remedies, <b>{s}</b>")
        return said.fill(s=alone[0].scenario.title)
    said = rich("；单项中<b>{s}</b>或<b>{t}</b>", "; of single remedies, <b>{s}</b> or <b>{t}</b>")
    return said.fill(s=alone[0].scenario.title, t=alone[1].scenario.title)


def _short_cost(good: list[Row], rows: dict[str, list[Row]]) -> Pair:
    """Money and workers' minutes of the first policy, the second currency; without a first, of them all."""
    if not good:
        return _cost_of_all(rows.get("cost", []))
    bills = [_of(good[0], rows, metric) for metric in ("cost", "bill_minutes")]
    said = [
        MORE_THAN.fill(
            c=spoken_size(bill), way=Pair("多", "more") if bill.difference >= 0 else Pair("少", "less")
        )
        for bill in bills
        if bill and bill.difference
    ]
    return Pair(Markup("；").join(each.zh for each in said), Markup("; ").join(each.en for each in said))


def _cost_of_all(costs: list[Row]) -> Pair:
    """What the policies cost, from the least to the most."""
    found = [row.difference for row in costs if math.isfinite(row.difference)]
    if not found:
        return Pair("", "")
    low, high, measure = min(found), max(found), costs[0].measure
    if low == high == 0:
        return Pair("与现状相同", "The same as today")
    one_side, way = low * high >= 0, Pair("多", "more") if high > 0 else Pair("少", "less")
    least, most = sorted((low, high), key=abs) if one_side else (low, high)
    a, b = ((amount if one_side else signed)(each, low, high, measure.unit) for each in (least, most))
    words = Pair("", "") if carried(measure.unit) else measure.unit_words.each(" {}".format)
    span = Pair("{a} 至 {b}", "{a} to {b}").fill(a=a, b=b) + words
    said = spoken_size(costs[0]) if low == high else span
    return (MORE_THAN if one_side else AGAINST).fill(c=said, way=way)


def _agreement(folder: Folder, row: Row) -> Pair:
    """How many pairs have the sign of the mean."""
    change = folder.values(row.measure.id, row.scenario.id) - folder.values(
        row.measure.id, folder.baseline.id
    )
    change = change.dropna()
    agree = int((np.sign(change) == np.sign(row.difference)).sum())
    agreed = rich("<b>{k} / {n}</b> 对运行方向一致；", "<b>{k} of {n}</b> pairs agree; ")
    return agreed.fill(k=agree, n=len(change)) + lived_with(folder)


def _short_silent(rows: dict[str, list[Row]]) -> Pair:
    found = rows.get("silence_share", [])
    if not found:
        return Pair("", "")
    share = level(found[0].baseline_mean, "share")
    return rich("<b>{x}</b> 的需求起初无人提出", "<b>{x}</b> of needs, kept silent at first").fill(x=share)
