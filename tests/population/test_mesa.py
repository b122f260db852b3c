"""What Mesa users know works on a street: agent sets, collectors, batches, pages."""

from __future__ import annotations

import warnings

import mesa
import numpy as np
import pytest
from mesa.agentset import AbstractAgentSet, AgentSet

from simulation.agents.grid_worker import GridWorker
from simulation.agents.party_member import PartyMember
from simulation.agents.resident import Resident
from simulation.model import Street
from simulation.population import Population
from tests.worlds import ROOT, load, small


@pytest.fixture(scope="module")
def street() -> Street:
    return Street(small(grids=2, days=3, warmup=0), 1)


class Plain(mesa.Agent):
    """The same residents as ordinary Mesa agents, to compare with."""

    def __init__(self, model: mesa.Model, age: int, trust: float, grid: int) -> None:
        super().__init__(model)
        self.age, self.trust, self.grid = age, trust, grid

    def next_year(self) -> int:
        return self.age + 1


@pytest.fixture(scope="module")
def plain(street) -> AgentSet:
    who, model = street.residents, mesa.Model(rng=1)
    states = zip(who.age.tolist(), who.trust.tolist(), who.grid.tolist(), strict=True)
    agents = [Plain(model, *each) for each in states]
    return AgentSet(agents, random=model.random), agents, model  # the second keeps them alive


def ages(agents: AbstractAgentSet) -> list[int]:
    return [agent.age for agent in agents]


SETS = {
    "select": lambda a: a.select(lambda one: one.age < 30),
    "select at most": lambda a: a.select(at_most=7),
    "select a share": lambda a: a.select(at_most=0.1),
    "select a share of the fitting": lambda a: a.select(lambda one: one.age > 60, at_most=0.05),
    "select a whole": lambda a: a.select(at_most=1.0),
    "select one": lambda a: a.select(at_most=1),
    "select nothing": lambda a: a.select(lambda one: one.age > 200),
    "sort": lambda a: a.sort("age"),
    "sort upwards": lambda a: a.sort("age", ascending=True),
    "sort by a function": lambda a: a.sort(lambda one: (one.grid, -one.age)),
    "sort by words": lambda a: a.sort(lambda one: "old" if one.age > 50 else "young"),
    "both": lambda a: a.select(lambda one: one.age < 30) & a.select(lambda one: one.age > 20),
    "either": lambda a: a.select(lambda one: one.age < 30) | a.select(lambda one: one.age > 80),
    "but not": lambda a: a - a.select(lambda one: one.age > 20),
    "one of the two": lambda a: a.select(lambda one: one.age < 30) ^ a.select(lambda one: one.age > 20),
}
VALUES = {
    "len": len,
    "get": lambda a: list(a.get("age")),
    "get several": lambda a: [list(row) for row in a.get(["age", "grid"])],
    "get what is missing": lambda a: list(a.get("hat", handle_missing="default", default_value=3)),
    "agg": lambda a: a.agg("age", max),
    "agg several": lambda a: a.agg("age", [min, max, len]),
    "map by name": lambda a: a.map("__hash__") and None,
    "map": lambda a: a.map(lambda one, more: one.age + more, 2),
    "group counts": lambda a: list(a.groupby("grid").count().items()),
    "group ages": lambda a: list(a.groupby("age").agg("grid", sum).items()),
    "group by a function": lambda a: list(a.groupby(lambda one: one.age > 30).agg("age", max).items()),
    "group by two": lambda a: list(a.groupby(lambda one: (one.grid, one.age > 30)).count().items()),
    "group of lists": lambda a: {k: len(v) for k, v in a.groupby("grid", result_type="list")},
    "group map": lambda a: a.groupby("grid").map(lambda group: len(group)),
    "to_list": lambda a: [one.age for one in a.to_list()],
}


@pytest.mark.parametrize("ask", SETS.values(), ids=SETS)
def test_a_set_of_residents_is_the_set_that_mesa_gives(ask, street, plain):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = ask(street.residents)
    assert isinstance(found, Population)
    expected = ask(plain[0])
    assert sorted(ages(found)) == sorted(ages(expected))
    if "the two" not in str(ask) and ask is not SETS["either"] and ask is not SETS["one of the two"]:
        assert ages(found) == ages(expected)


