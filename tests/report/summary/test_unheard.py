"""The first page: who is left out, what gets worse, and the price, each number as the CSV has it."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import scipy.stats

from simulation.report import build
from simulation.report.data.results_folder import Folder
from simulation.report.data.titles import inline, size, with_unit
from simulation.report.page import Part
from simulation.report.summary.leader_among_shown import among
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import difference, level
from tests.report.synthetic_days import write_flows, write_unheard
from tests.report.synthetic_results import UNHEARD, write_folder

NAMES = ["today", "more-workers", "volunteer-points", "community-fund"]
PRICES = "scenario,effect,unit,cost_difference,effect_difference,price,low,high,pairs,verdict,efficient\n"


def plain(text: Pair, language: str) -> str:
    """What a reader sees of a text, without the meanings of its words."""
    return re.sub("<.*?>", "", re.sub('<span class="tip".*?</span>', "", str(text.side(language))))


def written(path: Path, runs: int = 10, scenarios: int = 4) -> Path:
    folder = write_folder(path, scenarios, runs)
    write_unheard(folder, NAMES[:scenarios], runs)
    write_flows(folder, NAMES[:scenarios], runs)
    return folder


def part_of(folder: Path) -> Part:
    return Part("r0", Folder(folder))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return written(tmp_path_factory.mktemp("results") / "four")


@pytest.fixture(scope="module")
def part(folder):
    return part_of(folder)


def shares(folder: Path, way: str, key: str, scenario: str) -> pd.Series:
    """A group's share in each run of a scenario, from the CSV."""
    table = pd.read_csv(folder / "unheard.csv")
    mine = table[(table[way] == key) & (table["scenario"] == scenario)].groupby("replication").sum()
    return mine["unheard"] / mine["arose"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "those aged 30–39 ({a}), those aged 40–49 ({b}) and those at work or school by day ({c}), "
               "smallest for {d} ({e})."),
        ("zh", "30–39 岁居民（{a}）、40–49 岁居民（{b}）和白天上班上学的居民（{c}），最低的是 {d}（{e}）。"),
    ],
)  # fmt: skip
def test_the_groups_left_out_are_named_with_the_means_of_the_csv(folder, part, language, said):
    # given the shares of today, by hand; 30-39 and 40-49 are alike run after run
    means = {age: shares(folder, "age_group", age, "today").mean() for age in
             ("under_18", "18_29", "30_39", "40_49", "50_59", "60plus")}  # fmt: skip
    least = min(means, key=lambda age: means[age])
    names = {"under_18": ("未满 18 岁居民", "those under 18"), "18_29": ("18–29 岁居民", "those aged 18–29"),
             "50_59": ("50–59 岁居民", "those aged 50–59"),
             "60plus": ("60 岁及以上居民", "those aged 60 and over")}  # fmt: skip
    at_work = shares(folder, "by_day", "at_work", "today").mean()
    # then the sentence has them, those that stand out first
    sentence = plain(part.answer.sentences[2], language)
    ends = {"a": means["30_39"], "b": means["40_49"], "c": at_work, "e": means[least]}
    told = {name: f"{value:.1%}" for name, value in ends.items()}
    assert means["30_39"] > means["40_49"]
    assert said.format(d=names[least][language == "en"], **told) in sentence
    # and so does the short answer
    assert told["a"] in part.answer.short["left_out"].en and told["c"] in part.answer.short["left_out"].en


def test_what_the_leading_policy_does_for_them_is_the_paired_difference_of_the_csv(folder, part):
    lead = part.answer.lead.scenario
    today, then = (shares(folder, "age_group", "30_39", name) for name in ("today", lead.id))
    low, high = scipy.stats.t.interval(0.95, 9, (then - today).mean(), scipy.stats.sem(then - today))
    change = difference((then - today).mean(), low, high, "share")
    sentence = plain(part.answer.sentences[2], "en")
    assert f"the share of those aged 30–39 falls to {then.mean():.1%}: {change.en}." in sentence
    assert f"30–39 岁居民的需求无人知道的比例降为 {then.mean():.1%}，差值 {change.zh}。" in plain(
        part.answer.sentences[2], "zh"
    )


def test_where_the_runs_do_not_tell_what_it_does_for_them_it_says_so(tmp_path, part):
    # given a leading policy under which those aged 30-39 are heard as much as today, give or take
    folder, lead = written(tmp_path / "same"), part.answer.lead.scenario.id
    table = pd.read_csv(folder / "unheard.csv")
    aged = table["age_group"] == "30_39"
    today = table.loc[aged & (table["scenario"] == "today"), "unheard"].to_numpy()
    wobble = np.where(np.arange(len(today)) % 4 < 2, 5, -5)
    table.loc[aged & (table["scenario"] == lead), "unheard"] = today + wobble
    table.to_csv(folder / "unheard.csv", index=False)
    # then
    said = part_of(folder).answer.sentences[2]
    assert "on the share of those aged 30–39 is inconclusive" in plain(said, "en")
    assert "falls to" not in plain(said, "en") and "尚不能判断" in plain(said, "zh")


