"""Remedy 6: where money comes from."""

from __future__ import annotations

from typing import ClassVar

from simulation.codes import DAYS_PER_MONTH
from simulation.interventions import intervention
from simulation.levers import Levers, When
from simulation.parameters import param

ACCOUNTS = "minutes of workers for applications and accounts"


@intervention("fiscal_grant")
class FiscalGrant:
    """The state grants more, or less (财政拨款). Firms give less where it grants more (E1)."""

    title: ClassVar = {"en": "Fiscal grant", "zh": "财政拨款"}
    remedy: ClassVar = 6
    more: float = param(
        50000,
        "yuan/community/year",
        (-200000, 300000),
        "grant besides today's; below 0: a cut",
        "assumed",
        zh="比现在多拨的款，负数为削减",
    )
    minutes: float = param(20, "minutes/grid/month", (0, 240), ACCOUNTS, "assumed", zh="网格员申请、记账用时")

    def turn(self, levers: Levers, when: When) -> None:
        """Change the channel; bill the accounts."""
        levers.fund("fiscal_grant", self.more * when.by_community())
        levers.bill("accounts of the grant", "running", minutes=self.minutes / DAYS_PER_MONTH * when.strength)


@intervention("party_service_fund")
class PartyServiceFund:
    """The party-service fund for residents' wishes grows (党建为民服务资金). Nine tenths of it are
    fiscal money by origin, which is what counts in the fiscal share."""

    title: ClassVar = {"en": "Party-service fund", "zh": "党建为民服务资金"}
    remedy: ClassVar = 6
    more: float = param(
        50000,
        "yuan/community/year",
        (0, 150000),
        "money besides today's",
        "assumed; remedy 6 [@lijiathesis]",
        zh="比现在多的资金",
    )
    minutes: float = param(30, "minutes/grid/month", (0, 240), ACCOUNTS, "assumed", zh="网格员申请、记账用时")

    def turn(self, levers: Levers, when: When) -> None:
        """Raise the channel; bill the choosing of wishes."""
        levers.fund("party_fund", self.more * when.by_community())
        levers.bill("choosing wishes", "running", minutes=self.minutes / DAYS_PER_MONTH * when.strength)


@intervention("common_parts_income")
class CommonPartsIncome:
    """Income of common parts (公共收益: parking, advertising) goes to the accounts of the communities,
    and may pay repairs of buildings only."""

    title: ClassVar = {"en": "Income of common parts", "zh": "小区公共收益"}
    remedy: ClassVar = 6
    yearly: float = param(
        20000, "yuan/community/year", (0, 200000), "income that arrives", "assumed", zh="进账的公共收益"
    )
    minutes: float = param(20, "minutes/grid/month", (0, 240), ACCOUNTS, "assumed", zh="网格员申请、记账用时")

    def turn(self, levers: Levers, when: When) -> None:
        """Open the channel; bill the accounts."""
        levers.fund("common_parts", self.yearly * when.by_community())
        levers.bill(
            "accounts of common parts", "running", minutes=self.minutes / DAYS_PER_MONTH * when.strength
        )


@intervention("tax_advice")
class TaxAdvice:
    """Providers of community services learn of the tax preference they may use (税收优惠辅导, E4).
    The lever bills the visits; what the state forgoes is booked in a separate account."""

    title: ClassVar = {"en": "Advice on tax preferences", "zh": "税收优惠政策辅导"}
    remedy: ClassVar = 6
    advice: float = param(
        1,
        "share",
        (0, 1),
        "providers that are advised",
        "assumed; remedy 6 [@lijiathesis]",
        zh="得到辅导的服务机构",
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the advice."""
        levers.add("tax_advice", self.advice * when.strength)


@intervention("enterprise_services")
class EnterpriseServices:
    """Workers visit firms and see to their troubles (服务企业, E3). A part of their tax comes back to
    the street a year later, where the district has agreed to it. The visits' lever bills the minutes."""

    title: ClassVar = {"en": "Services for enterprises", "zh": "网格服务企业"}
    remedy: ClassVar = 6
    visits: float = param(
        0.4,
        "visits/firm/month",
        (0, 1.5),
        "visits more on each firm",
        "assumed; remedy 6 [@lijiathesis]",
        zh="对每家企业增加的走访次数",
    )
    tax_back: float = param(
        20000,
        "yuan/community/year",
        (0, 200000),
        "tax returned at most, a year later",
        "assumed",
        zh="一年后最多返还的税收",
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the visits; open the channel."""
        levers.add("firm_visits", self.visits * when.strength)
        levers.fund("tax_return", self.tax_back * when.by_community())


@intervention("market_services")
class MarketServices:
    """Suitable services are handed to contractors (市场化服务, E5), and the street has an income from
    what it lets. Contractors fail, and the poor cannot pay their part. The lever bills the contract by
    the need."""

    title: ClassVar = {"en": "Services run by the market", "zh": "服务市场化"}
    remedy: ClassVar = 6
    contracted: float = param(
        0.2,
        "share",
        (0, 0.5),
        "suitable needs that a contractor takes",
        "assumed; remedy 6 [@lijiathesis]",
        zh="由承包方承接的适合事项",
    )
    income: float = param(
        10000,
        "yuan/community/year",
        (0, 200000),
        "income of the street from what it lets",
        "assumed",
        zh="街道出租所得",
    )
    minutes: float = param(
        40,
        "minutes/grid/month",
        (0, 480),
        "workers' minutes to tender and to watch contractors",
        "assumed",
        zh="网格员招标、监督承包方用时",
    )

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the contracts, open the channel; bill the watching."""
        levers.add("market_contract", self.contracted * when.strength)
        levers.fund("market_services", self.income * when.by_community())
        levers.bill("watching contractors", "running", minutes=self.minutes / DAYS_PER_MONTH * when.strength)
