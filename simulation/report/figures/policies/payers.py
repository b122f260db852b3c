"""Who pays for each scenario, and when: extra yuan a year by payer, and workers' hours at their wage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from typing import NamedTuple

import pandas as pd

from simulation.experiment.comparison.policies.budget_ladder import BUDGET, JOINED, step_within
from simulation.plots import payers as draw
from simulation.plots.street.payers import FILLS
from simulation.report.data.measured_money import (
    FISCAL,
    OUTSIDE,
    PAYERS,
    extra_hours,
    extra_hours_in,
    paid_months,
    per_year,
    residents,
    spent,
    whole_years,
    yuan_an_hour,
)
from simulation.report.data.results_folder import Folder, ShownScenario
from simulation.report.data.titles import inline
from simulation.report.figures.figure import Picture, Variant
from simulation.report.tables.table import Table, cell, heads, named, table
from simulation.report.wording.markup import joined
from simulation.text.bilingual import Pair, listed
from simulation.text.short_numbers import before_a_word, level, signed

HOURS, MEAN = "hours", 0
NAMES = PAYERS | {HOURS: Pair("网格员工时（按工资折价）", "Workers’ hours, at their wage")}
EVERY = Pair("全部测量年平均", "Mean of all measured years")
MEAN_OF = Pair("{months}，年平均", "{months}, yearly mean")
SUB = Pair(
    "{when}：每年比现状多（向右）或少（向左）花的钱，全街道（{people}人）。斜线：外部资金，以及按每小时 "
    "{wage}折价的"
    "网格员工时：占用工时按工资折价，未计入成本。",
    "{when}: yuan a year more (right) or less (left) than today, whole street ({people} residents). "
    "Hatched: money from outside, and workers’ hours at {wage} each, not counted as cost.",
)
NOTE = Pair(
    "毛：前五项之和；净：减去外部资金（市场、捐赠、基金、业主）多付的部分。各次重复的平均，来自账本。"
    "党建资金九成来自财政。财政拨款由哪一级财政出，模型没有区分。",
    "Gross: the first five together; net: less what money from outside (market, gifts, funds, owners) pays "
    "of it. Mean over replications, from the ledger. Nine tenths of party funds are public money. Which "
    "treasury pays the public budget, the model does not tell.",
)
ALT = Pair("堆叠条形图：{title}。数据见表。", "Stacked bars: {title}. Table follows.")
SUM = Pair("{gross}（净 {net}）", "{gross} (net {net})")
TITLE = Pair("{s} {gross}中 {outside}来自外部", "{s}: {gross}, {outside} of it from outside")
BESIDE = Pair(
    "外部资金占比最大的是{s}，{gross}中 {outside}来自外部",
    "outside money pays most, by share, of {s}: {gross}, {outside} of it from outside",
)
CHOSEN_BY_ONE = Pair(
    "50 万元以内的选择{s} {gross}由{payer}出", "The choice within 500,000 yuan, {s}: {gross}, {payer}"
)
CHOSEN_BY_MORE = Pair(
    "50 万元以内的选择{s} {gross}中，{payer}出得最多：{most}",
    "The choice within 500,000 yuan, {s}: {gross}, {most} of it {payer}",
)
PUBLIC = Pair(
    "各方案新增的花费几乎都由公共资金承担，最多的是{s}：每年 {gross}",
    "Public money pays nearly all that the scenarios cost more; most for {s}: {gross} a year",
)
HOVER = Pair("{s}：{payer} {yuan}", "{s}: {payer}, {yuan}")
LEGEND = NAMES | {FISCAL: Pair("财政拨款（区、街道未区分）", "Public budget (district or street not told)")}
GROSS, NET = Pair("毛成本", "Gross"), Pair("净成本", "Net of outside money")
LEAST = 0.05  # of a gross cost: less from outside is not worth a title
NAN = float("nan")


@dataclass(frozen=True)
class Bill:
    """What a scenario costs more than the baseline in a year, by payer, in yuan; hours: workers' hours priced
    at the wage, NaN where hours or wages are unknown."""

    payers: dict[str, float]
    hours: float

    @property
    def gross(self) -> float:
        """All payers together."""
        return sum(self.payers.values())

    @property
    def outside(self) -> float:
        """What money from outside pays."""
        return sum(self.payers[each] for each in OUTSIDE)

    @property
    def net(self) -> float:
        """Without what money from outside pays: public and party money."""
        return self.gross - self.outside


@dataclass(frozen=True)
class Bills:
    """Bills of every scenario: of the whole measured period and of each of its years, as yuan a year."""

    folder: Folder

    @cached_property
    def _yuan(self) -> pd.Series:
        """Mean over runs by year, scenario and payer; a payer that pays nothing there has 0."""
        each = spent(self.folder)
        runs = self.folder.ledger.groupby("scenario")["replication"].nunique()
        total = each.groupby(["year", "scenario", "payer"])["yuan"].sum()
        return total / total.index.get_level_values("scenario").map(runs.to_dict()).to_numpy()

    def bill(self, scenario: ShownScenario, year: int = MEAN) -> Bill:
        """The bill of a scenario in a measured year, or on average a year."""
        return self._bill(scenario.id, year)

    def together(self, scenarios: Iterable[str]) -> Bill:
        """The bills of several scenarios by id, each run alone, added up; on average a year."""
        each = [self._bill(name, MEAN) for name in scenarios]
        paid = {payer: sum(bill.payers[payer] for bill in each) for payer in PAYERS}
        return Bill(paid, sum(bill.hours for bill in each))

    def _bill(self, scenario: str, year: int) -> Bill:
        paid = {payer: self._more(scenario, year, payer) for payer in PAYERS}
        return Bill(paid, self._hours(scenario, year))

    def _more(self, scenario: str, year: int, payer: str) -> float:
        return self._paid(scenario, year, payer) - self._paid(self.folder.baseline.id, year, payer)

    def _paid(self, scenario: str, year: int, payer: str) -> float:
        if year != MEAN:
            return float(self._yuan.get((year, scenario, payer), 0.0))
        all_years = sorted(set(self._yuan.index.get_level_values("year")))
        return per_year(self.folder) * sum(self._paid(scenario, each, payer) for each in all_years)

    def _hours(self, scenario: str, year: int) -> float:
        wage = yuan_an_hour(self.folder)
        if year == MEAN:
            return extra_hours(self.folder, [scenario]) * wage
        return extra_hours_in(self.folder, scenario, year) * wage


class Shown(NamedTuple):
    """A choice of the picture: its key, its name, and the months that its bars are of."""

    key: str
    name: Pair
    when: Pair


def payers(folder: Folder) -> Picture | None:
    """Bars of every scenario but the baseline; None without a ledger or a scenario to compare."""
    if folder.ledger.empty or len(folder.scenarios) < 2:
        return None
    bills, years = Bills(folder), whole_years(folder)
    picture = Picture("payers", "year", str(MEAN))
    for year, when in ({MEAN: EVERY} | years).items():
        mine = {each: bills.bill(each, year) for each in folder.scenarios[1:]}
        _add(picture, folder, Shown(str(year), when, _said_of(folder, year, years)), mine)
    picture.key = [
        {"name": LEGEND[payer], "stroke": fill.colour, "dash": "dashed" if fill.hatched else "solid"}
        for payer, fill in FILLS.items()
    ]
    return picture


def _said_of(folder: Folder, year: int, years: dict[int, Pair]) -> Pair:
    """Which months the bars are of; of several years, that they are a mean."""
    months = paid_months(folder)
    return years[year] if year in years else MEAN_OF.fill(months=months) if years else months


def _add(picture: Picture, folder: Folder, shown: Shown, bills: dict[ShownScenario, Bill]) -> None:
    chosen = _chosen(folder) if shown.key == str(MEAN) else None
    title, key = joined("；", "; ", [chosen, _title(bills, BESIDE)]) if chosen else _title(bills), shown.key
    people, wage = before_a_word(level(residents(folder), "residents")), level(yuan_an_hour(folder), "yuan")
    sub = SUB.fill(people=people, wage=wage, when=shown.when)
    picture.figures[key] = draw(*_frames(bills))
    picture.tables[key] = _table(bills, residents(folder))
    picture.variants[key] = Variant(shown.name, title, sub, NOTE, ALT.fill(title=title), key, key)


def _title(bills: dict[ShownScenario, Bill], words: Pair = TITLE) -> Pair:
    """The scenario of whose cost the largest part comes from outside, or else the dearest. words: of the
    first."""

    def part(each: ShownScenario) -> float:
        bill = bills[each]
        return (bill.gross - bill.net) / bill.gross if bill.gross > 0 else 0.0

    most = max(bills, key=part)
    if part(most) < LEAST:
        most = max(bills, key=lambda each: bills[each].gross)
        return PUBLIC.fill(s=most.short_name, gross=yuan(bills[most].gross))
    gross, outside = (level(each, "yuan") for each in (bills[most].gross, bills[most].outside))
    return words.fill(s=most.short_name, gross=gross, outside=outside)


def _chosen(folder: Folder) -> Pair | None:
    """Who pays for what does most within the budget, a sum by the names of its parts; None where no step
    is."""
    step = step_within(folder.ladder, BUDGET)
    if step is None:
        return None
    parts = step["scenario"].split(JOINED)
    bill, names = Bills(folder).together(parts), {each.id: each.short_name for each in folder.scenarios}
    if bill.gross <= 0:
        return None
    payer = max(bill.payers, key=lambda name: bill.payers[name])
    most, gross = (level(each, "yuan") for each in (bill.payers[payer], bill.gross))
    words = CHOSEN_BY_ONE if bill.gross - bill.payers[payer] < LEAST * bill.gross else CHOSEN_BY_MORE
    s = listed(names.get(name) or folder.titles[name].quoted() for name in parts)
    return words.fill(s=s, gross=gross, most=most, payer=inline(PAYERS[payer]))


def yuan(value: float) -> Pair:
    """Extra yuan with their sign, three digits."""
    return signed(value, NAN, NAN, "yuan")


def _frames(bills: dict[ShownScenario, Bill]) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = [
        (row, payer, value, HOVER.fill(s=each.title, payer=NAMES[payer], yuan=yuan(value)))
        for row, (each, bill) in enumerate(bills.items())
        for payer, value in (bill.payers | {HOURS: bill.hours}).items()
        if isfinite(value)
    ]
    totals = [(row, each.id, each.title, _sum(bill)) for row, (each, bill) in enumerate(bills.items())]
    return (
        pd.DataFrame(rows, columns=["row", "payer", "yuan", "hover"]),
        pd.DataFrame(totals, columns=["row", "scenario", "name", "text"]),
    )


def _sum(bill: Bill) -> Pair:
    gross, net = yuan(bill.gross), yuan(bill.net)
    return gross if gross == net else SUM.fill(gross=gross, net=net)


def _table(bills: dict[ShownScenario, Bill], people: float) -> Table:
    lines = [
        (each, name, words, value)
        for each, bill in bills.items()
        for name, words, value in [
            *((payer, NAMES[payer], value) for payer, value in bill.payers.items()),
            ("gross", GROSS, bill.gross),
            ("net", NET, bill.net),
            (HOURS, NAMES[HOURS], bill.hours),
        ]
    ]
    return table(
        heads("scenario", "payer", "yuan", "yuan_by_head"),
        (
            [
                named(each),
                {"raw": name, "text": words, "label": True},
                cell(value, yuan(value)),
                cell(value / people, yuan(value / people)),
            ]
            for each, name, words, value in lines
        ),
    )
