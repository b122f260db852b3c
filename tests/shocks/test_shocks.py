"""Shocks: the same days and the same needs in every policy; nothing before them, nothing of them after."""

from dataclasses import FrozenInstanceError, fields, replace
from datetime import date, timedelta
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from simulation import categories
from simulation.agents.grid_worker import WorkerNumbers
from simulation.codes import DAY
from simulation.conditions import Conditions
from simulation.experiment import ExperimentError, runs
from simulation.model import Street
from simulation.model.casework.household_search import HouseholdSearch
from simulation.parameters import described
from simulation.population import ByStreet
from simulation.records import CLASSES
from simulation.scenario import Study, load, resolve
from simulation.scenario.settings import DatedShock
from simulation.shocks import Onset, phase, shocks, spread_over
from tests.worlds import live, measured, small, surely

SHOCKS = shocks.all()
STRIKES = date(2025, 1, 20)
EPIDEMIC = "epidemic: {from: 2025-01-20, rise: 5 days, hold: 10 days, fall: 5 days}"
WORDS = {name: f"{name}: {{from: 2025-01-20}}" for name in SHOCKS} | {
    "epidemic": EPIDEMIC,
    "heating_failure": "heating_failure: {from: 2025-01-20, estates: 40 %}",
    "employer_closes": "employer_closes: {from: 2025-01-20, firms: 2, months: 1 month, search_days: 30}",
    "fiscal_cut": "fiscal_cut: {from: 2025-01-01}",
}


def struck(*shocks: str, policies: tuple[str, ...] = (), days: int = 60, set: tuple[str, ...] = ()) -> Street:
    return live(small(*set, days=days, warmup=5, shocks=shocks, policies=policies), 1)


def true_needs(street: Street, of_shocks: bool) -> pd.DataFrame:
    """What arose, of shocks or of calm days."""
    needs = street.records.needs
    own = (needs["return_of"] < 0) & (needs["duplicate_of"] < 0) & (needs["firm"] < 0)
    mine = own & (needs["struck"] == of_shocks)
    return pd.DataFrame(
        {name: needs[name][mine] for name in ("id", "category", "cls", "common", "person", "arose")}
    )


# contracts over all shocks there are


@pytest.mark.parametrize("name", SHOCKS)
def test_it_says_what_it_is_and_each_of_its_numbers_has_a_unit_a_meaning_and_a_source(name):
    cls = SHOCKS[name]
    assert set(cls.title) == {"en", "zh"} and all(cls.title.values()) and cls.__doc__
    numbers = described(cls)
    assert set(numbers) == {each.name for each in fields(cls)}
    assert all(each.unit and each.meaning and each.source for each in numbers.values())
    with pytest.raises(FrozenInstanceError):
        setattr(cls(), fields(cls)[0].name, 1.0)


@pytest.mark.parametrize("name", SHOCKS)
def test_it_changes_the_conditions_while_it_lasts_and_only_where_it_strikes(name):
    shock, where = SHOCKS[name](), np.array([0.0, 1.0, 0.0])
    last = shock.lasts - 1
    changed = False
    for age in range(shock.lasts):
        conditions = Conditions()
        today = STRIKES + timedelta(age)
        shock.strike(conditions, Onset(age, STRIKES, today, where, heating=True))
        calm = Conditions()
        same = [getattr(conditions, each.name) == getattr(calm, each.name) for each in fields(calm)
                if each.name not in ("needs", "emergencies")]  # fmt: skip
        more = conditions.needs
        assert more is None or ((more[[0, 2]] == 0).all() and (more >= 0).all())
        changed |= not all(same) or (more is not None and bool((more[1] > 0).any()))
    assert changed and last >= 0


@pytest.mark.parametrize("name", SHOCKS)
def test_until_it_strikes_not_one_byte_differs(name):
    calm, hit = struck(), struck(WORDS[name])
    before = hit.records.start + (STRIKES - date(2025, 1, 1)).days
    one, other = (pd.DataFrame(each.records.daily[:before]).to_csv() for each in (calm, hit))
    assert one == other


@pytest.mark.parametrize("name", SHOCKS)
def test_it_takes_no_need_away_and_adds_none_once_it_is_over(name):
    calm, hit = struck(), struck(WORDS[name])
    pd.testing.assert_frame_equal(true_needs(calm, False), true_needs(hit, False))
    extra = true_needs(hit, True)
    if len(extra):
        start = hit.records.start * DAY + (STRIKES - date(2025, 1, 1)).days * DAY
        (dated,) = hit.world.scenario.shocks
        assert extra["arose"].between(start, start + dated.shock.lasts * DAY).all()


