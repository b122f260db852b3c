"""Daily series as means of whole weeks: of each run, then over the replications of a scenario."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import pandas as pd

from simulation.codes import WEEK
from simulation.report.data.results_folder import Folder
from simulation.text.bilingual import Pair

BAND = (0.1, 0.9)  # the middle 80 % of the replications
BAND_HEADS = {
    "scenario": Pair("方案", "Scenario"),
    "mean": Pair("平均", "Mean"),
    "low": Pair("第 10 百分位数", "10th percentile"),
    "high": Pair("第 90 百分位数", "90th percentile"),
}
"""Heads of the columns of a scenario's mean and band, by the names of the columns."""
FEWEST_WEEKS = 2


@dataclass(frozen=True)
class Series:
    """A daily series: what a sentence calls it, its heading, the columns of daily.csv that make it.

    of: summed over the week, all together; per: what it is divided by, days where there is none; by: units of
    the columns in one of the heading.
    """

    id: str
    name: Pair
    label: Pair
    of: tuple[str, ...]
    per: str | None = None
    by: float = 1.0

    @property
    def columns(self) -> set[str]:
        """The columns of daily.csv that it needs."""
        return {*self.of} | ({self.per} if self.per else set())


SERIES = (
    Series(
        "needs",
        Pair("新产生的需求", "new needs"),
        Pair("每天新产生的需求", "New needs a day"),
        ("needs",),
    ),
    Series(
        "silent",
        Pair("未说出的需求", "unreported needs"),
        Pair("当晚仍未说出的需求", "Unreported needs in the evening"),
        ("silent",),
    ),
    Series(
        "recorded",
        Pair("登记的事项", "cases recorded"),
        Pair("每天登记的事项", "Cases recorded a day"),
        ("recorded",),
    ),
    Series(
        "pressure",
        Pair("工作负荷率", "workload"),
        Pair("工作负荷率（所需÷在岗工时）", "Workload (time needed ÷ time on duty)"),
        ("demand",),
        "duty",
    ),
    Series(
        "overtime",
        Pair("加班", "overtime"),
        Pair("每天加班小时数，全街道合计", "Hours of overtime a day, the whole street"),
        ("minutes_overtime",),
        by=60,
    ),
    Series(
        "facing",
        Pair("面向居民的时间", "time with residents"),
        Pair("在岗时间中面向居民的比例（%）", "Share of time on duty spent with residents (%)"),
        ("minutes_cases", "minutes_patrol", "minutes_window"),
        "minutes_duty",
        by=0.01,
    ),
    Series(
        "forms",
        Pair("填表时间", "time on forms"),
        Pair("在岗时间中填表的比例（%）", "Share of time on duty spent on forms (%)"),
        ("minutes_forms",),
        "minutes_duty",
        by=0.01,
    ),
)


@dataclass(frozen=True)
class Weeks:
    """Weekly means of the measured days.

    table: series, scenario, week (from 0), mean, low, high: the mean over the replications and the ends of
    their middle 80 %. days: of the whole table, first and last.
    """

    table: pd.DataFrame
    series: list[Series]
    days: tuple[date, date]
    replications: int

    @cached_property
    def starts(self) -> list[date]:
        """First days of the weeks."""
        return [self.days[0] + timedelta(WEEK * week) for week in range(self.table["week"].max() + 1)]

    def of(self, series: Series, scenario: str) -> pd.DataFrame:
        """The rows of one line, by week."""
        mine = self.table[(self.table["series"] == series.id) & (self.table["scenario"] == scenario)]
        return mine.set_index("week").sort_index()


def weeks(folder: Folder) -> Weeks | None:
    """Weekly means of the scenarios that the page shows; None where there are no days for two weeks."""
    columns = {column for each in SERIES for column in each.columns}
    dates = pd.to_datetime(folder.dates)
    first, last = dates.min(), dates.max()
    count = ((last - first).days + 1) // WEEK if len(dates) else 0
    if count < FEWEST_WEEKS:
        return None
    sums = folder.daily_sums(lambda dates: (pd.to_datetime(dates) - first).dt.days // WEEK, *columns)
    sums = sums[sums["scenario"].isin([each.id for each in folder.scenarios]) & (sums["date"] < count)]
    series = [each for each in SERIES if each.columns <= set(sums.columns)]
    if sums.empty or not series:
        return None
    of_scenarios = _of_scenarios(_of_runs(sums.rename(columns={"date": "week"}), series))
    return Weeks(of_scenarios, series, (first.date(), last.date()), int(sums["replication"].nunique()))


def _of_runs(weeks: pd.DataFrame, series: list[Series]) -> pd.DataFrame:
    """series, scenario, replication, week and value, from sums of whole weeks."""
    sums = weeks.set_index(["scenario", "replication", "week"])
    means = {
        each.id: sums[[*each.of]].sum(axis=1) / each.by / (sums[each.per] if each.per else WEEK)
        for each in series
    }
    runs = ["scenario", "replication", "week"]
    return pd.DataFrame(means).reset_index().melt(runs, var_name="series", value_name="value")


def _of_scenarios(means: pd.DataFrame) -> pd.DataFrame:
    grouped = means.groupby(["series", "scenario", "week"])["value"]
    low, high = (grouped.quantile(share) for share in BAND)
    return pd.DataFrame({"mean": grouped.mean(), "low": low, "high": high}).reset_index()
