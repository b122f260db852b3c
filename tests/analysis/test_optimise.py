"""`optimise` from the command line to its folder, on a tiny street."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simulation.analysis.optimise.levers import Lever, levers_of
from simulation.analysis.optimise.measured import Limit, worse_off, yearly_paid
from simulation.analysis.optimise.recheck import judge
from simulation.cli import exit_code
from simulation.scenario import load
from tests.worlds import ROOT

pytestmark = pytest.mark.usefixtures("in_this_process")
CLASSROOM = str(ROOT / "scenarios" / "classroom.yaml")
TINY = [
    *("--set", "place.residents=2400", "--set", "place.communities=1"),
    *("--set", "experiment.days=20", "--set", "experiment.warmup=5", "-j", "1"),
]
BRIEF = [
    "--budget",
    "50000",
    "--trials",
    "6",
    "--worlds",
    "3",
    "--alone",
    "0",
    "--levers",
    "staffing,residents_council,app",
]


def searched(folder: Path, *more: str) -> int:
    return exit_code(["optimise", CLASSROOM, *BRIEF, *TINY, *more, "-o", str(folder)])


@pytest.mark.slow
def test_a_search_ends_with_a_package_that_runs_and_goes_on_where_it_was_stopped(
    tmp_path, capsys, monkeypatch
):
    out, again = tmp_path / "out", tmp_path / "again"
    monkeypatch.setattr("simulation.analysis.overturn.trials.SEEDS", 2)  # test_overturn has all of them
    assert searched(out, "--starts", "0,10", "--alone", "1") == 0
    said = capsys.readouterr().out.splitlines()
    assert said[-1] == str(out / "optimise.html") and "50,000 yuan a year" in said[0]
    page = (out / "optimise.html").read_text("utf-8")
    assert "<script src" not in page and "维持现状" in page
    trials = pd.read_csv(out / "trials.csv")
    assert len(trials) >= 6 and set(trials.loc[trials["efficient"], "keeps_limits"]) <= {True}
    assert exit_code(["validate", str(out / "package.yaml")]) == 0
    # the tables of what would overturn it are there, and their sentence is on the page
    assert set(pd.read_csv(out / "drawn_worlds.csv")["rival"]) >= {"classroom"}
    assert len(pd.read_csv(out / "overturning.csv")) >= 6 and "drawn at once from the middle halves" in page
    package = load(out / "package.yaml")
    assert {each.name for each in package.policies} <= {
        "staffing",
        "residents_council",
        "app",
    } and package.policies
    # given that another one is stopped in its second generation, then the same command ends it the same
    stop_before(monkeypatch, "generation-2")
    assert searched(again, "--starts", "0,10", "--no-trace") == 130
    monkeypatch.undo()
    assert not (again / "search" / "generation-2" / "round-1" / "runs.csv").exists()
    assert searched(again, "--starts", "0,10", "--no-trace") == 0
    assert (again / "trials.csv").read_bytes() == (out / "trials.csv").read_bytes()
    assert (again / "checked.csv").read_bytes() == (out / "checked.csv").read_bytes()
    # and another question is refused there
    capsys.readouterr()
    assert searched(again, "--starts", "0,5") == 2
    assert "was begun with other starts" in capsys.readouterr().err


def stop_before(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    import simulation.analysis.optimise.racing as racing

    real = racing.study_of

    def stopping(base, packages, folder, engine, progress=None):
        if name in folder.parts:
            raise KeyboardInterrupt
        return real(base, packages, folder, engine, progress)

    monkeypatch.setattr(racing, "study_of", stopping)


@pytest.mark.parametrize(
    "words, said",
    [
        (["--budget", "inf"], "--budget: inf yuan is no budget; allowed: 0 or more"),
        (["--budget", "-5"], "--budget: -5 yuan is no budget; allowed: 0 or more"),
        (["--levers", "staffng"], "did you mean 'staffing'?"),
        (["--goal", "need_dayz"], "there is no metric 'need_dayz'; did you mean 'need_days'?"),
        (["--goal", "fiscal_share"], "neither more nor less is better"),
        (["--channel", "comunity_fund=3"], "did you mean 'community_fund'?"),
        (["--channel", "gifts"], "write NAME=YUAN"),
        (["--starts", "900"], "day 900 lies outside the measured days; allowed: 0 to 19"),
        (["--starts", "now"], "--starts now: write days"),
        (["--sets", "none.csv"], "there is no file 'none.csv'"),
    ],
)
def test_what_is_asked_wrongly_is_answered_in_a_sentence(words, said, tmp_path, capsys):
    assert searched(tmp_path / "out", *words) == 2
    assert said in capsys.readouterr().err and not (tmp_path / "out").exists()


def test_nothing_is_written_over(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("mine")
    assert searched(tmp_path) == 2
    assert "holds files already" in capsys.readouterr().err


def test_without_optuna_it_says_what_to_install(tmp_path, capsys, monkeypatch):
    there = ("SALib", "sklearn")
    monkeypatch.setattr("simulation.analysis.installed.find_spec", lambda name: name in there or None)
    assert searched(tmp_path / "out") == 2
    err = capsys.readouterr().err
    assert err.startswith("this analysis needs Optuna, not installed here: pip install -e '.[analysis]'")


def a_lever(name: str) -> Lever:
    files = (ROOT / "scenarios" / "remedies").glob("*.yaml")
    scenarios = [load(each, ["experiment.start=2025-01-01"]) for each in sorted(files)]
    return next(each for each in levers_of(scenarios) if each.name == name)


def test_a_dose_multiplies_what_the_file_sets_up_to_its_range():
    staffing, honour = a_lever("staffing"), a_lever("honour")
    start = staffing.policy.start
    assert [staffing.at(step, start).intervention.add for step in (1, 2, 3)] == [0.25, 0.5, 0.75]
    assert staffing.at(3, start).intervention.induction == staffing.policy.intervention.induction
    # honour is whole in its file, so there is no more of it
    assert honour.doses == (0.5, 1.0) and honour.at(2, start).intervention.programme == 1.0


def test_groups_are_worse_off_where_counts_rise_by_more_than_chance():
    # given grids of 25 unsolved needs, of which chance moves ten and one, and of none
    rows = [("today", 0, 1, 25), ("today", 0, 2, 25), ("today", 0, 3, 0)]
    rows += [
        ("a", 0, 1, 36),
        ("a", 0, 2, 37),
        ("a", 0, 3, 1),
        ("b", 0, 1, 20),
        ("b", 0, 2, 20),
        ("b", 0, 3, 2),
    ]
    table = pd.DataFrame(rows, columns=["scenario", "replication", "grid", "unsolved"])
    assert worse_off(table, "grid", "today").to_dict() == {("a", 0): 1.0, ("b", 0): 1.0}


def test_a_payer_has_what_it_spends_in_the_measured_months_of_a_year():
    rows = [
        ("a", 0, "2024-12", "district", "wages", 1000.0),
        ("a", 0, "2025-01", "district", "wages", 300.0),
        ("a", 0, "2025-01", "gifts", "community_fund", 70.0),
        ("a", 0, "2025-01", "gifts", "programme", 20.0),
        ("a", 0, "2025-01", "fiscal_grant", "returned", 50.0),
        ("b", 0, "2025-01", "fiscal", "fiscal_grant", 5.0),
    ]
    ledger = pd.DataFrame(rows, columns=["scenario", "replication", "month", "debit", "credit", "yuan"])
    found = yearly_paid(ledger, "2025-01-01", 73)
    assert found.loc[("a", 0), ["paid by district", "paid by gifts"]].tolist() == [1500.0, 100.0]
    assert found.loc[("a", 0), "paid by fiscal_grant"] == 0 and (found.loc[("b", 0)] == 0).all()


def fresh(**packages: tuple[list[float], float]) -> pd.DataFrame:
    """Changes by world of need-days, and what each costs."""
    rows = {
        (name, world): {"need_days": change, "cost_street": cost}
        for name, (changes, cost) in packages.items()
        for world, change in enumerate(changes)
    }
    return pd.DataFrame.from_dict(rows, orient="index")


def test_the_best_of_fresh_worlds_keeps_the_budget_and_says_how_often_it_wins():
    table = fresh(
        dear=([-90.0, -91, -92, -93], 900),
        good=([-30.0, -31, -29, -10], 90),
        fair=([-20.0, -21, -19, -20], 10),
    )
    found = judge(table, [Limit("cost_street", 100.0)], 2000)
    assert found.best and found.second and (found.best.name, found.second.name) == ("good", "fair")
    assert [each.name for each in found.packages] == ["good", "fair", "dear"]
    assert (found.beats_nothing, found.beats_second) == (1.0, 0.75)
    # steps of the whole place: 2,000 residents have twice the need-days of a thousand
    assert [(each.name, each.spared) for each in found.steps] == [("fair", 40.0), ("good", 10.0)]


def test_what_helps_beyond_chance_comes_before_what_may_only_seem_to_and_alone_has_a_price():
    table = fresh(
        lucky=([-90.0, 40, -80, 60], 50),
        sure=([-5.0, -6, -5, -6], 20),
    )
    found = judge(table, [Limit("cost_street", 100.0)], 1000)
    assert found.best and found.second and (found.best.name, found.second.name) == ("sure", "lucky")
    assert [each.name for each in found.steps] == ["sure"]
    # and where nothing is sure the best guess is named, without a price
    guess = judge(fresh(lucky=([-90.0, 40, -80, 60], 50)), [], 1000)
    assert guess.best and not guess.is_sure and guess.steps == ()


def test_where_nothing_beats_doing_nothing_there_is_no_best():
    table = fresh(worse=([5.0, 6, 7], 10), dear=([-50.0, -51, -52], 500))
    found = judge(table, [Limit("cost_street", 100.0)], 1000)
    assert found.best is None and not found.is_sure and found.steps == ()


def test_intervals_hold_for_all_packages_at_once():
    changes = list(np.linspace(-5, 1, 8))
    alone = judge(fresh(a=(changes, 1)), [], 1000).packages[0].change
    among = judge(fresh(a=(changes, 1), b=(changes, 2), c=(changes, 3)), [], 1000).packages[0].change
    assert among.high - among.low > 1.2 * (alone.high - alone.low)


@pytest.mark.slow
def test_the_questions_and_the_work_of_a_folder_are_kept(tmp_path):
    folder = tmp_path / "out"
    assert searched(folder, "--levers", "app", "--trials", "1", "--worlds", "2", "--no-trace") == 0
    stored = json.loads((folder / "optimise.json").read_text())
    assert stored["work"] == {"trials": 1, "size": 4, "worlds": 2, "alone": 0} and stored["asked"][
        "levers"
    ] == ["app"]