@pytest.mark.parametrize("name", SHOCKS)
def test_it_moves_something(name):
    shocks = (WORDS[name].replace("2025-01-01", "2024-12-01"),)
    calm, hit = (pd.DataFrame(each.records.daily) for each in (struck(), struck(*shocks)))
    columns = [each for each in calm if not calm[each].equals(hit[each])]
    money = struck(*shocks).records.ledger["yuan"].sum() != struck().records.ledger["yuan"].sum()
    assert columns or money


POLICIES = (
    ("staffing: {add: 1 worker/grid, from: 2025-01-01}",),
    ("app: {from: 2025-01-01}", "party_branches: {from: 2025-01-01}"),
)


@pytest.mark.parametrize("policies", POLICIES)
def test_a_shock_brings_the_same_needs_under_every_policy(policies):
    shocks = (EPIDEMIC, WORDS["heating_failure"])
    plain, treated = struck(*shocks), struck(*shocks, policies=policies)
    assert len(true_needs(plain, True)) > 50
    for of_shocks in (True, False):
        pd.testing.assert_frame_equal(true_needs(plain, of_shocks), true_needs(treated, of_shocks))


def test_two_shocks_add_up():
    needs = np.array([1.0, 2.0])
    conditions = Conditions()
    conditions.raise_needs(np.array([1.0, 0.0]), needs)
    conditions.raise_needs(np.array([1.0, 1.0]), 10 * needs, emergencies=1.0)
    assert conditions.needs is not None and conditions.emergencies is not None
    assert conditions.needs.tolist() == [[11, 22], [10, 20]]
    assert conditions.emergencies.tolist() == [[1, 1], [1, 1]]


# shapes, by hand


def test_a_phase_rises_holds_and_falls_in_straight_lines():
    course = [phase(age, 2, 3, 4) for age in range(9)]
    assert course == pytest.approx([0.5, 1, 1, 1, 1, 0.8, 0.6, 0.4, 0.2])
    assert phase(9, 2, 3, 4) == 0
    assert [phase(age, 0, 1, 0) for age in range(2)] == [1, 0]


def test_needs_spread_over_a_few_categories_raise_the_whole_by_what_was_meant():
    more = spread_over(("utility", "cleaning"), 1.5)
    assert (more * categories.SHARE).sum() == pytest.approx(1.5)
    assert (more > 0).sum() == 2


def onset(start: date, today: date) -> Onset:
    return Onset((today - start).days, start, today, np.ones(1), heating=False)


@pytest.mark.parametrize("start, begins", [(date(2025, 3, 1), 2026), (date(2025, 1, 1), 2025)])
def test_a_fiscal_cut_arrives_with_the_next_budget_year_and_goes_with_its_end(start, begins):
    cut = SHOCKS["fiscal_cut"](share=0.3, years=1)
    for year, grant in ((begins - 1, 1.0), (begins, 0.7), (begins + 1, 1.0)):
        for today in (date(year, 1, 1), date(year, 12, 31)):
            if today >= start:
                conditions = Conditions()
                cut.strike(conditions, onset(start, today))
                assert conditions.grant == pytest.approx(grant)
    assert start + timedelta(cut.lasts - 1) >= date(begins, 12, 31)


# the epidemic (X1-X4)

LONG = "epidemic: {from: 2025-01-11, rise: 5 days, hold: 60 days, fall: 5 days}"


def course(name: str, *shocks: str, set: tuple[str, ...] = (), days: int = 60) -> np.ndarray:
    street = struck(*shocks, days=days, set=set)
    return pd.DataFrame(street.records.daily)[name].to_numpy()[street.records.start :]


def test_x1_needs_and_emergencies_multiply_at_the_peak():
    calm, hit = (live(small(grids=40, days=40, warmup=0, shocks=each), 2) for each in ((), (LONG,)))
    peak = slice(15, 40)
    usual, now = (pd.DataFrame(each.records.daily)["needs"][peak].sum() for each in (calm, hit))
    assert now / usual == pytest.approx(2, rel=0.08)
    emergencies = []
    for each in (calm, hit):
        needs = each.records.needs
        late = (needs["arose"] >= 15 * DAY) & (needs["return_of"] < 0) & (needs["duplicate_of"] < 0)
        emergencies.append((needs["cls"][late] == CLASSES.index("emergency")).sum())
    assert emergencies[1] / emergencies[0] == pytest.approx(4, rel=0.4)


def test_x1_ordered_work_takes_the_place_of_campaigns_and_patrols():
    calm, hit = (struck(*each).records.daily for each in ((), (LONG,)))
    at = next(day for day in range(40, 60) if calm[day]["minutes_duty"])
    assert hit[at]["minutes_patrol"] == 0 < calm[at]["minutes_patrol"]
    workers = hit[at]["minutes_duty"] / 480
    wanted = 13 * 10 + 71 * 1.5
    assert hit[at]["minutes_tasks"] >= workers * wanted  # bills of those who help come on top
    assert hit[at]["minutes_overtime"] > calm[at]["minutes_overtime"]


