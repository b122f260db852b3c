"""The tables of a results folder as frames: named, typed, the same from CSV and Parquet, or one sentence."""

import copy
import pickle
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simulation import load_results
from simulation.columns import KINDS
from simulation.experiment import ExperimentError, Results, run_study
from simulation.experiment.tables import typed_table
from simulation.experiment.tables.typed_table import TYPES, read_typed, typed_parts
from tests.experiment.stand_ins import METRICS, RECIPE, Study, World, lose
from tests.worlds import small

pytestmark = pytest.mark.usefixtures("in_this_process")


def fortnight(folder: Path, **options) -> Path:
    """Two weeks of a street under two names that programs take for something else."""
    street = small(grids=2, days=14, warmup=0)
    street = replace(street, experiment=replace(street.experiment, replications=2))
    run_study([replace(street, name="NA"), replace(street, name="007")], folder, 1, **options)
    return folder


@pytest.fixture(scope="module")
def as_csv(in_this_process, tmp_path_factory) -> Path:
    return fortnight(tmp_path_factory.mktemp("csv"), cases="csv", bom=True)


@pytest.fixture(scope="module")
def as_parquet(in_this_process, tmp_path_factory) -> Path:
    return fortnight(tmp_path_factory.mktemp("parquet"), cases="parquet")


@pytest.fixture
def folder(as_csv: Path, tmp_path: Path) -> Path:
    """A folder to disturb, whose manifest tells of no tables."""
    folder = shutil.copytree(as_csv, tmp_path / "results")
    (folder / "manifest.json").unlink()
    return folder


@pytest.fixture
def standing_in(tmp_path: Path) -> Path:
    """The folder of a user-defined run, one column of which is described nowhere."""
    study = Study(World("base"), (World("more", 3.0),))
    run_study(study, tmp_path / "own", 1, recipe=RECIPE, metrics=METRICS)  # type: ignore[arg-type]
    return tmp_path / "own"


def test_tables_are_listed_and_read_by_item_and_by_attribute(as_csv):
    results = load_results(as_csv)
    assert set(results) == {path.stem for path in as_csv.glob("*.csv")} and "runs" in results
    assert results.runs is results["runs"] and "needs" in dir(results) and "needs" in repr(results)
    assert results.study["baseline"] == "NA"


def test_a_table_is_not_read_before_it_is_asked_for(folder):
    results = load_results(folder)
    (folder / "runs.csv").write_bytes(b"\xff\xff not a table")
    assert len(results.daily) == 2 * 2 * 14
    with pytest.raises(ExperimentError, match=r"runs\.csv cannot be read"):
        _ = results.runs


def test_names_stay_texts_and_dates_are_dates(as_csv):
    results = load_results(as_csv)
    assert list(results.runs["scenario"].unique()) == ["NA", "007"]
    assert list(results.daily["date"][:2]) == [pd.Timestamp(2025, 1, 1), pd.Timestamp(2025, 1, 2)]


def test_every_column_has_the_type_of_what_is_declared_of_it(as_csv):
    assert set(TYPES) == set(KINDS)
    for name, table in load_results(as_csv).items():
        known = typed_table.columns_in(as_csv / f"{name}.csv")
        assert list(table) == list(known)
        assert {c: str(table[c].dtype) for c in table} == {c: TYPES[known[c].kind] for c in table}, name


def test_numbers_are_those_of_the_file_to_the_last_bit(as_csv):
    rows = pd.read_csv(as_csv / "runs.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    exact = np.array([float(cell or "nan") for cell in rows["value"]])
    assert len(exact) and np.array_equal(load_results(as_csv).runs["value"], exact, equal_nan=True)


def test_csv_and_parquet_give_equal_frames(as_csv, as_parquet):
    csv, parquet = load_results(as_csv), load_results(as_parquet)
    assert list(csv) == list(parquet) and parquet.files["needs"].suffix == ".parquet"
    for name in csv:
        pd.testing.assert_frame_equal(csv[name], parquet[name], check_exact=True)


def test_parts_of_a_table_have_its_types_and_all_its_rows(as_csv):
    whole = read_typed(as_csv / "needs.csv")
    parts = list(typed_parts(as_csv / "needs.csv", rows=7))
    assert len(parts) == -(-len(whole) // 7) > 2
    assert all(part.dtypes.equals(whole.dtypes) for part in parts)
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), whole)


def test_metrics_are_a_row_a_run_and_a_column_a_metric(as_csv):
    results = load_results(as_csv)
    wide = results.metrics()
    assert list(wide.index) == [("NA", 0), ("NA", 1), ("007", 0), ("007", 1)]
    assert list(wide) == list(results.runs["metric"].unique())
    for row in results.runs.itertuples():
        assert np.array_equal(
            wide.loc[(row.scenario, row.replication), row.metric], row.value, equal_nan=True
        )
    assert set(wide.attrs["units"]) == set(wide) and wide.attrs["units"]["need_days"]


def test_a_column_of_a_user_defined_run_is_what_pandas_takes_it_for(standing_in):
    daily = load_results(standing_in).daily
    assert (str(daily["points"].dtype), str(daily["open"].dtype)) == ("float64", "float64")


def test_results_can_be_copied_and_sent_to_another_process(as_csv):
    for again in (copy.deepcopy(load_results(as_csv)), pickle.loads(pickle.dumps(load_results(as_csv)))):
        assert isinstance(again, Results) and len(again.runs)


def test_a_table_that_is_not_there_is_one_sentence_with_the_names(as_csv):
    results = load_results(as_csv)
    for error, ask in ((ExperimentError, lambda: results["nedds"]), (AttributeError, lambda: results.nedds)):
        with pytest.raises(error) as refused:
            ask()
        first, allowed, meant = str(refused.value).splitlines()
        assert first == f"{as_csv} has no table 'nedds'"
        assert "cases, closing_times" in allowed and meant.strip() == "did you mean 'needs'?"


def test_a_folder_that_holds_no_results_is_one_sentence(tmp_path):
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(ExperimentError, match="is not a results folder"):
            load_results(path)


def test_a_folder_without_a_finished_run_says_how_to_go_on(standing_in):
    for run in [f"{name}-{r}" for name in ("base", "more") for r in range(6)]:
        lose(standing_in, run)
    for table in standing_in.glob("*.csv"):
        table.unlink()
    with pytest.raises(ExperimentError, match="no tables yet, because no run is finished; to go on: python"):
        load_results(standing_in)["runs"]


def test_a_table_that_was_changed_is_refused_and_the_others_are_not(as_csv, tmp_path):
    folder = shutil.copytree(as_csv, tmp_path / "results")
    (folder / "runs.csv").write_text("scenario,value\nNA,1\n", encoding="utf-8")
    with pytest.raises(ExperimentError, match=r"runs\.csv is not as it was written"):
        load_results(folder)["runs"]
    assert len(load_results(folder)["daily"])


@pytest.mark.parametrize(
    "column, cell, noun",
    [
        ("replication", "1.5", "whole number"),
        ("needs", "many", "whole number"),
        ("trust", "high", "number"),
        ("date", "31 January", r"date \(YYYY-MM-DD\)"),
    ],
)
def test_a_cell_of_another_kind_is_named_with_line_and_column(folder, column, cell, noun):
    table = pd.read_csv(folder / "daily.csv", dtype=str, encoding="utf-8-sig", keep_default_na=False)
    table.loc[3, column] = cell
    table.to_csv(folder / "daily.csv", index=False)
    with pytest.raises(
        ExperimentError, match=rf"daily\.csv, row 4: '{cell}' in column '{column}' is no {noun}"
    ):
        load_results(folder)["daily"]
