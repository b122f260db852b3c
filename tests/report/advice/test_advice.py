"""The first part of the page: questions, sureness, payers, harms, another street."""

from __future__ import annotations

import math
from dataclasses import replace
from types import SimpleNamespace

import pytest

from simulation.analysis.inputs import structural_switches
from simulation.experiment.comparison.assumptions.number_words import meaning, word_said
from simulation.experiment.comparison.assumptions.two_levels import two_levels
from simulation.report.advice.certainty.sureness import luck_of, sureness
from simulation.report.advice.certainty.turning_points import NOT_ASKED
from simulation.report.advice.contents import contents
from simulation.report.advice.plain_days import plain_days
from simulation.report.advice.question_words import ASKED
from simulation.report.advice.questions import questions
from simulation.report.data.measured_money import (
    extra_hours,
    hours_said,
)
from simulation.report.data.results_folder import Folder
from simulation.report.page import Part
from simulation.report.wording.strings import TEXT
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import level
from tests.report.synthetic_money import write_priced
from tests.report.synthetic_results import write_table

PERIOD = Pair("2025 年", "2025")


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return write_priced(tmp_path_factory.mktemp("advice") / "r")


@pytest.fixture
def part(path):
    return Part("r0", Folder(path))


def asked(part) -> dict[str, Pair]:
    return answers(part, part.rows)


def answers(part, rows) -> dict[str, Pair]:
    """What is said to each question; what is folded below "neither" by its own name."""
    names = {words: name for name, words in ASKED.items()}
    found = questions(part.folder, rows, part.known, part.unheard)
    said = {names[each.question]: each.said for each in found}
    folded = next(each.more for each in found if names[each.question] == "neither")
    return said | dict(zip(("posts", "overtime"), folded, strict=True))


def test_questions_are_answered_in_both_languages_or_said_not_to_be_known(part):
    said = asked(part)
    assert set(said) == set(ASKED)
    assert all(bool(pair.zh) and bool(pair.en) for pair in said.values())
    assert "Not known" in said["budget"].en and "Not known" in said["tenants"].en
    assert "Not known" in said["old"].en  # this folder knows no groups


def test_of_what_only_costs_no_answer_says_what_it_does_in_a_year(part):
    # given that points for volunteers only cost, make needs wait longer, and raise overtime
    def changed(row):
        if row.scenario.id != "volunteer-points":
            return row
        scenario = replace(row.scenario, only_costs=True)
        return replace(row, scenario=scenario, verdict="worse" if row.info.id == "need_days" else row.verdict)

    rows = {name: [changed(row) for row in found] for name, found in part.rows.items()}
    found = answers(part, rows)
    soon, overtime = found["soon"], found["overtime"]
    assert "nor in which month it shows" in soon.en and "哪个月开始见效也没有算" in soon.zh
    assert soon.en.startswith("<b>Not known:</b> what is left of this year was not computed")
    assert "only 2025 in all: <b>“One more worker in each grid”</b>, " in soon.en
    assert "Points for volunteers" not in soon.en + overtime.en + found["worse"].en


def test_days_of_a_thousand_residents_are_said_of_one_and_of_the_street(part):
    info = SimpleNamespace(unit="days/1,000 residents/year")
    said = plain_days(part.folder, info, 4615.0, -117.0)
    assert (
        said.en
        == " From 4.6 days a resident and year to 4.5, and 1,123 days a year fewer in the whole street."
    )
    assert said.zh == "每人每年从 4.6 天降到 4.5 天，全街道每年少 1,123 天。"
    assert "From 4.62 days a resident and year to 4.61" in plain_days(part.folder, info, 4615.0, -1.0).en
    assert plain_days(part.folder, SimpleNamespace(unit="days"), 4615.0, -117.0) == Pair("", "")


def test_each_remedy_says_what_is_in_it_and_the_package_that_it_is_all_of_them(path):
    def policies(*names):
        return [{"name": name, "title": {"en": name.title(), "zh": f"项{name}"}} for name in names]

    def folder(**own):
        found = Folder(path)
        for each in found.study["scenarios"]:
            each["policies"] = policies(*own.get(each["name"].replace("-", "_"), ""))
        return found

    whole = contents(folder(more_workers="ab", volunteer_points="c", community_fund="abc"))
    assert [said.en for _, _, said in whole] == ["A; B", "C", "all of the above together"]
    assert whole[0][2].zh == "项a；项b"
    # and what only costs is said to be no choice
    costs = folder(more_workers="ab", volunteer_points=["placebo"])
    assert "a yardstick" in contents(costs)[1][2].en and costs.scenarios[2].only_costs
    assert costs.scenarios[2].short_name == Pair("“空转对照”", "“Idle control”")
    assert contents(Folder(path)) == []  # a folder that lists no policies


def test_without_new_posts_the_scenario_that_adds_posts_is_left_out(part):
    assert "“Points for volunteers”" in asked(part)["posts"].en
    assert "One more worker" not in asked(part)["posts"].en


