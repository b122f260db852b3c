"""The data dictionary says what stands in a folder's tables: all of it, and nothing else."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from simulation import columns
from simulation.columns import Column, described_columns, described_table, description
from simulation.experiment import run_study
from simulation.experiment.tables import data_dictionary
from simulation.metrics import METRICS as ALL
from simulation.place.city import City
from simulation.scenario import Study as Sweepable
from simulation.scenario import load, load_study, sweep_over
from tests.experiment.stand_ins import METRICS, RECIPE, Study, World
from tests.worlds import ROOT, SHORT_YEAR, short_years, small

pytestmark = pytest.mark.usefixtures("in_this_process")

SCENARIOS = ROOT / "scenarios"
REMEDY = """schema: 1
name: {name}
title: {{en: A, zh: 甲}}
extends: {here}/classroom.yaml
interventions: [{{{policy}: {{from: 2025-01-01}}}}]
"""
STUDY = """schema: 1
study: small
title: {{en: Small, zh: 小}}
baseline: {here}/classroom.yaml
packages: [staffing.yaml, honour.yaml]
parameter_sets: sets.csv
experiment: {{days: {days}, warmup: 0, replications: 1}}
"""
SMALL = ("place.residents=2400", "place.communities=1")


@pytest.fixture(scope="module", params=[28, pytest.param(2 * SHORT_YEAR, marks=pytest.mark.slow)])
def folder(request, in_this_process, tmp_path_factory):
    """Packages of the classroom with sets and cases, which over two years is every table of a study."""
    home = tmp_path_factory.mktemp("study")
    (home / "study.yaml").write_text(STUDY.format(here=SCENARIOS, days=request.param), encoding="utf-8")
    for name, policy in (("staffing", "staffing"), ("honour", "volunteer_points")):
        text = REMEDY.format(name=name, policy=policy, here=SCENARIOS)
        (home / f"{name}.yaml").write_text(text, encoding="utf-8")
    (home / "sets.csv").write_text("luck,residents.will_18_29\n0,0.6\n", encoding="utf-8")
    with short_years():
        run_study(load_study(home / "study.yaml", SMALL), home / "out", 1, cases="csv")
    return home / "out"


@pytest.fixture(scope="module")
def swept(in_this_process, tmp_path_factory):
    """A sweep, which no study of packages has."""
    home = tmp_path_factory.mktemp("swept")
    (home / "more.yaml").write_text(
        REMEDY.format(name="more", policy="staffing", here=SCENARIOS), encoding="utf-8"
    )
    briefly = [*SMALL, "experiment.days=30", "experiment.warmup=0", "experiment.replications=1"]
    base, more = (load(file, briefly) for file in (SCENARIOS / "classroom.yaml", home / "more.yaml"))
    study = Sweepable("swept", base.title, None, base, (more,))
    grid = ["interventions.staffing.add=1,2"]
    files = [SCENARIOS / "classroom.yaml", home / "more.yaml"]
    run_study(sweep_over(study, files, grid, briefly), home / "out", 1)
    return home / "out"


@pytest.fixture(scope="module")
def told(folder):
    return json.loads((folder / "columns.json").read_text("utf-8"))


def tables(folder):
    return {path.name: pd.read_csv(path, dtype=str, keep_default_na=False) for path in folder.glob("*.csv")}


def test_every_column_of_every_table_is_described_in_its_order(folder, told):
    found = tables(folder)
    days = json.loads((folder / "study.json").read_text("utf-8"))["days"]
    of_years = {"years.csv", "comparison_years.csv"} if days == 2 * SHORT_YEAR else set()
    assert of_years | {"packages.csv", "budgets.csv", "cases.csv", "parameter_sets.csv", "statements.csv",
                       "participation.csv", "unheard.csv"} <= set(found)  # fmt: skip
    for name, table in found.items():
        about = told["tables"][name]
        assert list(about["columns"]) == list(table), name
        assert about["about"], name
        for column, known in about["columns"].items():
            assert known["meaning"] and known["meaning"] != data_dictionary.UNDESCRIBED.meaning, (
                name,
                column,
            )
    assert set(told["tables"]) == set(found)


@pytest.fixture
def of_city(tmp_path: Path) -> Path:
    """A month of a city of two streets."""
    city = City(streets=2, shared_fund=0.3, shared_bodies=0.5)
    month = small(grids=2, days=31, warmup=0)
    once = replace(month, city=city, experiment=replace(month.experiment, replications=1))
    run_study(once, tmp_path / "city", 1)
    return tmp_path / "city"


OF_A_FIT = {"held_out", "numbers", "matched", "forecast", "options", "rhythm", "survey"}
"""Tables of what `fit` and `forecast` write; tests/fit looks at them."""

OF_A_QUESTION = {"traces", "sensitivity", "value_of_knowing", "assumptions", "overturning", "drawn_worlds",
                 "grades"}  # fmt: skip
"""Tables of `explain`, of `grade`, of the analyses and of a study over several sets; their own tests look at
them."""


@pytest.mark.parametrize("file", ["overturning.csv", "drawn_worlds.csv", "comparison.csv", "prices.csv"])
def test_a_table_of_comparisons_has_no_column_of_a_run(file):
    assert "replication" not in data_dictionary.columns_of(file)


@pytest.mark.slow
@pytest.mark.parametrize("folder", [2 * SHORT_YEAR], indirect=True)
def test_nothing_is_described_that_does_not_occur(folder, swept, of_city, told):
    found = tables(of_city) | tables(swept) | tables(folder)
    for stem, known in columns._TABLES.items():
        if stem not in {data_dictionary.OF_RUNS, *OF_A_FIT, *OF_A_QUESTION}:
            assert set(known.columns) <= set(found[f"{stem}.csv"]), stem


LOOKS = {
    "whole": r"-?\d+(\.0)?",
    "number": r"-?(\d+(\.\d+)?(e[-+]?\d+)?|inf)",
    "date": r"\d{4}-\d\d-\d\d",
    "flag": r"[01]",
    "text": r".*\D.*",  # what is called a text and looks like a number was forgotten
}


def test_cells_are_of_the_kind_that_is_told(folder, told):
    for name, table in tables(folder).items():
        for column, known in told["tables"][name]["columns"].items():
            cells = [cell for cell in table[column].unique() if cell]
            odd = [cell for cell in cells if not re.fullmatch(LOOKS[known["kind"]], cell)]
            years = column == "period" and all(len(cell) == 4 for cell in odd)
            assert not odd or years, (name, column, known["kind"], odd[:3])


def test_metrics_are_those_of_the_folder_with_all_that_is_known_of_them(folder, told):
    runs = pd.read_csv(folder / "runs.csv")
    assert list(told["metrics"]) == list(runs["metric"].unique())
    for name, about in told["metrics"].items():
        known = ALL[name]
        assert about["label"] == known.label and set(known.label) == {"en", "zh"}
        assert (about["unit"], about["better"], about["role"]) == (known.unit, known.better, known.role)
        assert about["meaning"] and "Source" not in about["meaning"], name
    assert told["metrics"]["need_days_gini"]["source"] == "Gini 1912"


def test_the_page_for_people_names_every_column_and_metric_in_both_languages(folder, told):
    page = (folder / "columns.md").read_text("utf-8")
    for table in told["tables"].values():
        assert all(f"| `{column}` |" in page for column in table["columns"])
    for name, about in told["metrics"].items():
        assert f"| `{name}` | {about['label']['en']} | {about['label']['zh']} |" in page


def test_a_column_of_somebodys_own_run_is_listed_and_said_to_be_unknown(tmp_path):
    study = Study(World("base"), (World("more", 3.0),))
    run_study(study, tmp_path, 1, recipe=RECIPE, metrics=METRICS)  # type: ignore[arg-type]
    told = json.loads((tmp_path / "columns.json").read_text("utf-8"))
    assert told["tables"]["daily.csv"]["columns"]["points"]["meaning"] == data_dictionary.UNDESCRIBED.meaning
    assert told["metrics"]["wait"]["label"]["zh"] == "等待中位时间"


def test_a_meaning_ends_with_its_kind_and_unit(monkeypatch):
    monkeypatch.setattr(columns, "_TABLES", {})
    described_columns("some.csv", {"a": "words", "b": "a sum [yuan]", "c": "rows [whole: cases]"})
    described_table("some.csv", "A row.", {"d": "is so [flag]", "e": "p [number]"})
    assert description("some.parquet").about == "A row."
    assert description("some.csv").columns == {
        "a": Column("words", "text", ""),
        "b": Column("a sum", "number", "yuan"),
        "c": Column("rows", "whole", "cases"),
        "d": Column("is so", "flag", ""),
        "e": Column("p", "number", ""),
    }
