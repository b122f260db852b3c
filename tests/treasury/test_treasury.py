"""Money: every fen that comes in goes out or lies in a balance, channels pay only what they may, and what is
cut is cut in order and by date.
"""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.funding_channels import CHANNELS, PURSES
from simulation.levers import Bill, LeverDefaults, Levers
from simulation.model import Street
from simulation.treasury import FEN, Facts, Treasury, TreasuryNumbers, in_fen
from simulation.treasury.ledger import Ledger
from tests.worlds import live, measured, small

DAY = date(2025, 3, 1)
NAMES = [channel.name for channel in CHANNELS]
BY_AGREEMENT = ("common_parts", "tax_return", "market_services")  # only policies open them
MAY_PAY = {channel.name: channel.may_pay for channel in CHANNELS}
PURPOSES = sorted(set().union(*MAY_PAY.values()))
COMMUNITY = np.array([0, 0, 1, 2])
GRIDS, COMMUNITIES = len(COMMUNITY), 3


def treasury(**yuan: float) -> Treasury:
    """A treasury whose communities each hold some yuan in some channels."""
    made = Treasury(TreasuryNumbers(), COMMUNITY)
    for channel, each in yuan.items():
        made.receive(DAY, channel, np.full(COMMUNITIES, each))
    return made


def moved(made: Treasury) -> dict[tuple[str, str], int]:
    """Fen by account that paid and account that received, over all months."""
    sums = made.ledger.table().groupby(["debit", "credit"])["yuan"].sum()
    return {pair: round(yuan * FEN) for pair, yuan in sums.items()}


def left_by_the_ledger(made: Treasury) -> list[int]:
    """What each purse should hold: all that came in less all that went out."""
    flows = moved(made)
    return [
        sum(fen for (_, target), fen in flows.items() if target == name)
        - sum(fen for (source, _), fen in flows.items() if source == name)
        for name in (purse.name for purse in PURSES)
    ]


def facts() -> Facts:
    return Facts(**{each.name: np.full(GRIDS, 10.0) for each in fields(Facts)})


def bill(purpose: str, yuan: float, minutes: float = 0.0) -> Bill:
    return Bill(f"for {purpose}", purpose, np.full(GRIDS, yuan), np.full(GRIDS, minutes))


# double entry

receipts = st.tuples(
    st.just("receive"), st.sampled_from(NAMES), st.lists(st.floats(0, 5000), min_size=3, max_size=3)
)
payments = st.tuples(
    st.just("pay"), st.sampled_from(PURPOSES), st.lists(st.floats(0, 3000), min_size=4, max_size=4)
)
years_end = st.tuples(st.just("close"), st.none(), st.none())


@given(st.lists(st.one_of(receipts, payments, payments, years_end), max_size=30))
@settings(max_examples=80, deadline=None)
def test_whatever_happens_no_fen_appears_or_vanishes(story):
    made = treasury()
    for month, (what, which, yuan) in enumerate(story, start=1):
        day = date(2025, 1 + month % 12, 1)
        if what == "receive":
            made.receive(day, which, np.array(yuan))
        elif what == "pay":
            made.pay(day, Bill(f"for {which}", which, np.array(yuan), np.zeros(GRIDS)), "")
        else:
            made.close_year(day)
        assert (made.balance >= 0).all()
        assert made.balance.sum(axis=1).tolist() == left_by_the_ledger(made)


@given(st.lists(st.one_of(receipts, payments), max_size=20))
@settings(max_examples=40, deadline=None)
def test_a_channel_pays_only_what_it_may(story):
    made = treasury()
    for what, which, yuan in story:
        if what == "receive":
            made.receive(DAY, which, np.array(yuan))
        else:
            made.pay(DAY, Bill(f"for {which}", which, np.array(yuan), np.zeros(GRIDS)), "")
    paid = [(source, target) for source, target in moved(made) if target.startswith("for ")]
    assert all(target.removeprefix("for ") in MAY_PAY[source] for source, target in paid)


def test_the_party_fund_is_mostly_fiscal_money_by_its_origin():
    flows = moved(treasury(party_fund=100.0))
    assert flows == {("fiscal", "party_fund"): 27_000, ("party dues", "party_fund"): 3_000}


