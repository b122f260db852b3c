"""Seeds of one scenario are simulated as one population of several streets, each as if it were alone."""

import numpy as np
import pytest

from simulation.codes import STREET
from simulation.experiment import Recipe
from simulation.experiment.execution.batches import at_once, batches, why_alone, work
from simulation.experiment.execution.engines.engine import Local
from simulation.experiment.execution.replicate import replicate, side_by_side
from simulation.experiment.execution.warm_up import KEPT
from simulation.experiment.runs import Run
from simulation.experiment.storage.stored_runs import StoredRuns
from simulation.luck import Luck
from simulation.model import Street
from simulation.user_files import line_that_counts
from tests.scenario.test_library import FILES
from tests.worlds import ROOT, SHORT_YEAR, assert_same, short_years, small

SEEDS = [7, 8, 9]
WHERE_IT_MATTERS = """
from typing import ClassVar
from simulation.interventions import intervention

@intervention("where_it_matters")
class WhereItMatters:
    title: ClassVar = {"en": "Where it matters", "zh": "重点"}
    remedy: ClassVar = 0
    def turn(self, levers, when):
        busy = when.recorded > when.recorded.mean()
        levers.add("workers", 1.0 * busy * when.strength)
        if busy[0]:
            levers.bill("extra", "running", minutes=5.0 * when.strength)
            levers.fund("community_fund", 900.0 * when.by_community())
"""


def assert_as_alone(scenario, seeds=SEEDS, of=None, **how):
    """Every table of every seed is the same bytes, whether others are simulated beside it or not.

    of: the only seed that is simulated alone too.
    """
    for seed, found in zip(seeds, side_by_side(scenario, seeds, "csv", **how), strict=True):
        if of not in (None, seed):
            continue
        alone = replicate(scenario, seed, "csv")
        assert found.keys() == alone.keys()
        for name, table in alone.items():
            assert found[name].to_csv(index=False) == table.to_csv(index=False), (seed, name)


BUSY = ("service.body_servers=1", "service.meeting_minutes=240")
STREETS = {
    "today": lambda: small(grids=4, days=64, warmup=5),
    "a shock": lambda: small(grids=4, days=64, warmup=5, scenario="scenarios/lijia-epidemic.yaml"),
    "forecasts": lambda: small(grids=6, days=30, warmup=2, scenario="scenarios/yichang.yaml"),
    "workers help": lambda: small(
        "residents.need_rate_true=.004", grids=8, days=20, warmup=2, scenario="scenarios/help-random.yaml"
    ),
    "meetings wait": lambda: small(*BUSY, grids=16, days=25, warmup=2),
}


@pytest.mark.parametrize("street", STREETS)
def test_a_street_does_not_know_that_others_stand_beside_it(street):
    assert_as_alone(STREETS[street](), SEEDS[:2])


def test_nor_does_it_where_policies_act_in_some_grids_and_money_runs_out():
    policies = (
        "residents_council: {from: 2025-01-05, grids: 50 %}",
        "cash: {from: 2025-01-05, grids: 30 %}",
        "fiscal_grant: {more: -40000, from: 2025-01-01}",
        "appraisal_targets: {change: 0.5, from: 2025-01-20}",  # beyond the range where the rank is low
    )
    scenario = small("model.overhead_yuan_per_100k_residents=90000", grids=9, days=40, policies=policies)
    assert_as_alone(scenario)


@pytest.mark.slow
def test_nor_does_it_over_years_with_one_warm_up_for_all():
    days = 2 * SHORT_YEAR
    scenario = small(grids=2, days=days, warmup=10, policies=("staffing: {from: 2025-02-01}",))
    KEPT.kept.clear()
    with short_years():
        assert "years" in replicate(scenario, SEEDS[1])
        assert_as_alone(scenario, of=SEEDS[1], shared=True)


OF_A_STREET = [path for path in FILES if path.stem != "city"]


@pytest.mark.slow
@pytest.mark.parametrize("path", OF_A_STREET, ids=[path.stem for path in OF_A_STREET])
def test_no_scenario_that_comes_with_the_program_knows_of_other_streets(path):
    days = 75 if "epidemic" in path.stem else 33  # it breaks out in March; a month's end is in either
    scenario = small(grids=7, days=days, warmup=5, scenario=str(path.relative_to(ROOT)))
    # the street in the middle sees whether the first or the last decides for all, or their sum
    assert_as_alone(scenario, of=SEEDS[1])


# what users bring


