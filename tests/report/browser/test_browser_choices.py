"""The page in a real browser: what a reader chooses is drawn at once and stands in the address."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from simulation.report import build
from tests.report.browser.chromium import IN_A_BROWSER, see_all
from tests.report.synthetic_results import write_folder

pytestmark = IN_A_BROWSER


def test_the_whole_page_is_drawn_without_a_complaint_or_a_request(opened, address):
    page = opened()
    see_all(page)
    assert page.complaints == []
    assert [url for url in page.asked if not url.startswith((address, "data:", "blob:"))] == []


def test_the_switch_changes_every_text_and_the_address(opened):
    # given the page in English
    page = opened("lang=en")
    see_all(page)
    assert page.locator("h1").inner_text().startswith("Invented numbers")
    # when the reader asks for Chinese
    page.get_by_role("button", name="中文").click()
    # then page, picture, chooser and address are Chinese
    assert page.locator("h1").inner_text().startswith("虚构数据")
    assert "每个网格增加一名网格员" in page.locator("#r0-forest .plot").inner_text()
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert "lang=zh" in page.url
    assert not page.locator("span.en:visible").count()


def test_the_address_chooses_and_an_unknown_choice_is_ignored(opened):
    page = opened("lang=zh&metric=on_time_true&focus=nobody")
    assert page.locator("select[data-choose=metric]").input_value() == "on_time_true"
    assert page.locator("#r0-rates select, .focusbar select").first.input_value() == "more-workers"
    assert page.complaints == []


def test_the_metric_chooser_changes_title_picture_and_address(opened):
    page = opened("lang=en")
    see_all(page)
    before = page.locator("#r0-forest h3").inner_text()
    page.locator("select[data-choose=metric]").select_option("resident_facing_share")
    assert page.locator("#r0-forest h3").inner_text() != before
    assert "percentage points" in page.locator("#r0-forest .plot").inner_text()
    assert "metric=resident_facing_share" in page.url


def test_the_focus_changes_the_titles_of_its_pictures(opened):
    page = opened("lang=en&focus=more-workers")
    page.locator(".focusbar select").select_option("today")
    for picture in ("rates", "closing", "money"):
        assert page.locator(f"#r0-{picture} h3").inner_text().startswith(("Today", "“Today”"))


def test_how_people_take_part_is_chosen_and_stays_in_the_address(opened):
    page = opened("lang=en&kind=vote&metric=on_time_true")
    see_all(page)
    chooser = page.locator("#r0-participation select")
    assert chooser.input_value() == "vote"
    assert page.locator("#r0-participation h3").inner_text().startswith("Vote in the council: nobody today")
    # when the reader asks for another
    chooser.select_option("sign_on")
    # then the picture changes, and the choice among metrics does not
    assert page.locator("#r0-participation h3").inner_text().startswith("On the roster")
    assert "kind=sign_on" in page.url and "metric=on_time_true" in page.url


def toggle(page, scenario: str):
    """The button in the bar that shows or hides a scenario."""
    page.evaluate("document.querySelector('.bar details').open = true")
    return page.locator(f'.bar [data-show=scenario][data-id="{scenario}"]')


def rows_of(page, picture: str) -> list[str]:
    """Names of the rows that a picture shows."""
    return page.evaluate(f"document.querySelector('#r0-{picture} .plot').layout.yaxis.ticktext")


def test_a_scenario_that_is_left_out_is_gone_from_every_picture_and_table_at_once(opened):
    # given the whole page, looking at the scenario that will go
    page = opened("lang=en&focus=more-workers&s=more-workers,%253D1%252B1")
    see_all(page)
    page.locator("#r0-forest [data-act=table]").click()
    before = {picture: rows_of(page, picture) for picture in ("forest", "rates", "worker_day")}
    heights = {picture: page.locator(f"#r0-{picture} .plot").bounding_box()["height"] for picture in before}
    # when a reader without a mouse leaves it out
    toggle(page, "more-workers").focus()
    page.keyboard.press("Space")
    # then the button says so, and rows, columns, lines and table rows of it are gone
    assert toggle(page, "more-workers").get_attribute("aria-pressed") == "false"
    for picture, names in before.items():
        assert rows_of(page, picture) == [name for name in names if "One more worker" not in name]
        assert page.locator(f"#r0-{picture} .plot").bounding_box()["height"] < heights[picture]
    drawn = (
        "[...document.querySelectorAll('.plot')].flatMap((p) => p.data.map((t) => (t.meta || {}).scenario))"
    )
    assert "more-workers" not in page.evaluate(drawn)
    assert not page.locator("[data-s=more-workers]:visible").count()
    assert page.locator("#r0-forest .scroll tbody tr").count() == 1
    # and another is looked at, the page says what it does not show, and on paper too
    assert page.locator(".focusbar select").input_value() == "=1+1"
    assert "focus=%3D1%2B1" in page.url and "s=%253D1%252B1" in page.url
    page.emulate_media(media="print")
    assert page.locator("[data-left-out]").inner_text().startswith("Not shown: One more worker")
    page.emulate_media(media="screen")
    # and it comes back whole
    toggle(page, "more-workers").click()
    assert {picture: rows_of(page, picture) for picture in before} == before
    assert (
        "s=" not in re.sub("focus=|days=", "", page.url) and not page.locator("[data-left-out]").is_visible()
    )
    assert page.complaints == []


def test_on_a_phone_rows_that_close_up_keep_their_names(opened):
    page = opened("lang=en&s=%253D1%252B1", width=400)
    see_all(page)
    shown = page.locator("#r0-rates .plot").inner_text()
    assert "Today" in shown and '=HYPERLINK("x")' in shown and "One more worker" not in shown


def test_the_steps_of_the_efficient_set_pass_by_a_scenario_that_is_left_out(opened, tmp_path):
    # given a study whose efficient set has two scenarios
    folder = write_folder(tmp_path / "priced", 3, 10)
    names = ["more-workers", "volunteer-points"]
    prices = {"scenario": names, "effect": "need_days", "efficient": 1, "verdict": "cannot tell"}
    prices |= {"unit": "yuan/need-day", "pairs": 10}
    numbers = dict.fromkeys(("cost_difference", "effect_difference", "price", "low", "high"), 1.0)
    pd.DataFrame(prices | numbers).to_csv(folder / "prices.csv", index=False)
    address = build([folder], tmp_path / "page.html").as_uri()
    # when the reader leaves one out
    steps = {}
    for choice in ("", "&s=volunteer-points"):
        page = opened("lang=en" + choice, address=address)
        see_all(page)
        traces = page.evaluate("document.querySelector('#r0-effect .plot').data")
        assert ("One more worker" in page.locator("#r0-effect [data-key]").inner_text()) == (not choice)
        steps[choice] = [trace["x"] for trace in traces if "point_of" in trace.get("meta", {})]
    # then the steps no longer go to it
    (((cheap, dear),), ((kept,),)) = steps[""], steps["&s=volunteer-points"]
    assert kept == cheap < dear


@pytest.mark.parametrize(
    ("lang", "starts", "none"),
    [
        ("en", "The answer names “One more worker in each grid”, which is not shown.",
         "None of those that are shown conclusively improves unsolved need-days."),
        ("zh", "结论中作用最大的“每个网格增加一名网格员”现在没有显示。",
         "显示的方案中，没有一项使需求未解决天数改善。"),
    ],
)  # fmt: skip
def test_where_the_answer_names_what_is_not_shown_the_page_says_what_comes_first_of_the_rest(
    opened, lang, starts, none
):
    # given a page whose answer starts with more workers; its choice leaves them out, then all
    rest = opened(f"lang={lang}&s=%253D1%252B1").locator("[data-left-out]").inner_text()
    nothing = opened(f"lang={lang}&s=").locator("[data-left-out]").inner_text()
    # then it says so, and which of those that are shown comes first
    assert starts in rest and rest.endswith(".") == (lang == "en")
    assert {
        "en": "Of those that are shown, “=HYPERLINK",
        "zh": "只看显示的方案，“@甲",
    }[lang] in rest
    assert starts in nothing and nothing.endswith(none)
    # and what leaves out another scenario does not speak of it
    assert starts not in opened(f"lang={lang}&s=more-workers").locator("[data-left-out]").inner_text()


def test_harms_are_those_of_the_scenarios_that_are_shown(opened):
    page = opened("lang=en")
    assert page.locator(".harms [data-s=more-workers]:visible").count() == 1
    toggle(page, "more-workers").click()
    assert not page.locator(".harms [data-s=more-workers]:visible").count()
    assert page.locator(".harms [data-s]:visible").count() == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_word_says_its_meaning_to_who_points_at_it_or_tabs_to_it(opened, lang):
    page = opened(f"lang={lang}", 400)
    words = page.locator(".term:visible")
    assert words.count() >= 4 and not page.locator(".tip:visible").count()
    for word in words.all():
        word.focus()
        meaning = word.locator(".tip")
        assert len(meaning.inner_text()) > 30
        place = meaning.bounding_box()
        assert place["x"] >= 0 and place["x"] + place["width"] <= 400
    words.first.evaluate("(word) => document.activeElement.blur()")
    words.last.hover()
    assert page.locator(".tip:visible").count() == 1


@pytest.mark.parametrize("asked", ["s=nobody", "s=%25", "m=nothing,%25"])
def test_an_address_that_asks_for_what_is_not_there_shows_everything(opened, asked):
    page = opened("lang=en&" + asked)
    assert not page.locator("[data-show][aria-pressed=false]").count()
    assert page.complaints == []


def test_measures_of_the_large_table_are_chosen_and_stay_in_the_address(opened):
    # given a page that shows two of all metrics, as its address asks
    page = opened("lang=zh&m=cost,need_days")
    rows = page.locator("#r0-all tr[data-metric]:visible")
    assert rows.count() == 2
    # when the reader adds one
    page.locator("#r0-all .pick summary").click()
    page.locator('#r0-all [data-id="on_time_true"]').click()
    # then it is there, and the count and the address say so
    assert [row.get_attribute("data-metric") for row in rows.all()] == ["need_days", "on_time_true", "cost"]
    assert page.locator("#r0-all [data-count]").inner_text().startswith("3 / ")
    assert "m=need_days%2Con_time_true%2Ccost" in page.url
    # and a heading without a metric below it is gone
    assert page.locator("#r0-all tr.role:visible").count() == 2
    # and all of them come back at once
    page.locator("#r0-all [data-all=yes]").click()
    assert rows.count() == page.locator("#r0-all tr[data-metric]").count() > 10


def test_the_baseline_alone_can_be_shown(opened):
    page = opened("lang=en&s=")
    see_all(page)
    assert rows_of(page, "rates") == ["Today"]
    assert page.complaints == []


def test_the_period_moves_the_days_alone_and_stays_in_the_address(opened):
    page = opened()
    see_all(page)
    page.fill("[data-end=from]", "2025-02-01")
    ends = page.evaluate("[...document.querySelectorAll('.plot')].map((p) => String(p.layout.xaxis.range))")
    assert sum("2025-02-01" in each for each in ends) == 1
    assert "from=2025-02-01" in page.url
    assert page.locator("[data-end=to]").input_value() == "2025-03-31"


@pytest.mark.parametrize("wrong", ["from=2024-01-01", "from=soon", "from=2025-03-01&to=2025-02-01"])
def test_an_end_of_the_period_that_cannot_be_drawn_is_ignored(opened, wrong):
    page = opened("lang=en&" + wrong)
    see_all(page)
    drawn = page.evaluate("document.querySelector('[data-picture=days] .plot').layout.xaxis.range")
    assert drawn[0] < drawn[1]
    assert drawn[1] == "2025-03-31"
    assert page.complaints == []
