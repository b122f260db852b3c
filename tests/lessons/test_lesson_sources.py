"""A source says all in two languages; a lesson says it in one, and keeps what a student typed."""

import ast
import json
import os
import re
import subprocess
import sys
import tokenize
from pathlib import Path

import pytest

from lessons.buttons import buttons
from lessons.editor.words import WORDS
from tools import lessons
from tools.lessons import LANGUAGES, in_language, main, renew, says

ROOT = lessons.LESSONS.parent
SOURCES = sorted((ROOT / "lessons" / "source").glob("*.py"))
each_source = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
CHINESE = re.compile("[\u3000-\u9fff\uff00-\uffef]")
SOURCE = """\
import sys
from tools.lessons import say

# Grüße
# en: a comment
# zh: 注释
shown = {say("trust", "信任"): 1, say("age", "年龄"): say(
    f"{sys.argv} years",
    f"{sys.argv} 岁",
)}
mo.md(say('''
# Title

say("this")
''', '''
# 标题
'''))
"""


def test_a_lesson_holds_the_texts_of_its_language_and_nothing_of_the_other():
    assert in_language(SOURCE, "en") == (
        "import sys\n\n# Grüße\n# a comment\n"
        'shown = {"trust": 1, "age": f"{sys.argv} years"}\n'
        "mo.md('''\n# Title\n\nsay(\"this\")\n''')\n"
    )
    assert in_language(SOURCE, "zh") == (
        "import sys\n\n# Grüße\n# 注释\n"
        'shown = {"信任": 1, "年龄": f"{sys.argv} 岁"}\n'
        "mo.md('''\n# 标题\n''')\n"
    )


def texts(source: Path) -> list[list[ast.expr]]:
    return [call.args for call in says(source.read_text("utf-8"))]


def words(text: str) -> str:
    """What a text says, without what holds both languages: blocks of code, and titles of scenarios."""
    return re.sub(r"```[^`]*```|title: {.*", "", text)


def said(text: ast.expr, number: str = "") -> str:
    """Its words; number: what stands for a value."""
    parts = text.values if isinstance(text, ast.JoinedStr) else [text]
    return words("".join(str(part.value) if isinstance(part, ast.Constant) else number for part in parts))


@each_source
def test_every_text_of_a_source_is_there_in_both_languages(source: Path):
    for pair in texts(source):
        assert [type(text) in (ast.Constant, ast.JoinedStr) for text in pair] == [True, True], pair[0].lineno
        english, chinese = map(said, pair)
        assert english, pair[0].lineno
        assert not CHINESE.search(english), pair[0].lineno
        assert CHINESE.search(chinese) or not re.search("[a-z]{3}", english), pair[1].lineno


def shown(text: ast.expr, language: str) -> set[str]:
    """What a text shows, without words: those in quotes, and units of metrics, which it may say itself."""
    found = [ast.unparse(node.value) for node in ast.walk(text) if isinstance(node, ast.FormattedValue)]
    bare = {re.sub(r"'[^']*'", "''", each).removesuffix(f"_{language}") for each in found}
    return {each for each in bare if not each.endswith(".unit")}


@each_source
def test_no_blank_follows_a_full_width_sign(source: Path):
    chinese = [said(pair[1], "0") for pair in texts(source)] + [buttons("zh")]
    assert [found for text in chinese for found in re.findall(r".*[，。：；！？、）》]\** +\S.*", text)] == []


@each_source
def test_both_texts_show_the_same_numbers(source: Path):
    for english, chinese in texts(source):
        assert shown(english, "en") == shown(chinese, "zh"), english.lineno


@each_source
def test_nothing_that_is_read_stands_in_one_language_only(source: Path):
    text = source.read_text("utf-8")
    assert re.findall(r'mo\.md\(f?"""', text) == []
    assert CHINESE.findall(words(in_language(text, "en"))) == []
    comments = [re.findall(rf"# {language}: ", text) for language in LANGUAGES]
    assert len(comments[0]) == len(comments[1])


@each_source
def test_a_lesson_says_at_its_top_how_to_stop_a_cell_and_what_the_buttons_mean(source: Path):
    top = source.read_text("utf-8").split("\n@app.cell")[2]
    assert 'mo.md(buttons(say("en", "zh")))' in top
    for language, word, over in (("en", "Stop it", "Take over"), ("zh", "停下", "在这里继续")):
        assert word in buttons(language) and over in buttons(language)
        assert "Ctrl+I" not in buttons(language)  # inside a cell the editor takes that key for itself
    hidden = json.loads(WORDS.read_text("utf-8"))["without"]
    # what would hide an answer from its check: warned of, or not offered where the editor speaks Chinese
    assert "Wrap in a function" in buttons("en") and "Fix: Wrap in a function" in hidden
    assert not CHINESE.search(buttons("en"))


