"""Points in time come back as they were written, in every form that offices use."""

from datetime import datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.caselog import read_log
from simulation.caselog.dates import read_dates
from tests.caselog.logs import HEADINGS, written

MOMENTS = st.datetimes(datetime(1950, 1, 1), datetime(2090, 12, 31)).map(
    lambda time: time.replace(microsecond=0)
)
BRIEFLY = settings(max_examples=20, deadline=None)
FORMS = {
    "iso": "{0:%Y-%m-%dT%H:%M:%S}",
    "iso with a space and fractions": "{0:%Y-%m-%d %H:%M:%S}.000",
    "slashes": "{0.year}/{0.month}/{0.day} {0.hour}:{0:%M:%S}",
    "dots": "{0.year}.{0.month}.{0.day} {0.hour}:{0:%M:%S}",
    "Chinese": "{0.year}年{0.month}月{0.day}日 {0.hour}:{0:%M:%S}",
    "Chinese in words": "{0.year}年{0.month}月{0.day}日{0.hour}时{0.minute}分{0.second}秒",
    "wide signs": "{0.year}／{0.month}／{0.day} {0.hour}：{0:%M}：{0:%S}",
    "compact": "{0:%Y%m%d%H%M%S}",
    "offset": "{0:%Y-%m-%dT%H:%M:%S}+08:00",
    "half days": "{0.year}/{0.month}/{0.day} {0:%I:%M:%S %p}",
}


def read(*texts):
    return read_dates("opened", pd.Series(texts, dtype="str"))


@pytest.mark.parametrize("form", FORMS)
@BRIEFLY
@given(moments=st.lists(MOMENTS, min_size=1, max_size=5))
def test_every_form_comes_back_to_the_second(form, moments):
    found = read(*(FORMS[form].format(each) for each in moments))
    assert found.fault.tolist() == [""] * len(moments)
    assert found.values.tolist() == moments


@BRIEFLY
@given(MOMENTS)
def test_serial_numbers_come_back_to_the_second(moment):
    days = (moment - datetime(1899, 12, 30)) / pd.Timedelta(days=1)
    found = read(repr(float(days)))
    assert found.values.tolist() == ([moment] if days >= 20_000 else [None])


@BRIEFLY
@given(st.integers(1, 40), st.integers(1, 14), st.integers(0, 30), st.integers(0, 70), st.integers(0, 70))
def test_what_is_in_no_calendar_or_on_no_clock_is_said(day, month, hour, minute, second):
    found = read(f"2023/{month}/{day} {hour}:{minute:02}:{second:02}")
    try:
        known = datetime(2023, month, day)
    except ValueError:
        assert found.fault.tolist() == ["impossible_date"]
        return
    if hour > 23 or minute > 59 or second > 59:
        assert found.fault.tolist() == ["impossible_time"]
    else:
        assert found.values.tolist() == [known.replace(hour=hour, minute=minute, second=second)]


@BRIEFLY
@given(st.text(max_size=20))
def test_no_text_is_a_traceback(text):
    found = read(text)
    assert np.isnat(found.values[0]) == bool(found.fault[0] or text == "")


@pytest.mark.parametrize(
    ("text", "hour"),
    [("上午9:05", 9), ("下午3:05", 15), ("下午12:05", 12), ("上午12:05", 0), ("中午12:05", 12)],
)
def test_chinese_halves_of_the_day(text, hour):
    assert read(f"2024年5月6日 {text}").values.tolist() == [datetime(2024, 5, 6, hour, 5)]


@pytest.mark.parametrize(
    "text", ["2011", "2011-07", "7/4/11", "4 July", "1309766000000", "2011-07-04T07:53 CET", "-"]
)
def test_what_is_no_known_form_is_not_guessed(text):
    assert read(text).fault.tolist() == ["unreadable_date"]


@pytest.mark.parametrize(
    "text", ["2023/1/1 0:00:60", "2023-01-01T00:00:60", "2023/1/1 24:00", "2023年1月1日 0:60"]
)
def test_a_second_or_hour_that_no_clock_of_an_office_shows_is_said(text):
    assert read(text).fault.tolist() == ["impossible_time"]


# --- day and month


def test_day_and_month_are_told_apart_by_the_rest_of_the_column():
    day_first = read("03/09/2011 08:15", "25/12/2011", "")
    assert day_first.values.tolist() == [datetime(2011, 9, 3, 8, 15), datetime(2011, 12, 25), None]
    assert day_first.notes == (
        "opened: day before month in dates such as 03/04/2011, as its other dates show",
    )
    month_first = read("03/09/2011 8:15:00 PM", "12/25/2011")
    assert month_first.values.tolist() == [datetime(2011, 3, 9, 20, 15), datetime(2011, 12, 25)]


