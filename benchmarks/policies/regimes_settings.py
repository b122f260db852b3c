"""Where `regimes.py` looks: the numbers that carry each remedy, and the corners that it meets.

A corner sets parameters, and the state of the street (`model.*`, `place.*`), all at once. Each value lies in
the range that stands beside it; whoever leaves a range is refused when the scenario is read.
"""

from __future__ import annotations

CARRIERS: dict[int, tuple[str, ...]] = {
    1: ("members.report_lever", "members.pm_branch", "members.pm_activation", "treasury.bill_branch",
        "residents.hours_case_share"),
    2: ("workers.task_fill", "workers.gate_cut", "workers.train_effect", "workers.quit_young",
        "treasury.bill_training"),
    3: ("platform.platform_authority", "platform.prevent_eff", "platform.plan_cut", "workers.form_rebound",
        "service.misdispatch_base"),
    4: ("organizations.found_base", "organizations.self_max", "organizations.org_hours",
        "enterprises.unit_lever", "treasury.bill_firm_visit"),
    5: ("residents.voice_lever_app", "residents.project_gain", "treasury.bill_council",
        "residents.points_gain", "residents.ask_reach"),
    6: ("treasury.found_win", "treasury.fiscal_late", "enterprises.health_visit", "enterprises.advice_gain",
        "treasury.bill_firm_visit"),
}  # fmt: skip
"""Numbers of the rules on which each remedy works, and of its bill."""

Setting = dict[str, float | str]

WEAK_PARTY: Setting = {
    "members.report_lever": 1, "members.report_days": 180, "members.pm_activation": 0.1,
    "members.pm_branch": 0, "members.pm_match": 0.2, "members.pm_trust": 0.2, "members.pm_busy": 2,
    "members.pm_load": 0.3, "members.pm_hours": 1, "members.branch_days": 365, "members.branch_start": 0,
    "members.pledge_take": 0.05, "members.form_build": 0.1, "members.form_turnout": 0.2,
    "residents.hours_case_share": 0.02,
}  # fmt: skip
STRONG_PARTY: Setting = {
    "members.report_lever": 3.5, "members.report_days": 30, "members.pm_activation": 0.4,
    "members.pm_branch": 2, "members.pm_match": 1.2, "members.pm_trust": 1.5, "members.pm_busy": 0.5,
    "members.pm_load": 0.05, "members.pm_hours": 4, "members.branch_days": 60, "members.branch_start": 0.6,
    "members.pledge_take": 0.6, "members.form_build": 0.01, "members.form_turnout": 1.5,
    "residents.hours_case_share": 0.15,
}  # fmt: skip
DEAR_PARTY: Setting = {"treasury.bill_branch": 180}
ORGANISED_ALREADY: Setting = {"model.branch": 0.2, "model.calls": 3, "model.branch_coverage": 0.9}

WEAK_DATA: Setting = {
    "platform.recall_max": 0.2, "platform.complete_scale": 0.6, "platform.lift_model": 1.4,
    "platform.prevent_eff": 0, "platform.plan_visit_minutes": 90, "platform.plan_cut": 0,
    "platform.platform_authority": 0.9, "platform.adopt_days": 240, "platform.complete_days": 180,
    "workers.form_rebound": 1,
}  # fmt: skip
STRONG_DATA: Setting = {
    "platform.recall_max": 0.7, "platform.complete_scale": 0.15, "platform.lift_model": 2.2,
    "platform.prevent_eff": 0.4, "platform.plan_visit_minutes": 15, "platform.plan_cut": 0.4,
    "platform.platform_authority": 0.3, "platform.adopt_days": 30, "platform.complete_days": 20,
    "workers.form_rebound": 0,
}  # fmt: skip
SENT_RIGHT: Setting = {"service.misdispatch_base": 0.073, "platform.seen_start": 1}
SENT_WRONG: Setting = {"service.misdispatch_base": 0.738, "platform.seen_start": 0.3}
JOINED_ALREADY: Setting = {
    "model.platform_share": 0.3, "model.dispatch_share": 0.05, "model.forecast_share": 0.05,
    "model.plan_share": 0.05, "model.authority": 0.6,
}  # fmt: skip