def test_nothing_moves_backwards():
    with pytest.raises(ValueError, match="-1 fen cannot move from a to b"):
        Ledger().move("2025-01", "a", "b", -1)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=20))
@settings(deadline=None)
def test_yuan_are_whole_fen_from_the_first_booking_on(yuan):
    book = Ledger()
    for each in yuan:
        book.move("2025-01", "a", "b", int(in_fen(each)))
    total = book.table()["yuan"].sum()
    assert round(total * FEN) == int(in_fen(yuan).sum())


# paying


def test_a_community_pays_a_bill_in_full_or_not_at_all():
    made = treasury()
    made.receive(DAY, "fiscal_grant", np.array([100.0, 40.0, 39.99]))
    paid = made.pay(DAY, bill("running", 40.0), "")  # the first community has two grids
    assert paid.tolist() == [True, True, False]
    assert made.balance[0].tolist() == [2_000, 0, 3_999]


def test_money_that_would_be_returned_is_spent_first():
    made = treasury(fiscal_grant=50.0, party_fund=50.0)
    made.pay(DAY, Bill("for residents", "residents", np.array([30.0, 30.0, 60.0, 60.0]), np.zeros(GRIDS)), "")
    assert made.balance[:2].sum(axis=0).tolist() == [4_000, 4_000, 4_000]
    assert made.balance[0].tolist() == [0, 0, 0]


def test_programmes_are_not_paid_from_the_fund_for_residents_wishes():
    made = treasury(party_fund=1000.0)
    assert not made.pay(DAY, bill("programme", 1.0), "").any()
    assert made.pay(DAY, bill("residents", 1.0), "").all()


def test_at_the_end_of_a_year_only_the_grant_goes_back():
    made = treasury(**dict.fromkeys(NAMES, 70.0))
    made.close_year(date(2025, 12, 31))
    assert made.balance.sum(axis=1).tolist() == [0] + [21_000] * (len(NAMES) - 1) + [0]
    assert moved(made)["fiscal_grant", "returned"] == 21_000


def test_wages_come_from_the_district_and_touch_no_community():
    made = treasury(fiscal_grant=10.0)
    made.pay_wages(DAY, posts=2, yearly=36_500)
    assert moved(made)["district", "wages"] == 20_000
    assert made.balance.sum() == 3_000


# cutting

PRICED = {"voice_app": 1.0, "voice_council": 1.0, "branch": 1.0, "training": 0.5, "points": 10.0}


def turned() -> Levers:
    levers = Levers(LeverDefaults(), GRIDS)
    for lever, amount in PRICED.items():
        levers.add(lever, np.full(GRIDS, amount))
    return levers


def test_with_money_enough_every_dial_stays_turned_and_its_minutes_are_due():
    made, levers = treasury(fiscal_grant=1e6), turned()
    minutes = made.pay_day(DAY, levers, facts(), usual_hours=7.0)
    assert made.cuts == []
    assert {lever: getattr(levers, lever)[0] for lever in PRICED} == PRICED
    assert (minutes > 0).all()


@given(yuan=st.floats(0, 1000))
@settings(max_examples=60, deadline=None)
def test_bills_are_paid_in_their_order_as_far_as_the_money_goes(yuan):
    made, levers = treasury(fiscal_grant=yuan), turned()
    left, cut = int(in_fen(yuan)), []
    watched = turned()
    for lever, each in TreasuryNumbers().of_day(watched, facts(), 7.0):
        due = int(in_fen(each.yuan[2]))  # the third grid is all of the second community
        cut += [each.what] * (due > left)
        if lever and due > left:
            watched.reset_lever(lever)  # what hangs on the same lever is not billed any more
        left -= due * (due <= left)
    made.pay_day(DAY, levers, facts(), usual_hours=7.0)
    assert [each.what for each in made.cuts if 1 in each.communities] == cut
    assert made.balance[0, 1] == left
    assert all(each.day == DAY for each in made.cuts)


