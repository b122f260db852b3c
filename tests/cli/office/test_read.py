"""The verb `read` shows what is in a log, and ends with a sentence where it cannot be read."""

from pathlib import Path

import pandas as pd
import pytest

from tests.caselog.logs import GOOD, HEADINGS, LOGS, written

BAD = str(LOGS / "bad_log.csv")


def test_read_shows_columns_counts_faults_and_notes(command):
    ended = command("read", BAD)
    assert ended.code == 0 and ended.err == ""
    assert ended.lines[:2] == ["columns:", "  case_id  case_id"]
    assert "  area     precinct" in ended.lines
    counted = "15 cases read, 10 rows rejected; opened 2011-07-04 to 2011-07-14; 1 open, 4 found by staff"
    assert counted in ended.lines
    assert "  5     closed   closed_before_opened   2011-07-07T09:30        rejected" in ended.lines
    assert "  … 1 more: -o FOLDER writes all of them to faults.csv" in ended.lines
    assert ended.lines[-2].startswith("  opened: formats of dates are mixed")


def test_each_kind_of_fault_is_counted(command):
    ended = command("read", BAD)
    first = ended.lines.index("faults:") + 1
    kinds = ended.lines[first : ended.lines.index("", first)]
    counts = {tuple(line.split()[1:]): int(line.split()[0]) for line in kinds}
    assert counts[("blank_line", "skipped")] == 3
    assert counts[("future_date", "rejected")] == counts[("future_date", "accepted")] == 1
    assert sum(counts.values()) == 21


def test_columns_of_chinese_words_stand_under_each_other(command):
    ended = command("read", str(LOGS / "bad_log_mixed_encoding.csv"))
    assert "  case_id  案件编号" in ended.lines
    assert "  4             not_utf8        rejected" in ended.lines


def test_the_folder_gets_all_cases_and_all_faults_and_is_never_overwritten(command, tmp_path: Path):
    folder = tmp_path / "read"
    ended = command("read", BAD, "-o", str(folder))
    assert ended.lines[-1] == f"written: {folder / 'cases.csv'}, {folder / 'faults.csv'}"
    assert len(pd.read_csv(folder / "cases.csv")) == 15
    assert len(pd.read_csv(folder / "faults.csv")) == 21
    again = command("read", BAD, "-o", str(folder))
    assert again.code == 2
    assert again.err == (
        f"{folder / 'cases.csv'} exists already and is not overwritten; name another folder\n"
    )


def test_a_column_is_set_by_map(command, tmp_path: Path):
    path = written(tmp_path, HEADINGS.replace("type", "Thema"), GOOD)
    assert "  type     Thema" in command("read", str(path), "--map", "type=Thema").lines


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--map", "type"], "--map type: write FIELD=HEADING, as in --map type=小类\n"),
        (["--map", "typ=type"], "'typ' is no field of a log; allowed: "),
        (["--map", "type=tipe"], "no heading 'tipe' for the field type; the log has "),
    ],
)
def test_a_map_that_fits_nothing_ends_with_code_2_and_one_sentence(command, words, says):
    ended = command("read", BAD, *words)
    assert ended.code == 2
    assert says in ended.err and len(ended.err.splitlines()) == 1


def test_a_log_with_personal_values_ends_with_code_2_and_writes_nothing(command, tmp_path: Path):
    path = written(tmp_path, HEADINGS, GOOD.replace("2110", "13812345678"))
    ended = command("read", str(path), "-o", str(tmp_path / "read"))
    assert ended.code == 2 and "line 2: the column 'precinct'" in ended.err
    assert "13812345678" not in ended.err and not (tmp_path / "read").exists()
