"""The street's slider in a real browser: weeks, plans, tables."""

from __future__ import annotations

import csv

import pytest

from tests.report.browser.chromium import IN_A_BROWSER, open_parts, see_all
from tests.report.synthetic_results import GRIDS, WEEKS

pytestmark = IN_A_BROWSER


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
    for panel, column in enumerate(("True needs (needs)", "Recorded (needs)")):
        levels = [sum(step <= int(row[column]) for step in page_steps) for row in rows[:GRIDS]]
        assert [[panel, k, levels.count(k)] for k in range(len(page_steps) + 1)] == [
            each for each in painted if each[0] == panel
        ]


@pytest.mark.parametrize(
    ("lang", "still", "moving"), [("en", "▶ Play", "❚❚ Pause"), ("zh", "▶ 播放", "❚❚ 暂停")]
)
def test_the_street_plays_to_its_last_week_and_stops_when_asked(opened, lang, still, moving):
    page = opened(f"lang={lang}&week=6")
    see_all(page)
    button = page.locator("#r0-street [data-act=play]")
    assert button.inner_text() == still
    button.click()
    assert button.inner_text() == moving
    page.locator("#r0-street [data-act=play][data-playing=no]").wait_for()
    assert button.inner_text() == still
    assert page.locator("#r0-street [data-week]").input_value() == str(WEEKS) and f"week={WEEKS}" in page.url
    button.click()
    button.click()
    assert button.inner_text() == still
    assert int(page.locator("#r0-street [data-week]").input_value()) < WEEKS  # begun anew


def test_nothing_plays_for_who_asks_for_less_motion(browser, address):
    page = browser.new_page(reduced_motion="reduce")
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    open_parts(page)
    assert not page.locator("#r0-street [data-act=play]").is_visible()
    assert page.locator("#r0-street [data-week]").is_visible()
    page.close()
