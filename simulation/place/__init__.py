"""What a city has, however it is governed: people, households, firms, wages, a calendar of campaigns.

A place is a file in `scenarios/places/`. Swapping the model of governance changes nothing here.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulation.parameters import param, parameter_group, word
from simulation.place.rhythm import AS_MODELLED


@dataclass(frozen=True)
class Campaign:
    """A wave of handed-down work: minutes per worker and working day, from one date to another, both
    included.

    start, end: "MM-DD", or days counted from the lunar new year, "spring_festival-21".
    """

    name: str
    minutes: float
    start: str
    end: str


@parameter_group("place")
class Place:
    """Figures of a place; the defaults are those of Lijia Street, Dalian."""

    name: str = "lijia"
    campaigns: tuple[Campaign, ...] = ()
    residents: float = param(
        96000, "residents", (100, 20e6), "residents of the place",
        "derived: Shahekou district .67 m residents (mid-2023) over 7 streets [@shahekou2023]",
        counted=True,
    )  # fmt: skip
    communities: float = param(
        13, "communities", (1, 20e3), "communities, each with its budget",
        "derived: 90 community committees of the district (end of 2021) over 7 streets [@shahekou2023]",
        counted=True,
    )  # fmt: skip
    household_size: float = param(
        2.4, "residents/household", (1, 6), "mean residents of a household",
        "[@daliancensus2020]: 2.29 in family households, 2.52 with collective ones",
    )  # fmt: skip
    households_per_building: float = param(
        60, "households/building", (1, 1000), "households that share an entrance", "assumed"
    )
    buildings_per_estate: float = param(
        4, "buildings/estate", (1, 100), "buildings of an estate", "derived from 2 estates a grid (assumed)"
    )
    age_share_0_14: float = param(
        0.12, "share", (0, 1), "residents aged 0-14", "[@daliancensus2020]: 11.65 %"
    )
    age_share_15_59: float = param(
        0.63, "share", (0, 1), "residents aged 15-59", "[@daliancensus2020]: 63.64 %"
    )
    age_share_60plus: float = param(
        0.25, "share", (0, 1), "residents aged 60 and over", "[@daliancensus2020]: 24.71 %"
    )
    pm_share: float = param(
        0.073,
        "share",
        (0, 1),
        "party members among residents",
        "[@cpc2024]: 100.27 m members in the nation",
    )
    body_matters: float = param(
        0.59,
        "recorded matters/1000 residents/day",
        (0.1, 5),
        "recorded cases for which its bodies have the staff",
        "measured on Lijia at default levels (benchmarks/realism/default_levels.py)",
    )
    firms_per_1000: float = param(
        10,
        "firms/1000 residents",
        (0, 500),
        "firms that a grid knows",
        "assumed; national mean 23.6 legal units [@economiccensus2023]",
    )
    firm_size: float = param(
        13, "staff/firm", (1, 1000), "mean staff of a firm", "[@economiccensus2023]: 12.9"
    )
    pay_worker: float = param(4000, "yuan/month", (500, 50000), "gross pay of a grid worker", "assumed")
    cost_worker: float = param(
        67000, "yuan/worker/year", (5000, 1e6), "a grid worker with on-costs", "assumed"
    )
    budget_community: float = param(
        200000, "yuan/community/year", (0, 1e8), "fiscal grant of a community", "assumed"
    )
    local_budget_per_resident: float = param(
        13400, "yuan/resident/year", (0, 1e6), "public budget of all local levels",
        "[@dalian2023]: general public budget expenditure over residents",
    )  # fmt: skip
    campaign_base: float = param(
        62, "minutes/worker/day", (0, 480), "handed-down work outside the waves", "assumed"
    )
    holidays: str = word(
        "CN",
        (),
        "country (two letters) whose public holidays and working weekends are kept; none: weekends only",
        "[@statecouncil]: notices 2004-2026, statutory days of the law after; as the package holidays has "
        "them",
    )
    heating_start: str = word(
        "11-05", (), "first day of the heating season", "[@dalianheating]: statutory season"
    )
    heating_end: str = word(
        "04-05", (), "last day of the heating season", "[@dalianheating]: statutory season"
    )
    need_months: str = word(
        AS_MODELLED,
        (),
        "needs of an average day in January to December, as 12 numbers (0 to 1,000,000) of which only ratios "
        "count; model: the yearly wave and the heating season of the parameters",
        "assumed; an office's log of two years or more tells it",
        "一月至十二月日均需求，12 个数（0 至 1,000,000），只看相互比例；model：按参数中的年度波动与供暖期",
    )
    request_days: str = word(
        AS_MODELLED,
        (),
        "requests of residents on Monday to Sunday, as 7 numbers (0 to 1,000,000) of which only ratios "
        "count, holidays as Sundays; model: weekend_report_now and rest_backlog_days",
        "assumed; an office's log tells it",
        "周一至周日居民诉求，7 个数（0 至 1,000,000），只看相互比例，节假日同周日；model：按参数",
    )
    request_hours: str = word(
        AS_MODELLED,
        (),
        "requests of residents in the 24 hours of a working day, as 24 numbers (0 to 1,000,000) of which "
        "only ratios count; model: the hours of Boston, with work_hours_request_share in office hours",
        "assumed; an office's log tells it",
        "工作日 24 小时居民诉求，24 个数（0 至 1,000,000），只看相互比例；model：按波士顿的时段与参数",
    )
    request_hours_off: str = word(
        AS_MODELLED,
        (),
        "requests of residents in the 24 hours of a weekend day or holiday, as 24 numbers; model: as for "
        "request_hours",
        "assumed; an office's log tells it",
        "双休日和节假日 24 小时居民诉求，24 个数；model：同 request_hours",
    )
