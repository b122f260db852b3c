"""Errors of user-defined rules: each is one sentence with file, line and agent."""

from __future__ import annotations

import json
import re
import textwrap
import warnings

import pytest
from click.testing import CliRunner

from simulation.cli import verbs
from simulation.model import Street
from simulation.population import RuleError, SlowRuleWarning
from simulation.scenario import ScenarioError, load
from tests.user_files.rules import FOR_ARRAYS


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
    ],
)
def test_a_fault_in_the_names_of_rules_is_told_with_its_place(
    rules, sentence, scenario_file, rules_file, tmp_path
):
    rules_file(FOR_ARRAYS)
    with pytest.raises(ScenarioError) as told:
        load(scenario_file(rules))
    assert "mine.yaml:5:" in str(told.value)
    assert sentence.replace("{folder}", str(tmp_path)) in str(told.value)


def test_a_file_that_python_cannot_read_is_told_with_its_own_place(scenario_file, rules_file, tmp_path):
    rules_file("def keen(self)\n    return 1\n", "broken.py")
    with pytest.raises(ScenarioError) as told:
        load(scenario_file("{Resident.willing_share: broken.py:keen}"))
    assert str(told.value).startswith(f"{tmp_path}/broken.py:1:15: Python cannot read this: a colon :")


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
        r"my_rules\.py:2: bad, in place of Resident\.willing_share, returned 1\.\d+ for agent \d+ "
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
        r"my_rules\.py:3: bad.* returned 3 number\(s\) for one agent, where the rule returns 1 for each",
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
    "a word that resembles a rule alone": (
        "def bad(self):\n    return self.time\n",
        r"my_rules\.py:2: .* self has no attribute 'time'; there are .*trust",
    ),
    "a misspelt rule": ("def bad(self):\n    return self.time_gat\n", r"; did you mean 'time_gate'\?"),
    "a rule where a state is meant": (
        "def bad(self):\n    return float(self.time_gate < 1)\n",
        r"my_rules\.py:2: .*; this name is a rule, and no state",
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
    "a question": (
        "def bad(self):\n    x = 1\n    return float(input('age? '))\n",
        r"my_rules\.py:3: bad.* asks a person with input\(\), but nobody can answer while a street",
    ),
    "a question in a helper": (
        "def ask():\n    return input()\ndef bad(self):\n    return ask()\n",
        r"my_rules\.py:2: bad.* asks a person with input\(\)",
    ),
    "a question by another name": (
        "ask = input\ndef bad(self):\n    return ask()\n",
        r"my_rules\.py:3: bad.* asks a person with input\(\)",
    ),
    "a stop": (
        "def bad(self):\n    breakpoint()\n    return 0.5\n",
        r"my_rules\.py:2: bad.* stops for a person with breakpoint\(\), .*; take it out",
    ),
    "memory": (
        "seen = []\ndef bad(self):\n    seen.append(1)\n    return 1 / len(seen)\n",
        r"the rule Resident\.willing_share \(.*my_rules\.py:2, bad\) answers otherwise when it is asked",
    ),
    "a changed state": (
        "def bad(self):\n    self.trust = 1\n    return 0.5\n",
        r"my_rules\.py:2: bad.* changes what it was given, but a rule only returns a number: .*'trust'",
    ),
    "a state that is not there": (
        "def bad(self):\n    self.n = 1\n    return 0.5\n",
        r"my_rules\.py:2: bad.* changes what it was given, .*: write n = \.\.\., without self\.$",
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
        r"my_rules\.py:3: bad.* failed for agent 0 \(age = \d+\): .*'truts'.*"
        r"; did you mean 'trust'\?",
    ),
    "a misspelt number": (
        "def bad(self):\n    return self.numbers.will_trsut\n",
        r"my_rules\.py:2: bad.*; did you mean 'will_trust'\?",
    ),
    "another error": (
        "def bad(self):\n    return 1 / (self.age - self.age)\n",
        r"my_rules\.py:2: bad.* failed for agent 0 \(age = \d+\): division by zero",
    ),
    "an index too far": (
        "def bad(self):\n    return [0.5][1]\n",
        r"my_rules\.py:2: bad.* failed for agent 0: there is no element at this place",
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
        r"my_rules\.py:1: cannot be run: No module named ",
    ),
}


@pytest.mark.parametrize("text, sentence", FAULTS.values(), ids=FAULTS)
def test_a_bad_rule_is_one_sentence_with_file_line_and_agent(text, sentence, rules_file, short):
    with warnings.catch_warnings(), pytest.raises(RuleError, match=sentence) as told:
        warnings.simplefilter("ignore", SlowRuleWarning)
        Street(short, 5, rules={"Resident.willing_share": f"{rules_file(text)}:bad"})
    assert "\n" not in re.sub(r"\n  \| .*$", "", str(told.value))  # the line as it was written stands below


def test_a_rule_may_call_a_function_of_its_own_by_a_name_that_asks_elsewhere(short, rules_file):
    text = "def input():\n    return 0.5\ndef good(self):\n    return input()\n"
    Street(short, 5, rules={"Resident.willing_share": f"{rules_file(text)}:good"})


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


@pytest.mark.usefixtures("in_this_process")
def test_a_bad_rule_stops_a_study_before_a_run(scenario_file, rules_file, tmp_path):
    rules_file("def keen(self):\n    return 2.0\n")
    path = str(scenario_file("{Resident.willing_share: my_rules.py:keen}"))
    ended = CliRunner().invoke(verbs, ["run", path, "-o", str(tmp_path / "out")], standalone_mode=False)
    assert "my_rules.py:2: keen, in place of Resident.willing_share, returned 2 for agent 0" in str(
        ended.exception
    )
    assert ended.exception.code == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("in_this_process")
def test_a_rule_that_goes_wrong_later_is_a_failed_run_with_its_sentence(scenario_file, rules_file, tmp_path):
    # given a rule that is asked on the first of a month, which is not the first day
    rules_file("def keen(self, share_giving):\n    return 2.0\n")
    path = str(scenario_file("{Enterprise.giving_chance: my_rules.py:keen}"))
    ended = CliRunner().invoke(verbs, ["run", path, "-o", str(tmp_path / "out")], standalone_mode=False)
    assert ended.exception.code == 1
    lines = (tmp_path / "out" / "failures.jsonl").read_text("utf-8").splitlines()
    failure = json.loads(lines[0])
    assert failure["kind"] == "error" and "my_rules.py:2: keen, in place of Enter" in failure["message"]
