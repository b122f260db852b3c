"""Lessons run from top to bottom, their answers are right, and their checks tell right from wrong."""

import ast
import inspect
import os
import pickle
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ruamel.yaml import YAML

import simulation  # the program of this folder, before a lesson looks for that of its copy
from simulation.cli import exit_code
from simulation.model import Street
from simulation.scenario import Scenario
from tests.docs.commands import call
from tests.typed import typed_by_hand
from tools.lessons import LANGUAGES, LESSONS, renew

pytest.importorskip("marimo", reason="lessons need the extra 'lessons'")
pytestmark = pytest.mark.usefixtures("in_this_process")

ROOT = LESSONS.parent
SOURCES = sorted((LESSONS / "source").glob("*.py"))
PAGES = [f"{language}/{source.name}" for language in LANGUAGES for source in SOURCES]
WRONG = (None, "?", -12345.0, np.zeros(3), lambda *inputs: None, {}, [])


@pytest.fixture(scope="session")
def written(tmp_path_factory) -> Path:
    """The lessons of a copy of this folder."""
    lessons = tmp_path_factory.mktemp("copy") / "lessons"
    lessons.mkdir()
    for name in (
        "run.py",
        "scenarios",
        "simulation",
        *(f"lessons/{each.name}" for each in LESSONS.glob("*.py")),
    ):
        (lessons.parent / name).symlink_to(ROOT / name)
    for page in PAGES:
        renew(lessons / page)
    return lessons


@pytest.fixture
def page(request, written: Path) -> Path:
    return written / request.param


@cache
def lived(page: Path) -> Mapping[str, Any]:
    """All that a lesson makes when it runs from top to bottom."""
    spec = spec_from_file_location(f"lesson_{page.parent.name}_{page.stem}", page)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        if page.stem in READ_AT_THE_END:
            patch.setattr(simulation, "Street", RunOnce)
        spec.loader.exec_module(module)
        return {**vars(module), **module.app.run()[1]}


READ_AT_THE_END = {"8_fit_a_log"}
"""Lessons with many streets that they look at after their last day only."""


class RunOnce:
    """A street that runs when something of it is first read, and once for both languages."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.asked, self.days = (pickle.dumps(scenario), seed), 0

    def step(self) -> None:
        self.days += 1

    def __getattr__(self, name: str) -> Any:
        return getattr(_after(self.days, *self.asked), name)


@lru_cache(maxsize=32)
def _after(days: int, scenario: bytes, seed: int) -> Street:
    street = Street(pickle.loads(scenario), seed)
    for _ in range(days):
        street.step()
    return street


def exercises(file: Path) -> list[str]:
    return re.findall(r"^    def check_(\d+)\(", file.read_text("utf-8"), re.MULTILINE)


EXERCISES = [(page, n) for page in PAGES for n in exercises(LESSONS / "source" / Path(page).name)]


def plan_of(page: str) -> Mapping[str, Any]:
    """What a teacher is told of a lesson."""
    return YAML(typ="safe").load((LESSONS / "teaching" / f"{Path(page).stem}.yaml").read_text("utf-8"))


def results_of(page: str) -> Mapping[int, Any]:
    """What the teacher's key says of the answers of a lesson."""
    return plan_of(page).get("results", {})


def answered(page: Path) -> Path:
    """The page; of lesson 3, whose exercises are about an own rule, with the rule of its first exercise."""
    if page.stem != "3_write_a_rule":
        return page
    rule, adults = "            return 0.0\n", "        if self.age <= 25:\n            return 0.8\n"
    changed = page.with_stem(f"{page.stem}_answered")
    changed.write_text(page.read_text("utf-8").replace(rule, rule + adults, 1), encoding="utf-8")
    return changed


each_exercise = pytest.mark.parametrize("page, number", EXERCISES, indirect=["page"])


@pytest.mark.parametrize("page", PAGES, indirect=True)
def test_a_lesson_runs_and_has_two_to_four_exercises(page: Path):
    made = lived(page)
    assert 2 <= len(exercises(page)) <= 4
    assert {f"solution_{number}" for number in exercises(page)} <= set(made)


