"""The four short answers: which first, what it costs, how sure, and who is left out."""

from __future__ import annotations

import math

import numpy as np

from simulation.report.data.comparison_rows import Row, first_leads, of_scenario
from simulation.report.data.results_folder import Folder
from simulation.report.data.run_facts import grounds, parameters_used
from simulation.report.data.titles import size, spoken_size
from simulation.report.figures.street.unheard import Unheard
from simulation.report.summary import unheard_summary
from simulation.report.summary.sign_held import held
from simulation.report.summary.unit_prices import price_of
from simulation.report.wording.markup import joined, rich
from simulation.report.wording.strings import TEXT
from simulation.report.wording.tooltips import PAIR, term
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import amount, carried, level, signed

MORE_THAN = rich("比现状{way} <b>{c}</b>", "<b>{c}</b> {way} than today")
HOURS = rich("另占用网格员工时 <b>{c}</b>", "<b>{c}</b> of workers’ time")
HOURS_SAVED = rich("节省网格员工时 <b>{c}</b>", "<b>{c}</b> of workers’ time saved")
ALONE = rich("。单看那一项：{bill}", ". That one remedy alone: {bill}")
AGAINST = rich("与现状相差 <b>{c}</b>", "<b>{c}</b> compared with today")
PRICE = rich("需求未解决天数每减少 1 天，成本 <b>{p}</b>", "<b>{p}</b> per unsolved need-day avoided")
UNPRICED = Pair("单位成本尚不能判断", "its unit cost is inconclusive")
AGREED = rich("<b>{n}</b> {pairs}中 <b>{k}</b> 对方向一致", "The same direction in <b>{k} of {n}</b> {pairs}")
ALL_AGREED = rich("<b>{n}</b> {pairs}方向全都一致", "The same direction in all <b>{n}</b> {pairs}")
NO_LEAD = Pair("没有哪个方案突出", "No scenario stands out")
ALONE_UNSURE = Pair("它对需求未解决天数的作用尚不能判断", "What it does to need-days is inconclusive")
TOO_FEW = Pair("配对数不足，还不能说有多大把握", "Too few pairs to say")
HELD = rich(
    "换用 {n} 套合理参数，<b>{k}</b> 套方向一致（{a} 至 {b}）",
    "Sign held in <b>{k} of {n}</b> plausible sets ({a} to {b})",
)
BY_BUDGET = Pair("；有预算限制的，见“预算够做什么”", "; for a given budget see “What a budget buys”")
FEN = 0.01  # yuan
PAIRS = Pair("对运行", "pairs of runs")
MORE, LESS = Pair("多", "more"), Pair("少", "less")


def four(
    folder: Folder, headline: list[Row], good: list[Row], rows: dict[str, list[Row]], unheard: Unheard
) -> dict[str, Pair]:
    """Short answers by the id of their question; what has none is left out."""
    enough, tried = any(row.enough for row in headline), not folder.assumptions.empty
    asked = "which" if tried else "most" if len(headline) > 1 else "moves"
    unsure = NO_LEAD if len(headline) > 1 else ALONE_UNSURE
    sure = _agreement(folder, good[0]) if good else unsure if enough else TOO_FEW
    found = {
        asked: _which(folder, good),
        "costs": _cost(folder, good, rows),
        "sure": joined("；", "; ", [sure, term(parameters_used(folder), grounds(folder))]),
        "left_out": unheard_summary.short(unheard) if unheard.known else _silent(rows),
    }
    return {question: text for question, text in found.items() if text.en}


def _which(folder: Folder, good: list[Row]) -> Pair:
    if not good:
        return TEXT["inconclusive"]
    return _largest(folder, good) + (Pair("", "") if folder.ladder.empty else BY_BUDGET)


def _largest(folder: Folder, good: list[Row]) -> Pair:
    bold = rich("<b>{s}</b>", "<b>{s}</b>").fill(s=good[0].scenario.title)
    if len(good) == 1:
        return bold + Pair("：只有它改善明确", ": the only conclusive gain")
    if first_leads(folder, good):
        return bold + Pair("：改善最多", ": the largest gain") + _which_alone(folder, good)
    return bold + rich("或<b>{s}</b>，先后尚不能判断", " or <b>{s}</b>: order inconclusive").fill(
        s=good[1].scenario.title
    )


def _which_alone(folder: Folder, good: list[Row]) -> Pair:
    """Of the single remedies, the first; said where a package of several is ahead of them all."""
    alone = _single(good)
    if not alone:
        return Pair("", "")
    if _one_leads(folder, alone):
        said = rich(
            "；只看单项，<b>{s}</b>的作用最大（减少 {d}）", "; of single remedies, <b>{s}</b> (by {d})"
        )
        return said.fill(s=alone[0].scenario.title, d=size(alone[0]))
    said = rich(
        "；只看单项，<b>{s}</b>或<b>{t}</b>的作用最大", "; of single remedies, <b>{s}</b> or <b>{t}</b>"
    )
    return said.fill(s=alone[0].scenario.title, t=alone[1].scenario.title)


