"""Two streets side by side: what one receives, pays, lacks and hands in is booked on it alone."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from simulation.levers import Bill
from simulation.treasury import Treasury, TreasuryNumbers
from simulation.treasury.pooling import hand_back, hand_in, lacking, pay_out, spare

DAY = date(2025, 3, 1)


@pytest.fixture
def made() -> Treasury:
    """Two streets of two communities with a grid each, and 10, 20, 30 and 40 yuan of grant."""
    both = Treasury(TreasuryNumbers(), np.arange(4), streets=2)
    both.receive(DAY, "fiscal_grant", np.array([10.0, 20, 30, 40]))
    return both


def booked(made: Treasury) -> list[list[list]]:
    """Rows of the ledger of each street, after the grant."""
    return [
        [row for row in ledger.table().to_numpy().tolist() if row[1] != "fiscal"] for ledger in made.ledgers
    ]


def test_money_comes_in_by_street_and_by_its_true_origin(made):
    made.receive(DAY, "party_fund", np.array([1.0, 0.01, 2.0, 2.0]))
    rows = [ledger.table().to_numpy().tolist() for ledger in made.ledgers]
    # a tenth of the party's money are dues, to the fen
    assert rows == [
        [
            ["2025-03", "fiscal", "fiscal_grant", 30],
            ["2025-03", "fiscal", "party_fund", 0.91],
            ["2025-03", "party dues", "party_fund", 0.1],
        ],
        [
            ["2025-03", "fiscal", "fiscal_grant", 70],
            ["2025-03", "fiscal", "party_fund", 3.6],
            ["2025-03", "party dues", "party_fund", 0.4],
        ],
    ]


def test_what_is_cut_is_noted_by_street_with_its_own_numbers_of_communities(made):
    yuan = np.array([15.0, 15, 15, 45])
    paid = made.pay(DAY, Bill("forms", "programme", yuan, np.zeros(4)), "training")
    assert paid.tolist() == [False, True, True, False]
    assert [(cut.street, cut.communities, cut.what, cut.lever) for cut in made.cuts] == [
        (0, (0,), "forms", "training"),
        (1, (1,), "forms", "training"),
    ]
    assert booked(made) == [[["2025-03", "fiscal_grant", "forms", 15]]] * 2


def test_wages_and_what_others_pay_are_booked_on_each_street(made):
    made.pay_wages(DAY, np.array([2, 3]), np.array([3650.0, 3650]))
    made.pay_from(DAY, "owners", "renewal", np.array([0.0, 7.0]))
    assert booked(made) == [
        [["2025-03", "district", "wages", 20]],
        [["2025-03", "district", "wages", 30], ["2025-03", "owners", "renewal", 7]],
    ]


def test_unspent_grants_go_back_by_street(made):
    made.close_year(date(2025, 12, 31))
    assert [rows[-1] for rows in booked(made)] == [
        ["2025-12", "fiscal_grant", "returned", 30],
        ["2025-12", "fiscal_grant", "returned", 70],
    ]


def test_communities_can_spare_a_share_of_their_grant_in_whole_fen_and_hand_it_in(made):
    made.receive(DAY, "gifts", np.full(4, 500.0))
    asked = spare(made, 0.3335)
    assert asked.tolist() == [333, 667, 1000, 1334]
    hand_in(made, DAY, asked)
    assert made.balance[0].tolist() == [667, 1333, 2000, 2666]
    assert ["2025-03", "fiscal_grant", "city pot", 10] in booked(made)[0]


def test_a_community_lacks_what_it_was_short_of_since_it_was_asked_and_what_it_waits_for(made):
    made.pay(DAY, Bill("forms", "programme", np.array([15.0, 15, 15, 45]), np.zeros(4)), "")
    for yuan in ([5.0, 0, 0, 0], [1.0, 2, 0, 0]):
        made.requests.approve(0, "works", np.array(yuan), np.zeros(4))
    made.requests.every[1].paid[1] = 3
    assert lacking(made).tolist() == [1500 + 600, 0, 0, 4500]
    # when it is asked again, then what was short is forgotten, and what waits still waits
    assert lacking(made).tolist() == [600, 0, 0, 0]


def test_what_the_city_pays_lies_in_the_last_purse_and_goes_back_whole(made):
    pay_out(made, DAY, np.array([100, 0, 0, 300]))
    assert made.balance[-1].tolist() == [100, 0, 0, 300] and made.balance[0].sum() == 10_000
    assert booked(made) == [
        [["2025-03", "city pot", "city_fund", 1]],
        [["2025-03", "city pot", "city_fund", 3]],
    ]
    assert hand_back(made, date(2025, 4, 1)).tolist() == [100, 0, 0, 300]
    assert not made.balance[-1].any()
    assert [rows[-1] for rows in booked(made)] == [
        ["2025-04", "city_fund", "city pot", 1],
        ["2025-04", "city_fund", "city pot", 3],
    ]
