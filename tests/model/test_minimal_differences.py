"""Worlds that differ in one thing: what must not change, to the last bit."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simulation.interventions import interventions
from simulation.levers import When
from simulation.luck import Luck
from simulation.metrics import METRICS, Metric
from simulation.model import Street
from simulation.population import ArrayAgent, Population, state
from simulation.scenario import load
from tests.worlds import ROOT, assert_same, live, small, tables


@pytest.mark.slow
def test_the_same_seed_gives_the_same_bytes_in_another_process_with_other_hashes(tmp_path):
    code = (
        "from tests.worlds import live, small, tables\n"
        "print({n: hash(t.to_csv()) and __import__('hashlib').sha256(t.to_csv().encode()).hexdigest() "
        "for n, t in tables(live(small(days=20, warmup=10), 4)).items()})"
    )
    outputs = set()
    for hash_seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
        run = subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        assert run.returncode == 0, run.stderr
        outputs.add(run.stdout)
    assert len(outputs) == 1


def test_a_longer_horizon_only_adds_days():
    short, long = live(small(days=40), 1), live(small(days=120), 1)
    days = short.records.start + 40
    assert pd.DataFrame(short.records.daily).equals(pd.DataFrame(long.records.daily[:days]))
    lived = len(short.records.needs)
    for column in (
        "id",
        "person",
        "category",
        "cls",
        "arose",
        "registered",
        "limit_at",
        "true_closed",
        "reported_closed",
    ):
        few, many = short.records.needs[column], long.records.needs[column][:lived]
        past = many < days * 1440 if few.dtype.kind == "f" else np.ones(lived, bool)
        np.testing.assert_array_equal(few[past], many[past], err_msg=column)


def test_other_seeds_give_other_worlds():
    assert not np.array_equal(
        *(live(small(days=20, warmup=10), seed).records.needs["arose"] for seed in (1, 2))
    )


def test_more_draws_elsewhere_change_nobody_elses_luck(monkeypatch):
    """A new purpose, asked before and after every draw there is, leaves the world as it was."""
    plain = live(small(days=20, warmup=10), 1)
    draw = Luck.draw

    def draw_more(self, purpose, owner, day=0, use=0):
        draw(self, "a purpose added later", np.arange(50), 1, use)
        mine = draw(self, purpose, owner, day, use)
        draw(self, f"{purpose}, once more", owner, day, use)
        return mine

    monkeypatch.setattr(Luck, "draw", draw_more)
    street = Street(small(days=20, warmup=10), 1)
    for _ in range(30):
        street.step()
    assert_same(plain, street)


def test_a_new_kind_of_agent_a_new_metric_and_a_new_policy_change_nothing(monkeypatch):
    class Dog(ArrayAgent):
        hunger = state("float32", 0.5, "level 0-1", (0, 1), "hunger")

    class Barking:
        def turn(self, levers, when: When) -> None:
            levers.add("points", 10 * when.strength)

    plain = live(small(days=20, warmup=10), 1)
    before = tables(plain)
    barks = Metric(
        "barks", "barks/day", "lower", "context", {"en": "barks", "zh": "犬吠"}, "", lambda records: 1.0
    )
    monkeypatch.setitem(interventions._found, "barking", Barking)
    monkeypatch.setitem(METRICS._found, "barks", barks)
    street = Street(small(days=20, warmup=10), 1)
    street.populations[Dog] = Population(street, Dog, 30)
    for _ in range(30):
        street.step()
    after = tables(street)
    assert "barks" in set(after["runs"]["metric"])
    after["runs"] = after["runs"][after["runs"]["metric"] != "barks"]
    assert [name for name in after["daily"] if name not in before["daily"]] == ["Dog.hunger"]
    after["daily"] = after["daily"].drop(columns="Dog.hunger")
    for name, table in before.items():
        assert table.to_csv(index=False) == after[name].to_csv(index=False), name


UNCOUPLED = (
    "residents.network_rewire=0",
    "service.rank_gain=0",
    "model.help_strategy=none",
    "service.body_slope=0",
    "place.buildings_per_estate=1",  # neighbours live in one building, and so in one grid
    "place.communities=8",
)
ONE_GRID = "staffing: {add: 2 worker/grid, from: 2025-01-01, grids: [3]}"
POINTS = "volunteer_points: {points_per_hour: 10, from: 2025-01-01, grids: [3]}"


def uncoupled(*policies: str) -> Street:
    return live(small(*UNCOUPLED, policies=policies), 1)


@pytest.mark.slow
def test_grids_that_no_policy_touches_stay_identical_where_nothing_couples_them():
    """Grid 3 gets workers and points; without rewired links, help, loaded bodies, shared purses: no other."""
    base, treated = uncoupled(), uncoupled(ONE_GRID, POINTS)
    for population in ("residents", "workers", "firms"):
        before, after = getattr(base, population), getattr(treated, population)
        elsewhere = before.grid != 2
        for name in before.columns:
            np.testing.assert_array_equal(
                before.columns[name][elsewhere], after.columns[name][elsewhere], err_msg=name
            )
    mine, theirs = base.records.tables(True)["cases"], treated.records.tables(True)["cases"]
    same = [table[table["grid"] != 3].sort_values("case_id").to_csv(index=False) for table in (mine, theirs)]
    assert same[0] == same[1]
    assert not mine[mine["grid"] == 3].equals(theirs[theirs["grid"] == 3])


def test_rules_that_run_in_blocks_change_no_byte(monkeypatch):
    plain = live(small(days=20, warmup=10), 1)
    monkeypatch.setattr(Population, "block", 997)
    street = Street(small(days=20, warmup=10), 1)
    for _ in range(30):
        street.step()
    assert_same(plain, street)


def test_it_lives_in_a_folder_with_spaces_and_chinese_characters(tmp_path):
    folder = tmp_path / "街道 one"
    folder.mkdir()
    path = folder / "场景.yaml"
    text = "schema: 1\nname: here\ntitle: {en: Here, zh: 此处}\nextends: " + str(
        ROOT / "scenarios" / "classroom.yaml"
    )
    path.write_text(text, encoding="utf-8")
    assert load(Path(path)).name == "here"
