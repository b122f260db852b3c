"""Tables as others read them: Parquet and CSV hold the same, and Excel, pandas and R find them in order."""

import json
import shutil
import subprocess

import numpy as np
import pandas as pd
import pytest

from simulation import cli
from simulation.experiment import compare, run_study
from simulation.experiment.runs import Run
from simulation.experiment.storage import run_store
from simulation.experiment.storage.collected import collect
from simulation.experiment.storage.files import parquet
from simulation.experiment.storage.stored_runs import StoredRuns
from simulation.report import build
from tests.cli.words import BRIEFLY, CLASSROOM
from tests.experiment.stand_ins import METRICS, RECIPE, Study, World, files_of_runs

pytestmark = pytest.mark.usefixtures("in_this_process")


@pytest.fixture(scope="module")
def ran(in_this_process, tmp_path_factory):
    """Runs the classroom street with some options, once each."""
    done = {}

    def run(*options):
        if options not in done:
            done[options] = tmp_path_factory.mktemp("ran") / "out"
            with pytest.raises(SystemExit) as end:
                cli.main(["run", CLASSROOM, *BRIEFLY, *options, "-o", str(done[options])])
            assert end.value.code == 0
        return done[options]

    return run


# --- Parquet


@pytest.mark.slow
def test_cases_as_parquet_hold_what_cases_as_csv_do(ran):
    pq = pytest.importorskip("pyarrow.parquet")
    # given the same runs with their cases in both forms
    folder = ran("--cases", "parquet")
    found, told = pd.read_parquet(folder / "cases.parquet"), pd.read_csv(ran("--cases", "csv") / "cases.csv")
    # then cell by cell they are the same, empty ones too
    assert list(found) == list(told) and list(found)[:2] == ["scenario", "replication"]
    for name in told:
        np.testing.assert_array_equal(found[name].isna(), told[name].isna())
        assert found[name].dropna().tolist() == told[name].dropna().tolist()
    # and every column has its type, and every run its group of rows
    assert found.dtypes.astype(str).to_dict() == {name: kind(name) for name in told}
    pd.testing.assert_frame_equal(
        pd.read_parquet(folder / "needs.parquet"), pd.read_csv(ran("--cases", "csv") / "needs.csv"),
        check_dtype=False, check_categorical=False, check_exact=True,
    )  # fmt: skip
    assert pq.ParquetFile(folder / "cases.parquet").num_row_groups == 2
    assert not (folder / "cases.csv").exists()
    assert "cases.parquet" in json.loads((folder / "manifest.json").read_text("utf-8"))["tables"]


def kind(name):
    if name in ("scenario", "class", "category", "domain", "channel", "track", "review"):
        return "category"
    times = "arose reported registered dispatched started true_closed reported_closed limit_at due_at"
    minutes = f"{times} touch_minutes others_minutes".split()
    return "float64" if name in minutes else "Int64"


def write_parts(folder, *tables):
    (folder / "runs").mkdir(parents=True)
    runs = [Run(World("base"), at, at) for at in range(len(tables))]  # type: ignore[arg-type]
    for run, table in zip(runs, tables, strict=True):
        run_store.write_run(folder, run, {"cases.parquet": table})
    collect(StoredRuns(folder), runs)
    return (folder / "cases.parquet").read_bytes()


def test_types_and_bytes_do_not_depend_on_what_a_run_holds(tmp_path):
    pytest.importorskip("pyarrow")
    # given a first run without a case, and one with some
    some = pd.DataFrame({"class": ["major"], "arose": [1.5], "of": pd.array([None], "Int64")})
    first = write_parts(tmp_path / "one", some.head(0), some)
    # then the same bytes come out again, and the types are those of the run that has cases
    assert write_parts(tmp_path / "two", some.head(0), some) == first
    types = pd.read_parquet(tmp_path / "one" / "cases.parquet").dtypes.astype(str).to_dict()
    assert types == {"scenario": "category", "replication": "Int64", "class": "category", "arose": "float64",
                     "of": "Int64"}  # fmt: skip


def test_without_pyarrow_parquet_is_one_sentence_before_any_run(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(parquet, "find_spec", lambda name: None)
    with pytest.raises(SystemExit) as end:
        cli.main(["run", CLASSROOM, *BRIEFLY, "--cases", "parquet", "-o", str(tmp_path / "out")])
    said = capsys.readouterr()
    assert (end.value.code, said.out) == (2, "") and not (tmp_path / "out").exists()
    assert said.err == (
        "Parquet needs pyarrow, which is not installed: pip install -e '.[parquet]', or take --cases csv\n"
    )


# --- for Excel


@pytest.mark.slow
def test_with_a_byte_order_mark_every_table_of_the_folder_has_one_and_says_the_same(ran):
    plain, marked = ran("--cases", "csv"), ran("--cases", "csv", "--bom")
    tables = sorted(path.name for path in plain.glob("*.csv"))
    assert sorted(path.name for path in marked.glob("*.csv")) == tables
    for name in tables:
        text = (plain / name).read_bytes()
        assert (marked / name).read_bytes() == b"\xef\xbb\xbf" + text and b"\r" not in text
        if len(text) > 1:
            for encoding in (None, "utf-8-sig"):
                read = pd.read_csv(marked / name, encoding=encoding)
                pd.testing.assert_frame_equal(read, pd.read_csv(plain / name))
    # and the tables of single runs, which are only joined, have none
    assert not any(text.startswith(b"\xef\xbb\xbf") for text in files_of_runs(marked).values())


def test_what_reads_a_folder_reads_it_with_marks(tmp_path):
    # given a study written with marks and one without
    folders = tmp_path / "marked", tmp_path / "plain"
    for folder in folders:
        study = Study(World("base"), (World("more", 3.0),))
        run_study(study, folder, 1, recipe=RECIPE, metrics=METRICS, bom=folder.name == "marked")  # type: ignore[arg-type]
    # when it is compared again, then it says the same, and keeps its marks
    found, told = (compare(folder, METRICS) for folder in folders)
    pd.testing.assert_frame_equal(found, told)
    assert all(run_store.has_bom(path) for path in folders[0].glob("*.csv"))


@pytest.mark.slow
def test_the_report_reads_tables_with_marks(ran, tmp_path):
    pages = [build([ran("--cases", "csv", *more)], tmp_path / "page.html").read_text("utf-8")
             for more in ((), ("--bom",))]  # fmt: skip
    assert abs(len(pages[0]) - len(pages[1])) < 100  # the command and the time that it was made


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed")
@pytest.mark.parametrize("mark", [(), ("--bom",)])
def test_r_reads_the_tables(ran, mark):
    table = ran("--cases", "csv", *mark) / "runs.csv"
    ask = f'cat(names(read.csv("{table}", fileEncoding = "UTF-8-BOM")))'
    said = subprocess.run(["Rscript", "-e", ask], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["scenario", "replication", "seed", "metric", "value", "unit"]


# --- what a spreadsheet would run


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)"])
def test_no_cell_of_a_comparison_begins_like_a_formula(tmp_path, title):
    # given a scenario whose title a spreadsheet would take for a formula
    titles = {"en": title, "zh": title}
    study = Study(World("base"), (World("more", 3.0, title=titles),))
    run_study(study, tmp_path, 1, recipe=RECIPE, metrics=METRICS)  # type: ignore[arg-type]
    # then it stands in quotes, whole, wherever a sentence begins with it
    told = pd.read_csv(tmp_path / "comparison.csv")
    for sentences in (told["sentence_en"], told["sentence_zh"]):
        assert sentences.str.startswith(f"“{title}”").all()
