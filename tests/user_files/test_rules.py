"""User-defined rules: replaced without touching the program, and named in a scenario."""

from __future__ import annotations

import json
import warnings
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

import simulation
from simulation.agents.party_member import PartyMember
from simulation.agents.resident import Resident
from simulation.agents.resident.ages import ADULT
from simulation.cli import verbs
from simulation.experiment import ExperimentError
from simulation.model import Street
from simulation.population import RuleError, SlowRuleWarning
from simulation.scenario import Scenario, load, resolve
from tests.user_files.rules import FOR_ARRAYS
from tests.worlds import ROOT, live

AS_IT_IS = """
from simulation.agents.resident import Resident

def as_it_is(self, levers, rewards, posts):
    return Resident.joining_chance(self, levers, rewards, posts)
"""
WITH_IF = """
def keen(self):
    if self.age < 18:
        return 0.0
    if self.age < 30:
        return 0.9
    return 0.55
"""
SUBCLASS = """
from simulation.agents.resident import Resident

class KeenResident(Resident):
    def willing_share(self):
        return 1 - 0.5 * (1 - super().willing_share())
"""


def tables(street: Street) -> dict[str, pd.DataFrame]:
    """What a run leaves behind, day by day and case by case."""
    return street.records.tables(with_cases=True)


def same(one: Street, other: Street) -> bool:
    mine, theirs = tables(one), tables(other)
    return mine.keys() == theirs.keys() and all(mine[name].equals(theirs[name]) for name in mine)


def lived(scenario: Scenario, **rules) -> Street:
    street = Street(scenario, 5, rules={name.replace("__", "."): each for name, each in rules.items()})
    street.run_model()
    return street


# minimally different worlds


def test_a_rule_that_asks_the_usual_one_gives_the_same_bytes(short, rules_file):
    path = rules_file(AS_IT_IS)
    assert same(lived(short), lived(short, Resident__joining_chance=f"{path}:as_it_is"))


def test_a_rule_with_if_gives_the_bytes_of_its_form_for_arrays(short, rules_file):
    quick = lived(short, Resident__willing_share=f"{rules_file(FOR_ARRAYS)}:keen")
    with pytest.warns(SlowRuleWarning, match=r"keen\) works, and is asked agent by agent .* for 2,400\)"):
        slow = lived(short, Resident__willing_share=f"{rules_file(WITH_IF, 'with_if.py')}:keen")
    assert same(quick, slow)
    assert not same(quick, lived(short))


def test_a_rule_with_if_inside_another_rule_is_asked_one_by_one_too(short, rules_file):
    gate = "def gate(self, levers):\n    return 0.9 if self.phone_only else 0.5\n"
    arrays = "import numpy as np\ndef gate(self, levers):\n    return np.where(self.phone_only, 0.9, 0.5)\n"
    quick = lived(short, Resident__time_gate=f"{rules_file(arrays)}:gate")
    with pytest.warns(SlowRuleWarning):
        slow = lived(short, Resident__time_gate=f"{rules_file(gate, 'with_if.py')}:gate")
    assert same(quick, slow)


def test_a_subclass_replaces_its_rules_and_may_ask_the_usual_ones(short, rules_file):
    street = lived(short, Resident=f"{rules_file(SUBCLASS)}:KeenResident")
    adults = street.residents.age >= ADULT
    assert street.residents.willing[adults].mean() > 0.75
    assert live(short, 5).residents.willing[adults].mean() < 0.65


def test_party_members_follow_a_residents_new_rule_and_keep_their_own(short):
    street = Street(short, 5, rules={"Resident.satisfaction_chance": lambda self, perceived: 0.25})
    assert (street.members.evaluate(Resident.satisfaction_chance, 0.5) == 0.25).all()
    assert street.members[0].satisfaction_chance(0.5) == 0.25
    assert isinstance(street.members[0], PartyMember)
    assert set(street.agents_by_type) == set(Street(short, 5).agents_by_type)


def test_a_bound_that_the_usual_rule_keeps_does_not_bind_a_new_one(short):
    # given that everybody willing joins on the first day, where the usual chance is below 1 in 300
    street = Street(short, 5, rules={"Resident.joining_chance": lambda self, levers, rewards, posts: 1.0})
    street.step()
    willing = street.residents.willing & (street.residents.age >= ADULT)
    assert street.residents.on_roster[willing].mean() > 0.99


def test_a_new_state_of_a_subclass_is_there(short, rules_file):
    text = """
    from simulation.agents.resident import Resident
    from simulation.population import state

    class Owner(Resident):
        dogs = state("uint8", 2, "dogs", (0, 9), "dogs in the household")

        def willing_share(self):
            return 0.1 * self.dogs
    """
    street = Street(short, 5, rules={"Resident": f"{rules_file(text)}:Owner"})
    assert street.residents[3].dogs == 2
    assert street.residents[3].willing_share() == pytest.approx(0.2)


# named in a scenario


def test_a_scenario_names_a_rule_by_a_path_from_its_own_folder(scenario_file, rules_file, monkeypatch):
    rules_file(FOR_ARRAYS)
    monkeypatch.chdir("/")
    scenario = load(scenario_file("{Resident.willing_share: my_rules.py:keen}"))
    assert [(each.target, each.name) for each in scenario.rules] == [("Resident.willing_share", "keen")]
    young = Street(scenario).residents.select(lambda who: (who.age >= 18) & (who.age < 30))
    assert 0.85 < young.agg("willing", np.mean) < 0.95


