"""A study that grows until its differences are known as narrowly as was asked for."""

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from simulation.experiment import ExperimentError, Shard, compare, resume, run_study
from simulation.experiment.execution.engines.engine import Local
from simulation.experiment.planning.precision import half_width
from simulation.experiment.storage.run_store import read_table
from tests.experiment.stand_ins import METRICS, RECIPE, Experiment, Here, Study, World, content

WITH_UNITS = {
    name: SimpleNamespace(**vars(about), unit=unit)
    for (name, about), unit in zip(METRICS.items(), ("hour", "share", "case", "yuan"), strict=True)
}
FEW = Experiment(replications=3)


def noisy(world: World, seed: int):
    """The waits of an arm vary by a number of its own, so pairs differ."""
    tables = RECIPE.replicate(world, seed)
    runs = tables["runs"]
    own = RECIPE.replicate(world, seed + 1000 * len(world.name))["runs"]
    runs.loc[0, "value"] += own.loc[1, "value"]
    return tables


OWN = {"recipe": replace(RECIPE, replicate=noisy), "metrics": WITH_UNITS}
PAIR = Study(World("base", experiment=FEW), (World("one-more", effect=3.0, experiment=FEW),))


def silent(ended: int, total: int, failed: int) -> None:
    pass


def grow(folder: Path, *asked: str, study: Study = PAIR, **options):
    means = {"engine": Here(), "progress": silent} | OWN
    return run_study(study, folder, 1, precision=asked, **means | options)


def widest(folder: Path) -> float:
    runs = read_table(folder / "runs.csv")
    waits = runs[runs.metric == "wait"].pivot(index="replication", columns="scenario", values="value")
    return half_width(waits["one-more"] - waits["base"])


def replications(folder: Path) -> int:
    return json.loads((folder / "study.json").read_text("utf-8"))["replications"]


@pytest.mark.slow
def test_it_grows_until_the_interval_is_narrow_enough_and_no_further(tmp_path):
    outcome = grow(tmp_path / "wide", "wait=0.4 hour")
    narrow = grow(tmp_path / "narrow", "wait=15 min")
    assert widest(tmp_path / "wide") <= 0.4 and widest(tmp_path / "narrow") <= 0.25
    assert 5 <= replications(tmp_path / "wide") < replications(tmp_path / "narrow") < 60
    assert outcome.notes == (
        f"precision wait=0.4 hour: after {replications(tmp_path / 'wide')} replications the widest "
        f"interval is that of one-more, ± {widest(tmp_path / 'wide'):.3g}",
    )
    assert narrow.finished == 2 * replications(tmp_path / "narrow")


@pytest.mark.slow
def test_the_folder_is_that_of_a_study_with_the_number_reached(tmp_path):
    grow(tmp_path / "grown", "wait=0.2 hour")
    asked = Experiment(replications=replications(tmp_path / "grown"))
    same = Study(replace(PAIR.baseline, experiment=asked), (replace(PAIR.scenarios[0], experiment=asked),))
    grow(tmp_path / "same", study=same)
    tables = {name: text for name, text in content(tmp_path / "same").items() if name.endswith(".csv")}
    judged = tables.pop("comparison.csv")
    assert {name: text for name, text in content(tmp_path / "grown").items() if name in tables} == tables
    # and only its verdicts, which may not rest on when it stopped, are held to every look
    grown, fixed = (read_table(tmp_path / name / "comparison.csv") for name in ("grown", "same"))
    assert set(grown["interval"]) == {"any time"} and set(fixed["interval"]) == {"t"} and judged
    pd.testing.assert_series_equal(grown["difference"], fixed["difference"])
    assert (grown["p"] >= fixed["p"]).all() and (grown["low"] <= fixed["low"]).all()


@pytest.mark.slow
def test_to_compare_it_again_does_not_forget_that_it_stopped_on_what_it_saw(tmp_path):
    grow(tmp_path, "wait=0.5 hour")
    before = (tmp_path / "comparison.csv").read_bytes()
    compare(tmp_path, WITH_UNITS)
    assert (tmp_path / "comparison.csv").read_bytes() == before


@pytest.mark.slow
def test_cores_and_a_stop_on_the_way_leave_no_trace(tmp_path):
    grow(tmp_path / "one", "wait=0.15 hour")
    grow(tmp_path / "two", "wait=0.15 hour", engine=Local(2))
    assert content(tmp_path / "two") == content(tmp_path / "one")

    # stopped after some runs of the second look
    class Tired(Here):
        def ends(self, runs, folder, recipe, timeout):
            for number, end in enumerate(super().ends(runs, folder, recipe, timeout)):
                if runs[0].replication >= 5 and number == 3:
                    raise KeyboardInterrupt
                yield end

    with pytest.raises(ExperimentError, match="interrupted: "):
        grow(tmp_path / "stopped", "wait=0.15 hour", engine=Tired())
    resume(tmp_path / "stopped", 1, engine=Here(), progress=silent, **OWN)
    assert content(tmp_path / "stopped") == content(tmp_path / "one")


@pytest.mark.slow
def test_the_most_there_may_be_is_said_where_it_is_not_enough(tmp_path):
    outcome = grow(tmp_path, "wait=0.001 hour", most=9)
    assert replications(tmp_path) == 9
    assert outcome.notes[0].endswith(", which is more than was asked for")


@pytest.mark.slow
def test_the_most_demanding_of_several_decides(tmp_path):
    grow(tmp_path / "both", "wait=2 hour", "wait=0.2 hour")
    grow(tmp_path / "one", "wait=0.2 hour")
    assert replications(tmp_path / "both") == replications(tmp_path / "one")


@pytest.mark.slow
def test_runs_that_fail_are_counted_and_not_tried_again_at_each_look(tmp_path):
    sick = World("one-more", effect=3.0, faults={8: "raise"}, experiment=FEW)
    outcome = grow(tmp_path, "wait=0.2 hour", study=Study(PAIR.baseline, (sick,)), engine=Local(1))
    assert outcome.failed == 1
    assert len((tmp_path / "failures.jsonl").read_text("utf-8").splitlines()) == 1
    pairs = compare(tmp_path, WITH_UNITS).set_index("metric").pairs
    assert pairs["wait"] == replications(tmp_path) - 1


@pytest.mark.parametrize(
    "asked, options, said",
    [
        ("wiat=1 hour", {}, "no metric 'wiat'\n  did you mean 'wait'"),
        ("wait=1 yuan", {}, "'yuan' is no unit of wait"),
        ("wait", {}, "not METRIC=NUMBER UNIT"),
        ("wait=1 hour", {"shard": Shard(1, 2)}, "precision needs all pairs together"),
        ("wait=1 hour", {"study": Study(PAIR.baseline, ())}, "name a scenario beside the baseline"),
    ],
)
def test_what_cannot_be_meant_is_a_sentence_before_anything_runs(tmp_path, asked, options, said):
    with pytest.raises(ExperimentError) as refused:
        grow(tmp_path / "out", asked, **options)
    assert said in str(refused.value) and not (tmp_path / "out").exists()
