"""A Python that can start no others, as that of a browser, does a study by itself."""

import subprocess
import sys
from pathlib import Path

import pytest

from simulation.experiment.execution.engines import local_pool
from tests.worlds import ROOT

BLOCKED = ("numba", "pebble", "_multiprocessing", "fcntl", "resource")
STUDY = f"""
import os, sys, threading
sys.modules.update(dict.fromkeys({BLOCKED}))
del os.link
def start(thread):
    raise RuntimeError("can't start new thread")
threading.Thread.start = start
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from simulation import load, run
numbers = ["experiment.warmup=0", "experiment.days=2", "experiment.replications=2"]
Path("mine.py").write_text("def mine(self):\\n    return 0.9 if self.age >= 18 else 0.0\\n")
Path("mine.yaml").write_text(
    "schema: 1\\nname: mine\\ntitle: {{en: M, zh: M}}\\nextends: {ROOT}/scenarios/classroom.yaml\\n"
    "rules: {{Resident.willing_share: mine.py:mine}}\\n"
)
today = load("mine.yaml", numbers)
sys.platform = "emscripten"
outcome = run(today, "out", jobs=4)
print(outcome.finished, outcome.failed, outcome.first_failure)
"""


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No processes."""
    monkeypatch.setattr(local_pool, "find_spec", lambda name: None)


def test_calls_are_done_one_after_another_in_this_process(alone: None):
    ends = list(local_pool.run_all(len, [("one",), ("two",)], jobs=4, timeout=1))
    assert ends == [(0, None), (1, None)]


def test_a_call_that_fails_hurts_no_other(alone: None):
    (_, failed), *others = local_pool.run_all(int, [("seven",), ("7",)], jobs=2, timeout=1)
    assert failed and failed.kind == "error" and "seven" in failed.message
    assert others == [(1, None)]


@pytest.mark.slow
def test_a_study_runs_without_numba_pebble_and_processes(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", STUDY],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["2", "0"], done.stderr
    assert (tmp_path / "out" / "runs.csv").exists()
