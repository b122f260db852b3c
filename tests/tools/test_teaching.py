"""The teacher's pack: every lesson has its plans, every exercise its answer, and the key lies apart."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tools import bootstrap
from tools import lessons as for_students
from tools.lessons import LANGUAGES, LESSONS
from tools.teaching import __main__ as teaching
from tools.teaching.__main__ import main, write
from tools.teaching.lesson import TEACHING, lessons
from tools.teaching.one_machine import one_machine, source

SOURCES = sorted(each.stem for each in (LESSONS / "source").glob("*.py"))
KNOWN = {language: lessons(language) for language in LANGUAGES}
CHINESE = re.compile("[\u4e00-\u9fff]")
each_lesson = pytest.mark.parametrize("place", range(len(SOURCES)), ids=SOURCES)


def test_every_lesson_has_its_plans_and_no_plan_is_left_over():
    assert sorted(each.stem for each in TEACHING.glob("*.yaml")) == SOURCES


@each_lesson
@pytest.mark.parametrize("minutes", [45, 90])
def test_a_plan_fills_its_time_and_names_exercises_of_its_lesson(place: int, minutes: int):
    lesson = KNOWN["en"][place]
    steps = lesson.plan[f"plan_{minutes}"]
    assert sum(step["minutes"] for step in steps) == minutes
    asked = [number for step in steps for number in step.get("exercises", [])]
    there = [each.number for each in lesson.exercises]
    assert len(asked) == len(set(asked)) >= 2
    assert set(asked) <= set(there)
    assert minutes == 45 or asked == there


@each_lesson
def test_every_exercise_has_an_answer_that_is_python_and_gives_what_is_checked(place: int):
    source = (LESSONS / "source" / f"{SOURCES[place]}.py").read_text("utf-8")
    checked = sorted(map(int, re.findall(r"^    def check_(\d+)\(", source, re.MULTILINE)))
    for language in LANGUAGES:
        lesson = KNOWN[language][place]
        assert [each.number for each in lesson.exercises] == checked
        for each in lesson.exercises:
            given = [
                node
                for node in ast.walk(ast.parse(each.answer.replace("…", "0")))
                if isinstance(node, ast.Assign)
            ]
            assert f"answer_{each.number}" in {ast.unparse(one.targets[0]) for one in given}
            assert len(each.text) > 20


@each_lesson
def test_the_key_says_of_wrong_answers_no_word_that_is_for_right_ones(place: int):
    hints = [
        hint for language in LANGUAGES for each in KNOWN[language][place].exercises for hint in each.hints
    ]
    assert [hint for hint in hints if hint.startswith(("Right", "正确"))] == []


def pairs(thing: object) -> list[dict[str, str]]:
    """Every text of a plan, in both languages."""
    if isinstance(thing, dict) and "en" in thing:
        return [thing]
    inner = thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ()
    return [pair for each in inner for pair in pairs(each)]


@each_lesson
def test_every_text_is_there_in_both_languages(place: int):
    found = pairs(KNOWN["en"][place].plan)
    assert len(found) >= 12
    assert [pair for pair in found if CHINESE.search(pair["en"]) or not CHINESE.search(pair["zh"])] == []
    assert [each.title for each in KNOWN["zh"] if not CHINESE.search(each.title + each.goal)] == []


@pytest.fixture(scope="module")
def pack(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("pack")
    write(folder)
    return folder


def test_links_lead_somewhere_and_nothing_is_fetched_from_elsewhere(pack: Path):
    pages = sorted(pack.rglob("*.html"))
    assert len(pages) == 2 * (len(SOURCES) + 4)
    for page in pages:
        text = page.read_text("utf-8")
        for link in re.findall(r'href="([^"]+)"', text):
            file, _, place = link.partition("#")
            target = page.parent / file if file else page
            assert target.is_file(), (page, link)
            assert not place or f'id="{place}"' in target.read_text("utf-8"), (page, link)
        assert not re.search(r"""(src|href)=["']?(https?:)?//|url\(|@import|fetch\(""", text)


def test_the_answers_lie_apart_from_all_that_students_are_shown(pack: Path):
    # given an answer that no exercise gives away
    answer = "answer_2 = 1 - month.recorded.sum() / month.needs.sum()"
    # then it stands in the keys alone, and no lesson is written where they or the plans lie
    found = {
        page.relative_to(pack).parts[0] for page in pack.rglob("*.html") if answer in page.read_text("utf-8")
    }
    assert found == {"answers"}
    assert [page for page in for_students.pages() if "teaching" in page.parts] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_the_pack_leads_to_every_file_in_its_language(pack: Path, language: str):
    text = (pack / language / "index.html").read_text("utf-8")
    there = {each.name for each in (pack / language).glob("*.html")} - {"index.html"}
    assert set(re.findall(r'href="([^"#]+)', text)) == {*there, f"../answers/{language}.html"}
    # and the plan of each lesson leads to its slides and to its answers
    plans = (pack / language / "plans.html").read_text("utf-8")
    for number in range(1, len(SOURCES) + 1):
        assert f'href="slides-{number}.html"' in plans
        assert f'href="../answers/{language}.html#lesson-{number}"' in plans


@pytest.mark.parametrize(("language", "first"), [("en", "Open {} first."), ("zh", "先打开 {}。")])
def test_each_file_is_a_line_in_the_readers_language_first(tmp_path, monkeypatch, capsys, language, first):
    monkeypatch.setattr(bootstrap, "asked", [])
    monkeypatch.chdir(tmp_path)
    main(["pack", "--lang", language])
    *files, last = capsys.readouterr().out.splitlines()
    # given paths from the folder that one is in
    assert {tmp_path / each for each in files} == set(tmp_path.rglob("*.html"))
    assert files[0] == str(Path("pack", language, "index.html"))
    assert last.startswith(first.format(files[0])) and str(Path("pack", "answers")) in last


def test_what_is_not_installed_is_told_in_a_sentence(monkeypatch):
    monkeypatch.setattr(teaching, "find_spec", lambda name: None)
    with pytest.raises(SystemExit) as told:
        main([])
    assert str(told.value) == "the teacher's pack needs what lessons need: python3 run.py setup live lessons"


def test_a_folder_that_cannot_be_is_told_in_a_sentence(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SystemExit) as told:
        main([str(tmp_path / "file")])
    assert str(told.value).startswith(f"{tmp_path / 'file'}: nothing can be written here: ")


def test_the_plan_for_one_machine_fills_its_time_in_both_languages():
    steps = source()["steps"]
    assert sum(step["minutes"] for step in steps) == 45
    wrong = [each for each in pairs(source()) if CHINESE.search(each["en"]) or not CHINESE.search(each["zh"])]
    assert wrong == []
    for language in LANGUAGES:
        assert len(one_machine(language).steps) == len(steps)  # every word in braces was found