def test_ages_that_are_alike_are_not_ranked(tmp_path):
    folder = written(tmp_path / "alike")
    table = pd.read_csv(folder / "unheard.csv")
    place = table["age_group"].map(list(table["age_group"].unique()).index)
    table["unheard"] = 200 + np.where((table["replication"] + place) % 2, 40, -40)
    table.to_csv(folder / "unheard.csv", index=False)
    part = part_of(folder)
    assert "differences between ages are inconclusive" in plain(part.answer.sentences[2], "en")
    assert "left_out" not in part.answer.short
    assert part.facts["whose"].title.en == "Differences between ages are inconclusive"


def test_with_few_runs_nobody_is_said_to_be_left_out_most(tmp_path):
    found = part_of(written(tmp_path / "few", 3)).answer
    said = plain(found.sentences[2], "en")
    assert "too few runs to be sure" in said and "the smallest" not in said
    assert plain(found.short["left_out"], "en").endswith("(too few runs to be sure)")
    # and the third sentence does not say once more what the first says of all policies
    assert "no verdict" in plain(found.sentences[0], "en") and "inconclusive" not in said


def test_grids_that_are_low_run_after_run_are_named_with_their_share_on_record(folder, part):
    table = pd.read_csv(folder / "grids.csv")
    today = table[table["scenario"] == "today"].assign(share=lambda t: t["recorded"] / t["arose"])
    means = today.groupby("grid")["share"].mean()
    runs = today.groupby("replication")[["recorded", "arose"]].sum()
    street = (runs["recorded"] / runs["arose"]).mean()
    low = means.nsmallest(2)
    assert set(low.index) == set(UNHEARD)
    sentence = plain(part.answer.sentences[2], "en")
    named = " and ".join(f"no. {grid} ({level(share, 'share').en})" for grid, share in low.items())
    assert f"than the street ({street:.1%}) in every run: {named}." in sentence
    # and where all grids are alike but for luck, none is
    assert part_of(_even(folder)).unheard.low_grids() == []


def _even(folder: Path) -> Path:
    """The folder once more, with grids that differ by chance alone."""
    other = written(folder.parent / "even")
    table = pd.read_csv(other / "grids.csv")
    up = (table["grid"] + table["replication"]) % 2
    table.assign(arose=100, recorded=60 + 2 * up).to_csv(other / "grids.csv", index=False)
    return other


def test_the_table_of_groups_holds_every_paired_difference(folder, part):
    for line in part.facts["whose"].lines:
        way, key = line.info.id.split(":")
        if way == "domain":
            continue
        today = shares(folder, way, key, "today")
        assert line.level.en == level(today.mean(), "share").en
        for cell in line.cells:
            then = shares(folder, way, key, cell.row.scenario.id)
            assert cell.row.difference == pytest.approx((then - today).mean())
            ends = scipy.stats.t.interval(0.95, 9, (then - today).mean(), scipy.stats.sem(then - today))
            assert (cell.row.low, cell.row.high) == pytest.approx(ends)
    flows = pd.read_csv(folder / "flows.csv")
    mine = flows[(flows["domain"] == "component") & (flows["scenario"] == "today")]
    total = mine.groupby("replication")["needs"].sum()
    silent = mine[mine["channel"] == "silent"].groupby("replication")["needs"].sum()
    matters = next(each for each in part.facts["whose"].lines if each.info.id == "domain:component")
    assert matters.level.en == level((silent / total).mean(), "share").en


def test_a_verdict_on_a_group_stands_the_correction_for_all_groups(folder, part):
    rows = part.unheard.rows
    told = [row for found in rows.values() for row in found if row.conclusive]
    assert {row.scenario.id for row in rows["age_group:30_39"] if row.verdict == "better"} == set(NAMES[1:])
    # groups that no policy touches differ by noise alone
    assert not [row for row in told if row.info.id in ("age_group:60plus", "age_group:18_29")]


def test_a_difference_that_only_one_of_many_groups_shows_is_not_told(tmp_path):
    # given one group that differs, at p = .02, in one scenario alone
    folder = written(tmp_path / "one")
    table = pd.read_csv(folder / "unheard.csv")
    table["unheard"] = 200 + 10 * (table["age_group"] == "60plus")
    mine = (table["age_group"] == "18_29") & (table["scenario"] == "more-workers")
    table.loc[mine, "unheard"] += np.where(table.loc[mine, "replication"] % 2, 19, -1)
    table.to_csv(folder / "unheard.csv", index=False)
    # then its interval leaves out zero, and yet nothing is told of it
    rows = part_of(folder).unheard.rows["age_group:18_29"]
    row = next(row for row in rows if row.scenario.id == "more-workers")
    assert row.low > 0 and row.verdict == "cannot tell"


@pytest.mark.slow
def test_a_folder_of_before_says_how_much_is_kept_silent_and_has_no_such_table(tmp_path):
    part = part_of(write_folder(tmp_path / "old", 4, 10))
    assert (
        "go unreported at first" in plain(part.answer.sentences[2], "en") + part.answer.short["left_out"].en
    )
    assert part.facts["whose"] is None
    assert 'id="r0-whose"' not in build([tmp_path / "old"], tmp_path / "page.html").read_text("utf-8")


