"""The levers of one day, and how far a policy is in force on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.close_names import did_you_mean
from simulation.conditions import Conditions
from simulation.funding_channels import CHANNELS
from simulation.levers.bills import Bill, Grant, bills_beside, grants_beside
from simulation.levers.declared import ENDS, LEVERS, MATERIAL, LeverDefaults
from simulation.text.shell_command import our_command


@dataclass(frozen=True)
class When:
    """How far a policy is in force on one day: shares 0 to 1 of its full size, one per grid.

    strength: today; risen: the increase since yesterday; community: of each grid; recorded: recent matters on
    record per day, the only thing that a policy may know about a grid.
    """

    strength: NDArray[np.float64]
    risen: NDArray[np.float64]
    community: NDArray[np.intp]
    recorded: NDArray[np.float64]

    def by_community(self) -> NDArray[np.float64]:
        """Mean strength over the grids of each community (communities,)."""
        grids = np.bincount(self.community)
        return np.bincount(self.community, weights=self.strength) / np.maximum(grids, 1)


class Levers:
    """All levers on one day: `levers.workers` is an array (grids,) in the lever's unit. Beside them stand the
    day's `conditions`, which no policy turns.

    defaults: the default levels, set by the model of governance; grids: their number; usual_pay: of a grid
    worker at the place, yuan a month; streets: how many streets the grids are of, side by side.
    """

    def __init__(
        self, defaults: LeverDefaults, grids: int, usual_pay: float = LeverDefaults.pay, streets: int = 1
    ) -> None:
        self.defaults = defaults
        self.usual_pay = usual_pay
        self.grids = grids
        self.streets = streets
        self._today: dict[str, NDArray[np.float64]] = {}
        self.help_strategy = defaults.help_strategy
        self.conditions = Conditions()
        self.bills: list[Bill] = []
        self.grants: list[Grant] = []
        self.clipped: set[tuple[int, str]] = set()
        self.reset()

    def __getattr__(self, name: str) -> NDArray[np.float64]:
        try:
            return self.__dict__["_today"][name]
        except KeyError:
            hint = f"`{our_command('schema', 'model')}` lists all"
            raise AttributeError(f"no lever is called '{name}'; {hint}") from None

    def __setattr__(self, name: str, value: Any) -> None:
        whole = "clipped" in self.__dict__
        if name in LEVERS or (whole and name not in self.__dict__):  # it would hide a lever, or do nothing
            raise AttributeError(f'a lever is turned, not set: levers.add("{name}", ...)')
        super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *LEVERS]

    @property
    def pay_ratio(self) -> NDArray[np.float64]:
        """Pay of workers against what is usual at the place (grids,)."""
        return self.pay / self.usual_pay

    def reset(self) -> None:
        """Put every lever to its default level and clear the bills: the morning of a day."""
        levels = np.array([[getattr(self.defaults, name)] for name in LEVERS], float)
        self._today = dict(zip(LEVERS, np.repeat(levels, self.grids, axis=1), strict=True))
        self.help_strategy = self.defaults.help_strategy
        self.bills.clear()
        self.grants.clear()

    def reset_lever(self, name: str, where: slice | NDArray = slice(None)) -> None:
        """Put one lever back to its default level in some grids."""
        self._today[name][where] = getattr(self.defaults, name)

    def add(self, name: str, amount: NDArray[np.float64]) -> None:
        """Turn a lever by `amount` (grids,), in the lever's unit."""
        self._today[name] = getattr(self, name) + amount

    def practise(self, fidelity: float) -> None:
        """After bills are paid, keep only the share `fidelity` of each lever's difference from Lijia today.

        The levers in `MATERIAL` stay as they are.
        """
        if fidelity < 1:
            for name in LEVERS.keys() - set(MATERIAL):
                usual = getattr(LeverDefaults, name)
                self._today[name] = usual + fidelity * (self._today[name] - usual)

    def bill(
        self, what: str, purpose: str, yuan: NDArray | float = 0.0, minutes: NDArray | float = 0.0
    ) -> None:
        """Book a cost of today: yuan and workers' minutes, one value per grid."""
        every = np.zeros(self.grids)
        self.bills.append(Bill(what, purpose, every + yuan, every + minutes))

    def fund(self, channel: str, yearly: NDArray[np.float64]) -> None:
        """Open a funding channel: yuan in a year for each community. Raises ValueError for one that policies
        cannot grant."""
        names = [each.name for each in CHANNELS if each.granted]
        if channel not in names:
            meant = did_you_mean(channel, names)
            raise ValueError(f"no policy can grant '{channel}'; it can grant {', '.join(names)}{meant}")
        self.grants.append(Grant(channel, yearly))

    def clip(self) -> None:
        """Cut every lever to its range; `clipped` collects the streets and names of levers that were cut."""
        wanted = np.array([self._today[name] for name in LEVERS])
        kept = np.clip(wanted, *ENDS)
        self._today = dict(zip(LEVERS, kept, strict=True))
        cut = (wanted != kept).reshape(len(LEVERS), self.streets, -1).any(axis=2)
        names = list(LEVERS)
        self.clipped |= {(street, names[lever]) for lever, street in np.argwhere(cut).tolist()}

    def of_streets(self) -> list[Levers]:
        """The levers of each street alone, to be turned and then brought together by `join`."""
        if self.streets == 1:
            return [self]
        parts = []
        for values in zip(*(self._today[name].reshape(self.streets, -1) for name in LEVERS), strict=True):
            part = object.__new__(Levers)
            vars(part).update(vars(self), grids=len(values[0]), streets=1, bills=[], grants=[])
            vars(part).update(_today=dict(zip(LEVERS, values, strict=True)))
            parts.append(part)
        return parts

    def join(self, parts: Sequence[Levers]) -> None:
        """Take up what was turned, billed and granted in each street; what one street is billed alone, others
        are billed nothing of."""
        if self.streets == 1:
            return
        self._today = {name: np.concatenate([part._today[name] for part in parts]) for name in LEVERS}
        self.help_strategy = parts[0].help_strategy
        size = self.grids // self.streets
        self.bills[:] = bills_beside([part.bills for part in parts], size)
        self.grants[:] = grants_beside([part.grants for part in parts])
