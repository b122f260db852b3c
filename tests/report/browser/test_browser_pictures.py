"""Pictures in a real browser: the one that the how-to shows, and one that cannot be drawn."""

from __future__ import annotations

import json
from itertools import product

import pytest

from simulation.report import build
from tests.report.browser.chromium import IN_A_BROWSER, see_all
from tests.report.shown_example import add_picture
from tests.report.synthetic_results import SCENARIOS, write_days, write_folder

pytestmark = IN_A_BROWSER

DRAWN = """sections => Object.fromEntries(sections.map(
    section => [section.dataset.picture, section.querySelector(".plot").dataset.drawn]))"""


def test_the_picture_of_the_how_to_is_drawn_as_it_stands(tmp_path, monkeypatch, opened):
    # given the two files of the page, added to the program
    add_picture(tmp_path, monkeypatch)
    page = opened(address=build([write_folder(tmp_path / "results", 3)], tmp_path / "report.html").as_uri())
    see_all(page)
    # then it has one bar per scenario, also when one is left out, and nothing is complained of
    assert page.locator("#r0-helpers .bars .point").count() == 3
    page.evaluate("document.querySelector('[data-show=scenario]:not([data-all])').click()")
    left = "document.querySelectorAll('#r0-helpers .bars .point').length === 2"
    page.wait_for_function(left, timeout=10_000)
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


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_on_a_phone_the_year_below_a_panel_stands_clear_of_the_next_title(opened, lang):
    page = opened(f"lang={lang}", width=400)
    see_all(page)
    plot = page.locator("#r0-participation .plot")
    ticks = [each.bounding_box() for each in plot.locator("[class*=tick] text").all()]
    years = [each for each in ticks if each["height"] > 20]  # two lines
    titles = [each.bounding_box() for each in plot.locator(".annotation-text").all()]
    assert len(years) >= 5 <= len(titles)
    for year, title in product(years, titles):
        assert year["y"] + year["height"] <= title["y"] or title["y"] + title["height"] <= year["y"]


POLICIES = [
    (
        "社会组织种子资金与场地、辖区资源共享共用和支持小区有机更新",
        "Seed money and rooms for groups, shared resources and renewal of old estates",
    ),
    ("社区基金", "Community fund"),
]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_on_a_phone_the_strip_of_a_policy_has_its_name_as_far_as_there_is_room(opened, tmp_path, lang):
    # given a scenario of two policies of a remedy, of which one has a long name
    folder = write_folder(tmp_path / "results", 2, 6)
    write_days(folder, list(SCENARIOS)[:2], 6, 90)
    told = json.loads((folder / "study.json").read_text("utf-8"))
    told["scenarios"][1]["policies"] = [
        {"name": f"p{at}", "title": {"zh": zh, "en": en}, "from": day, "full": day, "remedies": [4]}
        for at, (zh, en) in enumerate(POLICIES)
        for day in [f"2025-01-0{at + 1}"]
    ]
    (folder / "study.json").write_text(json.dumps(told), "utf-8")
    address = build([folder], tmp_path / "report.html").as_uri()
    page = opened(f"lang={lang}&focus={list(SCENARIOS)[1]}", width=400, address=address)
    see_all(page)
    # then both are named, neither beyond the edge of the picture
    names = page.locator("#r0-days .plot .textpoint text").filter(has_text="④")
    first, second = names.all_text_contents()
    long, short = ((zh if lang == "zh" else en) for zh, en in POLICIES)
    assert first.endswith("…") and len(first) > 20 and ("④ " + long).startswith(first[:-1])
    assert second == "④ " + short
    for place in (each.bounding_box() for each in names.all()):
        assert place["x"] + place["width"] <= 400 - 16
