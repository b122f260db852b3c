"""Every metric is described, finite where there is something to measure, and agrees with a count by hand."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from simulation.categories import NAMES
from simulation.metrics import METRICS, evaluate, metric
from simulation.metrics.street.needs import need_days
from simulation.records import CHANNELS, TRACKS
from simulation.records.closed import ClosedRecords
from simulation.records.flows import nobody_knows
from simulation.records.grids import silent
from simulation.records.unheard import AGES, BY_DAY
from simulation.user_files import DeclarationError
from tests.worlds import live, small

TOLD = np.isin(CHANNELS, ("worker", "hotline", "app", "council"))  # in whichever way, by a resident


@pytest.fixture(scope="module")
def street():
    levers = (
        "model.voice_council=.5",
        "model.market_contract=.5",
        "model.forecast_share=1",
        "model.plan_share=1",
    )
    return live(small("residents.need_rate_true=0.002", *levers), 1)


@pytest.mark.parametrize("name", sorted(METRICS))
def test_it_says_what_it_is(name):
    metric = METRICS[name]
    assert metric.unit and metric.meaning.strip()
    assert metric.better in ("higher", "lower", "none") and metric.role in ("outcome", "input", "context")
    assert set(metric.label) == {"en", "zh"} and all(metric.label.values())
    assert metric.role != "outcome" or metric.better != "none", "an outcome is better higher or lower"


@pytest.fixture(scope="module")
def stricken():
    return live(small(days=40, warmup=5, shocks=("epidemic: {from: 2025-01-03, hold: 20 days}",)), 1)


@pytest.mark.parametrize("name", sorted(METRICS))
def test_it_is_a_number_inside_the_range_of_its_unit_where_there_is_something_to_measure(
    name, street, stricken
):
    # given a street with what many policies bring, and one with an epidemic
    values = (METRICS[name].value(lived.records) for lived in (street, stricken))
    # then one of them has what the metric measures, and it is in its range
    value = next((each for each in values if not np.isnan(each)), None)
    assert value is not None, "NaN on both streets: give `street` what it measures, by a lever or a shock"
    assert 0 <= value <= (1 if METRICS[name].unit == "share" else np.finfo(float).max)


@pytest.mark.parametrize("docstring", [None, "  "])
def test_a_metric_without_a_definition_is_refused(docstring):
    def nameless(records):
        return 1.0

    nameless.__doc__ = docstring
    register = metric("nameless", unit="count", better="none", role="context", en="a", zh="甲")
    with pytest.raises(
        DeclarationError, match="'nameless': add a docstring: it is the definition that readers"
    ):
        register(nameless)
    assert "nameless" not in METRICS


def test_a_metric_that_does_not_say_where_it_comes_from_is_refused():
    def bare(records):
        """Nothing."""
        return 1.0

    register = metric("bare", unit="count", better="none", role="context", en="a", zh="甲")
    with pytest.raises(DeclarationError, match=r"'bare': end its docstring .*: 'Source: definition\.'"):
        register(bare)
    assert "bare" not in METRICS


def test_the_contract_has_its_names():
    named = """
        need_days needs_per_grid_day recorded_per_grid_day silence_share response_general_median
        resolution_general_median resolution_major_median resolution_emergency_median on_time_true
        on_time_reported immediate_share joint_share onsite_30min_share pressure resident_facing_share
        forms_share overtime_hours burnout_share quit_rate misdispatch_rate return_rate backlog
        participation_18_29 participation_30_39 participation_40_49 participation_50_59
        participation_60plus volunteer_hours members_acting_share trust_mean satisfaction_callers
        satisfaction_all foreseen_share fiscal_share funding_hhi cost cost_per_solved load_balance
    """
    assert set(named.split()) <= set(METRICS)


def test_need_days_by_hand(street):
    """Need by need, in plain Python; the days of a returned matter are its own."""
    needs, (low, high) = street.records.needs, street.records.window
    days = {}
    for row in range(len(needs)):
        if needs["duplicate_of"][row] >= 0:
            continue
        end = needs["arose"][row] + 60 * 1440
        if not np.isnan(needs["solved"][row]):
            end = min(end, needs["solved"][row])
        day, place = divmod(int(needs["id"][row]), 2**32)
        building, number = divmod(place, 4096)
        root = (day, building, number % 512)
        spell = max(min(end, high) - max(needs["arose"][row], low), 0) / 1440
        days[root] = min(days.get(root, 0) + spell, 60)
    yearly = sum(days.values()) / street.records.residents * 1000 / street.records.days * 365
    assert need_days(street.records) == pytest.approx(yearly)
    assert len(days) == ((needs["duplicate_of"] < 0) & (needs["return_of"] < 0)).sum()


def test_shares_of_cases_by_hand_from_the_table_that_users_get(street):
    cases = street.records.tables(with_cases=True)["cases"]
    values = evaluate(street.records).set_index("metric")["value"]
    recorded = cases[cases["registered"].notna() & cases["duplicate_of"].isna() & (cases["registered"] >= 0)]
    # an unlogged matter told in person is served, but is no case on record
    assert len(recorded) >= values["recorded_per_grid_day"] * 8 * 120
    hotline = recorded[recorded["channel"].isin(["hotline", "app", "council", "patrol"])]
    due = hotline[hotline["limit_at"] < 120 * 1440]
    by_hand = (due["true_closed"] <= due["limit_at"]).mean()
    assert by_hand == pytest.approx(values["on_time_true"], abs=0.05)


def test_times_in_the_table_of_cases_are_in_the_order_of_the_seven_steps(street):
    cases = street.records.tables(with_cases=True)["cases"]
    steps = ["arose", "reported", "registered", "dispatched", "started", "true_closed"]
    for before, after in pairwise(steps):
        both = cases[cases[before].notna() & cases[after].notna()]
        late = both[both[after] < both[before] - 0.011]
        assert late.empty, (before, after, late.head())


def test_grids_hold_every_true_need_once_and_the_silent_are_those_of_the_metric(street):
    grids = street.records.tables()["grids"]
    assert grids["arose"].sum() == len(street.records.born_inside()) > 0
    assert (grids["recorded"] <= grids["arose"]).all() and grids["recorded"].sum() > 0
    values = evaluate(street.records).set_index("metric")["value"]
    assert grids["silent"].mean() == values["silent_grids_share"]


def test_a_grid_is_silent_with_more_needs_than_the_median_and_less_than_two_fifths_on_record():
    arose, recorded = np.array([5, 10, 20, 20, 30, 5]), np.array([0, 0, 8, 7, 11, 0])
    assert silent(arose, recorded).tolist() == [False, False, False, True, True, False]


def test_weeks_of_the_grids_hold_the_needs_of_the_whole_weeks(street):
    tables, whole = street.records.tables(with_weeks=True), street.records.days // 7
    weeks = tables["grid_weeks"]
    assert weeks["week"].nunique() == whole and weeks["week"].iloc[0] == tables["daily"]["date"].iloc[0]
    # then all needs are there but those of the days that are no whole week
    born, needs = street.records.born_inside(), street.records.needs
    inside = needs["arose"][born] < street.records.window[0] + whole * 7 * 1440
    own = weeks.groupby("grid")[["arose", "recorded"]].sum()
    assert own["arose"].tolist() == np.bincount(needs["grid"][born[inside]], minlength=len(own)).tolist()
    assert own["recorded"].sum() == needs["recorded"][born[inside]].sum()


def test_closing_times_count_every_case_once(street):
    times = street.records.tables()["closing_times"]
    assert times["closed"].sum() + times["censored"].sum() == len(street.records.cases()["id"])


def test_flows_count_every_true_need_once_whether_or_not_anybody_knew_of_it(street):
    # given the flows of a run, and its needs one by one
    flows = street.records.tables()["flows"]
    cases = street.records.tables(with_cases=True)["cases"]
    own = cases[cases["duplicate_of"].isna() & cases["return_of"].isna()]
    # then all needs are in them, by domain and by who solved them
    arose = evaluate(street.records).set_index("metric").loc["needs_per_grid_day", "value"]
    assert flows["needs"].sum() == len(own)
    assert len(own) == pytest.approx(arose * street.records.grids * street.records.days)
    assert flows.groupby("domain")["needs"].sum().to_dict() == own["domain"].value_counts().to_dict()
    unsolved = flows.loc[flows["track"] == "unsolved", "needs"].sum()
    assert unsolved == (own["solved_true"] == 0).sum() > 0
    # and what came by no channel was kept silent, or ended before anybody had to speak
    unheard = flows[flows["channel"].isin(["silent", "ahead"])]
    assert unheard["needs"].sum() == (own["channel"] == "none").sum()
    ahead = flows[flows["channel"] == "ahead"]
    assert not ahead.empty and (ahead["track"] != "unsolved").all()


def test_participation_counts_each_resident_once_a_month_and_kind(street):
    # given the table of a street whose four measured months are whole, and who spoke in its second, by hand
    records, people = street.records, street.residents
    table = records.tables()["participation"]
    assert table["month"].unique().tolist() == ["2025-01", "2025-02", "2025-03", "2025-04"]
    needs, speakers = records.needs, set()
    for row in range(len(needs)):
        at = pd.Timestamp(records.first) + pd.Timedelta(minutes=needs["act_at"][row])
        heard = TOLD[needs["channel"][row]] or needs["duplicate_of"][row] >= 0
        if heard and needs["firm"][row] < 0 and (at.year, at.month) == (2025, 2):
            speakers.add(int(needs["person"][row]))
    # then the table has the adults among them, by age
    ages = people.age[sorted(speakers)]
    group = pd.cut(ages[ages >= 18], [18, 30, 40, 50, 60, 200], right=False, labels=list(records.adults))
    found = table[(table["month"] == "2025-02") & (table["kind"] == "speak")].set_index("age_group")["people"]
    assert found.to_dict() == pd.Series(group).value_counts().to_dict()
    # and nobody is counted who is not there; in all ways somebody took part
    assert (table["people"] <= table["residents"]).all()
    assert (table.groupby("kind")["people"].sum() > 0).all() and table["kind"].nunique() == 5
    # and who is on the roster at the end of the last month is
    last = table[(table["month"] == "2025-04") & (table["kind"] == "sign_on")]
    assert last["people"].sum() == (people.on_roster & (people.age >= 18)).sum()
    # and a month has no more voters than votes
    votes = records.measured()["votes"]
    assert 0 < table.loc[table["kind"] == "vote", "people"].sum() <= votes.sum()


def test_whose_needs_are_unheard_by_hand_from_the_table_that_users_get(street):
    # given the table, and the residents' needs one by one
    records, people = street.records, street.residents
    table = records.tables()["unheard"].set_index(["age_group", "by_day"])
    rows = [row for row in records.born_inside() if records.needs["firm"][row] < 0]
    person = records.needs["person"][rows]
    named = pd.cut(people.age[person], [0, 18, 30, 40, 50, 60, 200], right=False, labels=AGES)
    # then every need is counted once, for the age and the place by day of who speaks for it
    by_hand = pd.DataFrame({"age_group": named, "by_day": np.where(people.employed[person], *BY_DAY[::-1])})
    counts = by_hand.value_counts(sort=False)
    assert table["arose"].to_dict() == {group: counts.get(group, 0) for group in table.index}
    # and unheard are those that flows call silent, the firms' own apart
    flows = records.tables()["flows"]
    silent = flows.loc[flows["channel"] == "silent", "needs"].sum()
    firms = records.born_inside()[records.needs["firm"][records.born_inside()] >= 0]
    assert table["unheard"].sum() == silent - nobody_knows(records, firms).sum() > 0
    solved = ~np.isnan(records.needs["solved"][rows])
    assert table["unsolved"].sum() == len(rows) - solved.sum() > 0


def test_silent_needs_are_rows_too(street):
    cases = street.records.tables(with_cases=True)["cases"]
    silent = cases[cases["channel"] == "none"]
    assert len(silent) > 0 and silent["registered"].isna().all()
    assert isinstance(cases, pd.DataFrame) and cases["case_id"].is_unique


def test_the_first_working_day_is_that_of_the_calendar(street):
    """By the calendar that makes the promises: a promise of 24 hours, given when the report came in."""
    cases, calendar = street.records.cases(), street.world.calendar
    end = np.array([street.records.window[1]])
    everybody = np.ones(len(cases["id"]), bool)
    promise = calendar.limit(cases["registered"], 24.0 * everybody, ~everybody)
    asked = (cases["channel"] != 5) & (promise <= end)
    kept = (cases["started"] <= promise + 1)[asked].mean()
    assert 0 < METRICS["response_true"].value(street.records) < 1
    assert METRICS["response_true"].value(street.records) == pytest.approx(kept)


def test_the_street_takes_over_what_passes_its_limit_unless_it_is_closed_on_paper(street):
    cases, end = street.records.cases(), street.records.window[1]
    late = (cases["due_at"] < end) & ~(cases["true_closed"] <= cases["due_at"])
    on_paper = cases["reported_closed"] <= cases["due_at"]
    assert (late & ~on_paper).any() and (late & on_paper).any()
    passed_up = ~np.isnan(cases["escalated"])
    assert not (passed_up & ~(late & ~on_paper)).any()
    assert (cases["escalated"] == cases["due_at"])[passed_up].all()
    assert passed_up[late & ~on_paper].all()


def test_what_was_given_up_is_never_solved(street):
    needs = street.records.needs
    given_up = ~np.isnan(needs["withdrawn"])
    assert given_up.any() and np.isnan(needs["true_closed"][given_up]).all()


def test_rates_that_name_the_same_cases_agree_with_one_another(street):
    values = evaluate(street.records).set_index("metric")["value"]
    assert values["response_true"] <= values["response_reported"]
    assert values["on_time_true"] <= values["solved_rate_true"] < values["solved_rate_reported"]
    assert values["refusal_rate"] < 1 - values["right_first_time"]
    assert values["rework_rate"] < values["return_rate"]  # which counts complaints too
    assert values["utilisation"] < values["resident_facing_share"]
    assert values["misdispatch_rate"] < 1 - values["right_first_time"]  # of fewer cases, the same errors


def test_the_hotline_is_on_time_by_the_books_as_a_count_of_its_own_cases_says(street):
    cases, end = street.records.cases(), street.records.window[1]
    fell_due = (cases["channel"] == 2) & (cases["limit_at"] < end)
    kept = cases["reported_closed"] <= cases["due_at"]
    judged = [row for row in np.flatnonzero(fell_due) if cases["due_at"][row] < end or kept[row]
              or not np.isnan(cases["reported_closed"][row])]  # fmt: skip
    found = METRICS["on_time_hotline_reported"].value(street.records)
    assert len(judged) > 10 and found == pytest.approx(kept[judged].mean())
    assert METRICS["public_share"].value(street.records) >= (cases["channel"] == 2).mean()


def test_disputes_are_solved_in_the_community_or_by_others_or_not_at_all(street):
    cases, end = street.records.cases(), street.records.window[1]
    mine = (cases["category"] == NAMES.index("dispute")) & (cases["limit_at"] < end)
    tracks = [TRACKS[track] for track in cases["track"][mine & ~np.isnan(cases["true_closed"])]]
    inside = tracks.count("community") + tracks.count("autonomy")
    found = METRICS["disputes_solved_in_community"].value(street.records)
    assert 0 < inside < mine.sum() and found == pytest.approx(inside / mine.sum())


# what all metrics of a run share


def test_closed_records_say_what_the_records_say(street):
    closed, records = ClosedRecords(street.records), street.records
    for _twice in range(2):
        pd.testing.assert_frame_equal(closed.measured(), records.measured())
        pd.testing.assert_series_equal(closed.moved(), records.moved())
        cases = records.cases()
        assert set(closed.cases()) == set(cases)
        assert all(
            np.array_equal(closed.cases()[name], cases[name], equal_nan=cases[name].dtype.kind == "f")
            for name in cases
        )


def test_what_one_metric_does_to_a_table_no_other_sees_and_cases_cannot_be_written_in(street):
    closed = ClosedRecords(street.records)
    days, moved = closed.measured(), closed.moved()
    days["trust"], moved.iloc[:] = 0.0, 0.0
    assert closed.measured()["trust"].all() and closed.moved().any()
    with pytest.raises(ValueError, match="read-only"):
        closed.cases()["registered"][:] = 0
