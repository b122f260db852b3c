"""What each scenario costs in each measured year, gross and net of outside money; prices of a need-day."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from simulation.codes import YEAR
from simulation.experiment.comparison.policies.budget_ladder import JOINED
from simulation.report.advice.money.data_platform import spread
from simulation.report.data.measured_money import (
    FISCAL,
    GIFTS,
    MARKET,
    PARTY,
    POSTS,
    paid_months,
    residents,
    whole_years,
)
from simulation.report.data.metric_info import HEADLINE
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.figures.policies.payers import MEAN, Bill, Bills
from simulation.report.summary.unit_prices import price_of
from simulation.report.wording.strings import TEXT
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import DASH, before_a_word, level
from simulation.text.verdicts import is_conclusive

HEADS = (
    Pair("方案", "Scenario"),
    Pair("年份", "Year"),
    Pair("毛成本（万元）", "Gross cost (thousand yuan)"),
    Pair("净成本（万元，扣除外部资金）", "Net of outside money (thousand yuan)"),
    Pair("谁出（万元）", "Paid by (thousand yuan)"),
    Pair("占用工时折价（万元）", "Workers’ hours, priced (thousand yuan)"),
    Pair("减少 1 天的毛成本（95% 置信区间）", "A need-day, gross (95% interval)"),
    Pair("减少 1 天的净成本", "A need-day, net"),
)
EVERY = Pair("年均", "yearly mean")
FREE = Pair("省钱", "saves money")
NO_PRICE = Pair("“–”：作用尚不能判断。", " –: the effect is inconclusive.")
NOTE = Pair(
    "街道 {n}人；金额不折现。“减少 1 天的毛成本”＝毛成本÷减少的需求未解决天数，只有总作用已有判断才给出。",
    "{n} residents; nothing is discounted. A need-day, gross: gross cost ÷ need-days avoided; given only "
    "where the effect is conclusive.",
)
BESIDE_STEPS = Pair(
    "这里是每项与现状相比；“{steps}”一节是与上一行相比，所以可能不同。",
    " Here each is compared with today; “{steps}” compares with the row above, so the two may differ.",
).fill(steps=TEXT["ladder"])
NOTE_ONE = Pair(
    "只测量了一年（{months}）：后续各年的花费和作用没有运行，不知道；可请技术人员补算三年。",
    "One year was measured ({months}): what later years cost and bring was not run and is not known; the "
    "technicians can add three years. ",
)
NOTE_PART = Pair(
    "只测量了 {days} 天，账目按整月（{months}），折成一年；其余日子和后续各年没有运行，不知道。",
    "{days} days were measured, their money by whole months ({months}), and scaled to a year; the rest, "
    "and later years, were not run. ",
)
OTHERS = Pair("其他", "others")
LEAST = 500.0  # yuan: less than what the last digit of a sum shows
SHORT = {
    POSTS: Pair("区财政", "district"),
    FISCAL: Pair("财政拨款", "public budget"),
    PARTY: Pair("党建", "party"),
    MARKET: Pair("市场", "market"),
    GIFTS: Pair("捐赠等", "gifts etc."),
}
"""Payers as a cell has room for."""
HARDLY = 0.01  # of a gross cost: smaller sums are not listed
THOUSAND = 1000.0  # need-days count for so many residents


@dataclass(frozen=True)
class YearlyBills:
    """The table: heads, one line per scenario and year, what to know of it, and whether it is one year."""

    heads: tuple[Pair, ...]
    lines: list[list[Pair]]
    note: Pair
    one_year: bool = False


def yearly_bills(folder: Folder) -> YearlyBills:
    """One line per scenario; in a study of several years one for each of them, too."""
    bills, years = Bills(folder), whole_years(folder)
    lines = [
        _line(folder, bills, each, year, name)
        for each in folder.scenarios[1:]
        for year, name in (years | {MEAN: EVERY}).items()
    ]
    note = NOTE.fill(n=before_a_word(level(residents(folder), "residents")))
    note += NO_PRICE if any(line[-1] == DASH for line in lines) else Pair("", "")
    note += Pair("", "") if folder.ladder.empty else BESIDE_STEPS
    note += spread(folder, JOINED.join(each.id for each in folder.scenarios))
    if years:
        return YearlyBills(HEADS, lines, note)
    return YearlyBills(
        (HEADS[0], *HEADS[2:]), [[line[0], *line[2:]] for line in lines], _one(folder) + note, True
    )


def _one(folder: Folder) -> Pair:
    """What is not known of later days, where one year was measured or less."""
    days = int(folder.study.get("days") or YEAR)
    return (NOTE_ONE if days >= YEAR else NOTE_PART).fill(days=days, months=paid_months(folder))


def _line(folder: Folder, bills: Bills, scenario: ShownScenario, year: int, name: Pair) -> list[Pair]:
    bill, people = bills.bill(scenario, year), residents(folder)
    spared = _spared(folder, scenario, year) * people / THOUSAND
    return [
        scenario.title,
        name,
        _bare(bill.gross),
        _bare(bill.net),
        _paid_by(bill),
        _bare(bill.hours) if isfinite(bill.hours) else DASH,
        _of_prices(folder, scenario) if year == MEAN else _price(bill.gross, spared),
        _price(bill.net, spared),
    ]


def _paid_by(bill: Bill) -> Pair:
    """Payers with their sums, those of less than a hundredth of the gross cost together as others, so that
    the sums add up; in ten thousands of yuan in Chinese, in thousands in English."""
    large = {name: paid for name, paid in bill.payers.items() if abs(paid) >= HARDLY * abs(bill.gross) > 0}
    each = [
        SHORT[name] + Pair(" ", " ") + _in_thousands(paid)
        for name, paid in sorted(large.items(), key=lambda one: -one[1])
    ]
    rest = bill.gross - sum(large.values())
    if large and abs(rest) >= LEAST:
        zh, en = (text.replace("-", "−") for text in (f"{rest / 1e4:.1f}", f"{rest / 1e3:.0f}"))
        each.append(Pair(f"{OTHERS.zh} {zh}", f"{OTHERS.en} {en}"))
    return Pair("、".join(one.zh for one in each), ", ".join(one.en for one in each)) if each else DASH


def _bare(yuan: float) -> Pair:
    """A sum with its sign, whose unit stands in the head of its column."""
    said = _in_thousands(yuan)
    return Pair("+", "+") + said if yuan > 0 else said


def _in_thousands(yuan: float) -> Pair:
    """Ten thousands of yuan in Chinese, thousands in English."""
    return Pair(_three(yuan / 1e4), _three(yuan / 1e3))


def _three(value: float) -> str:
    """Three digits of a sum, with its minus."""
    return level(float(f"{value:.3g}"), "").en


def _of_prices(folder: Folder, scenario: ShownScenario) -> Pair:
    """The price of the whole period, as prices.csv has it."""
    price = price_of(folder, scenario)
    return price if price is not None and price.en else DASH


def _spared(folder: Folder, scenario: ShownScenario, year: int) -> float:
    """Need-days spared per thousand residents and year; NaN where that is inconclusive."""
    table = folder.comparison if year == MEAN else folder.comparison_years
    mine = table[(table["scenario"] == scenario.id) & (table["metric"] == HEADLINE)]
    for found in (mine if year == MEAN else mine[mine["year"] == year]).to_dict("records"):
        if is_conclusive(found["verdict"]) and found["difference"] < 0:
            return -float(found["difference"])
    return float("nan")


def _price(cost: float, spared: float) -> Pair:
    if not isfinite(spared):
        return DASH
    return FREE if cost <= 0 else level(cost / spared, "yuan")
