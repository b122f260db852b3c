"""Shocks of the economy: a large employer closes; the grant is cut."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

import numpy as np

from simulation.codes import DAYS_PER_MONTH
from simulation.conditions import Conditions
from simulation.parameters import param
from simulation.shocks import Onset, only, shock


@shock("employer_closes")
class EmployerCloses:
    """A large employer closes (大企业关停): jobs are lost and found again one by one, firms that lived by it
    are weakened, and households come with other troubles. The largest firms of the street close with it."""

    title: ClassVar = {"en": "A large employer closes", "zh": "大企业关停"}
    jobs: float = param(0.05, "share", (0, 0.5), "residents at work who lose it", "assumed")
    search_days: float = param(180, "days", (30, 720), "mean time until a job is found", "assumed")
    firms: float = param(1, "firms", (0, 10), "firms of the street that close with it", "assumed")
    business: float = param(-0.05, "level/month", (-0.2, 0), "health of the other firms", "assumed")
    months: float = param(3, "months", (0, 24), "months for which the other firms are weakened", "assumed")
    errand_mult: float = param(2, "multiplier", (1, 5), "errands at the peak", "assumed")
    dispute_mult: float = param(1.3, "multiplier", (1, 3), "disputes at the peak", "assumed")

    @property
    def lasts(self) -> int:
        """Days until 95 of 100 have found work."""
        return max(round(3 * self.search_days), round(self.months * DAYS_PER_MONTH))

    def strike(self, conditions: Conditions, onset: Onset) -> None:
        """Jobs that are still lost, and what follows from them."""
        left = float(np.exp(-onset.age / self.search_days))
        conditions.jobless = 1 - (1 - conditions.jobless) * (1 - self.jobs * left)
        conditions.closing += round(self.firms) * (onset.age == 0)
        if onset.age < self.months * DAYS_PER_MONTH:
            conditions.business += self.business
        needs = only("errand", self.errand_mult - 1) + only("dispute", self.dispute_mult - 1)
        conditions.raise_needs(onset.estates, left * needs)


@shock("fiscal_cut")
class FiscalCut:
    """The fiscal grant of the communities is cut (财政压缩). It arrives with the next budget year, which
    begins on 1 January."""

    title: ClassVar = {"en": "Fiscal cut", "zh": "财政压缩"}
    share: float = param(0.3, "share", (0, 1), "of the fiscal grant that is cut", "assumed")
    years: float = param(1, "years", (1, 10), "budget years for which it is cut", "assumed")

    @property
    def lasts(self) -> int:
        """Days until the last of those years is over, at most."""
        return round(366 * (self.years + 1))

    def strike(self, conditions: Conditions, onset: Onset) -> None:
        """Cut the instalments of the budget years that begin on the first day or after it."""
        begins = (onset.first - timedelta(1)).year + 1
        if begins <= onset.today.year < begins + round(self.years):
            conditions.grant *= 1 - self.share
