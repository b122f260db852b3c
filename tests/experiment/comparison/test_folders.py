"""What is compared with what in a results folder, and what is refused, from few numbers worked by hand."""

from __future__ import annotations

import json
import math
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from simulation.experiment import ExperimentError, compare, compare_with, work_of_pairs
from simulation.experiment.comparison.baselines import baseline_of, pairs
from simulation.experiment.comparison.common_random_numbers import work_of_pairs_in
from simulation.experiment.comparison.compare import (
    holds_at_any_time,
    luck_alone,
    read_runs,
    units_of,
    values_by_scenario,
    write_comparison,
)
from simulation.experiment.comparison.policies.sweep_table import point_entry, sweep_entry, with_sweep
from simulation.scenario.settings import Study
from tests.experiment.comparison.test_comparison import metric

RUNS = 5
LUCK = np.array([3.0, -1, 2, -4, 0])
NAMES = ("zebra", "middle", "ant")  # the baseline stands between the others, by place and by alphabet
KNOWN = {name: metric() for name in ("need_days", "answer", "wait")} | {
    name: metric(role="input") for name in ("cost", "cost_street")
}


def folder_of(path, values, own=(), years=None, **study):
    """A results folder; values: scenario -> metric -> mean, or one number per replication; own: baselines."""
    rows = [
        {"scenario": scenario, "replication": at, "seed": at, "metric": name, "value": value, "unit": name[0]}
        for scenario, named in values.items()
        for name, numbers in named.items()
        for at, value in enumerate(np.broadcast_to(numbers, RUNS))
    ]
    pd.DataFrame(rows).to_csv(path / "runs.csv", index=False)
    if years:
        yearly = [
            row | {"year": year, "value": row["value"] * times}
            for row in rows
            for year, times in years.items()
        ]
        pd.DataFrame(yearly).to_csv(path / "years.csv", index=False)
    listed = [{"name": name, "title": {"en": name.title(), "zh": f"名{name}"}} for name in values]
    listed = [
        each | ({"baseline": dict(own)[each["name"]]} if each["name"] in dict(own) else {}) for each in listed
    ]
    told = {"baseline": "middle", "scenarios": listed, "replications": RUNS} | study
    (path / "study.json").write_text(json.dumps(told), encoding="utf-8")
    return path


def wait(**means):
    return {name: {"wait": mean} for name, mean in means.items()}


def rows(table):
    return {row["scenario"]: row for row in table.to_dict("records")}


# --- which scenario is the base


def test_all_but_the_baseline_are_compared_with_it_in_their_order(tmp_path):
    table = compare(folder_of(tmp_path, wait(zebra=7.0, middle=10.0, ant=14.0)), KNOWN)
    assert table["scenario"].tolist() == ["zebra", "ant"]
    assert table["difference"].tolist() == [-3, 4] and table["baseline_mean"].tolist() == [10, 10]
    assert table["mean"].tolist() == [7, 14] and table["verdict"].tolist() == ["better", "worse"]
    first = table.iloc[0]
    assert (first["metric"], first["unit"], first["better"], first["role"]) == (
        "wait",
        "w",
        "lower",
        "outcome",
    )
    assert (first["interval"], first["pairs"], first["low"], first["high"]) == ("t", 5, -3, -3)
    assert "Zebra: the median wait falls by 3.00" in first["sentence_en"]
    assert first["sentence_zh"].startswith("名zebra：")


def test_baselines_of_a_study_and_of_its_file_are_the_same():
    study = SimpleNamespace(name="study", baseline=SimpleNamespace(name="middle"))
    study.scenarios = tuple(SimpleNamespace(name=name) for name in ("zebra", "ant", "own", "alone"))
    study.baselines = {"own": "ant", "alone": "alone"}
    held = [(baseline.name, one.name) for baseline, one in pairs(study)]
    assert held == [("middle", "zebra"), ("middle", "ant"), ("ant", "own")]
    listed = [{"name": name} for name in ("middle", "zebra", "ant")]
    listed += [{"name": "own", "baseline": "ant"}, {"name": "alone", "baseline": "alone"}]
    found = baseline_of({"baseline": "middle", "scenarios": listed})
    assert found == {one: baseline for baseline, one in held}


