"""An error in a cell of a lesson is told in one sentence: its line, and what to write instead."""

from __future__ import annotations

import linecache
import re
import runpy
import sys

import pandas as pd
import pytest

from lessons.cell_errors import CELL, is_told, why_cell_failed
from lessons.editor.notebook import language_of
from simulation.text import spoken
from tests.worlds import live, small
from tools.lessons import LESSONS

FILE = f"/a/folder/{CELL}Hbol_.py"
ENGLISH = re.compile(r"[a-z]{2,} [a-z]{2,}")


@pytest.fixture(scope="module")
def names() -> dict[str, object]:
    """What the cells above have made, as in lesson 3."""
    comparison = pd.DataFrame({"seed": [1], "usual": [2.0], "mine": [3.0], "difference": [1.0]})
    return {"comparison": comparison, "mine": live(small(days=2, warmup=0), 1), "pd": pd, "check_4": print}


def error_of(cell: str, names: dict[str, object]) -> Exception:
    """What a cell raises, whose lines are kept where the notebook keeps them."""
    linecache.cache[FILE] = (len(cell), None, cell.splitlines(keepends=True), FILE)
    try:
        exec(compile(cell, FILE, "exec"), dict(names))
    except Exception as error:
        return error
    raise AssertionError(f"{cell} raises nothing")


WRONG = [
    (
        "answer = mine.residents.willing.mean - mine.residents.willing.mean()",
        "mean 后面少了括号：写成 .mean()",
        "write .mean()",
    ),
    ("answer = comparison.mine.mean() > comparison.usual.max", "max 后面少了括号", "write .max()"),
    (
        "answer = comparison.diference.mean()",
        "comparison 没有“diference”；是不是想写“difference”",
        "'difference'?",
    ),
    (
        'answer = comparison["相差"]',
        "comparison 里没有“相差”；有 seed, usual, mine, difference",
        "there are seed",
    ),
    ('answer = comparison["usul"]', "里没有“usul”；是不是想写“usual”？", "did you mean 'usual'?"),
    (
        "answer = mine.residents.wiling.mean()",
        "没有“wiling”；是不是想写“willing”？",
        "did you mean 'willing'?",
    ),
    (
        "answer = comparison.diff.mean()",
        "comparison 里没有“diff”这一列；是不是想写“difference”？",
        "comparison has no column 'diff'; did you mean 'difference'?",
    ),
    ("answer = mine.residents.willing.maen()", "没有“maen”；是不是想写“mean”？", "did you mean 'mean'?"),
    ("check_4(answer_4)", "上面少了一行 answer_4 = ……", "the line answer_4 = … is missing above"),
    ("answer_4 = b", '字母要加英文引号：写成 "b"', 'in quotes: "b"'),
    ("answer = comparison.差值.mean()", "没有“差值”；代码里写 difference", "write 'difference'"),
    ("answer = comparison[usul]", '[ ] 里的名称要加英文引号：写成 ["usul"]', 'in quotes: ["usul"]'),
    ("answer = comparisn.mine.mean()", "没有定义名称“comparisn”；是不是想写“comparison”？", "'comparison'?"),
    ("answer = len(3)", "把一个数当成了好几个数", "one number is used as if"),
]


@pytest.mark.parametrize(("cell", "zh", "en"), WRONG)
def test_a_wrong_answer_is_told_with_its_line_and_what_to_write(cell, zh, en, names):
    error = error_of(f"# an answer\n{cell}", names)
    assert why_cell_failed(error, "zh").startswith(f"第 2 行（{cell}）：") and zh in why_cell_failed(
        error, "zh"
    )
    assert why_cell_failed(error, "en").startswith(f"Line 2 ({cell}): ") and en in why_cell_failed(
        error, "en"
    )


@pytest.mark.parametrize("cell", [cell for cell, *_ in WRONG[:-1]])
def test_what_is_told_in_full_has_no_english_and_no_rule(cell, names):
    said = why_cell_failed(error_of(cell, names), "zh").partition(")：")[2]
    assert not ENGLISH.search(said) and "规则" not in said


def test_no_error_shows_a_way_through_the_program_but_a_request_to_stop_is_none(names):
    assert is_told(error_of("comparison.merge(1)", names))
    assert is_told(SystemExit())
    assert not is_told(KeyboardInterrupt())


def test_an_answer_by_a_misspelt_name_is_told_which(names):
    error = error_of("answe_4 = 'b'\ncheck_4(answer_4)", names)
    assert "上面写的是“answe_4”，应为 answer_4" in why_cell_failed(error, "zh")
    assert "'answe_4' above shall be called answer_4" in why_cell_failed(error, "en")


def test_an_error_in_a_function_of_another_cell_is_told_to_be_there(names):
    # given a cell of the lesson that a student has changed, and one that calls its function
    other = FILE.replace("Hbol", "Pvdt")
    text = "def simulate(street):\n    return street.stp()\n"
    linecache.cache[other] = (len(text), None, text.splitlines(keepends=True), other)
    exec(compile(text, other, "exec"), names)
    error = error_of("simulate(mine)", names)
    assert why_cell_failed(error, "zh").startswith(
        "另一个单元格的第 2 行（return street.stp()）：street 没有"
    )
    assert why_cell_failed(error, "en").startswith("Line 2 of another cell (return street.stp()): ")


def test_a_cell_that_ends_the_program_is_told_that_it_need_not():
    assert why_cell_failed(SystemExit(), "zh") == "exit() 会结束整个程序；函数用 return 结束"


@pytest.mark.parametrize(("folder", "word"), [("zh", "行末缺少英文冒号"), ("en", "a colon : is missing")])
def test_a_cell_that_is_no_python_is_told_in_the_language_of_the_file_before_any_cell_has_run(
    folder, word, monkeypatch
):
    # given the process that reads a file's cells, when it begins
    monkeypatch.setattr(spoken, "_spoken_now", ["en"])
    pytest.importorskip("marimo", reason="lessons need the extra 'lessons'")
    from marimo._runtime import runtime
    from marimo._runtime.runner import cell_runner, hooks_post_execution

    for module, name in (
        (runtime, "compile_cell"),
        (hooks_post_execution, "format_exception_message"),
        (cell_runner, "should_show_traceback"),
    ):
        monkeypatch.setattr(module, name, getattr(module, name))  # put back at the end
    page = f"lessons/{folder}/3_write_a_rule.py"
    monkeypatch.setattr(sys, "argv", ["notebook.py", "-y", "edit", page])
    runpy.run_path(str(LESSONS / "editor" / "notebook.py"), run_name="__mp_main__")
    # then what it says of a cell is ours
    with pytest.raises(SyntaxError, match=word):
        runtime.compile_cell("def my_rule(self)\n    return 1", cell_id="Hbol")
    with pytest.raises(SyntaxError, match=r"answer_2 = \.\.\.|answer_2 = ……"):
        runtime.compile_cell("return 0.3\n\ncheck_2(answer_2)", cell_id="Hbol")
    with pytest.raises(SyntaxError) as beside_a_rule:
        runtime.compile_cell("def rule(self):\n    pass\nreturn 0.3\n\ncheck_2(answer_2)", cell_id="Hbol")
    assert "answer_2 =" not in str(beside_a_rule.value.msg)
    assert not cell_runner.should_show_traceback(NameError("name 'x' is not defined"))
    # and how far a study is will be said in it, too
    assert spoken.language() == folder


def test_the_language_is_that_of_the_folder_of_the_lesson():
    assert [language_of(["edit", f"lessons/{each}/1.py"]) for each in ("zh", "en", "other")] == [
        "zh",
        "en",
        "en",
    ]
