"""What a street may demand of bodies outside the grid."""

from __future__ import annotations

from typing import ClassVar

from simulation.codes import DAYS_PER_MONTH, WEEK
from simulation.interventions import intervention
from simulation.levers import Levers, When
from simulation.parameters import param


@intervention("ownership_list")
class OwnershipList:
    """A list says which case belongs to whom (属事责任清单, B3). Who is named can be asked, and can
    refuse less."""

    title: ClassVar = {"en": "List of who owns which need", "zh": "属事责任清单"}
    remedy: ClassVar = 2
    named: float = param(
        0.25,
        "share",
        (0, 0.28),
        "needs with a named owner besides today's",
        "assumed; of the thesis [@lijiathesis]",
        zh="比现在多明确责任主体的事项",
    )
    minutes: float = param(
        30, "minutes/grid/month", (0, 240), "keeping the list", "assumed", zh="维护清单用时"
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the list; bill its keeping."""
        levers.add("owner_named", self.named * when.strength)
        levers.bill("list of owners", "running", minutes=self.minutes / DAYS_PER_MONTH * when.strength)


@intervention("whistles")
class Whistles:
    """The street calls the bodies that a case needs, so that they come to it (街乡吹哨、部门报到,
    B1, B4). Each whistle wears attendance down."""

    title: ClassVar = {"en": "The street whistles, bodies come", "zh": "街道吹哨、部门报到"}
    remedy: ClassVar = 0
    more: float = param(
        1.5,
        "whistles/body/week",
        (0, 7),
        "calls on each body besides today's",
        "assumed",
        zh="对每个部门增加的吹哨次数",
    )
    minutes: float = param(
        5,
        "minutes/grid/week",
        (0, 60),
        "preparing the meetings, at one call more a week",
        "assumed",
        zh="每周增加一次吹哨的筹备会议用时",
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the whistles; bill the meetings."""
        levers.add("whistles", self.more * when.strength)
        levers.bill("whistles", "running", minutes=self.minutes * self.more / WEEK * when.strength)


@intervention("powers_handed_down")
class PowersHandedDown:
    """Powers move down to the street (赋权下沉, W3, P7, B1): it decides more itself, and its word counts more
    with bodies. With powers comes work."""

    title: ClassVar = {"en": "Powers handed down", "zh": "赋权下沉"}
    remedy: ClassVar = 0
    more: float = param(0.3, "share", (0, 0.6), "powers besides today's", "assumed", zh="比现在多下放的权力")
    minutes: float = param(
        60, "minutes/grid/week", (0, 480), "work that comes with powers", "assumed", zh="随权力而来的工作用时"
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the authority; bill the work."""
        levers.add("authority", self.more * when.strength)
        levers.bill("powers", "running", minutes=self.minutes * self.more / 0.3 / WEEK * when.strength)
