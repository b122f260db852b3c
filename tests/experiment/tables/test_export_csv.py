"""Tables as CSV for an office: headings in its language, with units, as spreadsheets read them."""

import csv
import json
import shutil
import subprocess
import sys
from dataclasses import replace

import pytest

from simulation.experiment import ExperimentError, export_csv, run_study
from simulation.experiment.tables.export_csv import _harmless
from simulation.experiment.tables.headings import chinese_headings, unit_in
from tests.worlds import ROOT, small

pytestmark = pytest.mark.usefixtures("in_this_process")
OFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def folder(in_this_process, tmp_path_factory):
    """Two days of a street and of one whose title is a formula."""
    street = small(grids=2, days=2, warmup=0)
    folder = tmp_path_factory.mktemp("results")
    run_study([street, replace(street, name="007", title={"en": "=1+1", "zh": "=甲"})], folder, 1)
    return folder


def rows(file):
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines))


def test_headings_are_chinese_with_units_and_names_stand_beside_ids(folder, tmp_path):
    files = {file.stem: file for file in export_csv(folder, tmp_path / "out", "zh")}
    assert files.keys() == {file.stem for file in folder.glob("*.csv")}
    assert all(file.read_bytes().startswith(b"\xef\xbb\xbf") for file in files.values())
    (heads, *lines), before = rows(files["runs"]), rows(folder / "runs.csv")
    assert heads == ["方案（代号）", "方案", "重复序号", "随机种子", "指标（代号）", "指标", "数值", "单位"]
    found = {(line[0], line[4]): line for line in lines}["007", "need_days"]
    assert (found[1], found[5], found[7]) == ("'=甲", "需求未解决天数", "天/(千人·年)")
    # and every number is the one of the folder, to its last digit
    assert [line[6] for line in lines] == [line[before[0].index("value")] for line in before[1:]]
    assert "金额（元）" in rows(files["ledger"])[0]


TABLES_OF_STUDIES = """
import json
from simulation.columns import description, known_tables
from simulation.experiment.tables.data_dictionary import import_described
import_described()
columns = [(name, c.unit) for t in known_tables() for name, c in description(t).columns.items()]
print(json.dumps(columns))
"""


def test_every_column_has_a_chinese_heading_and_no_heading_is_of_none():
    # in a process of its own, where nobody has described tables that other verbs write
    typed = [sys.executable, "-c", TABLES_OF_STUDIES]
    found = subprocess.run(typed, capture_output=True, cwd=ROOT, check=True)
    columns = json.loads(found.stdout)
    assert {name for name, _ in columns} == {*chinese_headings()}
    units = {unit for _, unit in columns}
    assert {unit for unit in units if any("a" <= letter <= "z" for letter in unit_in(unit, "zh"))} == set()


def test_without_headings_a_table_is_as_the_folder_has_it_and_may_get_a_mark(folder, tmp_path):
    export_csv(folder, tmp_path / "plain")
    assert (tmp_path / "plain/runs.csv").read_bytes() == (folder / "runs.csv").read_bytes()
    export_csv(folder, tmp_path / "marked", bom=True)
    marked = (tmp_path / "marked/runs.csv").read_bytes()
    assert marked == b"\xef\xbb\xbf" + (folder / "runs.csv").read_bytes()
    with pytest.raises(ExperimentError, match="not empty; choose another folder"):
        export_csv(folder, tmp_path / "plain", "en")


def test_a_text_is_no_formula_and_a_number_stays_one():
    harmless = ["-4.5", "+1e-7", "'=1", "'-x", "'@a", "a=1", ""]
    assert [_harmless(cell) for cell in ("-4.5", "+1e-7", "=1", "-x", "@a", "a=1", "")] == harmless


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice on this machine (apt: libreoffice-calc-nogui)")
def test_libreoffice_opens_it_with_chinese_headings_and_numbers_as_numbers(folder, tmp_path):
    from openpyxl import load_workbook

    export_csv(folder, tmp_path / "out", "zh")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    words = [OFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", tmp_path]
    subprocess.run([*words, tmp_path / "out/runs.csv"], check=True, capture_output=True, timeout=300)
    sheet = load_workbook(tmp_path / "runs.xlsx").active
    heads, *lines = ([cell.value for cell in row] for row in sheet.iter_rows())
    assert heads[:2] == ["方案（代号）", "方案"] and len(lines) == len(rows(folder / "runs.csv")) - 1
    values = [line[heads.index("数值")] for line in lines]
    assert all(value is None or isinstance(value, int | float) for value in values)
    assert "'=甲" in {line[1] for line in lines} and not any(str(line[1]).startswith("=") for line in lines)
    written = [line[6] for line in rows(tmp_path / "out/runs.csv")[1:]]
    assert [float(text) for text in written if text] == pytest.approx([v for v in values if v is not None])
