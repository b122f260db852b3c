"""R7: what rewards for help do. Honours and points draw, wear off, and leave less than there was when they
stop; a little cash drives out those who came for the sake of it, much cash draws."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from simulation.codes import YEAR
from simulation.parameters import param, settings
from simulation.population import ArrayAgent, state


class Rewards(NamedTuple):
    """What helpers are offered today, arrays (grids,).

    honour: log rate that an honour adds for somebody in full view; points: log rate that points add; cash:
    yuan an hour against the local wage; crowding: share of the cash that is money, not gift vouchers."""

    honour: Any
    points: Any
    cash: Any
    crowding: Any


@settings
class IncentiveNumbers:
    """Numbers of R7. All methods work on arrays (grids,)."""

    honour_gain: float = param(
        0.15, "log rate", (0, 0.35), "how far helping becomes more frequent with honours in full",
        "[@gallus2017]: .652 against .565 stayed after one month, ln ratio .14",
    )  # fmt: skip
    honour_keep: float = param(
        0.29, "log hazard", (0, 0.45), "how far dropping out becomes rarer with honours in full",
        "[@gallus2017]: .435 against .348 left after one month, a log hazard ratio of -.29",
    )  # fmt: skip
    honour_share: float = param(
        0.05, "share", (0, 1), "helpers on the roster who are honoured in a year, with honours in full",
        "assumed; scarce as in [@gallus2017]",
    )  # fmt: skip
    honour_days: float = param(
        365, "days", (30, 1000), "days for which somebody counts as honoured", "assumed: yearly awards"
    )
    points_gain: float = param(
        1, "log rate", (0.3, 1.6), "ceiling of the points effect as value grows",
        "assumed; sign [@lu2024] (time bank, +1.37 h/week at 12 months)",
    )  # fmt: skip
    points_v50: float = param(5, "yuan/hour", (2, 15), "points value giving half the ceiling", "assumed")
    points_aware_days: float = param(30, "days", (10, 90), "time to become known", "assumed")
    points_novelty_floor: float = param(
        0.5, "share", (0.2, 0.9), "part of the effect left after novelty",
        "assumed; novelty fades [@hanus2015], [@koivisto2014]",
    )  # fmt: skip
    points_novelty_days: float = param(120, "days", (45, 300), "decay time of novelty", "assumed")
    points_residue: float = param(
        0.3, "log rate", (0, 0.6), "loss below the old level when points stop",
        "assumed; sign [@meier2007], [@deci1999]; [@goswami2017] find no lasting loss",
    )  # fmt: skip
    points_residue_build: float = param(180, "days", (60, 365), "build-up time of the residue", "assumed")
    points_residue_fade: float = param(
        60, "days", (15, 360), "fade time of the residue",
        "assumed; [@goswami2017] find a passing dip, then the old level or more",
    )  # fmt: skip
    paper_hours: float = param(
        0.1, "share", (0, 0.4), "hours on the points account that nobody worked, at 5 yuan an hour",
        "assumed: points can be gamed",
    )  # fmt: skip
    cash_crowd: float = param(
        0.47, "log rate", (0, 0.8), "crowding-out of a tiny cash payment on fully intrinsic volunteers",
        "calibrated to [@gneezy2000]: ln(153.7/238.7) = -.44 at 1 %",
    )  # fmt: skip
    cash_crowd_scale: float = param(
        0.15, "share of local wage", (0.05, 0.4), "payment at which crowding-out falls to 1/e",
        "calibrated to [@gneezy2000]: ln(219.3/238.7) = -.085 at 10 %",
    )  # fmt: skip
    cash_gain: float = param(
        0.6, "log rate", (0.3, 1.2), "ceiling of the ordinary price effect",
        "assumed; sign [@lacetera2012]",
    )  # fmt: skip
    cash_c50: float = param(
        0.3, "share of local wage", (0.1, 0.6), "payment giving half the ceiling", "assumed"
    )
    wage_local: float = param(25, "yuan/hour", (15, 40), "local hourly wage used to scale cash", "assumed")
    intrinsic_mean: float = param(
        0.7, "level 0-1", (0.4, 0.9), "mean intrinsic motive of willing residents (sd .15)", "assumed"
    )

    def honour_pull(self, programme: Any, honoured: Any) -> Any:
        """R7: worth of an honour, 0 to 1. Rises with programme (the lever). honoured: share of the roster
        that has the honour. Falls with honoured: an honour that everybody has is worth nothing."""
        return programme * np.maximum(1 - honoured, 0)

    def honoured_tomorrow(self, honoured: Any, programme: Any) -> Any:
        """R7: share of the roster that counts as honoured tomorrow. Rises with programme. Fades as honours
        grow old."""
        aim = np.minimum(self.honour_share * programme * self.honour_days / YEAR, 1)
        return honoured + (aim - honoured) / self.honour_days

    def points_pull(self, value: Any, known: Any, days_on: Any, residue: Any) -> Any:
        """R7: what points add to the log rate of sessions. Rises with value (yuan/hour) and being known.
        Falls with days on, residue after a stop.

        known, residue: 0 to 1; days_on: days since points began.
        """
        novelty = self.points_novelty_floor + (1 - self.points_novelty_floor) * np.exp(
            -days_on / self.points_novelty_days
        )
        drawn = self.points_gain * value / (value + self.points_v50) * known * novelty
        return np.where(value > 0, drawn, -self.points_residue * residue)

    def highest_pull(self, rewards: Rewards) -> float:
        """R7: no resident's incentive is above this."""
        paid = np.maximum(rewards.points, 0) + self.cash_gain * rewards.cash / (rewards.cash + self.cash_c50)
        return float((self.honour_gain * rewards.honour + paid).max())

    def points_known(self, known: Any, value: Any) -> Any:
        """R7: how far the scheme is known tomorrow, 0 to 1."""
        return known + ((value > 0) - known) / self.points_aware_days

    def points_habit(self, residue: Any, value: Any) -> Any:
        """R7: how far helping has come to mean points, 0 to 1: builds up while they run, fades after."""
        days = np.where(value > 0, self.points_residue_build, self.points_residue_fade)
        return residue + ((value > 0) - residue) / days

    def hours_on_account(self, hours: Any, value: Any) -> Any:
        """R7: hours that the points account holds for hours really given. Rises with value of the points
        (yuan/hour), which is what makes paper hours worth while."""
        return hours * (1 + self.paper_hours * 2 * value / (value + self.points_v50))


