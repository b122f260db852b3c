"""Every fault of a bad log is found in one run, with its line; good lines between them are read."""

import pandas as pd
import pytest

from simulation.caselog import read_log
from tests.caselog.logs import GOOD, HEADINGS, LOGS, written

EXPECTED = pd.read_csv(LOGS / "bad_log_expected.csv")
KINDS = sorted(set(pd.read_csv(LOGS / "example_log.csv")["type"]))
TREATMENT = {"reject": "rejected", "accept": "accepted", "warn;": "accepted", "skip": "skipped"}
OTHERWISE = {25: "accepted"}  # a closing time in 2099 is read as "open", which its line allows too


@pytest.fixture(scope="module")
def log():
    return read_log(LOGS / "bad_log.csv", types=KINDS)


@pytest.mark.parametrize("expected", list(EXPECTED.itertuples()), ids=lambda each: f"line-{each.line}")
def test_each_fault_is_found_at_its_line_and_treated_as_expected(log, expected):
    found = log.faults[log.faults["line"] == expected.line]
    code = expected.fault.split()[0].removesuffix(",").removesuffix(")")
    assert set(found["fault"]) == {code}
    treatment = OTHERWISE.get(expected.line, TREATMENT[expected.expected.split()[0]])
    assert set(found["treatment"]) == {treatment}


def test_no_other_line_has_a_fault_and_what_is_not_rejected_is_read(log):
    assert set(log.faults["line"]) == set(EXPECTED["line"])
    assert log.cases["line"].tolist() == [2, 3, 4, 6, 9, 12, 13, 15, 17, 23, 25, 26, 27, 28, 29]
    assert log.cases.index.tolist() == list(range(15))


def test_accepted_faults_are_read_as_they_are_meant(log):
    by_line = log.cases.set_index("line")
    assert by_line["opened"][12] == pd.Timestamp("2011-07-11 08:05")
    assert by_line["closed"][13] == pd.Timestamp("2011-07-12 09:15")
    assert by_line["type"][17] == "other"
    assert by_line["case_id"][23] == "1032"
    assert pd.isna(by_line["closed"][25])


def test_mixed_formats_are_said_with_their_counts(log):
    assert "opened: formats of dates are mixed: 18 iso, 1 slash_ymd, 1 chinese" in log.notes


def test_without_a_list_of_types_every_type_is_kept():
    log = read_log(LOGS / "bad_log.csv")
    assert "Alien Landing" in set(log.cases["type"])
    assert "unknown_class" not in set(log.faults["fault"])


def test_the_second_of_a_number_names_the_line_of_the_first(log):
    (said,) = log.faults.loc[log.faults["fault"] == "duplicate_id", "text"]
    assert said == "2 (first at line 3)"


def test_columns_have_the_types_that_others_build_on(log):
    texts = ["case_id", "type", "unit", "area", "channel", "outcome", "previous"]
    types = {"line": "int64", "staff": "bool", "on_time": "Int8", **dict.fromkeys(texts, "str")}
    types |= dict.fromkeys(["opened", "closed", "due"], "datetime64[s]")
    assert log.cases.dtypes.astype(str).to_dict() == types
    assert list(log.cases) == [
        *("line", "case_id", "opened", "closed", "due", "type", "unit", "area"),
        *("channel", "staff", "outcome", "on_time", "previous"),
    ]
    assert list(log.faults) == ["line", "column", "fault", "text", "treatment"]


def test_a_number_counts_as_taken_only_by_a_case_that_was_read(tmp_path):
    # given a number that stands first in a row that is rejected, then in two good ones
    rows = [GOOD.replace("2011-07-04", "2011-02-30"), GOOD, GOOD]
    log = read_log(written(tmp_path, HEADINGS, *rows))
    assert log.cases["line"].tolist() == [3]
    assert log.faults[["line", "fault"]].values.tolist() == [[2, "impossible_date"], [4, "duplicate_id"]]
    assert log.faults["text"][1] == "1 (first at line 3)"


def test_a_date_in_another_form_than_most_of_its_column_is_named(tmp_path):
    # given a column with most dates in one form
    rows = [GOOD, GOOD.replace("1,", "2,", 1).replace("2011-07-04T07:53", "2011/7/4 7:53:01")]
    rows += [GOOD.replace("1,", f"{number},", 1) for number in (3, 4)]
    log = read_log(written(tmp_path, HEADINGS, *rows))
    assert log.faults[["line", "column", "fault"]].values.tolist() == [[3, "opened", "date_format_slash_ymd"]]
    assert log.cases["opened"][1] == pd.Timestamp("2011-07-04 07:53:01")
