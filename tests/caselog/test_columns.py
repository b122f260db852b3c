"""Columns are recognised by their headings, shown, and can be set; what tells who somebody is is refused."""

import csv
from importlib.resources import files

import pandas as pd
import pytest

from simulation.caselog import LogError, read_log
from simulation.caselog.log import FIELDS
from simulation.caselog.recognition.headings import plain
from simulation.caselog.recognition.personal import looks_personal, personal_name
from tests.caselog.logs import GOOD, HEADINGS, written

SYSTEMS = {
    "12345": (
        "工单编号,受理时间,办结时间,截止时间,诉求类型,承办单位,所属社区,诉求来源,办理结果,是否按期",
        "case_id,opened,closed,due,type,unit,area,channel,outcome,on_time",
    ),
    "city management": (
        "任务号,上报时间,结案时间,应办结时间,大类名称,小类,处置部门,网格,问题来源,是否超期",
        "case_id,opened,closed,due,,type,unit,area,channel,overdue",
    ),
    "Boston": (
        "case_enquiry_id,open_dt,target_dt,closed_dt,ontime,case_title,subject,reason,type,queue,department,"
        "precinct,source",
        "case_id,opened,due,closed,on_time,,,,type,unit,,area,channel",
    ),
    "New York": (
        "Unique Key,Created Date,Closed Date,Agency,Complaint Type,Descriptor,Due Date,Community Board,"
        "Open Data Channel Type",
        "case_id,opened,closed,unit,type,,due,area,channel",
    ),
    "San Francisco": (
        "CaseID,Opened,Closed,Status,Responsible Agency,Category,Request Type,Neighborhood,Source",
        "case_id,opened,closed,status,unit,,type,area,channel",
    ),
    "Chicago": (
        "SR_NUMBER,SR_TYPE,OWNER_DEPARTMENT,STATUS,CREATED_DATE,CLOSED_DATE,COMMUNITY_AREA,ORIGIN,PARENT_SR_NUMBER",
        "case_id,type,unit,status,opened,closed,area,channel,previous",
    ),
}
DATE = "2024-05-06 07:08"
CELLS = {**dict.fromkeys(["opened", "closed", "due"], DATE), "on_time": "是", "overdue": "否"}


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_headings_of_systems_are_recognised(tmp_path, system):
    headings, fields = (text.split(",") for text in SYSTEMS[system])
    row = [CELLS.get(field, f"text of {heading}") for heading, field in zip(headings, fields, strict=True)]
    log = read_log(written(tmp_path, ",".join(headings), ",".join(row)))
    assert log.columns == {field: heading for heading, field in zip(headings, fields, strict=True) if field}
    (case,) = log.cases.to_dict("records")
    for heading, field in zip(headings, fields, strict=True):
        if field in ("case_id", "type", "unit", "area", "channel", "outcome", "previous"):
            assert case[field] == f"text of {heading}"
    assert case["opened"] == pd.Timestamp(DATE)


def test_a_flag_of_being_late_is_turned_round(tmp_path):
    headings = HEADINGS.replace("precinct", "是否超期")
    words = ["是", "否", "", "?"]
    rows = [GOOD.replace("1", str(n), 1).replace("2110", word) for n, word in enumerate(words)]
    log = read_log(written(tmp_path, headings, *rows))
    assert log.cases["on_time"].tolist() == [0, 1, pd.NA, pd.NA]
    assert log.faults[["line", "fault", "treatment"]].values.tolist() == [[5, "unknown_word", "accepted"]]


def test_each_heading_of_the_tables_belongs_to_one_field_and_none_is_personal():
    with files("simulation.caselog.recognition").joinpath("headings.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    fields = {}
    for row in rows:
        fields.setdefault(plain(row["heading"]), set()).add(row["field"])
    assert {row["field"] for row in rows} == set(FIELDS)
    assert [heading for heading, several in fields.items() if len(several) > 1] == []
    assert [row["heading"] for row in rows if personal_name(row["heading"])] == []


def test_of_two_columns_for_a_field_the_first_known_is_taken_and_that_is_said(tmp_path):
    headings, row = f"{HEADINGS},小类,大类", f"{GOOD},路灯不亮,市政"
    log = read_log(written(tmp_path, headings.replace(",type", ",备注"), row))
    assert log.cases["type"].tolist() == ["路灯不亮"]
    assert "type: the column '小类' was taken, before '大类'; --map type=HEADING takes another" in log.notes
    assert "columns left aside: '备注', '大类'" in log.notes


def test_a_column_can_be_set_and_left_out(tmp_path):
    path = written(tmp_path, HEADINGS.replace("type", "Was ist los?"), GOOD)
    log = read_log(path, {"type": "Was ist los?", "channel": ""})
    assert log.cases["type"].tolist() == ["Street Light Outages"]
    assert log.cases["channel"].tolist() == [""] and "channel" not in log.columns
    assert "columns left aside: 'channel'" in log.notes


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        ({"typ": "type"}, r"'typ' is no field of a log; allowed: case_id, .*did you mean 'type'\?"),
        ({"type": "tipe"}, r"no heading 'tipe' for the field type; the log has 'case_id', .*'type'\?"),
        ({"closed": ""}, "no column is known as the field closed"),
    ],
)
def test_a_mapping_that_fits_nothing_is_one_sentence(tmp_path, mapping, says):
    with pytest.raises(LogError, match=says):
        read_log(written(tmp_path, HEADINGS, GOOD), mapping)


