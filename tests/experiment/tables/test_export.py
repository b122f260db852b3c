"""Tables as Parquet: those of the folder, cell by cell, with declared types, meanings and units."""

import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from simulation import load_results
from simulation.experiment import ExperimentError, export_parquet, run_study
from simulation.experiment.tables import export, typed_table
from simulation.experiment.tables.data_dictionary import columns_in
from tests.worlds import small

pytestmark = pytest.mark.usefixtures("in_this_process")

ARROW = {
    "text": {pa.string(), pa.large_string()},
    "whole": {pa.int64()},
    "number": {pa.float64()},
    "flag": {pa.bool_()},
    "date": {pa.timestamp("us")},
}


@pytest.fixture(scope="module")
def folder(in_this_process, tmp_path_factory) -> Path:
    """A week of a street and of one called 007, with every need."""
    street = small(grids=2, days=7, warmup=0)
    street = replace(street, experiment=replace(street.experiment, replications=2))
    folder = tmp_path_factory.mktemp("results")
    run_study([street, replace(street, name="007")], folder, 1, cases="csv")
    return folder


@pytest.fixture(scope="module")
def out(folder, tmp_path_factory) -> Path:
    """The tables of that folder, read in parts of 50 rows."""
    out = tmp_path_factory.mktemp("tables")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(export, "typed_parts", lambda file: typed_table.typed_parts(file, 50))
        export_parquet(folder, out)
    return out


def test_each_table_is_one_file_with_the_same_cells(folder, out):
    results = load_results(folder)
    assert {path.name for path in out.iterdir()} == {f"{name}.parquet" for name in results}
    for name, table in results.items():
        again = pd.read_parquet(out / f"{name}.parquet")
        assert len(again) == len(table) and list(again) == list(table), name
        pd.testing.assert_frame_equal(again.astype(table.dtypes.to_dict()), table, check_exact=True)
    assert pq.ParquetFile(out / "runs.parquet").num_row_groups > 1


def test_types_are_those_that_are_declared_also_of_an_empty_table(folder, out):
    for file in folder.glob("*.csv"):
        schema, known = pq.read_schema(out / f"{file.stem}.parquet"), columns_in(file)
        for column in schema:
            assert column.type in ARROW[known[column.name].kind], (file.name, column)


def test_a_column_carries_its_meaning_and_its_unit(folder, out):
    column = pq.read_schema(out / "daily.parquet").field("firm_visits")
    assert column.metadata == {b"meaning": b"firms visited", b"unit": b"firms"}


def test_an_empty_table_keeps_its_types(folder, tmp_path):
    bare = shutil.copytree(folder, tmp_path / "bare")
    (bare / "manifest.json").unlink()
    for file in bare.glob("*.csv"):
        file.write_text(file.read_text("utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    export_parquet(bare, tmp_path / "tables")
    test_types_are_those_that_are_declared_also_of_an_empty_table(bare, tmp_path / "tables")


def test_tables_that_are_there_are_not_overwritten(folder, out, tmp_path):
    before = {path: path.stat().st_mtime_ns for path in out.iterdir()}
    with pytest.raises(ExperimentError, match="exists and is not empty; choose another folder"):
        export_parquet(folder, out)
    (tmp_path / "file").touch()
    with pytest.raises(ExperimentError, match="is a file, not a folder"):
        export_parquet(folder, tmp_path / "file")
    assert {path: path.stat().st_mtime_ns for path in out.iterdir()} == before


def test_a_folder_with_a_changed_table_is_not_exported(folder, tmp_path):
    changed = shutil.copytree(folder, tmp_path / "changed")
    (changed / "runs.csv").write_text("scenario\nNA\n", encoding="utf-8")
    with pytest.raises(ExperimentError, match=r"runs\.csv is not as it was written"):
        export_parquet(changed, tmp_path / "tables")
    assert not (tmp_path / "tables").exists()


def test_without_pyarrow_it_is_one_sentence(folder, tmp_path, monkeypatch):
    monkeypatch.setattr("simulation.experiment.storage.files.parquet.find_spec", lambda name: None)
    with pytest.raises(ExperimentError, match=r"Parquet needs pyarrow, .* pip install -e '\.\[parquet\]'$"):
        export_parquet(folder, tmp_path / "tables")
