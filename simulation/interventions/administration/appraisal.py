"""How work is judged: pressure of targets, inspections, call-backs, promised limits."""

from __future__ import annotations

from typing import ClassVar

from simulation.codes import DAYS_PER_MONTH
from simulation.interventions import intervention
from simulation.levers import Levers, When
from simulation.parameters import param


@intervention("appraisal_targets")
class AppraisalTargets:
    """Targets press harder, or less (考核指标). Pressure speeds work up and what is reported still more (A1,
    A2, W10)."""

    title: ClassVar = {"en": "Appraisal targets", "zh": "调整考核指标"}
    remedy: ClassVar = 2
    change: float = param(
        -0.25, "level 0-1", (-1, 1), "change of the pressure", "assumed", zh="考核压力的增减"
    )
    minutes: float = param(
        15, "minutes/grid/month", (0, 240), "meetings about the targets", "assumed", zh="考核会议用时"
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the appraisal; bill the meetings."""
        levers.add("appraisal", self.change * when.strength)
        levers.bill("targets", "running", minutes=self.minutes / DAYS_PER_MONTH * when.strength)


@intervention("appraisal_weights")
class AppraisalWeights:
    """Cases that the hotline and the app count weigh less, or more, in the appraisal (考核权重). Workers take
    those cases first and keep time for them. They do so less, or more, than now (W10, A2)."""

    title: ClassVar = {"en": "Appraisal weights", "zh": "调整考核权重"}
    remedy: ClassVar = 2
    change: float = param(
        -0.5,
        "ratio",
        (-1, 1),
        "change of the weight of counted cases",
        "assumed",
        zh="计入考核事项权重的增减",
    )
    minutes: float = param(
        15, "minutes/grid/month", (0, 240), "meetings about the weights", "assumed", zh="考核会议用时"
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the weight of counted cases. Bill the minutes of meetings about it."""
        levers.add("counted_weight", self.change * when.strength)
        levers.bill("weights", "running", minutes=self.minutes / DAYS_PER_MONTH * when.strength)


@intervention("inspection")
class Inspection:
    """More closings are inspected on the spot, and more residents called back (督查回访, A1)."""

    title: ClassVar = {"en": "Inspection and call-back", "zh": "督查回访"}
    remedy: ClassVar = 2
    inspected: float = param(
        0.1, "share", (0, 0.3), "closings inspected besides today's", "assumed", zh="比现在多抽查的办结事项"
    )
    called: float = param(
        0.3, "share", (0, 0.7), "closings called back besides today's", "assumed", zh="比现在多回访的办结事项"
    )
    minutes: float = param(
        30, "minutes/grid/month", (0, 240), "going along, and answering", "assumed", zh="陪同和答复用时"
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn both; the levers bill their money (M2), here the workers' minutes."""
        levers.add("audit", self.inspected * when.strength)
        levers.add("callback", self.called * when.strength)
        levers.bill("inspections", "running", minutes=self.minutes / DAYS_PER_MONTH * when.strength)


@intervention("shorter_limits")
class ShorterLimits:
    """The street promises to be quicker (承诺时限). Expectation rises with the promise (R3)."""

    title: ClassVar = {"en": "Shorter promised limits", "zh": "缩短承诺时限"}
    remedy: ClassVar = 0
    factor: float = param(0.5, "ratio", (0.25, 1), "limits against today's", "assumed", zh="时限与现在之比")
    minutes: float = param(
        10, "minutes/grid/month", (0, 240), "watching the limits", "assumed", zh="督促按时限办结用时"
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the limits; bill the watching."""
        levers.add("limit_factor", (self.factor - 1) * when.strength)
        levers.bill("limits", "running", minutes=self.minutes / DAYS_PER_MONTH * when.strength)