def test_what_an_answer_recommends_has_its_price_for_the_whole_street(part):
    dearer = part.folder.mean("cost_street", "more-workers") - part.folder.mean("cost_street", "today")
    hours = hours_said(extra_hours(part.folder, ["more-workers"])).en
    assert f"({level(dearer, 'yuan').en} and {hours} workers’ hours a year)" in asked(part)["overtime"].en


def test_overtime_leaves_out_who_raises_it_and_names_them(part):
    hours = {row.scenario.id: row.verdict for row in part.rows["overtime_hours"]}
    assert hours == {"more-workers": "better", "volunteer-points": "worse", "community-fund": "cannot tell"}
    said = asked(part)["overtime"].en
    assert "<b>“One more worker in each grid”</b>" in said
    assert "Overtime rises with “Points for volunteers”." in said


def test_where_what_helps_makes_nothing_worse_what_others_make_worse_is_said(part):
    # given that only one scenario helps, and nothing gets worse by it
    def kept(row):
        first = row.scenario.id == "more-workers"
        return (first and row.verdict != "worse") or (not first and row.info.id != "need_days")

    rows = {name: [row for row in found if kept(row)] for name, found in part.rows.items()}
    said = answers(part, rows)["worse"]
    assert "“Points for volunteers”" in said.en and "nothing is conclusively" not in said.en
    assert said.en.startswith(
        "“One more worker in each grid” makes nothing conclusively worse. Of all remedies"
    )
    assert "hit hardest: grid workers, with “Points for volunteers” overtime +" in said.en


def test_a_budget_takes_the_last_step_within_it_and_says_what_is_tied(path, tmp_path):
    steps = [
        {"scenario": "volunteer-points", "ran": 1, "budget": 90_000, "effect_difference": -38.0}
        | {
            "low": -60.0,
            "high": -16.0,
            "pairs": 10,
            "first_in": 9,
            "runner_up": "community-fund",
            "verdict": "cannot tell",
        },
        {"scenario": "more-workers", "ran": 1, "budget": 900_000, "effect_difference": -176.0}
        | {"low": -200.0, "high": -150.0, "pairs": 10, "first_in": 9, "runner_up": "", "verdict": "better"},
    ]
    write_table(path / "ladder.csv", steps)
    part = Part("r0", Folder(path))
    said = asked(part)["budget"].en
    hours = hours_said(extra_hours(part.folder, ["volunteer-points"])).en
    priced = f"<b>“Points for volunteers”</b> (90.0 thousand yuan and {hours} workers’ hours a year)"
    assert priced in said
    assert "whether it beats “Community fund” is inconclusive" in said
    soon = asked(part)["soon"].en  # the same step
    assert "in all: <b>“Points for volunteers”</b>, " in soon and "One more worker" not in soon
    posts = asked(part)["posts"].en  # the same step again, in few words
    assert "within 500,000 yuan, <b>“Points for volunteers”</b>, 90.0 thousand yuan a year, " in posts
    assert posts.endswith("But “Points for volunteers” raise overtime.")
    assert "One more worker" not in posts
    neither = asked(part)["neither"]  # it raises overtime, and the other adds posts
    assert "none has a conclusive effect" in neither.en and "没有一个" in neither.zh
    sure = asked(part)["sure"]
    assert "“Points for volunteers”: chance alone was tried" in sure.en and NOT_ASKED.en in sure.en
    assert "chance alone" not in said and part.facts["alone"] is not None
    (path / "ladder.csv").unlink()


def test_an_interval_that_cannot_be_trusted_is_marked_in_how_sure(part):
    rows = [replace(part.rows["need_days"][0], frail=True), *part.rows["need_days"][1:]]
    found = sureness(part.folder, {"need_days": rows}, PERIOD)
    assert found.rows[0].value.en.endswith("‡") and "‡ Only a few pairs differ" in found.sub.en
    assert not found.rows[1].value.en.endswith("‡")


def test_the_bar_of_luck_is_the_t_interval_of_pairs_that_share_their_sets():
    # given three sets of two pairs each, that differ by luck of standard deviation sqrt(2)
    values, sets = [9, 11, 19, 21, 29, 31], [1, 1, 2, 2, 3, 3]
    levels = two_levels(values, sets)
    low, high = luck_of(20.0, {"pairs": 6, "sets": 3, "sd_luck": levels.sd_luck})
    # then it is mean +- t(3) sd / sqrt(6), far inside the span of the sets' means
    assert levels.sd_luck == pytest.approx(math.sqrt(2))
    assert high - 20 == pytest.approx(3.18245 * math.sqrt(2) / math.sqrt(6), rel=1e-4)
    assert (low + high) / 2 == pytest.approx(20)
    assert luck_of(20.0, {"pairs": 3, "sets": 3, "sd_luck": math.nan}) is None


