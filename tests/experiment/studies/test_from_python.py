"""The Python face: what a script of five lines can do, as a file that is run."""

import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from tests.worlds import ROOT

pytestmark = pytest.mark.slow

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
    # then there is nothing to compare it with, and its runs are stored
    assert (ended.returncode, ended.stdout) == (0, "0\n"), ended.stderr
    runs = pd.read_csv(tmp_path / "results" / "runs.csv")
    assert set(runs.scenario) == {"classroom"} and set(runs.replication) == {0, 1}


def test_the_five_lines_of_the_readme_work_where_there_is_no_file_as_in_a_notebook(tmp_path: Path):
    readme = (ROOT / "README.md").read_text("utf-8")
    lines = re.findall(r"```python\n(from simulation import .*?)```", readme, re.DOTALL)[0]
    assert len([line for line in lines.splitlines() if line]) == 5
    briefly = re.sub(r'load\("(.*?)"\)', rf'load("{ROOT}/\1", {BRIEFLY})', lines)
    shown = re.sub(r"^compare.*", r"print(\g<0>)", briefly, flags=re.MULTILINE)
    paths = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    code = [sys.executable, "-c", shown]
    ended = subprocess.run(code, cwd=tmp_path, env=paths, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert "young_hours_share" in ended.stdout and "rows x 5 columns" in ended.stdout


@pytest.fixture
def without_guard() -> str:
    """The five lines as somebody writes them at first."""
    return FIVE_LINES.replace('if __name__ == "__main__":', "if True:")


def test_without_a_guard_several_jobs_are_one_sentence_and_the_folder_can_be_used_again(
    script, without_guard: str, tmp_path: Path
):
    ended = script(without_guard.replace('"results")\n', '"results", jobs=2)\n', 1))
    *before, last = ended.stderr.strip().splitlines()
    assert ended.returncode == 1 and ended.stdout == ""
    assert last.endswith(
        'no worker process could start; put the call under if __name__ == "__main__":, or use jobs=1'
    )
    assert sum(line.startswith("Traceback") for line in before) == 1
    assert not list((tmp_path / "results").iterdir())


def test_without_a_guard_one_job_is_done_in_the_script_itself(script, without_guard: str, tmp_path: Path):
    ended = script(without_guard.replace('"results")\n', '"results", jobs=1)\n', 1))
    assert (ended.returncode, ended.stdout) == (0, "0\n"), ended.stderr
    assert "Traceback" not in ended.stderr
    assert set(pd.read_csv(tmp_path / "results" / "runs.csv").replication) == {0, 1}
