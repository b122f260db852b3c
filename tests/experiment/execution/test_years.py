"""A run of several years reports each alone, each as if it had ended then."""

import json
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from simulation.codes import YEAR
from simulation.experiment import compare, run_study
from simulation.experiment.execution.replicate import replicate
from simulation.model import Street
from simulation.scenario.settings import ExperimentSettings, Study
from tests.worlds import SHORT_YEAR, short_years, small

pytestmark = pytest.mark.usefixtures("in_this_process")

POLICIES = (
    "party_branches: {from: 2025-01-01}",
    "shared_resources: {from: 2025-01-01}",
    "forecasting: {from: 2025-01-01}",
    "community_fund: {from: 2025-02-01}",
    "residents_council: {from: 2025-01-01}",
)
RATES = "model.voice_council=.5"


@pytest.fixture(scope="module")
def two():
    with short_years():
        return replicate(small(RATES, days=2 * SHORT_YEAR, grids=3, policies=POLICIES), 3)


@pytest.fixture(scope="module")
def one():
    with short_years():
        return replicate(small(RATES, days=SHORT_YEAR, grids=3, policies=POLICIES), 3)


def of_year(tables, year):
    years = tables["years"]
    return years[years["year"] == year].drop(columns="year").reset_index(drop=True)


@pytest.mark.slow
def test_the_first_year_of_two_is_the_year_of_a_run_of_one_to_the_last_bit(one, two):
    pd.testing.assert_frame_equal(of_year(two, 1), one["runs"], check_exact=True)


@pytest.mark.slow
def test_a_later_year_has_all_metrics_and_other_numbers(two):
    first, second = of_year(two, 1), of_year(two, 2)
    assert second["metric"].tolist() == first["metric"].tolist()
    assert second["unit"].tolist() == first["unit"].tolist()
    assert (first["value"] != second["value"]).mean() > 0.8


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["needs_per_grid_day", "recorded_per_grid_day", "cost", "bill_hours", "hours_in_service_member"]
)
def test_what_is_counted_up_in_two_years_is_the_mean_of_the_two(name, two):
    whole = two["runs"].set_index("metric")["value"][name]
    years = [of_year(two, year).set_index("metric")["value"][name] for year in (1, 2)]
    assert np.mean(years) == pytest.approx(whole, rel=1e-6)


@pytest.mark.slow
def test_telling_years_apart_changes_nothing_of_the_run(two):
    # given the same two years, lived without a look between
    street = Street(small(RATES, days=2 * SHORT_YEAR, grids=3, policies=POLICIES), 3)
    street.run_model()
    # then the tables of the whole are the same
    for name, table in street.records.tables().items():
        pd.testing.assert_frame_equal(table, two[name], check_exact=True)


def test_a_member_who_acts_in_one_year_only_acts_in_that_year_only():
    # given members who turned out ten times before the second year began
    street = Street(small(days=2 * YEAR, warmup=0, grids=2), 1)
    street.members.columns["turnouts"][:] = 10
    since = street.measurement.open(YEAR)
    # when nobody turns out in it
    counts = street.measurement.close(since, 2 * YEAR).counts
    # then nobody acted in it, and no hour of it was given
    assert counts["members_acting"] == counts["hours_in_service"] == counts["hours_given"] == 0
    street.members.columns["turnouts"][:] += 4
    assert street.measurement.close(since, 2 * YEAR).counts["members_acting"] == counts["members_away"]


@pytest.mark.parametrize(("days", "years"), [(1, 0), (365, 0), (729, 0), (730, 2), (1094, 2), (1095, 3)])
def test_years_are_told_apart_from_two_whole_ones_on(days, years):
    assert ExperimentSettings(date(2025, 1, 1), 0, days, 5, 7).whole_years == years


@pytest.mark.slow
def test_one_year_has_no_table_of_years(one):
    assert "years" not in one


# from runs to the results folder


@pytest.fixture(scope="module")
def results(in_this_process, tmp_path_factory):
    """Two scenarios of two years, each run once, as a study writes them."""
    folder = tmp_path_factory.mktemp("years") / "results"
    days = 2 * SHORT_YEAR
    base, more = (small(days=days, warmup=0, grids=2, policies=each) for each in ((), POLICIES[:1]))
    base, more = (replace(each, experiment=replace(each.experiment, replications=1)) for each in (base, more))
    study = Study("two-years", base.title, None, base, (replace(more, name="more"),))
    with short_years():
        run_study(study, folder, 1, progress=lambda *_: None)
    return folder


