"""Mistakes that students make: each is one sentence with file and line that says what to write instead.

By the command line itself: exit code 2, no results, no traceback.
"""

from __future__ import annotations

import re

import pytest

from tests.user_files.mistakes import RULE, rule, tell

pytestmark = pytest.mark.usefixtures("in_this_process")

POLICY = "interventions: [mine.py:mine: {from: 2025-01-01}]"
SHOCK = "shocks: [mine.py:mine: {from: 2025-01-02}]"
METRIC = "metrics: [mine.py:mine]"

HEAD = "from simulation.interventions import intervention\nfrom simulation.parameters import param\n"
TITLES = '    title = {"en": "Mine", "zh": "我的"}\n    remedy = 0\n'
TURN = '    def turn(self, levers, when):\n        levers.add("evening_contact", 0.5 * when.strength)\n'
CLASS = f'@intervention("mine")\nclass Mine:\n{TITLES}'
METRIC_HEAD = (
    "from simulation.metrics import metric\n"
    '@metric("mine", unit="share", better="higher", role="outcome", en="Mine", zh="我的")\n'
)
SHOCK_HEAD = (
    "from simulation.shocks import shock\n"
    '@shock("mine")\nclass Mine:\n    title = {"en": "Mine", "zh": "我的"}\n'
)


def policy(line: str) -> str:
    """A policy of which `turn` does one thing."""
    return f"{HEAD}{CLASS}    def turn(self, levers, when):\n        {line}\n"