REFILLED: Setting = {"workers.task_fill": 0.8, "workers.gate_cut": 0}
WEAK_TEAM: Setting = REFILLED | {
    "workers.train_effect": 0.05, "workers.quit_young": 2.5, "workers.fix_skill": 0.2,
    "workers.recur_skill": 0.2, "workers.quit_pay": 0.3, "workers.hire_days": 120, "workers.form_age": 0,
    "workers.patrol_find": 0.02, "workers.patrol_share": 0.1, "workers.fix_on_spot": 0.08,
    "service.refuse_chance": 0.1, "service.boundary_blur": 0.02, "residents.provision_crowdout": 0.5,
    "treasury.bill_training": 4800,
}  # fmt: skip
SLOW_NEWCOMERS: Setting = {
    "workers.learn_progress": 0.75, "workers.learn_n0": 150, "workers.learn_floor": 0.5,
    "workers.experience_start": 1000, "workers.quit_annual": 0.5, "workers.quit_new": 3,
}  # fmt: skip
ENOUGH_HANDS: Setting = {"model.workers": 4}
LITTLE_WORK: Setting = {
    "model.campaign_minutes": 45, "residents.need_rate_true": 0.0003, "workers.form_share": 0.3,
}  # fmt: skip
GOOD_ALREADY: Setting = ENOUGH_HANDS | {
    "model.training": 0.2, "model.hire_training": 0.2, "model.task_gate": 0.1, "model.owner_named": 0.98,
    "model.hire_age": 35,
}  # fmt: skip
ONE_WORKER: Setting = {"model.workers": 1}

WEAK_VOICE: Setting = {
    "residents.voice_lever_app": 0.2, "residents.voice_lever_council": 0.4, "residents.beta_busy": 0.3,
    "residents.alpha_app": -1.5, "residents.alpha_council": -3, "residents.app_age_15_29": 0.3,
    "residents.app_age_30_39": 0.2, "residents.app_age_40_49": -0.3, "residents.app_age_50_59": -1.2,
    "residents.app_age_60plus": -2.5, "residents.points_gain": 0.3, "residents.honour_gain": 0,
    "residents.ask_reach": 0.1, "residents.micro_fit_gain": 0.2, "residents.micro_time_gain": 0.1,
    "residents.w_explained": 0.05,
}  # fmt: skip
NO_PROJECTS: Setting = {"residents.project_gain": 0}
DEAR_VOICE: Setting = {
    "treasury.bill_council": 480, "treasury.bill_proposal": 40, "treasury.bill_ask_message": 1,
    "treasury.bill_helper_hour": 12, "treasury.bill_points": 4,
}  # fmt: skip
REFUSALS: Setting = {
    "residents.project_room": 0.8, "residents.project_load": 1.1, "residents.proposals_per_meeting": 4,
    "residents.talent_share": 0.08, "residents.talent_wake": 0.6, "residents.disappoint_step": 0.5,
    "residents.disappoint_halflife": 365, "residents.beta_disappoint": 3, "residents.project_yuan": 30000,
}  # fmt: skip
HEARD_ALREADY: Setting = {
    "model.voice_app": 0.3, "model.evening_contact": 0.2, "model.voice_council": 0.2, "model.feedback": 0.7,
    "model.asks": 0.3, "model.micro_tasks": 0.2, "model.honour": 0.2, "model.points": 1,
}  # fmt: skip
WORST_VOICE = WEAK_VOICE | NO_PROJECTS | DEAR_VOICE | REFUSALS

WEAK_RESOURCES: Setting = {
    "organizations.found_base": 0.005, "organizations.found_seed50": 20000,
    "organizations.found_leader": 0.03, "organizations.org_growth": 0.05, "organizations.org_leave": 0.12,
    "organizations.org_pool": 0.03,
    "organizations.group_members_start": 4, "organizations.org_death": 0.3, "organizations.org_hours": 1,
    "organizations.org_admin": 0.4, "organizations.members_first": 0.6, "organizations.self_max": 0.1,
    "organizations.self_suit": 0.2, "enterprises.unit_lever": 0, "enterprises.unit_members": 20,
    "enterprises.staff_hours": 2, "enterprises.give_visit": 0.2, "enterprises.health_visit": 0,
    "treasury.bill_firm_visit": 90, "treasury.bill_group": 240,
}  # fmt: skip
STRONG_RESOURCES: Setting = {
    "organizations.found_base": 0.1, "organizations.found_seed50": 2000, "organizations.found_leader": 0.3,
    "organizations.org_growth": 0.4, "organizations.org_leave": 0.02, "organizations.org_pool": 0.25,
    "organizations.group_members_start": 20, "organizations.org_death": 0.028, "organizations.org_hours": 8,
    "organizations.org_admin": 0.1, "organizations.members_first": 0, "organizations.self_max": 0.4,
    "organizations.self_suit": 0.6, "enterprises.unit_lever": 3.5, "enterprises.unit_members": 2,
    "enterprises.staff_hours": 20, "enterprises.give_visit": 1, "enterprises.health_visit": 0.03,
    "treasury.bill_firm_visit": 22, "treasury.bill_group": 60,
}  # fmt: skip
SHARED_ALREADY: Setting = {
    "model.org_seed": 2000, "model.org_space": 20, "model.unit_sharing": 0.15, "model.firm_visits": 0.3,
}  # fmt: skip

