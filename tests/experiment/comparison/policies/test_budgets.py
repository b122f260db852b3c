"""What a budget buys: the scenarios that are worth their money, and the best package at each budget."""

import json

import numpy as np
import pandas as pd
import pytest

from simulation.experiment import best_within, compare
from simulation.experiment.comparison.policies.best_within_budget import budgets
from simulation.experiment.comparison.policies.cost_effectiveness import price_table
from simulation.report import build
from simulation.report.data.metric_info import metric_infos
from simulation.report.data.results_folder import Folder
from simulation.report.tables.budgets import budgets as told

UNITS = {"need_days": "days/1,000 residents/year", "cost": "yuan/resident/year"}
LUCK = np.array([3.0, -1, 2, -4, 0])


def runs(need_days, yuan, luck=0.0):
    """Five replications: need-days, and yuan per 1,000 residents as the metric counts them, by resident."""
    return pd.DataFrame({"need_days": 5000.0 - need_days + LUCK * luck, "cost": 100 + yuan / 1000 + 0 * LUCK})


def priced(**scenarios):
    return price_table(runs(0, 0), {name: runs(*worth) for name, worth in scenarios.items()}, {})


def efficient(**scenarios):
    table = priced(**scenarios)
    return set(table.loc[table["efficient"] == 1, "scenario"])


# --- what is worth its money


def test_a_scenario_is_efficient_where_nothing_gives_as_much_for_no_more_money():
    # given one that gives less than a cheaper one, and one that gives as much for more
    found = efficient(cheap=(10, 50), less=(9, 60), more=(30, 200), dearer=(30, 201))
    assert found == {"cheap", "more"}


def test_the_baseline_gives_nothing_for_nothing():
    # then what costs and harms, and what only costs, is not efficient; what saves may be
    assert efficient(harms=(-5, 20), placebo=(0, 0), useless=(0, 10)) == set()
    assert efficient(saves=(-5, -20), spares=(4, -10)) == {"saves", "spares"}


def test_of_scenarios_that_are_all_alike_the_first_counts():
    assert efficient(first=(10, 50), second=(10, 50)) == {"first"}


def test_what_failed_in_every_replication_is_not_efficient_and_never_best():
    table = price_table(runs(0, 0), {"failed": runs(np.nan, 10), "ran": runs(5, 20)}, {})
    assert table.set_index("scenario")["efficient"].to_dict() == {"failed": 0, "ran": 1}
    assert best_within(table, 50) == "ran"


# --- the best within a budget


BOUGHT = {0: None, 49: None, 50: "a", 199: "a", 201: "b", 9e9: "b"}


@pytest.mark.parametrize("budget, best", BOUGHT.items())
def test_the_best_is_the_largest_effect_that_the_budget_pays(budget, best):
    assert best_within(priced(a=(10, 50), harms=(-90, 10), b=(30, 200)), budget) == best


def test_of_equal_effects_the_cheaper_is_best():
    assert best_within(priced(dear=(10, 90), cheap=(10, 50)), 100) == "cheap"


def test_what_saves_is_within_a_budget_of_nothing():
    assert best_within(priced(saves=(1, -50)), 0) == "saves"


@pytest.mark.parametrize(
    "budget, effect, said",
    [(-1, "need_days", "a budget is 0 or more"), (1, "cost", "'cost' has no price; allowed: need_days")],
)
def test_a_budget_that_is_none_is_refused_in_one_sentence(budget, effect, said):
    with pytest.raises(ValueError, match=said):
        best_within(priced(a=(10, 50)), budget, effect)


@pytest.mark.parametrize("dearest", [3.7, 47, 100, 999, 123456])
def test_budgets_go_in_some_round_steps_from_nothing_to_the_dearest(dearest):
    found = list(budgets(dearest))
    assert found[0] == 0 and found[-2] < dearest <= found[-1] and 5 <= len(found) - 1 <= 10


def test_where_all_save_the_only_budget_is_nothing():
    assert list(budgets(-5.0)) == list(budgets(0.0)) == [0]


# --- the table and the report


