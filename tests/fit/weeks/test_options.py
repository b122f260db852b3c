"""What more hands would do with the weeks to come, if closings scale with hands."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from simulation.caselog import LogError
from simulation.columns import description
from simulation.fit.office.hazard import Hazard
from simulation.fit.office.spans import SPANS
from simulation.fit.options_page import Assumed, options_page
from simulation.fit.weeks.forecast import FIGURES, by_week, draw_options, draw_weeks
from simulation.fit.weeks.options import AS_TODAY, ORDERS, Option, compared, read_option
from tests.fit.logs import FIRST, known_log

NONE = frozenset()
TONIGHT = FIRST + pd.Timedelta(days=119)
WEEKS = 3
TWO_SPANS = np.zeros((2, SPANS))
TWO_SPANS[[0, 1], [6, 14]] = 1.0
HAZARD = Hazard.of(TWO_SPANS)
"""Two kinds: one closed within hours, one in months."""


def tonight(seed: int = 1, count: int = 400) -> pd.DataFrame:
    """Cases of which most wait, many are late, and some never close."""
    rng = np.random.default_rng(seed)
    begun = np.sort(rng.uniform(-900, 7 * 24 * WEEKS, count))
    ended = np.maximum(begun, 0) + rng.exponential(600, count)
    ended[rng.random(count) < 0.1] = np.inf
    late = begun + rng.uniform(20, 600, count)
    late[rng.random(count) < 0.2] = np.nan
    return pd.DataFrame({"kind": rng.integers(0, 2, count), "begun": begun, "ended": ended, "late": late})


def weeks_under(hands: float, order: str = "oldest") -> np.ndarray:
    cases = Option("try", hands, order).applied(tonight(), 7 * WEEKS, HAZARD)
    return by_week(cases, WEEKS)


@pytest.mark.parametrize("order", ORDERS)
def test_no_more_hands_change_nothing(order):
    same = Option("try", 0.0, order).applied(tonight(), 7 * WEEKS, HAZARD)
    pd.testing.assert_frame_equal(same, tonight())


@pytest.mark.parametrize("order", ORDERS)
def test_closings_scale_with_hands_and_fewer_are_open(order):
    today, many, more = (weeks_under(hands, order) for hands in (0.0, 0.1, 0.3))
    for week in range(WEEKS):
        closed = today[: week + 1, 1].sum()
        assert many[: week + 1, 1].sum() == int(1.1 * closed + 1e-9)
    assert (many[:, 2] < today[:, 2]).all() and (more[:, 2] < many[:, 2]).all()
    assert (many[:, 0] == today[:, 0]).all()


def test_the_order_moves_what_is_late_and_not_what_is_closed():
    found = {order: weeks_under(0.3, order) for order in ORDERS}
    for order in ORDERS:
        np.testing.assert_array_equal(found[order][:, :3], found["oldest"][:, :3])
    late = {order: each[-1, 3] for order, each in found.items()}
    assert late["late"] < late["shortest"] and late["late"] <= late["oldest"]


def test_who_is_taken_first_by_hand():
    # given tonight an old case without a limit, a younger late one, and a young one of the quick kind
    cases = pd.DataFrame(
        {
            "kind": [1, 1, 0, 1],
            "begun": [-500.0, -300, -2, -400],
            "ended": [np.inf, np.inf, np.inf, 10],
            "late": [np.nan, -5.0, 900, np.nan],
        }
    )
    for order, taken in (("oldest", 0), ("late", 1), ("shortest", 2)):
        ended = Option("try", 1.0, order).applied(cases, 7, HAZARD)["ended"]
        # then one more is closed on the day on which one is closed
        assert np.isfinite(ended).tolist() == [each in (taken, 3) for each in range(4)]
        assert 23 < ended[taken] < 24


def test_there_are_no_more_to_close_than_wait():
    cases = pd.DataFrame({"kind": [0, 0], "begun": [-5.0, -4], "ended": [3.0, 30], "late": [np.nan, np.nan]})
    assert by_week(Option("try", 1.0).applied(cases, 7, HAZARD), 1)[0].tolist() == [0, 2, 0, 0]


def test_options_are_compared_draw_by_draw_with_the_same_cases():
    log, options = known_log(days=120, a_day=20), [Option("hands=+20%", 0.2), Option("none", 0.0)]
    drawn = draw_options(log, TONIGHT, 2, NONE, 7, 12, options)
    np.testing.assert_array_equal(drawn[AS_TODAY], draw_weeks(log, TONIGHT, 2, NONE, 7, 12))
    np.testing.assert_array_equal(drawn["none"], drawn[AS_TODAY])
    assert (drawn["hands=+20%"][:, :, 2] <= drawn[AS_TODAY][:, :, 2]).all()
    # and the table has the columns that are described, and says by how much they differ
    table = compared(drawn, TONIGHT, FIGURES)
    assert list(table) == list(description("options.csv").columns)
    assert len(table) == 3 * 2 * len(FIGURES)
    fewer = table[(table["option"] == "hands=+20%") & (table["figure"] == "open_at_end")]
    assert (fewer["change"] < 0).all()
    assert (table.loc[table["option"] == AS_TODAY, "change"] == 0).all()
    # and the page says what it assumes, in both languages
    page = options_page(table, "cases.csv", Assumed.of(options))
    assert "closings scale with hands" in page and "办结数随人手同比例增加" in page and "hands=+20%" in page


@pytest.mark.parametrize(
    "text, hands, order",
    [("hands=+10%", 0.1, "oldest"), ("hands=2.5%,order=late", 0.025, "late"), ("hands=+0%", 0.0, "oldest")],
)
def test_an_option_is_read(text, hands, order):
    option = read_option(text)
    assert (option.name, option.order) == (text, order) and option.hands == pytest.approx(hands)


@pytest.mark.parametrize(
    "text, said",
    [
        ("hands=-10%", "hands is a share that is added, of 0 to 100%"),
        ("hands=+300%", "hands is a share that is added, of 0 to 100%"),
        ("hands=ten", "hands is a share that is added, of 0 to 100%"),
        ("order=late", "hands is a share that is added, of 0 to 100%"),
        (
            "hands=+10%,order=lates",
            "there is no order 'lates'; allowed: oldest, late, shortest",
        ),
        ("staff=+10%", "'staff=\\+10%' is nothing that can be changed; write hands="),
        ("", "'' is nothing that can be changed"),
    ],
)
def test_what_is_no_option_is_answered_in_a_sentence(text, said):
    with pytest.raises(LogError, match=said):
        read_option(text)
