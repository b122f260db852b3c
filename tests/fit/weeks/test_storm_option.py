"""What a storm in one unit would do to the weeks to come."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from simulation.caselog import LogError
from simulation.fit.office.hazard import Hazard
from simulation.fit.office.spans import SPANS
from simulation.fit.options_page import Assumed, options_page
from simulation.fit.storms.days import days_of
from simulation.fit.storms.stretch import APART, COMMON, KEPT, Stretch
from simulation.fit.weeks.forecast import FIGURES, by_week, draw_options
from simulation.fit.weeks.options import AS_TODAY, Option, compared
from simulation.fit.weeks.storm import StormOption, parts_of, read_any
from tests.fit.logs import FIRST, known_log, struck_log

NONE = frozenset()
WEEKS = 4
HOURS = 168 * WEEKS
DAY_WITH_STORM, TONIGHT = FIRST + pd.Timedelta(days=70), FIRST + pd.Timedelta(days=119)
ONE_SPAN = np.zeros((2, SPANS))
ONE_SPAN[:, 6] = 1.0
HAZARD = Hazard.of(ONE_SPAN)
"""Two kinds that are closed within hours."""
FIRST_DAY = np.eye(7)[0]


def known(elasticity: float, kept: float = 0.5) -> Stretch:
    """A stretch of which nearly all is known."""
    at = [np.abs(grid - each).argmin() for grid, each in ((COMMON, elasticity), (APART, 0.0), (KEPT, kept))]
    chance = np.zeros((len(COMMON), len(APART), len(KEPT)))
    chance[tuple(at)] = 1
    return Stretch(chance)


def tonight() -> pd.DataFrame:
    """Cases of two units that wait 30 hours each, one of them waiting already, one for ever, one of staff."""
    begun = np.concatenate([[-10.0, -10.0], np.arange(2, HOURS, 2.0)])
    unit = np.where(np.arange(len(begun)) % 2, "lamps", "trees")
    cases = pd.DataFrame({"kind": np.arange(len(begun)) % 2, "unit": unit, "staff": False, "begun": begun})
    cases = cases.assign(ended=begun + 30, late=begun + 48)
    cases.loc[10, "ended"], cases.loc[12, "staff"], cases.loc[14, "ended"] = np.inf, True, cases["begun"][14]
    return cases


def struck(times: float = 5.0, elasticity: float = 0.0, kept: float = 0.5, seed: int = 1) -> pd.DataFrame:
    storm = StormOption("try", "trees", times, None, known(elasticity, kept), FIRST_DAY)
    return storm.applied(tonight(), 7 * WEEKS, HAZARD, np.random.default_rng(seed))


def waits(cases: pd.DataFrame, week: int) -> float:
    """Median hours that the residents' cases of the struck unit wait."""
    here = (cases["unit"] == "trees") & (cases["begun"] >= 168 * week) & (cases["begun"] < 168 * (week + 1))
    return float((cases["ended"] - cases["begun"])[here].median())


def test_so_many_times_as_many_come_in_the_first_week_on_the_days_of_storms():
    calm, every = len(tonight()), [struck(seed=seed) for seed in range(20)]
    assert np.mean([len(each) for each in every]) - calm == pytest.approx(4 * 42, rel=0.06)
    more = every[0].iloc[calm:]
    assert (more["unit"] == "trees").all() and (more["kind"] == 0).all()
    assert more["begun"].between(0, 24).all()
    assert ((more["late"] - more["begun"]) == 48).all()


def test_the_unit_it_strikes_is_slowed_by_its_load_and_less_each_week():
    after = struck(elasticity=0.5)
    # five times the cases in the week, with an elasticity of about a half, of which half is kept each week
    assert waits(after, 0) == pytest.approx(30 * 5**0.5, rel=0.2)
    assert waits(after, 1) == pytest.approx(30 * 5**0.25, rel=0.2)
    assert waits(struck(elasticity=-0.5), 0) == pytest.approx(30 * 5**-0.5, rel=0.2)
    # and what waits tonight as what comes in that week: of its 30 hours 20 were left
    assert after["ended"][0] == pytest.approx(20 * 5**0.5, rel=0.2)


def test_other_units_and_what_staff_closes_or_nobody_go_on_as_they_are():
    calm, after = tonight(), struck(elasticity=0.5).iloc[: len(tonight())]
    same = (calm["unit"] == "lamps") | calm.index.isin([10, 12, 14])
    pd.testing.assert_frame_equal(after[same], calm[same])
    assert not after["ended"].equals(calm["ended"]) and after["begun"].equals(calm["begun"])


def test_a_unit_to_which_nobody_comes_is_struck_by_nothing():
    cases = tonight()[lambda each: (each["unit"] == "lamps") | (each["begun"] < 0)].reset_index(drop=True)
    storm = StormOption("try", "trees", 5.0, None, known(0.5), FIRST_DAY)
    after = storm.applied(cases, 7 * WEEKS, HAZARD, np.random.default_rng(1))
    assert len(after) == len(cases)


def test_hands_against_a_storm_close_more_than_the_storm_alone():
    storm = StormOption("try", "trees", 5.0, None, known(0.5), FIRST_DAY)
    helped = replace(storm, hands=Option("hands=+50%", 0.5))
    closed = [
        by_week(each.applied(tonight(), 7 * WEEKS, HAZARD, np.random.default_rng(1)), WEEKS)[0, 1]
        for each in (storm, helped)
    ]
    assert closed[1] > closed[0]


