"""Another street in a real browser: numbers as people write them, and numbers that cannot be meant."""

from __future__ import annotations

import pytest

from simulation.report import build
from tests.report.browser import IN_A_BROWSER
from tests.report.synthetic_money import write_priced

pytestmark = IN_A_BROWSER

LIKELY = {"people": "60000", "budget": "500000", "wage": "67000", "hours": ""}


@pytest.fixture(scope="module")
def street(tmp_path_factory):
    home = tmp_path_factory.mktemp("street")
    return build([write_priced(home / "results")], home / "report.html").as_uri()


def fill(page, **boxes: str) -> None:
    """Type into the boxes, as a reader does."""
    for box, text in (LIKELY | boxes).items():
        page.locator(f"#r0-mine [data-box={box}]").fill(text)


def told(page) -> tuple[list[str], str, str]:
    """The costs of the table, what lies within the budget, and what is doubted."""
    costs = page.locator("#r0-mine [data-kind=cost]").all_inner_texts()
    return costs, *(page.locator(f"#r0-mine [data-{each}]").inner_text() for each in ("within", "odd"))


@pytest.mark.parametrize(
    "boxes",
    [
        {"people": "6万", "budget": "50万"},
        {"people": "60,000", "budget": "500,000"},
        {"people": "6 万人", "budget": "５０万元"},
    ],
)
def test_numbers_are_read_as_people_write_them(opened, street, boxes):
    page = opened("lang=zh", address=street)
    fill(page)
    plain = told(page)
    fill(page, **boxes)
    assert told(page) == plain and plain[2] == ""


@pytest.mark.parametrize(
    ("boxes", "zh", "en"),
    [
        ({"people": "6"}, "居民只有 6 人", "Only 6 residents"),
        ({"budget": "50"}, "预算只有 50 元", "Only 50 yuan"),
        ({"wage": "4000"}, "不是月薪", "not a month’s pay"),
        ({"wage": "670000"}, "670,000 元", "670,000 yuan"),
    ],
)
def test_a_number_that_cannot_be_meant_is_doubted_in_a_sentence(opened, street, boxes, zh, en):
    for lang, words in (("zh", zh), ("en", en)):
        page = opened(f"lang={lang}", address=street)
        fill(page, **boxes)
        assert words in told(page)[2]


def test_a_number_that_cannot_be_read_leaves_no_old_table(opened, street):
    page = opened("lang=en", address=street)
    for boxes in ({"people": "-5"}, {"people": "many"}, {"budget": ""}, {"hours": "x"}):
        fill(page)
        assert all(told(page)[0])
        fill(page, **boxes)
        costs, within, _ = told(page)
        assert not any(costs) and within.startswith("Please fill in")


def test_an_empty_box_of_hours_says_that_there_is_no_limit_in_both_languages(opened, street):
    page = opened("lang=en", address=street)
    hours = page.locator("#r0-mine [data-box=hours]")
    assert hours.get_attribute("placeholder") == "empty: no limit"
    page.locator("[data-lang-to=zh]").click()
    assert hours.get_attribute("placeholder") == "不填＝不限"


def test_paper_says_what_the_boxes_hold(opened, street):
    page = opened("lang=en", address=street)
    fill(page, people="6万", hours="1200")
    page.emulate_media(media="print")
    said = page.locator("#r0-mine [data-filled]").inner_text()
    assert not page.locator("#r0-mine input:visible").count()
    for part in ("60,000 residents", "500,000 yuan", "67,000 yuan", "1,200 hours"):
        assert part in said
