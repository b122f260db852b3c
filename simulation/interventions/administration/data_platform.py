"""Remedy 3: joined data, automatic dispatch, forecasts and preventive plans."""

from __future__ import annotations

from typing import ClassVar

from simulation.codes import DAYS_PER_MONTH, YEAR
from simulation.interventions import intervention
from simulation.levers import Levers, When
from simulation.parameters import param


@intervention("data_platform")
class DataPlatform:
    """More data systems are joined (数据平台整合, D1, W1), up to the share that the street has the authority
    to join. Old and new systems run side by side at first. New forms use up part of the time saved."""

    title: ClassVar = {"en": "Joined data platform", "zh": "数据平台整合"}
    remedy: ClassVar = 3
    joined: float = param(
        0.4,
        "share",
        (0, 0.9),
        "systems joined besides today's; more than the street has the authority for means double entry",
        "assumed; remedy 3 [@lijiathesis]",
        zh="比现在多接入的系统；超出街道权限的部分须重复填报",
    )

    minutes: float = param(
        60,
        "minutes/grid/month",
        (0, 480),
        "workers' minutes to match and clean data",
        "assumed",
        zh="网格员核对、清理数据用时",
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the joined share; its lever bills set-up and running (M2), here the minutes."""
        levers.add("platform_share", self.joined * when.strength)
        levers.bill("matching data", "running", minutes=self.minutes / DAYS_PER_MONTH * when.strength)


@intervention("automatic_dispatch")
class AutomaticDispatch:
    """Cases are sent on by rules and records (自动派单, W7), as well as the records allow."""

    title: ClassVar = {"en": "Automatic dispatch", "zh": "自动派单"}
    remedy: ClassVar = 3
    share: float = param(
        0.7,
        "share",
        (0, 1),
        "cases dispatched automatically",
        "[@dongcheng2017]: at least .7 (self-report)",
        zh="自动派单的事项",
    )
    yuan: float = param(
        1500, "yuan/grid/year", (0, 10000), "software at full use", "assumed", zh="全面使用时的软件费用"
    )
    minutes: float = param(
        10, "minutes/grid/month", (0, 120), "correcting the rules", "assumed", zh="修正派单规则用时"
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the dispatch; bill the software."""
        levers.add("dispatch_share", self.share * when.strength)
        levers.bill(
            "dispatch software",
            "running",
            self.yuan * self.share / YEAR * when.strength,
            self.minutes / DAYS_PER_MONTH * when.strength,
        )


@intervention("forecasting")
class Forecasting:
    """What is on record points to hot spots, and preventive plans are made for them (预测研判与预案, D2, D3).
    The hours of preventive visits are taken from patrols."""

    title: ClassVar = {"en": "Forecasts and preventive plans", "zh": "预测研判与预案"}
    remedy: ClassVar = 3
    forecast: float = param(
        1,
        "share",
        (0, 1),
        "grids whose records are looked at",
        "assumed; remedy 3 [@lijiathesis]",
        zh="查看记录、作预测的网格",
    )
    planned: float = param(
        1,
        "share",
        (0, 1),
        "flags with a preventive plan",
        "assumed; remedy 3 [@lijiathesis]",
        zh="有预案的预警",
    )
    yuan: float = param(
        1000, "yuan/grid/year", (0, 10000), "analysts and software", "assumed", zh="分析人员和软件费用"
    )
    minutes: float = param(
        40,
        "minutes/grid/month",
        (0, 240),
        "reading flags, writing preventive plans",
        "assumed",
        zh="看预警、写预案用时",
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn forecast and preventive plans; bill analysts and minutes."""
        levers.add("forecast_share", self.forecast * when.strength)
        levers.add("plan_share", self.planned * when.strength)
        levers.bill(
            "forecasting",
            "running",
            self.yuan / YEAR * when.strength,
            self.minutes / DAYS_PER_MONTH * when.strength,
        )
