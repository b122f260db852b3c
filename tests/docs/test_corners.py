"""The handbook's table of corners: what it says of a sign is what the runs said."""

from __future__ import annotations

import pandas as pd
import pytest

from tools.handbook.evidence import corners

ROWS = [
    (1, "as it is", "usual", 9.0, 5.0, 13.0, "helps"),
    (1, "as it is", "all turned", 1.0, -2.0, 4.0, "neither"),
    (1, "as it is", "service.refused=bounces", 8.0, 4.0, 12.0, "helps"),
    (1, "as it is", "residents.helpers_do=cases_only", -3.0, -5.0, -1.0, "harms"),
    (1, "dear", "usual", 2.0, 1.0, 3.0, "helps"),
    (2, "as it is", "usual", 4.0, 2.0, 6.0, "helps"),
]


@pytest.fixture(autouse=True)
def file(tmp_path, monkeypatch):
    columns = ["remedy", "corner", "switch", "gain", "low", "high", "says"]
    rows = pd.DataFrame(ROWS, columns=columns).assign(metric="need_days")
    rows = pd.concat([rows, rows.assign(metric="cost", gain=99.0)])
    rows.to_csv(tmp_path / "corners.csv", index=False)
    monkeypatch.setattr(corners, "FILE", tmp_path / "corners.csv")


def test_the_table_shows_need_days_fewer_below_zero_and_the_switches_that_change_what_is_said():
    _, _, *rows = corners.need_days().splitlines()
    assert rows == [
        "| 1 | as it is | -9.0 (-13.0 to -5.0) fewer | -1.0 (-4.0 to 2.0) inconclusive "
        "| `residents.helpers_do=cases_only` more |",
        "| 1 | dear | -2.0 (-3.0 to -1.0) fewer | not run | not run |",
        "| 2 | as it is | -4.0 (-6.0 to -2.0) fewer | not run | not run |",
    ]


def test_a_sentence_a_remedy_says_where_its_sign_turns():
    first, second = corners.turns().splitlines()
    assert first == (
        "- Remedy 1 has fewer need-days in “as it is”, “as it is” with `service.refused=bounces` and “dear”; "
        "has more in “as it is” with `residents.helpers_do=cases_only`; is inconclusive in “as it is” with "
        "all switches."
    )
    assert second == "- Remedy 2 has fewer need-days wherever it was run."


def test_many_settings_of_one_sign_are_counted(monkeypatch):
    monkeypatch.setattr(corners, "FEW", 2)
    assert "fewer need-days in 3 settings; has more in “as it is” with" in corners.turns()


def test_each_corner_has_a_name_in_chinese(monkeypatch):
    monkeypatch.undo()
    parts = {part for corner in corners._found()["corner"] for part in corner.split(", ")}
    assert parts - set(corners.CHINESE) == set()
