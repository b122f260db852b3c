"""What worlds in which all assumptions were drawn anew say of the choice, beside what the study itself does:
whether its direction is sure, and whether its size is."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, nan

from simulation.experiment.comparison.assumptions.redrawn_leads import STEADY
from simulation.report.data.comparison_rows import Row
from simulation.report.data.metric_info import HEADLINE
from simulation.report.data.results_folder import Folder
from simulation.text.bilingual import Pair, counted
from simulation.text.short_numbers import end, signed

SURE = Pair(
    "{s}：{sure}。本次 {d}；在 {people} 人的小街道上算 {days}（单位相同）{own}，换 {n} 个情形"
    "（{inputs} 项假定全部重抽）平均{only} {mean}（最小 {low}，最大 {high}），{k} 个胜过现状。{why}",
    "{s}: {sure}. Here {d}; on a small street of {people} residents over {days} (same unit){own} "
    "in {n} redrawn worlds (all {inputs} assumptions) {only}{mean} on average (smallest {low}, "
    "largest {high}), better than today in {k}.{why}",
)
WHY = Pair(
    "小街道只算 {days}，各项举措从第一天起全面实施；大小为什么不同没有查明，两个数不能直接相比。",
    " The small street runs for {days}, with policies in full force from the first day; why the sizes "
    "differ was not found out, so the two numbers cannot be compared.",
)
OWN = Pair("，假定不变时 {d}", " {d} with the same assumptions, and")
WAY, NO_WAY = Pair("方向较有把握", "direction fairly sure"), Pair("方向没有把握", "direction not sure")
SIZE, NO_SIZE = Pair("大小相近", "size much alike"), Pair("大小没有把握", "size not sure")
NEITHER = Pair("大小也没有把握", "nor is its size")
ONLY = Pair("只有", "only ")
LESS = 0.5  # of the study's own difference: a smaller mean is said to be small


@dataclass(frozen=True)
class Redrawn:
    """The choice against today over redrawn worlds: mean, smallest and largest, in the unit of the headline;
    own: on the same small street with the assumptions as they are, NaN where that is not known."""

    choice: str
    worlds: int
    inputs: int
    residents: float
    days: int
    leads: int
    mean: float
    low: float
    high: float
    own: float

    def way_is_sure(self, row: Row) -> bool:
        """Whether the study and nearly all worlds agree that it is better; row: of the choice."""
        return row.verdict == "better" and self.mean < 0 and self.leads >= STEADY * self.worlds

    def size_is_sure(self, row: Row) -> bool:
        """Whether the mean of the worlds lies in the study's interval, and all of them on one side."""
        return row.low <= self.mean <= row.high and self.low * self.high > 0

    def numbers(self, row: Row) -> dict[str, Pair]:
        """Its mean and ends in words, and whether the mean is far less than what the study says."""
        values, unit = (self.mean, self.low, self.high), row.info.unit
        small = 0 <= self.mean / row.difference < LESS if row.difference else False
        ends = {"low": end(self.low, values, unit), "high": end(self.high, values, unit)}
        return ends | {"mean": signed(*values, unit), "only": ONLY if small else Pair("", "")}


def redrawn(folder: Folder) -> Redrawn | None:
    """None where no worlds were drawn (`overturn`), or the choice was made by another metric."""
    drawn, tried = folder.drawn_worlds, folder.overturning
    if drawn.empty or "metric" not in drawn or drawn["metric"].iloc[0] != HEADLINE:
        return None
    against = drawn[drawn["rival"] == folder.baseline.id]
    if against.empty:
        return None
    found = against.iloc[0]
    own = [] if tried.empty else list(tried.loc[tried["rival"] == folder.baseline.id, "difference_own"])
    return Redrawn(
        choice=str(found["choice"]),
        worlds=int(found["worlds"]),
        inputs=int(found["inputs"]),
        residents=float(found["residents"]),
        days=int(found["days"]),
        leads=int(found["choice_leads"]),
        mean=float(found["difference"]),
        low=float(found["smallest"]),
        high=float(found["largest"]),
        own=float(own[0]) if own else nan,
    )


def sure_of_step(folder: Folder, rows: list[Row], scenario: str) -> Pair:
    """Whether direction and size of what the advice takes are sure, in brackets; nothing where no worlds were
    drawn of it. rows: of the headline; scenario: as the ladder names it."""
    found = redrawn(folder)
    row = next((row for row in rows if found and row.scenario.id == found.choice == scenario), None)
    if found is None or row is None:
        return Pair("", "")
    return Pair("（{sure}）", " ({sure})").fill(sure=_briefly(found, row))


def _briefly(found: Redrawn, row: Row) -> Pair:
    way, size = found.way_is_sure(row), found.size_is_sure(row)
    return Pair("{way}，{size}", "{way}, {size}").fill(
        way=WAY if way else NO_WAY, size=SIZE if size else NO_SIZE if way else NEITHER
    )


def sure_or_not(folder: Folder, rows: list[Row]) -> Pair | None:
    """What is sure of the choice and what is not, with both numbers; None without such worlds. rows: of the
    headline."""
    found = redrawn(folder)
    row = next((row for row in rows if found and row.scenario.id == found.choice), None)
    if found is None or row is None:
        return None
    unit, size, days = row.info.unit, found.size_is_sure(row), counted(found.days, "天", "day")
    return SURE.fill(
        s=row.scenario.short_name,
        sure=_briefly(found, row),
        d=signed(row.difference, row.low, row.high, unit),
        people=f"{found.residents:,.0f}",
        days=days,
        own=OWN.fill(d=signed(found.own, found.low, found.high, unit))
        if isfinite(found.own)
        else Pair("", ""),
        n=found.worlds,
        inputs=found.inputs,
        k=found.leads,
        why=Pair("", "") if size else WHY.fill(days=days),
        **found.numbers(row),
    )
