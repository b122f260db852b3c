"""How the page comes up: words before the library of pictures, which it carries compressed."""

from __future__ import annotations

from tests.report.browser.chromium import IN_A_BROWSER, path_of, see_all

pytestmark = IN_A_BROWSER
NOTE = """new MutationObserver(() => {
  if (document.documentElement?.dataset.ready) window.atReady ??= typeof window.Plotly;
}).observe(document, { attributes: true, subtree: true });"""
TALL = "plots => plots.map((plot) => plot.clientHeight)"


def test_the_page_is_light_and_its_words_wait_for_no_library(browser, address):
    assert path_of(address).stat().st_size < 4_500_000
    page = browser.new_page()
    page.add_init_script(NOTE)
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    # when the words can be read and chosen, then the library has not even begun; pictures come all the same
    assert page.evaluate("window.atReady") == "undefined"
    see_all(page)
    assert page.evaluate("typeof window.Plotly") == "object"
    page.close()


def test_a_browser_that_cannot_unpack_says_so_and_shows_words_in_both_languages(browser, address):
    page, faults = browser.new_page(), []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.add_init_script("delete window.DecompressionStream")
    page.goto(address)
    page.wait_for_selector("html[data-old]")
    said = page.locator("main").inner_text()
    assert "This browser is too old" in said and "此浏览器版本过旧" in said
    assert "One more worker in each grid" in said and "每个网格增加一名网格员" in said
    assert not page.locator(".tools:visible, .plot:visible").count() and faults == []
    page.close()


def test_a_picture_has_its_height_before_it_is_drawn(opened):
    # otherwise a button moves away from under a pointer while a picture above it is drawn
    page = opened()
    page.evaluate("scrollTo(0, 0)")
    undrawn = page.locator(".plot:not([data-drawn])").count()
    before = page.locator(".plot").evaluate_all(TALL)
    see_all(page)
    assert undrawn > 5 and min(before) > 100
    assert page.locator(".plot").evaluate_all(TALL) == before
