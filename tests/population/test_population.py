"""One source of a rule serves one agent and all; a population is what Mesa users expect of an agent set."""

import math
import pickle
import warnings

import mesa
import numpy as np
import pytest

from simulation.agents.party_member import PartyMember
from simulation.agents.resident import Resident
from simulation.population import ArrayAgent, ArrayModel, Population, SlowRuleWarning, state
from tests.worlds import live, small


class Cat(ArrayAgent):
    weight = state("float32", 4, "kg", (0, 20), "weight")
    lives = state("uint8", 9, "lives", (0, 9), "lives left")
    room = state("int32", 0, "number", (0, 255), "room it sleeps in")

    def appetite(self, bowls):
        return np.where(self.weight > 5, 0.1, 0.5) * bowls

    def plain_appetite(self, bowls):
        if self.weight > 5:
            return 0.1 * bowls
        return 0.5 * bowls

    def against_the_mean(self):
        return self.weight - np.mean(self.weight)

    def eats(self):
        self.weight = self.weight + 1
        return 1.0


@pytest.fixture
def cats() -> Population[Cat]:
    herd = Population(ArrayModel(), Cat, 200)
    herd.columns["weight"][:] = np.linspace(2, 8, 200)
    herd.columns["room"][:] = np.arange(200) % 3
    return herd


BOWLS = np.array([1.0, 0.5, 0.2])[np.arange(200) % 3]  # full, of the room of each cat


def test_a_rule_gives_one_cat_the_number_that_it_gives_it_among_all(cats):
    together = cats.evaluate(Cat.appetite, BOWLS)
    assert together == pytest.approx([cat.appetite(bowl) for cat, bowl in zip(cats, BOWLS, strict=True)])


def test_a_plain_if_rule_works_with_one_friendly_warning(cats):
    with pytest.warns(SlowRuleWarning) as told:
        slow = cats.evaluate(Cat.plain_appetite, BOWLS)
        cats.evaluate(Cat.plain_appetite, BOWLS)
    assert slow == pytest.approx(cats.evaluate(Cat.appetite, BOWLS))
    assert len(told) == 1
    assert "Cat.plain_appetite works, and is asked agent by agent" in str(told[0].message)
    assert "np.where for `if`" in str(told[0].message)


def test_a_rule_that_means_something_else_for_all_is_asked_one_by_one(cats):
    with pytest.warns(SlowRuleWarning, match="is asked agent by agent"):
        assert (cats.evaluate(Cat.against_the_mean) == 0).all()


def test_a_math_function_ends_in_the_fallback_too(cats):
    with pytest.warns(SlowRuleWarning):
        found = cats.evaluate(lambda cat: math.sqrt(cat.weight))
    assert found == pytest.approx(np.sqrt(cats.weight), rel=1e-6)


def test_a_rule_may_not_change_a_state(cats):
    with pytest.raises(TypeError, match="a rule may not change 'weight'"):
        cats.evaluate(Cat.eats)
    assert cats.weight[0] == 2


def test_a_misspelt_state_is_refused_with_what_to_write(cats):
    with pytest.raises(
        AttributeError, match=r"a Cat has no state 'wieght'; declare it in the class: wieght = state"
    ):
        cats[0].wieght = 3
    with pytest.raises(AttributeError, match="a Cat has no state 'wieght'"):
        _ = cats.wieght


def test_one_cat_reads_and_writes_plain_numbers(cats):
    cats[17].lives = 8
    assert type(cats[17].lives) is int and type(cats[17].weight) is float
    assert cats.lives.sum() == 200 * 9 - 1


def test_parts_share_the_columns(cats):
    heavy = cats.select(lambda cat: cat.weight > 5)
    heavy.set("lives", 1)
    assert set(cats.lives[cats.weight > 5]) == {1} and set(cats.lives[cats.weight <= 5]) == {9}
    assert len(cats.select(at_most=0.5)) == 100 and len(cats.select(at_most=3)) == 3


def test_it_is_sorted_grouped_and_mapped_like_an_agent_set(cats):
    assert cats.sort("weight")[0].weight == 8
    assert (cats.sort("weight").weight == np.sort(cats.weight)[::-1]).all()
    assert cats.groupby("room").count() == {0: 67, 1: 67, 2: 66}
    assert cats.groupby("room").agg("weight", len) == {0: 67, 1: 67, 2: 66}
    assert cats.map(lambda cat: cat.lives)[:2] == [9, 9]
    assert cats.agg("weight", [np.min, np.max]) == [2, 8]


def test_an_agent_taken_out_leaves_the_rows_of_the_others_alone(cats):
    cats.remove(cats[3])
    assert len(cats) == 199 and 3 not in cats.rows and cats[3].row == 4


def test_a_view_is_a_mesa_agent_and_equal_to_itself(cats):
    assert isinstance(cats[5], mesa.Agent)
    assert cats[5] == cats[5] and cats[5] != cats[6] and len({cats[5], cats[5]}) == 1
    assert cats[5] in cats


def test_it_pickles(cats):
    assert (pickle.loads(pickle.dumps(cats)).weight == cats.weight).all()


def test_the_street_offers_its_five_kinds_where_mesa_looks_for_them():
    street = live(small(days=2, warmup=0), 1)
    names = {kind.__name__ for kind in street.agents_by_type}
    assert names == {"Resident", "PartyMember", "GridWorker", "Enterprise", "SocialOrganization"}
    young = street.agents_by_type[Resident].select(lambda resident: resident.age < 30)
    assert 0 < young.agg("trust", np.mean) < 1
    assert isinstance(street.residents[17].trust, float)


def test_party_members_are_residents_in_the_same_columns():
    street = live(small(days=2, warmup=0), 1)
    member = street.members[0]
    assert isinstance(member, PartyMember) and isinstance(member, Resident)
    assert street.members.columns is street.residents.columns
    assert street.residents[member.row].trust == member.trust


def test_no_rule_of_the_model_needs_the_fallback():
    with warnings.catch_warnings():
        warnings.simplefilter("error", SlowRuleWarning)
        from simulation.model import Street

        street = Street(small("model.org_seed=10000", "model.org_space=50", days=40, warmup=0), 3)
        for _ in range(40):
            street.step()
    assert street.day == 40


def test_every_state_stays_inside_its_declared_range():
    street = live(small(), 1)
    for kind, population in street.agents_by_type.items():
        for name, field in kind.fields().items():
            values = getattr(population, name)
            assert field.low <= values.min() and values.max() <= field.high, (kind.__name__, name)


def test_states_of_a_part_are_a_table_under_the_numbers_of_its_agents(cats):
    frame = cats.select(lambda cat: cat.weight > 7.9).to_frame(["weight", "room"])
    assert list(frame.columns) == ["weight", "room"]
    assert frame["weight"].min() > 7.9
    assert frame.index.tolist() == [cat.unique_id for cat in cats if cat.weight > 7.9]
    assert list(cats.to_frame().columns) == list(Cat.fields())
    assert cats.to_frame("room").shape == (200, 1)


def test_an_agent_that_is_made_alone_is_refused_and_a_population_is_counted():
    model = ArrayModel()
    with pytest.raises(TypeError, match=r"a Cat is a row of a population.*Population\(model, Cat, 12\)"):
        Cat(model)
    model.populations[Cat] = Population(model, Cat, 12)
    assert len(model.agents) == len(model.agents_by_type[Cat]) == 12
