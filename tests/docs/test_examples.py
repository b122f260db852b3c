"""Examples in the documents run as a reader would run them, in a copy of what a reader has."""

from __future__ import annotations

import doctest
import re
import shlex
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.docs.commands import briefly, call, commands
from tests.worlds import ROOT

pytestmark = pytest.mark.usefixtures("in_this_process")

BLOCK = re.compile(r"^```(python|yaml)\n# (\S+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
ANY = re.compile(r"^ *```(\S+)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"# [\w./-]+\.(py|yaml)\n")
DOCS = sorted((ROOT / "docs").rglob("*.md"))
TALKS = [page for page in DOCS if ">>> " in page.read_text("utf-8")]
OWN_TEST = ("rules.md", "tutorial.md", "plug-ins.md", "own-files.md")
"""Pages whose commands are typed by a test of their own, below."""
TYPED = [page for page in DOCS if page.name not in OWN_TEST and commands(page)]
RUN_BELOW = {("statistics.md", "python"): 1, ("scenarios.md", "yaml"): 2}
"""Blocks without the name of a file, by page and language: each is run by a test of its own, below."""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch) -> Path:
    """A folder with what a reader has, who sits in it."""
    for name in ("run.py", "pyproject.toml", "simulation", "tests"):
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
        assert not path.exists(), f"{page.name} would write over {path.name}"
        path.write_text(text, encoding="utf-8")
    return [path for path, _ in files]


def test_every_block_of_the_pages_is_run():
    # given the blocks of code that neither name a file, nor are typed, nor talk to Python
    found = [(page.name, kind, text) for page in DOCS for kind, text in ANY.findall(page.read_text("utf-8"))]
    rest = [
        (page, kind) for page, kind, text in found if kind in ("python", "yaml") and not NAMED.match(text)
    ]
    # then tests below run each of them, and no page has code in a language that is not run
    assert {each: rest.count(each) for each in rest} == RUN_BELOW
    assert {kind for _, kind, _ in found} <= {"python", "yaml", "pycon", "sh", "text", "{toctree}"}


@pytest.mark.parametrize("page", TALKS, ids=lambda page: page.name)
def test_examples_give_what_the_page_says(page, desk):
    if "scenarios/one-more.yaml" in page.read_text("utf-8"):
        written(page, desk)
    found = doctest.testfile(str(page), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert found.failed == 0 and found.attempted >= 6


@pytest.mark.slow
@pytest.mark.parametrize("page", TYPED, ids=lambda page: page.name)
def test_the_commands_of_a_page_run(page, desk, monkeypatch):
    monkeypatch.setattr("simulation.analysis.sensitivity.study.LUCKS", 2)  # five take twice as long
    written(page, desk)
    for command in commands(page):
        type_in(command)


def type_in(command: str, program=call) -> str:
    """Type a command, cut short, and see it end well; what it says."""
    words = shlex.split(command)
    if words[1].startswith("benchmarks/"):
        return _asked_for_help(words)
    if words[:2] == ["make", "run"]:
        command = "python run.py " + words[2].removeprefix("ARGS=")
    done = program(briefly(command))
    assert done.returncode == 0, f"{command}\n{done.stderr}"
    return done.stdout


def _asked_for_help(words: list[str]) -> str:
    """A benchmark takes hours, so it is only asked whether it knows the options that it is given."""
    done = python(str(ROOT / words[1]), "--help")
    assert done.returncode == 0, done.stderr
    assert [word for word in words if word.startswith("-") and word not in done.stdout] == []
    return done.stdout


def python(*words: str) -> subprocess.CompletedProcess[str]:
    return call([sys.executable, *words])


def by_its_own_program(words: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, capture_output=True, text=True, check=False)


@pytest.mark.slow
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


@pytest.mark.slow
def test_drafts_of_ones_own_are_written_as_the_page_says(desk):
    for command in commands(ROOT / "docs" / "own-files.md"):
        done = python(*briefly(command)[1:])
        assert done.returncode == 0, done.stderr
    for name in ("my_rule", "scenarios/tea_hours", "my_metric", "heat_wave", "my_scenario"):
        done = python("run.py", "validate", f"{name}.yaml")
        assert done.returncode == 0, done.stderr


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


@pytest.mark.slow
@pytest.mark.skipif(not (find_spec("solara") and find_spec("altair")), reason="needs the extra `live`")
def test_the_page_of_the_example_is_made(desk):
    (script,) = written(ROOT / "docs" / "mesa.md", desk)
    done = python(str(script))
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_the_lines_of_python_in_the_readme_run(desk):
    (script,) = written(ROOT / "README.md", desk)
    assert sum(bool(line) for line in script.read_text("utf-8").splitlines()) == 5
    done = python(str(script))
    assert done.returncode == 0, done.stderr
    assert pd.read_csv(desk / "results" / "mine" / "runs.csv").scenario.unique().tolist() == ["classroom"]


@pytest.mark.slow
def test_the_scenarios_that_the_page_shows_are_read_as_it_says(desk):
    scenarios = written(ROOT / "docs" / "scenarios.md", desk)
    done = python("run.py", "validate", *map(str, scenarios))
    assert (done.stdout, done.stderr) == ("ok mine\nok with-rhythm\n", "")


@pytest.mark.slow
def test_the_tutorial_goes_to_its_end(desk):
    # given its files, and its commands typed one after another
    look, scenario = written(ROOT / "docs" / "tutorial.md", desk)
    said = [type_in(command) for command in commands(ROOT / "docs" / "tutorial.md")]
    # then each step gives what the text speaks of
    assert said[0] == "results/first/report.html\n"
    assert said[1] == "ok one-more\n"
    assert "One more worker in each grid" in said[-1]
    assert "silence" not in python(str(look)).stderr and "share" in python(str(look)).stdout
    # and a slip is answered as it says
    scenario.write_text(scenario.read_text("utf-8").replace("staffing", "stafing"), encoding="utf-8")
    assert "did you mean 'staffing'?" in python("run.py", "validate", str(scenario)).stderr


@pytest.mark.slow
def test_plug_ins_of_the_page_are_found_and_run(desk):
    # given a program of the reader's own, to which the files of the page are added
    for name in ("run.py", "simulation"):
        (desk / name).unlink()
    shutil.copy(ROOT / "run.py", desk)
    shutil.copytree(ROOT / "simulation", desk / "simulation")
    page = ROOT / "docs" / "howto" / "plug-ins.md"
    assert len(written(page, desk)) == 7
    # when the commands are typed
    said = [type_in(command, by_its_own_program) for command in commands(page)]
    # then policy, shock, metric and picture are there
    assert "tea_afternoons: Tea afternoons (茶话会)" in said[0]
    runs = pd.read_csv(desk / "results" / "tea" / "runs.csv").set_index("metric")["value"]
    assert runs["rest_day_share"].between(0, 1).all() and len(runs["rest_day_share"]) == 2
    assert "Who helps" in (desk / "results" / "tea" / "report.html").read_text("utf-8")


def blocks(page: Path, kind: str) -> list[str]:
    """The blocks of a kind that name no file."""
    found = ANY.findall(page.read_text("utf-8"))
    return [text for each, text in found if each == kind and not NAMED.match(text)]


@pytest.mark.slow
@pytest.mark.parametrize("part", blocks(ROOT / "docs" / "scenarios.md", "yaml"))
def test_the_sweeps_of_the_page_are_read(part, desk):
    heading = "schema: 1\nstudy: swept\ntitle: {en: Swept, zh: 扫描}\nbaseline: lijia.yaml\n"
    (desk / "scenarios" / "swept.yaml").write_text(
        f"{heading}scenarios: [more-workers.yaml]\n{part}", encoding="utf-8"
    )
    done = python("run.py", "validate", "scenarios/swept.yaml")
    assert (done.stdout, done.stderr) == ("ok swept\n", "")


def test_the_lines_on_how_many_runs_give_what_the_page_says():
    (lines,) = blocks(ROOT / "docs" / "statistics.md", "python")
    # given ten differences that vary by about two hours
    known = {"differences": {"more-workers": np.linspace(-1, 1, 10)}}
    exec(lines, known)
    # then as many again are asked for
    assert known["more"] == 10


def test_results_are_read_as_their_page_says(desk):
    folder = desk / "results" / "mine"
    folder.mkdir(parents=True)
    table = "scenario,replication,seed,metric,value,unit\n"
    (folder / "runs.csv").write_text(f"{table}NA,0,7,need_days,5000,days\nNA,0,7,other,1,days\n")
    (folder / "daily.csv").write_text("scenario,replication,date,needs\nNA,0,2025-01-01,3\n")
    (folder / "study.json").write_text('{"baseline": "NA", "replications": 1, "scenarios": [{"name": "NA"}]}')
    with_program, with_pandas = blocks(ROOT / "results" / "README.md", "python")
    known: dict = {}
    exec(with_program, known)
    assert known["wide"].loc[("NA", 0), "need_days"] == 5000 and known["daily"].date[0].year == 2025
    exec(with_pandas, known)
    assert known["need_days"].loc[0, "NA"] == 5000
