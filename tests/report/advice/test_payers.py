"""Who pays: bars by payer, which months they are of, and the table of bills."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pandas as pd
import pytest

from simulation.report.advice.money.who_pays import who_pays
from simulation.report.advice.money.yearly_bills import _paid_by, yearly_bills
from simulation.report.data.measured_money import (
    OUTSIDE,
    extra_hours_in,
    residents,
    whole_years,
    yuan_an_hour,
)
from simulation.report.data.results_folder import Folder
from simulation.report.figures.policies.payers import Bill, Bills, payers, yuan
from simulation.report.page import Part
from simulation.report.summary.unit_prices import price_of
from simulation.report.wording.dates import spoken_months
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import DASH, level
from tests.report.synthetic_money import PEOPLE, RUNS, write_priced


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return write_priced(tmp_path_factory.mktemp("payers") / "r")


@pytest.fixture
def part(path):
    return Part("r0", Folder(path))


def test_the_sum_over_payers_is_the_difference_in_the_cost_of_the_street(part):
    bills, today = Bills(part.folder), part.folder.baseline.id
    for each in part.folder.scenarios[1:]:
        more = part.folder.mean("cost_street", each.id) - part.folder.mean("cost_street", today)
        assert bills.bill(each).gross == pytest.approx(more)


def test_net_leaves_out_what_outside_money_pays(part):
    fund = next(each for each in part.folder.scenarios if each.id == "community-fund")
    bill = Bills(part.folder).bill(fund)
    assert sum(bill.payers[each] for each in OUTSIDE) == pytest.approx(9000 * 12)
    assert bill.gross - bill.net == pytest.approx(9000 * 12)
    title = part.pictures["payers"].shown.title
    assert "“Community fund”" in title.en and "“社区基金”" in title.zh


def test_hours_are_priced_at_what_an_hour_on_duty_costs(part):
    hours = 6e6 / 60
    assert yuan_an_hour(part.folder) == pytest.approx(893_000 * 12 / hours)
    assert residents(part.folder) == pytest.approx(PEOPLE)
    first = part.folder.scenarios[1]
    assert Bills(part.folder).bill(first).hours == pytest.approx(
        (part.folder.mean("bill_hours", first.id) - part.folder.mean("bill_hours", "today"))
        * yuan_an_hour(part.folder)
    )


def test_a_study_of_part_of_a_year_does_not_say_that_a_year_was_measured(path):
    said = {}
    for days in (45, 365):
        folder = Folder(path)
        folder.study["days"] = days
        said[days] = yearly_bills(folder).note.en
    assert said[45].startswith("45 days were measured") and said[365].startswith("One year was measured")


def test_hours_of_each_year_are_those_of_its_days(part):
    # given two years, in the second of which a policy asks for three times the minutes
    minutes = {("today", 1): 60.0, ("today", 2): 60.0, ("more-workers", 1): 180.0, ("more-workers", 2): 540.0}
    days = pd.DataFrame(
        {"scenario": s, "replication": r, "date": f"{2024 + year}-03-01", "minutes_bill": each}
        for (s, year), each in minutes.items()
        for r in range(RUNS)
    )
    folder = SimpleNamespace(
        worked_minutes=pd.concat([days, days.assign(date="2024-12-31")]),  # a day of the warm-up counts not
        runs=days, study={"start": "2025-01-01"}, baseline=SimpleNamespace(id="today"),
    )  # fmt: skip
    assert [extra_hours_in(folder, "more-workers", year) for year in (1, 2)] == [2.0, 8.0]


def test_a_need_day_is_priced_only_where_the_effect_is_conclusive(part):
    lines = {line[0].en: line for line in yearly_bills(part.folder).lines}
    assert lines["One more worker in each grid"][-1].en.endswith("yuan")
    for each in part.folder.scenarios[1:]:  # gross: the one price of the page, with its interval
        assert lines[each.title.en][-2] == (price_of(part.folder, each) or DASH)
    assert lines["Community fund"][-1] == DASH
    assert " –: the effect is inconclusive." in yearly_bills(part.folder).note.en


def test_sums_in_the_table_have_their_unit_in_the_head_alone(part):
    shown = yearly_bills(part.folder)
    gross = next(place for place, head in enumerate(shown.heads) if head.en.startswith("Gross cost"))
    assert shown.heads[gross] == Pair("毛成本（万元）", "Gross cost (thousand yuan)")
    yuan = Bills(part.folder).bill(part.folder.scenarios[1]).gross
    said = next(line for line in shown.lines if line[0] == part.folder.scenarios[1].title)[gross]
    assert re.fullmatch(r"\+[\d,.]+", said.zh) and re.fullmatch(r"\+[\d,.]+", said.en)
    assert float(said.zh.replace(",", "")) == pytest.approx(yuan / 1e4, rel=0.006)
    assert float(said.en.replace(",", "")) == pytest.approx(yuan / 1e3, rel=0.006)


def test_prices_beside_steps_of_a_budget_say_what_each_is_compared_with(path):
    folder = Folder(path)
    folder.__dict__["ladder"] = pd.DataFrame()
    alone = yearly_bills(folder).note
    folder.__dict__["ladder"] = pd.DataFrame({"scenario": ["more-workers"]})
    beside = yearly_bills(folder).note
    assert "so the two may differ" not in alone.en
    end = (
        "Here each is compared with today; “What a budget buys” compares with the row above, so the two may "
    )
    assert beside.en.endswith(end + "differ.")
    assert beside.zh.endswith("这里是每项与现状相比；“预算够做什么”一节是与上一行相比，所以可能不同。")


def test_the_bars_say_which_months_they_are_of(path):
    # given a ledger of 2025, then one that reaches into a second year
    folder = Folder(path)
    one = payers(folder).shown.sub
    assert one.en.startswith("January to December 2025: yuan a year more")
    assert one.zh.startswith("2025 年 1 月至 12 月：")
    later = folder.ledger.assign(month="2026-12")
    folder.__dict__["ledger"] = pd.concat([folder.ledger, later])
    folder.study["days"] = 730
    shown = payers(folder).variants
    # then the mean and each year say theirs
    assert [shown[key].sub.en.partition(":")[0] for key in ("0", "1", "2")] == [
        "January 2025 to December 2026, yearly mean",
        "2025",
        "2026",
    ]


def test_the_choice_within_the_budget_says_who_pays_for_it(part):
    # given a ladder whose one step is the community fund
    step = {"scenario": "community-fund", "budget": 1000.0}
    part.folder.__dict__["ladder"] = pd.DataFrame([step])
    said = who_pays(part.folder)
    # then payers of the bill are named with their sums, and of what months these are
    fund = next(each for each in part.folder.scenarios if each.id == "community-fund")
    gifts = Bills(part.folder).bill(fund).payers["gifts"]
    assert f"Gifts, funds, owners {yuan(gifts).en}" in said.en and "January to December 2025" in said.en
    assert f"捐赠、基金与业主 {yuan(gifts).zh}" in said.zh and "District" not in said.en


def test_the_finding_says_who_pays_for_what_would_be_chosen(part):
    # given a ladder whose one step is points for volunteers
    step = {"scenario": "volunteer-points", "budget": 1000.0}
    part.folder.__dict__["ladder"] = pd.DataFrame([step])
    title = payers(part.folder).shown.title
    gross = level(Bills(part.folder).together(["volunteer-points"]).gross, "yuan")
    assert title.en.startswith(
        "The choice within 500,000 yuan, “Points for volunteers”: "
        f"{gross.en}, public budget; outside money pays most, by share, of “Community fund”: "
    )
    assert title.zh.startswith(
        f"50 万元以内的选择“志愿服务积分” {gross.zh}由财政拨款出；外部资金占比最大的是“社区基金”，"
    )
    assert title.en.endswith("thousand yuan of it from outside") and title.zh.endswith("来自外部")
    # and of a sum that no payer pays alone, who pays most
    step["scenario"] = "volunteer-points + community-fund"
    part.folder.__dict__["ladder"] = pd.DataFrame([step])
    assert "”: " in payers(part.folder).shown.title.en
    assert "财政拨款出得最多" in payers(part.folder).shown.title.zh


def test_the_table_says_what_each_payer_pays_and_needs_no_click(part):
    shown = yearly_bills(part.folder)
    place = [head.en for head in shown.heads].index("Paid by (thousand yuan)")
    bill = Bills(part.folder).together(["community-fund"])
    said = {line[0].en: line[place] for line in shown.lines}["Community fund"]
    assert (
        said.en
        == f"gifts etc. {bill.payers['gifts'] / 1e3:.0f}, public budget {bill.payers['fiscal'] / 1e3:.1f}"
    )
    assert said.zh == f"捐赠等 {bill.payers['gifts'] / 1e4:.1f}、财政拨款 {bill.payers['fiscal'] / 1e4:.2f}"


def test_without_a_step_nobody_is_said_to_pay(part):
    part.folder.__dict__["ladder"] = pd.DataFrame()
    assert who_pays(part.folder) is None


def test_years_that_begin_in_another_month_are_named_by_their_months(part):
    part.folder.study.update(start="2025-04-01", days=730)
    named = whole_years(part.folder)
    assert named[1].en == "April 2025 to March 2026" and named[2].zh == "2026 年 4 月至 2027 年 3 月"
    within = spoken_months("2025-02", "2025-11")
    assert (within.en, within.zh) == ("February to November 2025", "2025 年 2 月至 11 月")


def test_payers_too_small_to_name_stand_together_so_that_the_sums_add_up():
    paid = {"posts": 0.0, "fiscal": 143_000.0, "party": -2_000.0, "market": 59_300.0, "gifts": 324_000.0}
    said = _paid_by(Bill(paid, 0.0))
    assert said.zh == "捐赠等 32.4、财政拨款 14.3、市场 5.93、其他 −0.2"
    assert said.en == "gifts etc. 324, public budget 143, market 59.3, others −2"
    assert "others" not in _paid_by(Bill(paid | {"party": 400.0}, 0.0)).en
