"""What a rule prints is shown until it is clear that it is asked for everybody."""

from __future__ import annotations

from simulation.model import Street
from simulation.user_files import printing_little
from simulation.user_files.printing import LINES

PRINTS = "def keen(self):\n    print('age', self.age)\n    return 0.5\n"


def test_a_rule_of_a_file_prints_some_lines_and_then_says_so(short, rules_file, capsys):
    Street(short, 5, rules={"Resident.willing_share": f"{rules_file(PRINTS)}:keen"})
    said = capsys.readouterr().out.splitlines()
    assert [line[:4] for line in said[:LINES]] == ["age "] * LINES
    assert "my_rules.py prints no more after 20 lines" in said[LINES]
    assert len(said) == LINES + 1


def test_a_rule_of_a_notebook_prints_no_more_on_several_streets(short, capsys):
    def keen(self):
        print(half, self.age)
        return half

    half = 0.5
    for _ in range(2):
        Street(short, 5, rules={"Resident.willing_share": keen})
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("0.5 ")
    assert len(said) == LINES + 1
    assert "keen prints no more" in said[-1]


def test_a_function_that_prints_nothing_stays_itself():
    assert printing_little(len) is len
    assert printing_little(keep) is keep


def keep(self):
    return 0.5
