"""Figures of the shape of a service log: spread, rhythm, concentration, returns, load, promises.

One small function each, from a log to a number; `shape.py` sets them beside a real log.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import stats

from simulation import categories
from simulation.codes import DAY, WEEK
from simulation.place.calendar import SATURDAY
from simulation.statistics import gini

WATCHED = 120  # days for which a case is watched before it is judged: by then the hopeless are withdrawn
MONTH = 720.0  # hours
WORKING_WEEK = 5  # days
RESIDENT_HOURS = (
    6.3, 3.7, 2.9, 2.6, 2.0, 3.7, 11.6, 27.3, 64.9, 97.0, 102.6, 95.5,
    81.8, 77.6, 82.7, 81.4, 65.1, 47.2, 34.1, 30.0, 25.9, 21.7, 20.2, 12.1,
)  # fmt: skip
"""Per mille of resident cases by hour of opening, all days; the same source."""


@dataclass(frozen=True)
class Log:
    """A year of what residents reported and was recorded, merged reports left out; minutes count from the
    first midnight.

    cases: opened, closed, started, limit, grid, estate, building, category, returned. known: every recorded
    case, patrols' too, by grid. merged: reports that joined an open case, residents' and all; daily: totals
    of the street; working: whether each day is a working day, to the end of the year and a while after.
    """

    cases: pd.DataFrame
    known: pd.Series
    merged: int
    merged_all: int
    working: np.ndarray
    daily: pd.DataFrame
    grids: int
    estates: int
    days: int

    def seen(self, closing: str) -> Log:
        """The same log with the closings that are "reported" or "true"."""
        return replace(self, cases=self.cases.assign(closed=self.cases[f"{closing}_closed"]))

    @property
    def watched(self) -> pd.DataFrame:
        """Cases that were watched long enough to be judged."""
        return self.cases[self.cases["opened"] < (self.days - WATCHED) * DAY]


# --- handling times


def handling(cases: pd.DataFrame) -> pd.Series:
    """Hours from opening to closing, in whole minutes as a log has them; NaN while open."""
    return (cases["closed"] // 1 - cases["opened"] // 1) / 60


def logarithms(cases: pd.DataFrame) -> pd.Series:
    """ln of the hours of closed cases that took more than a minute."""
    hours = handling(cases)
    return hours[hours > 1 / 60].map(math.log)


def spread(log: Log) -> float:
    """Standard deviation of ln h."""
    return float(logarithms(log.watched).std())


def spread_within(log: Log) -> float:
    """Root mean square of ln h minus the mean of its category."""
    values = logarithms(log.watched)
    means = values.groupby(log.watched["category"].reindex(values.index)).transform("mean")
    return float(np.sqrt(((values - means) ** 2).mean()))


def distance_exponential(log: Log) -> float:
    """Kolmogorov-Smirnov distance to the exponential distribution of the same mean."""
    hours = np.exp(logarithms(log.watched).to_numpy())
    return float(stats.kstest(hours, stats.expon(scale=hours.mean()).cdf).statistic)


def distance_lognormal(log: Log) -> float:
    """Kolmogorov-Smirnov distance to the lognormal of the same mean and spread of ln h."""
    values = logarithms(log.watched)
    return float(stats.kstest(values, stats.norm(values.mean(), values.std()).cdf).statistic)


def quantile(log: Log, share: float) -> float:
    """Hours within which a share of the cases is closed; infinite if that many never are."""
    hours = handling(log.watched).fillna(math.inf)
    return float(hours.quantile(share, interpolation="lower"))


def closed_within(log: Log, hours: float) -> float:
    """Share of all cases closed within some hours; open ones are not."""
    return float((handling(log.watched) <= hours).mean())


def never_closed(log: Log) -> float:
    """Share of the cases that are open at the end though watched for months."""
    return float(log.watched["closed"].isna().mean())


# --- rhythm


def weekday(minutes: pd.Series, log: Log) -> pd.Series:
    """Day of the week, 0 = Monday."""
    first = pd.Timestamp(log.daily["date"].iloc[0]).weekday()
    return (first + minutes // DAY) % WEEK


def per_day(log: Log) -> pd.Series:
    """Cases opened on each day, with dates."""
    counts = np.bincount((log.cases["opened"] // DAY).astype(int), minlength=log.days)[: log.days]
    return pd.Series(counts, pd.DatetimeIndex(log.daily["date"]))


def weekend_ratio(log: Log) -> float:
    """Mean cases opened on a day of rest (weekend or holiday) / on a working day."""
    counts, working = per_day(log), log.working[: log.days]
    return float(counts[~working].mean() / counts[working].mean())


def weekend_ratio_first(log: Log) -> float:
    """The same for matters reported for the first time."""
    return weekend_ratio(replace(log, cases=log.cases[~log.cases["returned"]]))


def hours_of_day(log: Log) -> np.ndarray:
    """Share of cases by hour of opening (24,)."""
    hour = (log.cases["opened"] % DAY // 60).astype(int)
    return np.bincount(hour, minlength=24) / len(hour)


def office_share(log: Log) -> float:
    """Share of cases opened from 8:00 to 16:59."""
    return float(hours_of_day(log)[8:17].sum())


def hour_distance(log: Log) -> float:
    """Share of cases that would have to move to another hour to make the real profile."""
    real = np.array(RESIDENT_HOURS) / sum(RESIDENT_HOURS)
    return float(np.abs(hours_of_day(log) - real).sum() / 2)


def after_rest(log: Log) -> float:
    """Mean cases opened on the first working day after a rest / on other working days."""
    counts, working = per_day(log), log.working[: log.days]
    first = working & ~np.concatenate([[True], working[:-1]])
    return float(counts[first].mean() / counts[working & ~first].mean())


def closings_at_rest(log: Log) -> float:
    """Share of closings on a weekend or holiday."""
    days = (log.cases["closed"].dropna() // DAY).astype(int)
    return float((~log.working[days]).mean())


def overdispersion(log: Log, corrected: bool = False) -> float:
    """1/k of the cases opened on working days."""
    return extra_variance(per_day(log)[log.working[: log.days]], corrected)


def overdispersion_weekdays(log: Log, corrected: bool = False) -> float:
    """1/k of the cases opened on Mondays to Fridays, holidays or not."""
    counts = per_day(log)
    return extra_variance(counts[pd.DatetimeIndex(counts.index).day_of_week < SATURDAY], corrected)


def extra_variance(counts: pd.Series, corrected: bool) -> float:
    """1/k of a negative binomial by moments about the means of weekday and month: 0 = as chance alone has it.

    1/k = sum of (squared residual - mean) / sum of squared means. corrected: gives back the degree of freedom
    that each mean costs, which matters where counts are small.
    """
    index = pd.DatetimeIndex(counts.index)
    cells = counts.groupby([index.day_of_week, index.month])
    mean, size = cells.transform("mean"), cells.transform("size")
    lost = size / (size - 1).where(size > 1) if corrected else 1.0
    return float(((counts - mean) ** 2 * lost - mean).sum() / (mean**2).sum())


# --- concentration


def late_hours(log: Log) -> pd.Series:
    """Hours past the limit of closed cases, 0 where in time."""
    cases = log.watched[log.watched["closed"].notna()]
    return ((cases["closed"] - cases["limit"]) / 60).clip(lower=0)


def late_in_few(log: Log, units: Sequence[str], top: float) -> float:
    """Share of all late hours in the top share of the units, the worst first."""
    late = late_hours(log)
    keys = [log.cases[unit].reindex(late.index) for unit in units]
    return share_of_top(late.groupby(keys).sum().to_numpy(), top)


def property_in_few(log: Log) -> float:
    """Share of property matters that come from the 11 % of estates with the most of them."""
    matters = log.cases[np.isin(log.cases["category"], np.array(categories.NAMES)[categories.PROPERTY])]
    return share_of_top(np.bincount(matters["estate"], minlength=log.estates), 0.11)


def share_of_top(amounts: np.ndarray, top: float) -> float:
    """Share of a total that the largest `top` (0 to 1) of its owners hold, one owner at least."""
    count = max(round(top * len(amounts)), 1)
    return float(np.sort(amounts)[::-1][:count].sum() / amounts.sum())


def grid_gini(log: Log) -> float:
    """Gini coefficient of resident cases over grids."""
    return gini(np.bincount(log.cases["grid"] - 1, minlength=log.grids))


def grid_gini_recorded(log: Log) -> float:
    """Gini coefficient of all recorded matters over grids, patrols' finds too."""
    return gini(log.known.reindex(range(1, log.grids + 1), fill_value=0))


