"""The live view in a real browser: two streets, policies, people, both languages, no request elsewhere."""

from __future__ import annotations

import shutil
from contextlib import suppress

import pytest

from tests.live.served import lacks_extra, served, served_to_a_class
from tests.worlds import ROOT

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="no playwright: install grid-governance[browser]"
)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SIZE = {"width": 1280, "height": 800}


ONE_LINE = """(shown, address) => {
    const range = document.createRange(), text = shown.firstChild, at = text.data.indexOf(address)
    range.setStart(text, at)
    range.setEnd(text, at + address.length)
    return range.getClientRects().length === 1
}"""
"""Whether an address is not broken."""
LACKS = lacks_extra() or ("" if CHROMIUM else "no chromium on this machine")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(bool(LACKS), reason=LACKS)]


@pytest.fixture(scope="module")
def address():
    with served() as found:
        yield found


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser, address):
    """A page of its own, with two streets of its own; it remembers what it asked for and complained of."""
    page = browser.new_page(viewport=SIZE)
    page.asked, page.complaints = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda fault: page.complaints.append(str(fault)))
    page.goto(address)
    page.wait_for_selector(".live-bar", timeout=120_000)  # the first page compiles the street
    yield page
    page.close()


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=False).first.click()


def day(page) -> str:
    return page.locator(".live-date strong").inner_text()


def wait_for_day(page, number: int) -> None:
    """Until the page shows a day in all its parts, which come one after the other."""
    page.wait_for_function(
        """number => document.querySelector('.live-date strong').textContent.replace(/\\D/g, '') == number
            && [...document.querySelectorAll('polyline')].every(line => line.points.length === number + 1)""",
        arg=number,
    )


def fits(page) -> bool:
    """Whether nothing is cut off or wider than the window."""
    return page.evaluate(
        """() => {
            const [main, side] = ['.live-main', '.live-side'].map(each => document.querySelector(each))
            const wide = [document.documentElement, main, side].every(e => e.scrollWidth <= e.clientWidth + 1)
            return wide && document.documentElement.scrollHeight <= innerHeight
                && main.scrollHeight <= main.clientHeight
        }"""
    )


def test_days_pass_in_both_streets_and_the_charts_grow(page, address):
    # given the eve of the first day
    assert day(page) == "Before the first day"
    assert page.locator(".live-grid").count() == 16
    # when a day and a week pass
    press(page, "One day")
    wait_for_day(page, 1)
    press(page, "One week")
    wait_for_day(page, 8)
    # then every line has a point an evening, both streets are alike, and nothing was asked of anybody else
    points = page.evaluate("[...document.querySelectorAll('polyline')].map(p => p.points.length)")
    assert points == [9] * 8
    for size in ({"width": 1920, "height": 1080}, SIZE):  # a projector, a laptop
        page.set_viewport_size(size)
        assert fits(page)
    page.set_viewport_size({"width": 400, "height": 800})  # a phone: no scroll sideways, charts one by one
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    assert page.evaluate("document.querySelector('.live-chart').getBoundingClientRect().width") > 300
    one, other = page.locator(".live-street h2 span").all_inner_texts()
    assert one == other
    home = address.partition("?")[0]
    assert [url for url in page.asked if not url.startswith((home, "ws://127.0.0.1", "data:", "blob:"))] == []
    assert page.complaints == []


def test_a_file_that_is_wrong_is_told_on_the_page_until_it_is_mended(browser, tmp_path):
    # given a rule that returns too much
    rule = tmp_path / "my_rule.py"
    rule.write_text("def keen(self):\n    return self.age / 40\n", encoding="utf-8")
    lines = (
        "schema: 1",
        "name: mine",
        "title: {en: Mine, zh: 我的}",
        f"extends: {ROOT / 'scenarios/classroom.yaml'}",
        "rules: {Resident.willing_share: my_rule.py:keen}",
    )
    scenario = tmp_path / "mine.yaml"
    scenario.write_text("\n".join(lines), encoding="utf-8")
    with served(str(scenario)) as address:
        page = browser.new_page(viewport=SIZE)
        page.goto(address)
        # then the page says so
        page.locator(".live-fault", has_text="a chance or share lies from 0 to 1").wait_for(timeout=120_000)
        # and when it is mended and read again, one street lives by it
        rule.write_text("def keen(self):\n    return self.age / 400\n", encoding="utf-8")
        press(page, "Start over")
        page.locator(".live-street.other", has_text="With changes").wait_for(timeout=120_000)
        assert "my_rule.py:keen" in page.locator(".live-title").inner_text()
        page.close()


