"""Rules of one's own: replaced without touching the program, with every fault said in one sentence."""

from __future__ import annotations

import json
import textwrap
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
from simulation.scenario import Scenario, ScenarioError, load, resolve
from tests.worlds import ROOT, live, small

AS_IT_IS = """
from simulation.agents.resident import Resident

def as_it_is(self, levers, rewards, posts):
    return Resident.joining_chance(self, levers, rewards, posts)
"""
FOR_ARRAYS = """
import numpy as np

def keen(self):
    return np.where(self.age < 18, 0.0, np.where(self.age < 30, 0.9, 0.55))
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


@pytest.fixture
def short() -> Scenario:
    return small(grids=2, days=40, warmup=0)


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


@pytest.fixture
def rules_file(tmp_path: Path):
    """Write a file of rules; its path."""

    def write(text: str, name: str = "my_rules.py") -> Path:
        path = tmp_path / name
        path.write_text(textwrap.dedent(text), encoding="utf-8")
        return path

    return write


@pytest.fixture
def scenario_file(tmp_path: Path):
    """A scenario like the classroom's, two weeks long, with rules of one's own; its path."""

    def write(rules: str, name: str = "mine") -> Path:
        path = tmp_path / f"{name}.yaml"
        path.write_text(
            f"schema: 1\nname: {name}\ntitle: {{en: Mine, zh: 我的}}\n"
            f"extends: {ROOT / 'scenarios/classroom.yaml'}\n"
            f"rules: {rules}\n"
            "experiment: {warmup: 1 day, days: 14 days, replications: 2}\n",
            encoding="utf-8",
        )
        return path

    return write


# minimally different worlds


def test_a_rule_that_asks_the_usual_one_gives_the_same_bytes(short, rules_file):
    path = rules_file(AS_IT_IS)
    assert same(lived(short), lived(short, Resident__joining_chance=f"{path}:as_it_is"))


def test_a_rule_with_if_gives_the_bytes_of_its_form_for_arrays(short, rules_file):
    quick = lived(short, Resident__willing_share=f"{rules_file(FOR_ARRAYS)}:keen")
    with pytest.warns(SlowRuleWarning, match=r"keen\) works for one agent only .* for 2,400 agents"):
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
    """The folder of a study with a rule of one's own in one scenario, run by two worker processes."""
    rules_file(WITH_IF)
    mine = scenario_file("{Resident.willing_share: my_rules.py:keen}")
    usual = scenario_file("{}", "usual")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SlowRuleWarning)
        ended = CliRunner().invoke(verbs, ["run", str(usual), str(mine), "-j2", "-o", str(tmp_path / "out")])
    assert ended.exit_code == 0, ended.output
    return tmp_path / "out"


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
        f"own rule: Resident.willing_share is replaced by my_rules.py:keen (file digest {digest[:12]})"
        in page
    )
    assert "自定规则——Resident.willing_share" in page


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


# faults of a scenario


@pytest.mark.parametrize(
    "rules, sentence",
    [
        ("[1]", "rules is a list, but must be a map of keys and values"),
        (
            "{Resident.wiling_share: my_rules.py:keen}",
            "there is no rule 'Resident.wiling_share'\n  allowed: ",
        ),
        ("{Citizen: my_rules.py:keen}", "there is no rule 'Citizen'"),
        (
            "{Resident.willing_share: my_rules.keen}",
            "Resident.willing_share cannot be 'my_rules.keen'\n  allowed: my_rules.py:name, the path from",
        ),
        ("{Resident.willing_share: my_rule.py:keen}", "my_rule.py'\n  allowed: my_rules.py"),
        (
            "{Resident.willing_share: my_rules.py:kean}",
            "there is no function or class 'kean' in {folder}/my_rules.py\n  allowed: keen\n  did you mean",
        ),
        ("{Resident.willing_share: broken.py:keen}", "broken.py:1 is not Python: "),
    ],
)
def test_a_fault_in_the_names_of_rules_is_told_with_its_place(
    rules, sentence, scenario_file, rules_file, tmp_path
):
    rules_file(FOR_ARRAYS)
    rules_file("def keen(self)\n    return 1\n", "broken.py")
    with pytest.raises(ScenarioError) as told:
        load(scenario_file(rules))
    assert "mine.yaml:5:" in str(told.value)
    assert sentence.replace("{folder}", str(tmp_path)) in str(told.value)