def _single(good: list[Row]) -> list[Row]:
    """The single remedies that help, the best first, where a package is ahead of them."""
    package = bool(good) and len(good[0].scenario.remedies) > 1
    return [row for row in good if len(row.scenario.remedies) == 1] if package else []


def _one_leads(folder: Folder, alone: list[Row]) -> bool:
    return len(alone) == 1 or first_leads(folder, alone)


def _cost(folder: Folder, good: list[Row], rows: dict[str, list[Row]]) -> Pair:
    """What the first policy costs, and beside a package the first of the single remedies; without a first,
    the money of them all, and where there is one only, its workers' time."""
    if not good:
        found = _cost_of_all(rows.get("cost", [])), _hours_of_one(rows.get("bill_hours", []))
        return joined("；", "; ", [each for each in found if each.en])
    said, alone = _bill(folder, good[0], rows), _single(good)
    if not alone or not first_leads(folder, good) or not _one_leads(folder, alone):
        return said
    return said + ALONE.fill(bill=_bill(folder, alone[0], rows))


def _bill(folder: Folder, row: Row, rows: dict[str, list[Row]]) -> Pair:
    """Money, workers' time, the second currency, and the price of a need-day of one policy."""
    money, hours = (of_scenario(row.scenario, rows, metric) for metric in ("cost", "bill_hours"))
    said = [
        words.fill(c=bill.info.level(abs(bill.difference)), way=MORE if bill.difference >= 0 else LESS)
        for words, bill in ((MORE_THAN, money), (HOURS if _takes(hours) else HOURS_SAVED, hours))
        if bill and bill.difference
    ]
    price = price_of(folder, row.scenario, interval=False)
    priced = [] if price is None else [PRICE.fill(p=price) if price.en else UNPRICED]
    return joined("；", "; ", said + priced)


def _takes(hours: Row | None) -> bool:
    return hours is not None and hours.difference >= 0


def _cost_of_all(costs: list[Row]) -> Pair:
    """What the policies cost, from the least to the most."""
    found = [row.difference for row in costs if math.isfinite(row.difference)]
    if not found:
        return Pair("", "")
    low, high, info = min(found), max(found), costs[0].info
    if low == high == 0:
        return Pair("与现状相同", "The same as today")
    if max(abs(low), abs(high)) < FEN / 2:
        return Pair("与现状几乎相同（相差不到一分钱）", "The same as today to the fen")
    one_side, way = low * high >= 0, Pair("多", "more") if high > 0 else Pair("少", "less")
    least, most = sorted((low, high), key=abs) if one_side else (low, high)
    a, b = ((amount if one_side else signed)(each, low, high, info.unit) for each in (least, most))
    words = Pair("", "") if carried(info.unit) else info.unit_words.each(" {}".format)
    span = Pair("{a} 至 {b}", "{a} to {b}").fill(a=a, b=b) + words
    said = spoken_size(costs[0]) if low == high else span
    return (MORE_THAN if one_side else AGAINST).fill(c=said, way=way)


def _hours_of_one(hours: list[Row]) -> Pair:
    """The workers' time of a single scenario, where more than luck moves it."""
    if len(hours) != 1 or not (hours[0].enough and hours[0].low * hours[0].high > 0):
        return Pair("", "")
    (row,) = hours
    return (HOURS if row.difference > 0 else HOURS_SAVED).fill(c=row.info.level(abs(row.difference)))


def _agreement(folder: Folder, row: Row) -> Pair:
    """In how many parameter sets, or pairs where luck alone varied, the sign is that of the mean."""
    if found := held(folder, row):
        return HELD.fill(**found._asdict())
    metric, today = row.info.id, folder.baseline.id
    change = (folder.values(metric, row.scenario.id) - folder.values(metric, today)).dropna()
    agree, of = int((np.sign(change) == np.sign(row.difference)).sum()), len(change)
    return (ALL_AGREED if agree == of else AGREED).fill(k=agree, n=of, pairs=term(PAIRS, PAIR))


def _silent(rows: dict[str, list[Row]]) -> Pair:
    """What a folder without groups says: how much is kept silent at first."""
    found = rows.get("silence_share", [])
    if not found:
        return Pair("", "")
    share = level(found[0].baseline_mean, "share")
    return rich("<b>{x}</b> 的需求起初无人提出", "<b>{x}</b> of needs go unreported at first").fill(x=share)
