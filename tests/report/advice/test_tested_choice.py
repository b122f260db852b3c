"""The choice whose assumptions were tried, on the page: a paragraph, a table, and for which budget it is."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from simulation.report.advice.certainty.against_rivals import against_rivals, unranked
from simulation.report.advice.certainty.sure_in_short import sure_in_short
from simulation.report.advice.certainty.turning_points import NOT_ASKED, _briefly, turning_points
from simulation.report.advice.certainty.untested_choice import untested
from simulation.report.data.results_folder import Folder
from simulation.report.page import Part
from simulation.text.bilingual import Pair
from tests.report.synthetic_money import write_priced
from tests.report.synthetic_results import write_table

TABLES = ("ladder.csv", "overturning.csv", "drawn_worlds.csv")
UNIT = "days/1,000 residents/year"
BOTH = "volunteer-points + community-fund"


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    return write_priced(tmp_path_factory.mktemp("choice") / "r")


@pytest.fixture
def path(runs):
    """Results of a study, without what a test writes into them."""
    yield runs
    for name in TABLES:
        (runs / name).unlink(missing_ok=True)


@pytest.fixture
def part(path):
    return Part("r0", Folder(path))


def tried_alone(choice: str, rival: str) -> dict:
    """A structural switch that leaves 70 % of the lead."""
    tried = {"metric": "need_days", "choice": choice, "rival": rival, "input": "treasury.year_end"}
    tried |= {"kind": "word", "own": "carried", "tried": "returned", "verdict": "stays", "seeds": 5}
    tried |= {"unit": UNIT, "low": -80.0, "high": -46.0}
    return tried | {"difference_own": -90.0, "difference": -63.0}


def write_tested(path, choice: str, advised: str, rival_cost: float) -> None:
    """Tables of a choice that stays ahead in 7 of 9 worlds of a rival, and in 8 of doing nothing."""
    world = {"metric": "need_days", "choice": choice, "worlds": 9, "inputs": 300, "residents": 2400}
    world |= {"unit": UNIT, "days": 90, "budget": 5e5 if advised else math.nan, "advised": advised}
    rivals = {"community-fund": (7, -90.0, -150.0, 20.0, rival_cost), "today": (8, -120.0, -200.0, 40.0, 0.0)}
    columns = ("choice_leads", "difference", "smallest", "largest", "rival_cost")
    rows = [
        world | {"rival": name} | dict(zip(columns, found, strict=True)) for name, found in rivals.items()
    ]
    write_table(path / "overturning.csv", [tried_alone(choice, "community-fund")])
    write_table(path / "drawn_worlds.csv", rows)


def test_assumptions_that_turn_the_choice_stand_nearest_first_with_their_switch(path):
    # given a choice that two assumptions turn and one may, and one row that stays
    tried = [
        ("residents.will_18_29", "turns it", -90.0, 60.0, 0.4),  # turns after 3/5 of the way
        ("residents.will_30_39", "turns it", -90.0, 270.0, 0.3),  # after 1/4
        ("residents.will_18_29", "stays", -90.0, -100.0, math.nan),
        ("residents.will_40_49", "may turn it", -90.0, 10.0, 0.2),
    ]
    rows = [
        {"metric": "need_days", "choice": "more-workers", "rival": "community-fund", "input": name}
        | {"kind": "number", "own": 0.5, "tried": 0.1, "difference_own": own, "difference": there}
        | {"verdict": verdict, "switch": at, "switch_low": 0.1, "switch_high": 0.45, "seeds": 8}
        | {"low": there - 50, "high": there + 50, "unit": UNIT}
        for name, verdict, own, there, at in tried
    ]
    world = {"choice": "more-workers", "rival": "community-fund", "worlds": 9, "choice_leads": 7}
    write_table(path / "overturning.csv", rows)
    write_table(path / "drawn_worlds.csv", [world | {"inputs": 3, "residents": 2400, "days": 90}])
    found = turning_points(Folder(path))
    # then it names each once, the nearest first, then what chance may explain
    ages = ["30_39", "18_29", "40_49"]
    assert [line[0] for line in found.lines] == [_briefly(f"residents.will_{age}") for age in ages]
    assert found.lines[0][3].en.startswith("turned: “Community fund” does more, from 30")
    assert found.lines[0][2].en.startswith("10") and found.lines[2][3].en.endswith(", within chance")
    assert found.lines[0][3].zh.startswith("反转：“社区基金”更有效，转折在 30")
    assert found.title.en.startswith("2 of 3 turn the sign, first: ") and found.rest is None


def test_how_sure_the_choice_is_is_one_answer_and_its_rivals_stand_with_the_workings(part, path):
    # given a choice that stays ahead in 7 of 9 worlds, and one assumption that was tried alone
    write_tested(path, "more-workers", "", math.nan)
    folder = Folder(path)
    table = turning_points(folder)
    rows = part.rows["need_days"]
    short, rivals = sure_in_short(folder, rows, None), against_rivals(folder)
    # then the answer has what redrawn worlds gave against today, and that no assumption turns it
    assert (
        "in 9 redrawn worlds (all 300 assumptions) −120 on average (smallest −200, largest +40), better "
        "than today in 8." in short.en
    )
    assert short.en.endswith(f" Assumptions changed one by one: {table.title.en}.")
    assert short.zh.endswith(f"逐项改变假定：{table.title.zh}。")
    # and the workings have the rival, once
    assert rivals.en == (
        "Apart from these, all assumptions were drawn anew in 9 worlds on a small street; there “One more "
        "worker in each grid” does more than “Community fund” in 7 of them, −90 on average (smallest −150, "
        "largest +20); minus: it is better."
    )
    assert rivals.zh.startswith(
        "另在小街道上把全部假定重抽成 9 个情形，“每个网格增加一名网格员”与别的方案相比"
        "（差值为负表示“每个网格增加一名网格员”胜出）：7 个胜过“社区基金”，"
    )
    assert "doing nothing" not in rivals.en and "today" not in rivals.en
    assert unranked(folder) == Pair("", "")
    # and the table lists what comes nearest, though nothing turns
    assert table.lines[0][2:] == [
        Pair("全部收回", "returned"),
        Pair("70%：−63（−80 至 −46）", "70%: −63 (−80 to −46)"),
    ]
    assert table.heads[3].en.startswith("Lead over “Community fund” left then")
    assert table.title.en.startswith("none of 1 turns the sign; most depends on: ") and table.rest is None
    assert (
        "Of 300 assumptions only these were tried alone: ways of working, all there are (1)" in table.said.en
    )
    assert table.said.en.startswith("The choice is “One more worker in each grid”. 1 assumption was ")


def test_leads_that_cannot_be_told_from_zero_are_said_and_what_cannot_be_ranked_is_not_in_the_table(path):
    # given nine assumptions against today, two of them with zero in the interval, and an even rival
    def tried(name, left, high, rival="today", verdict="stays"):
        row = tried_alone("more-workers", rival) | {
            "verdict": verdict,
            "difference": -90.0 * left,
            "high": high,
        }
        return row | {"kind": "number", "input": name, "own": 0.5, "tried": 0.1}

    ages = ("18_29", "30_39", "40_49", "50_59", "60_plus")
    names = ["service.meet_days", *(f"residents.will_{age}" for age in ages), "workers.quit_burn"]
    rows = [tried(name, 0.7 + at / 20, 3.0 if at < 2 else -3.0) for at, name in enumerate(names)]
    write_tested(path, "more-workers", "", math.nan)
    even = [tried("service.meet_days", 1.0, 40.0, "community-fund", "even")]
    write_table(path / "overturning.csv", rows + even)
    found = turning_points(Folder(path))
    # then the finding says so, five stand in the table with their intervals, the rest are named
    assert found.title.en.startswith(
        "none of 7 turns the sign, but with 2 of them changed the lead is inconclusive"
    )
    assert (
        "都不使方向反转，但改变其中 2 项后，优势尚不能判断；影响最大的是等到各单位会商的天数"
        in found.title.zh
    )
    ends = [line[3].en.endswith(", inconclusive") for line in found.lines]
    assert ends == [True, True, False, False, False] and found.heads[3].zh.startswith("改后对现状的优势还剩")
    assert found.rest.en.startswith("2 more change less, 95% of the lead left or more: ")
    assert (
        "Against “Community fund” the small street cannot rank it, so the table compares with today"
        in found.said.en
    )
    assert "（service" not in "".join(line[0].zh for line in found.lines)  # no names of the program
    # and of a remedy that is a platform, that its own numbers were not tried
    assert "data platform" not in found.said.en
    folder = Folder(path)
    folder.study["scenarios"][1]["policies"] = [{"name": "data_platform"}]
    assert "the cost and the effect of the data platform among them." in turning_points(folder).said.en


def test_the_choice_for_the_budget_and_a_rival_beyond_it_are_said_to_be_that(path):
    write_tested(path, "volunteer-points", "volunteer-points", 6e5)
    said, table = against_rivals(Folder(path)), turning_points(Folder(path))
    dearer = "it is compared with the cheapest above it, “Community fund” (600 thousand yuan a year)."
    assert dearer in said.en
    assert "超出预算者中费用最低的“社区基金”（每年 60.0 万元）" in said.zh
    assert table.said.en.startswith(
        "The choice for 500,000 yuan a year is “Points for volunteers”. 1 assumption "
    )


def test_of_a_sum_that_was_not_run_the_part_that_was_tested_is_named(path):
    write_tested(path, "volunteer-points", BOTH, 4e5)
    said, table = against_rivals(Folder(path)), turning_points(Folder(path))
    both = "“Points for volunteers” and “Community fund”"
    assert f"{both}, was not run together; tested is the part of it that does most, “Points" in table.said.en
    assert "没有一起运行过；这里检验其中作用最大的一项：“志愿服务积分”。" in table.said.zh
    assert "beyond the budget" not in said.en + table.said.en


def test_a_choice_within_the_budget_that_is_another_than_was_tested_is_said_to_be(path):
    # given that runs were added, and the advice is now a sum; or that a folder is older than its advice
    write_table(path / "ladder.csv", [{"scenario": BOTH, "ran": 0, "budget": 9e4}])
    write_tested(path, "volunteer-points", "volunteer-points", 4e5)
    other = untested(Folder(path))
    write_tested(path, "more-workers", "", math.nan)
    older = untested(Folder(path))
    write_tested(path, "volunteer-points", BOTH, 4e5)
    same = untested(Folder(path))
    assert "is now “Points for volunteers” and “Community fund”; what was tested" in other.en
    assert "assumptions is “One more worker in each grid”." in older.en and "检验的是" in older.zh
    assert same == Pair("", "")


def test_without_fresh_worlds_the_answer_says_that_this_was_not_computed(part):
    row = part.rows["need_days"][0]
    assert against_rivals(part.folder) is None
    part.folder.__dict__["ladder"] = pd.DataFrame([{"scenario": "more-workers", "budget": 9e5, "ran": 1}])
    said = sure_in_short(part.folder, [row], row)
    assert (
        said.en
        == f"“One more worker in each grid”: chance alone was tried, no other assumptions. {NOT_ASKED.en}"
    )


def test_a_rival_that_leads_as_often_cannot_be_ranked(path):
    write_tested(path, "more-workers", "", math.nan)
    drawn = pd.read_csv(path / "drawn_worlds.csv")
    drawn.loc[drawn["rival"] == "community-fund", "choice_leads"] = 5
    drawn.to_csv(path / "drawn_worlds.csv", index=False)
    assert unranked(Folder(path)).zh == "在小街道的重抽情形里，它与“社区基金”分不出先后。"


def test_where_assumptions_were_not_tried_the_page_says_so_and_names_weak_points_and_no_command(path):
    # given a choice that was run, then a sum, in a folder of one year, where no money fell short
    said = []
    for name, ran in (("more-workers", 1), (BOTH, 0)):
        write_table(path / "ladder.csv", [{"scenario": name, "ran": ran, "budget": 9e5}])
        folder = Folder(path)
        folder.study["days"] = 365
        said.append(turning_points(folder).said)
    assert [each.en for each in said] == [
        f"{NOT_ASKED.en} Known weak points: most parameters are assumptions; one year only.",
        f"{NOT_ASKED.en} Known weak points: most parameters are assumptions; combinations marked † are sums, "
        "not run together; one year only.",
    ]
    weak = "多数参数是假定；带†的组合是相加的，没有一起运行过；只模拟了一年。"
    assert said[1].zh == f"{NOT_ASKED.zh}已知弱点：{weak}"
    assert "overturn" not in said[1].zh + said[1].en
    (path / "ladder.csv").unlink()
    assert turning_points(Folder(path)) is None


def test_a_folder_from_before_the_choice_had_a_budget_is_read(path):
    # given tables of an older version, which tested what does most
    write_tested(path, "more-workers", "", math.nan)
    drawn = pd.read_csv(path / "drawn_worlds.csv")
    drawn.drop(columns=["budget", "advised", "rival_cost"]).to_csv(path / "drawn_worlds.csv", index=False)
    # then its rivals are said, and no budget is made up
    assert (
        "within" not in against_rivals(Folder(path)).en
        and "500,000" not in turning_points(Folder(path)).said.en
    )
