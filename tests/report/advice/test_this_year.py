"""What is known of this year, of what is hardly a change, and of whose money it is."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from simulation.report.advice import question_words as say
from simulation.report.advice.for_groups import cut
from simulation.report.advice.money.data_platform import spread
from simulation.report.advice.money.who_pays import who_pays
from simulation.report.advice.money.yearly_bills import yearly_bills
from simulation.report.advice.this_year import this_year
from simulation.report.data.results_folder import Folder
from simulation.report.data.run_facts import one_year
from simulation.report.data.titles import best
from simulation.report.page import Part
from simulation.text.bilingual import Pair
from tests.report.synthetic_money import write_priced


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return write_priced(tmp_path_factory.mktemp("year") / "r")


@pytest.fixture
def part(path):
    return Part("r0", Folder(path))


def chosen(part, name: str, *policies: dict) -> None:
    """Make a scenario the choice within the budget, with these policies."""
    part.folder.__dict__["ladder"] = pd.DataFrame([{"scenario": name, "budget": 1e5, "ran": 1}])
    next(each for each in part.folder.study["scenarios"] if each["name"] == name)["policies"] = list(policies)


def test_of_this_year_the_choice_its_days_and_nothing_else_is_said(part):
    # given a choice of two policies that begin one after another
    days = {"from": "2025-01-01", "full": "2025-06-30"}
    later = {"from": "2025-03-01", "full": "2025-03-01"}
    chosen(part, "volunteer-points", {"name": "a", **days}, {"name": "b", **later})
    rows = best(part.rows["need_days"])
    said = this_year(part.folder, rows, part.known["need_days"])
    assert "，哪个月开始见效也没有算；只有 2025 全年合计：<b>“志愿服务积分”</b>，" in said.zh
    assert "。模型里它从 2025 年 1 月 1 日起推行，2025 年 6 月 30 日起全部到位。" in said.zh
    assert " it begins on 1 January 2025 and is in full force from 30 June 2025." in said.en
    assert "One more worker" not in said.en and "million" not in said.en
    # then of one that begins on a day, that day; of one without days, nothing
    chosen(part, "volunteer-points", {"name": "b", **later})
    assert "in force from 1 March 2025." in this_year(part.folder, rows, part.known["need_days"]).en
    chosen(part, "volunteer-points")
    assert "force" not in this_year(part.folder, rows, part.known["need_days"]).en


def test_a_cut_of_less_than_a_fiftieth_is_hardly_a_change(part):
    row = replace(part.rows["need_days"][0], baseline_mean=0.1931, mean=0.1911, difference=-0.0020)
    assert "to about 191 (2 in 1,000 fewer, hardly a change)" in cut(part.folder, row).en
    assert "减到约 191 件（每千件只少 2 件，几乎没有变化）" in cut(part.folder, row).zh
    more = replace(row, mean=0.1831, difference=-0.0100)
    assert cut(part.folder, more).en.endswith("to about 183")
    assert cut(part.folder, replace(row, mean=0.1929, difference=-0.0002)).zh.endswith(say.FEWER_THAN_ONE.zh)


def test_whose_public_money_it_is_and_what_later_years_cost_is_said_not_to_be_known(part):
    chosen(part, "volunteer-points")
    said = who_pays(part.folder)
    assert "（区还是街道出，模型没有区分）" in said.zh and said.zh.endswith(
        "实际从哪一年出起、以后各年出多少，都不知道。"
    )
    assert "(district or street: the model does not tell)" in said.en


def test_how_the_set_up_of_a_platform_counts_is_said_of_what_has_one(part):
    chosen(part, "volunteer-points", {"name": "data_platform"})
    assert "spread over the years of its use" in spread(part.folder, "volunteer-points").en
    assert spread(part.folder, "more-workers + volunteer-points").en
    assert spread(part.folder, "more-workers") == Pair("", "")
    assert "建设时一次付清的，第一年要付的更多" in who_pays(part.folder).zh  # where it is asked who pays when
    assert "the first year, how much was not computed" in yearly_bills(part.folder).note.en


def test_a_calendar_year_is_said_by_its_number_and_other_days_are_not(part):
    found = {}
    for start, days in (("2025-01-01", 365), ("2024-01-01", 366), ("2024-01-01", 365), ("2025-02-01", 365)):
        part.folder.study.update(start=start, days=days)
        found[start, days] = one_year(part.folder)
    assert list(found.values()) == [Pair("2025 全年", "2025"), Pair("2024 全年", "2024"), None, None]
