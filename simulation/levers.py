"""Levers: what policies turn, one value per grid and day.

Each morning every lever is at its default level, which the model of governance sets. Interventions add to
levers and book what that costs, in yuan and in workers' minutes. Sums are clipped to the lever's range, and
the clip is remembered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.conditions import Conditions
from simulation.funding_channels import CHANNELS, PURPOSES, WAGES
from simulation.parameters import Parameter, described, param, parameter_group, word
from simulation.text.close_names import did_you_mean
from simulation.text.shell_command import our_command

HELP_STRATEGIES = ("none", "community_first", "district_first", "cooperative", "random")


@parameter_group("model")
class LeverDefaults:
    """Every lever with its unit, its default level at Lijia today, its range and what it means."""

    workers: float = param(
        2,
        "workers/grid",
        (0, 8),
        "posts of grid workers",
        "[@lijiathesis]: about two a grid",
        zh="网格员岗位数",
    )
    hire_age: float = param(
        42, "years", (20, 60), "mean age of new hires (sd 9)", "assumed", zh="新招网格员平均年龄"
    )
    hire_training: float = param(
        0, "share", (0, 1), "training of new hires", "assumed", zh="新招人员岗前培训"
    )
    training: float = param(
        0, "share", (0, 1), "share of a full training course a year", "assumed", zh="在岗培训"
    )
    pay: float = param(
        4000, "yuan/month", (500, 50000), "gross pay of a grid worker", "assumed", zh="网格员月工资"
    )
    campaign_minutes: float = param(
        100,
        "minutes/worker/day",
        (0, 480),
        "handed-down campaigns, mean over a year",
        "assumed",
        zh="上级交办的专项任务",
    )
    imposed_calls: float = param(
        0.5, "calls/member/month", (0, 8), "party tasks imposed on an enrolled member",
        "assumed: recorded / real party hours 1.8", zh="派给报到党员的党务任务",
    )  # fmt: skip
    forms_dropped: float = param(
        0, "share", (0, 0.8), "forms struck off the list of forms", "assumed", zh="精简的表格"
    )
    task_gate: float = param(
        0, "share", (0, 1), "handed-down tasks that a gate examines", "assumed", zh="社区工作事项准入审核"
    )
    authority: float = param(
        0.4, "share", (0, 1), "powers that the street holds", "assumed", zh="下放街道的权限"
    )
    appraisal: float = param(0.5, "level 0-1", (0, 1), "pressure of the appraisal", "assumed", zh="考核力度")
    counted_weight: float = param(
        1,
        "ratio",
        (0, 2),
        "weight of what the appraisal counts (hotline, app) against today's",
        "assumed",
        zh="热线、小程序在考核中的权重",
    )
    audit: float = param(
        0.05, "share", (0, 1), "closed cases inspected on the spot", "assumed", zh="办结事项现场督查"
    )
    callback: float = param(
        0.3, "share", (0, 1), "closed cases whose resident is called back", "assumed", zh="办结事项回访"
    )
    branch: float = param(
        0, "share", (0, 1), "programme of party branches and groups", "assumed", zh="支部建设"
    )
    branch_coverage: float = param(
        0.5, "share", (0, 1), "grids with a party branch or group", "assumed", zh="有党支部的网格"
    )
    calls: float = param(
        1, "calls/member/month", (0, 8), "calls on an enrolled party member", "assumed", zh="对报到党员的召集"
    )
    platform_share: float = param(
        0.1, "share", (0, 1), "data systems that are joined", "assumed", zh="数据系统整合"
    )
    dispatch_share: float = param(
        0, "share", (0, 1), "cases dispatched automatically", "assumed", zh="自动派单"
    )
    forecast_share: float = param(
        0, "share", (0, 1), "hot spots that a forecast flags", "assumed", zh="预测预警"
    )
    plan_share: float = param(
        0, "share", (0, 1), "flags for which a preventive plan is made", "assumed", zh="对预警提前制定预案"
    )
    asks: float = param(
        0, "asks/resident/month", (0, 4), "organised asks to help", "assumed", zh="组织动员居民"
    )
    helper_training: float = param(0, "share", (0, 1), "helpers who are trained", "assumed", zh="志愿者培训")
    micro_tasks: float = param(
        0, "share", (0, 1), "short, remote and evening tasks for helpers", "assumed", zh="微任务"
    )
    honour: float = param(0, "share", (0, 1), "programme of honours for helpers", "assumed", zh="荣誉激励")
    points: float = param(
        0, "yuan/hour", (0, 20), "value of the points for an hour of help", "assumed", zh="志愿服务积分"
    )
    cash: float = param(
        0, "yuan/hour", (0, 25), "money for an hour of help", "assumed", zh="志愿服务现金补贴"
    )
    vouchers: float = param(
        0,
        "share",
        (0, 1),
        "of that money, paid as gift vouchers",
        "assumed; vouchers crowd out less than cash [@lacetera2010]",
        zh="补贴以礼券发放",
    )
    voice_council: float = param(
        0, "share", (0, 1), "residents' council as a channel", "assumed", zh="居民议事会"
    )
    voice_app: float = param(0, "share", (0, 1), "app as a channel", "assumed", zh="小程序反映渠道")
    evening_contact: float = param(
        0, "share", (0, 1), "contact in evenings and at weekends", "assumed", zh="晚间和周末接待"
    )
    survey: float = param(
        0,
        "visits/household/year",
        (0, 12),
        "visits that ask every household what it needs",
        "assumed",
        zh="入户走访问需",
    )
    feedback: float = param(
        0.5, "share", (0, 1), "closings explained to the resident", "assumed", zh="办结后向居民说明"
    )
    org_seed: float = param(
        0, "yuan/group", (0, 30000), "seed money for a new residents' group", "assumed", zh="社会组织启动资金"
    )
    org_space: float = param(
        0, "m2/grid", (0, 200), "rooms for residents' groups", "assumed", zh="社会组织活动场地"
    )
    renewal_support: float = param(
        0,
        "share",
        (0, 1),
        "of the owners' part of a renewal that the public pays",
        "assumed",
        zh="改造中的公共补助",
    )
    renewal_places: float = param(
        1,
        "estates/street/year",
        (0, 20),
        "estates whose renewal the district helps to pay",
        "assumed",
        zh="由区补助改造的小区",
    )
    unit_sharing: float = param(
        0.05,
        "share",
        (0, 1),
        "units that open hours or rooms to the street",
        "assumed",
        zh="驻区单位共享资源",
    )
    tax_advice: float = param(
        0, "share", (0, 1), "advice to providers on the tax preference", "assumed", zh="税收优惠辅导"
    )
    market_contract: float = param(
        0, "share", (0, 0.5), "suitable needs that a contractor takes", "assumed", zh="市场化承接"
    )
    firm_visits: float = param(0.1, "visits/firm/month", (0, 2), "visits to firms", "assumed", zh="走访企业")
    owner_named: float = param(
        0.7, "share", (0, 1), "needs whose owner the list names", "assumed", zh="清单列明责任单位"
    )
    whistles: float = param(
        0.5, "whistles/body/week", (0, 8), "calls of the street on a body", "assumed", zh="街道吹哨"
    )
    limit_factor: float = param(
        1, "ratio", (0.25, 2), "promised limits against today's", "assumed", zh="承诺时限"
    )
    help_strategy: str = word(
        "community_first", HELP_STRATEGIES, "whose worker helps another grid", "assumed", zh="网格间互助方式"
    )


SWITCH = ("on", "off")


@parameter_group("governance")
class Governance:
    """Settings of a model of governance that stay as they are for a whole run."""

    residents_per_grid: float = param(
        1200, "residents/grid", (50, 20000), "size of a grid", "[@lijiathesis]: 80 grids"
    )
    pay_ratio: float = param(
        1,
        "ratio",
        (0.2, 5),
        "default pay against the usual of the place, unless `pay` is given",
        "assumed",
    )
    worker_handles: float = param(
        0.5, "share", (0, 0.99), "general cases the worker finishes alone", "assumed"
    )
    handler_checks_self: float = param(
        1, "0 or 1", (0, 1), "who handles a case also checks it; 0: supervisors check", "assumed"
    )
    fidelity: float = param(
        1,
        "share",
        (0, 1),
        "how far levers that differ from Lijia's of today are practised, not copied in form; billed in full",
        "assumed",
    )
    overhead_yuan_per_100k_residents: float = param(
        0,
        "yuan/100,000 residents/year",
        (0, 5e7),
        "centres and systems, out of the district's line",
        "assumed",
    )
    building_heads: float = param(0, "share", (0, 1), "buildings with a building head", "assumed")
    supervisors: float = param(
        0, "workers/grid", (0, 3), "supervisors, who find and check things and handle no case", "assumed"
    )
    assistants: float = param(
        0, "workers/grid", (0, 3), "assistants, who take forms and the window off workers", "assumed"
    )
    track_autonomy: str = word(
        "on", SWITCH, "residents solve needs alone, among neighbours, in groups, as helpers", "assumed"
    )
    track_community: str = word("on", SWITCH, "the grid's workers solve needs", "assumed")
    track_administration: str = word(
        "on", SWITCH, "bodies outside the grid take part; without them what needs them stays", "assumed"
    )
    shift_windows: str = word("08:30-12:00;13:30-18:00", (), "duty hours on working days", "assumed")

    @property
    def borders(self) -> float:
        """Length of the borders of all grids against that of grids of usual size: half as many residents a
        grid, 1.4 times the length."""
        return float((Governance.residents_per_grid / self.residents_per_grid) ** 0.5)


MATERIAL = ("workers", "pay", "campaign_minutes", "limit_factor")
"""Levers that `fidelity` leaves as they are: posts, money, orders, promises."""
LEVERS: Mapping[str, Parameter] = {
    name: lever for name, lever in described(LeverDefaults).items() if not lever.allowed
}
ENDS = np.array([(lever.low, lever.high) for lever in LEVERS.values()], float).T[:, :, None]
"""Lowest and highest values, (2, levers, 1): one cut for the whole table costs less than one a lever."""


@dataclass(frozen=True)
class Bill:
    """What a policy costs on one day, besides what its levers cost: `yuan` (grids,), `minutes` (grids,).

    what: the entry in the ledger; purpose: decides which channels may pay it. Raises ValueError for a purpose
    that there is not.
    """

    what: str
    purpose: str
    yuan: NDArray[np.float64]
    minutes: NDArray[np.float64]

    def __post_init__(self) -> None:
        if self.purpose in PURPOSES or (self.purpose == WAGES and not self.yuan.any()):
            return
        allowed = f"{', '.join(PURPOSES)}, and {WAGES} for minutes alone"
        meant = did_you_mean(self.purpose, PURPOSES)
        raise ValueError(
            f"the bill '{self.what}' has the purpose '{self.purpose}'; allowed: {allowed}{meant}"
        )

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing anywhere."""
        return not (self.yuan.any() or self.minutes.any())


