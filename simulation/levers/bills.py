"""What policies ask for on a day, and money that they bring: of one street, and of several side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.close_names import did_you_mean
from simulation.funding_channels import PURPOSES, WAGES


@dataclass(frozen=True)
class Bill:
    """What a policy costs on one day, besides what its levers cost: `yuan` (grids,), `minutes` (grids,).

    what: the entry in the ledger; purpose: decides which channels may pay it. Raises ValueError for a purpose
    that there is not.
    """

    what: str
    purpose: str
    yuan: NDArray[np.float64]
    minutes: NDArray[np.float64]

    def __post_init__(self) -> None:
        if self.purpose in PURPOSES or (self.purpose == WAGES and not self.yuan.any()):
            return
        allowed = f"{', '.join(PURPOSES)}, and {WAGES} for minutes alone"
        meant = did_you_mean(self.purpose, PURPOSES)
        raise ValueError(
            f"the bill '{self.what}' has the purpose '{self.purpose}'; allowed: {allowed}{meant}"
        )

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing anywhere."""
        return not (self.yuan.any() or self.minutes.any())


@dataclass(frozen=True)
class Grant:
    """Money that a policy brings through a channel: `yearly` yuan for a community in a year, now
    (communities,)."""

    channel: str
    yearly: NDArray[np.float64]


def bills_beside(streets: Sequence[Sequence[Bill]], grids: int) -> list[Bill]:
    """The bills of several streets of `grids` each: those that all are asked, together; where they differ,
    each alone."""
    asked = [[(bill.what, bill.purpose) for bill in bills] for bills in streets]
    if all(each == asked[0] for each in asked):
        return [
            Bill(same[0].what, same[0].purpose, _beside(same, "yuan"), _beside(same, "minutes"))
            for same in zip(*streets, strict=True)
        ]
    at, size = [slice(nth * grids, (nth + 1) * grids) for nth in range(len(streets))], len(streets) * grids
    return [
        Bill(bill.what, bill.purpose, _padded(bill.yuan, where, size), _padded(bill.minutes, where, size))
        for where, bills in zip(at, streets, strict=True)
        for bill in bills
    ]


def grants_beside(streets: Sequence[Sequence[Grant]]) -> list[Grant]:
    """The same with the grants, whose street is known by its communities; none where no street has any."""
    channels = [[grant.channel for grant in grants] for grants in streets]
    if all(each == channels[0] for each in channels):
        return [Grant(same[0].channel, _beside(same, "yearly")) for same in zip(*streets, strict=True)]
    size = len(next(grants for grants in streets if grants)[0].yearly)
    at = [slice(nth * size, (nth + 1) * size) for nth in range(len(streets))]
    return [
        Grant(grant.channel, _padded(grant.yearly, where, size * len(streets)))
        for where, grants in zip(at, streets, strict=True)
        for grant in grants
    ]


def _beside(parts: Sequence[Any], name: str) -> NDArray[np.float64]:
    return np.concatenate([getattr(part, name) for part in parts])


def _padded(values: NDArray, where: slice, size: int) -> NDArray[np.float64]:
    whole = np.zeros(size)
    whole[where] = values
    return whole