def folder_of(path, **worth):
    """A results folder of the packages of a and b; worth: (need-days spared, extra yuan, luck) of each."""
    made_of = {"base": [], "a": ["a"], "b": ["b"], "package-1-2": ["a", "b"]}
    values = {name: runs(*worth.get(name.replace("package-1-2", "both"), (0, 0))) for name in made_of}
    rows = [
        {"scenario": name, "replication": r, "seed": r, "metric": metric, "value": value, "unit": unit}
        for name in made_of
        for metric, unit in UNITS.items()
        for r, value in enumerate(values[name][metric])
    ]
    pd.DataFrame(rows).to_csv(path / "runs.csv", index=False)
    scenarios = [
        {"name": name, "title": {"en": f"The {name}", "zh": f"名{name}"}} | ({"package": of} if of else {})
        for name, of in made_of.items()
    ]
    study = {"name": "s", "baseline": "base", "scenarios": scenarios, "replications": 5}
    (path / "study.json").write_text(json.dumps(study), encoding="utf-8")
    compare(path)
    return path


def table_of(path, **worth):
    return pd.read_csv(folder_of(path, **worth) / "budgets.csv", keep_default_na=False).set_index("budget")


def finding(path):
    folder = Folder(path)
    return told(folder, metric_infos(folder))


def test_each_budget_has_its_package_and_says_whether_the_next_can_be_told_from_it(tmp_path):
    # given a and b whose luck hides which does more, and both of them together, which do more for sure
    table = table_of(tmp_path, a=(20, 19, 5), b=(20.5, 39), both=(90, 99))
    assert list(table.index) == list(range(0, 101, 10))
    assert table.loc[0, "scenario"] == "base" and table.loc[0, "runner_up"] == ""
    assert table.loc[[10, 30, 50, 100], "scenario"].tolist() == ["base", "a", "b", "package-1-2"]
    assert table.loc[30, "runner_up"] == "base" and table.loc[30, "verdict"] == "better"
    assert table.loc[50, "runner_up"] == "a" and table.loc[50, "verdict"] == "cannot tell"
    last = table.loc[100]
    assert (last["runner_up"], last["verdict"], last["pairs"]) == ("b", "better", 5)
    assert float(last["effect_difference"]) == pytest.approx(-90)
    assert float(last["lead"]) == pytest.approx(-69.5)
    assert float(last["cost_difference"]) == pytest.approx(99)


def test_the_interval_of_the_lead_is_that_of_paired_differences(tmp_path):
    row = table_of(tmp_path, a=(50, 8.5, 1), b=(20, 8.5), both=(0, 8.5)).loc[9]
    half = 2.7764451051977987 * LUCK.std(ddof=1) / np.sqrt(5)  # t of 4 degrees, 97.5 %
    assert (float(row["lead_low"]), float(row["lead_high"])) == pytest.approx((-30 - half, -30 + half))


def test_the_report_says_what_the_money_buys_and_from_where_on(tmp_path):
    said = finding(folder_of(tmp_path, a=(20, 19, 5), b=(20.5, 39), both=(90, 99)))
    assert said.title.en == (
        "From 100 yuan per 1,000 residents and year on, ①② cuts unsolved need-days most: −90.0 (−90.0 to "
        "−90.0); the order of the first two is conclusive at 3 of 9 budgets"
    )
    assert "①②使需求未解决天数减少最多" in said.title.zh
    assert [pair.en for pair in said.key] == ["① The a", "② The b"]
    assert said.lines[5][1].en == "②" and said.lines[5][-1].en == "inconclusive"
    assert "①②" in build([tmp_path], tmp_path / "report.html").read_text("utf-8")


def test_where_the_first_two_cannot_be_told_apart_the_title_names_both(tmp_path):
    said = finding(folder_of(tmp_path, a=(20, 19, 5), b=(20.5, 39), both=(0, 99)))
    assert "“The b” and “The a” lead; which does more is inconclusive" in said.title.en


def test_where_nothing_spares_anything_the_title_says_so(tmp_path):
    said = finding(folder_of(tmp_path, a=(-2, 20), b=(-3, 30), both=(-9, 60)))
    assert said.title.en == "Within the budgets shown, no package cuts unsolved need-days on average"


def test_a_folder_without_packages_has_no_such_section(tmp_path):
    folder_of(tmp_path, a=(20, 20))
    (tmp_path / "budgets.csv").unlink()
    assert finding(tmp_path) is None
    assert "r0-budgets" not in build([tmp_path], tmp_path / "report.html").read_text("utf-8")
