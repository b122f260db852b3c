"""The picture day by day: weekly means are those of daily.csv; policies and shocks stand at their dates."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pandas as pd
import pytest

from simulation.experiment.planning.study_file import inputs_of
from simulation.report.data.policy_dates import shocks, strips
from simulation.report.data.results_folder import Folder
from simulation.report.data.weekly_means import weeks
from simulation.report.figures.street.days import days
from simulation.scenario import Study, load
from tests.report.synthetic_results import SCENARIOS, START, write_days, write_folder
from tests.worlds import ROOT

SCENARIOS_OF_LIJIA = ROOT / "scenarios"

YEAR = (date(2025, 1, 1), date(2025, 12, 31))


def with_days(path, days: int = 30, replications: int = 6) -> Folder:
    """A results folder with invented days: today, more-workers, volunteer-points."""
    folder = write_folder(path, 3, replications)
    write_days(folder, list(SCENARIOS)[:3], replications, days)
    return Folder(folder)


def tell(folder: Folder, scenario: str, **about) -> Folder:
    """The folder, whose study says more of a scenario."""
    path = folder.path / "study.json"
    study = json.loads(path.read_text("utf-8"))
    next(each for each in study["scenarios"] if each["name"] == scenario).update(about)
    path.write_text(json.dumps(study), encoding="utf-8")
    return Folder(folder.path)


def policy(name: str, remedy: int, first: str, full: str, **more: str) -> dict:
    title = {"en": name, "zh": name}
    return {"name": name, "title": title, "remedies": [remedy], "from": first, "full": full} | more


def test_a_point_is_the_mean_of_a_whole_week_over_the_replications(tmp_path):
    # given four weeks and two days
    folder = with_days(tmp_path / "days")
    # when they are made weeks
    found = weeks(folder)
    # then the days at the end make no week, and the second week is that of the table
    days = pd.read_csv(folder.path / "daily.csv")
    second = days[(days["scenario"] == "today") & days["date"].between("2025-01-08", "2025-01-14")]
    recorded = found.of(next(s for s in found.series if s.id == "recorded"), "today")
    assert len(recorded) == len(found.starts) == 4
    assert recorded.loc[1, "mean"] == pytest.approx(second["recorded"].mean())
    by_run = second.groupby("replication")["recorded"].mean()
    assert recorded.loc[1, "low"] == pytest.approx(by_run.quantile(0.1))
    assert recorded.loc[1, "high"] == pytest.approx(by_run.quantile(0.9))


def test_pressure_leaves_days_of_rest_out(tmp_path):
    found = weeks(with_days(tmp_path / "days"))
    pressure = found.of(next(s for s in found.series if s.id == "pressure"), "today")
    assert pressure.loc[0, "mean"] == pytest.approx(1.02)


def test_the_title_counts_the_weeks_away_from_the_baseline(tmp_path):
    title = days(with_days(tmp_path / "days")).variants["more-workers"].title
    assert "overtime below today’s in 3 of 4 weeks, first in that of 8 January 2025" in title.en
    assert "加班在 4 周中有 3 周低于现状（始于 2025 年 1 月 8 日那一周）" in title.zh


def test_few_replications_have_no_bands_and_no_weeks_apart(tmp_path):
    picture = days(with_days(tmp_path / "few", replications=3))
    assert not [t for t in picture.figures["days"]["data"] if t["meta"]["kind"] == "band"]
    assert "today’s in" not in picture.variants["more-workers"].title.en
    assert "80%" not in picture.shown.sub.en


def test_the_table_holds_what_is_drawn(tmp_path):
    picture = days(with_days(tmp_path / "days"))
    table = picture.tables["days"]
    drawn = [t for t in picture.figures["days"]["data"] if t["meta"]["kind"] == "line"]
    held = [block["lists"][0] for block in table["blocks"]]
    assert table["index"] == ["2025-01-01", "2025-01-08", "2025-01-15", "2025-01-22"]
    for mine, line in zip(sorted(held), sorted(t["y"] for t in drawn), strict=True):
        assert line == pytest.approx(mine, rel=1e-3)


def test_there_is_no_picture_without_days_for_two_weeks(tmp_path):
    assert days(Folder(write_folder(tmp_path / "none", 2, 5))) is None
    assert days(with_days(tmp_path / "short", days=13)) is None


def test_policies_of_a_remedy_that_begin_and_end_together_are_one_strip(tmp_path):
    # given three policies of two remedies, of which one begins after the period
    policies = [
        policy("app", 5, "2025-01-01", "2025-04-01"),
        policy("hours", 5, "2025-01-01", "2025-01-01"),
        policy("staff", 2, "2025-03-01", "2025-03-01", to="2025-06-30"),
        policy("late", 3, "2026-03-01", "2026-03-01"),
    ]
    folder = tell(with_days(tmp_path / "days"), "more-workers", remedies=[2, 3, 5], policies=policies)
    # when the strips are asked for
    second, fifth = strips(folder, "more-workers", YEAR)
    # then each has its dates, and the fifth is in full when both of its policies are
    assert (second.marks, second.first, second.last, second.ends) == (
        "②",
        date(2025, 3, 1),
        date(2025, 6, 30),
        True,
    )
    assert (fifth.marks, fifth.full, fifth.title.en) == ("⑤", date(2025, 4, 1), "app and hours")


def test_the_axis_of_time_is_drawn_whoever_is_looked_at(tmp_path):
    # given a study in which one scenario has a policy
    policies = [policy("app", 5, "2025-01-01", "2025-04-01")]
    folder = tell(with_days(tmp_path / "days"), "more-workers", policies=policies)
    figure = days(folder).figures["days"]
    last = len(figure["panels"]["titles"])
    # then all scenarios have something on the panel that says the months, be it that there is no policy
    below = [trace for trace in figure["data"] if trace["xaxis"] == f"x{last}"]
    assert {trace["meta"]["scenario"] for trace in below} == {each.id for each in folder.scenarios}
    words = {t["meta"]["scenario"]: t["text"][0].en for t in below if t["mode"] == "text"}
    assert words["today"] == "no policy" and words["more-workers"].strip() == "⑤ app"


def test_without_any_policy_there_is_no_panel_for_them(tmp_path):
    storm = {
        "name": "storm",
        "title": {"en": "storm", "zh": "storm"},
        "from": "2025-01-01",
        "to": "2025-01-02",
    }
    panels = days(tell(with_days(tmp_path / "days"), "today", shocks=[storm])).figures["days"]["panels"]
    assert "strips" not in panels and "Policies" not in str(panels["titles"])


def test_shocks_outside_the_period_are_left_out(tmp_path):
    told = [
        {"name": n, "title": {"en": n, "zh": n}, "from": first, "to": last}
        for n, first, last in [("storm", "2024-12-20", "2025-01-02"), ("flood", "2024-11-01", "2024-11-05")]
    ]
    folder = tell(with_days(tmp_path / "days"), "today", shocks=told)
    assert [each.title.en for each in shocks(folder, "today", YEAR)] == ["storm"]


def test_study_json_tells_policies_and_shocks_with_their_dates():
    # given an epidemic under all six remedies
    scenario = load(SCENARIOS_OF_LIJIA / "lijia-epidemic-innovative.yaml")
    # when a results folder says what it was asked for
    study = Study("one", {"en": "One"}, None, scenario, ())
    about = json.loads(inputs_of(study, lambda each: "")["study.json"])["scenarios"][0]
    # then a policy that rises for 90 days has its first day, and the day on which it is in full
    app = next(each for each in about["policies"] if each["name"] == "app")
    assert app["remedies"] == [5]
    assert (app["from"], app["full"]) == ("2025-01-01", "2025-04-01")
    assert "to" not in app
    # and the epidemic its first and its last day
    (epidemic,) = about["shocks"]
    last = date(2025, 3, 1) + timedelta(scenario.shocks[0].shock.lasts - 1)
    assert (epidemic["from"], epidemic["to"]) == ("2025-03-01", last.isoformat())


def test_a_band_that_touches_the_baseline_s_is_not_apart(tmp_path):
    title = days(with_days(tmp_path / "days")).variants["volunteer-points"].title
    assert "no series leaves today’s band in any week" in title.en


def test_time_use_is_a_share_of_the_weeks_time_on_duty(tmp_path):
    # given two weeks, a day of rest among them; of duty a quarter is for residents, a fifth for forms
    folder = write_folder(tmp_path / "use", 1, 2)
    days = [(START + timedelta(day)).isoformat() for day in range(14)]
    duty = [0 if day == 3 else 480 + day for day in range(14)]
    parts = {"cases": 0.15, "patrol": 0.06, "window": 0.04, "forms": 0.2}
    rows = [
        {"scenario": "today", "replication": r, "date": day, "minutes_duty": minutes}
        | {f"minutes_{name}": share * minutes for name, share in parts.items()}
        for r in range(2)
        for day, minutes in zip(days, duty, strict=True)
    ]
    pd.DataFrame(rows).to_csv(folder / "daily.csv", index=False)
    # when they are made weeks
    found = weeks(Folder(folder))
    # then both are told in per cent, and what was not recorded is not there
    assert [series.id for series in found.series] == ["facing", "forms"]
    assert found.of(found.series[0], "today")["mean"].tolist() == pytest.approx([25, 25])
    assert found.of(found.series[1], "today")["mean"].tolist() == pytest.approx([20, 20])
