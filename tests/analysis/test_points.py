"""Runs as points: each with the numbers that it was run with."""

import json

import pandas as pd
import pytest

import simulation.analysis.suggested_commands as instead
from simulation.analysis.optimise.task import for_check, for_search
from simulation.analysis.points import read_points
from simulation.analysis.suggested_commands import more_worlds
from simulation.experiment import ExperimentError
from simulation.scenario import load
from tests.worlds import ROOT

TWELVE = range(1, 13)


@pytest.fixture
def folder(tmp_path):
    """A study of 24 replications over twelve sets, two seeds each, with a word that differs."""
    titles = {name: {"en": name, "zh": name} for name in ("today", "more")}
    study = {
        "name": "s", "title": titles["today"], "baseline": "today", "replications": 24, "seed": 0, "days": 30,
        "scenarios": [{"name": name, "title": title} for name, title in titles.items()],
        "parameter_sets": {"file": "sets.csv", "sets": 12, "seeds": 2},
    }  # fmt: skip
    (tmp_path / "study.json").write_text(json.dumps(study), encoding="utf-8")
    words = ["bounces", "solved_by_grid"] * 6
    sets = {"set": TWELVE, "workers.burn_days": [60.0 + each for each in TWELVE], "service.refused": words}
    pd.DataFrame(sets).to_csv(tmp_path / "parameter_sets.csv", index=False)
    rows = [(name, r, r, "need_days", float(r), "days") for name in titles for r in range(24)]
    columns = ["scenario", "replication", "seed", "metric", "value", "unit"]
    pd.DataFrame(rows, columns=columns).to_csv(tmp_path / "runs.csv", index=False)
    return tmp_path


def test_a_point_has_the_numbers_of_the_set_that_its_replication_ran_with(folder):
    found = read_points(folder)
    assert found.sets["workers.burn_days"].tolist() == [60.0 + each for each in TWELVE for _ in range(2)]
    # and a word is a number: 1 where a switch has it
    assert found.sets["service.refused=bounces"].tolist() == [1.0, 1.0, 0.0, 0.0] * 6


def test_over_luck_a_row_is_a_set_with_the_mean_of_its_runs(folder):
    found = read_points(folder).over_luck()
    assert len(found.sets) == 12
    assert found.values["more"]["need_days"].tolist() == [2 * each + 0.5 for each in range(12)]


def test_a_recheck_has_the_other_sets_than_the_search_and_a_replication_each():
    sets = ROOT / "scenarios" / "parameter-sets" / "plausible.csv"
    base = load(ROOT / "scenarios" / "lijia.yaml", [f"experiment.parameter_sets={sets}"])
    searched, checked = for_search(base).experiment, for_check(base, 4).experiment
    assert searched.parameter_sets and checked.parameter_sets
    assert not set(searched.parameter_sets.rows) & set(checked.parameter_sets.rows)
    assert [checked.parameter_sets.number_of(world) for world in range(4)] == [1, 2, 3, 4]
    assert checked.seed > searched.seed + 1000


def test_a_folder_with_too_few_sets_says_the_whole_command_that_gets_enough(folder):
    sets = pd.read_csv(folder / "parameter_sets.csv").head(6)
    sets.to_csv(folder / "parameter_sets.csv", index=False)
    with pytest.raises(ExperimentError) as error:
        read_points(folder)
    out = folder.with_name(f"{folder.name}-points")
    said = f"run.py sensitivity SCENARIOS --design random --count 60 -o {out}"
    assert said in str(error.value) and f"run.py overturn {folder}" in str(error.value)


def test_more_worlds_come_by_more_replications_where_the_table_has_the_sets(folder):
    assert more_worlds(folder, 8, sets=10, seeds=2).endswith(f"expand {folder} -n 16")
    assert "--design random --count 60" in more_worlds(folder, 8, sets=6, seeds=2)


def test_the_command_names_the_files_of_the_study_or_the_shipped_study_of_its_name(folder, monkeypatch):
    def planned(files, name):
        monkeypatch.setattr(instead, "read_plan_json", lambda _: {"asked": {"files": files}})
        monkeypatch.setattr(instead, "read_study_json", lambda _: {"name": name})
        monkeypatch.setattr(instead, "STUDIES", ROOT / "scenarios" / "studies")
        return instead.random_points(folder, 60)

    assert "sensitivity a.yaml b.yaml --design" in planned(["a.yaml", "b.yaml"], "s")
    assert "studies/six-remedies.yaml --design" in planned([], "six-remedies")
