"""Bills that no community pays are booked on those who do."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from simulation.treasury import Treasury, TreasuryNumbers

DAY = date(2025, 3, 1)
BILLS = {
    ("district", "wages"): lambda made: made.pay_wages(DAY, 365.0, 100.0),
    ("district", "overhead"): lambda made: made.pay_overhead(DAY, 36500.0),
    ("owners", "renewal"): lambda made: made.pay_from(DAY, "owners", "renewal", np.array([100.0])),
    ("state", "tax preference"): lambda made: made.forgo_tax(DAY, 100.0),
}


@pytest.mark.parametrize("payer, bill", BILLS)
def test_a_bill_is_booked_on_the_one_who_pays_it(payer: str, bill: str):
    # given a treasury without money, when a hundred yuan are paid by somebody else
    made = Treasury(TreasuryNumbers(), np.array([0, 0, 1]))
    BILLS[payer, bill](made)
    # then they leave the account of the one who pays, and no community has paid or received anything
    assert made.ledger.table().to_numpy().tolist() == [["2025-03", payer, bill, 100.0]]
    assert not made.balance.any()
