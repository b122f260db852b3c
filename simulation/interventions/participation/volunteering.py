"""Remedy 5: what brings people to help: being asked, short tasks, honour, cash."""

from __future__ import annotations

from typing import ClassVar

from simulation.codes import DAYS_PER_MONTH, YEAR
from simulation.interventions import intervention
from simulation.levers import Levers, When
from simulation.parameters import param


@intervention("organised_asks")
class OrganisedAsks:
    """Residents are asked to help, by message and name (邀约, R5). The lever bills the messages."""

    title: ClassVar = {"en": "Organised asks", "zh": "有组织的志愿邀约"}
    remedy: ClassVar = 5
    asks: float = param(
        0.5,
        "asks/resident/month",
        (0, 4),
        "asks more for each resident",
        "assumed",
        zh="每名居民增加的邀约次数",
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the asks."""
        levers.add("asks", self.asks * when.strength)


@intervention("micro_tasks")
class MicroTasks:
    """Help is cut into short, remote and evening tasks (微志愿, R5), which fit those with little time."""

    title: ClassVar = {"en": "Short and remote tasks", "zh": "微志愿、线上志愿"}
    remedy: ClassVar = 5
    share: float = param(
        1,
        "share",
        (0, 1),
        "help that is offered in such tasks",
        "assumed; remedy 5 [@lijiathesis]",
        zh="以微任务形式提供的志愿服务",
    )
    yuan: float = param(
        1000, "yuan/grid/year", (0, 10000), "software and small things", "assumed", zh="软件和小物品费用"
    )
    minutes: float = param(
        60,
        "minutes/grid/month",
        (0, 480),
        "cutting, posting and checking",
        "assumed",
        zh="拆分、发布、核对任务用时",
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the tasks; bill the cutting."""
        levers.add("micro_tasks", self.share * when.strength)
        levers.bill(
            "short tasks",
            "programme",
            self.yuan * self.share / YEAR * when.strength,
            self.minutes * self.share / DAYS_PER_MONTH * when.strength,
        )


@intervention("honour")
class Honour:
    """Good helpers are honoured (荣誉激励, R7). Scarce honours count. The lever bills them and lists."""

    title: ClassVar = {"en": "Honours for helpers", "zh": "志愿者荣誉激励"}
    remedy: ClassVar = 5
    programme: float = param(
        1, "share", (0, 1), "how much of the full programme is run", "assumed", zh="整套做法的实施比例"
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the honours."""
        levers.add("honour", self.programme * when.strength)


@intervention("cash")
class Cash:
    """Help is paid by the hour, in money or in gift vouchers (现金补贴, R7). A small sum of
    money loses more help than it brings; vouchers lose none. The hours are billed, and the keeping of
    lists."""

    title: ClassVar = {"en": "Cash for helpers", "zh": "志愿服务现金补贴"}
    remedy: ClassVar = 5
    yuan_per_hour: float = param(
        5, "yuan/hour", (0, 25), "money for an hour of help", "assumed", zh="每小时志愿服务的补贴"
    )
    vouchers: float = param(
        0,
        "share",
        (0, 1),
        "of it, in gift vouchers",
        "assumed; vouchers crowd out less than cash [@lacetera2010]",
        zh="其中以礼券发放的部分",
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn cash and vouchers."""
        levers.add("cash", self.yuan_per_hour * when.strength)
        levers.add("vouchers", self.vouchers * when.strength)


@intervention("helper_training")
class HelperTraining:
    """Helpers are trained (志愿者培训, P2, R6): they take less of workers' time, and their help is worth
    more."""

    title: ClassVar = {"en": "Training of helpers", "zh": "志愿者培训"}
    remedy: ClassVar = 1
    share: float = param(0.5, "share", (0, 1), "helpers who are trained", "assumed", zh="接受培训的志愿者")
    yuan: float = param(
        2000, "yuan/grid/year", (0, 20000), "courses and material at full training", "assumed",
        zh="全员培训的课程和材料费用",
    )  # fmt: skip
    minutes: float = param(
        60, "minutes/grid/month", (0, 480), "holding courses, at full training", "assumed",
        zh="全员培训时，网格员组织培训用时",
    )  # fmt: skip

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the training; bill the courses."""
        levers.add("helper_training", self.share * when.strength)
        levers.bill(
            "helper training",
            "programme",
            self.yuan * self.share / YEAR * when.strength,
            self.minutes * self.share / DAYS_PER_MONTH * when.strength,
        )
