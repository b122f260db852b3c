"""Tables with many rows a run are read in parts, and nothing depends on where a part ends."""

import numpy as np
import pandas as pd
import pytest

from simulation.experiment import ExperimentError
from simulation.experiment.comparison import closing_times
from simulation.experiment.comparison.closing_times import NEEDED, ClosingTimes, Kinds
from simulation.experiment.comparison.companion_tables import write_companion_tables
from simulation.experiment.comparison.compare import WORDS, units_of, values_by_scenario
from simulation.experiment.storage import run_store
from simulation.experiment.storage.run_store import read_table, write_table


def closing(rows=60):
    """closing_times.csv of two scenarios and four replications, some rows of each."""
    made = np.random.default_rng(3)
    return pd.DataFrame(
        {
            "scenario": np.repeat(["base", "更多"], rows // 2),
            "replication": np.tile(np.repeat([0, 1, 10, 2], [3, 9, 4, 14]), 2),
            "class": made.choice(["general", "major"], rows),
            "category": made.choice(["repair", "errand", "care"], rows),
            "upto_minutes": made.choice([30.87, 45.11, 7.5], rows),
            "closed": made.integers(0, 200, rows),  # so that lines differ in length
            "censored": made.integers(0, 2, rows),
        }
    )


@pytest.mark.parametrize("bom", [False, True])
@pytest.mark.parametrize("rows, size", [(1, 7), (4, 100), (20_000, 1 << 20)])
def test_each_replication_has_its_rows_wherever_parts_end(tmp_path, monkeypatch, rows, size, bom):
    monkeypatch.setattr(closing_times, "CHUNK", rows)
    monkeypatch.setattr(closing_times, "BLOCK", size)
    whole = closing()
    write_table(tmp_path / "closing_times.csv", whole, bom=bom)
    found = ClosingTimes(tmp_path / "closing_times.csv")
    parts = list(found.by_replication())
    assert [part["replication"].iloc[0] for part in parts] == [0, 1, 2, 10]
    for part, (_, mine) in zip(parts, whole.groupby("replication"), strict=True):
        assert part[NEEDED].astype(str).to_numpy().tolist() == (
            mine.astype({"closed": float, "censored": float})[NEEDED].astype(str).to_numpy().tolist()
        )
    kinds = Kinds()
    kinds.add(whole)
    assert (found.kinds.classes, found.kinds.categories) == (kinds.classes, ["care", "errand", "repair"])
    assert found.kinds.ends.tolist() == kinds.ends.tolist() and 7.5 in kinds.ends


def test_a_table_without_rows_has_no_replication(tmp_path):
    write_table(tmp_path / "closing_times.csv", closing().head(0))
    assert list(ClosingTimes(tmp_path / "closing_times.csv").by_replication()) == []


def test_a_row_that_is_broken_into_lines_is_a_sentence(tmp_path):
    broken = closing()
    broken.loc[5, "category"] = "re\npair"
    write_table(tmp_path / "closing_times.csv", broken)
    values = {name: pd.DataFrame({"wait": [1.0, 2.0]}) for name in ("base", "更多")}
    said = r"closing_times.csv is not a table that a study writes: a row of replication \d+ is broken"
    with pytest.raises(ExperimentError, match=said):
        write_companion_tables(tmp_path, {"更多": "base"}, values, pd.Series({"wait": "h"}))


@pytest.mark.parametrize("rows", [1, 4, 20_000])
def test_runs_are_the_same_to_the_last_bit_with_each_word_kept_once(tmp_path, monkeypatch, rows):
    # given names that look like numbers or like nothing, units that are not there, values that are NaN
    monkeypatch.setattr(run_store, "CHUNK", rows)
    metrics = {"wait": "h", "NA": None, "backlog": "case"}
    of_runs = [
        (scenario, replication, metric, unit, np.nan if metric == "NA" else (replication + 1) / 3)
        for scenario in ("007", "NA")
        for replication in range(3)
        for metric, unit in metrics.items()
    ]
    columns = ["scenario", "replication", "metric", "unit", "value"]
    write_table(tmp_path / "runs.csv", pd.DataFrame(of_runs, columns=columns))
    plain, compact = read_table(tmp_path / "runs.csv"), read_table(tmp_path / "runs.csv", compact=WORDS)
    assert list(compact.columns) == columns and str(compact["metric"].dtype) == "category"
    assert compact["value"].to_numpy().tobytes() == plain["value"].to_numpy().tobytes()
    study = {"replications": 4, "scenarios": [{"name": "007"}, {"name": "NA"}]}
    for name, values in values_by_scenario(study, compact).items():
        pd.testing.assert_frame_equal(values, values_by_scenario(study, plain)[name])
    assert (
        units_of(compact).to_dict() == units_of(plain).to_dict() == {"wait": "h", "NA": "", "backlog": "case"}
    )
