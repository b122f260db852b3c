"""Scenario files as they should be: what is read, what wins, what comes back out."""

import json
import pickle
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from simulation.interventions import interventions
from simulation.interventions.staff.staffing import Staffing
from simulation.parameters import settings as frozen
from simulation.parameters import word
from simulation.scenario import (
    GridChoice,
    Origin,
    Policy,
    Range,
    ScenarioError,
    load,
    load_study,
    resolve,
)
from simulation.scenario.yaml.units import convert
from tests.scenario.files import BASE, FIRST, LIBRARY, SCENARIOS

START, END = date(2025, 7, 1), date(2025, 12, 31)


# --- the library


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_scenario_of_the_library_loads_pickles_and_says_why(path):
    scenario = load(path)
    assert scenario.name == path.stem
    assert scenario.why is not None and set(scenario.why) == {"en", "zh"}
    assert path.read_text(encoding="utf-8").startswith("# ")
    assert pickle.loads(pickle.dumps(scenario)) == scenario


@pytest.mark.slow
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_what_resolve_prints_can_be_loaded_again(path, write):
    scenario = load(path)
    again = load(write(resolve(scenario), "again.yaml"))
    assert again == scenario
    assert again.files == ("again.yaml",)


def test_lijia_takes_its_place_and_its_model_from_their_files():
    scenario = load(LIBRARY / "lijia.yaml")
    assert (scenario.place.name, scenario.place.residents, scenario.lever_defaults.workers) == (
        "lijia",
        96000,
        2,
    )
    assert scenario.grids == 80
    source = "assumed: full time; about two a grid [@lijiathesis]"
    assert scenario.ranges["model.workers"] == Range(1, 4, source)
    assert [campaign.name for campaign in scenario.place.campaigns][-1] == "spring-festival"
    assert [Path(file).name for file in scenario.files] == ["lijia.yaml", "lijia-today.yaml", "lijia.yaml"]


def test_the_classroom_has_eight_grids_and_a_year():
    scenario = load(LIBRARY / "classroom.yaml")
    assert (scenario.grids, scenario.place.residents, scenario.experiment.days) == (8, 9600, 365)


def test_the_first_study_holds_one_policy_of_each_kind_against_today():
    study = load_study(FIRST)
    assert study.name == "first" and study.baseline.policies == ()
    policies = [one.policies[0].name for one in study.scenarios]
    assert policies == ["staffing", "volunteer_points", "community_fund", "placebo"]


# --- what is read


def test_numbers_dates_and_grids_are_read_with_their_units(write):
    scenario = load(
        write(BASE + "interventions:\n  - staffing: {add: 1 worker/grid, from: 2025-07-01, to: 2025-12-31, "
              "ramp: 2 weeks, grids: [1, 5-8]}\nmodel: {audit: 30 %, pay: 60 thousand yuan/year}\n")
    )  # fmt: skip
    assert scenario.policies == (
        Policy(Staffing(add=1), "staffing", START, END, 14, GridChoice((1, 5, 6, 7, 8))),
    )
    assert (scenario.lever_defaults.audit, scenario.lever_defaults.pay) == (0.3, 5000)


def test_the_words_yes_and_no_are_words(write):
    scenario = load(
        write(BASE.replace("Base", "no").replace("基准", "yes").replace("name: base", "name: no"))
    )
    assert (scenario.name, scenario.title) == ("no", {"en": "no", "zh": "yes"})


def test_a_byte_order_mark_and_other_line_ends_do_no_harm(tmp_path):
    path = tmp_path / "windows.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + BASE.replace("\n", "\r\n").encode())
    assert load(path).title["zh"] == "基准"


@pytest.mark.parametrize(
    "value, written, declared, expected",
    [
        (3, "minutes", "minutes", 3),
        (2, "years", "days", 730),
        (1, "month", "days", 365 / 12),
        (2, "hours/worker/day", "minutes/worker/day", 120),
        (10, "minutes/day/worker", "minutes/worker/day", 10),
        (0.6, "thousand yuan", "yuan", 600),
        (48, "thousand yuan/year", "yuan/month", 4000),
        (0.01, "firms/resident", "firms/1000 residents", 10),
        (62, "%", "share", 0.62),
        (1, "community", "communities", 1),
        (3, "yuan", "minutes", None),
        (3, "yuan/month", "yuan", None),
        (3, "%", "log odds", None),
        (3, "", "yuan", None),
        (3, "/", "yuan", None),
    ],
)
def test_units_turn_into_each_other_or_not(value, written, declared, expected):
    assert convert(value, written, declared) == (expected if expected is None else pytest.approx(expected))


def test_a_ramp_rises_from_nothing_and_the_last_day_counts():
    policy = Policy(Staffing(), "staffing", date(2025, 1, 1), date(2025, 1, 31), ramp=10)
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 1, 6), date(2025, 1, 31), date(2025, 2, 1)]
    assert [policy.strength(day) for day in days] == [0, 0, 0.5, 1, 0]


def test_a_share_of_grids_is_exact_and_holds_the_smaller_share():
    luck = np.array([0.9, 0.1, 0.5, 0.3])
    half = GridChoice(percent=50).among(4, luck)
    assert half.tolist() == [False, True, False, True]
    assert GridChoice(percent=1).among(4, luck).tolist() == [False, True, False, False]
    assert GridChoice().among(4, luck).all()
    assert GridChoice((1, 4)).among(4, luck).tolist() == [True, False, False, True]


# --- what wins


