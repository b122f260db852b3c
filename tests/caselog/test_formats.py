"""A log is the same cases in whatever kind of file it comes."""

import gzip
import json
import sqlite3
from datetime import date, datetime

import pandas as pd
import pytest

from simulation.caselog import LogError, read_log
from simulation.caselog.sources.cells import text_of
from tests.caselog.logs import LOGS

EXAMPLE = LOGS / "example_log.csv"
CHINESE = LOGS / "example_log_zh.csv"


@pytest.fixture(scope="module")
def told():
    return read_log(EXAMPLE).cases


@pytest.fixture(scope="module")
def texts():
    return pd.read_csv(EXAMPLE, dtype=str, keep_default_na=False)


def same(found, told):
    """Whether all but the lines and what both call their channels is equal."""
    pd.testing.assert_frame_equal(found.drop(columns="line"), told.drop(columns="line"))


# --- text with separators


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_separators_are_found_by_themselves(tmp_path, texts, told, separator):
    texts.to_csv(tmp_path / "log.txt", sep=separator, index=False)
    same(read_log(tmp_path / "log.txt").cases, told)


def test_a_packed_log_is_unpacked(tmp_path, told):
    path = tmp_path / "log.csv.gz"
    path.write_bytes(gzip.compress(EXAMPLE.read_bytes()))
    same(read_log(path).cases, told)


def test_the_chinese_export_gives_the_same_cases_as_the_english_one(told):
    found = read_log(CHINESE)
    assert found.faults.empty
    same_fields = ["line", "case_id", "opened", "closed", "due", "area", "staff", "on_time"]
    pd.testing.assert_frame_equal(found.cases[same_fields], told[same_fields])
    # and types and channels are the same ones in another language
    for name in ("type", "channel"):
        pairs = set(zip(found.cases[name], told[name], strict=True))
        assert len(pairs) == found.cases[name].nunique() == told[name].nunique()


# --- tables


def excel(path, frame):
    pytest.importorskip("openpyxl", reason="Excel needs the extra 'office'")
    frame.to_excel(path, index=False)


def test_a_sheet_with_dates_as_dates_gives_the_same_cases(tmp_path, texts, told):
    dates = {name: pd.to_datetime(texts[name], errors="coerce") for name in ("opened", "closed")}
    excel(tmp_path / "log.xlsx", texts.assign(**dates))
    log = read_log(tmp_path / "log.xlsx")
    assert log.faults.empty
    pd.testing.assert_frame_equal(log.cases, told)


def test_dates_as_the_serial_numbers_of_a_sheet_are_read_to_the_second(tmp_path, texts, told):
    start = pd.Timestamp("1899-12-30")
    serial = {
        name: (pd.to_datetime(texts[name]) - start) / pd.Timedelta(days=1) for name in ("opened", "closed")
    }
    excel(tmp_path / "log.xlsx", texts.assign(**serial))
    pd.testing.assert_frame_equal(read_log(tmp_path / "log.xlsx").cases, told)


def test_a_title_above_the_headings_and_a_second_sheet_are_said(tmp_path, texts, told):
    pytest.importorskip("openpyxl", reason="Excel needs the extra 'office'")
    with pd.ExcelWriter(tmp_path / "log.xlsx") as book:
        pd.DataFrame({"说明": ["本表由系统导出"]}).to_excel(book, sheet_name="说明", index=False)
        texts.to_excel(book, sheet_name="工单", index=False, startrow=2)
        book.sheets["工单"]["A1"] = "2011年工单"
    log = read_log(tmp_path / "log.xlsx")
    same(log.cases, told)
    assert log.cases["line"][0] == 4
    assert "the sheet '工单' was read; left aside: '说明'" in log.notes
    assert any("the headings stand in line 3" in note for note in log.notes)


def test_parquet_gives_the_same_cases(tmp_path, texts, told):
    pytest.importorskip("pyarrow", reason="Parquet needs the extra 'office'")
    dates = {name: pd.to_datetime(texts[name]) for name in ("opened", "closed")}
    texts.assign(**dates).to_parquet(tmp_path / "log.parquet")
    pd.testing.assert_frame_equal(read_log(tmp_path / "log.parquet").cases, told)


def test_without_the_library_a_sentence_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr("simulation.caselog.sources.excel.find_spec", lambda name: None)
    path = tmp_path / "log.xlsx"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(LogError, match=r"needs openpyxl.*\.\[office\]"):
        read_log(path)


@pytest.mark.parametrize("name", ["excel", "parquet"])
def test_a_damaged_table_is_one_sentence(tmp_path, name):
    pytest.importorskip("openpyxl" if name == "excel" else "pyarrow")
    path = tmp_path / "log"
    path.write_bytes({"excel": b"PK\x03\x04", "parquet": b"PAR1"}[name] + b"no table" * 20)
    with pytest.raises(LogError, match=r"log: (no Excel|a Parquet) file"):
        read_log(path)


