"""The teacher's pack: every lesson has its plans, every exercise its answer, and the key lies apart."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from simulation.cli.shipped_scenarios import shipped_scenario
from simulation.live.counts import SERIES
from simulation.live.policies import usual
from simulation.live.twins import SIDES, Twins
from simulation.scenario import load
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
    assert len(pages) == 2 * (len(SOURCES) + 3)
    for page in pages:
        text = page.read_text("utf-8")
        for link in re.findall(r'href="([^"]+)"', text):
            inside = f'id="{link[1:]}"' in text
            assert inside if link.startswith("#") else (page.parent / link).is_file(), (page, link)
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


def test_what_is_not_installed_is_told_in_a_sentence(monkeypatch):
    monkeypatch.setattr(teaching, "find_spec", lambda name: None)
    with pytest.raises(SystemExit) as told:
        main([])
    assert str(told.value) == "the teacher's pack needs what lessons need: pip install -e '.[lessons]'"


def test_a_folder_that_cannot_be_is_told_in_a_sentence(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SystemExit) as told:
        main([str(tmp_path / "file")])
    assert str(told.value).startswith(f"{tmp_path / 'file'}: nothing can be written here: ")


def test_the_plan_for_one_machine_fills_its_time_in_both_languages():
    steps = source()["steps"]
    assert sum(step["minutes"] for step in steps) == 45
    wrong = [each for each in pairs(steps) if CHINESE.search(each["en"]) or not CHINESE.search(each["zh"])]
    assert wrong == []
    for language in LANGUAGES:
        assert len(one_machine(language).steps) == len(steps)  # every word in braces was found


@pytest.mark.slow
def test_what_the_key_for_one_machine_says_of_its_policies_is_what_the_page_shows():
    # given the street of the live view, on the day of the plan on which a policy is chosen
    known, scenario = source(), load(shipped_scenario("classroom.yaml"))
    for said in known["shows"]:
        twins, name = Twins(scenario), said["policy"]
        twins.run_days(known["facts"]["start_day"])
        today = twins.streets["today"]
        assert [SERIES[each].of(today) for each in ("unsolved", "silent")] == [
            known["facts"][each] for each in ("open", "open_silent")
        ]
        # when it is alone in force
        twins.turn(name, usual(name))
        twins.run_days(max(said["days"]) - known["facts"]["start_day"])
        # then its chart differs from the day on, and by the numbers, that the key says
        table = twins.datacollector.model_vars
        one, other = (table[f"{side} {said['series']}"] for side in SIDES)
        assert {day: [one[day], other[day]] for day in said["days"]} == said["days"]
        assert next(day for day in range(len(one)) if one[day] != other[day]) == said["first"]
        # and these grids are worse
        by_grid = [SERIES["unsolved"].by_grid(each) for each in twins.streets.values()]
        worse = [place for place, (few, many) in enumerate(zip(*by_grid, strict=True), 1) if many > few]
        assert "worse" not in said or worse == said["worse"]
