"""The books of a street: opened when a window of measuring begins, closed when it ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulation.model.state import World
from simulation.records import Records
from simulation.service import LEG_KINDS

if TYPE_CHECKING:
    from simulation.model.casework.workday import Casework


@dataclass(frozen=True)
class Opening:
    """What was counted up before a window began, and so is no part of it.

    day: the first of the window; ledgers: the table of each street; hours_given (residents,), turnouts
    (residents,), gifts (firms,).
    """

    day: int
    ledgers: list[pd.DataFrame]
    hours_given: NDArray
    turnouts: NDArray
    gifts: NDArray


Totals = dict[str, Any]
"""Single numbers by name: one per street (streets,), or one for all."""


class Counting(Protocol):
    """A process of the day that counts something up."""

    def totals(self, since: Opening, until: int) -> Totals:
        """What it counted from an opening to the day `until`, that day left out."""
        ...


@dataclass
class Measurement:
    """Records over a window of days; several may be open at a time, and closing one changes nothing."""

    world: World
    casework: Casework
    processes: Iterable[Counting]

    def open(self, day: int) -> Opening:
        """The books on the morning of a day."""
        w = self.world
        return Opening(
            day,
            [each.table() for each in w.treasury.ledgers],
            w.residents.columns["hours_given"].copy(),
            w.members.columns["turnouts"].copy(),
            w.firms.columns["gifts"].copy(),
        )

    def close(self, since: Opening, until: int) -> Records:
        """The records of a street alone, as `close_all` has them. Raises ValueError where others stand beside
        it."""
        if self.world.streets.count > 1:
            raise ValueError(
                "several streets stand side by side; measurement.close_all has the records of each"
            )
        return next(self.close_all(since, until))

    def close_all(self, since: Opening, until: int) -> Iterator[Records]:
        """The records of each street from an opening to the morning of the day `until`, as they are known
        then.

        Needs and days are those of the run itself, not copies: look before the street lives on.
        """
        self.ask_the_service()
        counts = {name: n for each in self.processes for name, n in each.totals(since, until).items()}
        window = {"start": since.day, "days": until - since.day}
        for street in range(self.world.streets.count):
            yield replace(
                self.world.records_of(street),
                opening=since.ledgers[street],
                ledger=self.world.treasury.ledgers[street].table(),
                counts={name: float(n if np.ndim(n) == 0 else n[street]) for name, n in counts.items()},
                **window,
            )

    def ask_the_service(self) -> None:
        """Bring into the table of needs what the service alone keeps of each case; it is NaN there before."""
        needs, rows, service = self.world.records.needs, self.casework.need_of, self.world.service
        cases = service.cases
        needs["started"][rows], needs["touch"][rows] = cases["first_start"], cases["touch_minutes"]
        needs["others"][rows] = cases["others_minutes"]
        needs["escalated"][rows], needs["withdrawn"][rows] = cases["escalated_at"], cases["withdrawn"]
        needs["dispatched"][rows] = needs["registered"][rows] + cases["hop_minutes"]
        needs["queued"][rows] = service.queue_minutes()
        needs["body_from"][rows], needs["body_until"][rows] = service.leg_times(LEG_KINDS["wait"])
        needs["meeting_from"][rows], needs["meeting_until"][rows] = service.leg_times(LEG_KINDS["meeting"])