@pytest.mark.parametrize("ask", VALUES.values(), ids=VALUES)
def test_a_question_to_residents_has_the_answer_that_mesa_gives(ask, street, plain):
    assert ask(street.residents) == ask(plain[0])


def test_wrong_words_are_refused_as_mesa_does(street):
    for call in (
        lambda who: who.get("hat"),
        lambda who: who.get("age", handle_missing="skip"),
        lambda who: who.remove(street.workers[0]),
        lambda who: who.groupby("age", result_type="dict"),
    ):
        with pytest.raises((AttributeError, ValueError, KeyError)):
            call(street.residents)


def test_a_state_is_set_inside_its_range_only():
    own = Street(small(grids=1, days=1, warmup=0), 1)
    own.residents.select(at_most=10).set("trust", 0.25)
    assert (own.residents.trust[:10] == 0.25).all() and own.residents.trust[10] != 0.25
    own.residents[3].trust = 1
    for call in (
        lambda: own.residents.set("trust", 2.0),
        lambda: own.residents[3].__setattr__("age", 300),
        lambda: own.residents.set("trust", float("nan")),
    ):
        with pytest.raises(ValueError, match="lies from 0 to 1"):
            call()


def test_do_and_shuffle_do_call_every_agent_once(street):
    for call in (street.workers.do, street.workers.shuffle_do, street.agents.shuffle_do):
        seen: list[int] = []
        call(lambda agent, seen: seen.append(agent.unique_id), seen)
        assert len(seen) == len(set(seen)) in (len(street.workers), len(street.agents))
    first = [worker.row for worker in street.workers.shuffle()]
    assert sorted(first) == list(range(len(street.workers))) != first


def test_numbers_are_told_out_over_all_agents(street):
    ids = [agent.unique_id for agent in street.agents]
    assert sorted(ids) == list(range(1, len(ids) + 1))
    member = street.members[0]
    assert member.unique_id == street.residents[member.row].unique_id
    assert (street.residents.get("unique_id") == [who.unique_id for who in street.residents]).all()
    mesa.Agent(street)
    assert max(agent.unique_id for agent in street.agents) == len(ids) + 1


def test_all_agents_are_one_set_in_which_a_member_comes_once(street):
    kinds = street.agents.groupby(type).count()
    assert kinds[Resident] == 2400 and PartyMember not in kinds
    assert len(street.agents) == sum(kinds.values())
    assert street.members[0] in street.agents
    workers = street.agents.select(agent_type=GridWorker)
    assert len(workers) == len(street.workers) and workers.agg("age", min) >= 20
    assert street.agents.sort("unique_id", ascending=True).to_list()[0].unique_id == 1


def test_people_do_not_leave_a_street(street):
    for leave in (
        street.residents[3].remove,
        lambda: street.residents.remove(street.residents[3]),
        lambda: street.residents.select(at_most=3, inplace=True),
        street.remove_all_agents,
    ):
        with pytest.raises(TypeError, match=r"stays as large as it was made|keeps its Residents"):
            leave()
    part = street.residents.copy()
    part.discard(street.residents[3])
    assert len(part) == 2399 and len(street.residents) == 2400
    part.add(street.residents[3])
    assert street.residents[3] in part


# a model


def test_a_street_is_seeded_as_mesa_models_are():
    world = small(grids=1, days=2, warmup=0)
    one, same, other = Street(world, 3), Street(world, rng=3), Street(world, seed=4)
    assert (one.residents.age == same.residents.age).all()
    assert (one.residents.age != other.residents.age).any()
    assert one.random.random() == same.random.random() != other.random.random()
    assert (Street(world).residents.age == Street(world, world.experiment.seed).residents.age).all()
    with pytest.raises(ValueError, match="seed or rng, not both"):
        Street(world, 3, rng=3)
    # and a seed that is no whole number is told in a sentence
    with pytest.raises(ValueError, match=r"a seed is a whole number, not 7\.8"):
        Street(world, seed=7.8)


