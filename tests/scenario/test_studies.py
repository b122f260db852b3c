"""Study files: what they hold, and what holds for all their scenarios."""

import pytest

from simulation.scenario import (
    ScenarioError,
    is_study,
    load,
    load_study,
)
from tests.scenario.files import BASE, FIRST, SCENARIOS, STUDIES


def test_a_study_tells_itself_from_a_scenario(write):
    assert is_study(STUDIES[0])
    assert not is_study(SCENARIOS[0])
    assert not is_study(write("[", "broken.yaml"))
    assert not is_study("nowhere.yaml")


def test_a_study_names_all_faults_of_all_its_files(write):
    write(BASE + "model: {workers: many}\n", "one.yaml")
    write(BASE.replace("name: base", "name: two") + "place: {resident: 5}\n", "two.yaml")
    write(
        "schema: 1\nstudy: s\ntitle: {en: S, zh: 试}\nbaseline: one.yaml\nscenarios: [two.yaml, three.yaml]\n"
    )
    with pytest.raises(ScenarioError) as caught:
        load_study("base.yaml")
    assert [str(fault.location) for fault in caught.value.errors] == [
        "one.yaml:5:18",
        "two.yaml:5:9",
        "base.yaml:5:23",
    ]


def test_scenarios_of_a_study_have_names_and_days_in_common_with_nobody_and_everybody(write):
    write(BASE, "one.yaml")
    write(BASE.replace("2025-01-01", "2025-02-01"), "two.yaml")
    write(
        "schema: 1\nstudy: s\ntitle: {en: S, zh: 试}\nbaseline: one.yaml\nscenarios: [two.yaml]\n",
        "study.yaml",
    )
    with pytest.raises(ScenarioError) as caught:
        load_study("study.yaml")
    assert str(caught.value).splitlines() == [
        "study.yaml:5:13: two scenarios of the study are called 'base'",
        "study.yaml:5:13: 'base' has another experiment than the baseline 'base'",
    ]


def test_a_study_and_a_scenario_are_not_mistaken_for_each_other(write):
    write(BASE)
    with pytest.raises(ScenarioError, match=r"^base\.yaml: this is no study: it has no 'study'"):
        load_study("base.yaml")
    write("schema: 1\nstudy: s\n", "study.yaml")
    with pytest.raises(
        ScenarioError, match=r"^study\.yaml:2:1: 'study\.yaml' is a study, but a scenario is needed"
    ):
        load("study.yaml")


def test_what_is_set_holds_for_every_scenario_of_a_study():
    study = load_study(FIRST, ["experiment.days=30", "model.workers=3"])
    assert {one.experiment.days for one in (study.baseline, *study.scenarios)} == {30}
    assert {one.lever_defaults.workers for one in study.scenarios} == {3}


TOGETHER = "schema: 1\nstudy: s\ntitle: {en: S, zh: 试}\nbaseline: one.yaml\nscenarios: [two.yaml]\n"


def together(write, more):
    """A study of two scenarios, with more lines."""
    write(BASE, "one.yaml")
    write(BASE.replace("name: base", "name: two"), "two.yaml")
    write(TOGETHER + more, "study.yaml")


def test_a_study_sets_the_experiment_of_all_its_scenarios_and_the_command_line_wins(write):
    # given a study of three years, and scenarios that say nothing of it
    together(write, "experiment: {days: 1095, replications: 5}\n")
    study = load_study("study.yaml")
    asked = [(one.experiment.days, one.experiment.replications) for one in (study.baseline, *study.scenarios)]
    assert asked == [(1095, 5), (1095, 5)]
    # then its first day is still theirs, and `--set` is heard last
    assert study.baseline.experiment.start == load("one.yaml").experiment.start
    shorter = load_study("study.yaml", ["experiment.days=30"])
    assert [one.experiment.days for one in (shorter.baseline, *shorter.scenarios)] == [30, 30]
    # and what a run would use can be traced to the line of the study
    assert str(study.baseline.origins["experiment.days"]) == "study.yaml:6"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("experiment: {dayz: 9}\n", "study.yaml:6:14: experiment has no key 'dayz'"),
        ("experiment: {days: 0}\n", "study.yaml:6:20: experiment.days is 0 days"),
        (
            "experiment: three years\n",
            "study.yaml:6:13: experiment is a single value, but must be a map of keys and values",
        ),
        (
            "experiment: {parameter_sets: a.csv}\nparameter_sets: b.csv\n",
            "study.yaml:7:17: 'parameter_sets' stands in 'experiment' too; one place is enough",
        ),
    ],
)
def test_what_is_wrong_with_the_experiment_of_a_study_is_told_once_with_its_place(write, more, said):
    together(write, more)
    with pytest.raises(ScenarioError) as caught:
        load_study("study.yaml")
    own = [line for line in str(caught.value).splitlines() if line.startswith("study.yaml:")]
    assert said in own and len(own) == len(set(own))