IN_A_RULE = {
    "a misspelt state": (
        rule("return self.truts"),
        r"mine\.py:2: mine.* failed for agent 0: .*; did you mean 'trust'\?",
    ),
    "a word that is like no state": (
        rule("return self.student"),
        r"mine\.py:2: mine.* failed for agent 0: .*'student'; there are ",
    ),
    "self forgotten before a state": (rule("return 0.01 * age"), r"mine\.py:2: .*; write self\.age"),
    "self forgotten before a misspelt state": (
        rule("return truts"),
        r"mine\.py:2: .*; did you mean 'self\.trust'\?",
    ),
    "self forgotten in brackets": (
        "def mine():\n    return 0.5\n",
        r"mine\.py:1: mine.* takes \(\), but the rule is asked with \(self\); write `def mine\(self\):`",
    ),
    "no return": (rule("0.5 * self.trust"), r"mine\.py:2: .* returned nothing .* without `return`\?"),
    "print instead of return": (rule("print(0.5)"), r"mine\.py:2: .* returned nothing .* without `return`\?"),
    "a return on one way only": (
        rule("if self.age < 40:", "    return 0.5"),
        r"mine\.py:2: .* returned nothing for agent \d+: .* without `return`\?",
    ),
    "per cent instead of a chance": (
        rule("return 30"),
        r"mine\.py:2: .* returned 30 for agent 0, but .* from 0 to 1; 30 % is written as 0\.3$",
    ),
    "a sum beyond one": (
        rule("if self.age < 0:", "    return 0.1", "return self.trust * 0 + 1.25"),
        r"mine\.py:4: .* returned 1\.25 .* 1; 1 is the most: .*, write min\(1, \.{3}\)$",
    ),
    "a negative chance": (
        rule("return self.trust - 1"),
        r"mine\.py:2: .* returned -0\.\d+ for agent 0 \(trust = 0\.\d+\), but a chance or share lies from 0",
    ),
    "no number at all": (
        "import numpy as np\n" + rule("return np.log(self.age - self.age - 1)"),
        r"mine\.py:3: .* returned nan for agent 0 \(age = \d+\), but",
    ),
    "a number in quotes": (
        rule('return "0.3"'),
        r"mine\.py:2: .* returned '0\.3', which is no number, .*; a number is written without quotes: 0\.3$",
    ),
    "arithmetic with a text": (
        rule('return self.trust * 1.0 - "0.3"'),
        r"mine\.py:2: .*; a number is written without quotes: 0\.3, not '0\.3'$",
    ),
    "luck in a rule": (
        "import random\n" + rule("return random.random()"),
        r"mine\.py:3: .* draws a random number, but a rule returns a chance and the model compares it",
    ),
    "the end of the program": (
        rule("exit()"),
        r"mine\.py:2: .*: exit\(\) ends the whole program; a function ends with return$",
    ),
    "a question": (
        rule("return float(input('age? '))"),
        r"mine\.py:2: .* asks a person with input\(\), but nobody can answer .*; write the number",
    ),
    "a question outside of the rule": (
        "age = input()\n" + rule("return 0.5"),
        r"mine\.py:1: asks a person with input\(\), but nobody can answer",
    ),
    "a comparison with a text": (
        rule('return 0.5 if self.age > "40" else 0.1'),
        r"mine\.py:2: .*; a number is written without quotes: 40, not '40'$",
    ),
    "a changed state": (
        rule("self.trust = 1", "return 0.5"),
        r"mine\.py:2: .* changes what it was given, but a rule only returns a number",
    ),
    "a wrong number of results": (
        "import numpy as np\n" + rule("return np.array([0.1, 0.2])"),
        r"mine\.py:3: .* returned 2 number\(s\) for one agent, where the rule returns 1 for each",
    ),
    "brackets after a state": (
        rule("return 0.01 * self.age()"),
        r"mine\.py:2: .*; a state or number is read without brackets: self\.age, not self\.age\(\)$",
    ),
    "an import that is missing": (
        rule("return np.where(self.age < 18, 0.0, 0.6)"),
        r"mine\.py:2: .*; write `import numpy as np` at the top of the file$",
    ),
    "an import of something that is not there": (
        "import nunpy as np\n" + rule("return 0.5"),
        r"mine\.py:1: cannot be run: .*; a user file may import numpy,",
    ),
    "a forgotten colon": (
        "def mine(self)\n    return 0.5\n",
        r"mine\.py:1:\d+: Python cannot read this: a colon : is missing at the end of the line$",
    ),
    "a line too far to the right": (
        "def mine(self):\n    x = 1\n      return x\n",
        r"mine\.py:3:\d+: Python cannot read this: the line stands too far to the right; the lines of a",
    ),
    "a line too far to the left": (
        "def mine(self):\nreturn 0.5\n",
        r"mine\.py:2:\d+: Python cannot read this: the line shall stand further in than the one above; the",
    ),
    "= where == is meant": (
        rule("if self.age = 18:", "    return 0.5", "return 0.6"),
        r"mine\.py:2:\d+: Python cannot read this: one = gives a name to a value; "
        r"to compare, write <, <=, >, >= or == \(equal\)$",
    ),
    "a Chinese colon": (
        "def mine(self)：\n    return 0.5\n",
        r"mine\.py:1:\d+: Python cannot read this: Python has no sign ：; outside of texts, write : with an",
    ),
    "a sign of arithmetic": (
        rule("return self.trust × 0.5"),
        r"mine\.py:2:\d+: Python cannot read this: Python has no sign ×; outside of texts, write \* with an",
    ),
    "Chinese quotation marks": (
        rule("return float(“0.5”)"),
        r"mine\.py:2:\d+: Python cannot read this: Python has no sign “; outside of texts, write \" with an",
    ),
    "another name than the scenario says": (
        "def nine(self):\n    return 0.5\n",
        r"there is no function or class 'mine' in mine\.py\n  allowed: nine\n  did you mean 'nine'\?",
    ),
    "a decimal comma": (
        "import numpy as np\n" + rule("return np.where(self.age < 30, 0,8, 0,6)"),
        r"mine\.py:3: .*; is there a comma too many\? a decimal has a point: 0\.8, not 0,8$",
    ),
    "a decimal comma and no call": (
        rule("return 0,8"),
        r"mine\.py:2: .* returned 2 number.*; is there a comma too many\? a decimal has a point: 0\.8, not",
    ),
    "a Chinese comma in a number": (
        rule("return 0，8"),
        r"mine\.py:2:\d+: .* write , with an English keyboard; a decimal number has a point: 0\.8$",
    ),
    "a Chinese comma between two things": (
        rule("for x in [7，8]:", "    pass", "return 0.5"),
        r"mine\.py:2:\d+: .* write , with an English keyboard$",
    ),
    "a bracket that is not closed": (
        rule("if (self.age <= 25:", "    return 0.8", "return 0.6"),
        r"mine\.py:2:\d+: .* the bracket \( is not closed$",
    ),
    "a rule that asks itself further down": (
        rule("if self.age < 0:", "    return 0.0", "return mine(self)"),
        r"mine\.py:4: .*; it asks itself, without end$",
    ),
    "two signs to give a name": (
        rule("share == 0.5", "return share"),
        r"mine\.py:2: .*; to give a name to a value, write one sign: share = \.\.\.$",
    ),
    "the mean of a state": (
        rule("return self.age.mean() / 100"),
        r"mine\.py:2: .*; a rule is about one agent",
    ),
    "a loop over a state": (
        rule("return sum(0.1 for each in self.age)"),
        r"mine\.py:2: .*; a rule is about one agent: a state is one number",
    ),
    "the first of a state": (rule("return self.trust[0]"), r"mine\.py:2: .*; a rule is about one agent"),
    "a state that is not there": (rule("return self.zzz"), r"mine\.py:2: .*; there are .*\bage, .*$"),
    "a rule that asks itself": (rule("return mine(self)"), r"mine\.py:2: .*; it asks itself, without end$"),
    "a name that is like none": (rule("return howmany"), r"mine\.py:2: .*name 'howmany' is not defined$"),
    "a table of ages": (
        rule("return {18: 0.8}[self.age]"),
        r"mine\.py:2: .*what is asked in brackets \[ \] holds nothing called \d+$",
    ),
    "another file": (
        rule("return open('mine.csv').read()"),
        r"mine\.py:2: .*; .* write its numbers into this",
    ),
}