# --- what comes again


def since_last(log: Log) -> pd.Series:
    """Days from the closing of the latest case of the same category and building; negative while it is open,
    NaN without one."""
    cases = log.cases.sort_values("opened")
    groups = cases.groupby(["building", "category"])
    gap = (cases["opened"] - groups["closed"].shift()) / DAY
    return gap.where(gap.notna() | groups["opened"].shift().isna(), -math.inf)


def again_within(log: Log, days: float) -> float:
    """Share of cases that come within some days of the closing of the last one of their place and kind."""
    return float(since_last(log).between(0, days).mean())


def again_while_open(log: Log) -> float:
    """Share of cases that come while the last one of their place and kind is open."""
    return float((since_last(log) < 0).mean())


def returns(log: Log) -> float:
    """Share of cases that are the return of a solved one, as the model knows it."""
    return float(log.cases["returned"].mean())


def duplicates(log: Log) -> float:
    """Residents' reports that joined an open case / all of their reports."""
    return log.merged / (log.merged + len(log.cases))


def duplicates_all(log: Log) -> float:
    """The same of all channels, patrols' finds too."""
    return log.merged_all / (log.merged_all + log.known.sum())


# --- load


def weekly(log: Log, ended: str) -> pd.DataFrame:
    """Load and mean hours (a month at most) to an end, of the cases opened in each whole week of five working
    days, as logarithms."""
    first = int(-weekday(pd.Series([0.0]), log).iloc[0] % WEEK)
    week = (log.cases["opened"] / DAY - first) // WEEK
    hours = ((log.cases[ended] - log.cases["opened"]) / 60).fillna(MONTH).clip(upper=MONTH)
    table = hours.groupby(week).agg(load="size", hours="mean")
    last = (log.days - first) // WEEK - math.ceil(MONTH / 24 / WEEK)
    usual = [
        n for n in range(last) if log.working[first + WEEK * n : first + WEEK * (n + 1)].sum() == WORKING_WEEK
    ]
    return np.log(table[table.index.isin(usual)])