@pytest.mark.slow
def test_a_results_folder_of_two_years_has_both_tables_and_their_digests(results):
    years, compared = (pd.read_csv(results / name) for name in ("years.csv", "comparison_years.csv"))
    assert list(years) == ["scenario", "replication", "seed", "year", "metric", "value", "unit"]
    assert list(compared)[:3] == ["scenario", "year", "metric"]
    assert [each for each in compared if each != "year"] == list(pd.read_csv(results / "comparison.csv"))
    digests = json.loads((results / "manifest.json").read_text("utf-8"))["tables"]
    assert {"years.csv", "comparison_years.csv"} <= set(digests)


@pytest.mark.slow
def test_whole_period_and_years_hold_the_same_scenarios_and_metrics(results):
    runs, years = (pd.read_csv(results / name) for name in ("runs.csv", "years.csv"))
    keys = ["scenario", "replication", "seed", "metric", "unit"]
    for _, mine in years.groupby("year"):
        pd.testing.assert_frame_equal(mine[keys].reset_index(drop=True), runs[keys])


def written(folder, by_year):
    """A folder of a study whose years have these values: year -> metric -> baseline and scenario."""
    rows = [
        (scenario, r, 7 + r, year, name, value, "hour")
        for year, named in by_year.items()
        for name, sides in named.items()
        for scenario, values in zip(("base", "more"), sides, strict=True)
        for r, value in enumerate(values)
    ]
    columns = ["scenario", "replication", "seed", "year", "metric", "value", "unit"]
    years = pd.DataFrame(rows, columns=columns)
    years.to_csv(folder / "years.csv", index=False)
    whole = years.groupby(["scenario", "replication", "seed", "metric", "unit"], as_index=False)["value"]
    whole.mean().to_csv(folder / "runs.csv", index=False)
    scenarios = [{"name": name, "title": {"en": name, "zh": name}} for name in ("base", "more")]
    study = {"baseline": "base", "scenarios": scenarios, "replications": 10}
    (folder / "study.json").write_text(json.dumps(study), encoding="utf-8")


def metric(better):
    return SimpleNamespace(better=better, role="outcome", label={"en": "the wait", "zh": "等待"})


def test_each_year_is_judged_by_its_own_pairs(tmp_path):
    # given a wait that falls in the first year and rises in the second
    before = np.arange(10.0)
    bit = np.tile([-0.1, 0.1], 5)
    written(tmp_path, {1: {"wait": (before, before - 3 + bit)}, 2: {"wait": (before, before + 2 + bit)}})
    # when the folder is compared
    whole = compare(tmp_path, {"wait": metric("lower")})
    # then the years are told apart, and their sentences say which
    years = pd.read_csv(tmp_path / "comparison_years.csv")
    assert years["year"].tolist() == [1, 2] and years["verdict"].tolist() == ["better", "worse"]
    assert years["difference"].tolist() == pytest.approx([-3, 2])
    assert years["sentence_en"][1].startswith("more (year 2): the wait rises by ")
    assert years["sentence_zh"][0].startswith("more（第 1 年）：")
    assert whole["difference"].tolist() == pytest.approx([-0.5])


def test_years_are_corrected_within_a_scenario_and_a_year(tmp_path):
    """One metric in the first year, two in the second: only there p is doubled."""
    before, after = np.zeros(10), np.linspace(-2, 0.4, 10)
    both = {"wait": (before, after), "other": (before, np.linspace(-1, 1, 10))}
    written(tmp_path, {1: {"wait": (before, after)}, 2: both})
    compare(tmp_path, {"wait": metric("lower"), "other": metric("lower")})
    years = pd.read_csv(tmp_path / "comparison_years.csv")
    wait = years[years["metric"] == "wait"].set_index("year")
    assert wait["p"][1] == wait["p"][2] == wait["p_holm"][1]
    assert wait["p_holm"][2] == pytest.approx(2 * wait["p"][2])