@dataclass(frozen=True)
class Grant:
    """Money that a policy brings through a channel: `yearly` yuan for a community in a year, now
    (communities,)."""

    channel: str
    yearly: NDArray[np.float64]


@dataclass(frozen=True)
class When:
    """How far a policy is in force on one day: shares 0 to 1 of its full size, one per grid.

    strength: today; risen: the increase since yesterday; community: of each grid; recorded: recent matters on
    record per day, the only thing that a policy may know about a grid.
    """

    strength: NDArray[np.float64]
    risen: NDArray[np.float64]
    community: NDArray[np.intp]
    recorded: NDArray[np.float64]

    def by_community(self) -> NDArray[np.float64]:
        """Mean strength over the grids of each community (communities,)."""
        grids = np.bincount(self.community)
        return np.bincount(self.community, weights=self.strength) / np.maximum(grids, 1)


class Levers:
    """All levers on one day: `levers.workers` is an array (grids,) in the lever's unit. Beside them stand the
    day's `conditions`, which no policy turns.

    defaults: the default levels, set by the model of governance; grids: their number; usual_pay: of a grid
    worker at the place, yuan a month; streets: how many streets the grids are of, side by side.
    """

    def __init__(
        self, defaults: LeverDefaults, grids: int, usual_pay: float = LeverDefaults.pay, streets: int = 1
    ) -> None:
        self.defaults = defaults
        self.usual_pay = usual_pay
        self.grids = grids
        self.streets = streets
        self._today: dict[str, NDArray[np.float64]] = {}
        self.help_strategy = defaults.help_strategy
        self.conditions = Conditions()
        self.bills: list[Bill] = []
        self.grants: list[Grant] = []
        self.clipped: set[tuple[int, str]] = set()
        self.reset()

    def __getattr__(self, name: str) -> NDArray[np.float64]:
        try:
            return self.__dict__["_today"][name]
        except KeyError:
            hint = f"`{our_command('schema', 'model')}` lists all"
            raise AttributeError(f"no lever is called '{name}'; {hint}") from None

    def __setattr__(self, name: str, value: Any) -> None:
        whole = "clipped" in self.__dict__
        if name in LEVERS or (whole and name not in self.__dict__):  # it would hide a lever, or do nothing
            raise AttributeError(f'a lever is turned, not set: levers.add("{name}", ...)')
        super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *LEVERS]

    @property
    def pay_ratio(self) -> NDArray[np.float64]:
        """Pay of workers against what is usual at the place (grids,)."""
        return self.pay / self.usual_pay

    def reset(self) -> None:
        """Put every lever to its default level and clear the bills: the morning of a day."""
        levels = np.array([[getattr(self.defaults, name)] for name in LEVERS], float)
        self._today = dict(zip(LEVERS, np.repeat(levels, self.grids, axis=1), strict=True))
        self.help_strategy = self.defaults.help_strategy
        self.bills.clear()
        self.grants.clear()

    def reset_lever(self, name: str, where: slice | NDArray = slice(None)) -> None:
        """Put one lever back to its default level in some grids."""
        self._today[name][where] = getattr(self.defaults, name)

    def add(self, name: str, amount: NDArray[np.float64]) -> None:
        """Turn a lever by `amount` (grids,), in the lever's unit."""
        self._today[name] = getattr(self, name) + amount

    def practise(self, fidelity: float) -> None:
        """After bills are paid, keep only the share `fidelity` of each lever's difference from Lijia today.

        The levers in `MATERIAL` stay as they are.
        """
        if fidelity < 1:
            for name in LEVERS.keys() - set(MATERIAL):
                usual = getattr(LeverDefaults, name)
                self._today[name] = usual + fidelity * (self._today[name] - usual)

    def bill(
        self, what: str, purpose: str, yuan: NDArray | float = 0.0, minutes: NDArray | float = 0.0
    ) -> None:
        """Book a cost of today: yuan and workers' minutes, one value per grid."""
        every = np.zeros(self.grids)
        self.bills.append(Bill(what, purpose, every + yuan, every + minutes))

    def fund(self, channel: str, yearly: NDArray[np.float64]) -> None:
        """Open a funding channel: yuan in a year for each community. Raises ValueError for one that policies
        cannot grant."""
        names = [each.name for each in CHANNELS if each.granted]
        if channel not in names:
            meant = did_you_mean(channel, names)
            raise ValueError(f"no policy can grant '{channel}'; it can grant {', '.join(names)}{meant}")
        self.grants.append(Grant(channel, yearly))

    def clip(self) -> None:
        """Cut every lever to its range; `clipped` collects the streets and names of levers that were cut."""
        wanted = np.array([self._today[name] for name in LEVERS])
        kept = np.clip(wanted, *ENDS)
        self._today = dict(zip(LEVERS, kept, strict=True))
        cut = (wanted != kept).reshape(len(LEVERS), self.streets, -1).any(axis=2)
        names = list(LEVERS)
        self.clipped |= {(street, names[lever]) for lever, street in np.argwhere(cut).tolist()}

    def of_streets(self) -> list[Levers]:
        """The levers of each street alone, to be turned and then brought together by `join`."""
        if self.streets == 1:
            return [self]
        parts = []
        for values in zip(*(np.split(self._today[name], self.streets) for name in LEVERS), strict=True):
            part = object.__new__(Levers)
            vars(part).update(vars(self), grids=len(values[0]), streets=1, bills=[], grants=[])
            vars(part).update(_today=dict(zip(LEVERS, values, strict=True)))
            parts.append(part)
        return parts

    def join(self, parts: Sequence[Levers]) -> None:
        """Take up what was turned, billed and granted in each street; what one street is billed alone, others
        are billed nothing of."""
        if self.streets == 1:
            return
        self._today = {name: np.concatenate([part._today[name] for part in parts]) for name in LEVERS}
        self.help_strategy = parts[0].help_strategy
        size = self.grids // self.streets
        self.bills[:] = _bills_beside([part.bills for part in parts], size)
        self.grants[:] = _grants_beside([part.grants for part in parts])


