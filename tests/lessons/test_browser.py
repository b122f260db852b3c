"""Lesson 3 as a student opens it: what is typed is kept, and a faulty rule is told at its cell."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.lessons.opened import ROOT, in_a_copy, opened, opened_with_its_program, served, typed, until
from tests.report.browser.chromium import ARGUMENTS, CHROMIUM, IN_A_BROWSER
from tools.lessons import renew

pytest.importorskip("lessons.editor.notebook", reason="lessons need the extra 'lessons'")
pytestmark = [
    *IN_A_BROWSER,
    pytest.mark.skipif(ROOT.is_relative_to("/tmp"), reason="in /tmp marimo does not save by itself"),
]


@pytest.fixture
def lesson() -> Iterator[Path]:
    """Lesson 3 in Chinese, in a copy of this folder beside it: what stands in /tmp is not saved by itself."""
    (ROOT / "build").mkdir(exist_ok=True)
    with TemporaryDirectory(dir=ROOT / "build") as folder:
        yield in_a_copy(Path(folder))


def test_what_a_student_types_is_kept_and_its_fault_is_told_at_its_cell(lesson: Path):
    with opened(lesson) as tab:
        # when a line of the rule is no Python
        typed(tab, r"if self\.age < 18:", "if self.age < 18")
        # then its sentence is whole, in the language of the lesson
        tab.get_by_text("行末缺少英文冒号").wait_for(timeout=120_000)
        typed(tab, r"if self\.age < 18", "if self.age < 18:")
        tab.get_by_text("应为 0.8").wait_for(timeout=60_000)
        # when the last line is typed anew, with a misspelt state
        typed(tab, r"return 0\.6", "return self.truts")
        # then it is told there, in one sentence, and no cell below fails
        at = "你的规则，第 4 行（return self.truts）：没有 truts 这个状态，是不是 trust？"
        tab.get_by_text(at).wait_for(timeout=120_000)
        until(lambda: "return self.truts" in lesson.read_text("utf-8"))
        shown = tab.locator("body").inner_text()
        assert "Traceback" not in shown
        assert "Ancestor" not in shown
    # and whoever opens the lesson again finds it; what is no Python is told in Chinese from the start
    renew(lesson)
    assert "return self.truts" in lesson.read_text("utf-8")


def test_a_cell_that_was_saved_as_no_python_is_told_in_chinese_when_the_lesson_opens(lesson: Path):
    # given a lesson whose last answer was saved with a Chinese quote
    renew(lesson)
    text = lesson.read_text("utf-8")
    broken = """app._unparsable_cell(
    r\"\"\"
    answer_4 = “b”

    check_4(answer_4)
    \"\"\",
    name="_"
)
"""
    whole = "@app.cell\ndef _(check_4):\n    answer_4 = None\n\n    check_4(answer_4)\n    return\n"
    assert whole in text
    lesson.write_text(text.replace(whole, broken), "utf-8")
    # when it is opened
    with opened(lesson) as tab:
        # then what is told of it is ours, and there is no way through the program
        tab.get_by_text("请切换到英文输入法").first.wait_for(timeout=60_000)
        assert "invalid character" not in tab.locator("body").inner_text()


LEFT_IN_ENGLISH = """() => {
  const CODE = ".cm-editor, code, .codehilite, script, style";
  const found = [];
  const seen = (each) => each.getClientRects().length && each.checkVisibility({ visibilityProperty: true });
  const walk = (root) => {
    for (const node of root.childNodes) {
      const text = node.nodeType === Node.TEXT_NODE ? node.nodeValue.trim() : "";
      const english = /[A-Za-z]{2}/.test(text) && !/\\p{Script=Han}/u.test(text);
      if (english && seen(node.parentElement ?? root.host)) found.push(text);
      if (node.nodeType !== Node.ELEMENT_NODE || node.matches(CODE)) continue;
      if (node.shadowRoot) walk(node.shadowRoot);
      walk(node);
    }
  };
  walk(document.body);
  return found;
}"""
COLUMNS, NAMES = {"seed", "usual", "mine", "difference"}, {"Python", "Ctrl", "Shift", "zh-CN"}
EXPLAINED = {"Run", "Stop", "Save", "Take over", "Wrap in a function"}
"""Words that the lesson itself explains."""


def left_in_english(tab) -> set[str]:
    """Whole texts that a reader of Chinese sees in English, outside code."""
    return set(tab.evaluate(LEFT_IN_ENGLISH)) - COLUMNS - NAMES - EXPLAINED


def open_menu_of_a_column(tab) -> None:
    """Open it, once more where a table that is drawn anew has closed it."""
    from playwright.sync_api import TimeoutError as NotShown

    for _ in range(3):
        tab.get_by_test_id("data-table-column-menu-button").first.click()
        with suppress(NotShown):
            tab.get_by_text("升序", exact=True).wait_for(timeout=15_000)
            return
        tab.keyboard.press("Escape")
    raise AssertionError("no menu in Chinese")


def test_the_editor_of_a_chinese_lesson_speaks_chinese(lesson: Path):
    with opened(lesson) as tab:
        # given a lesson with its tables
        tab.get_by_text("5 行，4 列").wait_for(timeout=120_000)
        assert left_in_english(tab) == set()
        # when a name is written in two cells
        typed(tab, "answer_2 = None", "my_rule = 3")
        tab.get_by_text("“my_rule”也写在：").wait_for(timeout=60_000)
        assert left_in_english(tab) == set()
        assert not tab.get_by_role("button", name="Wrap in a function").is_visible()
        # when a name is misspelt
        typed(tab, "my_rule = 3", "answer_2 = mime")
        tab.get_by_text("名称错误（NameError）").wait_for(timeout=60_000)
        assert left_in_english(tab) == set()
        # when a cell is stopped, with the button that works once the page knows that the cell runs
        typed(tab, "answer_2 = mime", "import time; time.sleep(90)")
        stop, stopped = tab.get_by_test_id("interrupt-button"), tab.get_by_text("已停下，需要再运行一次")
        until(lambda: stopped.count() or stop.click())
        assert left_in_english(tab) == set()
        # when the menus of the lesson and of a column are opened
        tab.get_by_test_id("notebook-menu-dropdown").first.click()
        tab.get_by_role("menuitem", name="重新开始").wait_for()
        assert left_in_english(tab) == set()
        tab.keyboard.press("Escape")
        tab.get_by_role("menu").wait_for(state="detached")
        open_menu_of_a_column(tab)
        assert left_in_english(tab) == set()


def test_a_loop_outside_a_function_is_told_of_and_ends_by_itself(lesson: Path):
    with opened(lesson) as tab:
        tab.get_by_text("5 行，4 列").wait_for(timeout=120_000)
        typed(tab, "answer_2 = None", "while True: pass")
        tab.get_by_text("还在算；最多等 20 秒").wait_for(timeout=30_000)
        tab.get_by_text("算得太久").first.wait_for(timeout=60_000)
        assert tab.get_by_text("第 1 行（while True: pass）：运行了 20 秒还没结束").is_visible()
        # and the lesson goes on, of whose rule exercises 2 and 3 want a change first
        typed(tab, "while True: pass", "answer_2 = 7")
        tab.get_by_text("先做练习 1：现在起作用的规则还和开头一样").nth(1).wait_for(timeout=60_000)
        assert left_in_english(tab) == set()


def test_a_page_goes_on_when_its_lesson_was_ended_and_opened_again(lesson: Path):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        tab = browser.new_page(locale="zh-CN")
        # given a page whose lesson was ended in the terminal
        with served(lesson) as server:
            address = server.stdout.readline()
            tab.goto(address.partition("：")[2].strip())
            tab.get_by_text("应为 0.8").wait_for(timeout=240_000)
        tab.get_by_role("button", name="再试一次").wait_for(timeout=60_000)
        # then that is said, wherever the page is scrolled to
        said = tab.evaluate("getComputedStyle(document.body, '::after').content")
        assert "终端里的程序已停，现在改的不会存进文件" in said
        # when it is opened again, then its address is the same
        with served(lesson) as server:
            assert server.stdout.readline() == address
            # and the button of the old page goes on with it
            tab.get_by_role("button", name="再试一次").first.click()
            tab.get_by_text("应为 0.8").wait_for(timeout=60_000)
            tab.get_by_role("button", name="再试一次").wait_for(state="detached")
            assert tab.evaluate("getComputedStyle(document.body, '::after').content") == "none"
            # also where it is loaded again
            tab.reload()
            tab.get_by_text("应为 0.8").wait_for(timeout=60_000)
            # when a browser comes without its key, then that is said in Chinese
            stranger = browser.new_page(locale="zh-CN")
            stranger.goto(tab.url)
            stranger.get_by_text("请打开终端里显示的网址").wait_for(timeout=60_000)


SAID_IN_PIECES = """(pieces) => {
  const shown = document.body.appendChild(document.createElement("span"));
  pieces.forEach((piece) => shown.append(document.createTextNode(piece)));
  return new Promise((done) => setTimeout(() => done(shown.textContent), 100));
}"""


def test_what_the_mouse_finds_in_a_chinese_lesson_is_chinese_or_not_shown(lesson: Path):
    with opened(lesson) as tab:
        tab.get_by_text("5 行，4 列").wait_for(timeout=120_000)
        # given a name of Python's and one of the lesson under the mouse
        line = tab.locator(".cm-line", has_text="round(float(chance[today.age < 18]").first
        line.scroll_into_view_if_needed()
        line.get_by_text("round", exact=True).first.hover()
        tab.locator(".docs-documentation").first.wait_for(state="attached", timeout=30_000)
        # then no English page opens, and no "?" offers one
        assert not any(each.is_visible() for each in tab.locator(".cm-tooltip").all())
        assert not any(each.is_visible() for each in tab.locator("svg.lucide-circle-question-mark").all())
        # and what stands in titles is Chinese
        assert tab.locator("[title='Fold line'], [title='Unfold line']").count() == 0
        assert tab.locator("[title='收起']").count() > 10
        assert tab.locator("[aria-label='Copy to clipboard']").count() == 0
        # when the palette is opened from a cell, then it offers nothing that a lesson does without
        line.click()
        tab.keyboard.press("Control+k")
        tab.get_by_text("单元格 > 清除输出").wait_for()
        assert left_in_english(tab) == set()
        offered = [each.inner_text() for each in tab.get_by_role("option").all() if each.is_visible()]
        assert [each for each in offered if re.search("SQL|PNG", each)] == []
        # and a time is said in Chinese, of which the editor makes pieces
        for minutes, said in (
            ("less than a minute", "不到一分钟"),
            ("1 minute", "1 分钟"),
            ("2 minutes", "2 分钟"),
        ):
            assert tab.evaluate(SAID_IN_PIECES, ["(", minutes, " ago)"]) == f"({said} 前)"


PARAGRAPHS = """() => [...document.querySelectorAll(".markdown")].flatMap((each) => {
  const text = each.cloneNode(true);
  text.querySelectorAll("pre, code").forEach((code) => code.replaceWith("x"));
  return [...text.querySelectorAll(".paragraph, li")].map((paragraph) => paragraph.textContent.trim());
})"""
BLANK = re.compile(r"[，。：；！？、）》]\s+|[\u4e00-\u9fff]\n\s*(?=[\u4e00-\u9fff，。：；！？、（）《》])")


def test_chinese_lines_are_joined_without_a_blank(lesson: Path):
    with opened(lesson) as tab:
        tab.get_by_text("两边共同的运气，相减时大半消去了").first.wait_for(timeout=120_000)
        paragraphs = tab.evaluate(PARAGRAPHS)
        assert len(paragraphs) > 20
        assert [each for each in paragraphs if BLANK.search(each)] == []
        # and lines of code stay lines
        assert "rules:\n  Resident.willing_share" in "".join(tab.locator(".codehilite").all_text_contents())


def test_what_the_editor_puts_too_far_to_the_right_is_told_with_the_way_back(lesson: Path):
    with opened(lesson) as tab:
        # when the two lines are typed as the editor lays them
        line = tab.locator(".cm-line", has_text=re.compile(r"^\s*return 0\.0$")).first
        line.click()
        tab.keyboard.press("End")
        tab.keyboard.type("\nif self.age <= 25:\nreturn 0.8")
        tab.keyboard.press("Control+Enter")
        # then the check says which line is never reached, and what it says to do mends it
        tab.get_by_text("第 4 行永远执行不到").wait_for(timeout=60_000)
        tab.keyboard.press("Shift+ArrowUp")
        tab.keyboard.press("Shift+Tab")
        tab.keyboard.press("Control+Enter")
        tab.get_by_text("正确，试过的例子都对").wait_for(timeout=60_000)


def test_no_key_opens_english_or_makes_a_cell_of_python_another(lesson: Path):
    with opened(lesson) as tab:
        tab.get_by_text("5 行，4 列").wait_for(timeout=120_000)
        cell = tab.locator(".cm-content", has_text="def my_rule").first
        before = cell.inner_text()
        cell.click()
        for letter in "HLM":
            tab.keyboard.press(f"Control+Shift+{letter}")
            tab.wait_for_timeout(800)
        assert cell.inner_text() == before
        shown = tab.locator("body").inner_text()
        assert [each for each in ("Shortcuts", "Output variable", "Markdown") if each in shown] == []


def test_a_lesson_whose_program_has_gone_says_what_to_do_with_what_was_typed(lesson: Path):
    with opened_with_its_program(lesson) as (tab, program):
        program.send_signal(signal.SIGINT)
        program.wait(timeout=60)
        gone = "终端里的程序已停"
        tab.locator(f"[aria-label*={gone}], [title*={gone}]").first.wait_for(timeout=60_000)
        # when one types, and asks for it to be saved
        tab.locator(".cm-line").first.click()
        tab.keyboard.insert_text("# mine")
        tab.locator("#save-button").click(force=True)
        # then what to do stands there, in place of a command that would empty the file
        dialogue = tab.get_by_role("dialog")
        dialogue.get_by_text("改动没有保存").wait_for(timeout=30_000)
        told = dialogue.locator(".markdown").evaluate("each => getComputedStyle(each, '::before').content")
        assert "没有存进文件" in told
        assert not re.search("[A-Za-z]{2}", dialogue.inner_text())


def test_a_misspelt_import_offers_nothing_and_a_name_written_twice_shows_no_way_through(lesson: Path):
    with opened(lesson) as tab:
        tab.get_by_text("5 行，4 列").wait_for(timeout=120_000)
        typed(tab, "answer_2 = None", "import nothing")
        tab.get_by_text("没有名为“nothing”的模块").first.wait_for(timeout=60_000)
        tab.wait_for_timeout(2_000)  # an offer would come beside it
        assert tab.get_by_text("packages").count() == 0
        typed(tab, "import nothing", "answer_2 = 7")
        tab.get_by_text("先做练习 1").first.wait_for(timeout=60_000)
        # when a name of the lesson is made anew, then a cell that needs it waits, without a traceback
        typed(tab, "answer_3 = None", "mine = 1")
        tab.get_by_text("这里要用").first.wait_for(timeout=60_000)
        assert tab.get_by_text("同一个名称在两个单元格里都写了").first.is_visible()
        shown = tab.locator("body").inner_text()
        assert "Traceback" not in shown and "expected to be" not in shown


def test_an_answer_that_is_run_while_another_cell_is_at_work_is_run_when_its_turn_comes(lesson: Path):
    with opened(lesson) as tab:
        tab.get_by_text("5 行，4 列").wait_for(timeout=120_000)
        typed(tab, r"return 0\.6", "return 0.7")
        # when the cell of the next exercise waits for the streets, whose keys the editor does not heed
        waits = tab.locator("[data-status=queued]", has_text="answer_2 = None")
        waits.first.wait_for(state="attached", timeout=60_000)
        before = "each => getComputedStyle(each, '::before').content"
        assert "在等别的单元格" in waits.locator(".output-area").first.evaluate(before)
        answer = "mine.residents.willing.mean() - usual.residents.willing.mean()"
        typed(tab, "answer_2 = None", f"answer_2 = {answer}")
        # then its check is of what was typed
        tab.get_by_text("正确：0.0").first.wait_for(timeout=60_000)


def test_no_cell_shows_a_way_through_the_program(lesson: Path):
    with opened(lesson) as tab:
        tab.get_by_text("5 行，4 列").wait_for(timeout=120_000)
        for wrong, told in (
            ("raise Exception('no')", "这一行自己用 raise 报错：no"),
            ("exit()", "exit() 会结束整个程序"),
            ("comparison.merge(1)", "Python 的原话"),
        ):
            typed(tab, r"answer_3 = .*", f"answer_3 = 1; {wrong}")
            tab.get_by_text(told).first.wait_for(timeout=60_000)
            assert "Traceback" not in tab.locator("body").inner_text()
