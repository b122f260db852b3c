"""M1: approved applications wait for their instalment. What is paid in full within 60 days is on time."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

ON_TIME = 60  # days from approval to payment in full
KINDS = {"works": "buildings", "wishes": "residents"}
"""What a community applies for: repairs of its buildings and grounds (`works`), and residents' wishes. Each
has the purpose that decides which funding channels may pay."""


@dataclass(frozen=True)
class Approved:
    """What all communities applied for, of one kind, on one day: arrays (communities,).

    day: of approval; yuan: asked for; instalment: day from which the grant pays it; paid: day of payment in
    full, NaN until then.
    """

    kind: str
    day: int
    yuan: NDArray[np.float64]
    instalment: NDArray[np.float64]
    paid: NDArray[np.float64]

    @property
    def waiting(self) -> NDArray[np.bool_]:
        """Communities whose application is not yet paid."""
        return np.isnan(self.paid) & (self.yuan > 0)


@dataclass
class Requests:
    """All approved applications of a run, oldest first."""

    every: list[Approved] = field(default_factory=list)

    def approve(self, day: int, kind: str, yuan: NDArray, instalment: NDArray) -> None:
        """Approve applications of a kind over `yuan` (communities,)."""
        self.every.append(Approved(kind, day, yuan, instalment.astype(float), np.full(len(yuan), np.nan)))

    def waiting(self) -> list[Approved]:
        """Approved applications that are not paid yet."""
        return [each for each in self.every if each.waiting.any()]

    def counted(self, first: int, last: int, streets: int = 1) -> tuple[NDArray, NDArray]:
        """Yuan approved from day `first` on and due before day `last`, and of them paid in full on time, by
        street (streets,)."""
        due, on_time = np.zeros((2, streets))
        for each in self.every:
            if first <= each.day < last - ON_TIME:
                yuan, paid = each.yuan.reshape(streets, -1), each.paid.reshape(streets, -1)
                due += yuan.sum(axis=1)
                on_time += [
                    mine[when - each.day <= ON_TIME].sum() for mine, when in zip(yuan, paid, strict=True)
                ]
        return due, on_time