@each_source
def test_the_cells_that_are_said_to_be_the_students_are_those_of_the_answers_and_not_pale(source: Path):
    first, *cells = source.read_text("utf-8").split("\n@app.cell")[1:]
    if "浅色" in first:
        assert "Those with `answer_` are yours" in first or "The cells with `answer_` are yours" in first
        assert "有 `answer_` 的单元格归你写" in first
    asked = [cell for cell in cells if re.search(r"^    answer_\d = ", cell, re.MULTILINE)]
    yours = [cell for cell in asked if "solution_" not in cell]
    assert yours and not any(cell.startswith("(hide_code=True)") for cell in yours)


def test_the_words_of_the_editor_that_are_explained_or_put_into_chinese_are_those_that_it_shows():
    editor = pytest.importorskip("marimo", reason="its words are looked for in its pages")
    assets = Path(editor.__file__).parent / "_static" / "assets"
    pages = [page.read_text("utf-8") for page in assets.glob("*Error*.js")]
    shown = "This cell redefines variables from other cells"
    assert shown in buttons("en")
    assert f'"{shown}."' in WORDS.read_text("utf-8")
    assert any(shown in page for page in pages)


@pytest.mark.parametrize("language", LANGUAGES)
@each_source
def test_what_a_student_sees_is_formatted_as_all_code_is(source: Path, language: str):
    pytest.importorskip("ruff", reason="the form is that of ruff, of the extra 'dev'")
    page = in_language(source.read_text("utf-8"), language)
    for asked in (["format", "--check"], ["check", "--select", "E501,F,W"]):
        ruff = [sys.executable, "-m", "ruff", *asked, "--no-cache", "--stdin-filename", "lesson.py", "-"]
        done = subprocess.run(ruff, input=page, cwd=ROOT, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("source", SOURCES[1:2], ids=lambda source: source.stem)
def test_a_source_is_itself_a_notebook_that_runs(source: Path):
    done = subprocess.run(
        [sys.executable, str(source)],
        env={**os.environ, "LANG": "zh_CN.UTF-8"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


@each_source
def test_comments_of_a_chinese_lesson_are_chinese(source: Path):
    lines = iter(in_language(source.read_text("utf-8"), "zh").splitlines(keepends=True))
    comments = [
        each.string for each in tokenize.generate_tokens(lines.__next__) if each.type == tokenize.COMMENT
    ]
    assert comments and [each for each in comments if not re.search("[\u4e00-\u9fff]", each)] == []


@pytest.fixture
def school(tmp_path: Path, monkeypatch) -> Path:
    """A folder of lessons with one source, on an English machine."""
    monkeypatch.setattr(lessons, "LESSONS", tmp_path / "lessons")
    monkeypatch.setenv("LANG", "C.UTF-8")
    (tmp_path / "lessons" / "source").mkdir(parents=True)
    (tmp_path / "lessons" / "source" / "1_a.py").write_text('say("day", "天")\n', encoding="utf-8")
    return tmp_path / "lessons"


def test_a_lesson_is_written_where_it_is_missing_and_again_when_it_was_deleted(school: Path):
    page = school / "zh" / "1_a.py"
    for _ in range(2):
        assert renew(page) is None
        assert page.read_text("utf-8") == '"天"\n'
        page.unlink()


def test_a_lesson_that_nobody_edited_follows_its_source(school: Path):
    page = school / "en" / "1_a.py"
    renew(page)
    (school / "source" / "1_a.py").write_text('say("night", "夜")\n', encoding="utf-8")
    assert renew(page) is None
    assert page.read_text("utf-8") == '"night"\n'


@pytest.mark.parametrize("known", [True, False], ids=["as written here", "from elsewhere"])
def test_what_a_student_typed_is_kept(known: bool, school: Path):
    # given a lesson with an answer in it
    page = school / "en" / "1_a.py"
    if known:
        renew(page)
    page.parent.mkdir(exist_ok=True)
    page.write_text('"my answer"\n', encoding="utf-8")
    # when it is opened again, with a newer source, too
    first = renew(page)
    (school / "source" / "1_a.py").write_text('say("night", "夜")\n', encoding="utf-8")
    then = renew(page)
    # then it is as it was left, and the student is told how to have the newer one
    assert page.read_text("utf-8") == '"my answer"\n'
    assert first is None or not known
    assert then == f"1_a.py keeps what you changed. There is a newer one: to have it, delete yours, {page}."


def test_a_lesson_that_is_not_there_is_told_in_one_sentence(school: Path):
    with pytest.raises(SystemExit) as told:
        main([str(school / "en" / "9_z.py")])
    assert "there is no lesson" in str(told.value)
    assert str(told.value).endswith("there are en/1_a.py, zh/1_a.py")
