"""The page in a real browser: choices, files, a phone, paper, and not one request that leaves it."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pandas as pd
import pytest
from copied_places import folder_of
from synthetic_days import write_daily, write_flows, write_participation, write_unheard
from synthetic_results import GRIDS, WEEKS, write_days, write_folder

from simulation.metrics.problems import problems
from simulation.report import build
from simulation.report.summary.problems_by_remedy import PRICE

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="no playwright: install grid-governance[browser]"
)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ROOT = Path(__file__).parents[1]
TITLES = {
    "today": ("Today", "现状"),
    "more-workers": ("One more worker in each grid", "每个网格增加一名网格员"),
    "=1+1": ('=HYPERLINK("x") <img src=x onerror=alert(1)>', "@甲 <b>乙</b>"),
}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
]


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    home = tmp_path_factory.mktemp("page")
    folder = write_folder(home / "results", 3, 10, titles=TITLES, served={"more-workers": [2]})
    write_daily(folder, list(TITLES), 10)
    minutes = pd.read_csv(folder / "daily.csv").drop(columns=["trust", "minutes_overtime"])
    write_days(folder, list(TITLES), 10, 90)
    whose = ["scenario", "replication", "date"]
    both = pd.read_csv(folder / "daily.csv").merge(minutes, on=whose, how="left")
    filled = both.fillna(dict.fromkeys(minutes.columns.drop(whose), 0))
    filled.to_csv(folder / "daily.csv", index=False)
    write_flows(folder, list(TITLES), 10)
    write_participation(folder, list(TITLES), 10)
    write_unheard(folder, list(TITLES), 10)
    return build([folder], home / "report.html").as_uri()


@pytest.fixture(scope="module")
def copies_address(tmp_path_factory):
    home = tmp_path_factory.mktemp("copies")
    folders = [
        folder_of(home / "home", "lijia", {"lijia-innovative-at-lijia": 400}, noise=4),
        folder_of(home / "away", "yichang", {"lijia-innovative-at-yichang": 100}, noise=2),
    ]
    return build(folders, home / "report.html").as_uri()


@pytest.fixture(scope="module")
def sheet_address(tmp_path_factory):
    """A study of eight scenarios whose titles are as long as those of the default study."""
    home = tmp_path_factory.mktemp("sheet")
    names = ["today", *(f"remedy-{k}" for k in range(1, 7)), "whole", "placebo"]
    titles = {
        name: (f"{name}: residents' groups and shared resources", f"举措{name}：培育社会组织、共享资源")
        for name in names
    }
    served = {f"remedy-{k}": [k] for k in range(1, 7)} | {"whole": [1, 2, 3, 4, 5, 6], "placebo": [0]}
    folder = write_folder(home / "results", 9, 10, titles=titles, served=served)
    rows = {name for each in problems() for name in (*each.outcomes, each.input)} | {*PRICE}
    for name in ("runs.csv", "comparison.csv"):
        table = pd.read_csv(folder / name)
        like = table[table["metric"] == "on_time_true"]
        more = [like.assign(metric=each) for each in sorted(rows - {*table["metric"]})]
        pd.concat([table, *more]).to_csv(folder / name, index=False)
    write_unheard(folder, names, 10)
    return build([folder], home / "report.html").as_uri()


@pytest.fixture
def opened(browser, address):
    """Opens the page and remembers what it asked for and what it complained of."""
    pages = []

    def go(choices: str = "lang=en", width: int = 1280, address: str = address):
        page = browser.new_page(viewport={"width": width, "height": 900}, accept_downloads=True)
        page.asked, page.complaints = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda fault: page.complaints.append(str(fault)))
        page.on("dialog", lambda dialog: (page.complaints.append("dialog"), dialog.dismiss()))
        pages.append(page)
        page.goto(f"{address}#{choices}")
        page.wait_for_selector("html[data-ready]")
        return page

    yield go
    for page in pages:
        page.close()


def path_of(address: str) -> Path:
    """The file that an address names."""
    return Path(url2pathname(urlsplit(address).path))


def see_all(page) -> None:
    """Scroll until every picture has been drawn."""
    for section in page.locator("[data-picture]").all():
        section.locator(".plot").scroll_into_view_if_needed()
        section.locator(".plot[data-drawn]").wait_for()


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
        assert page.locator(f"#r0-{picture} h3").inner_text().startswith("Today")


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
        ("en", "The answer starts with “One more worker in each grid”, which is not shown.",
         "None of those that are shown visibly improves unsolved need-days."),
        ("zh", "结论首推的“每个网格增加一名网格员”现在没有显示。",
         "显示的方案中，没有一项对未解需求日的改善看得出来。"),
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
    assert {"en": "Of those that are shown, start with “=HYPERLINK", "zh": "只看显示的方案，先做“@甲"}[
        lang
    ] in rest
    assert starts in nothing and nothing.endswith(none)
    # and what leaves out another scenario does not speak of it
    assert starts not in opened(f"lang={lang}&s=more-workers").locator("[data-left-out]").inner_text()


def test_risks_are_those_of_the_scenarios_that_are_shown(opened):
    page = opened("lang=en")
    risks = page.locator(".risk li:visible")
    before = risks.count()
    assert 0 < before <= 9
    toggle(page, "more-workers").click()
    assert not page.locator(".risk li[data-s=more-workers]:visible").count()
    # where there are many, it shows the first nine of them
    page.evaluate("const [one] = $$('.risk li'); for (let i = 0; i < 20; i++) one.after(one.cloneNode(true))")
    toggle(page, "more-workers").click()
    assert risks.count() == 9


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


def test_a_table_opens_under_its_picture_and_says_so(opened):
    page = opened("lang=en")
    button = page.locator("#r0-forest [data-act=table]")
    assert button.get_attribute("aria-expanded") == "false"
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    assert page.locator("#r0-forest .scroll tbody tr").count() == 2
    assert all(text.strip() for text in page.locator("#r0-forest .scroll td").all_inner_texts())


def test_a_download_is_a_csv_that_no_spreadsheet_takes_for_a_formula(opened, tmp_path):
    page = opened("lang=en")
    with page.expect_download() as waiting:
        page.locator("#r0-forest [data-act=csv]").click()
    waiting.value.save_as(tmp_path / "forest.csv")
    raw = (tmp_path / "forest.csv").read_bytes()
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert raw.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in raw
    assert [row["scenario"] for row in rows] == ["more-workers", "'=1+1"]
    assert rows[1]["scenario_label"].startswith("'=HYPERLINK")
    assert float(rows[0]["difference"]) < 0


def test_the_large_table_downloads_every_metric(opened, tmp_path):
    page = opened("lang=zh")
    with page.expect_download() as waiting:
        page.locator("#r0-all [data-act=csv]").click()
    waiting.value.save_as(tmp_path / "all.csv")
    rows = list(csv.DictReader((tmp_path / "all.csv").open(encoding="utf-8-sig")))
    assert len({row["metric"] for row in rows}) == page.locator("#r0-all tbody tr:not(.role)").count()


@pytest.mark.parametrize(
    "picture", ["forest", "rates", "grids", "street", "closing", "flows", "worker_day", "money"]
)
def test_a_saved_picture_carries_its_title_and_origin(opened, tmp_path, picture):
    page = opened("lang=en")
    with page.expect_download() as waiting:
        page.locator(f"#r0-{picture} [data-act=svg]").click()
    waiting.value.save_as(tmp_path / "picture.svg")
    saved = " ".join(re.sub("<[^>]+>", " ", (tmp_path / "picture.svg").read_text("utf-8")).split())
    title = html.unescape(saved)
    assert page.locator(f"#r0-{picture} h3").inner_text()[:40] in title
    assert "study invented · seeds 7–16" in title
    assert picture != "worker_day" or "■ Visits, patrols" in title  # its key comes along


def street_of(page, week: int) -> None:
    """Put the slider of the street at a week, as a reader does."""
    page.locator("#r0-street [data-week]").fill(str(week))
    page.locator("#r0-street .plot[data-drawn]").wait_for()


PAINTED = """plot => plot.data.filter(t => (t.meta || {}).kind === "class")
    .map(t => [t.meta.panel, t.meta.level, t.x.filter(x => x === null).length])"""


def test_the_slider_of_the_street_changes_week_plan_table_and_address(opened):
    page = opened("lang=en")
    page.locator("#r0-street [data-act=table]").click()
    before = page.locator("#r0-street output").inner_text()
    street_of(page, 6)
    after = page.locator("#r0-street output").inner_text()
    assert before == "1–7 January 2025" != after
    rows = page.locator("#r0-street .scroll tbody tr")
    assert rows.count() == GRIDS and rows.first.inner_text().startswith(after)
    assert after in page.locator("#r0-street .plot").inner_text()
    assert "week=6" in page.url


def test_every_grid_is_painted_once_in_each_plan_in_the_class_of_its_count(opened, tmp_path):
    page = opened("lang=en&focus=today&week=1")
    see_all(page)
    painted = page.locator("#r0-street .plot").evaluate(PAINTED)
    with page.expect_download() as waiting:
        page.locator("#r0-street [data-act=csv]").click()
    waiting.value.save_as(tmp_path / "street.csv")
    rows = list(csv.DictReader((tmp_path / "street.csv").open(encoding="utf-8-sig")))
    assert len(rows) == WEEKS * GRIDS
    page_steps = page.evaluate("PAGE.parts[0].pictures.street.figures.today.map.breaks")
    for panel, column in enumerate(("arose", "recorded")):
        levels = [sum(step <= int(row[column]) for step in page_steps) for row in rows[:GRIDS]]
        assert [[panel, k, levels.count(k)] for k in range(len(page_steps) + 1)] == [
            each for each in painted if each[0] == panel
        ]


def test_the_street_plays_to_its_last_week_and_stops_when_asked(opened):
    page = opened("lang=en&week=6")
    see_all(page)
    button = page.locator("#r0-street [data-act=play]")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    page.locator("#r0-street [data-act=play][aria-pressed=false]").wait_for()
    assert page.locator("#r0-street [data-week]").input_value() == str(WEEKS) and f"week={WEEKS}" in page.url
    button.click()
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert page.locator("#r0-street [data-week]").input_value() == "1"


def test_nothing_plays_for_who_asks_for_less_motion(browser, address):
    page = browser.new_page(reduced_motion="reduce")
    page.goto(address)
    assert not page.locator("#r0-street [data-act=play]").is_visible()
    assert page.locator("#r0-street [data-week]").is_visible()
    page.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_phone_needs_no_sideways_scroll(opened, language):
    page = opened(f"lang={language}", width=390)
    see_all(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    heights = page.evaluate("[...document.querySelectorAll('button, select')].map(e => e.offsetHeight)")
    assert not [height for height in heights if 0 < height < 40]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [1280, 400])
def test_copies_are_drawn_in_both_languages_on_a_desk_and_on_a_phone(opened, copies_address, lang, width):
    page = opened(f"lang={lang}", width, copies_address)
    see_all(page)
    said = {"zh": "1 例小于本地", "en": "1 less; 0 cannot be told"}[lang]
    assert said in page.locator("#r0-copying h3").inner_text()
    assert page.locator("#r0-copying .plot .main-svg").count() and page.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.locator("#r0-copying [data-act=table]").click()
    assert page.locator("#r0-copying .scroll tbody tr").count() == 2


def test_on_a_phone_the_table_of_problems_shows_the_focus_or_else_its_first_remedy(opened):
    # given a focus that is a remedy, and one that is none
    for focus in ("more-workers", "=1+1"):
        page = opened(f"lang=en&focus={focus}", width=390)
        heads = page.locator(".six thead th:visible")
        # then one column stands beside the names, wide enough to read
        assert heads.count() == 2 and "One more worker" in heads.nth(1).inner_text()
        assert heads.nth(1).bounding_box()["width"] > 150


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_place_of_the_page_has_a_name_of_its_own(opened, lang):
    names = opened("lang=" + lang).evaluate("[...document.querySelectorAll('[id]')].map((each) => each.id)")
    assert len(names) == len(set(names)) > 20


@pytest.mark.parametrize("picture", ["forest", "rates", "worker_day"])
def test_on_a_phone_long_names_leave_a_picture_its_width(opened, picture):
    page = opened("lang=en", width=400)
    see_all(page)
    plot = page.locator(f"#r0-{picture} .plot")
    assert plot.evaluate("plot => plot._fullLayout._size.w") > 320
    assert "One more worker in each grid" in plot.inner_text()


def test_on_paper_every_picture_is_drawn_and_no_button_is_left(opened):
    page = opened("lang=en")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".plot .main-svg").count() >= page.locator(".plot").count()
    assert not page.locator("button:visible, select:visible").count()
    assert page.complaints == []


A4_WIDTH, A4_HEIGHT = 210 - 2 * 13, 297 - 2 * 11  # mm, less the margins


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_answer_and_the_six_problems_fit_the_first_sheet(opened, sheet_address, lang):
    # given a study of six remedies, the whole and a placebo, as a sheet of A4 has it
    pixels = 96 / 25.4
    page = opened(f"lang={lang}", round(A4_WIDTH * pixels), address=sheet_address)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    # then the table of the six problems ends on it, after the answer; whatever follows begins another
    place = page.locator("#r0-six").bounding_box()
    assert page.locator("#answer").bounding_box()["y"] < place["y"]
    assert place["y"] + place["height"] <= A4_HEIGHT * pixels
    breaks = "(id) => getComputedStyle(document.getElementById(id))"
    assert page.evaluate(f"({breaks})('r0-six').breakAfter") == "page"
    # and the table of all metrics begins a sheet of its own, and has its heads on each
    assert page.evaluate(f"({breaks})('r0-all').breakBefore") == "page"
    heads = page.evaluate("getComputedStyle(document.querySelector('#r0-all thead')).display")
    assert heads == "table-header-group"
    assert (
        page.locator("#r0-all .r:visible").count() > 20 and page.locator("#r0-six .on-paper:visible").count()
    )


def test_without_script_the_words_and_the_large_table_can_be_read(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator(".sent li").first.is_visible()
    assert page.locator(".m td").first.is_visible()
    assert "图需要启用脚本" in page.locator("body").inner_text()
    context.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [1280, 400])
def test_nobody_is_shut_out_as_far_as_axe_can_tell(opened, lang, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    # given the whole page with every table open
    page = opened(f"lang={lang}", width)
    see_all(page)
    for button in page.locator("[data-act=table]").all():
        button.click()
    # when axe-core looks through all of it, then it finds nothing
    found = axe.run(page).response["violations"]
    assert [(each["id"], [node["target"] for node in each["nodes"][:3]]) for each in found] == []


def test_with_the_network_cut_the_page_does_all_it_does(browser, address):
    # given a browser whose network is cut, and that notes whatever would leave the page
    context = browser.new_context(offline=True, accept_downloads=True)
    left, complaints = [], []
    context.route(
        re.compile("^(https?|wss?|ftp):"), lambda route: (left.append(route.request.url), route.abort())
    )
    page = context.new_page()
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(f"{address}#lang=en")
    page.wait_for_selector("html[data-ready]")
    # when every picture is drawn, chosen, opened and saved
    see_all(page)
    page.get_by_role("button", name="中文").click()
    page.locator("#r0-forest [data-act=table]").click()
    with page.expect_download() as waiting:
        page.locator("#r0-forest [data-act=png]").click()
    # then there is a file, nothing failed, and nothing wanted out
    assert waiting.value.path().stat().st_size > 10_000
    assert (left, complaints) == ([], [])
    context.close()


def test_the_policy_of_the_page_lets_nothing_in_but_its_own_two_scripts(address):
    page = path_of(address).read_text("utf-8")
    policy = re.search('Content-Security-Policy" content="([^"]*)"', page).group(1)
    own = "script-src( 'sha256-[A-Za-z0-9+/=]{44}'){2} "
    assert re.fullmatch(f"default-src 'none'; style-src 'unsafe-inline'; {own}; img-src data: blob:", policy)


@pytest.mark.parametrize("format", ["png", "svg"])
def test_every_picture_of_a_page_is_a_file_in_both_languages(address, tmp_path, format):
    # when all pictures of a page are asked for, in a process of its own as a reader does
    folder, pictures = path_of(address).parent / "results", tmp_path / "pictures"
    words = ["report", folder, "-o", tmp_path / "page.html", f"--{format}", pictures]
    done = subprocess.run(
        [sys.executable, ROOT / "run.py", *words], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.strip()) == (0, f"20 pictures in {pictures}")
    saved = sorted(pictures.iterdir())
    # then each is there in Chinese and in English, named after its section
    shown = ["forest", "rates", "grids", "street", "worker_day", "money", "closing", "days", "participation"]
    shown += ["flows"]
    wanted = {f"{picture}-{lang}.{format}" for picture in shown for lang in ("zh", "en")}
    assert {path.name for path in saved} == wanted
    # and it is a picture, with words of its language
    if format == "png":
        assert all(path.read_bytes().startswith(b"\x89PNG") for path in saved)
    else:
        texts = {path.stem: path.read_text("utf-8") for path in saved}
        chinese = {name: re.search("[一-鿿]{2}", text) is not None for name, text in texts.items()}
        assert chinese == {name: name.endswith("zh") for name in texts}
        # and a file stands alone: it names its lines and areas, with their colours, and takes its note along
        curves, street = texts["closing-en"], texts["street-en"]
        assert "╍" in curves and "One more worker in each grid" in curves and "Dashed: baseline" in curves
        assert "fill: rgb(31, 78, 110)" in street and "no coordinates" in street


HARM = "<img src=x onerror=alert(1)></script><script>alert(2)</script>{{ 7 * 7 }}"
FORMULAS = ('=HYPERLINK("http://x")', "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1")


def harmful_folder(path):
    """A results folder that means harm wherever the author of a scenario, or a run, may say something."""
    titles = {f"s{n}": (formula, formula + HARM) for n, formula in enumerate(FORMULAS)}
    folder = write_folder(path, len(titles), 10, titles=titles, failures=1)
    study = json.loads((folder / "study.json").read_text("utf-8"))
    study["title"] = {"en": HARM, "zh": HARM}
    claim = {"metric": "on_time_reported", "value": 0.9, "unit": "share", "source": HARM}
    study["scenarios"][1] |= {
        "claims": [claim | {"about": {"en": HARM, "zh": HARM}}],
        "beyond_range": [HARM],
        "rules": [{"replaces": HARM, "file": HARM, "with": HARM, "sha256": HARM}],
    }
    (folder / "study.json").write_text(json.dumps(study), "utf-8")
    events = pd.read_csv(folder / "events.csv")
    row = dict.fromkeys(events.columns, HARM) | {"scenario": "s1", "replication": 0, "date": "2025-01-01"}
    pd.concat([events, pd.DataFrame([row])]).to_csv(folder / "events.csv", index=False)
    return folder


def test_whatever_a_scenario_says_is_text_on_the_page_and_in_its_files(opened, tmp_path):
    # given the page of a folder that means harm, in which every table is open
    made = build([harmful_folder(tmp_path / "bad")], tmp_path / "page.html")
    page = opened("lang=en", address=made.as_uri())
    see_all(page)
    for button in page.locator("[data-act=table]").all():
        button.click()
    # then nothing of it ran, and a reader sees it as it was written
    assert page.complaints == []
    assert page.locator("img").count() == 0 and page.locator("script").count() == 3
    assert page.locator("h1").inner_text() == HARM
    assert page.locator("body").inner_text().count(HARM) >= 7
    # and no cell of any of its files is a formula
    texts = []
    for button in page.locator("[data-act=csv]").all():
        with page.expect_download() as waiting:
            button.click()
        text = waiting.value.path().read_bytes().decode("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
        texts.append(text)
        assert [c for c in cells if c[:1] in "=+-@\t\r" and c and not is_number(c)] == []
    assert sum("'+1+1" in text for text in texts) >= 5  # the others name no scenario


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
