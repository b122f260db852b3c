"""Points for hours of voluntary help, which can be redeemed."""

from __future__ import annotations

from typing import ClassVar

from simulation.interventions import intervention
from simulation.levers import Levers, When
from simulation.parameters import param


@intervention("volunteer_points")
class VolunteerPoints:
    """An hour of help earns points (积分). What the lever costs comes with it: the scheme, the value
    paid out, and the workers' minutes that keep the list (M2, M3). Opening the scheme in a grid takes minutes
    besides.
    """

    title: ClassVar = {"en": "Points for volunteers", "zh": "志愿服务积分"}
    remedy: ClassVar = 5
    points_per_hour: float = param(
        10, "yuan/hour", (0, 20), "value of the points for one hour", "assumed", zh="一小时服务的积分价值"
    )
    opening: float = param(
        480,
        "minutes/grid",
        (0, 2400),
        "minutes to explain the scheme and to sign up the roster of a grid",
        "assumed",
        zh="讲解办法、给名册建账用时",
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the points lever; bill the opening on the days when the scheme grows."""
        levers.add("points", self.points_per_hour * when.strength)
        levers.bill("points", "programme", minutes=self.opening * when.risen * (self.points_per_hour > 0))
