"""Lines of a user's file that do nothing are found without running it, and `validate` names them."""

from __future__ import annotations

from simulation.cli import exit_code
from simulation.user_files.idle_lines import idle_lines
from tests.user_files.mistakes import RULE, rule, write

USED = """
'''A text is a remark.'''
share = 0.5
share
class Mine:
    \"\"\"A remark, too.\"\"\"
    lasts = 7
def f(self):
    ...
    'and this'
    print(self.age)
    [print(each) for each in (1, 2)]
    if self.age < 18:
        return 0.0
    return max(0.0, share)
"""


def test_what_is_used_or_a_remark_is_no_idle_line():
    assert idle_lines(USED) == []


def test_a_value_that_nobody_takes_and_a_line_below_a_return_are_found_in_their_order():
    text = (
        "def f(self):\n    self.age < 18\n    if self.age:\n        0.5\n    return 1\n    x = 2\n"
        "def g(self):\n    -0.5\n    self.trust * 2\n    share == 1\n"
    )
    found = {line: why.split(" ")[1] for line, why in idle_lines(text)}
    assert found == {2: "out", 4: "out", 6: "never", 8: "out", 9: "out", 10: "out"}


def test_validate_says_it_beside_its_verdict(tmp_path, monkeypatch, in_this_process, capsys):
    write(tmp_path, rule("if self.age > 200:", "    0.5", "return 0.1"), RULE)
    monkeypatch.chdir(tmp_path)
    assert exit_code(["--lang", "zh", "validate", "mine.yaml"]) == 0
    assert "mine.py:3：提示：这一行算出的值没有用上：是不是漏了 `return`" in capsys.readouterr().err
