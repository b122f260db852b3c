"""M1: where a community's money comes from, when, and what each channel may pay."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.parameters import param, settings


@dataclass(frozen=True)
class Channel:
    """A channel of money. origin: shares of where it really comes from; may_pay: purposes of bills; returned:
    unspent money goes back at the end of the year."""

    name: str
    origin: tuple[tuple[str, float], ...]
    may_pay: frozenset[str]
    returned: bool = False


PUBLIC = frozenset({"running", "programme", "residents"})  # no wages: they are the district's line

CHANNELS = (
    Channel("fiscal_grant", (("fiscal", 1.0),), PUBLIC, returned=True),
    Channel("party_fund", (("fiscal", 0.9), ("party dues", 0.1)), frozenset({"residents"})),
    Channel("community_fund", (("social", 1.0),), frozenset({"residents", "groups"})),
    Channel("gifts", (("social", 1.0),), frozenset({"programme", "residents", "groups"})),
)
"""In the order in which they are spent: first what would go back at the end of the year."""

PURPOSES = tuple(sorted(frozenset().union(*(channel.may_pay for channel in CHANNELS))))
"""What a bill of yuan may be for."""


@settings
class ChannelNumbers:
    """Numbers of M1."""

    party_fund: float = param(
        50000, "yuan/community/year", (0, 200000), "party-service fund for residents' wishes", "assumed"
    )
    found_win: float = param(0.3, "chance/year", (0.1, 0.6), "foundation bid won", "assumed")
    vol_fiscal: float = param(0.05, "log sd/year", (0.02, 0.15), "volatility, fiscal", "assumed")
    vol_party: float = param(0.1, "log sd/year", (0.05, 0.3), "volatility, party fund", "assumed")
    vol_found: float = param(0.4, "log sd/year", (0.2, 0.8), "volatility, foundation", "assumed")
    rho_fiscal: float = param(0.2, "correlation", (0, 0.6), "with local business cycle, fiscal", "assumed")
    rho_found: float = param(0.3, "correlation", (0, 0.7), "same, foundation", "assumed")
    fiscal_late: float = param(
        45, "days", (0, 120), "mean delay of an instalment and of the payments behind it",
        "assumed: .26 of approved money later than 60 days",
    )  # fmt: skip
    bid_days: float = param(
        90, "days", (30, 365), "from the opening of a fund to the decision on a bid", "assumed"
    )

    def good_year(
        self, spread: float, correlation: float, street: float, own: NDArray
    ) -> NDArray[np.float64]:
        """Factor of one year on a channel's money, mean 1. street, own: standard normal luck of the year.

        correlation: with the street's business cycle, which all channels share.
        """
        luck = correlation * street + np.sqrt(1 - correlation**2) * own
        return np.exp(spread * luck - spread**2 / 2)

    def fund_won(self, yearly: NDArray, luck: NDArray) -> NDArray[np.float64]:
        """Yuan that a bid brings: all or nothing, `yearly` in the mean."""
        return np.where(luck < self.found_win, yearly / self.found_win, 0.0)
