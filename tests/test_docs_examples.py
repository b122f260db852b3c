"""Examples in the documents run as a reader would run them, in a copy of what a reader has."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pytest

from tests.test_docs import ROOT, briefly, commands

BLOCK = re.compile(r"^```(python|yaml)\n# (\S+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch) -> Path:
    """A folder with what a reader has, who sits in it."""
    for name in ("run.py", "pyproject.toml", "simulation"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "scenarios").mkdir()
    for each in (ROOT / "scenarios").iterdir():
        (tmp_path / "scenarios" / each.name).symlink_to(each)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(page: Path, desk: Path) -> list[Path]:
    """The files that a page shows, the first line of each being its name, written down."""
    files = [(desk / name, text) for _, name, text in BLOCK.findall(page.read_text("utf-8"))]
    for path, text in files:
        path.write_text(text, encoding="utf-8")
    return [path for path, _ in files]


@pytest.mark.parametrize("name", ["rules.md", "mesa.md"])
def test_examples_give_what_the_page_says(name, desk):
    found = doctest.testfile(
        str(ROOT / "docs" / name), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE
    )
    assert found.failed == 0 and found.attempted >= 6


def python(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)


def test_a_rule_is_changed_in_class_as_the_page_says(desk):
    # given the files of the page, and its commands typed one after another
    assert len(written(ROOT / "docs" / "rules.md", desk)) == 5
    for command in commands(ROOT / "docs" / "rules.md"):
        done = python(*briefly(command)[1:])
        assert done.returncode == 0, done.stderr
    # then the rule is in force
    runs = pd.read_csv(next(desk.glob("results/*/daily.csv")))
    rosters = runs.groupby("scenario")["roster"].last()
    assert rosters["keen"] != rosters["classroom"]
    assert python("run.py", "validate", "--rules", "scenarios/keen-class.yaml").stdout == "ok keen-class\n"


def test_both_forms_of_the_rule_say_the_same(desk):
    from simulation.agents.resident import Resident
    from simulation.population import Population

    written(ROOT / "docs" / "rules.md", desk)
    spaces: list[dict] = [{}, {}]
    for space, name in zip(spaces, ("my_rules.py", "for_arrays.py"), strict=True):
        exec((desk / "scenarios" / name).read_text("utf-8"), space)
    people = Population(None, Resident, 90)
    people.columns["age"][:] = range(90)
    one_by_one = [spaces[0]["keen_students"](who) for who in people]
    assert (people.evaluate(spaces[1]["keen_students"]) == one_by_one).all()


@pytest.mark.skipif(not (find_spec("solara") and find_spec("altair")), reason="needs the extra `live`")
def test_the_page_of_the_example_is_made(desk):
    (script,) = written(ROOT / "docs" / "mesa.md", desk)
    done = python(str(script))
    assert done.returncode == 0, done.stderr


def test_the_lines_of_python_in_the_readme_run(desk):
    (script,) = written(ROOT / "README.md", desk)
    assert sum(bool(line) for line in script.read_text("utf-8").splitlines()) == 5
    done = python(str(script))
    assert done.returncode == 0, done.stderr
    assert pd.read_csv(desk / "results" / "mine" / "runs.csv").scenario.unique().tolist() == ["classroom"]


def test_a_study_over_parameter_sets_is_read_as_the_page_says(desk):
    (study,) = written(ROOT / "docs" / "parameter-sets.md", desk)
    done = python("run.py", "validate", str(study))
    assert (done.stdout, done.stderr) == ("ok over-sets\n", "")


def test_the_scenario_that_the_page_shows_is_read_as_it_says(desk):
    (scenario,) = written(ROOT / "docs" / "scenarios.md", desk)
    done = python("run.py", "validate", str(scenario))
    assert (done.stdout, done.stderr) == ("ok mine\n", "")
