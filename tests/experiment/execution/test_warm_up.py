"""Runs that share a warm-up give the same bytes as runs that live it themselves; others never share one."""

from __future__ import annotations

import io
import pickle
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest

from simulation.agents.resident import Resident
from simulation.experiment.execution import warm_up
from simulation.experiment.execution.alike_warm_ups import some_alike
from simulation.experiment.execution.replicate import replicate
from simulation.experiment.execution.run_functions import each_alone, standard
from simulation.experiment.execution.warm_up import KEPT, WarmStreets
from simulation.experiment.planning.run_options import Options
from simulation.experiment.runs import Run, arms, plan
from simulation.model import Street
from simulation.population import user_rule
from simulation.scenario import Scenario, load_study
from simulation.scenario.settings import ParameterSets, Policy, Study
from tests.worlds import ROOT, small

EARLY = "volunteer_points: {from: 2024-12-20, to: 2025-01-20}"
WORKERS = "staffing: {add: 1 worker/grid, from: 2025-01-01, ramp: 10 days}"
COUNCIL = "residents_council: {from: 2025-01-11, grids: 50 %}"
STORM = "winter_storm: {from: 2025-01-05}"


def world(*overrides: str, **more) -> Scenario:
    return small(*overrides, **{"grids": 3, "days": 25, "warmup": 20, **more})


@pytest.fixture(autouse=True)
def warmed(monkeypatch) -> list[int]:
    """The seeds of the warm-ups that were simulated to be shared, from a process that has kept none."""
    seeds: list[int] = []
    live = warm_up._warmed_up

    def counted(past: Scenario, beside: tuple[int, ...]) -> Street:
        seeds.extend(beside)
        return live(past, beside)

    monkeypatch.setattr(warm_up, "_warmed_up", counted)
    monkeypatch.setattr(KEPT, "kept", [])
    return seeds


def text(tables) -> dict[str, str]:
    return {name: table.to_csv() for name, table in tables.items()}


def alone(scenario: Scenario, seed: int = 3) -> dict[str, str]:
    return text(replicate(scenario, seed, cases="csv"))


def together(scenario: Scenario, seed: int = 3) -> dict[str, str]:
    return text(replicate(scenario, seed, cases="csv", shared=True))


# the same bytes


@pytest.mark.slow
@pytest.mark.parametrize(
    "study, days, pasts",
    [
        ("six-remedies", 12, 1),
        ("shocks", 62, 1),
        ("epidemic", 66, 2),  # a scenario without the list has other numbers
        ("three-tracks", 12, 4),
        ("equal-yuan", 12, 1),  # strengths differ
        ("help-between-grids", 12, 1),
    ],
)
def test_all_scenarios_of_a_study_are_the_same_from_one_warm_up(study, days, pasts, warmed):
    length = ("experiment.warmup=20", f"experiment.days={days}")
    scenarios = arms(load_study(ROOT / f"scenarios/studies/{study}.yaml", length))
    backwards = [replace(each, place=replace(each.place, residents=12000.0)) for each in scenarios[::-1]]
    for each in sorted(backwards, key=lambda each: repr(each.past(each.experiment.start))):
        assert together(each) == alone(each), each.name
    assert len(warmed) == pasts


def test_the_scenarios_of_that_comparison_are_not_all_the_same():
    plain, staffed = world(), world(policies=(WORKERS,))
    assert together(plain) != together(staffed)


@pytest.mark.slow
def test_policies_and_shocks_of_the_scenario_before_leave_no_trace():
    everything = world(policies=(WORKERS, COUNCIL), shocks=(STORM,))
    together(everything)
    for each in (world(), world(policies=(COUNCIL,)), world(shocks=(STORM,)), everything):
        assert together(each) == alone(each)


@pytest.mark.slow
def test_what_a_policy_costs_to_begin_is_billed_on_the_first_measured_day():
    begins = "staffing: {add: 1 worker/grid, from: 2025-01-02}"
    days = {"start": "2025-01-02", "days": 35}  # a working day comes first
    staffed = world(policies=(begins,), **days)
    together(world(**days))
    assert together(staffed) == alone(staffed)


