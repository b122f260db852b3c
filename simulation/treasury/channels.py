"""M1: how much money comes in through the channels of a community, and when."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulation.parameters import param, settings, word


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
    vol_market: float = param(0.25, "log sd/year", (0.1, 0.5), "volatility, market services", "assumed")
    vol_give: float = param(0.5, "log sd/year", (0.2, 0.9), "volatility, enterprise giving", "assumed")
    rho_fiscal: float = param(0.2, "correlation", (0, 0.6), "with local business cycle, fiscal", "assumed")
    rho_found: float = param(0.3, "correlation", (0, 0.7), "with local business cycle, foundation", "assumed")
    rho_market: float = param(
        0.4, "correlation", (0.1, 0.8), "with local business cycle, market services", "assumed"
    )
    rho_give: float = param(
        0.6, "correlation", (0.2, 0.9), "with local business cycle, enterprise giving", "assumed"
    )
    named_share: float = param(0.5, "share", (0.2, 0.8), "gifts for a named use", "assumed ('half the time')")
    gift_crowdout: float = param(
        0.2, "yuan per yuan", (0, 0.75), "private giving lost per yuan of new fiscal grant",
        "assumed; upper end about .75, mostly less fund-raising [@andreoni2011]",
    )  # fmt: skip
    firm_tax: float = param(
        4000, "yuan/staff/year", (1000, 20000), "tax of a firm in usual health, per person who works there",
        "assumed",
    )  # fmt: skip
    tax_return_share: float = param(
        0.02, "share", (0, 0.1), "tax of the grid's firms that returns to the street a year later", "assumed"
    )
    request_share: float = param(
        0.5, "share", (0.2, 0.8), "part of a quarter's grant for which applications are approved", "assumed"
    )
    works_share: float = param(
        0.7, "share", (0.4, 0.9),
        "part of the approved grant that goes to repairs of buildings and grounds; the rest goes to wishes",
        "assumed: repairs are dear; set so that about .2 of all is late, a row of the target table",
    )  # fmt: skip
    works_life: float = param(5, "years", (2, 15), "service life of small repairs", "assumed")
    works_gain: float = param(
        1,
        "ratio",
        (0, 2),
        "needs that a yuan of small repairs prevents, against a yuan of a renewal",
        "assumed",
    )
    wish_yuan: float = param(500, "yuan/wish", (100, 3000), "what a wish costs", "assumed")
    wish_heard: float = param(
        0.02, "chance/day", (0, 0.1), "an unvoiced need for care becomes known as a wish", "assumed"
    )
    fiscal_late: float = param(
        45, "days", (0, 120), "mean delay of an instalment and of the payments behind it",
        "assumed: .26 of approved money later than 60 days",
    )  # fmt: skip
    year_end: str = word(
        "carried", ("carried", "returned"),
        "what becomes of unspent grants on 31 December: what running programmes need in the next months is "
        "carried over, or instead all goes back",
        "[@budgetlaw2018], article 42: funds of unfinished projects are carried over",
        zh="年底未用完的拨款怎么办：结转正在实施的项目今后数月所需部分，或者全部收回",
        words_zh=("部分结转", "全部收回"),
    )  # fmt: skip
    carried_days: float = param(
        150, "days", (0, 365), "of running programmes that unspent grants pay after the year's end",
        "assumed: as late as an instalment may be",
    )  # fmt: skip
    reserve_days: float = param(
        60, "days", (0, 120), "of running bills that a community keeps back before it pays for applications",
        "assumed",
    )  # fmt: skip
    bid_days: float = param(
        90, "days", (30, 365), "from the opening of a fund to the decision on a bid", "assumed"
    )

    def good_year(
        self, spread: float, correlation: float, street: float | NDArray, own: NDArray
    ) -> NDArray[np.float64]:
        """Factor of one year on a channel's money, mean 1. street, own: standard normal draws of the year.

        correlation: with the street's business cycle, which all channels share.
        """
        luck = correlation * street + np.sqrt(1 - correlation**2) * own
        return np.exp(spread * luck - spread**2 / 2)

    def works_spare(self, worth: NDArray) -> NDArray[np.float64]:
        """M1: share of a community's needs that repairs prevent. worth: what a renewal of the same price
        would spare. Rises with worth."""
        return np.minimum(self.works_gain * worth, 1.0)

    def gift_left(self, gift: NDArray, new_grant: NDArray, givers: NDArray) -> NDArray[np.float64]:
        """E1: yuan of a gift after crowding-out, never below 0. new_grant: fiscal yuan of this month beyond
        today's, and givers, both of the firm's community. Falls with new grant."""
        return np.maximum(gift - self.gift_crowdout * new_grant / np.maximum(givers, 1), 0)

    def tax_paid(self, staff: NDArray, health: NDArray) -> NDArray[np.float64]:
        """M1: yuan of tax of firms in a month. Rises with staff and health."""
        return self.firm_tax / 12 * staff * health / 0.5

    def fund_won(self, yearly: NDArray, luck: NDArray) -> NDArray[np.float64]:
        """Yuan that a bid brings: all or nothing, `yearly` on average."""
        return np.where(luck < self.found_win, yearly / self.found_win, 0.0)