# --- Open311


OPEN311 = [
    {
        "service_request_id": "a1", "status": "closed", "service_name": "Pothole",
        "requested_datetime": "2024-05-01T08:00:00+08:00", "updated_datetime": "2024-05-02T09:30:00+08:00",
        "expected_datetime": "2024-05-04T08:00:00+08:00", "agency_responsible": "Roads",
        "address": "1 Long Street", "lat": 28.2123456, "long": 112.9,
    },
    {
        "service_request_id": "a2", "status": "open", "service_name": "Pothole",
        "requested_datetime": "2024-05-01T08:00:00+08:00", "updated_datetime": "2024-05-02T09:30:00+08:00",
        "expected_datetime": None, "agency_responsible": "Roads", "address": "2 Long Street",
    },
]  # fmt: skip


@pytest.mark.parametrize("form", ["json", "csv"])
def test_open311_is_closed_only_where_its_status_says_so(tmp_path, form):
    path = tmp_path / f"requests.{form}"
    text = json.dumps(OPEN311) if form == "json" else pd.DataFrame(OPEN311).to_csv(index=False)
    path.write_text(text, encoding="utf-8")
    log = read_log(path)
    assert log.cases["opened"].tolist() == [pd.Timestamp("2024-05-01 08:00")] * 2
    assert log.cases["closed"][0] == pd.Timestamp("2024-05-02 09:30")
    assert log.cases["due"][0] == pd.Timestamp("2024-05-04 08:00")
    assert log.cases[["closed", "due"]].isna().iloc[1].all()
    assert log.cases["unit"].tolist() == ["Roads", "Roads"]
    assert log.columns["closed"] == "updated_datetime"
    assert any("personal columns, refused: 'address', 'lat', 'long'" in note for note in log.notes)


# --- event logs


XES = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xmlns="http://www.xes-standard.org/">
 <global scope="trace"><string key="concept:name" value="none"/></global>
 <trace>
  <string key="concept:name" value="K1"/><string key="type" value="路灯"/>
  <event><string key="concept:name" value="受理"/><string key="org:group" value="热线"/>
   <date key="time:timestamp" value="2024-05-01T08:00:00.000+08:00"/></event>
  <event><string key="concept:name" value="办结"/><string key="org:group" value="城管"/>
   <string key="org:resource" value="张三"/>
   <date key="time:timestamp" value="2024-05-02T09:30:00.000+08:00"/></event>
 </trace>
 <trace>
  <string key="concept:name" value="K2"/><string key="type" value="垃圾"/>
  <event><string key="concept:name" value="受理"/>
   <date key="time:timestamp" value="2024-05-03T08:00:00+08:00"/></event>
 </trace>