def test_another_baseline_turns_all_differences_round_and_writes_nothing(tmp_path):
    compare(folder_of(tmp_path, wait(zebra=7.0, middle=10.0, ant=14.0)), KNOWN)
    before = (tmp_path / "comparison.csv").read_bytes()
    found = compare_with(tmp_path, "ant", KNOWN)
    assert found["scenario"].tolist() == ["zebra", "middle"] and found["difference"].tolist() == [-7, -4]
    assert set(found["interval"]) == {"t"} and (tmp_path / "comparison.csv").read_bytes() == before
    # and without a comparison to go by, one look is meant
    (tmp_path / "comparison.csv").unlink()
    assert set(compare_with(tmp_path, "ant", KNOWN)["interval"]) == {"t"}


def test_a_baseline_that_there_is_not_is_refused_with_those_there_are(tmp_path):
    folder_of(tmp_path, wait(zebra=7.0, middle=10.0))
    with pytest.raises(ExperimentError) as told:
        compare_with(tmp_path, "zebr", KNOWN)
    said = "has no scenario 'zebr'; did you mean 'zebra'?\n  allowed: zebra, middle"
    assert str(told.value).endswith(said)


def test_a_folder_with_baselines_of_its_own_has_no_ladder_and_no_other_baseline(tmp_path):
    folder = folder_of(tmp_path, wait(zebra=7.0, middle=10.0, ant=14.0), own={"ant": "zebra"})
    table = compare(folder, KNOWN)
    assert table["difference"].tolist() == [-3, 7] and not (tmp_path / "ladder.csv").exists()
    with pytest.raises(ExperimentError, match="baselines of their own"):
        compare_with(tmp_path, "ant", KNOWN)


@pytest.mark.parametrize(
    ("intervals", "always"), [(["t", "t"], False), (["t", "any time"], True), (["any time"] * 2, True)]
)
def test_an_interval_holds_at_every_look_where_it_says_so(intervals, always):
    assert holds_at_any_time(pd.DataFrame({"interval": intervals})) is always
    assert not holds_at_any_time(pd.DataFrame({"scenario": ["ant"]}))


# --- what the comparison hands on


def street(spared=0.0, yuan=0.0, answer=5.0, luck=0.0):
    cost = 100.0 + yuan / 1000
    money = {"cost": cost, "cost_street": cost * 1000}
    return {"answer": answer, **money, "need_days": 5000 - spared - luck * LUCK, "wait": answer}


def test_only_what_spares_need_days_for_sure_is_a_step_of_the_ladder(tmp_path):
    # given one that spares them, one that may, and one that only answers sooner
    values = {"zebra": street(100, 1000), "middle": street(), "ant": street(3, 2000, luck=1.0)}
    values |= {"bee": street(-1, 3000, answer=1.0, luck=0.01)}
    compare(folder_of(tmp_path, values), KNOWN)
    assert pd.read_csv(tmp_path / "ladder.csv")["scenario"].tolist() == ["zebra"]


def test_prices_are_conclusive_where_the_comparison_is_and_stand_in_the_order_of_scenarios(tmp_path):
    values = {"zebra": street(100, 1000), "middle": street(), "ant": street(3, 2000, luck=1.0)}
    values |= {"bee": street(-50, 3000)}
    compare(folder_of(tmp_path, values, own={"ant": "zebra"}), KNOWN)
    found = pd.read_csv(tmp_path / "prices.csv")
    assert found["scenario"].tolist() == ["zebra", "ant", "bee"]
    assert found["effect_difference"].tolist() == pytest.approx([-100, 97, 50])
    assert found["verdict"].tolist() == ["helps and costs", "harms and costs", "harms and costs"]
    # of each baseline its own: ant costs and harms beside zebra
    assert found["efficient"].tolist() == [1, 0, 0]
    compare(folder_of(tmp_path, values), KNOWN)
    again = rows(pd.read_csv(tmp_path / "prices.csv"))
    assert again["ant"]["verdict"] == "cannot tell" and math.isnan(again["ant"]["price"])
    assert again["ant"]["effect_difference"] == pytest.approx(-3)


def test_a_baseline_alone_has_tables_without_rows(tmp_path):
    assert compare(folder_of(tmp_path, {"middle": street()}), KNOWN).empty
    days = {"scenario": "middle", "replication": np.repeat(range(5), 56), "open": 2.0}
    pd.DataFrame(days).to_csv(tmp_path / "daily.csv", index=False)
    closing = {"scenario": ["middle"], "replication": 0, "class": "general", "category": "care"}
    closing |= {"upto_minutes": 60.0, "closed": 1, "censored": 0}
    pd.DataFrame(closing).to_csv(tmp_path / "closing_times.csv", index=False)
    compare(tmp_path, KNOWN)
    assert pd.read_csv(tmp_path / "prices.csv").empty
    # but its series had settled, or not; a mix of cases is no other's
    assert pd.read_csv(tmp_path / "warmup.csv")["scenario"].tolist() == ["middle"]
    assert not (tmp_path / "standardised.csv").exists()