def test_mesas_own_generators_change_nothing_in_a_street():
    world = small(grids=1, days=5, warmup=0)
    one, other = Street(world, 3), Street(world, 3)
    for _ in range(5):
        other.random.random(), other.rng.random(), other.residents.shuffle()
        one.step(), other.step()
    assert one.records.daily == other.records.daily


def test_a_street_runs_to_its_end_and_says_so():
    street = Street(small(grids=1, days=4, warmup=2), 1)
    street.run_model()
    assert (street.day, street.time, street.running) == (6, 6.0, False)
    with pytest.raises(RuntimeError, match="the street has had its 6 days"):
        street.step()


def mean_trust(street: Street) -> float:
    return street.residents.agg("trust", np.mean)


class Watched(Street):
    """A street that collects what Mesa's collector can: of the model, of agents, of kinds."""

    def __init__(self, workers: int = 2, rng: int | None = None) -> None:
        own = (
            f"place.residents={1200}",
            f"model.workers={workers}",
            "experiment.warmup=0",
            "experiment.days=3",
        )
        super().__init__(load(ROOT / "scenarios/classroom.yaml", own), rng=rng)
        self.datacollector = mesa.DataCollector(
            model_reporters={"trust": mean_trust, "needs": lambda m: len(m.records.needs["id"])},
            agent_reporters={"kind": lambda agent: type(agent).__name__},
            agenttype_reporters={Resident: {"trust": "trust"}, GridWorker: {"fatigue": "fatigue"}},
        )
        self.datacollector.collect(self)

    def step(self) -> None:
        super().step()
        self.datacollector.collect(self)


def test_mesas_collector_collects_a_street():
    street = Watched(rng=1)
    street.run_model()
    trust = street.datacollector.get_model_vars_dataframe()["trust"]
    assert trust.iloc[-1] == street.residents.agg("trust", np.mean)
    assert (street.time, len(trust)) == (3.0, 4)
    people = street.datacollector.get_agenttype_vars_dataframe(Resident)
    assert (people.loc[3.0, "trust"].to_numpy() == street.residents.trust.astype(float)).all()
    staff = street.datacollector.get_agenttype_vars_dataframe(GridWorker)
    assert list(staff.loc[0.0].index) == street.workers.get("unique_id").tolist()
    assert len(street.datacollector.get_agent_vars_dataframe().loc[0.0]) == len(street.agents)


@pytest.mark.skipif(not hasattr(mesa, "batch_run"), reason="Mesa 4 has none")
def test_mesa_runs_a_batch_of_streets():
    rows = mesa.batch_run(Watched, {"workers": [1, 3]}, rng=[1, 2], max_steps=3, display_progress=False)
    runs = {(row["workers"], row["RunId"]) for row in rows}
    assert len(runs) == 4


@pytest.mark.slow
def test_mesas_page_shows_and_steers_a_street():
    solara = pytest.importorskip("solara")
    pytest.importorskip("altair")
    visualization = pytest.importorskip("mesa.visualization")
    from mesa.visualization.solara_viz import ModelController

    street = Watched(rng=1)
    street.step()
    plot = visualization.make_plot_component("trust")
    slider = {"type": "SliderInt", "value": 2, "label": "workers", "min": 1, "max": 4, "step": 1}
    page = visualization.SolaraViz(street, components=[plot], model_params={"workers": slider, "rng": 1})
    _, shown = solara.render(page, handle_error=False)
    assert "Image(value=b'\\x89PNG" in str(shown.container)
    model = solara.reactive(street)
    ways = {"play_interval": 100, "render_interval": 1, "use_threads": False}
    controls = ModelController(
        model,
        model_parameters={"workers": 3, "rng": 1},
        **{name: solara.reactive(value) for name, value in ways.items()},
    )
    _, shown = solara.render(controls, handle_error=False)
    import ipyvuetify

    buttons = {str(each.children[-1]).strip().lower(): each for each in shown.find(ipyvuetify.Btn).widgets}
    buttons["step"].click()
    assert street.time == 2.0
    buttons["reset"].click()
    assert model.value is not street and model.value.time == 0.0
    assert (model.value.world.levers.workers == 3).all()