class IncentiveRules(ArrayAgent):
    """What a reward means to a resident."""

    grid: Any
    tenant: Any
    numbers: Any
    intrinsic: Any = state("float32", 0.7, "level 0-1", (0, 1), "intrinsic motive to help")

    def in_view(self) -> Any:
        """R7: how far neighbours would hear of an honour, 0 to 1. Falls with being a tenant or newcomer, whom
        fewer know (by the ties of R5)."""
        n = self.numbers
        return np.where(self.tenant, np.minimum(n.tie_tenant / n.tie_owner, 1.0), 1.0)

    def cash_pull(self, rewards: Rewards) -> Any:
        """R7: what cash adds to the log rate of sessions. Rises with the sum. Falls with intrinsic motive,
        which a small sum drives out; gift vouchers drive out nothing."""
        n: IncentiveNumbers = self.numbers
        pay, money = rewards.cash[self.grid], rewards.crowding[self.grid]
        lost = n.cash_crowd * money * self.intrinsic / n.intrinsic_mean * np.exp(-pay / n.cash_crowd_scale)
        return np.where(pay > 0, n.cash_gain * pay / (pay + n.cash_c50) - lost, 0.0)

    def incentive(self, rewards: Rewards) -> Any:
        """R7: what all rewards together add to the log rate of sessions: honour, the stronger of points and
        cash, and half of the other."""
        points, cash = rewards.points[self.grid], self.cash_pull(rewards)
        stronger = np.abs(points) >= np.abs(cash)
        paid = np.where(stronger, points + cash / 2, cash + points / 2)
        return self.numbers.honour_gain * self.in_view() * rewards.honour[self.grid] + paid

    def kept(self, rewards: Rewards) -> Any:
        """R7: factor on the hazard of leaving the roster. Falls with honours, where neighbours hear of
        them."""
        return np.exp(-self.numbers.honour_keep * self.in_view() * rewards.honour[self.grid])
