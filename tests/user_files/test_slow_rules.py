"""Rules that work for one agent at a time: they run, and a note says how to write them for all."""

from __future__ import annotations

import re

import pytest

from simulation.cli import exit_code
from tests.user_files.mistakes import RULE, rule, write

SLOW = {
    "if": rule("if self.age < 18:", "    return 0.0", "return 0.6"),
    "and": rule("return 0.6 * (self.age >= 18 and self.trust > 0.5)"),
    "or": rule("return 0.6 * (self.age >= 18 or self.trust > 0.5)"),
    "not": rule("return 0.6 * (not self.age < 18)"),
    "max": rule("return max(self.trust, 0.2)"),
    "math": "import math\n" + rule("return 1 / (1 + math.exp(-self.trust))"),
}


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_what_works_for_one_agent_only_works_and_a_note_says_how_to_write_it_for_all(
    text, tmp_path, capsys, monkeypatch
):
    write(tmp_path, text, RULE)
    monkeypatch.chdir(tmp_path)
    assert exit_code(["validate", "--rules", "mine.yaml"]) == 0
    told = capsys.readouterr().err
    assert re.search(
        r"note: the rule .*mine\.py:\d, mine\) works, and is asked agent by agent \(.* s for 2,400\)", told
    )
    assert "np.where for `if`, & | ~ for `and or not`, np.maximum for max\n" in told