def test_where_nothing_or_both_decide_only_the_certain_ones_are_read():
    assert read("03/09/2011", "05/05/2011").fault.tolist() == ["date_format_ambiguous", ""]
    found = read("03/09/2011", "25/12/2011", "12/25/2011")
    assert found.fault.tolist() == ["date_format_ambiguous", "", ""]
    assert found.values.tolist() == [None, datetime(2011, 12, 25), datetime(2011, 12, 25)]


# --- what a case makes of them


def cases(tmp_path, *rows, headings=HEADINGS):
    lines = [f"{number},{row},Sign Repair,2110,Self Service" for number, row in enumerate(rows)]
    return read_log(written(tmp_path, headings, *lines))


def test_times_of_several_offsets_are_put_on_one_clock(tmp_path):
    log = cases(tmp_path, "2024-05-01T08:00:00+08:00,2024-05-01T02:00:00Z", "2024-05-02T08:00+08:00,")
    assert log.cases["closed"][0] - log.cases["opened"][0] == pd.Timedelta(hours=2)
    assert log.cases["opened"][0] == pd.Timestamp("2024-05-01 08:00")
    assert "1 times of other offsets were moved to that clock" in log.notes


def test_summer_time_keeps_the_clock_of_the_place(tmp_path):
    log = cases(tmp_path, "2024-03-01T08:00-05:00,2024-07-01T08:00-04:00", "2024-07-01T08:00-04:00,")
    assert log.cases["opened"].astype("str").tolist() == ["2024-03-01 08:00:00", "2024-07-01 08:00:00"]
    assert log.cases["closed"][0] == pd.Timestamp("2024-07-01 08:00")


def test_a_due_time_with_a_fault_is_left_out_and_the_case_is_read(tmp_path):
    headings = HEADINGS.replace("precinct", "due")
    rows = [
        f"{number},2024-05-02,,Sign,{due},Call"
        for number, due in enumerate(["2024-05-01", "2024-05-33", "soon"])
    ]
    log = read_log(written(tmp_path, headings, *rows))
    assert log.cases["due"].isna().tolist() == [True] * 3
    assert log.faults[["line", "fault", "treatment"]].values.tolist() == [
        [2, "due_before_opened", "accepted"],
        [3, "impossible_date", "accepted"],
        [4, "unreadable_date", "accepted"],
    ]


def test_hours_close_a_case_and_must_agree_with_a_closing_time(tmp_path):
    headings = HEADINGS.replace("precinct", "hours")
    rows = [
        "1,2024-05-02T08:00,,Sign,1.5,Call",
        "2,2024-05-02T08:00,2024-05-02T10:00,Sign,2.01,Call",
        "3,2024-05-02T08:00,2024-05-02T10:00,Sign,3,Call",
        "4,2024-05-02T08:00,,Sign,,Call",
        "5,2024-05-02T08:00,,Sign,long,Call",
    ]
    log = read_log(written(tmp_path, headings, *rows))
    ten = pd.Timestamp("2024-05-02 10:00")
    assert log.cases["closed"][:3].tolist() == [pd.Timestamp("2024-05-02 09:30"), ten, ten]
    assert log.cases["closed"].isna().tolist() == [False] * 3 + [True] * 2
    assert log.faults[["line", "fault"]].values.tolist() == [[4, "hours_disagree"], [6, "unreadable_number"]]


@BRIEFLY
@given(
    st.lists(
        st.tuples(MOMENTS.filter(lambda time: time.year < 2020), st.integers(0, 10**6)),
        min_size=1,
        max_size=8,
    )
)
def test_a_log_that_is_written_and_read_again_is_the_same(tmp_path_factory, pairs):
    rows = [
        f"{number},{start.isoformat()},{(start + pd.Timedelta(minutes=took)).isoformat()},Sign,2110,Call"
        for number, (start, took) in enumerate(pairs)
    ]
    log = read_log(written(tmp_path_factory.mktemp("log"), HEADINGS, *rows))
    assert log.cases["opened"].tolist() == [start for start, _ in pairs]
    took = (log.cases["closed"] - log.cases["opened"]) / pd.Timedelta(minutes=1)
    assert took.tolist() == [minutes for _, minutes in pairs]
    folder = tmp_path_factory.mktemp("again")
    log.cases.drop(columns="line").to_csv(folder / "log.csv", index=False)
    again = read_log(folder / "log.csv")
    pd.testing.assert_frame_equal(again.cases, log.cases)
