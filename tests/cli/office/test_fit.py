"""`fit` as an office types it."""

from __future__ import annotations

import pandas as pd
import pytest

from simulation.cli import exit_code
from tests.fit.logs import known_log
from tests.worlds import ROOT

LOGS = ROOT / "tests" / "data" / "logs"


@pytest.mark.parametrize(
    "log", [pytest.param("example_log.csv", marks=pytest.mark.slow), "example_log_zh.csv"]
)
def test_an_office_gets_a_page_tables_and_a_log_to_share(log, tmp_path, capsys):
    out = tmp_path / "out"
    assert exit_code(["fit", str(LOGS / log), "--draws", "0", "--holidays", "US", "-o", str(out)]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[-1] == str(out / "fit.html")
    assert {each.name for each in out.iterdir()} == {
        "fit.html", "held_out.csv", "faults.csv", "log.json", "shareable_log.csv",
        "shareable_log.ocel.json", "survey.csv", "rhythm.csv",
    }  # fmt: skip
    page = (out / "fit.html").read_text("utf-8")
    assert f'<html lang="{"zh" if "_zh" in log else "en"}"' in page and "<script src" not in page
    assert "On months that it did not see" in page and "未用于校准的月份" in page
    # and where it is no better than a copy, that stands on top, and on the screen
    assert ("no better than a naive copy" in page) == ("no better than a naive copy" in said.out)
    assert "When cases come" in page and "什么时候来" in page
    shared = pd.read_csv(out / "shareable_log.csv")
    assert set(shared["type"]) and shared["case_id"].is_unique


@pytest.mark.slow
def test_the_log_to_share_can_be_fitted_itself(tmp_path):
    first, second = tmp_path / "one", tmp_path / "two"
    known_log().assign(channel="call").to_csv(tmp_path / "log.csv", index_label="case_id")
    assert exit_code(["fit", str(tmp_path / "log.csv"), "--draws", "0", "-o", str(first)]) == 0
    assert exit_code(["fit", str(first / "shareable_log.csv"), "--draws", "0", "-o", str(second)]) == 0


@pytest.mark.slow
def test_the_street_is_simulated_with_draws_of_its_numbers(tmp_path):
    out = tmp_path / "out"
    words = ["fit", str(LOGS / "example_log.csv"), "--draws", "8", "--residents", "9600", "-o", str(out)]
    assert exit_code(words) == 0
    assert {"numbers.csv", "matched.csv", "parameter_sets.csv", "street.yaml"} <= {
        each.name for each in out.iterdir()
    }
    assert exit_code(["validate", str(out / "street.yaml")]) == 0
    assert set(pd.read_csv(out / "numbers.csv")["verdict"]) <= {"fitted", "prior only", "contradicted"}


@pytest.mark.parametrize(
    "words, said",
    [
        (["--map", "opened"], "--map opened: write FIELD=HEADING, as in --map type=小类"),
        (["--holidays", "CHN"], "--holidays: there is no country 'CHN'"),
    ],
)
def test_what_is_asked_wrongly_is_answered_in_a_sentence(words, said, tmp_path, capsys):
    assert exit_code(["fit", str(LOGS / "example_log.csv"), *words, "-o", str(tmp_path / "out")]) == 2
    assert said in capsys.readouterr().err and not (tmp_path / "out").exists()


def test_a_log_that_is_too_small_or_too_short_is_said_to_be(tmp_path, capsys):
    lines = (LOGS / "example_log.csv").read_text("utf-8").splitlines()
    small = tmp_path / "small.csv"
    small.write_text("\n".join(lines[:100]), encoding="utf-8")
    assert exit_code(["fit", str(small), "-o", str(tmp_path / "out")]) == 2
    assert "99 cases are too few to fit; a log needs 200" in capsys.readouterr().err


def test_nothing_is_written_over(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("mine")
    assert exit_code(["fit", str(LOGS / "example_log.csv"), "-o", str(tmp_path)]) == 2
    assert "holds files already" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["fit", "read", "forecast"])
def test_a_place_that_cannot_be_a_folder_is_told_before_the_work(verb, tmp_path, capsys, monkeypatch):
    # given a file where a folder should be, and a log that must not be read for that
    monkeypatch.setattr("simulation.caselog.read_log", lambda *_, **__: pytest.fail("the work began"))
    (tmp_path / "notes.txt").write_text("mine")
    inside = tmp_path / "notes.txt" / "deep" / "out"
    assert exit_code([verb, str(LOGS / "example_log.csv"), "-o", str(inside)]) == 2
    said = capsys.readouterr().err
    assert said == (
        f"{tmp_path / 'notes.txt'} is a file, not a folder, so {inside} cannot be made in it; "
        "choose another -o\n"
    )


@pytest.mark.parametrize("verb", ["fit", "read"])
def test_a_file_is_no_folder(verb, tmp_path, capsys):
    (tmp_path / "notes.txt").write_text("mine")
    assert exit_code([verb, str(LOGS / "example_log.csv"), "-o", str(tmp_path / "notes.txt")]) == 2
    assert f"{tmp_path / 'notes.txt'} is a file, not a folder; choose another -o" in capsys.readouterr().err