@pytest.mark.slow
def test_45_volunteers_come_at_the_onset_and_fewer_come_as_it_lasts():
    given = sum(course("volunteer_hours", LONG, set=(f"residents.session_rate={rate}",)) for rate in (0.8, 1))
    calm = sum(course("volunteer_hours", set=(f"residents.session_rate={rate}",)) for rate in (0.8, 1))
    assert given[10:20].mean() > 1.5 * calm[10:20].mean()
    assert given[10:20].mean() > given[50:60].mean()


def test_x2_people_kept_at_home_have_another_time_gate():
    off = "epi_vol_bump: 0.3"
    street = small(days=40, warmup=0, shocks=(LONG.replace("}", f", {off}}}"),))
    hours = {
        gate: pd.DataFrame(
            live(replace(street, numbers=_with(street, epi_home_time=gate)), 1).records.daily
        )["volunteer_hours"][20:].sum()
        for gate in (0.3, 0.9)
    }  # fmt: skip
    assert hours[0.9] > 1.5 * hours[0.3]


def _with(scenario, **numbers):
    return {**scenario.numbers, "residents": replace(scenario.numbers["residents"], **numbers)}


def test_x3_more_workers_are_absent():
    sick = LONG.replace("}", ", epi_absence: .25}")
    calm, hit = (course("minutes_duty", *each)[20:40].sum() for each in ((), (sick,)))
    assert hit / calm == pytest.approx(0.75, abs=0.08)


# X4: who needs help

KNOWN_BEFORE = ("workers.known_start=.3", "workers.known_start=.9")


@pytest.mark.slow
def test_44_what_is_known_before_an_epidemic_lets_help_reach_key_households_sooner():
    sooner, missed = [], []
    few, many = (
        measured(small(each, days=60, warmup=0, shocks=(EPIDEMIC,)), range(1, 6)) for each in KNOWN_BEFORE
    )
    sooner, missed = (surely(many[name] - few[name]) for name in ("key_help_median", "key_missed_share"))
    assert sooner[1] < 0 and missed[1] < 0
    assert surely(many["key_help_last"] - few["key_help_last"])[1] < 0


@pytest.mark.slow
def test_x4_a_list_that_saves_nothing_makes_no_search_shorter():
    """The knock-out of the chain: with no minute saved on a household that is known, knowing more is of no
    use for the last one."""
    off = ("workers.epi_search_cut=0",)
    few, many = (
        measured(small(each, *off, days=60, warmup=0, shocks=(EPIDEMIC,)), range(1, 4))
        for each in KNOWN_BEFORE
    )
    assert (many["key_help_last"] == few["key_help_last"]).all()


def test_without_a_search_its_metrics_have_no_value():
    row = measured(small(days=60, warmup=5), [1]).iloc[0]
    assert row.filter(like="key_help_").isna().all()
    assert row[["key_unreached_share", "key_missed_share", "list_stale_share"]].isna().all()


def searching(grid, known, seen, workers):
    """A search in a street of two grids, `workers` at work in each, with draws that keep the order."""
    key = SimpleNamespace(
        number=np.arange(len(grid)), grid=np.array(grid), known=np.array(known), seen=np.array(seen)
    )
    posts = np.repeat(np.arange(2), workers)
    world = SimpleNamespace(
        levers=SimpleNamespace(conditions=Conditions(search=50.0)),
        key_households=key,
        numbers=SimpleNamespace(workers=WorkerNumbers()),
        luck=SimpleNamespace(draw=lambda purpose, owner, day: np.arange(len(owner)) / len(owner)),
        workers=SimpleNamespace(grid=posts),
        records=SimpleNamespace(searches=[]),
        kinds=SimpleNamespace(grids=ByStreet(2), households=ByStreet(len(grid))),
        grids=2,
        by_grid=lambda at: np.bincount(at, minlength=2).astype(float),
    )
    return HouseholdSearch(world), world, np.ones(len(posts), bool)  # type: ignore[arg-type]