IN_A_POLICY = {
    "no decorator": (
        f"{HEAD}class Mine:\n{TITLES}{TURN}",
        r"there is no intervention in mine\.py; write @intervention\(\"mine\"\) on the line above it$",
    ),
    "a misspelt decorator": (
        f"{HEAD}{CLASS}{TURN}".replace("@intervention(", "@intervenion("),
        r"mine\.py:3: cannot be run: .*; did you mean 'intervention'\?$",
    ),
    "a decorator without its name": (
        f"{HEAD}{CLASS}{TURN}".replace('@intervention("mine")', "@intervention"),
        r"mine\.py:3: the decorator needs a name in brackets and quotes: @intervention\(\"my_inter",
    ),
    "a misspelt import": (
        f"{HEAD}{CLASS}{TURN}".replace("import intervention", "import intervenion"),
        r"mine\.py:1: cannot be run: .*; did you mean 'intervention'\?$",
    ),
    "another name than the scenario says": (
        f"{HEAD}{CLASS}{TURN}".replace('("mine")', '("mime")'),
        r"there is no intervention 'mine' in mine\.py\n  allowed: mime\n  did you mean 'mime'\?$",
    ),
    "a name of the program's": (
        f"{HEAD}{CLASS}{TURN}".replace('("mine")', '("staffing")'),
        r"mine\.py:3: there is an intervention 'staffing' in the program already; give yours another name$",
    ),
    "no title": (
        f"{HEAD}{CLASS}{TURN}".replace('    title = {"en": "Mine", "zh": "我的"}\n', ""),
        r"mine\.py: the intervention 'mine' has no title; write `title = \{\"en\": ",
    ),
    "no method": (
        f"{HEAD}{CLASS}    pass\n",
        r"mine\.py: the intervention 'mine' has no `turn`; write `def turn\(self, levers, when\):`$",
    ),
    "self forgotten": (
        f"{HEAD}{CLASS}{TURN}".replace("turn(self, ", "turn("),
        r"'mine' has `def turn\(levers, when\):`, but .*; write `def turn\(self, levers, when\):`$",
    ),
    "a number without its type": (
        f'{HEAD}{CLASS}    share = param(0.5, "share", (0, 1), "part", "assumed")\n{TURN}',
        r"mine\.py:3: cannot be run: .*; write `share: float = param\(\.\.\.\)`$",
    ),
    "a default outside its range": (
        f'{HEAD}{CLASS}    share: float = param(30, "share", (0, 1), "part", "assumed")\n{TURN}',
        r"mine\.py:7: default 30 of 'part' lies outside 0 to 1$",
    ),
    "a misspelt number of its own": (
        f'{HEAD}{CLASS}    share: float = param(0.5, "share", (0, 1), "part", "assumed")\n{TURN}'.replace(
            "0.5 * when", "self.shard * when"
        ),
        r"mine\.py:9: turn failed: .*; did you mean 'share'\?$",
    ),
    "a changed number of its own": (
        f'{HEAD}{CLASS}    share: float = param(0.5, "share", (0, 1), "part", "assumed")\n'
        f"{TURN}        self.share = 1\n",
        r"mine\.py:10: turn changes one of its numbers, which stays as the scenario sets it",
    ),
    "a misspelt lever": (
        f"{HEAD}{CLASS}{TURN}".replace("evening_contact", "evening_contract"),
        r"mine\.py:8: turn failed: .*; did you mean 'evening_contact'\?$",
    ),
    "a lever set instead of turned": (
        f"{HEAD}{CLASS}{TURN}        levers.workers = 3\n",
        r"mine\.py:9: turn failed: .*levers\.add\(\"workers\", ...\)",
    ),
    "a misspelt lever that is set": (
        f"{HEAD}{CLASS}{TURN}        levers.workres = 3\n",
        r"mine\.py:9: turn failed: .* is turned, not set: levers\.add\(\"workres\", \.\.\.\)",
    ),
    "a bill for no purpose that there is": (
        f'{HEAD}{CLASS}{TURN}        levers.bill("tea", "runing", yuan=3)\n',
        r"mine\.py:9: turn failed: .*'tea' has the purpose 'runing'; allowed: .*; did you mean 'running'\?$",
    ),
    "wages in yuan": (
        policy("levers.bill('tea', 'wages', yuan=3)"),
        r"mine\.py:\d+: turn failed: .*'wages'; allowed: .*, and wages for minutes alone$",
    ),
    "a channel of money that there is not": (
        policy("levers.fund('comunity_fund', when.by_community())"),
        r"mine\.py:\d+: turn failed: no policy can grant 'comunity_fund'; .* mean 'community_fund'\?$",
    ),
    "a unit without a word in Chinese": (
        f'{HEAD}{CLASS}    cups: float = param(2, "cups/day", (0, 9), "cups", "assumed")\n{TURN}',
        r"mine\.py:7: the unit 'cups/day' cannot be shown .*: 'cups' .* write one of them \(.*\), or 'count'",
    ),
    "luck in a policy": (
        f"import numpy as np\n{HEAD}{CLASS}{TURN}        levers.workers + np.random.random()\n",
        r"mine\.py:10: turn draws a random number, but only the model may",
    ),
    "a question in a policy": (
        f"{HEAD}{CLASS}{TURN}        levers.add('workers', float(input()))\n",
        r"mine\.py:9: turn asks a person with input\(\), but nobody can answer",
    ),
    "the day times a number": (policy("levers.add('workers', 2 * when)"), r"; .* is when\.strength$"),
    "a lever forgotten": (policy("levers.add(when.strength)"), r"; it is asked as add\(name, amount\)$"),
    "a cost by another name": (
        policy("levers.bill('tea', 'running', money=when.strength)"),
        r"'money'; it is asked as bill\(what, purpose, yuan, minutes\)$",
    ),
    "a remedy that is none": (
        policy("levers.add('workers', when.strength)").replace("remedy = 0", "remedy = 'two'"),
        r"has the remedy 'two'; write one of 1 to 6, or 0 for none: `remedy = 0`$",
    ),
}