def test_validate_names_a_rule_and_runs_it_only_when_asked(scenario_file, rules_file, tmp_path):
    rules_file(f"open({str(tmp_path / 'ran')!r}, 'w').close()\n" + textwrap.dedent(FOR_ARRAYS))
    path = str(scenario_file("{Resident.willing_share: my_rules.py:keen}"))
    ended = CliRunner().invoke(verbs, ["validate", path], standalone_mode=False)
    assert (ended.return_value, ended.stdout) == (0, "ok mine\n")
    assert "mine: Resident.willing_share is replaced by " in ended.stderr
    assert ended.stderr.endswith("my_rules.py:keen (not run; --rules tries it)\n")
    assert not (tmp_path / "ran").exists()
    ended = CliRunner().invoke(verbs, ["validate", "--rules", path], standalone_mode=False)
    assert ended.stderr.endswith("my_rules.py:keen (tried)\n")
    assert (tmp_path / "ran").exists()


# faults of a rule

FAULTS = {
    "a chance above 1": (
        "def bad(self):\n    return self.age / 50\n",
        r"my_rules\.py:1: bad, in place of Resident\.willing_share, returned 1\.\d+ for agent \d+ "
        r"\(age = \d+\), but a chance or share lies from 0 to 1",
    ),
    "a chance below 0": (
        "def bad(self):\n    return self.trust - 0.9\n",
        r"returned -0\.\d+ for agent \d+ \(trust = 0\.\d+\), but",
    ),
    "not a number at all": (
        "def bad(self):\n    return 0 * self.trust + float('nan')\n",
        r"returned nan for agent 0 \(trust = ",
    ),
    "a wrong length": (
        "import numpy as np\ndef bad(self):\n    return np.zeros(3)\n",
        r"my_rules\.py:2: bad.* returned 3 number\(s\) for one agent, where the rule returns 1 for each",
    ),
    "words": ("def bad(self):\n    return 'often'\n", r"returned 'often', which is no number, for agent 0"),
    "no return": (
        "def bad(self):\n    0.5 * self.trust\n",
        r"returned nothing for agent 0: is there a way through it without `return`\?",
    ),
    "no return on one way": (
        "def bad(self):\n    if self.age < 40:\n        return 0.5\n",
        r"returned nothing for agent \d+: is there a way",
    ),
    "luck": (
        "import numpy as np\ndef bad(self):\n    x = 1\n    return np.random.random()\n",
        r"my_rules\.py:4: bad.* draws a random number, but a rule returns a chance and the model compares it",
    ),
    "luck by another name": (
        "from random import uniform as dice\ndef bad(self):\n    return dice(0, 1)\n",
        r"my_rules\.py:3: bad.* draws a random number",
    ),
    "luck in a helper": (
        "import random as r\ndef help():\n    return r.random()\ndef bad(self):\n    return help()\n",
        r"my_rules\.py:3: bad.* draws a random number",
    ),
    "luck of Mesa": (
        "def bad(self):\n    return self.model.rng.uniform()\n",
        r"my_rules\.py:2: bad.* draws a random number",
    ),
    "memory": (
        "seen = []\ndef bad(self):\n    seen.append(1)\n    return 1 / len(seen)\n",
        r"the rule Resident\.willing_share \(.*my_rules\.py:2, bad\) answers otherwise when it is asked",
    ),
    "a changed state": (
        "def bad(self):\n    self.trust = 1\n    return 0.5\n",
        r"my_rules\.py:2: bad.* changes what it was given, but a rule only returns a number: .*'trust'",
    ),
    "a state changed in place": (
        "def bad(self):\n    self.population.columns['trust'][:] = 1\n    return 0.5\n",
        r"my_rules\.py:2: bad.* changes what it was given",
    ),
    "a changed number": (
        "def bad(self):\n    self.numbers.will_trust = 1\n    return 0.5\n",
        r"my_rules\.py:2: bad.* changes what it was given",
    ),
    "a misspelt state": (
        "def bad(self):\n    x = self.age\n    return self.truts\n",
        r"my_rules\.py:3: bad.* failed for agent 0 \(age = \d+\): AttributeError: .*'truts'.*"
        r"; did you mean 'trust'\?",
    ),
    "a misspelt number": (
        "def bad(self):\n    return self.numbers.will_trsut\n",
        r"my_rules\.py:2: bad.*; did you mean 'will_trust'\?",
    ),
    "another error": (
        "def bad(self):\n    return 1 / (self.age - self.age)\n",
        r"my_rules\.py:2: bad.* failed for agent 0 \(age = \d+\): ZeroDivisionError: ",
    ),
    "an index too far": (
        "def bad(self):\n    return [0.5][1]\n",
        r"my_rules\.py:2: bad.* failed for agent 0: IndexError: list index out of range",
    ),
    "wrong inputs": (
        "def bad(self, levers):\n    return 0.5\n",
        r"my_rules\.py:1: bad.* takes \(self, levers\), but the rule is asked with \(self\)",
    ),
    "a class for a rule": (
        "class bad:\n    pass\n",
        r"my_rules\.py: what replaces Resident\.willing_share must be a function: def ",
    ),
    "an import that fails": (
        "import nowhere_to_be_found\ndef bad(self):\n    return 0.5\n",
        r"my_rules\.py:1: cannot be run: ModuleNotFoundError: ",
    ),
}


