"""What communities can spare for their city on the first of a month, what they lack, what it pays them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulation.funding_channels import CHANNELS, CITY_FUND, CITY_POT
from simulation.treasury.ledger import in_fen

if TYPE_CHECKING:
    from simulation.treasury import Treasury

GRANT, OF_CITY = 0, -1  # rows of the balance: the first purse and the last


def hand_back(treasury: Treasury, day: date) -> NDArray[np.int64]:
    """Return all that is left of what the city paid. Returns fen (communities,)."""
    left = treasury.balance[OF_CITY].copy()
    _hand_in(treasury, day, OF_CITY, CITY_FUND.name, left)
    return left


def spare(treasury: Treasury, share: float) -> NDArray[np.int64]:
    """A share of the grant that communities have not spent, in fen (communities,)."""
    return np.floor(share * treasury.balance[GRANT]).astype(np.int64)


def lacking(treasury: Treasury) -> NDArray[np.int64]:
    """What communities lack in fen, hundredths of a yuan (communities,): bills that nobody paid since the
    last call, and approved applications that wait. Counts unpaid bills anew from now on."""
    found, treasury.short = treasury.short, np.zeros_like(treasury.short)
    for each in treasury.requests.waiting():
        found = found + np.where(each.waiting, in_fen(each.yuan), 0)
    return found


def hand_in(treasury: Treasury, day: date, fen: NDArray[np.int64]) -> None:
    """Take out of the grant what the city calls for (communities,)."""
    _hand_in(treasury, day, GRANT, CHANNELS[GRANT].name, fen)


def pay_out(treasury: Treasury, day: date, fen: NDArray[np.int64]) -> None:
    """Give communities what the city pays them (communities,)."""
    treasury.balance[OF_CITY] += fen
    _book(treasury, day, CITY_POT, CITY_FUND.name, fen)


def _hand_in(treasury: Treasury, day: date, row: int, name: str, fen: NDArray[np.int64]) -> None:
    treasury.balance[row] -= fen
    _book(treasury, day, name, CITY_POT, fen)


def _book(treasury: Treasury, day: date, source: str, target: str, fen: NDArray[np.int64]) -> None:
    of_streets = fen.reshape(treasury.streets, -1).sum(axis=1).tolist()
    for ledger, total in zip(treasury.ledgers, of_streets, strict=True):
        ledger.move(f"{day:%Y-%m}", source, target, total)