@each_exercise
def test_the_answer_that_a_lesson_hides_is_right(page: Path, number: str):
    # given what the lesson has made so far, when a student types the hidden answer
    typed = dict(lived(answered(page)))
    assert typed[f"solution_{number}"].startswith("\n"), "a hidden cell shows its first line, faintly"
    exec(typed[f"solution_{number}"], typed)
    # then the check says so
    verdict = typed[f"check_{number}"](typed[f"answer_{number}"])
    assert verdict.right, verdict.text


RESULTS = [(page, number) for page, number in EXERCISES if results_of(page).get(int(number)) is not None]


@pytest.mark.parametrize("page, number", RESULTS)
def test_the_key_of_the_teacher_has_the_result_of_an_answer(written: Path, page: str, number: str):
    typed = dict(lived(answered(written / page)))
    exec(typed[f"solution_{number}"], typed)
    found, result = typed[f"answer_{number}"], results_of(page)[int(number)]
    assert result == (found if isinstance(found, str) else float(f"{float(found):.3g}"))


def test_the_key_tells_the_numbers_that_are_on_the_page(written: Path):
    # given both lessons whose keys tell more than results, in each language
    told = {
        page: " ".join(each[page[:2]] for each in plan_of(page)["numbers"])
        for page in PAGES
        if "numbers" in plan_of(page)
    }
    assert {page.partition("/")[2][0] for page in told} == {"3", "6"}
    for page, text in told.items():
        for number in numbers_of(lived(answered(written / page))):
            assert re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.]*\d)", text), (page, number)


def numbers_of(made: Mapping[str, Any]) -> list[str]:
    """What a teacher is told of lesson 3 or 6, as the key writes it."""
    if "comparison" in made:
        usual, mine = (made[name].residents.willing.mean() for name in ("usual", "mine"))
        hours = made["comparison"]
        more = hours.difference.sum() / hours.usual.sum()
        return [
            f"{100 * usual:.1f}",
            f"{100 * mine:.1f}",
            f"{100 * more:.1f}",
            *(f"{each:.0f}" for each in hours.difference),
        ]
    shares, table = made["figures"], made["table"]
    known = [shares[name] for name in ("on_time_reported", "on_time_true", "on_record_share")]
    paper = table.loc["paper_closed_share"]
    known += [
        shares["on_time_reported"] - shares["on_time_corrected"],
        paper.difference,
        paper.low,
        paper.high,
    ]
    last = made["used"][(made["used"] > 0.9) & (made["used"] <= 1)].count()
    closed = made["closed"]
    on_paper = int((~(closed.true_closed <= closed.reported_closed)).sum())
    counts = [last.reported, last.true, on_paper, len(closed)]
    return [*(f"{100 * each:.1f}" for each in known), *map(str, counts)]


@each_exercise
def test_a_wrong_answer_is_told_what_to_look_at(page: Path, number: str):
    check = lived(page)[f"check_{number}"]
    verdicts = [check(wrong) for wrong in WRONG]
    assert [verdict.text for verdict in verdicts if verdict.right or not verdict.text] == []


