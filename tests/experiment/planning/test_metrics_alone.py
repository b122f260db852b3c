"""Studies of many runs may leave their metrics alone: the numbers are the same, the other tables are not
there."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from simulation.experiment import resume, run_study
from simulation.experiment.planning.plan_file import PLAN
from simulation.experiment.storage.packs import packs_of
from simulation.report import build
from tests.worlds import small

pytestmark = pytest.mark.usefixtures("in_this_process")

OTHERS = {"daily.csv", "closing_times.csv", "statements.csv", "ledger.csv", "grids.csv", "warmup.csv"}


def _silent(ended, total, failed):
    pass


def study(folder, metrics_alone):
    scenario = small(grids=2, days=4, warmup=1)
    twice = replace(scenario, experiment=replace(scenario.experiment, replications=2))
    return run_study(twice, folder, 1, metrics_alone=metrics_alone, progress=_silent)


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    both = {each: tmp_path_factory.mktemp("results") / str(each) for each in (True, False)}
    for metrics_alone, folder in both.items():
        assert study(folder, metrics_alone).failed == 0
    return both


def names(folder):
    return {path.name for path in folder.glob("*.csv")}


def test_the_metrics_are_the_same_bytes_and_the_other_tables_are_not_there(folders):
    alone, whole = folders[True], folders[False]
    assert names(whole) >= OTHERS and not names(alone) & OTHERS
    for name in names(alone):
        assert (alone / name).read_bytes() == (whole / name).read_bytes(), name
    assert "runs.csv" in names(alone)


def test_such_a_folder_is_gone_on_with_as_it_was_begun(folders):
    # given a folder that lost a run
    folder = folders[True]
    before = (folder / "runs.csv").read_bytes()
    for pack in packs_of(folder):
        pack.unlink()
    # when it is resumed
    assert resume(folder, 1, progress=_silent).failed == 0
    # then it has the same tables, and no others
    assert (folder / "runs.csv").read_bytes() == before and not names(folder) & OTHERS


def test_its_report_has_what_metrics_tell(folders, tmp_path):
    page = build([folders[True]], tmp_path / "report.html")
    assert page.exists()


def test_a_plan_that_says_nothing_of_it_has_all_tables(folders):
    # given the plan of a folder that an older version of the program began
    folder = folders[False]
    stored = json.loads((folder / PLAN).read_text("utf-8"))
    assert stored["options"].pop("metrics_alone") is False
    (folder / PLAN).write_text(json.dumps(stored), encoding="utf-8")
    for pack in packs_of(folder):
        pack.unlink()
    # then its runs are done again with all of them
    assert resume(folder, 1, progress=_silent).failed == 0 and names(folder) >= OTHERS
