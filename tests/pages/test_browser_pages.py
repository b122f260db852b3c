"""The small pages beside the report, which fits and analyses write from one template, in a real browser."""

from __future__ import annotations

from io import BytesIO

import pytest

from simulation.pages import Section, drawn, page
from simulation.text.bilingual import Pair
from tests.report.browser.chromium import ARGUMENTS, CHROMIUM, IN_A_BROWSER

pytestmark = IN_A_BROWSER


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A page with all that the template knows: facts, a picture, a table with a name that looks like HTML."""
    picture = drawn([{"type": "bar", "x": [1, 2], "y": [3, 4]}], Pair("天", "days"), Pair("元", "yuan"))
    heads = [Pair("项", "item"), "<b>"]
    sections = [
        Section(Pair("图", "A picture"), Pair("每天多少元。", "Yuan a day."), picture),
        Section(Pair("表", "A table"), Pair("逐项。", "One by one."), None, heads, [["<i>", "1"]]),
    ]
    title, verdict = Pair("校准", "A fit"), Pair("拟合良好。", "It fits well.")
    file = tmp_path_factory.mktemp("page") / "fit.html"
    file.write_text(page(title, verdict, [Pair("事实。", "A fact.")], sections, good=True), "utf-8")
    return file.as_uri()


@pytest.fixture(scope="module")
def wide(tmp_path_factory):
    """A page whose table is wider than a phone."""
    heads = [Pair("指标", "metric"), *(Pair(f"第 {n} 对的差", f"difference, pair {n}") for n in range(5))]
    cell = Pair("1.81 小时/(人·年)", "1.81 hours per resident and year")
    rows = [[Pair("志愿服务时长", "hours of help"), *[cell] * 5]] * 3
    table = Section(Pair("表", "A table"), Pair("逐项。", "One by one."), None, heads, rows)
    file = tmp_path_factory.mktemp("wide") / "quick.html"
    file.write_text(page(Pair("表", "A table"), Pair("宽。", "Wide."), [], [table], good=True), "utf-8")
    return file.as_uri()


@pytest.fixture(scope="module")
def view(address):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        view = chromium.new_page()
        view.faults = []
        view.on("pageerror", lambda fault: view.faults.append(str(fault)))
        view.on("console", lambda said: view.faults.append(said.text) if said.type == "error" else None)
        view.goto(address)
        view.locator("figure .main-svg").first.wait_for()
        yield view
        chromium.close()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [1280, 400])
def test_nobody_is_shut_out_as_far_as_axe_can_tell(view, lang, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    view.set_viewport_size({"width": width, "height": 900})
    if view.evaluate("document.documentElement.dataset.lang") != lang:
        view.locator("#other").click()
    # when axe-core looks through the page in one language, then it finds nothing
    found = axe.run(view).response["violations"]
    assert [(each["id"], [node["target"] for node in each["nodes"][:3]]) for each in found] == []
    assert view.locator("h1").inner_text() == {"en": "A fit", "zh": "校准"}[lang]
    assert view.evaluate("document.documentElement.lang") == lang and view.faults == []


def test_its_picture_speaks_the_language_of_the_page(view, address):
    titles = {"zh": ["天", "元"], "en": ["days", "yuan"]}
    for lang in ("zh", "en", "zh"):
        # when the address asks for a language, and then when the button does
        view.goto(f"{address}#{lang}")
        for asked in (lang, "en" if lang == "zh" else "zh"):
            view.locator("figure .xtitle", has_text=titles[asked][0]).wait_for()
            assert view.locator("figure .xtitle, figure .ytitle").all_text_contents() == titles[asked]
            assert view.evaluate("document.documentElement.lang") == asked
            assert view.title() == {"zh": "校准", "en": "A fit"}[asked]
            view.locator("#other").click()
    assert view.faults == []


def test_its_picture_comes_from_what_it_carries_and_no_other_script_may_run(view):
    assert view.locator("figure .main-svg").count() and view.locator("b, i").count() == 0
    view.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "window.foreign = 1";
      document.body.append(script);
    }""")
    assert view.evaluate("window.foreign") is None
    assert any("Content Security Policy" in fault for fault in view.faults)
    view.faults.clear()


UNIT_LINES = """() => [...document.querySelectorAll("td .zh")].flatMap((each) => {
  const texts = document.createTreeWalker(each, NodeFilter.SHOW_TEXT), lines = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const from = text.data.indexOf("小时"), range = document.createRange();
    if (from < 0) continue;
    range.setStart(text, from);
    range.setEnd(text, text.length);
    lines.push(new Set([...range.getClientRects()].map((box) => box.top)).size);
  }
  return lines;
})"""


def test_on_a_phone_a_table_says_that_it_goes_on_and_breaks_no_unit(view, wide):
    image = pytest.importorskip("PIL.Image")
    view.set_viewport_size({"width": 400, "height": 900})
    view.goto(f"{wide}#zh")
    table = view.locator(".table")

    def edges() -> list[int]:
        """How light the left and the right edge are at their darkest, below the last word."""
        seen = image.open(BytesIO(table.screenshot())).convert("L")
        return [min(seen.getpixel((x, y)) for y in (3, seen.height - 4)) for x in (1, seen.width - 2)]

    # given a table wider than its place, whose units stand in one line each
    assert table.evaluate("(each) => each.scrollWidth > each.clientWidth + 20")
    lines = view.evaluate(UNIT_LINES)
    assert len(lines) == 15 and set(lines) == {1}
    # then the edge behind which it goes on is dark, first the right one, at its end the left one
    left, right = edges()
    assert left > 240 > 220 > right
    table.evaluate("(each) => { each.scrollLeft = each.scrollWidth; }")
    left, right = edges()
    assert left < 220 < 240 < right
    # and on a desk neither is
    view.set_viewport_size({"width": 1280, "height": 900})
    assert min(edges()) > 240
    assert view.faults == []