def pause(page):
    """Press Pause until it is heeded: a page that is drawn anew at that moment may lose what is pressed."""
    from playwright.sync_api import TimeoutError as TooLate

    play = page.get_by_role("button", name="Play")
    for _ in range(5):
        if not play.is_visible():
            press(page, "Pause")
        with suppress(TooLate):
            play.wait_for(timeout=10_000)
            return
    pytest.fail("Pause was pressed, and the street still plays")


def test_play_goes_on_until_pause(page):
    press(page, "Play")
    page.wait_for_function(
        "Number(document.querySelector('.live-date strong').textContent.replace(/\\D/g, '')) > 2"
    )
    pause(page)
    page.wait_for_timeout(600)  # the day that had begun ends
    before = day(page)
    page.wait_for_timeout(600)
    assert day(page) == before
    # and days are not lost by one slip of the hand
    press(page, "Start over")
    page.wait_for_timeout(600)
    assert day(page) == before
    press(page, "Really start over?")
    page.wait_for_function(
        "document.querySelector('.live-date strong')?.textContent === 'Before the first day'"
    )


def test_a_policy_is_turned_by_its_slider_and_stopped(page):
    # given a policy that was added
    page.locator(".live-add select").select_option("residents_council")
    page.locator("article").wait_for()
    assert "from tomorrow" in page.locator("article small").inner_text()
    # when its slider is moved
    slider = page.locator("article input[type=range]")
    slider.fill("0.75")
    page.wait_for_function("document.querySelector('article output').textContent === '75%'")
    for week in range(7, 50, 7):
        press(page, "One week")
        wait_for_day(page, week)
    # then it is in force since the first day, and the streets differ
    page.locator("article small", has_text="since 2025-01-01").wait_for()
    drawn = page.evaluate("[...document.querySelectorAll('polyline')].map(p => p.getAttribute('points'))")
    assert any(one != other for one, other in zip(drawn[::2], drawn[1::2], strict=True))
    assert page.locator("article output").inner_text() == "75%"
    # and when it is stopped, it is gone
    page.locator("article").get_by_role("button").click()
    page.locator("article").wait_for(state="detached")
    assert page.complaints == []


def test_a_slider_stays_where_mouse_or_keys_have_put_it(page):
    # given a policy with a slider
    page.locator(".live-add select").select_option("residents_council")
    slider, said = page.locator("article input[type=range]"), page.locator("article output")
    slider.wait_for()
    low, before = float(slider.get_attribute("min")), said.inner_text()
    # when it is dragged to its left end by the mouse, as a hand does
    box = slider.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 1, box["y"] + box["height"] / 2, steps=5)
    page.mouse.up()
    # then it is there after a day, too
    press(page, "One day")
    wait_for_day(page, 1)
    page.locator("article small", has_text="since 2025-01-01").wait_for()
    assert float(slider.input_value()) == low and said.inner_text() != before
    # and a key moves it back by a step
    slider.press("ArrowRight")
    page.wait_for_timeout(500)
    assert float(slider.input_value()) > low
    # and four presses without a pause by four steps more, also after the server has answered
    step, at = float(slider.get_attribute("step")), float(slider.input_value())
    for _ in range(4):
        slider.press("ArrowRight")
    page.wait_for_timeout(4000)
    assert float(slider.input_value()) == pytest.approx(at + 4 * step)


def test_a_silent_resident_is_asked_why_in_both_languages(page, tmp_path):
    # given a grid in which somebody is silent
    page.locator(".live-add select").select_option("app")
    press(page, "One week")
    wait_for_day(page, 7)
    page.locator(".live-street.today .live-grid").nth(5).click()
    silent = page.locator(".live-resident", has_text="silent about").first
    silent.wait_for()
    assert page.locator(".live-workers button").count() >= 1
    assert fits(page)
    # when he is met, and asked why
    silent.click()
    page.locator(".live-story button").first.click()
    why = page.locator(".live-why")
    why.wait_for()
    # then his chances stand there for both streets, and what drew him to silence, term by term
    assert "Of 100 people in this position" in why.inner_text()
    assert why.locator("tbody tr").count() >= 6
    assert page.locator(".live-pair").first.locator("tbody tr").count() == 6
    # and in Chinese, too, without a word of English where a reader looks
    page.screenshot(path=tmp_path / "en.png")
    press(page, "中文")
    page.get_by_text("100 个处境相同的人中").wait_for()
    assert page.locator(".live-bar button").all_inner_texts()[-1] == "English"
    text = page.locator(".live").inner_text().replace("English", "")
    assert not any("a" <= sign <= "z" for sign in text)
    assert fits(page)
    assert page.locator(".live-told h4").all_inner_texts() == ["现状", "加政策"]
    page.set_viewport_size(
        {"width": 400, "height": 800}
    )  # a phone shows the answer without a scroll sideways
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    assert page.evaluate("document.querySelector('.live-panel').scrollWidth") <= 400
    assert page.complaints == []