@pytest.mark.parametrize(
    "body",
    [
        "return np.where(self.age < 30, 0.9, 0.02 + 0.0 * levers.asks[self.grid])",
        "return 0.9 if self.age < 30 else 0.02 * levers.pay[self.grid] / 4000",
    ],
)
def test_rules_of_users_are_asked_of_all_streets(tmp_path, body):
    (tmp_path / "own.py").write_text(
        f"import numpy as np\ndef keen(self, levers, rewards, posts):\n    {body}\n", encoding="utf-8"
    )
    scenario = _with(tmp_path, "rules: {Resident.joining_chance: own.py:keen}")
    assert at_once(scenario) > 1
    assert_as_alone(scenario, SEEDS[:2])


def test_a_policy_of_a_user_looks_at_its_own_street(tmp_path):
    (tmp_path / "own.py").write_text(WHERE_IT_MATTERS, encoding="utf-8")
    scenario = _with(tmp_path, "interventions:\n  - own.py:where_it_matters: {from: 2025-01-05}")
    assert at_once(scenario) > 1
    assert_as_alone(scenario)


def _with(folder, line):
    from simulation.scenario import load

    path = folder / "own.yaml"
    path.write_text(
        "schema: 1\nname: own\ntitle: {en: Own, zh: 自}\n"
        f"extends: {ROOT}/scenarios/classroom.yaml\n{line}\n",
        encoding="utf-8",
    )
    days = ("experiment.days=30", "experiment.warmup=10", "experiment.start=2025-01-01")
    return load(path, ["place.residents=4800", "place.communities=2", *days])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("def f(self, levers):\n    return levers.pay[self.grid] / 4000", None),
        ("def f(self):\n    return self.age / 100", None),
        ("def f(self):\n    x = 1\n    return (self.grid == 3) * 0.5", 3),
        ("def f(self):\n    return self.unique_id % 2", 2),
        ("def f(self):\n    return self.model.day / 365", 2),
        ("def f(self, x):\n    return x[self.building]", 2),
    ],
)
def test_a_rule_that_asks_for_the_number_of_a_place_is_found(text, line):
    assert line_that_counts(text) == line


def test_such_a_rule_runs_alone_and_the_reason_is_said(tmp_path):
    (tmp_path / "own.py").write_text("def keen(self):\n    return 0.5 * (self.grid == 1)\n", encoding="utf-8")
    scenario = _with(tmp_path, "rules: {Resident.willing_share: own.py:keen}")
    assert at_once(scenario) == 1
    assert why_alone(scenario).endswith("own.py:2 asks for numbers of places or agents")
    runs = [Run(scenario, nth, seed) for nth, seed in enumerate(SEEDS)]
    assert batches(runs, 1) == [[0], [1], [2]]


# luck


def test_an_owner_of_one_street_has_the_number_that_it_has_alone():
    owner = np.array([5, 3, 99, 0, 4095])
    together = Luck(*SEEDS)
    street = np.array([0, 2, 2, 1, 0])
    found = together.draw("any", (street << STREET) + owner, 733_000, 4)
    alone = [Luck(SEEDS[s]).draw("any", [o], 733_000, 4)[0] for s, o in zip(street, owner, strict=True)]
    assert found.tolist() == alone


def test_the_few_below_a_ceiling_are_those_of_all_numbers():
    luck, each = Luck(*SEEDS), 700
    among = Luck(3).draw("among", np.arange(3 * each)) < 0.4
    owners = np.concatenate([(street << STREET) + np.arange(each) for street in range(3)])
    numbers = luck.draw("any", owners, 733_000)
    rows, found = luck.few("any", each, 733_000, 0.05, among)
    assert rows.tolist() == np.flatnonzero(among & (numbers < 0.05)).tolist() and len(rows) > 10
    assert found.tolist() == numbers[rows].tolist()


# which runs go together


def runs_of(scenarios, seeds):
    made = [small(grids=2, days=days) for days in range(40, 40 + scenarios)]
    return [Run(each, nth, seed) for nth, seed in enumerate(seeds) for each in made]


def together(runs, processes):
    return [[runs[place].seed for place in places] for places in batches(runs, processes)]


def test_every_run_is_in_one_batch_and_a_batch_has_one_scenario():
    runs = runs_of(3, range(9))
    found = batches(runs, 2)
    assert sorted(place for places in found for place in places) == [*range(27)]
    assert all(len({id(runs[place].scenario) for place in places}) == 1 for places in found)


def test_short_work_is_done_in_as_few_batches_as_there_are_processes():
    assert together(runs_of(1, range(6)), 2) == [[0, 1, 2], [3, 4, 5]]
    assert together(runs_of(2, range(6)), 2) == [[*range(6)]] * 2
    assert together(runs_of(1, range(3)), 8) == [[0], [1], [2]]