@pytest.mark.slow
def test_a_policy_that_began_in_the_warm_up_goes_on_as_it_was():
    early, both = world(policies=(EARLY,)), world(policies=(WORKERS, EARLY, COUNCIL))
    together(early)
    assert together(both) == alone(both)


@pytest.mark.slow
def test_who_lost_work_in_the_warm_up_finds_it_again_afterwards():
    lost = "employer_closes: {from: 2024-12-15, jobs: 50 %, search_days: 30 days}"
    early, both = world(shocks=(lost,)), world(shocks=(lost, STORM))
    together(early)
    assert together(both) == alone(both)


def test_a_warm_up_of_no_days_is_shared_too():
    plain, staffed = world(warmup=0), world(warmup=0, policies=(WORKERS,))
    together(plain)
    assert together(staffed) == alone(staffed)


def test_nothing_in_the_street_remembers_the_scenario_it_was_warmed_with():
    keeper, staffed = WarmStreets(), world(policies=(WORKERS,))
    keeper.street(world(policies=(COUNCIL,)), 3)
    found = things(keeper.street(staffed, 3))
    assert [each for each in found if isinstance(each, Scenario)] == [staffed]
    assert [each for each in found if isinstance(each, Policy)] == list(staffed.policies)


def things(street: Street) -> list:
    """Every scenario and policy that can be reached from a street, each once."""
    found: dict[int, object] = {}

    class Looking(pickle.Pickler):
        def persistent_id(self, obj):
            if isinstance(obj, Scenario | Policy):
                found[id(obj)] = obj

    Looking(io.BytesIO()).dump(street)
    return list(found.values())


# whose warm-up it is


@pytest.mark.slow
def test_one_warm_up_a_seed(warmed):
    scenarios = [replace(world(policies=each), name=f"s{at}") for at, each in enumerate(((), (WORKERS,)))]
    runs = plan(study_of(*scenarios, replications=2))
    for run in runs:
        assert together(run.scenario, run.seed) == alone(run.scenario, run.seed)
    assert warmed == sorted({run.seed for run in runs})


def study_of(*scenarios: Scenario, **experiment) -> Study:
    changed = [replace(each, experiment=replace(each.experiment, **experiment)) for each in scenarios]
    return Study("s", {}, None, changed[0], tuple(changed[1:]))


def test_what_begins_with_the_measured_days_or_only_describes_does_not_part_scenarios():
    plain, staffed = world(), world(policies=(WORKERS,), shocks=(STORM,))
    renamed = replace(plain, name="other", title={"en": "Other"}, why={"en": "?"}, claims=(), files=("a",))
    weak = replace(staffed, strength=0.5)
    assert all(some_alike((plain, each)) for each in (staffed, renamed, weak))


OTHERS = {
    "a policy of the warm-up": world(policies=(EARLY,)),
    "a shock of the warm-up": world(shocks=("winter_storm: {from: 2024-12-31}",)),
    "a number": world("residents.app_age_15_29=1.4"),
    "a lever": world("model.voice_council=.5"),
    "a setting of the model": world("model.track_autonomy=off"),
    "a place": world("place.pm_share=.1"),
    "more days": world(days=26),
    "a longer warm-up": world(warmup=21),
    "another start": world(start="2025-01-02"),
    "the same number, of another kind": replace(
        world(), lever_defaults=replace(world().lever_defaults, workers=2)
    ),
}


@pytest.mark.parametrize("what", OTHERS)
def test_whatever_could_be_felt_in_the_warm_up_parts_scenarios(what):
    assert not some_alike((world(), OTHERS[what]))


def test_early_policies_part_scenarios_by_their_strength():
    early = world(policies=(EARLY,))
    assert some_alike((early, world(policies=(EARLY, WORKERS))))
    assert not some_alike((early, replace(early, strength=0.5)))


