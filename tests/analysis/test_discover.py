"""`discover` from the folder of a study to what is said of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simulation.analysis.discover import discover, facts, verdict
from simulation.analysis.discover.discovery import Worlds
from simulation.cli import exit_code
from tests.worlds import ROOT

pytestmark = pytest.mark.usefixtures("in_this_process")
SCENARIOS = ROOT / "scenarios"
TENANTS, OTHER = "residents.honour_keep", "workers.burn_days"
TITLES = {name: {"en": name, "zh": name} for name in ("today", "B", "C")}


def planted(count: int = 60) -> Worlds:
    """B spares ten wherever the share is .2 or more, and costs forty below; C spares one everywhere."""
    luck = np.random.default_rng(4)
    numbers = np.column_stack([luck.random(count), luck.uniform(50, 120, count)])
    today = luck.normal(100, 5, count)
    b, c = today + np.where(numbers[:, 0] < 0.2, 40, -10), today - 1
    values = pd.DataFrame({"today": today, "B": b, "C": c})
    return Worlds("need_days", 1.0, values, numbers, (TENANTS, OTHER), TITLES)


def test_the_condition_under_which_a_policy_fails_is_said_in_words_and_numbers():
    found = discover(planted(), 1)
    by_name = {each.name: each for each in found.policies}
    b = by_name["B"].where
    assert b and [each.name for each in b.bounds] == [TENANTS] and b.is_sure
    assert b.bounds[0].high == pytest.approx(0.2, abs=0.03) and b.density == b.coverage == 1
    said = " ".join(each.en for each in facts(found))
    assert f"({TENANTS}) is below" in said and "100% fail" in said
    assert "“C” fails in none of 60 worlds" in said


def test_the_choice_is_the_least_regret_and_names_its_condition():
    # given a B that harms less where it fails, then it is chosen, unless …
    worlds = planted()
    low = worlds.numbers[:, 0] < 0.2
    worlds.values["B"] = worlds.values["today"] + np.where(low, 5, -10)
    found = discover(worlds, 1)
    assert found.policies[0].name == "B"
    said = verdict(found)
    assert said.en.startswith("Choose “B”") and "unless" in said.en and "除非" in said.zh
    # regret and the share of worlds by hand
    assert found.policies[0].worst_regret == pytest.approx(6)
    assert found.policies[0].best == pytest.approx(1 - low.mean())


def test_with_a_limit_a_policy_fails_where_it_is_that_far_from_the_best():
    found = discover(planted(), 1, limit=20)
    fails = {each.name: each.fails for each in found.policies}
    assert fails["B"] == pytest.approx(float((planted().numbers[:, 0] < 0.2).mean()))
    assert fails["C"] == fails["today"] == 0


def test_noise_has_no_condition():
    worlds = planted()
    worlds.values["B"] = worlds.values["today"] + np.random.default_rng(9).normal(0, 5, 60)
    said = " ".join(each.en for each in facts(discover(worlds, 1)))
    assert "no condition found that is distinguishable from chance" in said


def a_study(folder: Path, *more: str, replications: int = 16) -> Path:
    words = [
        *("run", str(SCENARIOS / "classroom.yaml"), str(one_more_worker(folder.parent)), "--days", "4"),
        *("--set", "experiment.warmup=1", "--set", "place.residents=2400", "--set", "place.communities=1"),
        *("-n", str(replications), "-j", "1", "-o", str(folder)),
    ]
    assert exit_code([*words, *more]) == 0
    return folder


def one_more_worker(folder: Path) -> Path:
    """A scenario that is the classroom with one more worker a grid."""
    file = folder / "more.yaml"
    file.write_text(
        "schema: 1\nname: more\ntitle: {en: More, zh: 更多}\n"
        f"extends: {SCENARIOS / 'classroom.yaml'}\n"
        "interventions:\n  - staffing: {add: 1 worker/grid, from: 2025-01-01}\n",
        encoding="utf-8",
    )
    return file


SETS = ("--set", f"experiment.parameter_sets={SCENARIOS / 'parameter-sets' / 'plausible.csv'}")


@pytest.mark.slow
def test_a_results_folder_gets_a_page_and_tables(tmp_path, capsys):
    folder = a_study(tmp_path / "sets", *SETS)
    capsys.readouterr()
    assert exit_code(["discover", str(folder)]) == 0
    said = capsys.readouterr().out.splitlines()
    page = folder / "discover" / "discover.html"
    assert said[0].startswith("Choose “") and said[-1] == str(page)
    regret = pd.read_csv(page.parent / "regret.csv")
    assert set(regret["scenario"]) == {"classroom", "more"} and regret["mean_regret"].is_monotonic_increasing
    assert regret["share_best"].sum() >= 1
    text = page.read_text("utf-8")
    assert "<script src" not in text and "平均差距" in text
    # the folder is as sound as before
    assert exit_code(["compare", str(folder)]) == 0


@pytest.mark.slow
def test_a_folder_that_cannot_tell_is_refused_in_a_sentence(tmp_path, capsys):
    few = a_study(tmp_path / "few", *SETS, replications=4)
    plain = a_study(tmp_path / "plain", replications=1)
    capsys.readouterr()
    for words, said in (
        ([str(few)], "too few worlds with complete runs to say where a policy fails: 2, and at least 8"),
        ([str(plain)], "was not run over parameter sets"),
        ([str(few), "--metric", "need_dayz"], "did you mean 'need_days'?"),
        ([str(few), "--metric", "fiscal_share"], "neither more nor less is better"),
        ([str(tmp_path)], str(tmp_path)),
    ):
        assert exit_code(["discover", *words]) == 2
        err = capsys.readouterr().err
        assert said in err and "Traceback" not in err