def test_points_and_training_are_cut_before_the_council_and_the_app():
    order = [lever for lever, _ in TreasuryNumbers().of_day(turned(), facts(), 7.0)]
    places = [order.index(lever) for lever in ("platform_share", "voice_app", "training", "points")]
    assert places == sorted(places)


def test_what_contractors_did_yesterday_is_billed_though_the_dial_is_back_at_rest_and_no_other_dial_is():
    billed = {
        each.what: each.yuan
        for lever, each in TreasuryNumbers().of_day(Levers(LeverDefaults(), GRIDS), facts(), 7.0)
    }
    assert (billed["market contract"] == TreasuryNumbers().contract_price * facts().contracted).all()
    assert not {"honours", "points scheme", "council", "training"} & set(billed)


def test_a_dial_whose_bill_is_not_paid_goes_back_to_rest_there_and_only_there():
    made, levers = treasury(), Levers(LeverDefaults(), GRIDS)
    made.receive(DAY, "fiscal_grant", np.array([1e5, 0.0, 1e5]))
    levers.add("voice_council", np.ones(GRIDS))
    minutes = made.pay_day(DAY, levers, facts(), usual_hours=100.0)
    assert levers.voice_council.tolist() == [1, 1, 0, 1]
    assert minutes[2] < minutes[3]
    council = next(each for each in made.cuts if each.what == "council")
    assert (council.day, council.lever, council.communities) == (DAY, "voice_council", (1,))


def test_a_spell_without_money_is_noted_once_and_again_when_it_returns():
    made = treasury()
    for day, income in enumerate((0, 0, 1000, 0, 0), start=1):
        made.balance[:] = 0
        made.receive(date(2025, 3, day), "fiscal_grant", np.full(COMMUNITIES, float(income)))
        made.pay(date(2025, 3, day), bill("programme", 10.0), "training")
    assert [cut.day.day for cut in made.cuts] == [1, 4]


def test_a_day_on_which_nothing_is_due_does_not_end_a_spell_without_money():
    made = treasury()
    for day, due in enumerate((10.0, 0.0, 10.0), start=1):
        made.pay(date(2025, 3, day), bill("programme", due), "training")
    assert [cut.day.day for cut in made.cuts] == [1]


def test_a_fen_that_is_paid_ends_a_spell_without_money():
    made = treasury(fiscal_grant=0.02)
    for day, due in enumerate((10.0, 0.005, 10.0), start=1):  # the first community has two grids
        made.pay(date(2025, 3, day), bill("programme", due), "training")
    assert [(cut.day.day, cut.communities) for cut in made.cuts] == [(1, (0, 1, 2)), (3, (0,))]


def in_december(**settings) -> Treasury:
    """A treasury that has paid 10 yuan a day and grid of running bills for years, with 100,000 yuan left."""
    made = Treasury(TreasuryNumbers(**settings), np.zeros(2, np.intp))
    made.receive(date(2024, 12, 1), "fiscal_grant", np.array([100_000.0]))
    made.running[:] = in_fen(20.0)
    made.close_year(date(2024, 12, 31))
    return made


def test_what_running_programmes_need_in_the_next_months_is_carried_over_the_new_year():
    assert in_december(carried_days=150).balance[0].tolist() == [in_fen(150 * 20.0)]
    assert in_december(carried_days=0).balance[0].tolist() == [0]
    assert in_december(carried_days=150, year_end="returned").balance[0].tolist() == [0]
    assert in_december(carried_days=1e5).balance[0].tolist() == [in_fen(100_000.0)], (
        "never more than there is"
    )


def test_requests_wait_for_what_running_bills_need_in_the_next_weeks():
    # given 1,000 yuan of grant, of which running bills of 10 yuan a day need 600 in 60 days
    made = Treasury(TreasuryNumbers(reserve_days=60), np.zeros(1, np.intp))
    made.receive(DAY, "fiscal_grant", np.array([1000.0]))
    made.running[:] = in_fen(10.0)
    # when 300 are asked for, and then 200, then the first is paid and the second waits
    for yuan in (300.0, 200.0):
        made.requests.approve(0, "works", np.array([yuan]), np.array([0.0]))
    assert made.pay_requests(DAY, 1)["works"].tolist() == [300.0]
    assert made.balance[0].tolist() == [in_fen(700.0)]
    assert [len(each.waiting.nonzero()[0]) for each in made.requests.every] == [0, 1]