def test_later_files_win_and_keep_the_range_that_an_earlier_one_gave(write):
    # given a place, a model that changes one of its numbers' kin, and a scenario
    write("schema: 1\nmodel:\n  workers: {value: 3, low: 1, high: 6, source: me}\n  audit: 0.2\n", "one.yaml")
    write("schema: 1\nmodel: {workers: 4}\n", "two.yaml")
    write(BASE + "extends: [one.yaml, two.yaml]\nmodel: {callback: 0.5}\n")
    # then the later file wins, number by number, and the range stays
    levers = load("base.yaml").lever_defaults
    assert (levers.workers, levers.audit, levers.callback) == (4, 0.2, 0.5)
    with pytest.raises(ScenarioError, match="allowed: 1 to 6 workers/grid"):
        load("base.yaml", ["model.workers=7"])


def test_the_command_line_wins_over_all_files(write):
    write(BASE + "model: {workers: 4}\ninterventions:\n  - staffing: {add: 1, from: 2025-01-01}\n")
    scenario = load("base.yaml", ["model.workers=3", "experiment.days=30", "interventions.staffing.add=2",
                                  "residents.will_18_29=.6", "model.workers=1"])  # fmt: skip
    assert (scenario.lever_defaults.workers, scenario.experiment.days) == (1, 30)
    assert scenario.policies[0].intervention == Staffing(add=2)
    assert scenario.numbers["residents"].will_18_29 == 0.6  # type: ignore[attr-defined]


def test_every_value_knows_where_it_was_written(write):
    write("schema: 1\nplace:\n  residents: 95000\n", "place.yaml")
    write(BASE + "extends: place.yaml\ninterventions:\n  - placebo: {from: 2025-01-01}\n")
    scenario = load("base.yaml", ["model.workers=3"])
    assert scenario.origins["place.residents"] == Origin("place.yaml", 3)
    assert scenario.origins["model.workers"] == Origin("--set", 0)
    assert scenario.origins["experiment.start"] == Origin("base.yaml", 4)
    assert scenario.origins["interventions.1.placebo.from"] == Origin("base.yaml", 7)
    lines = [line.strip() for line in resolve(scenario).splitlines()]
    assert "residents: 95000.0 # from place.yaml:3" in lines
    assert any(line.startswith("workers: 3.0") and line.endswith("# from --set") for line in lines)
    assert any(line.startswith("communities:") and line.endswith("# default") for line in lines)


def test_resolve_as_json_holds_values_and_origins(write):
    scenario = load(write(BASE), ["model.workers=3"])
    found = json.loads(resolve(scenario, json=True))
    assert found["model"]["workers"] == 3
    assert found["experiment"]["start"] == "2025-01-01"
    assert found["origins"]["model.workers"] == "--set"


def test_policies_of_parents_add_up_and_a_common_parent_counts_once(write):
    write(BASE + "interventions:\n  - placebo: {from: 2025-01-01}\n", "root.yaml")
    write("schema: 1\nextends: root.yaml\nmodel: {audit: 0.2}\n", "left.yaml")
    write("schema: 1\nextends: root.yaml\nmodel: {callback: 0.2}\n", "right.yaml")
    write(BASE + "extends: [left.yaml, right.yaml]\ninterventions:\n  - staffing: {from: 2025-02-01}\n")
    scenario = load("base.yaml")
    assert [policy.name for policy in scenario.policies] == ["placebo", "staffing"]
    assert (scenario.lever_defaults.audit, scenario.lever_defaults.callback) == (0.2, 0.2)


def test_a_name_is_never_inherited(write):
    write(BASE, "root.yaml")
    write("schema: 1\nextends: root.yaml\ntitle: {en: a, zh: 甲}\n")
    with pytest.raises(ScenarioError, match="a scenario needs its own 'name'"):
        load("base.yaml")


def test_beyond_range_lets_a_number_lie_outside(write):
    write(BASE + "beyond_range: [model.workers, interventions.staffing.add]\n"
          "model:\n  workers: {value: 9, low: 1, high: 4, source: me}\n"
          "interventions:\n  - staffing: {add: 5, from: 2025-01-01}\n")  # fmt: skip
    scenario = load("base.yaml")
    assert scenario.lever_defaults.workers == 9
    assert scenario.beyond_range == ("interventions.staffing.add", "model.workers")
    assert load(_saved(resolve(scenario))) == scenario


def _saved(text):
    Path("resolved.yaml").write_text(text, encoding="utf-8")
    return "resolved.yaml"


def test_two_words_for_one_choice_at_one_time_are_a_conflict(write, monkeypatch):
    # given a policy that is a choice
    @frozen
    class Strategy:
        help: str = word("near", ("near", "far"), "who helps", "chosen")

    monkeypatch.setitem(interventions._found, "strategy", Strategy)
    write(BASE + "interventions:\n  - strategy: {help: near, from: 2025-01-01, to: 2025-06-30}\n"
          "  - strategy: {help: far, from: 2025-06-30}\n")  # fmt: skip
    # then two words on the same day are told with both lines
    with pytest.raises(ScenarioError) as caught:
        load("base.yaml")
    assert str(caught.value) == (
        "base.yaml:7:5: strategy.help is 'far' here but 'near' in base.yaml:6, "
        "both in force from 2025-06-30 to 2025-06-30"
    )
    # and one after the other is fine
    assert len(load("base.yaml", ["interventions.strategy.help=far"]).policies) == 2


def test_a_date_that_two_policies_share_is_written_twice(write):
    # given policies that were put together by a program, from one and the same day
    found = load(LIBRARY / "remedy-1-party.yaml")
    day = found.policies[0].start
    shared = replace(found, policies=tuple(replace(each, start=day) for each in found.policies))
    again = load(write(resolve(shared), "again.yaml"))
    assert again.policies == shared.policies and len(again.policies) > 1
