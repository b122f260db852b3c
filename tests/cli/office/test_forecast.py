"""`forecast` and `score` as an office types them."""

from __future__ import annotations

import pandas as pd
import pytest

from simulation.cli import exit_code
from tests.fit.logs import FIRST, known_log

STORM = ["--option", "storm=street,times=5"]


@pytest.mark.slow
def test_weeks_are_forecast_sealed_and_scored(tmp_path, capsys):
    # given a log as it was four weeks ago, and as it is now
    log = known_log(days=140).assign(channel="call")
    before = log[log["opened"] < FIRST + pd.Timedelta(days=112)]
    before = before.assign(closed=before["closed"].where(before["closed"] < FIRST + pd.Timedelta(days=112)))
    for name, each in (("before", before), ("now", log)):
        each.to_csv(tmp_path / f"{name}.csv", index_label="case_id", date_format="%Y-%m-%d %H:%M")
    seal = tmp_path / "seal.json"
    # when it is forecast, and compared with what came
    words = ["forecast", str(tmp_path / "before.csv"), "--weeks", "3", "--check", "-o", str(seal)]
    assert exit_code(words) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[-1] == str(seal) and "week_before" in said.out and "sealed: " in said.err
    assert exit_code(["score", str(seal), str(tmp_path / "now.csv")]) == 0
    scored = capsys.readouterr().out
    assert "seen" in scored and "intervals hold" in scored.splitlines()[-1]
    # and a changed one is refused in a sentence
    seal.write_text(seal.read_text("utf-8").replace('"weeks": 3', '"weeks": 2'), encoding="utf-8")
    assert exit_code(["score", str(seal), str(tmp_path / "now.csv")]) == 2
    assert "was changed after it was sealed" in capsys.readouterr().err


@pytest.mark.slow
def test_an_option_stands_beside_a_forecast_that_it_does_not_change(tmp_path, capsys):
    log = known_log(days=80).assign(channel="call")
    log.to_csv(tmp_path / "log.csv", index_label="case_id", date_format="%Y-%m-%d %H:%M")
    plain, asked = tmp_path / "plain.json", tmp_path / "asked.json"
    words = ["forecast", str(tmp_path / "log.csv"), "--weeks", "1", "-o"]
    assert exit_code([*words, str(plain)]) == 0
    assert exit_code([*words, str(asked), "--option", "hands=+0%", "--option", "hands=+10%", *STORM]) == 0
    said = capsys.readouterr().out
    assert "This assumes that closings scale with hands" in said and "no storm is in the log" in said
    assert plain.read_bytes() == asked.read_bytes()
    table = pd.read_csv(tmp_path / "asked.options.csv").set_index("option")
    assert (table.loc["hands=+0%", "change"] == 0).all() and table.loc["hands=+10%", "change"].abs().max() > 0
    assert table.loc["storm=street,times=5 (street)", "change"].max() > 0
    assert "办结数随人手同比例增加" in (tmp_path / "asked.options.html").read_text("utf-8")


def test_an_option_that_is_none_is_answered_before_the_work(tmp_path, capsys):
    (tmp_path / "log.csv").write_text("nothing")
    assert exit_code(["forecast", str(tmp_path / "log.csv"), "--option", "hands=ten"]) == 2
    assert "hands is a share that is added" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text, said", [("storm=desks,times=5", "did you mean 'desk'?"), ("storm=desk,x0", "above 1")]
)
def test_a_storm_that_cannot_be_is_answered_in_a_sentence(tmp_path, capsys, text, said):
    log = known_log(days=80).assign(channel="call")
    log.to_csv(tmp_path / "log.csv", index_label="case_id", date_format="%Y-%m-%d %H:%M")
    assert exit_code(["forecast", str(tmp_path / "log.csv"), "--option", text]) == 2
    assert said in capsys.readouterr().err
