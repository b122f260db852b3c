"""The verb `service` hands over to the script player beside the product."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from simulation.cli import exit_code
from tests.worlds import ROOT

TRACE = "tests/data/traces/T01.in.json"


@pytest.mark.slow
def test_the_player_and_the_verb_print_the_same():
    # given one script, when it is played by the module and by the verb
    commands = (["-m", "benchmarks.service_script", TRACE], ["run.py", "service", TRACE])
    played = [
        subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, check=True)
        for words in commands
    ]
    # then both print the same timeline
    assert played[0].stdout == played[1].stdout != b""


def test_service_plays_a_script_to_the_stored_timeline(command):
    script = ROOT / "tests" / "data" / "traces" / "T12.in.json"
    ended = command("service", str(script))
    told = json.loads("\n".join(ended.lines))
    known = json.loads(script.with_name("T12.out.json").read_text(encoding="utf-8"))
    assert ended.code == 0
    assert [case["close"] for case in told["cases"]] == [case["close"] for case in known["cases"]]


def test_a_package_without_the_player_says_what_is_needed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    # given an installed package alone, without the benchmarks
    monkeypatch.setitem(sys.modules, "benchmarks.service_script", None)
    # when a script is to be played, then one sentence says so
    assert exit_code(["service", str(ROOT / TRACE)]) == 2
    assert capsys.readouterr().err == (
        "a script needs the whole project with its benchmarks/, not the installed package alone\n"
    )


def test_errors_of_a_script_are_all_printed_and_end_with_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    # given a script with two errors, when it is to be played
    script = tmp_path / "day.json"
    script.write_text('{"grids": [], "cases": 7, "casses": []}')
    # then each has its line
    assert exit_code(["service", str(script)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2