def test_a_chart_brings_its_series_to_the_map_by_keyboard_too(page):
    page.locator(".live-chart button", has_text="Trust").focus()
    page.keyboard.press("Enter")
    page.locator(".live-chart.chosen", has_text="Trust").wait_for()
    page.locator(".live-street h2 span", has_text="Trust 0.").first.wait_for()
    page.locator(".live-grid").nth(2).focus()
    page.keyboard.press("Enter")
    page.locator(".live-panel h3", has_text="Grid 3").wait_for()
    page.wait_for_function("document.querySelectorAll('.live-grid.chosen').length === 2")


def test_a_tap_on_a_grid_leads_a_telephone_to_its_people(page):
    page.set_viewport_size({"width": 400, "height": 800})
    for _ in range(2):  # the second time from the map again
        page.evaluate("scrollTo(0, 0)")
        page.locator(".live-street.today .live-grid").nth(5).click()
        page.locator(".live-panel h3", has_text="Grid 6").wait_for()
        page.wait_for_function(
            """() => { const box = document.querySelector('.live-resident').getBoundingClientRect()
                return box.top > 0 && box.bottom < innerHeight }"""
        )
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    assert page.complaints == []


def test_a_worker_can_be_met(page):
    page.locator(".live-street.other .live-grid").first.click()
    page.locator(".live-workers button").first.click()
    page.locator(".live-pair", has_text="Burnout").wait_for()
    assert "Quits" in page.locator(".live-panel").inner_text()


def test_a_page_of_the_class_watches_what_the_teacher_moves(browser):
    with served_to_a_class() as (mine, of_class):
        teacher, pupil = browser.new_context().new_page(), browser.new_context().new_page()
        for page, address in ((teacher, mine), (pupil, of_class)):
            page.set_viewport_size(SIZE)
            page.goto(address)
            page.wait_for_selector(".live-bar", timeout=120_000)
        # given a teacher who sees the address of the class, and how many watch
        told = teacher.locator(".live-address", has_text=f"{of_class} (1 of 40 watch)")
        told.wait_for()
        # in one line, and that no other machine can open it
        assert told.evaluate(ONE_LINE, of_class)
        assert "Only this machine can open it" in told.inner_text()
        # when it is shown large, then without the code that no telephone could follow
        told.get_by_role("button", name="Enlarge").click()
        large = teacher.locator(".live-large")
        assert of_class.removeprefix("http://") in large.inner_text()
        assert large.locator("svg").count() == 0
        assert large.bounding_box()["height"] == SIZE["height"]
        large.get_by_role("button", name="Close").click()
        assert large.count() == 0
        # and a key closes it as well
        told.get_by_role("button", name="Enlarge").click()
        large.wait_for()
        teacher.keyboard.press("Escape")
        large.wait_for(state="detached")
        # when the teacher lets a week pass under a policy
        teacher.locator(".live-add select").select_option("app")
        press(teacher, "One week")
        wait_for_day(teacher, 7)
        # then the pupil sees it, asks whom he likes, and finds nothing that would move the streets
        wait_for_day(pupil, 7)
        assert fits(teacher) and fits(pupil)
        assert pupil.locator(".live-buttons, .live-add, article h3 button").count() == 0
        assert pupil.locator("article input").first.is_disabled()
        pupil.locator(".live-street.today .live-grid").nth(5).click()
        pupil.locator(".live-resident").first.click()
        pupil.locator(".live-pair").first.wait_for()
        assert teacher.locator(".live-pair").count() == 0
    # when the program has ended, both say so
    for page in (teacher, pupil):
        page.get_by_role("alert").get_by_text("The program has ended").wait_for(timeout=30_000)
