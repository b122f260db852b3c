"""The treasury: money comes in through channels, bills go out, and what cannot be paid is cut, dated.

Two purses: wages are the district's line; programmes are paid from the communities' channels.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import chain, groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.codes import WINDOW, YEAR
from simulation.funding_channels import CHANNELS, PURSES
from simulation.levers import Bill, Levers
from simulation.parameters import parameter_group
from simulation.treasury.bills import BillNumbers, Facts
from simulation.treasury.channels import ChannelNumbers
from simulation.treasury.ledger import FEN, Ledger, in_fen
from simulation.treasury.requests import KINDS, Approved, Requests

__all__ = ["FEN", "Approved", "Cut", "Facts", "Requests", "Treasury", "TreasuryNumbers", "in_fen"]


@parameter_group("treasury")
class TreasuryNumbers(ChannelNumbers, BillNumbers):
    """All numbers of the treasury."""


@dataclass(frozen=True)
class Cut:
    """A bill that could not be paid on a day: what it was for, its lever, and the communities of a street
    without money."""

    day: date
    what: str
    lever: str
    communities: tuple[int, ...]
    street: int


@dataclass
class Treasury:
    """Balances of each community (purses, communities) in fen, the ledger of each street, and what was cut.

    community: of each grid (grids,); streets: how many streets the communities are of, side by side; minutes:
    that workers owe today, by what for, of each street (streets,); running: fen that bills take a day,
    mean of a month (communities,).
    """

    numbers: TreasuryNumbers
    community: NDArray[np.intp]
    streets: int = 1
    ledgers: list[Ledger] = field(init=False)
    cuts: list[Cut] = field(default_factory=list)
    requests: Requests = field(default_factory=Requests)
    minutes: dict[str, Any] = field(default_factory=lambda: defaultdict(float))

    def __post_init__(self) -> None:
        self.ledgers = [Ledger() for _ in range(self.streets)]
        self.size = int(self.community.max()) + 1
        self.balance = np.zeros((len(PURSES), self.size), np.int64)
        self.short = np.zeros(self.size, np.int64)  # of bills that a city may pay, since it last asked
        self.running = np.zeros(self.size)
        self._unpaid: set[tuple[str, int]] = set()

    @property
    def ledger(self) -> Ledger:
        """The ledger of a street alone."""
        (ledger,) = self.ledgers
        return ledger

    def receive(self, day: date, channel: str, yuan: NDArray) -> None:
        """Take money in through a channel: yuan (communities,); the ledger names its true origins."""
        row = [each.name for each in CHANNELS].index(channel)
        if not np.any(yuan):  # most days of most channels
            return
        fen = in_fen(yuan)
        self.balance[row] += fen
        for ledger, total in zip(self.ledgers, self._by_street(fen), strict=True):
            left = total
            for origin, share in CHANNELS[row].origin[1:]:
                part = round(total * share)
                ledger.move(_month(day), origin, channel, part)
                left -= part
            ledger.move(_month(day), CHANNELS[row].origin[0][0], channel, left)

    def pay_wages(self, day: date, posts: NDArray, yearly: NDArray) -> None:
        """Pay the posts for one day out of the district's line, by street. yearly: yuan a post."""
        self._book(day, "district", "wages", posts * yearly / YEAR)

    def pay_overhead(self, day: date, yearly: NDArray) -> None:
        """Pay a day of the model's centres and systems out of the district's line, by street. yearly:
        yuan."""
        self._book(day, "district", "overhead", yearly / YEAR)

    def pay_from(self, day: date, source: str, what: str, yuan: NDArray) -> None:
        """Book what others than the communities pay for something, the district or owners, by street."""
        self._book(day, source, what, yuan)

    def forgo_tax(self, day: date, yuan: NDArray) -> None:
        """Book what the state forgoes by a tax preference, by street: a separate account, never a
        community's."""
        self._book(day, "state", "tax preference", yuan)

    def _book(self, day: date, source: str, target: str, yuan: NDArray) -> None:
        """A transfer in the ledger of each street. yuan: (streets,), or one number where there is one."""
        for ledger, fen in zip(self.ledgers, np.atleast_1d(in_fen(yuan)).tolist(), strict=True):
            ledger.move(_month(day), source, target, fen)

    def _by_street(self, fen: NDArray[np.int64]) -> list[int]:
        """Sums of fen (communities,) by street."""
        return fen.reshape(self.streets, -1).sum(axis=1).tolist()

    def pay_day(self, day: date, levers: Levers, facts: Facts, usual_hours: float) -> NDArray[np.float64]:
        """Pay all bills of the day; a lever whose bill is not paid goes back to its default level there.
        Returns workers' minutes (grids,)."""
        minutes = np.zeros(levers.grids)
        self.minutes = defaultdict(float)
        before = self.balance.sum(axis=0)
        # one by one: a lever cut bills nothing more
        charges = self.numbers.of_day(levers, facts, usual_hours)
        for lever, bill in chain(charges, (("", bill) for bill in levers.bills)):
            if bill.is_empty:  # as most of a day, with their levers
                continue
            paid = self.pay(day, bill, lever)[self.community]
            worked = bill.minutes * (paid if lever else 1.0)  # what no lever can stop is worked, paid or not
            minutes += worked
            self.minutes[bill.what] += worked.reshape(self.streets, -1).sum(axis=1)
            if lever and not paid.all():
                levers.reset_lever(lever, ~paid)
        self.running += (before - self.balance.sum(axis=0) - self.running) / WINDOW
        return minutes

    def pay(self, day: date, bill: Bill, lever: str) -> NDArray[np.bool_]:
        """Pay a bill community by community, each in full or not at all. Returns which are paid
        (communities,)."""
        due = self._due(bill)
        if not due.any():
            return np.ones(self.size, bool)
        paid = self._spend(day, bill.what, due, _may_pay(bill.purpose))
        self._note_cuts(day, bill.what, lever, due, paid)
        if _may_pay(bill.purpose)[-1]:
            self.short += np.where(paid, 0, due)
        return paid

    def _due(self, bill: Bill) -> NDArray[np.int64]:
        """What each community owes for a bill, in fen (communities,)."""
        if not bill.yuan.any():  # most bills of a day ask for minutes only, or for nothing
            return np.zeros(self.size, np.int64)
        return in_fen(np.bincount(self.community, weights=bill.yuan, minlength=self.size))

    def _spend(self, day: date, what: str, due: NDArray, usable: NDArray) -> NDArray[np.bool_]:
        """Pay `due` fen (communities,) in full or not at all. usable: purses that may pay (purses,), or
        one column per community. Returns which communities have paid."""
        money = self.balance * usable.reshape(len(PURSES), -1)
        paid = money.sum(axis=0) >= due
        due = np.where(paid, due, 0)
        for row in np.flatnonzero(money.any(axis=1)):
            part = np.minimum(due, money[row])
            self.balance[row] -= part
            due -= part
            for ledger, fen in zip(self.ledgers, self._by_street(part), strict=True):
                ledger.move(_month(day), PURSES[row].name, what, fen)
        return paid

    def pay_requests(self, day: date, number: int) -> dict[str, NDArray[np.float64]]:
        """Pay what waits, oldest first: out of the grant from its instalment on, out of other channels as
        soon as they have the money. What running bills need in the next weeks is kept back of the grant.
        number: of the day. Returns yuan by kind of application (communities,)."""
        yuan = {kind: np.zeros(self.size) for kind in KINDS}
        kept = np.minimum(self.balance[0], self._running_for(self.numbers.reserve_days))
        self.balance[0] -= kept
        for each in self.requests.waiting():
            usable = np.repeat(_may_pay(KINDS[each.kind])[:, None], self.size, axis=1)
            usable[0] &= each.instalment <= number
            due = np.where(each.waiting, in_fen(each.yuan), 0)
            paid = self._spend(day, each.kind, due, usable) & each.waiting
            each.paid[paid] = number
            yuan[each.kind] += each.yuan * paid
        self.balance[0] += kept
        return yuan

    def _running_for(self, days: float) -> NDArray[np.int64]:
        """Fen that running bills take in so many days (communities,)."""
        return np.rint(self.running * days).astype(np.int64)

    def _note_cuts(self, day: date, what: str, lever: str, due: NDArray, paid: NDArray[np.bool_]) -> None:
        """Remember each spell without money once, by the day on which it began; a day on which nothing is due
        does not end it."""
        if not self._unpaid and paid.all():
            return
        now = {(what, int(community)) for community in np.flatnonzero(~paid)}
        new = sorted(community for _, community in now - self._unpaid)
        ended = {(what, int(community)) for community in np.flatnonzero(paid & (due > 0))}
        self._unpaid = (self._unpaid - ended) | now
        each = self.size // self.streets
        for street, communities in groupby(new, lambda community: community // each):
            few = tuple(community % each for community in communities)
            self.cuts.append(Cut(day, what, lever, few, street))

    def close_year(self, day: date) -> None:
        """Return what channels with that condition have not spent and running programmes do not need."""
        needed = self._running_for(self.numbers.carried_days * (self.numbers.year_end == "carried"))
        for row, channel in enumerate(PURSES):
            if channel.returned:
                kept = np.minimum(self.balance[row], needed)
                for ledger, left in zip(self.ledgers, self._by_street(self.balance[row] - kept), strict=True):
                    ledger.move(_month(day), channel.name, "returned", left)
                self.balance[row] = kept


@cache
def _may_pay(purpose: str) -> NDArray[np.bool_]:
    """Which purses may pay for a purpose (purses,)."""
    usable = np.array([purpose in channel.may_pay for channel in PURSES])
    usable.flags.writeable = False  # the same array for every bill
    return usable


def _month(day: date) -> str:
    return day.isoformat()[:7]
