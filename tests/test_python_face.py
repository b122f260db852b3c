"""The Python face: what a script of five lines can do, as a file that is run."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).parents[1]
CLASSROOM = ROOT / "scenarios" / "classroom.yaml"
BRIEFLY = '["experiment.days=5", "experiment.warmup=2", "experiment.replications=2"]'

FIVE_LINES = f"""
import simulation
if __name__ == "__main__":
    scenario = simulation.load({str(CLASSROOM)!r}, {BRIEFLY})
    simulation.run(scenario, "results")
    print(len(simulation.compare("results")))
"""


@pytest.fixture
def script(tmp_path: Path):
    """Run a text as a script, in an empty folder."""

    def call(text: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "script.py").write_text(text, encoding="utf-8")
        code = [sys.executable, "script.py"]
        paths = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
        return subprocess.run(code, cwd=tmp_path, env=paths, capture_output=True, text=True, check=False)

    return call


def test_five_lines_run_a_scenario_alone_and_compare_its_folder(script, tmp_path: Path):
    ended = script(FIVE_LINES)
    # then there is nothing to hold it against, and its runs are stored
    assert (ended.returncode, ended.stdout) == (0, "0\n"), ended.stderr
    runs = pd.read_csv(tmp_path / "results" / "runs.csv")
    assert set(runs.scenario) == {"classroom"} and set(runs.replication) == {0, 1}
