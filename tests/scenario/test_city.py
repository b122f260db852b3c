"""`city`: of how many streets a scenario is, and what they share."""

import pytest

from simulation.experiment.runs import check_same_place
from simulation.place.city import NO_CITY, SEEDS_APART, City
from simulation.scenario import ScenarioError, load, resolve
from simulation.scenario.compare import differences, settings_of
from simulation.scenario.settings import EXPERIMENT
from tests.worlds import ROOT

CLASSROOM = ROOT / "scenarios" / "classroom.yaml"


def classroom(*settings):
    return load(CLASSROOM, settings)


def test_the_city_that_comes_with_the_program_is_of_a_hundred_streets():
    scenario = load(ROOT / "scenarios" / "city.yaml")
    assert scenario.city.streets * scenario.place.residents == 9_600_000
    assert scenario.city.streets * scenario.grids == 8_000
    assert scenario.city.shares


def test_a_scenario_that_says_nothing_of_it_is_no_city_and_its_text_neither():
    assert classroom().city == NO_CITY
    assert not NO_CITY.several and not NO_CITY.shares
    assert "\ncity:" not in resolve(classroom())


def test_what_a_city_is_can_be_set_resolved_and_read_again(tmp_path):
    # given a city in words of the command line, when it is written out and read
    scenario = classroom("city.streets=3", "city.shared_fund=30 %")
    (tmp_path / "again.yaml").write_text(resolve(scenario), encoding="utf-8")
    # then it is the same, and differs from the street in these two numbers
    assert load(tmp_path / "again.yaml") == scenario
    assert scenario.city == City(streets=3, shared_fund=0.3, shared_bodies=0)
    found = differences(settings_of(classroom()), settings_of(scenario))
    assert {each.path: each.other for each in found} == {
        "city.streets": 3,
        "city.shared_fund": 0.3,
        "city.shared_bodies": 0,
    }


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ("city.streets=2.5", "city.streets is 2.5, but streets are counted\n  allowed: a whole number"),
        ("city.streets=0", "city.streets is 0 streets, outside its range"),
        ("city.shared_fund=2", "city.shared_fund is 2, but a share lies between 0 and 1"),
        ("city.shared_found=0.2", "city has no key 'shared_found'"),
    ],
)
def test_what_no_city_can_be_is_refused_in_one_sentence(setting, sentence):
    with pytest.raises(ScenarioError) as error:
        classroom(setting)
    assert sentence in str(error.value) and len(error.value.errors) == 1


def test_no_two_streets_of_a_study_have_one_seed():
    most = int(EXPERIMENT["replications"].high)
    seeds = City(streets=3, shared_fund=0, shared_bodies=0).seeds(7)
    assert seeds == [7, 1_000_007, 2_000_007] and most <= SEEDS_APART


def test_a_city_is_compared_with_cities_of_as_many_streets():
    apart, shared = classroom("city.streets=3"), classroom("city.streets=3", "city.shared_fund=0.3")
    check_same_place((apart, shared))
    with pytest.raises(Exception, match="residents in each of 3 streets"):
        check_same_place((classroom(), apart))
