"""What Python leaves out when it is told to optimise (assertions, docstrings) is no part of a result."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.cli.words import BRIEFLY, CLASSROOM
from tests.worlds import ROOT


@pytest.mark.slow
def test_tables_are_the_same_bytes_without_assertions_and_docstrings(tmp_path):
    folders = {}
    for level in ("", "2"):
        folders[level] = tmp_path / f"out{level}"
        words = [sys.executable, "run.py", "run", CLASSROOM, *BRIEFLY, "-o", str(folders[level])]
        environment = os.environ | {"PYTHONOPTIMIZE": level}
        ended = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True)
        assert ended.returncode == 0, ended.stderr
    tables = sorted(path.name for path in folders[""].glob("*.csv"))
    assert len(tables) > 10
    for name in tables:
        assert (folders["2"] / name).read_bytes() == (folders[""] / name).read_bytes(), name