</log>"""


def check_events(log):
    """Whether a log holds the two cases of the event logs here."""
    cases = log.cases
    assert cases["case_id"].tolist() == ["K1", "K2"]
    assert cases["type"].tolist() == ["路灯", "垃圾"]
    assert cases["opened"].tolist() == [pd.Timestamp("2024-05-01 08:00"), pd.Timestamp("2024-05-03 08:00")]
    assert cases["closed"][0] == pd.Timestamp("2024-05-02 09:30") and pd.isna(cases["closed"][1])


def test_a_trace_of_xes_is_a_case(tmp_path):
    path = tmp_path / "log.xes"
    path.write_text(XES, encoding="utf-8")
    log = read_log(path)
    check_events(log)
    assert log.cases["line"].tolist() == [4, 12]
    assert log.cases["unit"].tolist() == ["城管", ""]
    assert "personal columns, refused: 'org:resource'" in log.notes


BOMB = '<?xml version="1.0"?><!DOCTYPE log [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize("head", [BOMB, '<!DOCTYPE log SYSTEM "file:///etc/passwd">'])
def test_a_document_type_is_refused_before_anything_unfolds(tmp_path, head):
    path = tmp_path / "log.xes"
    path.write_text(head + XES.partition("?>")[2].replace("K1", "&b;"), encoding="utf-8")
    with pytest.raises(LogError, match="declares a document type"):
        read_log(path)


def test_xml_that_ends_too_early_is_one_sentence(tmp_path):
    path = tmp_path / "log.xes"
    path.write_text(XES[:-30], encoding="utf-8")
    with pytest.raises(LogError, match=r"log\.xes: no XML that can be read"):
        read_log(path)


OBJECTS = [("K1", "工单", "路灯"), ("K2", "工单", "垃圾"), ("城管", "承办单位", "")]
EVENTS = [
    ("e1", "2024-05-01T08:00:00", ["K1"]),
    ("e2", "2024-05-02T09:30:00", ["K1", "城管"]),
    ("e3", "2024-05-03T08:00:00", ["K2"]),
]


def ocel_json(path):
    def values(what):
        return [{"name": "type", "time": "2024-05-01", "value": what}] if what else []

    def about(names):
        return [{"objectId": name, "qualifier": "of"} for name in names]

    log = {
        "objects": [{"id": name, "type": kind, "attributes": values(what)} for name, kind, what in OBJECTS],
        "events": [
            {"id": name, "type": "step", "time": time, "relationships": about(names)}
            for name, time, names in EVENTS
        ],
    }
    path.write_text(json.dumps(log), encoding="utf-8")


def ocel_xml(path):
    def about(names):
        return "".join(f'<relationship object-id="{name}" qualifier="of"/>' for name in names)

    objects = "".join(
        f'<object id="{name}" type="{kind}"><attributes>'
        f'<attribute name="type" time="2024-05-01">{what}</attribute></attributes></object>'
        for name, kind, what in OBJECTS
    )
    events = "".join(
        f'<event id="{name}" type="step" time="{time}"><objects>{about(names)}</objects></event>'
        for name, time, names in EVENTS
    )
    inside = f"<object-types/><event-types/><objects>{objects}</objects><events>{events}</events>"
    path.write_text(f"<log>{inside}</log>", encoding="utf-8")


def ocel_sqlite(path):
    with sqlite3.connect(path) as base:
        base.execute("create table object_map_type (ocel_type, ocel_type_map)")
        base.execute("create table event_map_type (ocel_type, ocel_type_map)")
        base.execute("create table object (ocel_id, ocel_type)")
        base.execute("create table event_object (ocel_event_id, ocel_object_id, ocel_qualifier)")
        base.execute("create table object_case (ocel_id, ocel_time, ocel_changed_field, type)")
        base.execute("create table object_unit (ocel_id, ocel_time, ocel_changed_field)")
        base.execute("create table event_step (ocel_id, ocel_time)")
        base.executemany(
            "insert into object_map_type values (?, ?)", [("工单", "case"), ("承办单位", "unit")]
        )
        base.execute("insert into event_map_type values ('step', 'step')")
        base.executemany("insert into object values (?, ?)", [(name, kind) for name, kind, _ in OBJECTS])
        cases = [(name, "1970-01-01", None, what) for name, kind, what in OBJECTS if kind == "工单"]
        base.executemany("insert into object_case values (?, ?, ?, ?)", cases)
        base.executemany("insert into event_step values (?, ?)", [(name, time) for name, time, _ in EVENTS])
        pairs = [(name, one, "") for name, _, about in EVENTS for one in about]
        base.executemany("insert into event_object values (?, ?, ?)", pairs)
    base.close()


@pytest.mark.parametrize("write", [ocel_json, ocel_xml, ocel_sqlite])
def test_an_object_of_ocel_is_a_case(tmp_path, write):
    write(tmp_path / "log")
    log = read_log(tmp_path / "log")
    check_events(log)
    assert log.cases["unit"].tolist() == ["城管", ""]
    assert any("an object of the type '工单'" in note for note in log.notes)


def test_the_type_of_object_that_is_a_case_can_be_said(tmp_path):
    ocel_json(tmp_path / "log")
    with pytest.raises(LogError, match="no column is known as the field type"):
        read_log(tmp_path / "log", {"case_id": "承办单位"})


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("log.json", b'{"a": 1}', "this JSON is no log"),
        ("log.json", b"[1, 2]", "this JSON is no log"),
        ("log.json", b"[{]", "no JSON in UTF-8"),
        ("log.json", b'{"objects": [{}], "events": []}', "no OCEL 2.0 that can be read"),
        ("log.xml", b"<html></html>", "this XML is no log"),
        ("log.sqlite", b"SQLite format 3\0" + b"x" * 200, "no database of OCEL 2.0"),
        ("log.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "of the old form"),
        ("log.bin", b"\x00\x01\x02\x03" * 9, "no log that can be read"),
        ("log.csv", b"", "the file is empty"),
    ],
)
def test_what_is_no_log_is_one_sentence(tmp_path, name, content, says):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(LogError, match=says) as error:
        read_log(path)
    assert str(error.value).startswith(str(path)) and "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime(2011, 7, 4, 7, 52, 59, 999_999), "2011-07-04T07:53:00"),
        (datetime(2011, 7, 4, 7, 53, 0, 400), "2011-07-04T07:53:00"),
        (date(2011, 7, 4), "2011-07-04"),
        *((2110.0, "2110"), (60.87, "60.87"), (7, "7"), (True, "1"), ("0306", "0306")),
        *((None, ""), (float("nan"), ""), (pd.NaT, ""), ({"a": 1}, "")),
    ],
)
def test_a_cell_is_the_text_that_one_would_have_typed(value, text):
    assert text_of(value) == text
