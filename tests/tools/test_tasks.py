"""What `python run.py` does before the program is there: it sets up, tests, opens lessons, makes the pack."""

import sys
import tomllib
from pathlib import Path

import pytest

from tests.worlds import ROOT
from tools import tasks


def go_on_with(monkeypatch: pytest.MonkeyPatch, code: int = 0) -> list[list[str]]:
    """What would be set up, and what would then be started."""
    done: list[list[str]] = []
    monkeypatch.setattr(tasks.bootstrap, "main", lambda extras: done.append(extras) or code)
    monkeypatch.setattr(tasks, "go_on", lambda words, *python: done.append([*python, *words]))
    monkeypatch.setattr(tasks, "is_ready_for", lambda extra: False)
    return done


@pytest.mark.parametrize("words, layer", [([], tasks.FAST), (["--all"], tasks.ALL)])
def test_a_layer_of_tests_is_run_in_an_environment_that_is_made_for_it(
    monkeypatch: pytest.MonkeyPatch, words: list[str], layer: str
):
    done = go_on_with(monkeypatch)
    tasks.test([*words, "-k", "luck"])
    assert done == [["test"], [*tasks.PYTEST, "-m", layer, "-k", "luck"]]


def test_tests_run_in_the_environment_that_one_is_in_where_it_has_all_they_need(
    monkeypatch: pytest.MonkeyPatch,
):
    done = go_on_with(monkeypatch)
    monkeypatch.setattr(tasks, "is_ready_for", lambda extra: extra == "test")
    monkeypatch.setattr(tasks, "in_own_venv", lambda: False)
    tasks.test([])
    assert done == [[sys.executable, *tasks.PYTEST, "-m", tasks.FAST]]
    # and that of .venv is brought up to date first
    monkeypatch.setattr(tasks, "in_own_venv", lambda: True)
    tasks.test([])
    assert done[1:] == [["test"], [*tasks.PYTEST, "-m", tasks.FAST]]


def test_who_names_no_file_hears_whose_tests_these_are(monkeypatch: pytest.MonkeyPatch, capsys):
    go_on_with(monkeypatch)
    monkeypatch.setattr(tasks.bootstrap, "asked", ["zh"])
    tasks.test([])
    assert "下面是程序本身的测试" in capsys.readouterr().err
    tasks.test(["-k", "luck"])
    assert capsys.readouterr().err == ""


def test_an_environment_is_ready_for_tests_with_all_libraries_of_theirs(monkeypatch: pytest.MonkeyPatch):
    assert {"pytest", "openpyxl", "pyarrow", "marimo", "SALib"} <= set(tasks.libraries_of("test"))
    assert tasks.is_ready_for("test")
    monkeypatch.setattr(tasks, "libraries_of", lambda extra: ["pytest", "no-such-library"])
    assert not tasks.is_ready_for("test")


def test_nothing_is_started_where_no_environment_could_be_made(monkeypatch: pytest.MonkeyPatch):
    done = go_on_with(monkeypatch, code=2)
    assert tasks.test([]) == tasks.lesson(["3"]) == tasks.teaching([]) == 2
    assert done == [["test"], ["lessons"], ["live", "lessons"]]


def test_the_teachers_pack_is_made_without_make(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    done = go_on_with(monkeypatch)
    monkeypatch.chdir(tmp_path)
    tasks.teaching(["pack"])
    assert done == [["live", "lessons"], ["-m", "tools.teaching", str(tmp_path / "pack")]]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--help"], 0, "python run.py teaching FOLDER"),
        (["--hlep"], 2, "one folder may be named, nothing else"),
        (["pack", "more"], 2, "one folder may be named, nothing else"),
    ],
)
def test_the_teachers_pack_makes_no_folder_of_an_option(
    words: list[str],
    code: int,
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    done = go_on_with(monkeypatch)
    assert tasks.teaching(words) == code
    assert said in capsys.readouterr().err
    assert done == []


def test_setup_says_what_it_can_install(capsys: pytest.CaptureFixture[str]):
    assert tasks.setup(["--help"]) == 0
    assert "python run.py setup live lessons" in (said := capsys.readouterr().err)
    assert "extras: parquet, office" in said


def test_setup_names_the_extras_there_are(capsys: pytest.CaptureFixture[str]):
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert tasks.extras() == list(told["project"]["optional-dependencies"])
    assert tasks.setup(["tset"]) == 2
    assert capsys.readouterr().err.startswith("setup: no extra 'tset'\n  allowed: parquet, office")
