"""traces.csv: a results folder keeps by which links its scenarios act, the newest telling of each."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pandas as pd
import pytest

from simulation import load_results
from simulation.cli import exit_code
from simulation.experiment.errors import ExperimentError
from simulation.experiment.storage.manifest import check_tables, tables
from simulation.experiment.tables.data_dictionary import columns_of
from simulation.experiment.tracing import Explained, add_traces, check_scenario
from tests.report.synthetic_results import write_folder

NOTHING = float("nan")


@pytest.fixture
def folder(tmp_path):
    return write_folder(tmp_path / "results", 3, 4)


def scenario(name, days=30):
    return SimpleNamespace(name=name, experiment=SimpleNamespace(days=days))


def explained(carried, metric="need_days"):
    rows = [("lever", link, n, NOTHING, NOTHING, 1.0) for link, n in carried.items()]
    links = pd.DataFrame(rows, columns=["kind", "link", "carried", "low", "high", "share"])
    return Explained(metric, 1, (sum(carried.values()), NOTHING, NOTHING), {}, links)


def test_the_table_has_a_row_a_link_and_is_described(folder):
    add_traces(folder, scenario("more-workers"), explained({"workers → Staff._wanted": -5.0, "cost": 1.0}))
    found = load_results(folder).traces
    assert list(found.columns) == list(columns_of("traces.csv"))
    assert found["carried"].tolist() == [-5, 1]
    assert set(found["unit"]) == {"days/1,000 residents/year"} and set(found["days"]) == {30}
    described = json.loads((folder / "columns.json").read_text("utf-8"))["tables"]["traces.csv"]
    assert described["columns"]["link"]["meaning"].startswith("the lever and the rule")


def test_a_scenario_that_is_explained_again_takes_the_place_of_what_was_told_of_it(folder):
    add_traces(folder, scenario("more-workers"), explained({"cost": 1.0}))
    add_traces(folder, scenario("more-workers"), explained({"cost": 9.0}, "cost"))
    add_traces(folder, scenario("volunteer-points"), explained({"points": 2.0}))
    add_traces(folder, scenario("more-workers"), explained({"workers": 3.0}))
    found = load_results(folder).traces
    assert list(zip(found["scenario"], found["metric"], found["carried"], strict=True)) == [
        ("more-workers", "cost", 9),
        ("volunteer-points", "need_days", 2),
        ("more-workers", "need_days", 3),
    ]


def test_explaining_again_does_not_make_the_folder_look_changed(folder):
    add_traces(folder, scenario("more-workers"), explained({"cost": 1.0}))
    before = tables(folder)
    (folder / "manifest.json").write_text(json.dumps({"tables": before}), encoding="utf-8")
    add_traces(folder, scenario("more-workers"), explained({"cost": 2.0}))
    assert load_results(folder).traces["carried"].tolist() == [2] and tables(folder) == before
    check_tables(folder)  # raises where a table is not that of the manifest


def test_a_scenario_that_the_folder_does_not_hold_is_a_sentence(folder, tmp_path):
    with pytest.raises(
        ExperimentError, match=r"no scenario 'more-worker'; it has .*did you mean 'more-workers'"
    ):
        check_scenario(folder, "more-worker")
    with pytest.raises(ExperimentError, match=r"no study\.json here; name a results folder"):
        check_scenario(tmp_path, "more-workers")


@pytest.mark.parametrize(
    "words, said",
    [
        (["scenarios/remedy-1-party.yaml"], "holds no scenario 'remedy-1-party'"),
        (["scenarios/more-workers.yaml", "--policy", "staffing"], "leave --policy out"),
    ],
)
def test_the_command_refuses_what_a_folder_cannot_tell_before_it_runs(words, said, folder, capsys):
    assert exit_code(["explain", *words, "-o", str(folder)]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.slow
def test_the_command_writes_the_links_of_a_scenario_into_its_results_folder(folder):
    words = ["scenarios/more-workers.yaml", "--days", "5", "--set", "experiment.warmup=0", "-o", str(folder)]
    assert exit_code(["explain", *words]) == 0
    found = load_results(folder).traces
    assert set(found["scenario"]) == {"more-workers"} and set(found["days"]) == {5}
    assert "workers → Staff._wanted" in set(found["link"])


def test_a_place_that_is_not_there_is_told_before_anything_runs(tmp_path, capsys):
    words = ["scenarios/more-workers.yaml", "-o", str(tmp_path / "nowhere" / "links.csv")]
    assert exit_code(["explain", *words]) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"-o: there is no folder {tmp_path / 'nowhere'}") and "Traceback" not in err