def test_a_child_inherits_the_rules_of_its_parent_and_may_replace_them(scenario_file, rules_file, tmp_path):
    rules_file(FOR_ARRAYS)
    rules_file("def none(self):\n    return 0.0\n", "other.py")
    parent = scenario_file("{Resident.willing_share: my_rules.py:keen}")
    child = tmp_path / "child.yaml"
    lines = ["schema: 1", "name: child", "title: {en: Child, zh: 子}", f"extends: {parent.name}"]
    child.write_text("\n".join(lines), encoding="utf-8")
    assert load(child).rules == load(parent).rules
    child.write_text("\n".join([*lines, "rules: {Resident.willing_share: other.py:none}"]), encoding="utf-8")
    assert [each.name for each in load(child).rules] == ["none"]


def test_a_resolved_scenario_names_the_same_rules(scenario_file, rules_file, tmp_path):
    rules_file(FOR_ARRAYS)
    scenario = load(scenario_file("{Resident.willing_share: my_rules.py:keen}"))
    again = tmp_path / "elsewhere"
    again.mkdir()
    (again / "resolved.yaml").write_text(resolve(scenario), encoding="utf-8")
    assert load(again / "resolved.yaml") == scenario


@pytest.fixture
def results(scenario_file, rules_file, tmp_path) -> Path:
    """The folder of a study with a user-defined rule in one scenario, run by two worker processes."""
    rules_file(WITH_IF)
    mine = scenario_file("{Resident.willing_share: my_rules.py:keen}")
    usual = scenario_file("{}", "usual")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SlowRuleWarning)
        ended = CliRunner().invoke(verbs, ["run", str(usual), str(mine), "-j2", "-o", str(tmp_path / "out")])
    assert ended.exit_code == 0, ended.output
    return tmp_path / "out"


@pytest.mark.slow
def test_worker_processes_live_by_the_rule_and_the_folder_keeps_it(results, rules_file):
    # then the runs differ by the rule, in the workers as here
    daily = pd.read_csv(results / "daily.csv")
    rosters = daily.groupby(["scenario", "replication"])["roster"].last().unstack("scenario")
    assert (rosters["mine"] != rosters["usual"]).all()
    here = Street(load(results / "scenarios" / "mine.yaml"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SlowRuleWarning)
        here.run_model()
    mine = daily[(daily.scenario == "mine") & (daily.replication == 0)]
    assert [day["roster"] for day in here.records.daily][1:] == mine["roster"].tolist()
    # and the folder holds a copy, its name and digest, and says so in the report
    copy = results / "scenarios" / "my_rules.py"
    assert copy.read_text("utf-8") == WITH_IF
    digest = json.loads((results / "manifest.json").read_text("utf-8"))["inputs"]["scenarios/my_rules.py"]
    about = json.loads((results / "study.json").read_text("utf-8"))["scenarios"]
    assert about[1]["rules"] == [
        {"replaces": "Resident.willing_share", "with": "keen", "file": "my_rules.py", "sha256": digest}
    ]
    page = (results / "report.html").read_text("utf-8")
    assert (
        "user-defined rule: Resident.willing_share is replaced by my_rules.py:keen "
        f"(file digest {digest[:12]})" in page
    )
    assert "使用自定规则，Resident.willing_share" in page


def test_two_files_of_rules_with_one_name_are_refused(scenario_file, tmp_path):
    worlds = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        text = f"def rule(self):\n    return {0.1 if name == 'one' else 0.2}\n"
        (tmp_path / name / "my_rules.py").write_text(text, encoding="utf-8")
        worlds.append(load(scenario_file(f"{{Resident.willing_share: {name}/my_rules.py:rule}}", name)))
    study = simulation.load_study(ROOT / "scenarios/studies/first.yaml")
    study = replace(study, baseline=worlds[0], scenarios=(worlds[1],))
    with pytest.raises(ExperimentError, match=r"two different user files are called my_rules\.py"):
        simulation.run(study, tmp_path / "out")


def test_load_takes_rules_in_python_too(rules_file, tmp_path):
    path = rules_file(FOR_ARRAYS)
    scenario = simulation.load(
        ROOT / "scenarios/classroom.yaml", rules={"Resident.willing_share": f"{path}:keen"}
    )
    assert scenario.rules[0].text == path.read_text("utf-8")
    with pytest.raises(RuleError, match=r"there is no rule 'Resident\.wiling_share'; did you mean"):
        simulation.load(ROOT / "scenarios/classroom.yaml", rules={"Resident.wiling_share": f"{path}:keen"})
    with pytest.raises(RuleError, match="must stand in a file"):
        simulation.load(ROOT / "scenarios/classroom.yaml", rules={"Resident.willing_share": lambda self: 0.5})
    with pytest.raises(RuleError, match=r"nowhere\.py: cannot be read, though it should have Resident\.will"):
        simulation.load(
            ROOT / "scenarios/classroom.yaml", rules={"Resident.willing_share": "nowhere.py:keen"}
        )


def test_a_class_of_a_file_brings_a_state_along_by_a_line_of_a_scenario(scenario_file, rules_file):
    rules_file(
        """
        from simulation.agents.resident import Resident
        from simulation.population import state


        class DogOwner(Resident):
            dogs = state("uint8", 2, "number", (0, 5), "dogs of the household")

            def willing_share(self):
                return 0.25 * self.dogs
        """
    )
    world = load(scenario_file("{Resident: my_rules.py:DogOwner}"), ["place.residents=2400"])
    people = Street(world, 5).residents
    assert people.to_frame("dogs")["dogs"].unique().tolist() == [2]
    assert set(people.evaluate(Resident.willing_share)) == {0.5}
