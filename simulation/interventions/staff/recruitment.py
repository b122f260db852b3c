"""Remedy 2: whom a street hires, what they learn, and what they earn."""

from __future__ import annotations

from typing import ClassVar

from simulation.codes import DAYS_PER_MONTH, YEAR
from simulation.interventions import intervention
from simulation.levers import Levers, When
from simulation.parameters import param


@intervention("recruitment")
class Recruitment:
    """New hires are younger, or come with training (专业化、年轻化). Only who is hired from then on changes:
    the mix turns as people leave. The young leave sooner and know fewer households (W6, D4).
    """

    title: ClassVar = {"en": "Younger and trained new workers", "zh": "招聘年轻化、专业化"}
    remedy: ClassVar = 2
    younger: float = param(
        10,
        "years",
        (0, 17),
        "by how much new hires are younger",
        "assumed; remedy 2 [@lijiathesis]",
        zh="新招人员年龄降低",
    )
    trained: float = param(
        0.5,
        "share",
        (0, 1),
        "share of a full course that new hires bring",
        "assumed; remedy 2 [@lijiathesis]",
        zh="新招人员已受训的比例（以完整课程计）",
    )
    yuan: float = param(
        500,
        "yuan/grid/year",
        (0, 5000),
        "advertising and choosing",
        "assumed: a fifth of a grid's yearly hires",
        zh="招聘和选拔费用",
    )
    minutes: float = param(
        10, "minutes/grid/month", (0, 120), "choosing and introducing", "assumed", zh="选拔和引导新人用时"
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn age and training of new hires; bill the choosing."""
        levers.add("hire_age", -self.younger * when.strength)
        levers.add("hire_training", self.trained * when.strength)
        levers.bill(
            "recruitment",
            "running",
            self.yuan / YEAR * when.strength,
            self.minutes / DAYS_PER_MONTH * when.strength,
        )


@intervention("training")
class Training:
    """Workers in service take courses (业务培训, W2). The lever bills fees and hours."""

    title: ClassVar = {"en": "Training of workers", "zh": "网格员培训"}
    remedy: ClassVar = 2
    course: float = param(
        0.5,
        "share",
        (0, 1),
        "share of a full course a year",
        "assumed; remedy 2 [@lijiathesis]",
        zh="每年受训的比例（以完整课程计）",
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the training lever."""
        levers.add("training", self.course * when.strength)


@intervention("pay_and_career")
class PayAndCareer:
    """Workers earn more, step by step with years and exams (薪酬与职业发展, W5, W6). Wages carry it; the
    exams take minutes."""

    title: ClassVar = {"en": "Pay and career of workers", "zh": "网格员薪酬与职业晋升"}
    remedy: ClassVar = 2
    rise: float = param(
        500, "yuan/month", (-1000, 2000), "gross pay more for each worker", "assumed", zh="每名网格员工资增加"
    )
    minutes: float = param(
        240,
        "minutes/grid/year",
        (0, 2400),
        "workers' minutes for appraisals and exams",
        "assumed",
        zh="网格员评定、考试用时",
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the pay; bill the exams."""
        levers.add("pay", self.rise * when.strength)
        levers.bill("career", "running", minutes=self.minutes / YEAR * when.strength)