@pytest.mark.slow
def test_a_parameter_set_has_a_warm_up_of_its_own(warmed):
    sets = ParameterSets(("residents.app_age_15_29",), ((1.0,), (1.4,)))
    scenarios = [replace(world(policies=each), name=f"s{at}") for at, each in enumerate(((), (WORKERS,)))]
    for run in plan(study_of(*scenarios, replications=4, parameter_sets=sets)):
        together(run.scenario, 3)  # as if the luck were the same
    assert len(warmed) == 2


@pytest.mark.slow
def test_rules_of_ones_own_live_their_own_warm_up(tmp_path, warmed):
    file = tmp_path / "mine.py"
    file.write_text("def willing_share(self):\n    return 0.9 + 0 * self.age\n", encoding="utf-8")
    own = replace(world(), rules=(user_rule("Resident.willing_share", f"{file}:willing_share"),))
    assert not some_alike((own, own))
    together(world())
    assert together(own) == alone(own) != alone(world())
    assert warmed == [3]


# safe and sparing


def test_a_run_that_breaks_off_does_not_spoil_the_next():
    keeper, plain = WarmStreets(), world()
    for _ in range(2):
        street = keeper.street(plain, 3)
        street.residents.columns["trust"][:] = 0
        street.casework.load[:] = np.nan
        street.records.daily.clear()
    fresh = Street(plain, 3)
    while fresh.day < 20:
        fresh.step()
    again = keeper.street(plain, 3)
    assert np.array_equal(again.residents.trust, fresh.residents.trust)
    assert pd.DataFrame(again.records.daily).equals(pd.DataFrame(fresh.records.daily))


def test_a_warm_up_that_fails_leaves_nothing_behind(monkeypatch):
    keeper = WarmStreets()
    keeper.street(world(), 3)
    monkeypatch.setattr(warm_up, "_warmed_up", lambda *_: [][1])
    with pytest.raises(IndexError):
        keeper.street(world(), 4)
    assert [seeds for (_, _, seeds), _ in keeper.kept] == [(3,)]


def test_a_process_keeps_the_two_streets_that_it_used_last(warmed):
    keeper = WarmStreets()
    for seed in (3, 4, 3, 5, 3, 4):
        keeper.street(world(), seed)
    assert warmed == [3, 4, 5, 4] and [seeds for (_, _, seeds), _ in keeper.kept] == [(3,), (4,)]


def test_all_processes_do_the_first_pair_before_they_keep_to_a_seed_each():
    runs = [Run(replace(world(), name=name), seed - 6, seed) for seed in (7, 8, 9) for name in ("a", "b")]
    order = [place for (place,) in each_alone(runs, 2)]
    assert [(runs[at].seed, runs[at].scenario.name) for at in order] == [
        (7, "a"), (7, "b"), (8, "a"), (9, "a"), (8, "b"), (9, "b"),
    ]  # fmt: skip
    assert each_alone(runs[:1], 2) == [[0]]
    assert each_alone(runs, 1) == [[at] for at in range(6)] == sorted(each_alone(runs, 5))


def test_only_a_study_with_scenarios_that_warm_up_alike_keeps_one(warmed):
    plain = world()
    alike, other = world(policies=(WORKERS,)), OTHERS["a lever"]
    for scenarios, shared in [((plain,), False), ((plain, other), False), ((plain, alike, other), True)]:
        assert standard(Options(), scenarios).replicate.keywords["shared"] is shared  # type: ignore[attr-defined]
    alone(plain)
    assert not warmed


def test_a_street_does_not_go_on_under_a_scenario_that_it_did_not_live_under():
    street = Street(world(), 3)
    street.step()
    late = replace(world(policies=(WORKERS,)), name="late")
    assert street.continue_with(late).world.scenario is late
    began = late.policies[0].start - timedelta(20)
    early = replace(late, name="early", policies=(replace(late.policies[0], start=began),))
    with pytest.raises(ValueError, match="has not been run under 'early' before 2024-12-13"):
        street.continue_with(early)


def test_rules_of_agents_work_in_a_copied_street():
    keeper = WarmStreets()
    keeper.street(world(), 3)
    copied = keeper.street(world(), 3)
    assert copied.agents_by_type[Resident] is copied.residents
    assert copied.residents[0].model is copied and copied.world.members.columns is copied.residents.columns
