"""A study can be followed: long work is announced; complete pairs are shown when they are twice as many."""

import json

import pandas as pd
import pytest

from simulation.cli import run_and_report
from simulation.experiment import ExperimentError, Interrupted, compare, resume, run_study
from simulation.experiment.execution.engines.engine import Local
from simulation.experiment.runs import Run
from simulation.experiment.studies import completion, interim
from simulation.experiment.studies.interim import Pairs
from simulation.text.spoken import speaking
from tests.experiment.stand_ins import (
    METRICS,
    RECIPE,
    Experiment,
    FakeClock,
    Here,
    Study,
    World,
    content,
    silent,
)

LONG = Experiment(replications=9)
STUDY = Study(World("base", experiment=LONG), (World("more", effect=3.0, experiment=LONG),))


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(interim, "PAUSE", 0.0)


class BaselineFirst(Here):
    """Does all runs of the baseline before any other."""

    def ends(self, runs, folder, recipe, timeout):
        order = sorted(range(len(runs)), key=lambda place: runs[place].scenario.name)
        for nth, failure in super().ends([runs[place] for place in order], folder, recipe, timeout):
            yield order[nth], failure


def run(folder, show=None):
    given = {"engine": BaselineFirst(), "recipe": RECIPE, "metrics": METRICS, "progress": silent}
    return run_study(STUDY, folder, **given, interim=show)


def test_tables_of_one_two_four_and_eight_pairs_are_shown_before_all_are_there(tmp_path, impatient):
    shown = []

    def show(folder, pairs):
        runs = pd.read_csv(folder / "runs.csv")
        per_scenario = runs.groupby("scenario")["replication"].nunique()
        asked = json.loads((folder / "study.json").read_text("utf-8"))["replications"]
        compared = pd.read_csv(folder / "comparison.csv")["pairs"].max()
        shown.append((pairs, per_scenario.tolist(), int(compared), asked))

    run(tmp_path / "results", show)
    assert shown == [(1, [1, 1], 1, 9), (2, [2, 2], 2, 9), (4, [4, 4], 4, 9), (8, [8, 8], 8, 9)]


def test_tables_on_the_way_hold_at_every_look_and_those_of_the_planned_pairs_for_one(tmp_path, impatient):
    kinds = []

    def show(folder, pairs):
        kinds.append(set(pd.read_csv(folder / "comparison.csv")["interval"]))

    run(tmp_path / "results", show)
    assert kinds == [{"any time"}] * 4
    assert set(pd.read_csv(tmp_path / "results" / "comparison.csv")["interval"]) == {"t"}


class Stopped(BaselineFirst):
    """Ctrl-C comes before the last three runs."""

    def ends(self, runs, folder, recipe, timeout):
        for number, end in enumerate(super().ends(runs, folder, recipe, timeout)):
            if number == len(runs) - 3:
                raise KeyboardInterrupt
            yield end


def test_who_stops_a_study_gets_intervals_that_hold_at_every_look_also_when_it_is_compared_again(tmp_path):
    given = {"recipe": RECIPE, "metrics": METRICS, "progress": silent}
    with pytest.raises(ExperimentError, match="interrupted: "):
        run_study(STUDY, tmp_path, engine=Stopped(), **given)
    made = pd.read_csv(tmp_path / "comparison.csv")
    assert set(made["interval"]) == {"any time"} and made["pairs"].max() == 7
    assert set(compare(tmp_path, METRICS)["interval"]) == {"any time"}


def test_who_stops_a_study_while_its_tables_are_made_hears_how_to_go_on(tmp_path, monkeypatch):
    # given a study that is stopped after its last run, before its tables are complete
    def stopped(folder, metrics):
        raise KeyboardInterrupt

    given = {"recipe": RECIPE, "metrics": METRICS, "progress": silent}
    with monkeypatch.context() as patch, pytest.raises(Interrupted, match="resume ") as stop:
        patch.setattr(completion, "write_dictionary", stopped)
        run_study(STUDY, tmp_path / "stopped", engine=Here(), **given)
    # then no report is to be made of it, and to go on makes what is there without a stop
    assert stop.value.folder is None
    resume(tmp_path / "stopped", engine=Here(), **given)
    run_study(STUDY, tmp_path / "whole", engine=Here(), **given)
    assert content(tmp_path / "stopped") == content(tmp_path / "whole")