@pytest.mark.parametrize("page", PAGES[:1], indirect=True)
def test_a_lesson_is_a_plain_script_that_finds_the_program_from_anywhere(page: Path, tmp_path: Path):
    away = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    script = [sys.executable, str(page)]
    done = subprocess.run(script, cwd=tmp_path, env=away, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def blocks(page: Path, language: str) -> list[str]:
    """The blocks of code of a language in what a lesson says."""
    words = [
        node.value for node in ast.walk(ast.parse(page.read_text("utf-8"))) if isinstance(node, ast.Constant)
    ]
    texts = [inspect.cleandoc(each) for each in words if isinstance(each, str)]
    return [block for each in texts for block in re.findall(rf"```{language}\n(.*?)```", each, re.DOTALL)]


@pytest.mark.parametrize("page", ["en/3_write_a_rule.py"], indirect=True)
def test_the_files_and_commands_that_lesson_3_has_a_student_type_work(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    # given a copy of what a student has, and the files as the text gives them
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    for name in ("run.py", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "simulation").symlink_to(ROOT / "simulation")
    written = [
        block for block in blocks(page, "python") + blocks(page, "yaml") if block.startswith("# scenarios/")
    ]
    assert len(written) == 2
    for block in written:
        (tmp_path / block.split()[1]).write_text(block, encoding="utf-8")
    # when the commands are typed, for two days in place of a year
    monkeypatch.chdir(tmp_path)
    typed = [line.split() for block in blocks(page, "sh") for line in block.splitlines()]
    for words in typed:
        short = ["-n", "1", "--days", "2", "--set", "experiment.warmup=0"] * ("-n" in words)
        done = call([sys.executable, *words[1:], *short])
        # then each does its work, and the last ends with a report
        assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].endswith(".html")


@pytest.mark.parametrize("name", [source.name for source in SOURCES])
def test_both_languages_have_a_student_type_the_same(name: str, written: Path):
    for language in ("python", "yaml", "sh"):
        assert blocks(written / "en" / name, language) == blocks(written / "zh" / name, language)


@pytest.mark.parametrize("page", PAGES, indirect=True)
def test_marimo_leaves_a_lesson_as_it_is_when_it_opens(page: Path):
    # marimo brings a cell of words alone into its own form and saves the file; a run that begins at that
    # moment reads half of it
    assert re.findall(r"\n    mo\.md\(f?\"(?!\"\"\n).*\n    return\n", page.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "typed, asked",
    [
        ([], "1 --lang en"),
        (["LANG=zh_CN.UTF-8"], "1 --lang zh"),
        (["N=3", "LANG=zh"], "3 --lang zh"),
    ],
)
def test_make_lesson_asks_for_the_lesson_in_the_language_of_the_machine(typed: list[str], asked: str):
    command = ["make", "--dry-run", "lesson", *typed]
    said = subprocess.check_output(command, cwd=ROOT, env=english_machine(), text=True)
    asks, _, otherwise = said.splitlines()[-1].partition(" || ")
    prepared, _, asks = asks.partition(" && ")
    assert prepared.startswith("trap : INT; ") and prepared.endswith("sh tools/bootstrap.sh lessons")
    assert asks.split() == [".venv/bin/python", "run.py", "lesson", *asked.split()]
    # a sentence is enough, and so is Ctrl-C, without make's own line about an error
    assert otherwise == "case $? in 130|2) ;; *) exit 1 ;; esac"


def test_the_verb_lesson_writes_the_lesson_and_opens_it(monkeypatch: pytest.MonkeyPatch):
    done: list[list[str]] = []
    verb = sys.modules["simulation.cli.verbs.watching.lesson"]
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(verb, "become", done.append)

    def run(words: list[str], check: bool) -> subprocess.CompletedProcess:
        done.append(words)
        return subprocess.CompletedProcess(words, 0)

    monkeypatch.setattr(verb.subprocess, "run", run)
    assert exit_code(["lesson", "3", "--lang", "zh", "--headless", "--port", "8000"]) == 0
    page = "lessons/zh/3_write_a_rule.py"
    assert [words[1:] for words in done] == [
        ["-m", "lessons.editor.open_once", page],
        ["-m", "tools.lessons", page],
        ["-m", "lessons.editor.notebook", "-l", "error", "-y", "edit", page, "--headless", "--port", "8000"],
    ]


def test_the_verb_lesson_names_the_lessons_there_are_where_one_is_missing(capsys: pytest.CaptureFixture[str]):
    assert exit_code(["lesson", "99"]) == 2
    assert "there is no lesson 99; there are: 1_a_day_on_the_street" in capsys.readouterr().err


def english_machine() -> dict[str, str]:
    return {**typed_by_hand(), "LANG": "C.UTF-8"}
