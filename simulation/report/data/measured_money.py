"""Money of a results folder over the measured days: who pays for what, by year, what an hour of a worker
costs, and how many hours are asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from simulation.codes import YEAR
from simulation.funding_channels import CITY_POT, PURSES
from simulation.report.data.results_folder import Folder, month_of
from simulation.report.wording.dates import spoken_months
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import level

DISTRICT, NOT_SPENT = "district", ("returned", CITY_POT)
CHANNELS = tuple(purse.name for purse in PURSES)
POSTS, FISCAL, PARTY, MARKET, GIFTS = "posts", "fiscal", "party", "market", "gifts"
PAYERS = {
    POSTS: Pair("区财政（岗位与中心）", "District: posts, centres"),
    FISCAL: Pair("财政拨款", "Public budget"),
    PARTY: Pair("党建资金", "Party funds"),
    MARKET: Pair("市场收入", "Market income"),
    GIFTS: Pair("捐赠、基金与业主", "Gifts, funds, owners"),
}
"""Who pays, in the order of the bars; the last two are money from outside the public purse."""
OUTSIDE = (MARKET, GIFTS)
_OF_ORIGIN = {"fiscal": FISCAL, "party dues": PARTY, "market": MARKET, "social": GIFTS, "owners": GIFTS}
_OF_CHANNEL = {"party_fund": PARTY}  # mostly fiscal by origin, but the party's to spend


def payer_of(account: str) -> str | None:
    """Which payer an account is; None for one that pays nothing of the street's cost."""
    if account == DISTRICT:
        return POSTS
    purse = next((each for each in PURSES if each.name == account), None)
    return _OF_CHANNEL.get(account) or (_OF_ORIGIN[purse.origin[0][0]] if purse else None)


def measured(folder: Folder) -> tuple[pd.DataFrame, int]:
    """The ledger from the month of the first measured day on, and the days simulated in those months."""
    days, start = int(folder.study.get("days") or YEAR), str(folder.study.get("start", ""))[:10]
    try:
        before = date.fromisoformat(start).day - 1
    except ValueError:
        return folder.ledger, days
    # the ledger knows months only: a start within one takes in the days of the warm-up before it
    before = min(before, int(folder.study.get("warmup") or 0))
    return folder.ledger[folder.ledger["month"] >= start[:7]], days + before


def spent(folder: Folder) -> pd.DataFrame:
    """scenario, replication, year (1 for the first twelve months), payer, yuan: what each payer spends on
    wages and programmes; the sum over payers is that of the metric `cost_street`."""
    ledger, _ = measured(folder)
    paid = ledger["debit"].map({account: payer_of(account) for account in set(ledger["debit"])})
    inside = ledger["credit"].isin((*CHANNELS, *NOT_SPENT))
    out = ledger.assign(payer=paid, year=_years(ledger["month"]))[paid.notna() & ~inside]
    return out.groupby(["scenario", "replication", "year", "payer"])["yuan"].sum().reset_index()


def _years(months: pd.Series) -> pd.Series:
    """The measured year of each month (2025-03), from 1."""
    since = months.str[:4].astype(int) * 12 + months.str[5:7].astype(int)
    return (since - since.min()) // 12 + 1


def whole_years(folder: Folder) -> dict[int, Pair]:
    """Names of the whole measured years by number, where there are two or more: 2025, else the months."""
    count = int(folder.study.get("days") or 0) // YEAR
    start = str(folder.study.get("start", ""))
    if count < 2:
        return {}
    first = int(start[:4])
    if start[5:7] == "01":
        return {n: Pair(f"{first - 1 + n} 年", f"{first - 1 + n}") for n in range(1, count + 1)}
    before = f"{int(start[5:7]) - 1:02}"
    return {
        n: spoken_months(f"{first - 1 + n}-{start[5:7]}", f"{first + n}-{before}")
        for n in range(1, count + 1)
    }


def paid_months(folder: Folder) -> Pair:
    """The months of the ledger that are measured, whole ones: January to December 2025."""
    months = measured(folder)[0]["month"]
    return spoken_months(months.min(), months.max())


def per_year(folder: Folder) -> float:
    """What turns yuan of the measured period into yuan a year."""
    return YEAR / measured(folder)[1]


def residents(folder: Folder) -> float:
    """People who live in the simulated street, mean over its runs; NaN where no costs were recorded."""
    street, each = (folder.values(name, folder.baseline.id) for name in ("cost_street", "cost"))
    return float((street / each).mean()) if len(street) and len(each) else float("nan")


def yuan_an_hour(folder: Folder) -> float:
    """What an hour of a grid worker on duty costs: wages of the baseline's ledger over its hours on duty; NaN
    where either is unknown."""
    ledger, _ = measured(folder)
    today = folder.baseline.id
    wages = ledger[(ledger["scenario"] == today) & (ledger["credit"] == "wages")]["yuan"].sum()
    minutes = folder.worked_minutes
    hours = minutes.loc[minutes["scenario"] == today, "minutes_duty"].sum() / 60
    return float(wages / hours) if hours > 0 and wages > 0 else float("nan")


def yuan_a_worker(folder: Folder) -> float:
    """What a worker in post costs in a year, by the baseline's ledger; NaN where either is unknown."""
    ledger, _ = measured(folder)
    today, days = folder.baseline.id, folder.daily_sums(month_of, "workers")
    wages = ledger[(ledger["scenario"] == today) & (ledger["credit"] == "wages")]["yuan"].sum()
    filled = days.loc[days["scenario"] == today, "workers"].sum() if "workers" in days else 0
    return float(wages / filled * YEAR) if filled > 0 and wages > 0 else float("nan")


def extra_hours(folder: Folder, scenarios: Iterable[str]) -> float:
    """Workers' hours a year that scenarios ask together beyond the baseline, each run alone; NaN where they
    were not recorded."""
    before = folder.values("bill_hours", folder.baseline.id)
    return sum(float((folder.values("bill_hours", each) - before).mean()) for each in scenarios)


def extra_hours_in(folder: Folder, scenario: str, year: int) -> float:
    """The same in one measured year, from 1, of one scenario; NaN where days were not recorded."""
    days, runs = folder.worked_minutes, folder.runs
    if days.empty:
        return float("nan")
    start = str(folder.study.get("start", ""))[:7]
    inside = days[days["date"] >= start]
    mine = inside[_years(inside["date"]) == year]
    hours = mine.groupby("scenario")["minutes_bill"].sum() / 60
    done = runs.groupby("scenario")["replication"].nunique()
    each = [float(hours.get(name, 0.0) / done[name]) for name in (scenario, folder.baseline.id)]
    return each[0] - each[1]


def hours_said(hours: float) -> Pair:
    """Hours a year to three digits; a dash where they are not known."""
    return level(float(f"{hours:.3g}"), "hours/year")