def test_long_work_begins_with_one_pair(monkeypatch):
    monkeypatch.setattr("simulation.experiment.execution.batches.LONG", 1.0)
    assert together(runs_of(2, range(6)), 2) == [[0], [0], [*range(1, 6)], [*range(1, 6)]]


def over_three_sets():
    """Runs of two scenarios over three parameter sets, each of which comes twice."""
    arms = [[small(grids=2, days=40 + arm, warmup=number) for arm in range(2)] for number in range(3)]
    return [Run(each, nth, nth, nth % 3 + 1) for nth in range(6) for each in arms[nth % 3]]


def test_long_work_over_parameter_sets_begins_with_one_set_in_all_processes(monkeypatch):
    monkeypatch.setattr("simulation.experiment.execution.batches.LONG", 1.0)
    runs = over_three_sets()
    assert [runs[each[0]].parameter_set for each in batches(runs, 2)] == [1, 1, 2, 3, 2, 3]


def test_runs_of_one_parameter_set_go_together_and_a_process_keeps_to_a_set():
    runs = over_three_sets()
    found = batches(runs, 2)
    # then a set's two seeds are one batch, and both scenarios of it come to the process that began it
    assert [[(runs[place].parameter_set, runs[place].replication) for place in each] for each in found] == [
        [(1, 0), (1, 3)], [(2, 1), (2, 4)], [(1, 0), (1, 3)], [(2, 1), (2, 4)],
        [(3, 2), (3, 5)], [(3, 2), (3, 5)],
    ]  # fmt: skip
    assert all(len({id(runs[place].scenario) for place in each}) == 1 for each in found)


def test_no_more_streets_at_once_than_memory_bears(monkeypatch):
    scenario = small(grids=2, days=40)
    monkeypatch.setattr("simulation.experiment.execution.batches.MOST_PEOPLE", 3 * 2400 + 1)
    assert at_once(scenario) == 3
    runs = [Run(scenario, nth, nth) for nth in range(7)]
    assert [len(each) for each in batches(runs, 1)] == [2, 2, 3]


def test_a_run_beside_others_costs_less_and_the_more_so_the_smaller_its_street():
    large, tiny = small(grids=80, days=40), small(grids=2, days=40)
    assert work(large, 1) == work(tiny, 1) == 1
    assert 0.1 < work(tiny, 8) < work(large, 8) < 0.7


# where one of them fails


def one(scenario, seed):
    import pandas as pd

    if seed == 8:
        raise ValueError("this one never works")
    return {"runs": pd.DataFrame({"metric": ["m"], "value": [float(seed)]})}


def many(scenario, seeds):
    return (one(scenario, seed) for seed in seeds)


@pytest.mark.usefixtures("in_this_process")
def test_one_that_fails_takes_no_other_along(tmp_path):
    scenario = small(grids=2, days=40)
    runs = [Run(scenario, nth, seed) for nth, seed in enumerate(SEEDS)]
    recipe = Recipe(one, print, str, str, many, batches)  # type: ignore[arg-type]
    (tmp_path / "runs").mkdir()
    ends = dict(Local(1).ends(runs, tmp_path, recipe, 60.0))
    assert ends[0] is ends[2] is None
    assert ends[1] is not None and "this one never works" in ends[1].message
    stored = StoredRuns(tmp_path)
    assert [run in stored for run in runs] == [True, False, True]


def test_a_batch_may_take_as_long_as_all_of_its_runs(tmp_path, monkeypatch):
    given = []

    def run_all(function, calls, jobs, limits, ready):
        given.append([(len(runs), limit) for (*_, runs, _), limit in zip(calls, limits, strict=True)])
        yield from ()

    monkeypatch.setattr("simulation.experiment.execution.engines.engine.run_all", run_all)
    runs = [Run(small(grids=2, days=40), nth, seed) for nth, seed in enumerate(SEEDS)]
    recipe = Recipe(one, print, str, str, many, batches)  # type: ignore[arg-type]
    assert dict(Local(1).ends(runs, tmp_path, recipe, 60.0)) == {}
    assert given[0] == [(3, 180.0)]


@pytest.mark.slow
def test_streets_beside_each_other_go_on_under_another_scenario():
    before = small(grids=3, days=30)
    after = small(grids=3, days=30, policies=("staffing: {from: 2025-01-10}",))
    pair = Street(before, 7, beside=[8])
    alone = Street(after, 7)
    for day in range(before.experiment.warmup + before.experiment.days):
        if day == before.experiment.warmup + 5:
            pair.continue_with(after)
        pair.step()
        alone.step()
    with pytest.raises(ValueError, match="close_all has the records of each"):
        pair.measurement.close(pair.opening, pair.day)
    first = next(pair.measurement.close_all(pair.opening, pair.day))
    pair.records = first
    assert_same(alone, pair)