def _bills_beside(streets: Sequence[Sequence[Bill]], grids: int) -> list[Bill]:
    """The bills of several streets of `grids` each: those that all are asked, together; where they differ,
    each alone."""
    asked = [[(bill.what, bill.purpose) for bill in bills] for bills in streets]
    if all(each == asked[0] for each in asked):
        return [
            Bill(same[0].what, same[0].purpose, _beside(same, "yuan"), _beside(same, "minutes"))
            for same in zip(*streets, strict=True)
        ]
    at, size = [slice(nth * grids, (nth + 1) * grids) for nth in range(len(streets))], len(streets) * grids
    return [
        Bill(bill.what, bill.purpose, _padded(bill.yuan, where, size), _padded(bill.minutes, where, size))
        for where, bills in zip(at, streets, strict=True)
        for bill in bills
    ]


def _grants_beside(streets: Sequence[Sequence[Grant]]) -> list[Grant]:
    """The same with the grants, whose street is known by its communities; none where no street has any."""
    channels = [[grant.channel for grant in grants] for grants in streets]
    if all(each == channels[0] for each in channels):
        return [Grant(same[0].channel, _beside(same, "yearly")) for same in zip(*streets, strict=True)]
    size = len(next(grants for grants in streets if grants)[0].yearly)
    at = [slice(nth * size, (nth + 1) * size) for nth in range(len(streets))]
    return [
        Grant(grant.channel, _padded(grant.yearly, where, size * len(streets)))
        for where, grants in zip(at, streets, strict=True)
        for grant in grants
    ]


def _beside(parts: Sequence[Any], name: str) -> NDArray[np.float64]:
    return np.concatenate([getattr(part, name) for part in parts])


def _padded(values: NDArray, where: slice, size: int) -> NDArray[np.float64]:
    whole = np.zeros(size)
    whole[where] = values
    return whole