def test_bars_say_in_how_many_sets_the_sign_held_and_share_one_scale(path):
    rows = [
        {"scenario": name, "metric": "need_days", "pairs": 6, "sets": 3, "sd_luck": 4.0, "sign_held": held}
        | {"difference": mean, "smallest": low, "largest": high}
        for name, held, mean, low, high in [
            ("more-workers", 3, -176.0, -200.0, -150.0),
            ("volunteer-points", 2, -38.0, -60.0, 5.0),
        ]
    ]
    write_table(path / "assumptions.csv", rows)
    part = Part("r0", Folder(path))
    found = sureness(part.folder, part.rows, PERIOD)
    (path / "assumptions.csv").unlink()
    assert found.title.en == (
        "With 3 parameter sets (2 pairs of runs each), better in all: “One more worker in each grid”; sign "
        "depends on the set: “Points for volunteers”; inconclusive: “Community fund”"
    )
    first, second, third = found.rows
    assert first.words.en.startswith("same direction in 3 of 3 sets; difference −200 to −150")
    assert found.sub.en.startswith("This says that the result is stable in the model under 3 sets of assum")
    assert found.sub.zh.startswith("只说明在模型里换 3 套假定结果仍稳，不说明在真实街道一定有效。")
    assert second.assumptions[1] > found.zero > second.assumptions[0]
    assert first.assumptions[0] == pytest.approx(4.0)  # the left end of the scale
    assert third.assumptions is None and third.luck is not None


def test_a_sign_that_held_in_all_sets_and_is_still_open_says_why(path):
    row = {"scenario": "community-fund", "metric": "need_days", "pairs": 6, "sets": 3, "sd_luck": 4.0}
    row |= {"sign_held": 3, "difference": -26.0, "smallest": -50.0, "largest": -6.0}
    write_table(path / "assumptions.csv", [row])
    part = Part("r0", Folder(path))
    (open_,) = (row for row in part.rows["need_days"] if row.scenario.id == "community-fund")
    found = [
        sureness(part.folder, {"need_days": [replace(open_, low=-40.0, high=high)]}, PERIOD)
        for high in (-1.0, 1.0)
    ]
    told = [each.rows[0].words for each in found]
    write_table(path / "assumptions.csv", [row | {"sign_held": 2}])
    turned = replace(open_, low=-40.0, high=-1.0)
    parted = sureness(Folder(path), {"need_days": [turned]}, PERIOD).rows[0].words
    (path / "assumptions.csv").unlink()
    assert told[0].en.startswith(
        "same sign in all 3 (−50 to −6), and the 95% interval (−40 to −1) leaves out zero; with many "
    )
    assert TEXT["strict"].en not in found[0].sub.en  # the row says so itself
    assert "strict" not in parted.en  # of one whose sign did not hold in all, that would be untrue
    assert told[0].zh == (
        "3 套同向（−50 至 −6），区间也不含零（95% 区间 −40 至 −1），但同时比较多项，按更严的标准还不能判断"
    )
    assert "strict" not in told[1].en


def test_the_finding_begins_with_the_choice_and_names_what_else_helps(path, monkeypatch):
    part = Part("r0", Folder(path))
    rows = [
        replace(row, verdict="better")
        for row in part.rows["need_days"]
        if row.scenario.id in ("more-workers", "volunteer-points")
    ]
    row = {"metric": "need_days", "pairs": 6, "sets": 3, "sd_luck": 4.0, "sign_held": 3}
    row |= {"difference": -26.0, "smallest": -50.0, "largest": -6.0}
    write_table(path / "assumptions.csv", [row | {"scenario": each.scenario.id} for each in rows])
    monkeypatch.setattr(
        "simulation.report.advice.certainty.sureness.step_within", lambda *_: {"scenario": "volunteer-points"}
    )
    said = sureness(Folder(path), {"need_days": rows}, PERIOD).title
    (path / "assumptions.csv").unlink()
    assert said.en.endswith(
        "better in all: “Points for volunteers”; and so are “One more worker in each grid”"
    )
    assert said.zh.endswith("，“志愿服务积分”都改善；“每个网格增加一名网格员”也都改善")


def test_where_luck_alone_varied_the_finding_says_so(part):
    assert sureness(part.folder, part.rows, PERIOD).title.en.startswith("Only chance varied")
    assert "in a real street" not in sureness(part.folder, part.rows, PERIOD).sub.en


def test_a_structural_switch_is_said_in_words_of_either_language():
    path = "treasury.year_end"
    assert word_said(path, "returned") == Pair("全部收回", "returned")
    assert meaning(path).zh.startswith("年底未用完的拨款怎么办")
    assert meaning("residents.worker_age_30_39", with_path=False) == Pair(
        "30–39 岁居民当面反映的意愿", "leaning to report in person, aged 30-39"
    )
    for each in structural_switches():  # none stands in Chinese by its path alone, nor its words
        assert meaning(each.path).zh != each.path
        assert all(not word_said(each.path, word).zh.isascii() for word in each.allowed)
