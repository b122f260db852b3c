"""`forecast` and `score` as an office types them."""

from __future__ import annotations

import pandas as pd
import pytest

from simulation.cli import exit_code
from tests.fit.logs import FIRST, known_log


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
