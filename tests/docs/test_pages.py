"""The documents keep their word: commands run, links lead somewhere, both languages are there."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from simulation import __version__
from tests.docs.commands import briefly, call, commands
from tests.typed import typed_by_hand
from tests.worlds import ROOT

PAGES = [
    page
    for page in ROOT.glob("**/*.md")
    if not any(part.startswith(".") or part == "build" for part in page.relative_to(ROOT).parts)
]

PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of what a reader has."""
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    for name in ("run.py", "pyproject.toml", "Makefile"):
        shutil.copy(ROOT / name, tmp_path)
    for folder in ("simulation", "lessons"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    return tmp_path


def test_the_first_command_of_the_readme_runs_the_default_study_to_its_report(copy: Path):
    # given that `make run`, the first command, is `python run.py`
    assert commands(ROOT / "README.md")[0] == "make run"
    assert made("run") == [".venv/bin/python", "run.py"]
    # when it runs in a process of its own, cut short, then there is one folder of results with its page
    words = briefly("python run.py run")
    ran = subprocess.run(words, cwd=copy, env=typed_by_hand(), capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    (page,) = copy.glob("results/*/report.html")
    assert page.read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.slow
@pytest.mark.usefixtures("in_this_process")
def test_every_command_of_the_readme_runs(copy: Path, monkeypatch):
    monkeypatch.chdir(copy)
    typed = commands(ROOT / "README.md")
    assert len(typed) >= 5
    for command in typed:
        ran = call(briefly(command))
        assert ran.returncode == 0, f"{command}\n{ran.stderr}"


def test_the_chinese_readme_has_the_same_lines_of_python():
    blocks = [PYTHON.findall((ROOT / name).read_text("utf-8")) for name in ("README.md", "README.zh.md")]
    assert blocks[0] == blocks[1] != []


@pytest.mark.parametrize("name", ["README", "CONTRIBUTING"])
def test_the_chinese_page_has_the_same_commands_and_the_two_point_to_each_other(name):
    english, chinese = ROOT / f"{name}.md", ROOT / f"{name}.zh.md"
    assert commands(chinese) == commands(english)
    assert f"]({chinese.name})" in english.read_text("utf-8")
    assert f"]({english.name})" in chinese.read_text("utf-8")


def made(target: str) -> list[str]:
    """The last command of a target of make, without what prepares it and what follows Ctrl-C."""
    said = subprocess.check_output(["make", "--dry-run", target], cwd=ROOT, env=typed_by_hand(), text=True)
    return re.sub(r"^trap : INT; .* && | \|\| case .*", "", said.splitlines()[-1]).split()


@pytest.mark.parametrize(("code", "said"), [(130, ""), (1, "Error"), (2, "Error")])
def test_make_adds_no_line_of_its_own_behind_what_ctrl_c_ended(code, said, tmp_path: Path):
    (tmp_path / "python").write_text(f"#!/bin/sh\nexit {code}\n", "utf-8")
    (tmp_path / "python").chmod(0o755)
    words = ["make", "run", f"IN={tmp_path / 'python'}", "BOOTSTRAP=true"]
    ran = subprocess.run(words, cwd=ROOT, env=typed_by_hand(), capture_output=True, text=True, check=False)
    assert said in ran.stderr and bool(ran.stderr) == bool(said)


def test_make_test_and_its_kin_run_the_layers_that_their_names_promise():
    assert made("test") == [".venv/bin/python", "run.py", "test"]
    assert made("test-all") == [".venv/bin/python", "run.py", "test", "--all"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path):
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_files_that_a_page_names_are_there(page: Path):
    named = re.findall(
        r"`((?:simulation|scenarios|tests|tools|docs)/[\w./-]*)`", page.read_text(encoding="utf-8")
    )
    real = [name for name in named if "NAME" not in name]  # NAME stands for whatever a reader writes
    assert [name for name in real if not (ROOT / name).exists()] == []


def test_every_word_of_the_glossary_is_there_in_both_languages():
    rows = re.findall(
        r"^\| (.+?) \| (.+?) \| (.+) \|$", (ROOT / "docs" / "glossary.md").read_text("utf-8"), re.M
    )
    words = [row for row in rows if row[0] != "word"]
    assert len(words) > 40
    assert [word for word, chinese, _ in words if not re.search(r"[一-鿿]", chinese)] == []
    assert len({word for word, _, _ in words}) == len(words)


def test_the_citation_names_this_version():
    assert f"version: {__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_pinned_versions_name_no_place_to_get_them_from():
    pins = (ROOT / "constraints.txt").read_text().splitlines()[1:]
    assert [pin for pin in pins if not re.fullmatch(r"[\w.-]+==[\w.+!-]+", pin)] == []