IN_A_METRIC = {
    "no return": (
        f"{METRIC_HEAD}def mine(records):\n    records.cases()\n",
        r"mine\.py:2: the metric 'mine' returned nothing; end every way .* with `return` and one number$",
    ),
    "many numbers": (
        f'{METRIC_HEAD}def mine(records):\n    return records.cases()["registered"]\n',
        r"mine\.py:2: the metric 'mine' returned an array of shape \(\d+,\); end every way .* one number$",
    ),
    "a text": (
        f'{METRIC_HEAD}def mine(records):\n    return "many"\n',
        r"mine\.py:2: the metric 'mine' returned 'many'; end every way .* with `return` and one number$",
    ),
    "a misspelt column": (
        f'{METRIC_HEAD}def mine(records):\n    return records.cases()["registerd"].mean()\n',
        r"mine\.py:4: mine failed: .*no column is called 'registerd'; did you mean 'registered'\?",
    ),
    "no decorator": (
        "def mine(records):\n    return 0.5\n",
        r"there is no metric in mine\.py; write @metric\(\"mine\", unit=\.\.\., \.\.\.\) on the line above",
    ),
    "inputs forgotten": (
        f"{METRIC_HEAD}def mine():\n    return 0.5\n",
        r"mine\.py: the metric 'mine' has `def mine\(\):`, but it is asked with \(records\)",
    ),
    "a column with a point": (
        f"{METRIC_HEAD}def mine(records):\n    return records.cases().registered.mean()\n",
        r"mine\.py:4: .*; write \[\"registered\"\], in brackets and quotes$",
    ),
    "brackets forgotten": (
        f"{METRIC_HEAD}def mine(records):\n    return records.cases['registered'].mean()\n",
        r"mine\.py:4: .*; a method is asked with brackets, as in records\.cases\(\)$",
    ),
    "a column is written in": (
        f'{METRIC_HEAD}def mine(records):\n    records.cases()["registered"][:] = 0\n    return 0.5\n',
        r"mine\.py:4: .*may only be read; others read it too: change a copy, x = x\.copy\(\)$",
    ),
    "better by another word": (
        f"{METRIC_HEAD}def mine(records):\n    return 0.5\n".replace("higher", "high"),
        r"mine\.py:2: the metric 'mine': better is 'high'; write \"higher\" or .*; did you mean 'higher'\?$",
    ),
    "a unit without a word in Chinese": (
        f"{METRIC_HEAD}def mine(records):\n    return 0.5\n".replace("share", "cup"),
        r"mine\.py:2: the metric 'mine': the unit 'cup' .*\(WORDS in simulation/units\.py\); write",
    ),
    "an error without a word": (
        f"{METRIC_HEAD}def mine(records):\n    raise StopIteration\n",
        r"mine\.py:4: mine failed: this line raises an error itself$",
    ),
}

