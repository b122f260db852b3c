"""A city: streets of one kind that live side by side, and what they share."""

from __future__ import annotations

from simulation.parameters import param, parameter_group

SEEDS_APART = 1_000_000
"""What lies between the seeds of two streets: more than any study has replications, so no two of its streets
share their luck."""


@parameter_group("city")
class City:
    """How many streets a scenario has, and what of their money and bodies belongs to all of them."""

    streets: float = param(
        1, "streets", (1, 1000), "streets of the city, each a whole place with its own luck; 1: no city",
        "chosen", zh="城市的街道数：各街道同一模式、各有随机数；1 表示没有城市", counted=True,
    )  # fmt: skip
    shared_fund: float = param(
        0, "share", (0, 1), "unspent fiscal grant that a city may call for on the first of a month",
        "assumed", zh="每月 1 日未用的财政拨款中可由全市统筹的比例",
    )  # fmt: skip
    shared_bodies: float = param(
        0, "share", (0, 1), "capacity of bodies that belongs to the city and follows open cases, by month",
        "assumed", zh="部门办理能力中归全市、每月按待办事项重新分配的比例",
    )  # fmt: skip

    @property
    def several(self) -> bool:
        """Whether there is a city at all: more than one street."""
        return self.streets > 1

    @property
    def shares(self) -> bool:
        """Whether its streets share anything."""
        return self.several and (self.shared_fund > 0 or self.shared_bodies > 0)

    def seeds(self, seed: int) -> list[int]:
        """The seed of each street in a run: the first has that of the run, street k that and k - 1
        million. Alone with it, a street has the same people, needs and random numbers."""
        return [seed + SEEDS_APART * nth for nth in range(round(self.streets))]


NO_CITY = City(streets=1, shared_fund=0, shared_bodies=0)
"""One street by itself: what a scenario has that says nothing of a city."""
