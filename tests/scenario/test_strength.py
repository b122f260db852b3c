"""`strength`: how far all policies of a scenario are carried out."""

from dataclasses import replace

import numpy as np
import pytest

from simulation.scenario import load, load_study, resolve
from tests.worlds import live, measured, small

HEAD = "schema: 1\nname: {}\ntitle: {{en: A, zh: 甲}}\n"
STAFF = "interventions:\n  - staffing: {add: 1, from: 2025-01-01, ramp: 10 days}\n"


@pytest.fixture
def write(tmp_path):
    def written(name, text):
        path = tmp_path / f"{name}.yaml"
        path.write_text(HEAD.format(name) + text, encoding="utf-8")
        return path

    return written


def test_it_is_one_unless_a_file_says_otherwise_and_the_last_that_says_it_wins(write):
    write("base", "experiment: {start: 2025-01-01}\n" + STAFF)
    write("half", "extends: base.yaml\nstrength: 50 %\n")
    assert load(write("own", "extends: base.yaml\n")).strength == 1
    assert load(write("heir", "extends: half.yaml\n")).strength == 0.5
    assert load(write("more", "extends: half.yaml\nstrength: 0.8\n")).strength == 0.8
    assert load(write("asked", "extends: half.yaml\n"), ["strength=0.1"]).strength == 0.1


def test_it_comes_back_out_of_resolve_with_its_origin(write, tmp_path):
    scenario = load(write("half", "strength: 0.5\nexperiment: {start: 2025-01-01}\n" + STAFF))
    assert f"strength: 0.5 # from {scenario.origins['strength']}" in " ".join(resolve(scenario).split())
    assert str(scenario.origins["strength"]).endswith("half.yaml:4")
    (tmp_path / "again.yaml").write_text(resolve(scenario), encoding="utf-8")
    assert load(tmp_path / "again.yaml") == scenario


def test_every_policy_is_in_force_by_its_own_ramp_times_the_strength_inherited_ones_too():
    # given the policies of all six remedies at a third
    whole = small(scenario="scenarios/lijia-innovative.yaml", days=40, warmup=0)
    third = replace(whole, strength=0.3)
    # when both have lived, then each policy stands at a third of what it is in force
    both = zip(live(whole, 1).policies.strength, live(third, 1).policies.strength, strict=True)
    assert all(np.allclose(0.3 * full, dosed) and full.any() for full, dosed in both)


def test_full_strength_changes_not_one_number_and_none_leaves_the_street_alone():
    policies = ("honour: {programme: 1, from: 2025-01-01}", "volunteer_points: {from: 2025-01-10}")
    plain, bare = small(days=30, warmup=5, policies=policies), small(days=30, warmup=5)
    full, none = replace(plain, strength=1.0), replace(plain, strength=0.0)
    assert measured(plain, [3]).equals(measured(full, [3]))
    assert measured(none, [3]).equals(measured(bare, [3]))
    assert not measured(plain, [3]).equals(measured(bare, [3]))


def test_half_a_post_a_grid_becomes_whole_posts_in_some_grids():
    policies = ("staffing: {add: 1, from: 2025-01-01}",)
    whole = small(grids=40, days=10, warmup=0, policies=policies)
    street = live(replace(whole, strength=0.5), 1)
    assert (street.world.levers.workers == 2.5).all()
    assert set(np.bincount(street.world.workers.grid[street.staff._wanted()])) == {2, 3}


def test_a_remedy_with_a_strength_of_its_own_makes_no_packages(tmp_path, write, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write("base", "experiment: {start: 2025-01-01}\n")
    write("a", "extends: base.yaml\nstrength: 0.5\n" + STAFF)
    write("b", "extends: base.yaml\n" + STAFF)
    (tmp_path / "s.yaml").write_text(
        "schema: 1\nstudy: s\ntitle: {en: S, zh: 研}\nbaseline: base.yaml\npackages: [a.yaml, b.yaml]\n"
    )
    with pytest.raises(ValueError, match=r"s.yaml:5:12: 'a' has the strength 0.5, which its packages would"):
        load_study("s.yaml")
