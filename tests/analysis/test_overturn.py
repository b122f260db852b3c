"""Which single assumption would overturn a choice: selection, turning points, tables and sentences."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import simulation.analysis.overturn.trials as module
from simulation.analysis.overturn.candidates import leading
from simulation.analysis.overturn.rivals import Rivals
from simulation.analysis.overturn.rivals import _means as of_means
from simulation.analysis.overturn.small_street import DAYS, small
from simulation.analysis.overturn.turning import spread_of, turning_point, verdict
from simulation.cli import exit_code
from simulation.experiment import ExperimentError
from simulation.experiment.comparison.assumptions.overturning import EVEN, MAY, STAYS, TURNS
from simulation.scenario import load, resolve
from simulation.scenario.settable import known_numbers
from simulation.text.bilingual import Pair
from tests.worlds import ROOT

CLASSROOM = ROOT / "scenarios" / "classroom.yaml"
NEED, OTHER = "residents.need_rate_true", "residents.selfhelp_success"
SEEDS = np.array([-0.2, -0.1, 0.0, 0.1, 0.2])


def test_what_moves_a_lead_is_found_among_hundreds_of_numbers_and_rivals_take_turns():
    # given worlds in which one number moves the lead over each of two rivals, and luck as much as it does
    luck = np.random.default_rng(3)
    worlds = luck.random((30, 400))
    one = 6 * worlds[:, 7] + luck.normal(0, 0.7, 30)
    other = -6 * worlds[:, 301] + luck.normal(0, 0.7, 30)
    other[4] = np.nan  # a run that failed
    # then these two come first
    assert leading(worlds, [one, other], 4)[:2] == [7, 301]
    assert len(leading(worlds, [one, other], 4)) == 4


def test_a_lead_turns_where_the_line_between_both_values_crosses_zero():
    own, there = -1 + SEEDS, 3 - SEEDS
    at, low, high = turning_point(own, there, (10.0, 18.0), by_ratio=False)
    assert at == pytest.approx(12.0) and 10 < low < 12 < high < 18
    # and half way by ratio, where numbers are spread out so
    at, *_ = turning_point(-1 + SEEDS, 1 + SEEDS, (1.0, 100.0), by_ratio=True)
    assert at == pytest.approx(10.0)


def test_an_unknown_interval_ends_at_the_values_themselves():
    wide = 40 * SEEDS
    assert turning_point(-1 + wide, 1 - wide, (4.0, 2.0), by_ratio=False) == (3.0, 2.0, 4.0)


@pytest.mark.parametrize(
    "own, there, said",
    [(-5, 5, TURNS), (-5, 0.05, MAY), (-5, -0.05, STAYS), (-5, -9, STAYS), (-0.05, 5, EVEN)],
)
def test_a_value_turns_a_choice_only_beyond_chance_and_only_where_there_was_one(own, there, said):
    leads = np.stack([own + SEEDS, there + SEEDS])
    word, low, high = verdict(leads[0], leads[1], spread_of(leads, 1))
    # t of 8 degrees of freedom, times the pooled standard deviation over the root of five
    assert word == said
    assert (high - low) / 2 == pytest.approx(2.306004 * np.sqrt(0.1 / 4) / np.sqrt(5), rel=1e-5)


def test_intervals_of_many_looks_are_wider():
    leads = np.stack([-1 + SEEDS, 1 + SEEDS])
    assert spread_of(leads, 20).half(leads[1]) > 1.5 * spread_of(leads, 1).half(leads[1])


def test_a_small_street_is_a_part_of_the_place_with_policies_in_full_force():
    lijia = load(ROOT / "scenarios" / "lijia-innovative.yaml")
    cut = small(lijia)
    assert cut.place.communities == 2
    assert cut.place.residents == round(2 * lijia.place.residents / lijia.place.communities)
    assert cut.experiment.days == DAYS and {each.ramp for each in cut.policies} == {0}
    assert max(each.start for each in cut.policies) == lijia.experiment.start


def test_a_small_street_can_be_read_again_from_its_folder_though_no_such_place_may_be_so_small(tmp_path):
    cut = small(load(ROOT / "scenarios" / "lijia.yaml"))
    (tmp_path / "cut.yaml").write_text(resolve(cut), "utf-8")
    assert load(tmp_path / "cut.yaml").place.residents == cut.place.residents < 60_000


def test_what_a_place_assumes_with_a_range_may_vary_and_what_a_file_only_sets_may_not():
    city = load(ROOT / "scenarios" / "small-city.yaml", ["workers.recur_30d=0.2"])
    found = {each.path: each for each in module.numbers(small(city))}
    assert (found[NEED].low, found[NEED].high) == (0.0003, 0.0031)
    assert "workers.recur_30d" not in found


def test_as_many_numbers_are_tried_as_there_is_room_for_beside_worlds_and_switches():
    # given 5 switches of two words, and the own numbers: then 6 sets a number, 4 of them worlds
    base = load(CLASSROOM)
    assert [module.numbers_for(points, base) for points in (0, 6, 11, 12, 66)] == [0, 0, 0, 1, 10]


@pytest.fixture
def rivals() -> Rivals:
    base = load(CLASSROOM)
    names = {name: base.__class__(**{**vars(base), "name": name}) for name in ("a", "b", "today")}
    titles = {name: Pair(f"“{name}”", f"“{name}”") for name in names}
    return Rivals("need_days", 1.0, names["a"], (names["b"], names["today"]), titles)


def planted(turn: float):
    """Leads of a street in which b beats a wherever needs are rarer than `turn`, and nothing beats a."""

    def leads(arms, sets, seeds, first_seed, folder, metric, engine, progress):
        over_b = 1e5 * (turn - sets[NEED].to_numpy(float))
        luck = np.random.default_rng(first_seed).normal(0, 0.5, (2, len(sets), seeds))
        return np.stack([over_b, np.full(len(sets), -50.0)])[:, :, None] + luck

    return leads


def test_the_planted_assumption_is_named_with_the_value_at_which_it_turns(rivals, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "leads", planted(0.0005))
    found = module.overturn(rivals, tmp_path, alone=3, say=lambda _: None)
    turning = found.table[found.table["verdict"] == TURNS]
    assert set(turning["input"]) == {NEED} and set(turning["rival"]) == {"b"}
    assert turning["switch"].iloc[0] == pytest.approx(0.0005, rel=0.2)  # a line in the logarithm
    assert found.drawn.set_index("rival").at["today", "choice_leads"] == 12
    assert "would overturn the choice of “a”" in found.sentence.en and NEED in found.sentence.en
    assert "“b” does more" in found.sentence.en and "会推翻" in found.sentence.zh
    assert "in 12 worlds, it does more than “b” in" in found.sentence.en
    assert "“today” in 12 of them, −50." in found.sentence.en


def test_where_nothing_turns_it_the_nearest_is_named(rivals, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "leads", planted(0.0001))
    found = module.overturn(rivals, tmp_path, alone=3, say=lambda _: None)
    assert set(found.table["verdict"]) == {STAYS}
    said = found.sentence.en
    tried = found.table["input"].nunique()
    assert said.startswith(f"Of the assumptions that were tried alone ({tried}; ") and NEED in said


def test_a_lead_that_is_chance_is_not_said_to_be_overturned(rivals, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "leads", planted(known_numbers()[NEED].default))
    found = module.overturn(rivals, tmp_path, alone=3, say=lambda _: None)
    over_b = found.table[found.table["rival"] == "b"]
    assert set(over_b["verdict"]) == {EVEN} and over_b["switch"].isna().all()
    assert "it and “b” cannot be ranked to begin with" in found.sentence.en


def test_every_other_word_of_each_switch_is_tried(rivals, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "leads", planted(0.0001))
    found = module.overturn(rivals, tmp_path, alone=1, say=lambda _: None)
    words = found.table[(found.table["kind"] == "word") & (found.table["rival"] == "b")]
    assert set(words["input"]) == {each.path for each in module.switches(rivals.baseline)}
    assert (words["own"] != words["tried"]).all()


def test_of_fewer_runs_than_a_verdict_needs_nothing_is_chosen(tmp_path):
    index = pd.MultiIndex.from_product([["a", "b", "c"], range(3)], names=["scenario", "replication"])
    runs = pd.DataFrame({"need_days": range(9)}, index)
    said = "has too few runs of a scenario to choose by, 3; run with -n 5 or more"
    with pytest.raises(ExperimentError, match=said):
        of_means(runs, "need_days", tmp_path)
    five = pd.concat([runs, runs + 30])
    assert of_means(five, "need_days", tmp_path).tolist() == [16.0, 19.0, 22.0]


@pytest.mark.slow
@pytest.mark.usefixtures("in_this_process")
def test_a_results_folder_gets_both_tables_and_the_same_runs_are_not_done_twice(tmp_path, capsys):
    workers = tmp_path / "workers.yaml"
    remedy = ROOT / "scenarios" / "remedies" / "2-workers.yaml"
    workers.write_text(
        "schema: 1\nname: workers\ntitle: {en: Workers, zh: 网格员}\n"
        f"extends: [{CLASSROOM.as_posix()}, {remedy.as_posix()}]\n",
        "utf-8",
    )
    place = ["--set", "place.residents=2400", "--set", "place.communities=1"]
    brief = ["--days", "8", "--set", "experiment.warmup=2", "-j", "1", "--no-estimate"]
    out = tmp_path / "out"
    assert exit_code(["run", str(CLASSROOM), str(workers), "-n", "5", *place, *brief, "-o", str(out)]) == 0
    ask = ["overturn", str(out), "--alone", "1", "-j", "1"]
    assert exit_code(ask) == 0
    said = capsys.readouterr().out.splitlines()[-1]
    table, drawn = (pd.read_csv(out / name) for name in ("overturning.csv", "drawn_worlds.csv"))
    assert set(table["choice"]) == {"workers"} and set(drawn["worlds"]) == {4}
    assert drawn["inputs"].iloc[0] > 400 and len(table) >= 6
    packs = {each: each.stat().st_mtime_ns for each in (out / "overturn").rglob("*.zip")}
    assert packs and exit_code(ask) == 0
    assert {each: each.stat().st_mtime_ns for each in (out / "overturn").rglob("*.zip")} == packs
    assert capsys.readouterr().out.splitlines()[-1] == said
    assert exit_code(["overturn", str(out), "--metric", "need_dayz"]) == 2
    assert "did you mean 'need_days'?" in capsys.readouterr().err