def test_households_on_the_list_are_looked_for_first_and_each_takes_its_minutes():
    # given grid 0 with one worker, three households, the second on the list; grid 1 with two and one of each
    search, world, present = searching(
        grid=[0, 0, 0, 1, 1],
        known=[False, True, False, True, False],
        seen=[0, 0, 0, 95, 0],
        workers=[1, 2],
    )
    # when the order is given on day 100, and 50 minutes of each worker go into it on each day
    for day in (100, 101):
        search.search(present, SimpleNamespace(day=day, minute=day * DAY, ordinal=day))
    # then a known household takes 10 minutes and another one 25: 10, 35 on the first day, 60 on the second
    (found,) = world.records.searches
    days = (found["reached"] // DAY).tolist()
    assert days == [100, 100, 101, 100, 100]
    # and the list was stale for whom nobody had seen in 90 days
    assert found["stale"].tolist() == [False, True, False, False, False]
    assert world.key_households.known.all() and (world.key_households.seen >= 100).all()
    # when the order is withdrawn and given anew, a new search begins
    world.levers.conditions = Conditions()
    search.search(present, SimpleNamespace(day=102, minute=102 * DAY, ordinal=102))
    world.levers.conditions = Conditions(search=50.0)
    search.search(present, SimpleNamespace(day=103, minute=103 * DAY, ordinal=103))
    assert len(world.records.searches) == 2 and world.records.searches[1]["listed"].all()


# the others


@pytest.mark.slow
def test_heating_fails_in_a_share_of_the_estates_and_only_in_the_heating_season():
    hit = struck(WORDS["heating_failure"])
    extra = true_needs(hit, True)
    estates = hit.world.buildings.estate[hit.residents.building[extra["person"]]]
    assert 3 <= len(np.unique(estates)) <= round(0.4 * len(hit.world.estates))
    assert {categories.NAMES[each] for each in extra["category"]} <= {"utility", "care"}
    summer = struck(WORDS["heating_failure"].replace("2025-01-20", "2025-06-20"), days=180)
    assert len(true_needs(summer, True)) == 0


@pytest.mark.slow
def test_an_employer_that_closes_costs_jobs_that_are_found_again_and_the_largest_firm():
    calm, hit = struck(days=25), struck(WORDS["employer_closes"], days=25)
    largest = np.argsort(-calm.firms.staff, kind="stable")[:2]
    assert calm.firms.trading[largest].all() and not hit.firms.trading[largest].any()
    lost = 1 - hit.residents.employed.mean() / calm.residents.employed.mean()
    assert lost == pytest.approx(0.05 * np.exp(-4 / 30), rel=0.1)
    later = struck(WORDS["employer_closes"], days=60)
    assert calm.residents.employed.sum() > later.residents.employed.sum() > hit.residents.employed.sum()


@pytest.mark.slow
def test_a_cut_grant_brings_less_money_and_the_records_name_what_is_not_paid():
    cut = "fiscal_cut: {from: 2025-01-01, share: 1}"
    street = struck(cut, days=150, set=("treasury.fiscal_late=0", "model.cash=2"))
    came = street.records.ledger.query("credit == 'fiscal_grant'")
    assert came["month"].max() < "2025-01"  # what was in hand when the run began, and no more
    events = street.records.tables()["events"]
    assert {"shock", "money"} <= set(events["kind"])
    assert events[events["kind"] == "shock"]["message_en"].iloc[0] == "A shock strikes: Fiscal cut"


# files


def test_a_scenario_with_shocks_can_be_resolved_and_read_again(tmp_path):
    scenario = load("scenarios/lijia-epidemic.yaml", ["shocks.epidemic.hold=45 days"])
    (dated,) = scenario.shocks
    assert (dated.name, dated.start, dated.percent) == ("epidemic", date(2025, 3, 1), 100)
    assert dated.shock.hold == 45 and dated.shock.lasts == 75
    path = tmp_path / "again.yaml"
    path.write_text(resolve(scenario), encoding="utf-8")
    assert load(path) == scenario


def test_a_difference_has_one_cause_shocks_or_policies_never_both():
    calm, hit = small(days=10), small(days=10, shocks=(EPIDEMIC.replace("01-20", "01-02"),))
    both = small(days=10, shocks=(EPIDEMIC.replace("01-20", "01-02"),), policies=POLICIES[0])
    hit, both = replace(hit, name="hit"), replace(both, name="both")
    assert runs.check_one_cause((calm, hit)) is None
    assert runs.check_one_cause((hit, both)) is None
    with pytest.raises(ExperimentError, match=r"'both' cannot be compared with 'small'.* shocks .* policies"):
        runs.check_one_cause(runs.arms(Study("s", {}, None, calm, (hit, both))))


def test_a_share_of_the_estates_holds_the_smaller_share_and_at_least_one():
    luck = np.array([0.9, 0.1, 0.5, 0.3])
    where = [
        DatedShock(SHOCKS["winter_storm"](), "winter_storm", STRIKES, percent).onset(STRIKES, luck, True)
        for percent in (1.0, 50.0, 100.0)
    ]
    assert [each.estates.tolist() for each in where if each] == [
        [0, 1, 0, 0], [0, 1, 0, 1], [1, 1, 1, 1],
    ]  # fmt: skip
