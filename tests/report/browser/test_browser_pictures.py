"""Pictures in a real browser: the one that the how-to shows, and one that cannot be drawn."""

from __future__ import annotations

from simulation.report import build
from tests.report.browser.chromium import IN_A_BROWSER, see_all
from tests.report.shown_example import add_picture
from tests.report.synthetic_results import write_folder

pytestmark = IN_A_BROWSER

DRAWN = """sections => Object.fromEntries(sections.map(
    section => [section.dataset.picture, section.querySelector(".plot").dataset.drawn]))"""


def test_the_picture_of_the_how_to_is_drawn_as_it_stands(tmp_path, monkeypatch, opened):
    # given the two files of the page, added to the program
    add_picture(tmp_path, monkeypatch)
    page = opened(address=build([write_folder(tmp_path / "results", 3)], tmp_path / "report.html").as_uri())
    see_all(page)
    # then it has one bar per scenario, and nothing is complained of
    assert page.locator("#r0-helpers .bars .point").count() == 3
    assert page.complaints == []


def test_a_picture_that_cannot_be_drawn_says_so_and_its_neighbours_are_drawn(opened):
    # given a page, one of whose pictures is broken
    page = opened(folded=True)
    figures = "Object.values(PAGE.parts[0].pictures.flows.figures)[0].layout"
    page.evaluate(f"{figures}.annotations = 5")
    see_all(page)
    # then it says so in a sentence, which follows the language; all others are drawn
    drawn = page.locator("[data-picture]").evaluate_all(DRAWN)
    assert [name for name, done in drawn.items() if done != "yes"] == ["flows"] and len(drawn) > 8
    plot = page.locator("#r0-flows .plot")
    assert plot.inner_text().startswith("This picture cannot be drawn; its numbers are in the table.")
    page.locator("[data-lang-to=zh]").first.click()
    assert plot.inner_text().startswith("这幅图画不出来")
    # and once it is whole, a change of choices draws it
    page.evaluate(f"{figures}.annotations = []")
    page.locator("[data-lang-to=en]").first.click()
    assert page.locator("#r0-flows .plot[data-drawn=yes] svg").count() > 0 and plot.locator("p").count() == 0
