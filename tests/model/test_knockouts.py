"""Each rule moves something: with its main number at 0 (or neutral) a named figure of a short run changes.

A rule that no number of its own can move would be dead code.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import pytest

from simulation.parameters import described
from simulation.records import CHANNELS, TRACKS
from simulation.scenario.settable import SECTIONS, parameter_groups, section_numbers
from tests.balances import states_lie_within_their_declared_ranges
from tests.worlds import ROOT, Seen, live, measured, small

SEEDS = (1, 2)
BUSY = "residents.need_rate_true=.00253"
ABLE = "place.body_matters=2.3"  # bodies with the people for a busy street
MANY_UNMANAGED = "service.estate_unmanaged=.4"
PRESSED = (BUSY, "model.appraisal=1")
BIDS = ("treasury.found_win=1", "treasury.bid_days=30")
BRANCHES = ("model.branch=1", "members.branch_days=10", "model.calls=4")
RESTLESS = ("workers.quit_annual=1", "workers.quit_new=1")
HEADS = ("model.building_heads=1",)
COUNCIL = (
    "model.voice_council=1",
    "model.org_space=50",
    "residents.project_gain=.03",
    "residents.project_yuan=1",
)
REFUSING = (BUSY, "model.owner_named=0", "service.refuse_chance=.6")
WHISTLED = (BUSY, "model.whistles=4")
HELPED = ("residents.join_rate=20", "residents.session_rate=3")
TRAINED = (*HELPED, BUSY, "model.helper_training=1", "residents.hours_case_share=.15")
EAGER = ("residents.join_rate=20", "residents.session_rate=3", "residents.tie_owner=.05", "model.calls=8")
ORDERED_ABOUT = ("model.imposed_calls=8", "residents.intrinsic_mean=.3", "members.form_build=.1")
GROUPS = (
    "model.org_seed=10000",
    "model.org_space=50",
    "organizations.found_base=1",
    "enterprises.give_base=.5",
)
GIVERS = (BUSY, "enterprises.give_base=.5")
FAVOURED = (*GIVERS, "enterprises.favour=1", "model.firm_visits=2")  # told on visits, hence not counted
ADVISED = ("model.tax_advice=1", "enterprises.tax_takeup=.01", "enterprises.advice_gain=9")
BEFORE_THE_VOTE = "2024-10-20"  # of owners, on the first of November
VOTES = ("organizations.renewal_vote=.1", "organizations.renewal_cost=50000")
FRAIL = ("organizations.org_fund=0", "organizations.org_newness=6", "enterprises.give_amount=5000")
FORETOLD = (BUSY, "model.forecast_share=1", "model.plan_share=1", "model.platform_share=.5")
MANY_PLACES = (*FORETOLD, "model.residents_per_grid=300")
FEW_HANDS = ("staffing: {add: -1 worker/grid, from: 2025-01-01}",)
POINTS = ("volunteer_points: {points_per_hour: 10 yuan/hour, from: 2025-01-01}",)
FOUNDED = (*GROUPS, "organizations.found_base=.03")
LED = (*FOUNDED, "organizations.found_talent=10", "residents.talent_share=.08")
GROWN = (*FOUNDED, *BRANCHES, "organizations.found_branch=2", "model.branch_coverage=1")
ONE_MORE = ("staffing: {add: 1 worker/grid, from: 2025-01-01}",)
EPIDEMIC = ("epidemic: {from: 2025-01-05, hold: 20 days}",)
FUND = ("community_fund: {expected: 60 thousand yuan/community/year, from: 2025-01-01}",)


def look(street: Seen) -> dict[str, float]:
    """What no metric says of a run."""
    cases, needs, people, staff = (
        street.records.cases(),
        street.records.needs,
        street.residents,
        street.workers,
    )
    days, held = street.records.measured(), staff.filled
    in_person = cases["channel"] == CHANNELS.index("worker")
    wait = np.fmin(cases["started"], street.records.window[1]) - cases["registered"]
    ledger = street.records.ledger
    came = ledger.groupby("credit")["yuan"].sum()
    return {
        "gap": float(np.mean(cases["reported_closed"] <= cases["limit_at"]))
        - float(np.mean(cases["true_closed"] <= cases["limit_at"])),
        "in_person": float(in_person.mean()),
        "by_app": float((cases["channel"] == CHANNELS.index("app")).mean()),
        "wait_in_person": float(wait[in_person].mean()),
        "touch": float(cases["touch"].mean()),
        "returns": float((cases["return_of"] >= 0).sum()),
        "refused": float(cases["refused"].mean()),
        "found": float((needs["channel"] == CHANNELS.index("patrol")).sum()),
        "merged": float((needs["duplicate_of"] >= 0).sum()),
        "autonomy": float((cases["track"] == TRACKS.index("autonomy")).sum()),
        "party_hours": float(days["party_hours"].sum()),
        "awake": float(people.awake.sum()),
        "disappointed": float(people.disappointment[people.talent].mean()),
        "roster": float(people.on_roster.sum()),
        "young_staff": float((staff.age[held] < 35).mean()),
        "reported": float(street.members.reported.sum()),
        "willing": float(people.willing.sum()),
        "disappointment": float(people.disappointment.mean()),
        "expectation": float(people.expectation.mean()),
        "fatigue": float(staff.fatigue[held].mean()),
        "burnout": float(staff.burnout[held].mean()),
        "courtesy_trust": float(people.trust.mean()),
        "health_spread": float(street.firms.health.std()),
        "groups": float(days["groups"].sum()),
        "group_members": float(street.groups.members[street.groups.active].sum()),
        "settled": float(street.own(street.all.group_life.settling.outside).mean()),
        "sharers": float(days["sharers"].sum()),
        "told_firms": float(((needs["firm"] >= 0) & (needs["channel"] == CHANNELS.index("worker"))).sum()),
        "gifts": float(came.get("gifts", 0.0) + came.get("named_gifts", 0.0)),
        "meals": float(days["meals"].sum()),
        "channels": float(came.get("channels", 0.0)),
        "renewed": float(came.get("renewal", 0.0)),
        "renewed_by_owners": float(
            ledger[(ledger["debit"] == "owners") & (ledger["credit"] == "renewal")]["yuan"].sum()
        ),
        "places_flagged": float(days["places_flagged"].sum()),
        "foresight_hours": float(days["foresight_hours"].sum()),
        "others_foreseen": float(cases["others"][cases["foreseen"]].sum()),
        "favoured": float((needs["counted"] & (needs["firm"] >= 0)).sum()),
        "fund": float(came.get("community_fund", 0.0)),
        "grant": float(came.get("fiscal_grant", 0.0)),
    }


class KnockOut(NamedTuple):
    """Without: what puts the rule out; then `figure` falls (-1), rises (1) or just changes (0)."""

    rule: str
    without: tuple[str, ...]
    figure: str
    sign: int
    base: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    days: int = 40
    shocks: tuple[str, ...] = ()
    start: str = "2025-01-01"


KNOCK_OUTS = [
    KnockOut("G0", ("residents.network_rewire=0",), "trust_mean", 0),
    KnockOut("R1", ("residents.need_rate_true=.0001",), "needs_per_grid_day", -1),
    KnockOut("R1", ("residents.need_grid_sd=0",), "load_balance", 0),
    KnockOut("R1", ("residents.need_season_amp=0",), "needs_per_grid_day", 1),
    KnockOut("R1", ("residents.duplicate_share=0",), "merged", -1, (BUSY,)),
    KnockOut("R2", ("residents.beta_disappoint=0",), "silence_share", -1),
    KnockOut("R2", ("residents.beta_trust_channel=0",), "in_person", -1),
    KnockOut("R2", ("residents.beta_efficacy=0",), "silence_share", 0),
    KnockOut("R2", ("residents.voice_lever_app=0",), "by_app", -1, ("model.voice_app=1",)),
    KnockOut("R2", ("residents.reconsider_rate=0",), "recorded_per_grid_day", -1),
    KnockOut("R2", ("residents.disappoint_step=0",), "disappointment", -1),
    KnockOut("R3", ("residents.w_solved=0",), "satisfaction_callers", -1),
    KnockOut("R3", ("residents.sat_bd=0",), "satisfaction_callers", 0),
    KnockOut("R3", ("residents.expect_gain=0",), "expectation", 0),
    KnockOut("R3", ("residents.expect_promise=0",), "expectation", -1, ("model.limit_factor=.5",)),
    KnockOut("R4", ("residents.trust_up=0",), "trust_mean", -1),
    KnockOut("R4", ("residents.trust_network=0",), "trust_mean", 0),
    KnockOut("R4", ("residents.trust_w_contact=0",), "trust_mean", 0),
    KnockOut("R5", ("residents.join_rate=0",), "participation_60plus", -1),
    KnockOut("R5", ("residents.session_rate=0",), "volunteer_hours", -1),
    KnockOut("R5", ("residents.will_to_act_slope=0",), "willing", 0),
    KnockOut("R6", ("residents.hours_cap_month=0",), "volunteer_hours", -1),
    KnockOut("R6", ("residents.hours_case_share=0",), "autonomy", -1, (BUSY,)),
    KnockOut("R7", ("residents.points_gain=0",), "volunteer_hours", -1, (), POINTS),
    KnockOut("R7", ("residents.honour_gain=0",), "volunteer_hours", -1, ("model.honour=1",)),
    KnockOut("R7", ("residents.honour_keep=0",), "roster", -1, ("model.honour=1",)),
    KnockOut("R7", ("residents.cash_crowd=0",), "volunteer_hours", 1, ("model.cash=.25",)),
    KnockOut("R7", ("residents.cash_gain=0",), "volunteer_hours", -1, ("model.cash=20",)),
    KnockOut("R7", ("residents.paper_hours=0",), "volunteer_hours_recorded_ratio", -1, (), POINTS),
    KnockOut("R8", ("residents.peer_ask=0",), "roster", -1, EAGER),
    KnockOut("R8", ("residents.freeride_loss=0",), "roster", 1, EAGER),
    KnockOut("R8", ("residents.provision_crowdout=0",), "roster", 1, ("model.workers=4", *EAGER)),
    KnockOut("P4", ("residents.pm_weight=1",), "roster", -1, EAGER),
    KnockOut("P5", ("members.pledge_take=0",), "party_hours", -1, BRANCHES),
    KnockOut("P6", ("members.form_build=0",), "party_hours", 1, ORDERED_ABOUT),
    KnockOut("P6", ("members.form_show=0",), "party_hours", 1, ORDERED_ABOUT),
    KnockOut("O4", ("residents.hours_cap_month=0",), "settled", -1, GROUPS),
    KnockOut("W5", ("workers.burn_platform=.1",), "burnout", -1, ("model.platform_share=.5",)),
    KnockOut("W6", ("workers.quit_young=1",), "young_staff", 1, RESTLESS),
    KnockOut("M2", ("treasury.cost_honour=0",), "programme_cost", -1, ("model.honour=1",)),
    KnockOut("P1", ("members.report_lever=0",), "reported", -1, ("model.branch=1",)),
    KnockOut("P2", ("members.pm_activation=.01",), "party_hours", -1),
    KnockOut("P2", ("members.pm_busy=0",), "party_hours", 0),
    KnockOut("P2", ("members.pm_branch=0",), "party_hours", -1, BRANCHES),
    KnockOut("P3", ("members.branch_days=1e9",), "party_hours", -1, BRANCHES),
    KnockOut("P7", ("service.meet_days=0",), "resolution_major_median", -1, (BUSY,)),
    KnockOut("P7", ("service.meet_gain=0",), "resolution_major_median", 1, (BUSY, "model.authority=1")),
    KnockOut("W1", ("workers.form_share=0",), "pressure", -1),
    KnockOut(
        "W1",
        ("workers.task_fill=0",),
        "pressure",
        -1,
        (),
        ("staffing: {add: 1 worker/grid, from: 2025-01-01}",),
    ),
    KnockOut(
        "W1",
        ("workers.effort_press=0",),
        "immediate_share",
        -1,
        (*PRESSED, "workers.effort_press=1"),
        FEW_HANDS,
    ),
    KnockOut("M3", ("treasury.bill_training=0",), "bill_minutes", -1, ("model.training=1",)),
    KnockOut("M3", ("treasury.bill_branch=0",), "overtime_hours", -1, ("model.branch=1",)),
    KnockOut("W2", ("workers.learn_progress=1",), "touch", 1),
    KnockOut("W2", ("workers.train_effect=0",), "touch", 1, ("model.training=1",)),
    KnockOut("W3", ("workers.patrol_find=0",), "found", -1),
    KnockOut("W3", ("workers.fix_on_spot=0",), "immediate_share", -1),
    KnockOut("W4", ("workers.fatigue_rise=0",), "fatigue", -1),
    KnockOut("W5", ("workers.burn_demand=0",), "burnout", 0),
    KnockOut("W5", ("workers.courtesy_burn=0",), "courtesy_trust", 0),
    KnockOut("W6", ("workers.quit_annual=0",), "quit_rate", -1, RESTLESS),
    KnockOut("W6", ("workers.absence_base=0",), "pressure", -1),
    KnockOut("W7", ("service.misdispatch_base=0",), "misdispatch_rate", -1),
    KnockOut("W8", ("workers.recur_30d=0",), "returns", -1),
    KnockOut("W9", ("workers.speed_load=0", "workers.speed_over=0"), "touch", 0, (BUSY,)),
    KnockOut("C1", ("residents.project_gain=0",), "need_days", 1, COUNCIL),
    KnockOut("C1", ("residents.proposals_per_meeting=0",), "council_projects", -1, COUNCIL),
    KnockOut(
        "C1", ("residents.project_decay=1", "residents.project_upkeep=1e9"), "council_projects", -1, COUNCIL
    ),
    KnockOut("C1", ("residents.talent_wake=0",), "awake", -1),
    KnockOut("C1", ("residents.project_load=0",), "disappointed", 1, COUNCIL),
    KnockOut("M3", ("treasury.bill_proposal=0",), "bill_minutes", -1, COUNCIL),
    KnockOut("H1", ("service.rank_gain=0",), "gap", -1, (BUSY, "service.rank_mean=.95"), FEW_HANDS),
    KnockOut("W10", ("service.prio_count=0",), "wait_in_person", -1, PRESSED, FEW_HANDS),
    KnockOut("W10", ("service.prio_class=0",), "resolution_major_median", 1, (BUSY, ABLE), FEW_HANDS),
    KnockOut("A1", ("service.false_press=0",), "gap", -1, ("model.appraisal=1",)),
    KnockOut("A1", ("service.false_audit=0",), "gap", 1, ("model.audit=.3",)),
    KnockOut("A2", ("service.unlogged_press=0",), "recorded_per_grid_day", 1, ("model.appraisal=1",)),
    KnockOut("A2", ("service.measured_shift=0",), "wait_in_person", -1, PRESSED, FEW_HANDS),
    KnockOut(
        "B1", ("service.body_slope=0",), "resolution_general_median", -1, (BUSY, "service.body_spare=1")
    ),
    KnockOut("B1", ("service.body_spare=1",), "resolution_general_median", -1, (BUSY,)),
    KnockOut("B1", ("service.attend_base=1",), "resolution_major_median", -1, (BUSY,)),
    KnockOut("B2", ("service.property_none=1",), "resolution_general_median", -1, (BUSY, MANY_UNMANAGED)),
    KnockOut("B2", ("service.fee_trust=0",), "fees_paid_share", -1, ("residents.trust_start=.9",)),
    KnockOut("B4", ("service.whistle_cut=0",), "resolution_administration_median", 0, WHISTLED),
    KnockOut("A2", ("service.reclass_press=0",), "relabel_rate", -1, PRESSED),
    KnockOut("A2", ("service.coax_press=0",), "satisfaction_reported", -1, ("model.appraisal=1",)),
    KnockOut("B3", ("service.refuse_chance=0",), "refused", -1),
    KnockOut("B3", ("service.refused=solved_by_grid",), "need_days", -1, REFUSING),
    KnockOut("B3", ("model.authority=0",), "touch", -1, REFUSING),  # no second work of the grid's own
    KnockOut("M3", ("treasury.branch_billed=every_grid",), "bill_minutes", 1, BRANCHES),
    KnockOut(
        "O1",
        ("organizations.found_branch=0",),
        "groups",
        -1,
        (*FOUNDED, *BRANCHES, "organizations.found_branch=2"),
        days=150,
    ),
    KnockOut("O1", ("organizations.found_talent=0",), "groups", -1, LED, days=150),
    KnockOut("R2", ("residents.hear_share=0",), "need_days", 1, HELPED, POINTS),
    KnockOut("R2", ("residents.helpers_do=cases_only",), "stage_unvoiced", 1, HELPED, POINTS),
    KnockOut("W3", ("residents.hours_walk_share=0",), "found", -1, (BUSY, *HELPED), POINTS),
    KnockOut(
        "R6", ("workers.help_training=0",), "autonomy", -1, (*TRAINED, "workers.help_training=1"), POINTS
    ),
    KnockOut("M3", ("treasury.bill_untrained=1",), "bill_minutes", -1, HELPED, POINTS),
    KnockOut("M1", ("treasury.works_gain=0",), "need_days", 1),
    KnockOut("M1", ("treasury.wish_heard=0",), "stage_unvoiced", 1, ("treasury.wish_heard=.1",)),
    KnockOut("M2", ("treasury.cost_station=0",), "programme_cost", -1),
    KnockOut("D4", ("workers.visit_key=0",), "key_known_share", -1),
    KnockOut("D4", ("workers.head_visit=0",), "key_seen_share", -1, HEADS),
    KnockOut("D4", ("workers.head_find=0",), "found", -1, (*HEADS, BUSY)),
    KnockOut("D4", ("workers.help_visit=0",), "key_seen_share", -1, ("model.points=20",)),
    KnockOut(
        "D4",
        ("workers.record_visit=0",),
        "key_known_share",
        -1,
        ("model.platform_share=.5", "platform.adopt_days=5", "workers.record_visit=.01"),
    ),
    KnockOut("M2", ("treasury.cost_head=0",), "programme_cost", -1, HEADS),
    KnockOut("E1", ("enterprises.give_base=0",), "firms_giving_share", -1),
    KnockOut("E1", ("enterprises.give_visit=0",), "firms_giving_share", -1, ("model.firm_visits=2",)),
    KnockOut("E3", ("enterprises.health_sd=0", "enterprises.health_visit=0"), "health_spread", -1),
    KnockOut("E1", ("enterprises.give_income=.04",), "gifts", 0, GIVERS),
    KnockOut("E1", ("enterprises.favour=0",), "favoured", -1, FAVOURED),
    KnockOut("E2", ("enterprises.space_chance=1e-9",), "sharers", -1),
    KnockOut("E2", ("enterprises.unit_lever=0",), "sharers", -1, ("model.unit_sharing=1",)),
    KnockOut("E3", ("model.firm_visits=0",), "told_firms", -1, (BUSY, "model.firm_visits=2")),
    KnockOut("E4", ("enterprises.advice_gain=0",), "tax_takeup_share", -1, ADVISED),
    KnockOut("E4", ("enterprises.entry_base=0",), "meals", -1, ("enterprises.entry_base=1",)),
    KnockOut("E5", ("enterprises.meal_price=20",), "meals", -1, ("enterprises.entry_base=1",)),
    KnockOut("E5", ("model.market_contract=0",), "market_share", -1, (BUSY, "model.market_contract=.5")),
    KnockOut(
        "O6",
        ("model.renewal_support=0",),
        "renewed_by_owners",
        1,
        ("organizations.renewal_vote=.1", "organizations.renewal_cost=50000", "model.renewal_support=.9"),
        start=BEFORE_THE_VOTE,
    ),
    KnockOut("O6", ("organizations.renewal_vote=1",), "renewed", -1, VOTES, start=BEFORE_THE_VOTE),
    KnockOut("M1", ("treasury.channel_admin=0",), "channels", -1),
    KnockOut("O1", ("organizations.found_base=0",), "groups", -1, GROUPS),
    KnockOut("O2", ("organizations.org_growth=0",), "group_members", -1, GROUPS),
    KnockOut(
        "O3", ("organizations.org_death=0",), "groups", 1, (*GROUPS, "organizations.org_death=.99", *FRAIL)
    ),
    KnockOut("O4", ("organizations.org_hours=0",), "settled", -1, GROUPS),
    KnockOut("O5", ("organizations.self_max=0",), "settled", -1, GROUPS),
    KnockOut("M1", ("place.budget_community=0",), "programme_cost", -1),
    KnockOut("M1", ("treasury.vol_fiscal=0",), "grant", 0, ("treasury.fiscal_late=0",)),
    KnockOut(
        "M1", ("treasury.bid_days=10000",), "fund", -1, ("treasury.found_win=1", "treasury.bid_days=30"), FUND
    ),
    KnockOut("M2", ("place.cost_worker=0",), "cost", -1),
    KnockOut("M2", ("treasury.cost_train=0",), "programme_cost", -1, ("model.training=1",)),
    KnockOut("D1", ("workers.form_cut=0",), "forms_share", 1, ("model.platform_share=.5",)),
    KnockOut("D1", ("platform.platform_authority=0",), "forms_share", 1, ("model.platform_share=.5",)),
    KnockOut("D1", ("platform.platform_authority=0",), "places_flagged", -1, FORETOLD),
    KnockOut("D2", ("platform.recall_max=0",), "foreseen_share", -1, FORETOLD),
    KnockOut("D2", ("platform.complete_scale=1e9",), "foreseen_share", -1, FORETOLD),
    KnockOut("D2", ("platform.lift_model=1",), "forecast_lift", -1, FORETOLD),
    KnockOut("D2", ("platform.report_bias=0",), "foreseen_share", 0, MANY_PLACES),
    KnockOut("D2", ("platform.recall_max=0",), "prevented_share", -1, FORETOLD),
    KnockOut("D3", ("platform.prevent_eff=0",), "prevented_share", -1, FORETOLD),
    KnockOut("D3", ("platform.plan_visit_minutes=1e9",), "prevented_share", -1, FORETOLD),
    KnockOut("D3", ("platform.plan_visit_minutes=0",), "foresight_hours", -1, FORETOLD),
    KnockOut("X2", ("residents.epi_home_time=0",), "volunteer_hours", -1, shocks=EPIDEMIC),
    KnockOut("X4", ("workers.epi_search_cut=0",), "key_help_median", 1, shocks=EPIDEMIC),
    KnockOut("D3", ("platform.plan_cut=0",), "others_foreseen", 1, FORETOLD),
]


def figures(overrides: tuple[str, ...], knock: KnockOut, only: tuple[str, ...] = ()):
    world = small(
        *overrides, grids=4, start=knock.start, days=knock.days, warmup=5,
        policies=knock.policies, shocks=knock.shocks,
    )  # fmt: skip
    return measured(world, SEEDS, look, only)


def _id(knock: KnockOut) -> str:
    return f"{knock.rule}-{knock.without[0].partition('=')[0]}-{knock.figure}"


@pytest.mark.slow
@pytest.mark.parametrize("knock", KNOCK_OUTS, ids=map(_id, KNOCK_OUTS))
def test_without_its_main_number_a_rule_stops_moving_its_figure(knock):
    merged = dict(pair.split("=") for pair in (*knock.base, *knock.without))
    without = tuple(f"{name}={value}" for name, value in merged.items())
    # many rules share the street that they are put out of, and none the street without them
    with_it, put_out = figures(knock.base, knock), figures(without, knock, (knock.figure,))
    differences = (put_out - with_it)[knock.figure].to_numpy()
    assert (differences != 0).any()
    assert knock.sign * differences.mean() >= abs(knock.sign) * 1e-12


# nothing is dead

SOURCES = list((ROOT / "simulation").rglob("*.py"))


def _rules_named_in(folder: str) -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "simulation" / folder).rglob("*.py")]
    return {code for text in texts for code in re.findall(r'"""([A-Z]\d+)(?:,|-| |:)', text)}


def test_every_rule_that_the_code_names_has_a_knock_out():
    named = set().union(*map(_rules_named_in, ("agents", "service", "treasury", "platform")))
    assert len(named) > 15
    assert named <= {knock.rule for knock in KNOCK_OUTS}


@pytest.mark.parametrize("group", [*SECTIONS, *parameter_groups()])
def test_every_number_that_a_scenario_can_set_is_read_somewhere(group):
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    numbers = section_numbers(group) if group in SECTIONS else described(parameter_groups()[group])
    assert [name for name in numbers if not is_read(name, text)] == []


def is_read(name: str, text: str) -> bool:
    """Whether a number is read by its name, or all age groups together by theirs."""
    of_all_ages = re.sub(r"_(\d+_\d+|\d+plus)$", "", name)
    together = of_all_ages != name and re.search(rf"\bn(umbers)?\.{of_all_ages}\b", text)
    return bool(together or re.search(rf"\.{name}\b", text))


@pytest.mark.slow
def test_states_stay_within_their_declared_ranges_in_a_busy_year_of_few_hands():
    street = live(small(BUSY, grids=4, days=200, warmup=0, policies=FEW_HANDS), 3)
    states_lie_within_their_declared_ranges(street)