def test_every_measure_that_gets_worse_for_the_leading_policy_is_named_with_its_numbers(tmp_path, part):
    # given a study in which the policy that comes first makes five metrics worse
    folder, lead = written(tmp_path / "worse"), part.answer.lead.scenario
    table = pd.read_csv(folder / "comparison.csv")
    judged = (table["scenario"] == lead.id) & (table["role"] == "outcome") & (table["metric"] != "need_days")
    names = list(table.loc[judged, "metric"][:5])
    table.loc[judged & table["metric"].isin(names), "verdict"] = "worse"
    table.to_csv(folder / "comparison.csv", index=False)
    # then both languages name them all, with the numbers of the CSV, the largest part of the baseline first
    made = part_of(folder)
    rows = [row for name in names for row in made.rows[name] if row.scenario == lead]
    rows.sort(key=lambda row: -abs(row.difference / row.baseline_mean))
    for language in ("zh", "en"):
        said = plain(made.answer.sentences[1], language)
        assert {"zh": "但有 5 个指标变差：", "en": "But 5 metrics get worse: "}[language] in said
        told = [
            f"{inline(row.info.label).side(language)} {with_unit(row.text, row).side(language)}"
            for row in rows
        ]
        assert [said.index(each) for each in told] == sorted(said.index(each) for each in told)


@pytest.fixture
def priced(tmp_path, part):
    """A folder in which one need-day less has this price with the leading policy, and its answer."""
    lead = part.answer.lead.scenario.id

    def made(price: str, verdict: str):
        folder = written(tmp_path / verdict.replace(" ", "-"))
        row = f"{lead},need_days,yuan/need-day,6000,-200,{price},5,{verdict}\n"
        (folder / "prices.csv").write_text(PRICES + row, "utf-8")
        return part_of(folder).answer

    return made


def test_the_price_of_a_need_day_stands_beside_the_answer_as_the_csv_has_it(priced):
    found = priced("207.5,199.2,216.4", "helps and costs")
    assert ": 208 yuan (199 to 216) per need-day avoided." in plain(found.sentences[0], "en")
    assert "，需求未解决天数每减少 1 天，成本 208 元（199 至 216）。" in plain(found.sentences[0], "zh")
    assert "208 yuan per unsolved need-day avoided" in plain(found.short["costs"], "en")


def test_a_price_that_cannot_be_told_is_none(priced):
    found = priced(",,", "cannot tell")
    assert "its unit cost is inconclusive" in plain(found.sentences[0], "en")
    assert "单位成本尚不能判断" in plain(found.short["costs"], "zh")


def test_of_two_that_do_the_same_none_is_said_to_come_first(tmp_path):
    # given two policies that do the same, give or take, and a third that does less
    folder = written(tmp_path / "twins")
    runs, compared = (pd.read_csv(folder / name) for name in ("runs.csv", "comparison.csv"))
    of = {name: (runs["scenario"] == name) & (runs["metric"] == "need_days") for name in NAMES}
    wobble = np.where(np.arange(10) % 2, 1, -1)
    runs.loc[of["community-fund"], "value"] = runs.loc[of["more-workers"], "value"].to_numpy() + wobble
    row = compared[compared["metric"] == "need_days"].set_index("scenario").loc["more-workers"]
    twin = (compared["metric"] == "need_days") & (compared["scenario"] == "community-fund")
    compared.loc[twin, ["difference", "low", "high", "verdict"]] = list(
        row[["difference", "low", "high", "verdict"]]
    )
    runs.to_csv(folder / "runs.csv", index=False)
    compared.to_csv(folder / "comparison.csv", index=False)
    # then the answer names both, and without one of them the other is told
    part = part_of(folder)
    said = among(part.folder, part.rows)
    assert list(said["tied"]) == ["more-workers community-fund"] and len(said["order"]) > 2
    assert set(said["named"]) == {"more-workers", "community-fund"}
    assert "which does more is inconclusive" in said["tied"]["more-workers community-fund"].en


def test_of_those_that_are_shown_the_first_is_told_from_the_second_or_not_at_all(folder, part):
    said = among(part.folder, part.rows)
    better = [row for row in part.rows["need_days"] if row.verdict == "better"]
    order = sorted(better, key=lambda row: row.difference)
    assert said["order"] == [row.scenario.id for row in order] and len(order) > 1
    runs = pd.read_csv(folder / "runs.csv")
    values = runs[runs["metric"] == "need_days"].pivot(index="seed", columns="scenario", values="value")
    for place, first in enumerate(said["order"]):
        for second in said["order"][place + 1 :]:
            p = scipy.stats.ttest_rel(values[first], values[second]).pvalue
            assert (f"{first} {second}" in said["tied"]) == (p >= 0.05)
    for row in order:
        told = said["one"][row.scenario.id]
        assert (
            f"it cuts unsolved need-days by {size(row).en} (" in told.en
            and f"减少 {size(row).zh}（" in told.zh
        )
    assert set(said["named"]) <= set(said["order"][:2])
