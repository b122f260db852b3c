"""`grade`: what each rule of a class does, all with the same random numbers, or its one sentence."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from simulation.cli import exit_code
from simulation.cli.drafts import STREET, Draft, is_as_drafted
from simulation.cli.grading import tried
from simulation.cli.grading.handed_in import HandedIn, handed_in
from simulation.cli.grading.shown import class_page, lines, table
from simulation.cli.grading.tried import AS_DRAFTED, Grade, grades
from simulation.cli.quick_look import what_moved
from simulation.user_files import run_file
from tests.conftest import one_after_another
from tests.user_files.mistakes import rule
from tests.worlds import ROOT, small
from tools.lessons import in_language

WILLING = "Resident.willing_share"
SCENARIO = "schema: 1\nname: a\ntitle: {en: A, zh: 甲}\nextends: not-handed-in.yaml\n"


def hand_in(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        file = folder / name.replace("__", "/").replace("_py", ".py").replace("_yaml", ".yaml")
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def replaced(works: list[HandedIn]) -> dict[str, list[str]]:
    return {each.file: [f"{one.target}={one.name}" for one in each.rules] for each in works}


def test_a_rule_is_known_by_its_scenario_its_name_its_class_or_by_being_alone(tmp_path):
    hand_in(
        tmp_path,
        anna__mine_py=rule("return 1.0"),
        anna__mine_yaml=f"{SCENARIO}rules: {{Resident.leaving_chance: mine.py:mine}}\n",
        anna__test_mine_py="def test_it():\n    pass\n",
        bo__any_py="def half(x):\n    return x / 2\n\n\ndef joining_chance(self):\n    return half(1)\n",
        chen__any_py=rule("return 1.0"),
        dai__any_py="class Keen(Resident):\n    pass\n",
        street_yaml=f"{SCENARIO}",
    )
    assert replaced(handed_in(tmp_path, WILLING)) == {
        "anna/mine.yaml": ["Resident.leaving_chance=mine"],
        "bo/any.py": ["Resident.joining_chance=joining_chance"],
        "chen/any.py": [f"{WILLING}=mine"],
        "dai/any.py": ["Resident=Keen"],
    }


def test_a_file_whose_name_is_no_text_is_said_with_its_letters_and_stops_nobody(tmp_path):
    # given a name in GBK, as an archive from Windows has it, and a good file
    try:
        (tmp_path / "\udcd5\udcc5.py").write_text(rule("return 1.0"))
    except OSError:
        pytest.skip("this disk takes no such name")
    hand_in(tmp_path, chen__any_py=rule("return 1.0"))
    good, odd = handed_in(tmp_path, WILLING)
    assert (good.file, good.error, len(good.rules)) == ("chen/any.py", "", 1)
    assert odd.file == "张.py" and "the name of this file" in odd.error and not odd.rules


def test_files_are_named_from_the_folder_on_windows_too(tmp_path, monkeypatch):
    # given what Windows calls a folder that does not lie below the working folder
    monkeypatch.setattr("simulation.cli.grading.handed_in.shown", lambda path: str(path).replace("/", "\\"))
    monkeypatch.setattr("simulation.cli.grading.handed_in.os.sep", "\\")
    (work,) = handed_in(hand_in(tmp_path, a_py="x = 1\n"), WILLING)
    assert work.error.startswith("a.py: there is no function in it")


LESSON = (ROOT / "lessons/source/3_write_a_rule.py").read_text("utf-8")


def test_of_a_lesson_the_rule_in_its_cell_counts_and_keeps_its_line(tmp_path):
    # given lesson 3 with the answer of a student, who uses a library that the lesson has
    cell = LESSON.replace("        return 0.6\n\n    answer_1", "        return self.truts\n\n    answer_1")
    cell = cell.replace("    import pandas as pd\n", "    import numpy as np\n    import pandas as pd\n")
    (work,) = handed_in(hand_in(tmp_path, anna__lesson_py=in_language(cell, "zh")), WILLING)
    # then it is understood, and may use the library
    (mine,) = work.rules
    assert (mine.name, mine.target) == ("my_rule", WILLING)
    assert run_file(mine.text, mine.file).np.e > 2
    # and an error in it names the line that the student sees
    line = 1 + (tmp_path / "anna/lesson.py").read_text("utf-8").splitlines().index(
        "        return self.truts"
    )
    assert mine.text.splitlines()[line - 1].strip() == "return self.truts"


def test_the_lessons_own_rule_is_nobodys_answer(tmp_path):
    # given lesson 3 from which a student took the own rule away
    start = LESSON.index("    def my_rule(self):\n        if")
    end = LESSON.index("    check_1(answer_1)\n", start)
    (work,) = handed_in(hand_in(tmp_path, a_py=in_language(LESSON[:start] + LESSON[end:], "zh")), WILLING)
    assert "def first_rule(self)" in LESSON and "no rule in it" in work.error


def test_a_lesson_whose_rule_nobody_changed_is_told_of(tmp_path):
    (work,) = handed_in(hand_in(tmp_path, a_py=in_language(LESSON, "zh")), WILLING)
    assert (work.rules, work.error) == ((), "a.py: the rule is still the one that the lesson begins with")
    # and that is no fault
    page = class_page([Grade(work, error=work.error)], 60, "zh")
    assert "0 份规则运行完毕，0 份有错误，1 份没有改过。" in page
    assert "没有改过的规则" in page and "没有运行完的规则" not in page


def test_a_line_that_does_nothing_is_told_beside_what_the_rule_moves(tmp_path):
    (work,) = handed_in(hand_in(tmp_path, a_py=rule("if self.age > 18:", "    0.5", "return 0.1")), WILLING)
    grade = Grade(work)
    assert [each.strip() for each in lines(grade)][1:] == [
        "no metric differs",
        "a.py:3: note: this line works out a value that nobody takes: "
        "is `return` missing, or a name with = ?",
    ]
    page = class_page([grade], 60, "zh")
    assert "a.py:3：提示：这一行算出的值没有用上" in page and "是不是漏了 return" in page
    assert "1 份规则运行完毕（其中 1 份附有提示），0 份有错误。" in page
    assert "与程序原来的规则比" in page and "与这一课开头的规则比" not in page


def test_a_draft_that_nobody_changed_is_told_of(tmp_path):
    drafted = Draft("rule", "keen", tmp_path / "handed", STREET, "zh").texts()
    written = next(text for path, text in drafted.items() if path.name == "keen.py")
    changed = written.replace("return 0.8", "return 0.9")
    works = handed_in(hand_in(tmp_path, a_py=written, b_py=changed), WILLING)
    assert [Grade(work).notes for work in works] == [[AS_DRAFTED], []]
    # but not of a lesson, whose exercise asks for that very rule
    two, place = "        if self.age <= 25:\n            return 0.8\n", "        return 0.6\n\n    answer_1"
    answered = in_language(LESSON.replace(place, two + place), "zh")
    (work,) = handed_in(hand_in(tmp_path / "lessons", a_py=answered), WILLING)
    assert is_as_drafted(work.rules[0].text, "my_rule") and Grade(work).notes == []


def test_of_a_lesson_whose_cell_is_no_python_the_line_is_told(tmp_path):
    empty = "import marimo\n\napp = marimo.App()\n"
    unparsable = '\napp._unparsable_cell(\n    r"""\n    def f(self)\n    """\n)\n'
    (work,) = handed_in(hand_in(tmp_path, a_py=empty + unparsable), WILLING)
    assert work.error == "a.py:7 is not Python: a colon : is missing at the end of the line\n  | def f(self)"
    (work,) = handed_in(hand_in(tmp_path, a_py=empty), WILLING)
    assert work.error.startswith("a.py: this lesson has no rule in it: hand in lesson 3")


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        (
            "a_py",
            "def mine(self)\n",
            "a.py:1 is not Python: a colon : is missing at the end of the line\n  | def mine(self)",
        ),
        ("a_py", "x = 1\n", "a.py: there is no function in it: a rule begins with def my_rule(self):"),
        (
            "a_py",
            "def one(self):\n    return 1\n\n\ndef two(self):\n    return 1\n",
            "a.py: which of its functions is the rule: one, two? give one the name of a rule, or keep one",
        ),
        (
            "a_yaml",
            f"{SCENARIO}rules: {{Resident.wiling_share: a.py:mine}}\n",
            "a.yaml:5:9: there is no rule 'Resident.wiling_share'; did you mean 'Resident.willing_share'?",
        ),
        ("a_yaml", f"{SCENARIO}rules: {{{WILLING}: b.py:mine}}\n", "a.yaml:5:33: there is no file 'b.py'"),
    ],
)
def test_what_is_no_rule_is_told_in_one_sentence(name, text, sentence, tmp_path):
    (work,) = handed_in(hand_in(tmp_path, **{name: text}), WILLING)
    assert (work.error, work.rules) == (sentence, ())


@pytest.fixture
def here(monkeypatch):
    monkeypatch.setattr(tried, "run_all", one_after_another)


def test_one_fault_stops_no_other_and_equal_rules_do_exactly_the_same(tmp_path, here, capsys):
    # given a class of which two had one idea, one prints, one changes a state and one changes nothing
    hand_in(
        tmp_path,
        a_py=rule('"""Everybody is willing."""', "return 1.0"),
        b_py=rule('"""Everybody is willing."""', "print(self.age)", "return 0.5 + 0.5"),
        c_py=rule("self.trust = 1", "return 1.0"),
        d_py="def mine(self):\n    return self.willing_usual()\n",
        e_py="from simulation.agents.resident import Resident\n\n\n"
        "def mine(self):\n    return Resident.willing_share(self)\n",
    )
    # when they are graded
    street = small(grids=1, days=2, warmup=0)
    found = {each.work.file: each for each in grades(handed_in(tmp_path, WILLING), street, 5, 1, 60)}
    # then each has its own row, and luck gives nobody more
    assert [each.info.id for each in found["a.py"].moved]
    assert found["a.py"].moved == found["b.py"].moved
    assert (found["a.py"].replaces, found["a.py"].about) == (WILLING, "Everybody is willing.")
    assert found["c.py"].error.startswith(f"c.py:2: mine, in place of {WILLING}, changes what")
    assert "willing_usual" in found["d.py"].error
    assert (found["e.py"].error, found["e.py"].moved) == ("", ())
    assert capsys.readouterr().out == ""
    # and the table and the page say so
    rows = table(list(found.values())).set_index("file")
    assert rows["error"].eq("").to_dict() == {
        "a.py": True,
        "b.py": True,
        "c.py": False,
        "d.py": False,
        "e.py": True,
    }
    assert rows.loc["a.py", "differing"] == len(found["a.py"].moved)
    page = class_page(list(found.values()), 2, "en")
    assert page.count("no metric differs") == 1
    assert "3 rule files ran to the end; 2 have an error." in page


def test_a_lesson_is_compared_with_the_rule_that_it_begins_with(tmp_path, here):
    # given lesson 3 of two students: one has the two lines too far to the right, one where they belong
    end = "        return 0.6\n\n    answer_1"
    old, lines = f"            return 0.0\n{end}", "{i}    if self.age <= 25:\n{i}        return 0.8\n"
    assert LESSON.count(old) == 1
    works = {
        name: in_language(LESSON.replace(old, old.replace(end, lines.format(i=" " * wide) + end)), "en")
        for name, wide in (("right_py", 4), ("too_far_py", 8))
    }
    found = handed_in(hand_in(tmp_path, other_py=rule("return 0.6"), **works), WILLING)
    assert [bool(each.before) for each in found] == [False, True, True]
    # when they are graded, then what the lesson's own 0.6 does is nobody's doing
    street = small(grids=1, days=2, warmup=0)
    other, right, too_far = sorted(grades(found, street, 5, 1, 60), key=lambda each: each.work.file)
    assert too_far.moved == ()
    assert len(right.moved) > 0 and right.moved[0].before != other.moved[0].before
    assert list(table([other, right])["before"]) == ["", "first_rule"]
    assert "against the rule that the lesson begins with" in class_page([right], 2, "en")
    assert "against the rule that the lesson begins with" not in class_page([other], 2, "en")


@pytest.mark.slow
def test_a_rule_that_ends_its_process_takes_no_other_along(tmp_path):
    hand_in(tmp_path, a_py="import os\n\n\n" + rule("os._exit(3)"), b_py=rule("return 1.0"))
    street = small(grids=2, days=2, warmup=0)
    ended = {each.work.file: each.error for each in grades(handed_in(tmp_path, WILLING), street, 5, 1, 120)}
    assert ended == {"a.py": "a.py: its process ended with exit code 3", "b.py": ""}


def test_the_command_writes_a_table_and_a_page(tmp_path, here, capsys, monkeypatch):
    monkeypatch.setattr(tried, "values_of", lambda scenario, seed, targets: {"help_hours": [1.0, 2.0]})
    monkeypatch.chdir(hand_in(tmp_path, class__a_py=rule("return 1.0"), class__b_py="x = 1\n"))
    (tmp_path / "class" / "丁.txt").write_text("def my_rule(self): ...")
    assert exit_code(["grade", "class", "--days", "2"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "b.py"
    assert told[1] == "    b.py: there is no function in it: a rule begins with def my_rule(self):"
    assert Path(told[-1]) == Path("results/grade-class/grades.html")
    # and who handed in what cannot be read is named, there and on the page
    assert Path(told[-2]) == Path("results/grade-class/grades.csv")
    assert told[-3] == "not read, since only .py and .yaml hold rules: 丁.txt"
    assert "丁.txt" in (tmp_path / "results" / "grade-class" / "grades.html").read_text("utf-8")
    rows = pd.read_csv("results/grade-class/grades.csv", encoding="utf-8-sig")
    assert list(rows["file"]) == ["a.py", "b.py"]


def test_the_table_of_a_chinese_teacher_is_chinese(tmp_path):
    moved = {"volunteer_hours": [1.0, 2.0]}, {"volunteer_hours": [2.0, 3.0]}
    work = hand_in(tmp_path, class__a_py=rule("return 1.0"), class__b_py="x = 1\n")
    good, wrong = handed_in(work / "class", WILLING)
    found = [Grade(good, tuple(what_moved(*moved))), Grade(wrong, error=wrong.error)]
    said = table(found, "zh")
    # then headings, errors and metrics are Chinese, and the numbers are those of the other table
    assert [head for head in said if any("a" <= letter <= "z" for letter in head)] == []
    assert said["错误"][1] == "b.py：里面没有函数：规则以 def my_rule(self): 开头"
    assert said["变化最明显的指标 1"][0].startswith("志愿服务时长（")
    assert said["用规则后 1"][0] == table(found)["mine_1"][0] == 2.5
    assert table(found)["error"][1] == wrong.error


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "there is no file of rules in it, neither .py nor a scenario with rules"),
        (["--rule", "Resident.wiling_share"], "did you mean 'Resident.willing_share'?"),
    ],
)
def test_what_cannot_be_graded_is_told(words, sentence, tmp_path, capsys):
    assert exit_code(["grade", str(tmp_path), *words]) == 2
    assert sentence in capsys.readouterr().err
