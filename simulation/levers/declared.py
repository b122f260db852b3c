"""Which levers there are, and the settings of a model of governance."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from simulation.parameters import Parameter, described, param, parameter_group, word

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
