"""A plug-in is one file: nothing else has to be touched for the contract tests to pass."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.test_examples import written
from tests.worlds import ROOT

CONTRACTS = {
    "tests/interventions/test_policies.py": "tea_afternoons",
    "tests/metrics": "rest_day_share or contract",
    "tests/shocks": "burst_pipe",
    "tests/scenario/test_library.py": "tea or burst",
    "tests/live": "tea_afternoons or offered",
    "tests/text": "unit",
    "tests/docs/test_thesis.py": "stands",
    "tests/docs/test_handbook.py": "reference or picture or odd",
    "tests/test_golden.py": "pinned",
}
"""Tests over all plug-ins, and over pages and numbers that name them, by file; what of each to run."""


@pytest.mark.slow
def test_the_files_of_the_how_to_pass_the_contract_tests_and_no_other_file_is_touched(tmp_path: Path):
    # given a copy of the program, to which the files of the page are added
    for name in ("simulation", "tests", "tools", "docs", "scenarios"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for each in (*ROOT.glob("*.md"), *ROOT.glob("*.toml"), ROOT / "run.py"):
        shutil.copy2(each, tmp_path)
    written(ROOT / "docs" / "howto" / "plug-ins.md", tmp_path)
    # when the contract tests run there, then all pass
    chosen = " or ".join(f"({Path(file).name} and ({words}))" for file, words in CONTRACTS.items())
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not browser"]
    done = subprocess.run([*command, *CONTRACTS, "-k", chosen], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
    assert "passed" in done.stdout