WEAK_MONEY: Setting = {
    "treasury.found_win": 0.1, "treasury.bid_days": 365, "treasury.tax_return_share": 0,
    "treasury.bill_firm_visit": 90, "treasury.vol_found": 0.8, "treasury.vol_market": 0.5,
    "treasury.works_share": 0.9, "enterprises.health_visit": 0, "enterprises.advice_gain": 0.5,
    "enterprises.contract_fail": 0.3,
}  # fmt: skip
STRONG_MONEY: Setting = {
    "treasury.found_win": 0.6, "treasury.bid_days": 30, "treasury.tax_return_share": 0.1,
    "treasury.bill_firm_visit": 22, "treasury.vol_found": 0.2, "treasury.vol_market": 0.1,
    "treasury.works_share": 0.4, "enterprises.health_visit": 0.03, "enterprises.advice_gain": 3,
    "enterprises.contract_fail": 0.02,
}  # fmt: skip
SLOW_CONTRACTORS: Setting = {
    "enterprises.market_handle_hours": 96, "treasury.contract_price": 500, "treasury.fallback_cost": 2,
}  # fmt: skip
PAID_IN_TIME: Setting = {"treasury.fiscal_late": 0}
PAID_LATE: Setting = {"treasury.fiscal_late": 120}
RICH: Setting = {"treasury.party_fund": 200000, "place.budget_community": 300000}
POOR: Setting = {"treasury.party_fund": 0, "place.budget_community": 145000}

CORNERS: dict[int, dict[str, Setting]] = {
    1: {
        "as it is": {},
        "weak levers, dear": WEAK_PARTY | DEAR_PARTY,
        "strong levers": STRONG_PARTY,
        "weak, dear, organised already": WEAK_PARTY | DEAR_PARTY | ORGANISED_ALREADY,
        "weak, dear, one worker": WEAK_PARTY | DEAR_PARTY | ONE_WORKER,
    },
    2: {
        "as it is": {},
        "posts refilled, no gate": REFILLED,
        "little work": LITTLE_WORK,
        "weak levers": WEAK_TEAM,
        "weak, good already, slow newcomers": WEAK_TEAM | GOOD_ALREADY | SLOW_NEWCOMERS,
        "weak, good already, slow newcomers, little work":
            WEAK_TEAM | GOOD_ALREADY | SLOW_NEWCOMERS | LITTLE_WORK,
    },
    3: {
        "as it is": {},
        "weak levers, sent right": WEAK_DATA | SENT_RIGHT,
        "strong levers, sent wrong": STRONG_DATA | SENT_WRONG,
        "weak, joined already": WEAK_DATA | JOINED_ALREADY,
        "weak, sent right, one worker": WEAK_DATA | SENT_RIGHT | ONE_WORKER,
    },
    4: {
        "as it is": {},
        "weak levers": WEAK_RESOURCES,
        "strong levers": STRONG_RESOURCES,
        "shared already": SHARED_ALREADY,
        "weak, one worker": WEAK_RESOURCES | ONE_WORKER,
    },
    5: {
        "as it is": {},
        "heard already": HEARD_ALREADY,
        "weak levers, no projects": WEAK_VOICE | NO_PROJECTS,
        "weak, no projects, dear, refusals": WORST_VOICE,
        "all that, heard already": WORST_VOICE | HEARD_ALREADY,
        "all that, one worker": WORST_VOICE | ONE_WORKER,
    },
    6: {
        "as it is": {},
        "weak levers": WEAK_MONEY,
        "weak, paid in time": WEAK_MONEY | PAID_IN_TIME,
        "weak, paid late, rich": WEAK_MONEY | PAID_LATE | RICH,
        "strong, paid late": STRONG_MONEY | PAID_LATE,
        "strong, paid late, poor": STRONG_MONEY | PAID_LATE | POOR,
        "weak, paid in time, slow contractors": WEAK_MONEY | PAID_IN_TIME | SLOW_CONTRACTORS,
        "weak, slow contractors, one worker": WEAK_MONEY | SLOW_CONTRACTORS | ONE_WORKER,
    },
}  # fmt: skip
"""By remedy: a name and what is set."""