IN_A_SHOCK = {
    "no length": (
        f"{SHOCK_HEAD}    def strike(self, conditions, onset):\n        conditions.orders += 60\n",
        r"mine\.py: the shock 'mine' has no lasts; write `lasts = 7`, or a property of that name$",
    ),
    "a misspelt condition": (
        f"{SHOCK_HEAD}    lasts = 5\n    def strike(self, conditions, onset):\n"
        "        conditions.odrers = 60\n",
        r"mine\.py:7: strike failed: .*; did you mean 'orders'\?$",
    ),
    "a length without return": (
        f"{SHOCK_HEAD}    @property\n    def lasts(self):\n        7\n"
        "    def strike(self, conditions, onset):\n        conditions.orders += 60\n",
        r"the shock 'mine' lasts None; `lasts` must return a number of days, 1 or more$",
    ),
    "a length that is a method": (
        f"{SHOCK_HEAD}    def lasts(self):\n        return 7\n"
        "    def strike(self, conditions, onset):\n        conditions.orders += 60\n",
        r"has `lasts` as a method; write @property on the line above `def lasts\(self\):`$",
    ),
    "a category that is not there": (
        "from simulation.shocks import only\n"
        f"{SHOCK_HEAD}    lasts = 5\n    def strike(self, conditions, onset):\n"
        "        conditions.raise_needs(onset.estates, only('water', 3))\n",
        r"mine\.py:8: strike failed: there is no category 'water'; there are utility, ",
    ),
}


CASES = [
    pytest.param(line, text, sentence, id=f"{kind}: {name}")
    for kind, line, table in (
        ("rule", RULE, IN_A_RULE),
        ("policy", POLICY, IN_A_POLICY),
        ("metric", METRIC, IN_A_METRIC),
        ("shock", SHOCK, IN_A_SHOCK),
    )
    for name, (text, sentence) in table.items()
]


@pytest.mark.parametrize("line, text, sentence", CASES)
def test_a_mistake_is_a_sentence_that_says_what_to_write(line, text, sentence, tmp_path, capsys, monkeypatch):
    told = tell(tmp_path, text, line, capsys, monkeypatch)
    assert re.search(sentence, told, re.MULTILINE), told