def test_who_does_not_wait_for_anything_pays_nothing():
    made = treasury(fiscal_grant=100.0)
    made.requests.approve(0, "works", np.array([30.0, 0.0, 200.0]), np.zeros(COMMUNITIES))
    assert made.pay_requests(DAY, 1)["works"].tolist() == [30, 0, 0]
    assert made.balance[0].tolist() == [7_000, 10_000, 10_000]
    assert moved(made)["fiscal_grant", "works"] == 3_000


# in a street

POINTS = ("volunteer_points: {points_per_hour: 20 yuan/hour, from: 2024-12-02}",)
FUND = ("community_fund: {expected: 60 thousand yuan/community/year, from: 2024-12-02}",)


@pytest.fixture(scope="module")
def street() -> Street:
    """Seven months over a new year, with every channel in use."""
    open_bids = (
        "treasury.request_share=.01",
        "treasury.found_win=1",
        "treasury.bid_days=30",
        "treasury.carried_days=5",
        "model.firm_visits=1",
    )
    return live(small(*open_bids, grids=6, days=180, warmup=30, policies=(*POINTS, *FUND)), 5)


def test_the_books_of_a_street_close_to_the_fen(street):
    made = street.world.treasury
    assert made.balance.sum(axis=1).tolist() == left_by_the_ledger(made)
    assert (made.balance >= 0).all()
    assert {target for _, target in moved(made)} >= {
        *(name for name in NAMES if name not in BY_AGREEMENT),
        *("wages", "returned", "points redeemed", "works", "wishes", "channels"),
    }


def test_wages_are_posts_times_days(street):
    place, days = street.world.scenario.place, street.world.calendar.days
    assert moved(street.world.treasury)["district", "wages"] == pytest.approx(
        100 * 12 * place.cost_worker * days / 365, abs=days
    )


def test_the_grant_goes_back_on_the_last_day_of_december(street):
    table = street.records.ledger
    back = table[table["credit"] == "returned"]
    assert back[["month", "debit"]].to_numpy().tolist() == [["2024-12", "fiscal_grant"]]


def test_what_a_street_cannot_pay_is_in_its_records_by_date_and_takes_no_effect():
    policy = ("volunteer_points: {points_per_hour: 10 yuan/hour, from: 2025-01-11}",)
    nothing = ("place.budget_community=0", "treasury.party_fund=0", "enterprises.give_base=0")
    poor = live(small(*nothing, grids=4, days=40, warmup=0, policies=policy), 5)
    scheme = [event for event in poor.records.events if event.subject == "points scheme"]
    assert [(event.kind, event.day) for event in scheme] == [("money", date(2025, 1, 11))]
    assert poor.world.levers.points.max() == 0
    assert poor.volunteering.known.max() == 0


def test_the_ledger_that_a_run_leaves_is_the_treasurys(street):
    assert street.records.ledger.equals(street.world.treasury.ledger.table())


def test_the_measured_period_begins_on_its_first_day_also_in_the_middle_of_a_month():
    """Wages of 30 measured days are 30 days of wages, whatever the warm-up cost in the same month."""
    world = small(days=30, warmup=60)
    late = replace(world, experiment=replace(world.experiment, start=date(2025, 1, 28)))
    street = live(late, 1)
    cost = measured(late, [1]).iloc[0]
    wages = street.world.levers.workers.sum() * late.place.cost_worker / 365 * 30
    yearly = wages / street.records.residents / 30 * 365
    # each day is rounded to the fen
    assert cost["cost"] - cost["programme_cost"] == pytest.approx(yearly, rel=1e-5)


def test_a_bill_for_an_unknown_purpose_is_an_error_that_lists_the_known_ones():
    with pytest.raises(
        ValueError,
        match="has the purpose 'community'; allowed: buildings, groups, programme, residents, running",
    ):
        Bill("desk", "community", np.ones(3), np.zeros(3))
