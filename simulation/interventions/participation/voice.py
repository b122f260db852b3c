"""Remedy 5: ways for residents to be heard, and to take part."""

from __future__ import annotations

from typing import ClassVar

from simulation.codes import DAYS_PER_MONTH, WEEK
from simulation.interventions import intervention
from simulation.levers import Levers, When
from simulation.parameters import param


@intervention("app")
class App:
    """Residents can report and look up by phone (居民端小程序, R2)."""

    title: ClassVar = {"en": "Residents' app", "zh": "居民端小程序"}
    remedy: ClassVar = 5
    reach: float = param(
        1,
        "share",
        (0, 1),
        "how far the app is a channel",
        "assumed; remedy 5 [@lijiathesis]",
        zh="小程序作为渠道的使用比例",
    )
    minutes: float = param(
        60, "minutes/grid/month", (0, 480), "answering in the app", "assumed", zh="在小程序里答复用时"
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the app; its lever bills money (M2), here the minutes."""
        levers.add("voice_app", self.reach * when.strength)
        levers.bill("answering in the app", "running", minutes=self.minutes / DAYS_PER_MONTH * when.strength)


@intervention("evening_hours")
class EveningHours:
    """Workers can be met in evenings and at weekends (错时延时服务, R2): those who are at work by day
    can tell them. Hours are moved, and the rota for it takes some besides."""

    title: ClassVar = {"en": "Evening and weekend hours", "zh": "错时延时服务"}
    remedy: ClassVar = 5
    share: float = param(
        0.5,
        "share",
        (0, 1),
        "residents at work who can be met",
        "assumed; remedy 5 [@lijiathesis]",
        zh="能见到网格员的上班居民",
    )
    minutes: float = param(
        60,
        "minutes/grid/week",
        (0, 480),
        "workers' minutes of presence beyond their day",
        "assumed",
        zh="网格员下班后值守用时",
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the contact; bill the presence."""
        levers.add("evening_contact", self.share * when.strength)
        levers.bill("evening hours", "running", minutes=self.minutes * self.share / WEEK * when.strength)


@intervention("residents_council")
class ResidentsCouncil:
    """Residents meet, propose and decide (居民议事会, R2, C1). Refusals disappoint; projects need money and
    care. The lever bills meetings and proposals."""

    title: ClassVar = {"en": "Residents' council", "zh": "居民议事会"}
    remedy: ClassVar = 5
    programme: float = param(
        1,
        "share",
        (0, 1),
        "how far the council is a channel",
        "assumed; remedy 5 [@lijiathesis]",
        zh="议事会作为渠道的使用比例",
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the council."""
        levers.add("voice_council", self.programme * when.strength)


@intervention("explained_answers")
class ExplainedAnswers:
    """What was done, or why not, is explained to who asked (办理结果反馈, R3)."""

    title: ClassVar = {"en": "Answers explained", "zh": "办理结果反馈"}
    remedy: ClassVar = 5
    more: float = param(
        0.4,
        "share",
        (0, 0.5),
        "closings explained besides today's",
        "assumed",
        zh="比现在多解释办理结果的事项",
    )
    minutes: float = param(
        3,
        "minutes/grid/day",
        (0, 30),
        "explaining: five minutes for each of .6 cases a day",
        "assumed",
        zh="解释用时：每天 0.6 件，每件 5 分钟",
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the feedback; bill the explaining."""
        levers.add("feedback", self.more * when.strength)
        levers.bill("explaining", "running", minutes=self.minutes * self.more / 0.4 * when.strength)


@intervention("needs_survey")
class NeedsSurvey:
    """Workers call on every household and ask what it needs (入户走访征集需求, R2): some who are silent
    think again. The lever bills the minutes."""

    title: ClassVar = {"en": "Survey of households' needs", "zh": "入户走访征集需求"}
    remedy: ClassVar = 5
    rounds: float = param(
        1, "visits/household/year", (0, 12), "rounds of visits", "assumed", zh="每年走访轮次"
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the survey."""
        levers.add("survey", self.rounds * when.strength)