def test_a_storm_is_compared_draw_by_draw_and_changes_no_other_forecast():
    log = known_log(days=119, a_day=20)
    hands, storm = Option("hands=+20%", 0.2), read_any("storm=street,times=5").told(log, TONIGHT, NONE)
    plain = draw_options(log, TONIGHT, 2, NONE, 7, 8, [hands])
    drawn = draw_options(log, TONIGHT, 2, NONE, 7, 8, [storm, hands])
    for name in (AS_TODAY, hands.name):
        np.testing.assert_array_equal(drawn[name], plain[name])
    more = drawn[storm.name] - drawn[AS_TODAY]
    assert (more[:, 0, 0] > 0).all() and (more[:, 1, 0] == 0).all()
    # and all of it is of the unit that was struck, which is shown alone too
    alone = drawn[f"{storm.name} (street)"] - drawn["as today (street)"]
    np.testing.assert_array_equal(alone, more)
    assert (drawn["as today (street)"] < drawn[AS_TODAY]).any()
    table = compared(drawn, TONIGHT, FIGURES, parts_of([storm, hands]))
    changes = table.set_index("option")["change"]
    assert changes[f"{storm.name} (street)"].tolist() == changes[storm.name].tolist()
    assert (changes["as today (street)"] == 0).all()


def test_the_page_says_what_a_storm_rests_on_in_both_languages():
    log = known_log(days=119, a_day=20)
    hands, storm = Option("hands=+20%", 0.2), read_any("storm=street,times=5").told(log, TONIGHT, NONE)
    drawn = {name: np.ones((3, 1, 4)) for name in (AS_TODAY, storm.name, *parts_of([storm]))}
    table = compared(drawn, TONIGHT, FIGURES, parts_of([storm]))
    page = options_page(table, "cases.csv", Assumed.of([storm, hands]))
    for said in (
        "no storm is in the log",
        "台账中没有暴风雨",
        "closings scale with hands",
        "The storm strikes on",
    ):
        assert said in page
    alone = options_page(compared(drawn, TONIGHT, FIGURES), "cases.csv", Assumed.of([storm]))
    assert "closings scale with hands" not in alone and "如果来一场暴风雨" in alone


def test_a_log_with_a_storm_says_from_how_many_storms_was_learnt():
    log = struck_log(longer=(4.0, 2.0, 1.5))
    said = read_any("storm=street,times=5").told(log, TONIGHT, NONE).said()
    assert (
        "learnt from the storms of the log (1: street 2025-03-17)" in said.en
        and "At 5 times the unit's load" in said.en
    )
    assert "暴风雨（1 场：street 2025-03-17）" in said.zh


def test_on_which_days_a_storm_comes_is_learnt_from_those_of_the_log():
    log = struck_log()
    shares = days_of([("street", DAY_WITH_STORM)], log)
    assert shares.sum() == pytest.approx(1) and shares[:2].min() > 2 * shares[2:].max()
    assert days_of([], log) == pytest.approx(np.full(7, 1 / 7))


@pytest.mark.parametrize(
    "text, unit, times, hands",
    [
        ("storm=trees,times=5", "trees", 5, None),
        ("storm=trees,x2.5", "trees", 2.5, None),
        ("storm=Trees, north,times=20", "Trees, north", 20, None),
        (
            "storm=trees,times=5,hands=+10%,order=late",
            "trees",
            5,
            Option("hands=+10%,order=late", 0.1, "late"),
        ),
    ],
)
def test_a_storm_is_read(text, unit, times, hands):
    storm = read_any(text)
    assert isinstance(storm, StormOption)
    assert (storm.name, storm.unit, storm.times, storm.hands) == (text, unit, times, hands)


@pytest.mark.parametrize(
    "text, said",
    [
        ("storm=trees,x0", "times is a number above 1, at most 100; write storm=UNIT,times=5"),
        ("storm=trees,times=1", "times is a number above 1"),
        ("storm=trees,times=1000", "times is a number above 1"),
        ("storm=trees,times=-3", "times is a number above 1"),
        ("storm=trees,times=many", "times is a number above 1"),
        ("storm=trees,time=5", "times is a number above 1"),
        ("storm=trees", "times is a number above 1"),
        ("storm=trees,times=5,hands=ten", "hands is a share that is added"),
        ("strom=trees,times=5", "nothing that can be changed; did you mean 'storm'?"),
    ],
)
def test_what_is_no_storm_is_answered_in_a_sentence(text, said):
    with pytest.raises(LogError, match=said.replace("?", "\\?")):
        read_any(text)


@pytest.mark.parametrize(
    "unit, said",
    [
        ("stret", "did you mean 'street'"),
        ("zzz", "most are with 'street'"),
        ("", "most are with"),
    ],
)
def test_a_unit_that_the_log_has_not_is_answered_in_a_sentence(unit, said):
    with pytest.raises(LogError, match=f"no resident's case is with '{unit}'.*{said}"):
        read_any(f"storm={unit},times=5").told(known_log(), TONIGHT, NONE)


def test_a_unit_of_staff_alone_is_answered_in_a_sentence():
    with pytest.raises(LogError, match="no resident's case is with 'street'; most are with 'street'"):
        read_any("storm=street,times=5").told(known_log().assign(staff=True), TONIGHT, NONE)


def test_a_log_without_units_says_so():
    with pytest.raises(LogError, match="the log names no unit; say its column with --map unit=NAME"):
        read_any("storm=street,times=5").told(known_log().assign(unit=""), TONIGHT, NONE)
