"""More grid workers, or fewer."""

from __future__ import annotations

from typing import ClassVar

from simulation.interventions import intervention
from simulation.levers import Levers, When
from simulation.parameters import param


@intervention("staffing")
class Staffing:
    """Posts of grid workers are added to grids or taken away.

    Wages come with the posts (M2, from the district's wage line). Work grows with posts (`task_fill`), and
    each new colleague is shown around by those who are there.
    """

    title: ClassVar = {"en": "Staffing", "zh": "网格员配备"}
    remedy: ClassVar = 2
    add: float = param(
        1,
        "worker/grid",
        (-2, 4),
        "posts added; below 0: taken away",
        "assumed; remedy 2 [@lijiathesis]",
        zh="增加的岗位，负数为减少",
    )
    induction: float = param(
        2400, "minutes/new worker", (0, 7200), "minutes of the others to show one new colleague around",
        "assumed: as long as a full course of training",
        zh="同事带一名新人用时",
    )  # fmt: skip

    def turn(self, levers: Levers, when: When) -> None:
        """Add the posts; bill the showing around on the days when posts are new."""
        levers.add("workers", self.add * when.strength)
        levers.bill("induction", "wages", minutes=self.induction * max(self.add, 0) * when.risen)
