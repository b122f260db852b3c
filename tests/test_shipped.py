"""What comes with the program is found in any folder, in a copy and where a wheel put it."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

from simulation import load
from simulation.cli import exit_code
from simulation.shipped import HOME, as_shipped
from tests.worlds import ROOT


def wheel() -> dict:
    """How the wheel is made."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return told["tool"]["hatch"]["build"]["targets"]["wheel"]


def test_a_scenario_of_the_handbook_is_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert load("scenarios/classroom.yaml").name == "classroom"
    assert as_shipped("scenarios/nowhere.yaml") == Path("scenarios/nowhere.yaml")


def test_a_file_of_the_working_folder_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "classroom.yaml").touch()
    assert as_shipped("scenarios/classroom.yaml") == Path("scenarios/classroom.yaml")


@pytest.mark.parametrize("name", ["classroom.yaml", "tools/lessons.py", "results/README.md"])
def test_only_scenarios_are_looked_for_beside_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
):
    monkeypatch.chdir(tmp_path)
    assert as_shipped(name) == Path(name)


def test_the_wheel_carries_what_is_there_to_the_same_places():
    carried = wheel()["only-include"]
    assert [each for each in carried if not (ROOT / each).exists()] == []
    assert {"simulation", "scenarios", "lessons"} <= {*carried}  # whole, so that no file is forgotten
    beside = {each.partition("/")[0] for each in carried} - {"simulation"}
    assert wheel()["sources"] == {each: f"grid_governance/{each}" for each in beside}


def test_the_container_is_given_all_that_the_wheel_carries():
    copied = re.findall(r"^COPY (.+) /project\S*$", (ROOT / "Containerfile").read_text("utf-8"), re.MULTILINE)
    whole = [Path(each) for line in copied for each in line.split()]
    assert [
        each for each in wheel()["only-include"] if not {Path(each), *Path(each).parents} & {*whole}
    ] == []


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that a wheel would have made."""
    home = tmp_path / "grid_governance"
    for name in ("scenarios/a.yaml", "tools/lessons.py", "tools/__pycache__/lessons.pyc"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(name, "utf-8")
    verb = sys.modules["simulation.cli.verbs.scenarios.unpack"]
    monkeypatch.setattr(verb, "HOME", home)
    monkeypatch.setattr(verb, "INSTALLED", True)
    monkeypatch.chdir(tmp_path)
    return home


def test_unpack_gives_all_that_came_with_the_program(installed: Path, tmp_path: Path):
    assert exit_code(["unpack", "mine"]) == 0
    files = {each.relative_to(tmp_path / "mine").as_posix() for each in tmp_path.glob("mine/*/*")}
    assert files == {"scenarios/a.yaml", "tools/lessons.py"}


def test_unpack_overwrites_nothing(installed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "mine" / "tools").mkdir(parents=True)
    assert exit_code(["unpack", "mine"]) == 2
    assert "tools exists already, and nothing is overwritten" in capsys.readouterr().err
    assert not (tmp_path / "mine" / "scenarios").exists()


def test_in_a_copy_unpack_says_where_everything_lies(capsys: pytest.CaptureFixture[str]):
    assert exit_code(["unpack", "mine"]) == 2
    assert f"lie open in {HOME}" in capsys.readouterr().err
