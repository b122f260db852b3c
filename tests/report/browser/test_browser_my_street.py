"""Another street in a real browser: numbers as people write them, and numbers that cannot be meant."""

from __future__ import annotations

import pytest

from simulation.report import build
from tests.report.browser.chromium import IN_A_BROWSER
from tests.report.synthetic_money import paid_by_the_market, serve, write_priced

pytestmark = IN_A_BROWSER

LIKELY = {"people": "60000", "budget": "500000", "wage": "67000", "hours": ""}


@pytest.fixture(scope="module")
def street(tmp_path_factory):
    home = tmp_path_factory.mktemp("street")
    return build([write_priced(home / "results")], home / "report.html").as_uri()


@pytest.fixture(scope="module")
def summed(tmp_path_factory):
    home = tmp_path_factory.mktemp("summed")
    path = serve(write_priced(home / "results"), more_workers=[2], volunteer_points=[3])
    return build([path], home / "report.html").as_uri()


@pytest.fixture(scope="module")
def outside(tmp_path_factory):
    """Market income pays all workers that were added."""
    home = tmp_path_factory.mktemp("outside")
    path = serve(write_priced(home / "results"), more_workers=[2], volunteer_points=[3])
    paid_by_the_market(path)
    return build([path], home / "report.html").as_uri()


def fill(page, **boxes: str) -> None:
    """Type into the boxes, as a reader does."""
    for box, text in (LIKELY | boxes).items():
        page.locator(f"#r0-mine [data-box={box}]").fill(text)


def told(page) -> tuple[list[str], str, str]:
    """The costs of the table without those that wait, what lies within the budget, and what is doubted."""
    every = page.locator("#r0-mine [data-kind=cost]").all_inner_texts()
    costs = ["" if each.startswith(("待", "needs ")) else each for each in every]
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
        ({"wage": "670000"}, "670,000 元", "670,000 yuan"),
    ],
)
def test_a_number_that_cannot_be_meant_is_doubted_and_gives_no_results(opened, street, boxes, zh, en):
    for lang, words, then in (("zh", zh, "核对后才给出结果。"), ("en", en, " Results follow once it is ")):
        page = opened(f"lang={lang}", address=street)
        fill(page, **boxes)
        costs, within, odd = told(page)
        assert words in odd and then in odd and within == ""
        shown = [bool(cost) for cost in costs]  # what costs no posts is the same at any wage
        assert shown == [False, "wage" in boxes, "wage" in boxes]
        verdicts = page.locator("#r0-mine [data-verdict]:visible").count()
        assert verdicts == (3 if "wage" in boxes else 0)  # nor do verdicts hang on a wage


def test_a_number_that_cannot_be_read_leaves_no_old_table(opened, street):
    page = opened("lang=en", address=street)
    wrong = {"people": ("-5", "many"), "budget": ("", "0", "-5"), "hours": ("x",)}
    for boxes in ({box: text} for box, texts in wrong.items() for text in texts):
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


def test_a_month_s_pay_blanks_what_hangs_on_wages_and_says_what_a_year_would_be(opened, street):
    for lang, said in (
        (
            "zh",
            "4,000 元像是月薪。按 12 个月是 48,000 元，另加单位社保（比例各地不同，如按 35% 计，"
            "共 64,800 元）。请改填全年成本后再看结果。",
        ),
        (
            "en",
            "4,000 looks like a month’s pay. Twelve months make 48,000 yuan, plus insurance, whose rate "
            "depends on the place (at 35%: 64,800 in all). Enter the cost of a year to see results.",
        ),
    ):
        page = opened(f"lang={lang}", address=street)
        fill(page, wage="4000")
        costs, within, odd = told(page)
        assert costs[0] == within == "" and odd == said and all(costs[1:])
    fill(page, wage="6.7")  # ten thousands: no month's pay, and no year's either
    assert told(page)[2].startswith("6.7 yuan a year for a worker?")


