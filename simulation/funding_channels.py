"""Channels of a community's money: what each is called, where it really comes from, and what it may pay."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Channel:
    """A funding channel.

    english, chinese: what a street office calls it; origin: shares of where it really comes from; may_pay:
    purposes of bills; returned: unspent money goes back at the end of the year; monthly: a twelfth of what
    policies grant by `levers.fund` arrives each month, while the money process has a rule for the others;
    granted: whether policies can grant it at all, as they cannot what firms give.
    """

    name: str
    english: str
    chinese: str
    origin: tuple[tuple[str, float], ...]
    may_pay: frozenset[str]
    returned: bool = False
    monthly: bool = False
    granted: bool = True


PUBLIC = frozenset(
    {"running", "programme", "residents", "buildings"}
)  # no wages: they are the district's line
ANYTHING = PUBLIC | {"groups"}
PRIVATE = frozenset({"programme", "residents", "groups"})
WISHES = frozenset({"residents"})

WORKS = frozenset({"buildings"})

FISCAL, SOCIAL, OWNERS = (("fiscal", 1.0),), (("social", 1.0),), (("owners", 1.0),)
MOSTLY_FISCAL = (("fiscal", 0.9), ("party dues", 0.1))

CHANNELS = (
    Channel("fiscal_grant", "Fiscal grant", "财政拨款", FISCAL, PUBLIC, returned=True),
    Channel("party_fund", "Party-service fund", "党建为民服务资金", MOSTLY_FISCAL, WISHES),
    Channel("community_fund", "Community fund", "社区基金", SOCIAL, frozenset({"residents", "groups"})),
    Channel("named_gifts", "Gifts for a named use", "定向捐赠", SOCIAL, WISHES, granted=False),
    Channel("gifts", "Gifts", "捐赠", SOCIAL, PRIVATE, granted=False),
    Channel("common_parts", "Income of common parts", "公共收益", OWNERS, WORKS, monthly=True),
    Channel("tax_return", "Returned tax", "税收返还", FISCAL, frozenset({"programme"})),
    Channel("market_services", "Market services", "市场化服务收入", (("market", 1.0),), ANYTHING),
)
"""In the order in which they are spent: first what would go back at the end of the year."""

CITY_FUND = Channel("city_fund", "City fund", "市级共享资金", FISCAL, PUBLIC, returned=True, granted=False)
"""What the streets of a city pay each other out of their grants, where they share them."""
CITY_POT = "city pot"
"""The account that they hand it in to, and that it comes from."""
PURSES = (*CHANNELS, CITY_FUND)
"""All money of a community, in the order in which it is spent; none comes through the last from outside."""

PURPOSES = tuple(sorted(frozenset().union(*(channel.may_pay for channel in CHANNELS))))
"""What a bill of yuan may be for."""
WAGES = "wages"
"""The purpose of a bill of minutes alone that no channel may pay: posts are the district's line."""
