"""What each scenario costs in each measured year, gross and net of outside money; prices of a need-day."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from simulation.report.data.measured_money import residents, whole_years
from simulation.report.data.metric_info import HEADLINE
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.figures.policies.payers import MEAN, Bills, yuan
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import DASH, level
from simulation.text.verdicts import is_conclusive

HEADS = (
    Pair("方案", "Scenario"),
    Pair("年份", "Year"),
    Pair("毛成本", "Gross cost"),
    Pair("净成本（扣除外部资金）", "Net of outside money"),
    Pair("每名居民，毛", "A resident, gross"),
    Pair("占用工时折价", "Workers’ hours, priced"),
    Pair("减少 1 天的毛成本", "A need-day, gross"),
    Pair("减少 1 天的净成本", "A need-day, net"),
)
EVERY = Pair("年均", "yearly mean")
FREE = Pair("省钱", "saves money")
UNKNOWN = Pair("尚不能判断", "inconclusive")
NOTE_ONE = Pair(
    "只测量了一年：后续各年的花费和作用没有运行，不知道；可请技术人员补算三年。街道 {n} 人；金额不折现；"
    "“减少 1 天”为平均值，区间见“单位成本”。",
    "One year was measured: what later years cost and bring was not run; whoever made "
    "this report can add them. "
    "{n} residents; nothing is discounted; a need-day’s price is a mean, for intervals see unit costs.",
)
NOTE = Pair(
    "街道 {n} 人；各年金额不折现；“减少 1 天”为平均值，区间见“单位成本”。",
    "{n} residents; no year is discounted; a need-day’s price is a mean, for intervals see unit costs.",
)
THOUSAND = 1000.0  # need-days count for so many residents


@dataclass(frozen=True)
class YearlyBills:
    """The table: heads, a line a scenario and year, what to know of it, and whether it is one year."""

    heads: tuple[Pair, ...]
    lines: list[list[Pair]]
    note: Pair
    one_year: bool = False


def yearly_bills(folder: Folder) -> YearlyBills:
    """A line a scenario; in a study of several years one for each of them, too."""
    bills, years = Bills(folder), whole_years(folder)
    lines = [
        _line(folder, bills, each, year, name)
        for each in folder.scenarios[1:]
        for year, name in (years | {MEAN: EVERY}).items()
    ]
    note = (NOTE if years else NOTE_ONE).fill(n=level(residents(folder), "residents"))
    if years:
        return YearlyBills(HEADS, lines, note)
    return YearlyBills((HEADS[0], *HEADS[2:]), [[line[0], *line[2:]] for line in lines], note, True)


def _line(folder: Folder, bills: Bills, scenario: ShownScenario, year: int, name: Pair) -> list[Pair]:
    bill, people = bills.bill(scenario, year), residents(folder)
    spared = _spared(folder, scenario, year) * people / THOUSAND
    return [
        scenario.title,
        name,
        yuan(bill.gross),
        yuan(bill.net),
        yuan(bill.gross / people),
        yuan(bill.hours) if isfinite(bill.hours) else DASH,
        _price(bill.gross, spared),
        _price(bill.net, spared),
    ]


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
        return UNKNOWN
    return FREE if cost <= 0 else level(cost / spared, "yuan")
