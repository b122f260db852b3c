"""Text is read in its encoding or not at all: never as strange signs."""

import pytest

from simulation.caselog import LogError, read_log
from tests.caselog.logs import GOOD, HEADINGS, LOGS, written

CHINESE = "案件编号,上报时间,结案时间,类别,网格,渠道"
LAMP = "1,2011/7/4 7:53,2011/7/6 20:45,路灯不亮,2110,网上自助"
WASTE = "2,2011/7/4 8:01,2011/7/5 8:34,大件垃圾预约清运,2110,居民来电"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_chinese_is_read_in_every_encoding_that_offices_use(tmp_path, encoding):
    log = read_log(written(tmp_path, CHINESE, LAMP, WASTE, encoding=encoding))
    assert log.cases["type"].tolist() == ["路灯不亮", "大件垃圾预约清运"]
    assert log.cases["channel"].tolist() == ["网上自助", "居民来电"]
    assert log.faults.empty


def test_gbk_is_said():
    log = read_log(LOGS / "bad_log_gbk.csv")
    assert len(log.cases) == 6 and log.notes == ["read as GBK"]


def test_a_line_of_another_encoding_is_named_and_rejected():
    log = read_log(LOGS / "bad_log_mixed_encoding.csv")
    assert log.faults[["line", "fault", "treatment"]].values.tolist() == [[4, "not_utf8", "rejected"]]
    assert log.cases["line"].tolist() == [2, 3, 5, 6, 7]
    assert any("line 4 is not UTF-8" in note for note in log.notes)


def test_a_line_of_utf8_in_a_log_of_gbk_is_rejected_too(tmp_path):
    path = tmp_path / "log.csv"
    lines = [line.encode("gbk") for line in (CHINESE, LAMP, LAMP.replace("1", "3", 1))]
    path.write_bytes(b"\n".join([*lines, WASTE.encode()]))
    log = read_log(path)
    assert log.cases["line"].tolist() == [2, 3]
    assert log.faults[["line", "fault"]].values.tolist() == [[4, "not_gbk"]]


def test_a_western_encoding_is_not_taken_for_chinese(tmp_path):
    path = tmp_path / "log.csv"
    path.write_bytes(f"{HEADINGS}\n{GOOD}\n{GOOD.replace('1', '2', 1)} Café\n".encode("latin-1"))
    log = read_log(path)
    assert log.cases["line"].tolist() == [2]
    assert log.faults["fault"].tolist() == ["not_utf8"]


def test_utf16_that_is_cut_off_is_one_sentence(tmp_path):
    path = tmp_path / "log.csv"
    path.write_bytes("\n".join([CHINESE, LAMP]).encode("utf-16")[:-1])
    with pytest.raises(LogError, match="no UTF-16"):
        read_log(path)


# --- records and lines


def test_a_cell_of_several_lines_is_one_record_at_its_first_line(tmp_path):
    log = read_log(written(tmp_path, HEADINGS, GOOD.replace("Self Service", '"Self\nService"'), "", GOOD[1:]))
    assert log.cases["line"].tolist() == [2]
    assert log.cases["channel"][0] == "Self\nService"
    assert log.faults[["line", "fault"]].values.tolist() == [[4, "blank_line"], [5, "missing_id"]]


@pytest.mark.parametrize("torn", ["Street Light Outages", "Self Service"])
def test_a_quotation_mark_that_is_never_closed_costs_its_own_line_alone(tmp_path, torn):
    rows = [GOOD.replace("1", str(number), 1) for number in range(1, 6)]
    rows[1] = rows[1].replace(torn, f'"{torn}')
    log = read_log(written(tmp_path, HEADINGS, *rows))
    assert log.cases["line"].tolist() == [2, 4, 5, 6]
    assert log.faults[["line", "fault"]].values.tolist() == [[3, "open_quote"]]


@pytest.mark.parametrize("marks", [(0, 1), (0, 2, 4), (1, 3), (0, 1, 2, 3, 4, 5)])
@pytest.mark.parametrize("torn", ['"Self Service', 'Self" Service', 'Self Service"', 'Self "Service'])
def test_open_quotation_marks_never_hide_the_lines_between_them(tmp_path, marks, torn):
    # given several lines with one mark each, which a reader of CSV may take for pairs
    rows = [GOOD.replace("1", str(number), 1) for number in range(1, 7)]
    for row in marks:
        rows[row] = rows[row].replace("Self Service", torn)
    log = read_log(written(tmp_path, HEADINGS, *rows))
    # then each line is a case, or has its fault
    seen = sorted([*log.cases["line"], *log.faults.loc[log.faults["treatment"] == "rejected", "line"]])
    assert seen == [2, 3, 4, 5, 6, 7]
    good = [line for line in seen if line - 2 not in marks]
    assert set(good) <= set(log.cases["line"])
    assert not log.cases["channel"].str.contains("\n").any()


def test_a_mark_that_opens_and_one_that_closes_far_below_are_no_pair(tmp_path):
    rows = [GOOD.replace("1", str(number), 1) for number in range(1, 6)]
    rows[0] = rows[0].replace("Self Service", '"Self Service')
    rows[3] = rows[3].replace("Self Service", 'Self Service"')
    log = read_log(written(tmp_path, HEADINGS, *rows))
    assert log.cases["line"].tolist() == [3, 4, 5, 6]
    assert log.faults[["line", "fault"]].values.tolist() == [[2, "open_quote"]]


def test_a_short_line_is_not_hidden_by_a_mark_above_it(tmp_path):
    rows = [GOOD.replace("Self Service", '"Self Service'), '7,"short', GOOD.replace("1", "2", 1)]
    log = read_log(written(tmp_path, HEADINGS, *rows))
    assert log.cases["line"].tolist() == [4]
    assert log.faults["line"].tolist() == [2, 3]


def test_marks_inside_a_cell_are_no_fault(tmp_path):
    row = GOOD.replace("Street Light Outages", '"Work" w/out Permit')
    log = read_log(written(tmp_path, HEADINGS, row, GOOD.replace("1", "2", 1)))
    assert log.cases["line"].tolist() == [2, 3] and log.faults.empty
    assert log.cases["type"][0] == "Work w/out Permit"


def test_a_long_log_with_an_open_quotation_mark_is_read_on(tmp_path):
    # given more text behind the mark than one cell may hold
    rows = [GOOD.replace("1", str(number), 1) for number in range(2, 3_000)]
    log = read_log(written(tmp_path, HEADINGS, GOOD.replace("Self", '"Self'), *rows))
    assert len(log.cases) == len(rows)
    assert log.faults["line"].tolist() == [2]


def test_blank_lines_at_the_end_are_no_faults(tmp_path):
    log = read_log(written(tmp_path, HEADINGS, "", GOOD, "", ",,,,,", ""))
    assert log.faults[["line", "fault", "treatment"]].values.tolist() == [[2, "blank_line", "skipped"]]