@pytest.mark.parametrize("text, sentence", FAULTS.values(), ids=FAULTS)
def test_a_bad_rule_is_one_sentence_with_file_line_and_agent(text, sentence, rules_file, short):
    with warnings.catch_warnings(), pytest.raises(RuleError, match=sentence) as told:
        warnings.simplefilter("ignore", SlowRuleWarning)
        Street(short, 5, rules={"Resident.willing_share": f"{rules_file(text)}:bad"})
    assert "\n" not in str(told.value)


def test_dials_cannot_be_changed_by_a_rule(short, rules_file):
    text = "def bad(self, levers, rewards, posts):\n    levers.asks[:] = 1\n    return 0.5\n"
    with pytest.raises(RuleError, match=r"my_rules\.py:2: bad.* changes what it was given"):
        Street(short, 5, rules={"Resident.joining_chance": f"{rules_file(text)}:bad"})


def test_states_can_be_changed_again_after_a_rule_was_asked(short):
    street = Street(short, 5, rules={"Resident.willing_share": lambda self: 0.5})
    street.residents[3].trust = 0.25
    street.residents.columns["trust"][4] = 0.5
    assert street.residents[3].trust == 0.25


def test_a_rule_with_an_answer_for_each_of_several_acts_must_give_as_many(short, rules_file):
    text = "def bad(self, levers, severity, at_work, emergency, business):\n    return 0.5 + 0 * self.trust\n"
    street = Street(short, 5, rules={"Resident.act_shares": f"{rules_file(text)}:bad"})
    with pytest.raises(
        RuleError, match=r"returned 1 number\(s\) for one agent, where the rule returns 6 for each"
    ):
        street.run_model()


def test_a_class_that_is_no_resident_cannot_take_its_place(short, rules_file):
    path = rules_file("class Keen:\n    pass\n")
    with pytest.raises(RuleError, match=r"must be a class that begins: class Keen\(Resident\):"):
        Street(short, 5, rules={"Resident": f"{path}:Keen"})


def test_a_bad_rule_stops_a_study_before_a_run(scenario_file, rules_file, tmp_path):
    rules_file("def keen(self):\n    return 2.0\n")
    path = str(scenario_file("{Resident.willing_share: my_rules.py:keen}"))
    ended = CliRunner().invoke(verbs, ["run", path, "-o", str(tmp_path / "out")], standalone_mode=False)
    assert "my_rules.py:1: keen, in place of Resident.willing_share, returned 2 for agent 0" in str(
        ended.exception
    )
    assert ended.exception.code == 2
    assert not (tmp_path / "out").exists()


def test_a_rule_that_goes_wrong_later_is_a_failed_run_with_its_sentence(scenario_file, rules_file, tmp_path):
    # given a rule that is asked on the first of a month, which is not the first day
    rules_file("def keen(self, share_giving):\n    return 2.0\n")
    path = str(scenario_file("{Enterprise.giving_chance: my_rules.py:keen}"))
    ended = CliRunner().invoke(verbs, ["run", path, "-o", str(tmp_path / "out")], standalone_mode=False)
    assert ended.exception.code == 1
    lines = (tmp_path / "out" / "failures.jsonl").read_text("utf-8").splitlines()
    failure = json.loads(lines[0])
    assert failure["kind"] == "error" and "my_rules.py:1: keen, in place of Enter" in failure["message"]