def test_each_year_is_compared_by_itself_and_says_which_it_is(tmp_path):
    folder_of(tmp_path, wait(zebra=7.0, middle=10.0, ant=14.0), years={1: 1.0, 2: -2.0})
    compare(tmp_path, KNOWN)
    table = pd.read_csv(tmp_path / "comparison_years.csv")
    assert list(table)[:3] == ["scenario", "year", "metric"]
    assert table[["scenario", "year", "difference"]].to_numpy().tolist() == [
        ["zebra", 1, -3], ["zebra", 2, 6], ["ant", 1, 4], ["ant", 2, -8]
    ]  # fmt: skip
    assert table["sentence_en"][1].startswith("Zebra (year 2): ")
    assert table["sentence_zh"][2].startswith("名ant（第 1 年）：")
    assert set(table["interval"]) == {"t"}
    write_comparison(tmp_path, KNOWN, any_time=True)
    assert set(pd.read_csv(tmp_path / "comparison_years.csv")["interval"]) == {"any time"}


def test_the_shortest_run_of_each_baseline_is_as_much_as_is_looked_at(tmp_path):
    # given two baselines, whose shortest runs have 70 and 56 days
    folder_of(tmp_path, wait(zebra=7.0, middle=10.0, ant=14.0), own={"ant": "zebra"})
    lengths = {"zebra": [90, 56, 57, 80, 80], "middle": [70, 71, 99, 88, 90], "ant": [60] * 5}
    parts = [
        pd.DataFrame({"scenario": name, "replication": nth, "open": np.arange(float(days))})
        for name, each in lengths.items()
        for nth, days in enumerate(each)
    ]
    pd.concat(parts).to_csv(tmp_path / "daily.csv", index=False)
    compare(tmp_path, KNOWN)
    found = rows(pd.read_csv(tmp_path / "warmup.csv"))
    assert {name: row["later"] for name, row in found.items()} == {
        "middle": (35 + 69) / 2,
        "zebra": (28 + 55) / 2,
    }


def test_parameter_sets_are_luck_and_assumptions(tmp_path):
    folder_of(tmp_path, wait(zebra=7.0, middle=10.0))
    assert luck_alone(tmp_path)
    folder_of(tmp_path, wait(zebra=7.0, middle=10.0), parameter_sets={"file": "a.csv", "sets": 2})
    assert not luck_alone(tmp_path)


# --- what is refused


@pytest.mark.parametrize(
    ("study", "said"),
    [
        ({"baseline": "a", "scenarios": []}, "has no replications"),
        ({"baseline": "middle", "scenarios": [{"name": "middle"}]}, "has no replications"),
    ],
)
def test_a_study_without_runs_is_told(tmp_path, study, said):
    (tmp_path / "study.json").write_text(json.dumps(study), encoding="utf-8")
    with pytest.raises(ExperimentError, match=said if study["scenarios"] else "study.json"):
        compare(tmp_path, KNOWN)


RUN = {"scenario": "ant", "replication": 0, "metric": "wait", "value": 1.0, "unit": "h"}


def runs_of(path, *told, name="runs.csv"):
    pd.DataFrame(told).to_csv(path / name, index=False)
    return read_runs(path / name)


@pytest.mark.parametrize("lacks", RUN)
def test_a_table_without_a_column_is_told_by_its_first(tmp_path, lacks):
    own = {key: value for key, value in RUN.items() if key != lacks}
    with pytest.raises(ExperimentError, match=f"has no column '{lacks}'"):
        runs_of(tmp_path, own)
    with pytest.raises(ExperimentError, match="has no column 'scenario'"):
        runs_of(tmp_path, {"mine": 1})


@pytest.mark.parametrize("other", [{"value": 2.0}, {"unit": "d"}, {}])
def test_a_value_that_stands_twice_is_told(tmp_path, other):
    with pytest.raises(ExperimentError, match="a value stands in it twice"):
        runs_of(tmp_path, RUN, RUN | other)


@pytest.mark.parametrize("other", [{"scenario": "bee"}, {"replication": 1}, {"metric": "cost"}])
def test_another_scenario_replication_or_metric_is_another_value(tmp_path, other):
    assert len(runs_of(tmp_path, RUN, RUN | other)) == 2


