"""Commands in messages are those that work where the program stands."""

import shutil
import subprocess
import sys
from pathlib import Path

from simulation.text import shell_command
from simulation.text.shell_command import our_command
from tests.worlds import ROOT

ASK = "from simulation.text.shell_command import our_command; print(our_command('resume', 'a b'))"


def test_a_copy_of_the_project_is_called_by_its_script():
    assert our_command("resume", "night") == "python run.py resume night"


def test_from_another_folder_the_script_is_named_with_its_way(monkeypatch, tmp_path):
    for folder in ("mine", "copy"):
        (tmp_path / folder).mkdir()
    (tmp_path / "copy" / "run.py").touch()
    monkeypatch.chdir(tmp_path / "mine")
    monkeypatch.setattr(shell_command, "_COPY", tmp_path / "copy" / "run.py")
    assert our_command("resume", "night") == f"python {Path('..', 'copy', 'run.py')} resume night"


def test_where_there_is_no_python_it_is_called_by_another_name(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}" if name == "python3" else None)
    assert our_command("resume", "night") == "python3 run.py resume night"


def test_an_installed_program_is_called_by_its_name(tmp_path):
    # given the package alone, as a wheel installs it
    package = tmp_path / "simulation"
    shutil.copytree(ROOT / "simulation" / "text", package / "text")
    (package / "__init__.py").touch()
    told = subprocess.run([sys.executable, "-c", ASK], cwd=tmp_path, capture_output=True, text=True)
    assert told.stdout == "grid-governance resume 'a b'\n", told.stderr
