"""Remedy 2: what lands on a worker's desk: tasks, forms, and posts that follow the load."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from simulation.codes import DAYS_PER_MONTH
from simulation.interventions import intervention
from simulation.levers import Levers, When
from simulation.parameters import param


@intervention("task_gate")
class TaskGate:
    """Tasks that departments hand down are examined before a grid must take them (社区工作事项准入, W1)."""

    title: ClassVar = {"en": "Gate for handed-down tasks", "zh": "社区工作事项准入"}
    remedy: ClassVar = 2
    examined: float = param(
        1,
        "share",
        (0, 1),
        "handed-down tasks that are examined",
        "assumed; remedy 2 [@lijiathesis]",
        zh="经过审核的下派任务",
    )
    minutes: float = param(
        40,
        "minutes/grid/month",
        (0, 240),
        "workers' minutes to report and contest tasks",
        "assumed",
        zh="网格员上报、申辩任务用时",
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the gate; bill the reporting."""
        levers.add("task_gate", self.examined * when.strength)
        levers.bill(
            "task gate", "running", minutes=self.minutes * self.examined / DAYS_PER_MONTH * when.strength
        )


@intervention("form_reduction")
class FormReduction:
    """Unread ledgers are dropped by a list (报表清单, W1). New forms come in their place as after
    any saving (`form_rebound`)."""

    title: ClassVar = {"en": "Fewer forms", "zh": "精简报表台账"}
    remedy: ClassVar = 2
    dropped: float = param(0.3, "share", (0, 0.8), "forms struck off the list", "assumed", zh="取消的表格")
    minutes: float = param(
        30,
        "minutes/grid/month",
        (0, 240),
        "workers' minutes to keep the list against new forms",
        "assumed",
        zh="守住清单、挡住新表格用时",
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the dropped forms; bill the list."""
        levers.add("forms_dropped", self.dropped * when.strength)
        levers.bill("list of forms", "running", minutes=self.minutes / DAYS_PER_MONTH * when.strength)


@intervention("posts_by_load")
class PostsByLoad:
    """Posts follow what is on record: quiet grids give, busy grids get (按登记量调配). What is not recorded
    draws no post, so that silent grids lose workers."""

    title: ClassVar = {"en": "Posts moved by recorded load", "zh": "按登记工作量调配人员"}
    remedy: ClassVar = 2
    moved: float = param(
        0.5,
        "share",
        (0, 1),
        "part of the difference in load that posts follow",
        "assumed",
        zh="按工作量差距调配人员的比例",
    )
    minutes: float = param(
        20,
        "minutes/grid/month",
        (0, 240),
        "workers' minutes of review and hand-over",
        "assumed",
        zh="网格员复核、交接用时",
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Add to grids above the street's mean and take from those below; bill the review."""
        mean = max(float(when.recorded.mean()), 1e-9)
        away = np.clip(when.recorded / mean - 1, -1, 1)
        levers.add("workers", self.moved * away * levers.defaults.workers * when.strength)
        levers.bill("review of load", "running", minutes=self.minutes / DAYS_PER_MONTH * when.strength)