# --- who somebody is

IDENTITY = "11010519491231002X"
"""The example of the standard itself."""


@pytest.mark.parametrize(
    "heading",
    [
        *("姓名", "联系电话", "手机号码", "身份证号", "家庭住址", "问题地址", "诉求人"),
        *("name", "Phone", "e-mail", "EmailAddress", "Incident Address", "latitude", "Longitude"),
    ],
)
def test_personal_columns_are_refused_by_name(tmp_path, heading):
    log = read_log(written(tmp_path, f"{HEADINGS},{heading}", f"{GOOD},张三"))
    assert f"personal columns, refused: '{heading}'" in log.notes
    assert not log.cases.isin(["张三"]).any(axis=None)
    with pytest.raises(LogError, match="tells who or where somebody is"):
        read_log(written(tmp_path, f"{HEADINGS},{heading}", f"{GOOD},张三"), {"outcome": heading})


PERSONAL = [
    *("13812345678", "请回电+86 13812345678。", IDENTITY, f"身份证{IDENTITY.lower()}"),
    *("a.b@c-d.cn", "28.21235"),
]


@pytest.mark.parametrize("value", PERSONAL)
@pytest.mark.parametrize("field", ["case_id", "type", "precinct", "channel"])
def test_a_personal_value_in_a_column_that_is_asked_for_ends_the_reading(tmp_path, value, field):
    cells = dict(zip(HEADINGS.split(","), GOOD.split(","), strict=True))
    cells |= {"case_id": "2", field: value}
    with pytest.raises(LogError) as error:
        read_log(written(tmp_path, HEADINGS, GOOD, ",".join(cells.values())))
    assert f"line 3: the column '{field}'" in str(error.value)
    assert value not in str(error.value)


def numbered(tmp_path, numbers):
    """A log whose cases have these numbers."""
    return written(tmp_path, HEADINGS, *(GOOD.replace(GOOD.split(",")[0], each, 1) for each in numbers))


def test_numbers_of_cases_may_have_eleven_digits(tmp_path):
    # given a series that looks, one by one, like mobile numbers
    numbers = [f"1511000{each:04}" for each in range(5)]
    log = read_log(numbered(tmp_path, numbers))
    assert log.cases["case_id"].tolist() == numbers


@pytest.mark.parametrize(
    "numbers",
    [
        [f"1511000{each:04}" for each in range(4)],  # too few to tell
        [*(f"1511000{each:04}" for each in range(5)), "15110000000"],  # one of them twice
        ["13812345678", "15912345678", "13912345678", "18612345678", "13312345678"],  # of many networks
        [*(f"1511000{each:04}" for each in range(5)), "请回电 15110000009"],
    ],
)
def test_numbers_of_callers_in_place_of_cases_still_end_the_reading(tmp_path, numbers):
    with pytest.raises(LogError, match=r"\(case_id\) holds what tells who or where somebody is"):
        read_log(numbered(tmp_path, numbers))


@pytest.mark.parametrize("value", PERSONAL)
def test_a_personal_value_where_a_date_should_be_is_not_repeated(tmp_path, value):
    log = read_log(written(tmp_path, HEADINGS, GOOD.replace("2011-07-04T07:53", value)))
    assert log.faults["text"].tolist() == ["(personal, not kept)"]


def test_a_log_without_headings_does_not_repeat_who_is_in_it(tmp_path):
    with pytest.raises(LogError) as error:
        read_log(written(tmp_path, "1,2011-07-04,张三,13812345678"))
    assert "13812345678" not in str(error.value)


@pytest.mark.parametrize(
    "value",
    [
        "110105194912310021",
        "12345678901",
        "238123456789",
        "20240513000123456789",
        "5238.72",
        "1.5",
        "路灯 2110",
    ],
)
def test_ordinary_numbers_are_not_taken_for_people(value):
    assert not looks_personal(pd.Series([value], dtype="str")).any()
