"""What a reader takes along from every table, picture and list: a copy, a file, a citation."""

from __future__ import annotations

import re

import pytest

from tests.report.browser.chromium import IN_A_BROWSER, see_all

pytestmark = IN_A_BROWSER
OPEN_ALL = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
CLIPBOARD = """async () => {
  const [item] = await navigator.clipboard.read(), read = async (type) => (await item.getType(type)).text();
  return Object.fromEntries(await Promise.all(item.types.map(async (type) => [type, await read(type)])));
}"""
CITED = r"grid-governance.*(study|研究) invented.*(seeds|种子) 7–16"


def taken(page, section, act):
    """The file that a button of a section saves."""
    with page.expect_download() as waiting:
        page.locator(f"{section} .tools [data-act={act}]").first.click()
    return waiting.value.path().read_bytes()


def copied(page, section, act):
    """What a button of a section puts on the clipboard, by type."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(f"{section} .tools [data-act={act}]").first.click()
    page.locator(f"{section} .told").wait_for()
    return page.evaluate(CLIPBOARD)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_table_picture_and_list_can_be_taken_along(opened, lang):
    page = opened("lang=" + lang)
    page.evaluate(OPEN_ALL)
    # given every section of the page that says something, and every table, then each has its buttons
    bare = """[...document.querySelectorAll('main section')].filter(
        (each) => each.querySelector('h3, li, dd, table') && !each.querySelector('.tools')).length"""
    assert page.evaluate(bare) == 0 and page.locator("[data-act=cite]").count() > 15
    tables = page.locator("main table").count()
    assert page.locator("[data-act=png]").count() == tables + page.locator("[data-picture]").count()
    # and a table is a picture that carries its words and where it comes from
    svg = taken(page, "#r0-all", "svg").decode()
    words = re.sub("<[^>]+>", "", svg)
    assert page.locator("#r0-all h3").inner_text()[:20] in words and re.search(CITED, words)
    label = page.locator(f"#r0-all tbody th b .{lang}").first.inner_text()
    assert label[:8] in words and "<foreignObject" not in svg
    assert taken(page, "#r0-all", "png").startswith(b"\x89PNG") and page.complaints == []


def test_a_copy_for_word_is_a_table_in_the_language_of_the_page_with_its_citation(opened):
    page = opened("lang=zh")
    page.evaluate(OPEN_ALL)
    got = copied(page, "#r0-all", "copy")
    assert "<table" in got["text/html"] and "每个网格增加一名网格员" in got["text/html"]
    assert "One more worker" not in got["text/html"] and re.search(CITED, got["text/plain"])
    heads = got["text/plain"].splitlines()[1].split("\t")
    assert heads[1:] == ["每个网格增加一名网格员", "@甲 <b>乙</b>"]
    assert "<b>乙</b>" not in got["text/html"]  # a name is text
    # a picture is copied as a picture, and its table as a table
    see_all(page)
    assert set(copied(page, "#r0-forest", "copy_picture")) == {"image/png"}
    page.locator("#r0-forest .told").wait_for(state="detached")
    assert "<table" in copied(page, "#r0-forest", "copy")["text/html"]


def test_a_copy_of_answers_says_each_once_under_the_name_of_their_section(opened):
    page = opened("lang=zh")
    got = copied(page, "section:has(> .asked)", "copy")["text/plain"].splitlines()
    assert got[0].endswith("、街道常问的问题") and len(got) == len(set(got))
    # then neither what is folded below an answer nor a link stands in it
    folded = [line for line in got if line.startswith("只是不加班")]
    assert len(folded) == 1 and not [line for line in got if "更多" in line or line.endswith("什么会变差")]


def test_without_the_new_clipboard_a_copy_goes_the_old_way(opened):
    page = opened("lang=en")
    page.evaluate("delete window.ClipboardItem")
    page.evaluate(OPEN_ALL)
    got = copied(page, "#r0-all", "cite")
    assert re.search(CITED, got["text/plain"]) and "<p>" in got["text/html"]