def elasticity(log: Log, ended: str) -> float:
    """Per cent by which weekly mean hours rise with a per cent of weekly load."""
    weeks = weekly(log, ended)
    return float(np.polyfit(weeks["load"], weeks["hours"], 1)[0])


def load_correlation(log: Log, ended: str) -> float:
    """Correlation of weekly load and weekly mean hours, both as logarithms."""
    weeks = weekly(log, ended)
    return float(weeks["load"].corr(weeks["hours"]))


def utilisation(log: Log) -> float:
    """Share of the minutes on duty that are not idle."""
    return float(1 - log.daily["minutes_idle"].sum() / log.daily["minutes_duty"].sum())


def case_share(log: Log) -> float:
    """Minutes of workers on cases / on duty."""
    return float(log.daily["minutes_cases"].sum() / log.daily["minutes_duty"].sum())


def queue_elasticity(log: Log) -> float:
    """Elasticity of the time in an M/M/c queue in equilibrium, as busy as the workers of a grid and as
    many."""
    servers = max(round(log.daily["workers"].mean() / log.grids), 1)
    busy, step = utilisation(log), 1e-5
    if busy * (1 + step) >= 1:  # such a queue grows without end
        return math.inf
    low, high = (time_in_queue(servers, busy * (1 + sign * step)) for sign in (-1, 1))
    return math.log(high / low) / (2 * step)


def time_in_queue(servers: int, busy: float) -> float:
    """Mean time in an M/M/c queue, in service times; `busy` below 1. Source: Erlang 1917."""
    load, blocked = servers * busy, 1.0
    for server in range(1, servers + 1):
        blocked = load * blocked / (server + load * blocked)
    waits = blocked / (1 - busy * (1 - blocked))
    return 1 + waits / (servers * (1 - busy))


# --- promises


def on_time(log: Log) -> float:
    """Share of cases closed within the limit; open ones are late."""
    return float((log.watched["closed"] <= log.watched["limit"]).mean())


def tenths(log: Log) -> np.ndarray:
    """Share of closings in each tenth of the limit, up to twice the limit, and later (21,)."""
    cases = log.watched[log.watched["closed"].notna()]
    used = (cases["closed"] - cases["opened"]) / (cases["limit"] - cases["opened"])
    tenth = np.ceil(10 * used.to_numpy() - 1e-6).clip(1, 21).astype(int)  # tables round minutes
    return np.bincount(tenth - 1, minlength=21) / len(tenth)


def last_tenth(log: Log) -> float:
    """Share of closings in the last tenth of the limit."""
    return float(tenths(log)[9])


def crowding(log: Log) -> float:
    """Closings in the last tenth of the limit / in the first tenth after it; 1 = the limit moves nobody."""
    before, after = tenths(log)[9:11]
    return float(before / after) if after else math.inf


def at_the_limit(log: Log) -> float:
    """Share of closings within a minute of the limit."""
    closed = log.watched["closed"].dropna()
    return float(((closed - log.watched["limit"].reindex(closed.index)).abs() <= 1).mean())