def test_years_are_apart_in_the_table_of_years_alone(tmp_path):
    assert len(runs_of(tmp_path, RUN | {"year": 1}, RUN | {"year": 2}, name="years.csv")) == 2
    with pytest.raises(ExperimentError, match="a value stands in it twice"):
        runs_of(tmp_path, RUN | {"year": 1}, RUN | {"year": 1}, name="years.csv")
    with pytest.raises(ExperimentError, match="has no column 'year'"):
        runs_of(tmp_path, RUN, name="years.csv")


def test_values_have_a_row_for_every_planned_replication_and_units_that_of_each_metric(tmp_path):
    found = runs_of(
        tmp_path, RUN, RUN | {"replication": 2, "value": 3.0}, RUN | {"metric": "cost", "unit": ""}
    )
    study = {"replications": 3, "scenarios": [{"name": "ant"}, {"name": "bee"}]}
    values = values_by_scenario(study, found)
    assert values["ant"]["wait"].tolist()[::2] == [1, 3] and math.isnan(values["ant"]["wait"][1])
    assert list(values["ant"]) == ["wait", "cost"] and len(values["bee"]) == 3
    assert values["bee"].isna().all(axis=None)
    assert units_of(found).to_dict() == {"wait": "h", "cost": ""}


# --- what common random numbers save


def told(*lines, judged=("wait", "answer")):
    table = pd.DataFrame(lines, columns=["scenario", "metric", "pairs", "independent_runs"])
    return work_of_pairs_in(table, list(judged), {})


@pytest.mark.parametrize(
    ("runs", "said"),
    [(5000.0, "5,000"), (5001.0, "over 5,000"), (4990.0, "4,990")],
)
def test_as_many_runs_as_a_thousand_a_pair_are_told_and_more_are_over_that(runs, said):
    assert told(("a", "wait", 5, runs))["en"].endswith(f" 5 pairs did the work of {said} independent runs")


def test_the_first_judged_metric_of_the_comparison_is_told(tmp_path):
    names = {"input": "cost", "none": "mine", "outcome": "wait", "later": "answer"}
    compared = [
        {"metric": names["input"], "role": "input", "better": "lower"},
        {"metric": "context", "role": "context", "better": "higher"},
        {"metric": names["none"], "role": "outcome", "better": "none"},
        {"metric": names["outcome"], "role": "outcome", "better": "lower"},
        {"metric": names["later"], "role": "outcome", "better": "higher"},
    ]
    folder_of(tmp_path, wait(zebra=7.0, middle=10.0))
    pd.DataFrame(compared).to_csv(tmp_path / "comparison.csv", index=False)
    assert work_of_pairs(tmp_path) == {}
    lines = [
        {"scenario": "zebra", "metric": each["metric"], "pairs": 5, "independent_runs": 40.0}
        for each in compared
    ]
    pd.DataFrame(lines).to_csv(tmp_path / "intervals.csv", index=False)
    assert work_of_pairs(tmp_path)["en"].startswith(
        "wait: with common random numbers, 5 pairs did the work of 40"
    )
    (tmp_path / "comparison.csv").unlink()
    assert work_of_pairs(tmp_path) == {}


# --- what study.json says of a sweep


def test_what_is_said_of_a_sweep_is_read_again_as_it_was():
    sweep = {"paths": {"model.w": "worker"}, "of": {"ant": {"en": "Ant", "zh": "蚁"}}}
    points = {"ant.w-1": {"of": "ant", "point": {"model.w": 1.0}}}
    points |= {"ant.own": {"of": "ant", "point": {}, "case": "own"}}
    base = SimpleNamespace(name="ant", metrics=())
    study = Study("s", {}, None, base, (), sweep=sweep, points=points, baselines={"ant.w-1": "ant.own"})
    listed = [{"name": name} | point_entry(study, name) for name in ("ant", "ant.w-1", "ant.own")]
    assert listed == [
        {"name": "ant"},
        {"name": "ant.w-1", **points["ant.w-1"], "baseline": "ant.own"},
        {"name": "ant.own", **points["ant.own"]},
    ]
    empty = Study("s", {}, None, base, ())
    about = {"scenarios": listed, **sweep_entry(study)}
    again = with_sweep(about, empty)
    assert (again.sweep, again.points, again.baselines) == (sweep, points, study.baselines)
    assert sweep_entry(empty) == {} and with_sweep({"scenarios": [{"name": "ant"}]}, empty) == empty
