"""D2 and D3 on a street: what flags can know, what plans do, and what neither may touch."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from simulation.metrics import METRICS
from simulation.model import Street
from simulation.records import CLASSES, TRACKS, Records
from tests.worlds import assert_same, live, small, tables

BUSY = "residents.need_rate_true=.00253"
FORECAST = (BUSY, "model.platform_share=.5", "model.forecast_share=1")
PLANNED = (*FORECAST, "model.plan_share=1")


def street(*overrides: str, **size: int) -> Street:
    return live(small(*overrides, **({"grids": 6, "days": 40, "warmup": 10} | size)), 1)


def young(*overrides: str) -> Street:
    """A street of its own after ten days, to be meddled with."""
    own = Street(small(*overrides, grids=8, days=40, warmup=0), 1)
    for _ in range(10):
        own.step()
    return own


def flags(own: Street) -> list[bool]:
    """Where the forecast would point this morning."""
    today = own.begin_day()
    own.policies.open_day(own.ranking.pressure, own.forecasting.recorded, today)
    own.forecasting.look_at_records(own.casework.load, today)
    return own.forecasting.flagged.tolist()


def own_needs(lived: Street) -> np.ndarray:
    """Needs that arose; what came back or was reported twice is none of its own."""
    needs = lived.records.needs
    return (needs["return_of"] < 0) & (needs["duplicate_of"] < 0)


@pytest.mark.parametrize("bias, blind", [(1, True), (0, False)])
def test_flags_never_see_a_true_need_unless_the_bias_is_lifted(bias, blind):
    own = young(*FORECAST, f"platform.report_bias={bias}", "place.communities=1")
    own.world.luck.draw = lambda *_, **__: np.zeros(1)  # the last place on the list is flagged for sure
    before = flags(own)
    assert any(before)
    same = []
    for turn in range(1, 8):
        own.forecasting.needed = np.roll(own.forecasting.needed, turn)
        same.append(flags(own) == before)
    assert all(same) if blind else not all(same)


def test_what_nobody_reported_moves_no_flag():
    own = young(*FORECAST)
    before, needs = flags(own), own.records.needs
    unheard = np.flatnonzero(needs["channel"] == 0)
    assert len(unheard) > 20
    needs["grid"][unheard] = np.random.default_rng(1).permutation(needs["grid"][unheard])
    assert flags(own) == before


@pytest.mark.slow
def test_a_grid_that_falls_silent_is_flagged_less_at_the_same_needs():  # 43
    flagged, arose = [], []
    for silent in (False, True):
        own = Street(small(*FORECAST, grids=8, days=120, warmup=0), 1)
        hot = int(np.argmax(np.bincount(own.world.buildings.grid, own.reporting.generation.rate)))
        days = 0
        for _ in range(120):
            if silent:
                own.residents.columns["disappointment"][own.residents.grid == hot] = 1
            own.step()
            days += own.forecasting.flagged[hot]
        flagged.append(days)
        arose.append(own.records.needs["arose"][own_needs(own)])
    assert flagged[0] > 1.2 * flagged[1]
    np.testing.assert_array_equal(*arose)


@pytest.mark.parametrize("missing", ["model.platform_share=0", "platform.platform_authority=0"])
def test_without_a_platform_or_records_there_is_no_flag_and_no_cut(missing):
    own = street(*PLANNED, missing)
    assert sum(day["places_flagged"] for day in own.records.daily) == 0
    assert not own.records.needs["foreseen"].any()
    assert sum(day["foresight_hours"] for day in own.records.daily) == 0


def test_nothing_is_flagged_before_anything_is_on_record():
    assert street(*PLANNED, warmup=0).records.daily[0]["places_flagged"] == 0


def test_plans_without_a_forecast_change_no_byte():
    assert_same(street(BUSY), street(BUSY, "model.plan_share=1"))


def test_a_forecast_that_nobody_plans_by_changes_nothing_but_its_own_figures():
    own = {"places_flagged", "forecast_lift", "foreseen"}
    of_metrics = {"foreseen_share", "forecast_precision", "forecast_lift"}
    usual, seen = (tables(each) for each in (street(*FORECAST, "model.forecast_share=0"), street(*FORECAST)))
    assert seen["daily"]["places_flagged"].sum() > 0
    for name, table in usual.items():
        one, other = (each.drop(columns=own & set(each)) for each in (table, seen[name]))
        if name == "runs":
            one, other = (each[~each["metric"].isin(of_metrics)] for each in (one, other))
        pd.testing.assert_frame_equal(one, other, obj=name)


def test_without_recall_only_the_hours_of_patrols_are_lost():
    own = street(*PLANNED, "platform.recall_max=0")
    assert not own.records.needs["foreseen"].any() and not own.records.needs["prevented"].any()
    assert sum(day["foresight_hours"] for day in own.records.daily) > 0


def test_plans_that_spare_cut_and_take_nothing_change_no_need():
    idle = ("platform.prevent_eff=0", "platform.plan_cut=0", "platform.plan_visit_minutes=0")
    one, other = street(*FORECAST, "model.plan_share=0"), street(*PLANNED, *idle)
    for name in ("id", "act_at", "registered", "true_closed", "solved", "track"):
        np.testing.assert_array_equal(one.records.needs[name], other.records.needs[name], err_msg=name)


def test_prevented_needs_are_foreseen_shared_matters_that_end_before_anybody_reports_them():
    needs = street(*PLANNED, "platform.prevent_eff=.4").records.needs
    spared = needs["prevented"]
    assert spared.any()
    assert (needs["foreseen"] & needs["common"])[spared].all()
    assert (needs["solved"] == needs["arose"])[spared].all() and needs["ended"][spared].all()
    assert (needs["service_row"][spared] < 0).all() and not needs["recorded"][spared].any()
    done = needs["track"][spared]
    assert np.isin(done, [TRACKS.index("community"), TRACKS.index("autonomy")]).all()


def test_the_needs_are_the_same_with_and_without_plans():
    lived = [street(BUSY), street(*PLANNED)]
    for name in ("id", "person", "grid", "category", "cls", "arose"):
        mine, theirs = (each.records.needs[name][own_needs(each)] for each in lived)
        np.testing.assert_array_equal(mine, theirs, err_msg=name)


def test_visits_made_ahead_come_out_of_the_hours_of_patrol():
    days = pd.DataFrame(street(*PLANNED, "platform.plan_visit_minutes=90").records.daily)
    assert days["foresight_hours"].sum() > 0
    assert (60 * days["foresight_hours"] <= days["minutes_patrol"] + 1e-6).all()
    assert (days["foresight_hours"][days["minutes_duty"] == 0] == 0).all()


@pytest.mark.slow
def test_as_many_places_are_flagged_in_the_mean_as_the_dial_says():
    days = pd.DataFrame(street(*FORECAST, "model.forecast_share=.5", days=200).records.daily)[10:]
    assert days["places_flagged"].mean() == pytest.approx(0.1 * 0.5 * 6, abs=0.15)
    assert set(days["places_flagged"]) == {0, 1}


# A log of eight needs, worked by hand: two foreseen, one of them prevented.


@pytest.fixture(scope="module")
def by_hand() -> Records:
    records = Records(date(2025, 1, 1), 0, 10, 4, 100, {}, 60, np.ones(500, bool))
    for number in range(8):
        seen, shared, prevented = number < 2, number < 4, number == 0
        arose = 1440.0 * number
        records.needs.append(
            1, id=number * 4096, cls=CLASSES.index("general"), arose=arose, foreseen=seen, common=shared,
            prevented=prevented, solved=arose + 1440 * 2 * (not prevented),
        )  # fmt: skip
    records.needs.append(1, id=4096 + 512, return_of=4096, arose=5 * 1440, foreseen=False)
    records.daily = [{"records_used": 0.5, "recorded": 2.0, "places_flagged": 0.4, "forecast_lift": 0.6}] * 10
    return records


@pytest.mark.parametrize(
    "name, expected",
    [
        ("records_used_share", 0.25),
        ("foreseen_share", 2 / 8),  # what came back is no new need
        ("forecast_precision", 2 / 4),
        ("forecast_lift", 1.5),
        ("prevented_share", 1 / 4),
        ("need_days_avoided", 1 * 2 / 100 * 1000 / 10 * 365),
    ],
)
def test_a_metric_of_foresight_agrees_with_a_log_worked_by_hand(name, expected, by_hand):
    assert METRICS[name].value(by_hand) == pytest.approx(expected)


def test_today_nothing_is_foreseen_and_no_record_leads_to_a_plan():
    records = street().records
    for name in ("records_used_share", "foreseen_share", "prevented_share", "need_days_avoided"):
        assert 0 <= METRICS[name].value(records) <= 0.03, name
    assert np.isnan(METRICS["forecast_precision"].value(records))


def test_patrols_look_around_in_the_hours_that_are_left_after_what_was_foreseen(monkeypatch):
    own = Street(small(BUSY, *PLANNED, days=30, warmup=0), 1)
    hours: dict[str, float] = {}

    def watch(process, method):
        usual = getattr(process, method)

        def watched(given, *rest):
            hours[method] = given.sum()
            return usual(given, *rest)

        monkeypatch.setattr(process, method, watched)

    watch(own.forecasting, "visit")
    watch(own.reporting, "patrol")
    spent = 0.0
    while own.day < 30:
        own.step()
        today = own.records.daily[-1]["foresight_hours"]
        assert hours["patrol"] == pytest.approx(hours["visit"] - today)
        spent += today
    assert spent > 0
