"""Mistakes in the scenario that names user-defined files: each is reported with its place."""

from __future__ import annotations

import re

import pytest

from tests.user_files.mistakes import rule, tell

pytestmark = pytest.mark.usefixtures("in_this_process")

IN_A_SCENARIO = {
    "an equals sign": (
        "rules:\n  Resident.willing_share = mine.py:mine",
        r"mine\.yaml:7:3: rules is a single value.*\n  allowed: lines of `key: value`, with an English colon",
    ),
    "a list without its sign": (
        "interventions:\n  staffing: {add: 1}",
        r"mine\.yaml:7:3: interventions is a map.*\n  allowed: lines that begin with `- `",
    ),
    "a file that is not there": (
        "rules: {Resident.willing_share: mine2.py:mine}",
        r"mine\.yaml:6:\d+: there is no file 'mine2\.py'\n  allowed: mine\.py$",
    ),
    "a misspelt rule": (
        "rules: {Resident.wiling_share: mine.py:mine}",
        r"mine\.yaml:6:\d+: there is no rule 'Resident\.wiling_share'(?s:.*) mean 'Resident\.willing_share'",
    ),
    "only the file": (
        "interventions: [mine.py: {from: 2025-01-01}]",
        r"mine\.yaml:6:\d+: an intervention cannot be 'mine\.py'\n  allowed: my_rules\.py:name",
    ),
    "a wrong unit": (
        "interventions: [staffing: {add: 3 spoons, from: 2025-01-01}]",
        r"mine\.yaml:6:\d+: .* is in 'spoons', which does not turn into 'worker/grid'\n  allowed: worker",
    ),
    "no date": ("interventions: [staffing: {add: 1}]", r"mine\.yaml:6:\d+: staffing has no 'from'"),
    "a tab": ("interventions:\n\t- staffing: {add: 1}", r"mine\.yaml:7:1: .*tab"),
}


@pytest.mark.parametrize("line, sentence", IN_A_SCENARIO.values(), ids=IN_A_SCENARIO)
def test_a_mistake_in_the_scenario_is_told_with_its_place(line, sentence, tmp_path, capsys, monkeypatch):
    told = tell(tmp_path, rule("return 0.5"), line, capsys, monkeypatch)
    assert re.search(sentence, told), told