@pytest.mark.slow
def test_a_run_that_fails_ends_no_study_early(tmp_path):
    sick = World("more", effect=3.0, faults={LONG.seed + 2: "raise"}, experiment=LONG)
    given = {"engine": Local(1), "recipe": RECIPE, "metrics": METRICS, "progress": silent}
    assert run_study(Study(STUDY.baseline, (sick,)), tmp_path, **given).failed == 1
    made = pd.read_csv(tmp_path / "comparison.csv")
    assert set(made["interval"]) == {"t"} and made["pairs"].max() == 8
    assert set(compare(tmp_path, METRICS)["interval"]) == {"t"}


@pytest.mark.slow
def test_to_be_shown_leaves_no_trace_in_the_end(tmp_path, impatient):
    run(tmp_path / "quiet")
    run(tmp_path / "shown", lambda folder, pairs: None)
    assert content(tmp_path / "shown") == content(tmp_path / "quiet")


class OneUnderWay(BaselineFirst):
    """A worker is always about to store the tables of a run."""

    def ends(self, runs, folder, recipe, timeout):
        self.draft = folder / "runs" / ".under-way.zip"
        self.draft.touch()
        yield from super().ends(runs, folder, recipe, timeout)


def test_to_be_shown_takes_nothing_from_a_worker_who_stores_a_run(tmp_path, impatient):
    there, engine = [], OneUnderWay()
    given = {"engine": engine, "recipe": RECIPE, "metrics": METRICS, "progress": silent}
    run_study(STUDY, tmp_path / "results", **given, interim=lambda *_: there.append(engine.draft.exists()))
    # what is there when no worker is left was left by one that was killed
    assert there == [True] * 4 and not engine.draft.exists()


def test_a_short_study_is_shown_at_its_end_alone(tmp_path):
    shown = []
    run(tmp_path / "results", lambda folder, pairs: shown.append(pairs))
    assert shown == []


def test_a_replication_is_complete_when_no_scenario_lacks_its_run(impatient):
    worlds = (World("base"), World("more"))
    runs = [Run(world, replication, 7 + replication) for world in worlds for replication in range(3)]
    pairs = Pairs.of(runs, runs[1:])
    assert pairs.complete == set() and not pairs.are_due()
    for each in runs[1:5]:
        pairs.end(each)
    assert pairs.complete == {0, 1} and pairs.are_due()
    pairs.note_shown()
    assert not pairs.are_due()


def test_the_first_pair_is_shown_at_once_and_the_next_ones_after_a_pause():
    # given a study of eight pairs, of two runs each
    runs = [Run(World(name), seed, seed) for seed in range(8) for name in ("base", "more")]
    clock, due = FakeClock(), []
    pairs = Pairs.of(runs, runs, clock)
    # when a run ends every ten seconds
    for run in runs:
        clock.now += 10
        pairs.end(run)
        if pairs.are_due():
            due.append((clock.now, len(pairs.complete)))
            pairs.note_shown()
    # then the first pair is shown when it is there, and twice as many half a minute later at the earliest
    assert due == [(1020.0, 1), (1050.0, 2), (1080.0, 4)]


def test_what_is_about_to_end_is_not_shown_before():
    runs = [Run(World(name), seed, seed) for seed in range(3) for name in ("base", "more")]
    clock = FakeClock()
    pairs = Pairs.of(runs, runs, clock)
    for run in runs[:2]:
        clock.now += 5
        pairs.end(run)
    assert pairs.complete == {0} and not pairs.are_due()


def test_a_page_that_cannot_be_made_on_the_way_stops_no_run(tmp_path, monkeypatch, capsys):
    def fail(*_):
        raise RuntimeError("a picture is broken")

    monkeypatch.setattr(run_and_report, "build_report", fail)
    run_and_report.show_so_far(tmp_path, 2)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("pairs", "zh"), [(1, "已有 1 对"), (4, "已有 4 对")])
def test_a_page_on_the_way_is_told_in_chinese_where_chinese_is_spoken(
    tmp_path, monkeypatch, capsys, pairs, zh
):
    monkeypatch.setattr(run_and_report, "build_report", lambda *_, **__: tmp_path / "report.html")
    with speaking("zh"):
        run_and_report.show_so_far(tmp_path, pairs)
    told = capsys.readouterr().err
    assert told.startswith(zh) and "pair" not in told and "newer" not in told
