"""Who reads the page: on a phone, on paper, without a script, without a network, by keyboard."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from simulation.metrics.problems import problems
from simulation.report import build
from simulation.report.summary.problems_by_remedy import PRICE
from tests.experiment.copied_places import folder_of
from tests.report.browser.chromium import IN_A_BROWSER, path_of, see_all
from tests.report.synthetic_days import write_unheard
from tests.report.synthetic_results import write_folder

pytestmark = IN_A_BROWSER


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
    said = {"zh": "1 例小于本地", "en": "1 less; 0 inconclusive"}[lang]
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
    page.wait_for_selector("html[data-library]")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".plot .main-svg").count() >= page.locator(".plot").count()
    assert not page.locator("button:visible, select:visible").count()
    assert page.complaints == []


A4_WIDTH, A4_HEIGHT = 210 - 2 * 13, 297 - 2 * 11  # mm, less the margins


SMALL = """() => [...document.querySelectorAll("main *")].filter((each) => {
    const own = [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !each.offsetParent || each.closest(".plot")) return false;
    const points = 0.75 * getComputedStyle(document.body).zoom * parseFloat(getComputedStyle(each).fontSize);
    return points < (each.closest("table") ? 8 : 9);
}).map((each) => each.outerHTML.slice(0, 200))"""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_paper_has_no_text_below_nine_points_and_no_table_below_eight(opened, sheet_address, lang):
    page = opened(f"lang={lang}", address=sheet_address)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_paper_has_the_first_part_and_those_that_are_open(opened, lang):
    page = opened(f"lang={lang}", folded=True)
    page.locator("#check > summary").click()
    page.evaluate("document.querySelector('#r0-decide').open = false")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    seen = [page.locator(f"{part} .kick").first.is_visible() for part in ("#r0-decide", "#check")]
    assert seen == [True, True] and not page.locator("#r0-understand").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not page.evaluate("document.querySelector('#r0-decide').open")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_address_with_a_language_alone_is_in_it(browser, address, lang):
    other = {"zh": "en-US", "en": "zh-CN"}[lang]
    for asked in (f"#{lang}", f"?lang={lang}"):
        page = browser.new_page(locale=other)
        page.goto(address + asked)
        page.wait_for_selector("html[data-ready]")
        assert page.evaluate("document.documentElement.dataset.lang") == lang
        page.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_on_a_phone_the_list_of_scenarios_takes_the_width_and_closes_on_scroll(opened, sheet_address, lang):
    page = opened(f"lang={lang}", width=390, address=sheet_address, folded=True)
    scenarios = page.locator(".bar .names")
    scenarios.locator("summary").click()
    buttons = scenarios.locator("button")
    assert buttons.first.bounding_box()["width"] > 300
    assert buttons.first.inner_text().startswith("①")
    buttons.first.click()
    page.wait_for_timeout(200)  # two frames, until what the press moved has settled
    assert scenarios.get_attribute("open") is not None
    page.evaluate("scrollBy(0, 400)")
    page.wait_for_selector(".bar .names:not([open])", state="attached")


CUT = """() => {
    const reach = 4.5, it = document.activeElement.getBoundingClientRect();
    for (let each = document.activeElement.parentElement; each; each = each.parentElement) {
        const place = each.getBoundingClientRect();
        const clips = getComputedStyle(each).overflowX !== "visible" && each !== document.documentElement;
        if (clips && (it.left - reach < place.left || it.right + reach > place.right)) return each.outerHTML;
    }
    return "";
}"""


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("place", [".bar .names", "#r0-all .pick"])
def test_by_keyboard_a_list_shows_the_whole_frame_of_the_focus_and_escape_closes_it(
    opened, sheet_address, width, place
):
    page = opened("lang=zh", width, sheet_address)
    summary = page.locator(f"{place} > summary")
    # when the reader opens the list, and goes through it
    summary.focus()
    page.keyboard.press("Enter")
    buttons = page.locator(f"{place} button")
    for _ in range(min(buttons.count(), 8)):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") == "BUTTON" and page.evaluate(CUT) == ""
    # then Escape closes it, and its button has the focus again
    page.keyboard.press("Escape")
    assert page.locator(place).get_attribute("open") is None
    assert summary.evaluate("(each) => each === document.activeElement")
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_on_a_phone_a_jump_leaves_the_heading_below_the_bar(opened, sheet_address, lang):
    page = opened(f"lang={lang}", width=390, address=sheet_address, folded=True)
    page.locator(".contents [data-goto=check]").click()
    page.wait_for_function(
        "() => document.querySelector('#check').getBoundingClientRect().top"
        " >= document.querySelector('.bar').getBoundingClientRect().bottom - 1"
    )


@pytest.mark.parametrize("width", [1280, 400])
def test_by_keyboard_a_link_to_a_section_takes_the_focus_there(opened, sheet_address, width):
    page = opened("lang=zh", width, sheet_address, folded=True)
    links = page.locator(".inside a:visible, .asked a.see:visible")
    assert links.count() > 5
    for link in (links.nth(2), links.last):
        # when the reader follows it by Enter, and goes on by Tab
        place = page.locator("#" + link.get_attribute("data-goto"))
        link.focus()
        page.keyboard.press("Enter")
        assert place.evaluate("(each) => each.contains(document.activeElement)")
        page.keyboard.press("Tab")
        # then the next stop lies behind, not at the top
        behind = "(each) => each.compareDocumentPosition(document.activeElement) & 4"
        assert place.evaluate(behind)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_has_to_be_decided_fits_two_sheets(opened, sheet_address, lang):
    # given a study of six remedies, the whole and a placebo, as a sheet of A4 has it
    pixels = 96 / 25.4
    page = opened(f"lang={lang}", round(A4_WIDTH * pixels), address=sheet_address)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    # then the answer and the questions end on the second
    place = page.locator("#answer").bounding_box()
    assert place["y"] + place["height"] <= 2 * A4_HEIGHT * pixels
    breaks = "(selector) => getComputedStyle(document.querySelector(selector))"
    # and each part begins a sheet of its own, the last with the table of all metrics, whose heads are on each
    for part in ("#r0-understand", "#check"):
        assert page.evaluate(f"({breaks})('{part}').breakBefore") == "page"
    assert page.evaluate("document.querySelector('#check section').id") == "r0-all"
    heads = page.evaluate("getComputedStyle(document.querySelector('#r0-all thead')).display")
    assert heads == "table-header-group"
    assert (
        page.locator("#r0-all .r:visible").count() > 20 and page.locator("#r0-six .on-paper:visible").count()
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_advice_stands_on_the_first_sheet_and_the_decision_on_five_at_most(opened, sheet_address, lang):
    # given a study of six remedies, the whole and a placebo, printed with only its first part open
    page = opened(f"lang={lang}", address=sheet_address, folded=True)
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True))
    assert 2 <= len(sheets) <= 5
    # then what each budget buys, or the answer, ends on the first
    page.set_viewport_size({"width": round(A4_WIDTH * 96 / 25.4), "height": 900})
    page.emulate_media(media="print")
    advice = page.locator("#answer > section").first.bounding_box()
    assert advice["y"] + advice["height"] <= A4_HEIGHT * 96 / 25.4


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_paper_leaves_out_a_street_that_nobody_filled_in(opened, sheet_address, lang):
    page = opened(f"lang={lang}", address=sheet_address, folded=True)
    mine = page.locator("#r0-mine")
    page.emulate_media(media="print")
    assert mine.count() and not mine.is_visible()
    page.emulate_media(media="screen")
    page.locator("#r0-mine [data-box=budget]").fill("60000")
    page.emulate_media(media="print")
    assert mine.is_visible()


def test_without_script_the_words_and_the_large_table_can_be_read(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator("#answer").is_visible()
    page.locator("#check > summary").click()
    assert page.locator("#check .m td").first.is_visible()
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


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_on_a_phone_the_bar_is_one_line_and_its_list_shows_every_scenario(opened, sheet_address, lang):
    page = opened(f"lang={lang}", width=400, address=sheet_address, folded=True)
    assert page.locator(".bar").bounding_box()["height"] < 70
    page.locator(".bar .names summary").click()
    bar, last = (page.locator(each).last.bounding_box() for each in (".bar", ".bar .names button"))
    assert last["y"] + last["height"] <= bar["y"] + bar["height"] + 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_answer_leads_to_where_it_is_worked_out(opened, sheet_address, lang):
    page = opened(f"lang={lang}", width=400, address=sheet_address, folded=True)
    page.locator(".see[data-goto=r0-sure]").click()
    page.wait_for_function(
        "() => Math.abs(document.querySelector('#r0-sure').getBoundingClientRect().top"
        " - document.querySelector('.bar').getBoundingClientRect().bottom) < 40"
    )
    # and what is folded opens
    page.locator(".asked .more summary").first.click()
    assert page.locator(".asked .more p").first.is_visible()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_on_a_phone_no_figure_in_a_bar_is_too_small_to_read(opened, lang):
    page = opened(f"lang={lang}", width=400)
    see_all(page)
    figures = page.locator("#r0-flows .bartext")
    heights = figures.evaluate_all("(found) => found.map((each) => each.getBoundingClientRect().height)")
    assert heights and not [height for height in heights if 0 < height < 10]