def test_a_click_fills_in_twelve_months_and_an_empty_cell_says_why(opened, street):
    page = opened("lang=en", address=street)
    button, first = page.locator("#r0-mine [data-year]"), page.locator("#r0-mine [data-kind=cost]").first
    fill(page)
    assert not button.is_visible()
    fill(page, wage="4000")
    assert button.inner_text() == (
        "Fill in 64,800 (twelve months, and insurance at 35%, which is assumed: change it to your rate)"
    )
    assert first.inner_text() == "needs a worker’s cost of a year"
    line = page.locator("#r0-mine tbody tr").first  # hours, days and verdict do not hang on a wage
    assert line.locator("[data-kind=each]").inner_text() == "needs a worker’s cost of a year"
    assert all(line.locator(f"[data-kind={each}]").inner_text() for each in ("hours", "days"))
    assert line.locator("[data-verdict]").is_visible()
    button.click()
    assert page.locator("#r0-mine [data-box=wage]").input_value() == "64800"
    assert all(told(page)[0]) and told(page)[2] == "" and not button.is_visible()
    fill(page, people="6")
    assert first.inner_text() == "needs a look at the numbers above"
    fill(page, people="many")
    assert first.inner_text() == "needs a number"


def test_what_does_most_may_be_a_sum_that_only_what_was_filled_in_makes_affordable(opened, summed):
    page = opened("lang=en", address=summed)
    fill(page, budget="350万")
    added = "“Points for volunteers” († a sum of its parts, not run together, perhaps too large)"
    assert f"that of “One more worker in each grid” and {added}: " in told(page)[1]
    assert "A platform may not cost less" in page.locator("#r0-mine").inner_text()
    fill(page, budget="350万", wage="500000")
    assert "is that of “One more worker in each grid”: " in told(page)[1]
    fill(page, budget="350万", hours="6000")
    assert "is that of “One more worker in each grid”: " in told(page)[1]


def test_what_costs_no_posts_is_advised_whatever_the_wage(opened, summed):
    page = opened("lang=en", address=summed)
    fill(page, people="9600", wage="4000")
    assert told(page)[1].startswith(
        "Of what does not depend on it, the largest effect within budget and hours"
    )
    assert "that of “Points for volunteers”: 456 thousand yuan a year, about " in told(page)[1]


@pytest.mark.parametrize(
    ("lang", "none", "least"),
    [
        ("zh", "1.00 万元以内（工时也够）没有作用明确的举措。",
         "作用明确的举措中，花费最少的是“每个网格增加一名网格员”：每年 7.47 万元。"),
        ("en", "Within 10.0 thousand yuan, and the hours, no remedy has a conclusive effect.",
         " The cheapest with a conclusive effect is “One more worker in each grid”: "
         "74.7 thousand yuan a year."),
    ],
)  # fmt: skip
def test_a_budget_that_buys_no_effect_is_told_what_the_cheapest_costs(opened, summed, lang, none, least):
    page = opened(f"lang={lang}", address=summed)
    fill(page, people="9600", budget="10000")
    assert told(page)[1] == none + least
    # unless it takes more hours than there are
    fill(page, people="9600", budget="10000", hours="0")
    assert told(page)[1] == none


def test_outside_money_may_come_on_top_of_the_budget(opened, outside):
    page = opened("lang=en", address=outside)
    fill(page, people="9600")
    assert "is that of “Points for volunteers”: " in told(page)[1]
    page.locator("[data-tick=outside]").check()
    said = told(page)[1]
    assert "is that of “One more worker in each grid”: " in said
    assert "million yuan a year, of which public and party money " in said


def test_large_counts_have_one_scale_and_three_digits(opened, street):
    page = opened("lang=zh", address=street)
    fill(page, people="60万")
    assert page.locator("#r0-mine [data-kind=days]").first.inner_text() == "−10.4 万（−11.4 至 −9.3）"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_fits_a_screen_of_1280_pixels(opened, street, lang):
    page = opened(f"lang={lang}", address=street, width=1280)
    fill(page, people="96000", budget="1660000", wage="69700")
    wide = page.locator("#r0-mine .wide")
    assert wide.evaluate("(each) => each.scrollWidth <= each.clientWidth")
    assert page.locator("#r0-mine tbody th").first.evaluate("(each) => each.offsetWidth") >= 200


def test_paper_says_that_the_section_is_on_screen_unless_it_was_filled_in(opened, street):
    page = opened("lang=en", address=street)
    number = page.locator("#r0-mine h2").inner_text().split()[0]
    page.emulate_media(media="print")
    line, section = page.locator("#r0-mine + .on-paper"), page.locator("#r0-mine")
    assert line.inner_text() == f"Section {number}, My street, is on screen only."  # no step, no example
    assert line.is_visible() and not section.is_visible()
    page.emulate_media(media="screen")
    fill(page, people="96000")
    page.emulate_media(media="print")
    assert section.is_visible() and not line.is_visible()
