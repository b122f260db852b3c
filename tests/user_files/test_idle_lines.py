"""Lines of a user's file that do nothing are found without running it, and `validate` names them."""

from __future__ import annotations

import pytest

from simulation.cli import exit_code
from simulation.user_files.reading.idle_lines import idle_lines
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
    assert idle_lines(USED, "mine.py") == []


def test_a_value_that_nobody_takes_and_a_line_below_a_return_are_found_in_their_order():
    text = (
        "def f(self):\n    self.age < 18\n    if self.age:\n        0.5\n    return 1\n    x = 2\n"
        "def g(self):\n    -0.5\n    self.trust * 2\n    share == 1\n"
    )
    found = {line: why.split(" ")[1] for line, why in idle_lines(text, "mine.py")}
    assert found == {2: "out", 4: "out", 6: "never", 8: "out", 9: "out", 10: "out"}


def test_validate_says_it_beside_its_verdict(tmp_path, monkeypatch, in_this_process, capsys):
    write(tmp_path, rule("if self.age > 200:", "    0.5", "return 0.1"), RULE)
    monkeypatch.chdir(tmp_path)
    assert exit_code(["--lang", "zh", "validate", "mine.yaml"]) == 0
    assert "mine.py:3：提示：这一行算出的值没有用上：是不是漏了 `return`" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["if self.age is 18:", "    return 0.1", "return 0.5"], "mine.py:2：提示：比较是否相等写 =="),
        (
            ["if self.age < 3or self.age > 90:", "    return 0.1", "return 0.5"],
            "mine.py:2：提示：数字后面缺少空格",
        ),
        (["assert (self.age >= 0, 'no')", "return 0.5"], "mine.py:2：提示：assert 的两部分外面"),
        (['"\\d"', "return 0.5"], "mine.py:2：提示：文字里的 \\d 是 Python 不认识的写法"),
        (["return 0.5 if 1 else 3()"], "mine.py:2：提示：可能漏了逗号"),
    ],
)
def test_what_python_warns_of_is_told_once_in_the_language_of_the_reader(
    lines, told, tmp_path, monkeypatch, in_this_process, capsys
):
    write(tmp_path, rule(*lines), RULE)
    monkeypatch.chdir(tmp_path)
    assert exit_code(["--lang", "zh", "validate", "--rules", "mine.yaml"]) == 0
    assert capsys.readouterr().err.count(told) == 1


def test_what_python_warns_of_in_a_file_of_another_folder_has_its_line_too(
    tmp_path, monkeypatch, in_this_process, capsys
):
    write(tmp_path, rule("if self.age is 18:", "    return 0.1", "return 0.5"), RULE)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert exit_code(["--lang", "zh", "validate", "--rules", "../mine.yaml"]) == 0
    assert "mine.py:2：提示：比较是否相等写 ==" in capsys.readouterr().err


def test_what_numpy_warns_of_in_a_rule_is_told_with_its_line(tmp_path, monkeypatch, in_this_process, capsys):
    text = "import numpy as np\n" + rule("return 0.1 + 0 * np.isinf(np.log(self.age * 0.0))")
    write(tmp_path, text, RULE)
    monkeypatch.chdir(tmp_path)
    exit_code(["--lang", "zh", "validate", "--rules", "mine.yaml"])
    assert "mine.py:3：提示：log 对其中一些数没有值" in capsys.readouterr().err
