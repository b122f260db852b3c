"""The first part of the page: questions, sureness, payers, harms, another street."""

from __future__ import annotations

import math
from dataclasses import replace
from types import SimpleNamespace

import pytest

from simulation.analysis.inputs import structural_switches
from simulation.experiment.comparison.assumptions.number_words import meaning, word_said
from simulation.experiment.comparison.assumptions.two_levels import two_levels
from simulation.report.advice.choice_in_short import choice_in_short
from simulation.report.advice.contents import contents
from simulation.report.advice.harms import NONE, harms
from simulation.report.advice.my_street import my_street
from simulation.report.advice.plain_days import plain_days
from simulation.report.advice.question_words import ASKED
from simulation.report.advice.questions import questions
from simulation.report.advice.sureness import luck_of, sureness
from simulation.report.advice.turning_points import NOT_ASKED, turning_points
from simulation.report.advice.untested_choice import untested
from simulation.report.data.measured_money import (
    extra_hours,
    hours_said,
)
from simulation.report.data.results_folder import Folder
from simulation.report.page import Part
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import level
from tests.report.synthetic_money import PEOPLE, write_priced
from tests.report.synthetic_results import write_table

PERIOD = Pair("2025 年", "2025")


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return write_priced(tmp_path_factory.mktemp("advice") / "r")


@pytest.fixture
def part(path):
    return Part("r0", Folder(path))


def asked(part) -> dict[str, Pair]:
    found = dict(questions(part.folder, part.rows, part.known, part.unheard))
    return {name: found[words] for name, words in ASKED.items()}


def test_questions_are_answered_in_both_languages_or_said_not_to_be_known(part):
    said = asked(part)
    assert set(said) == set(ASKED)
    assert all(bool(pair.zh) and bool(pair.en) for pair in said.values())
    assert "Not known" in said["budget"].en and "Not known" in said["tenants"].en
    assert "Not known" in said["old"].en  # this folder knows no groups


def test_what_makes_the_year_worse_is_not_called_inconclusive_and_what_only_costs_is_no_choice(part):
    # given that points for volunteers only cost, make needs wait longer, and raise overtime
    def changed(row):
        if row.scenario.id != "volunteer-points":
            return row
        scenario = replace(row.scenario, only_costs=True)
        return replace(row, scenario=scenario, verdict="worse" if row.info.id == "need_days" else row.verdict)

    rows = {name: [changed(row) for row in found] for name, found in part.rows.items()}
    found = dict(questions(part.folder, rows, part.known, part.unheard))
    soon, overtime = found[ASKED["soon"]], found[ASKED["overtime"]]
    points = "“Points for volunteers” (a yardstick: it takes money and hours and does nothing)"
    assert f"Conclusively worse: {points}. Inconclusive: “Community fund”." in soon.en
    assert "“志愿服务积分”（只占钱和工时、不做实事的对照方案）明确变差。“社区基金”尚不能判断。" in soon.zh
    assert "Points for volunteers" not in overtime.en + found[ASKED["worse"]].en


def test_a_choice_within_the_budget_that_was_not_tried_is_said_not_to_be(path):
    # given that the assumptions of another scenario were tried
    write_table(path / "ladder.csv", [{"scenario": "volunteer-points", "ran": 1, "budget": 9e4}])
    write_table(path / "overturning.csv", [{"choice": "more-workers", "input": "treasury.year_end"}])
    write_table(path / "drawn_worlds.csv", [{"choice": "more-workers", "rival": "community-fund"}])
    other = untested(Folder(path))
    write_table(path / "drawn_worlds.csv", [{"choice": "volunteer-points", "rival": "community-fund"}])
    same = untested(Folder(path))
    for name in ("ladder.csv", "overturning.csv", "drawn_worlds.csv"):
        (path / name).unlink()
    assert "tests “One more worker in each grid”" in other.en and "本节检验的是" in other.zh
    assert "500,000 yuan, “Points for volunteers”, has not been tested" in other.en
    assert same == Pair("", "")


def test_days_of_a_thousand_residents_are_said_of_one_and_of_the_street(part):
    info = SimpleNamespace(unit="days/1,000 residents/year")
    said = plain_days(part.folder, info, 4615.0, -117.0)
    assert (
        said.en
        == ": from 4.6 days a resident and year to 4.5, and 1,123 days a year fewer in the whole street"
    )
    assert said.zh == "：每人每年从 4.6 天降到 4.5 天，全街道每年少 1,123 天"
    assert "from 4.62 days a resident and year to 4.61" in plain_days(part.folder, info, 4615.0, -1.0).en
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
    said = dict(questions(part.folder, rows, part.known, part.unheard))[ASKED["worse"]]
    assert "“Points for volunteers”" in said.en and "nothing is conclusively" not in said.en
    assert "One more worker" not in said.en


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
    posts = asked(part)["posts"].en  # the same step, within the money
    assert f"within 500,000 yuan, {priced}" in posts
    assert "One more worker" not in posts
    assert "luck alone was tried" in said and part.facts["alone"] is not None
    mine = my_street(part.folder, part.rows)
    assert [each["name"].en for each in mine.data["choices"]] == [
        "“Points for volunteers”",
        "“One more worker in each grid”",
    ]
    (path / "ladder.csv").unlink()


def test_another_street_s_numbers_by_head_give_back_the_simulated_street(part):
    data = my_street(part.folder, part.rows).data
    each = data["scenarios"]["more-workers"]
    more = part.folder.mean("cost_street", "more-workers") - part.folder.mean("cost_street", "today")
    assert (each["posts"] + each["other"]) * PEOPLE == pytest.approx(more)
    assert data["people"] == PEOPLE
    assert data["wage"] == pytest.approx(893_000 * 12 / 160 * 365, abs=50)


def test_harms_name_everything_that_is_worse_and_nothing_else(part):
    found = {id: lines for id, _, lines, _ in harms(part.folder, part.rows).lines}
    for scenario, lines in found.items():
        worse = [
            row
            for rows in part.rows.values()
            for row in rows
            if row.scenario.id == scenario and row.verdict == "worse"
        ]
        assert lines == [NONE] if not worse else len(lines) == len(worse)
    assert any("Grid workers: overtime +" in line.en for line in found["volunteer-points"])
    assert any("hours per worker and month" in line.en for line in found["volunteer-points"])


def test_what_is_next_to_nothing_of_the_baseline_has_no_digits(part):
    row = next(row for row in part.rows["overtime_hours"] if row.verdict == "worse")
    small = replace(row, difference=0.0009 * row.baseline_mean, low=0.0008, high=0.001)
    said = {id: lines for id, _, lines, _ in harms(part.folder, {"overtime_hours": [small]}).lines}
    assert "overtime rises by less than 0.1% of the baseline" in said[row.scenario.id][0].en
    assert "不足对照的 0.1%" in said[row.scenario.id][0].zh


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
        "depends on the set: “Points for volunteers”; inconclusive: 1 more"
    )
    first, second, third = found.rows
    assert first.words.en.startswith("sign held in 3 of 3 plausible sets; size −200 to −150")
    assert second.assumptions[1] > found.zero > second.assumptions[0]
    assert first.assumptions[0] == pytest.approx(4.0)  # the left end of the scale
    assert third.assumptions is None and third.luck is not None


def test_where_luck_alone_varied_the_finding_says_so(part):
    assert sureness(part.folder, part.rows, PERIOD).title.en.startswith("Only luck varied")


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
        for name, verdict, own, there, at in tried
    ]
    world = {"choice": "more-workers", "rival": "community-fund", "worlds": 9, "choice_leads": 7}
    write_table(path / "overturning.csv", rows)
    write_table(path / "drawn_worlds.csv", [world | {"inputs": 3, "residents": 2400, "days": 90}])
    found = turning_points(Folder(path))
    for name in ("overturning.csv", "drawn_worlds.csv"):
        (path / name).unlink()
    # then it names each once, the nearest first, then what chance may explain
    assert [line[0].en.rpartition("(")[2] for line in found.lines] == [
        "residents.will_30_39)",
        "residents.will_18_29)",
        "residents.will_40_49)",
    ]
    assert found.lines[0][2].en.startswith("30") and "within chance" in found.lines[2][2].en
    assert found.lines[0][3].en == "“Community fund”"


def test_a_structural_switch_is_said_in_words_of_either_language():
    path = "treasury.year_end"
    assert word_said(path, "returned") == Pair("全部收回", "returned")
    assert meaning(path).zh.startswith("年底未用完的拨款怎么办")
    for each in structural_switches():  # none stands in Chinese by its path alone, nor its words
        assert meaning(each.path).zh != each.path
        assert all(not word_said(each.path, word).zh.isascii() for word in each.allowed)


def test_the_choice_is_said_in_one_paragraph_with_what_a_re_check_gave(part, path):
    # given a choice that stays ahead in 7 of 9 worlds, and one assumption that was tried alone
    tried = {"metric": "need_days", "choice": "more-workers", "rival": "community-fund"}
    tried |= {"input": "treasury.year_end", "kind": "word", "own": "carried", "tried": "returned"}
    tried |= {"difference_own": -90.0, "difference": -63.0, "verdict": "stays", "seeds": 5}
    world = {"metric": "need_days", "choice": "more-workers", "worlds": 9, "inputs": 300, "residents": 2400}
    rivals = {"community-fund": (7, -90.0, -150.0, 20.0), "today": (8, -120.0, -200.0, 40.0)}
    write_table(path / "overturning.csv", [tried])
    write_table(
        path / "drawn_worlds.csv",
        [
            world | {"days": 90, "rival": rival}
            | dict(zip(("choice_leads", "difference", "smallest", "largest"), found, strict=True))
            for rival, found in rivals.items()
        ],
    )  # fmt: skip
    folder = Folder(path)
    said, table = choice_in_short(folder, part.rows), turning_points(folder)
    unsure = [replace(row, verdict="cannot tell") for row in part.rows["need_days"]]
    assert "per 1,000 residents and year (inconclusive)." in choice_in_short(folder, {"need_days": unsure}).en
    assert "inconclusive" not in said.en
    for name in ("overturning.csv", "drawn_worlds.csv"):
        (path / name).unlink()
    # then all of it stands there, the re-checked gain against doing nothing
    assert said.en.startswith("<b>“One more worker in each grid” does most on average</b> (")
    assert "in 9 fresh worlds" in said.en and "−120 on average, best −200, worst +40" in said.en
    assert "more than doing nothing in 8 of them and “Community fund” in 7 of them" in said.en
    assert "at returned, 70% of the lead over “Community fund” is left" in said.en
    assert "取“全部收回”时" in said.zh and "9 个情形中，8 个胜过什么都不做，7 个胜过“社区基金”" in said.zh
    # and the table lists what comes nearest, though nothing turns
    assert table.lines[0][2].en == "does not turn: at returned, 70% of the lead is left"


def test_without_fresh_worlds_there_is_no_such_paragraph(part):
    assert choice_in_short(part.folder, part.rows) is None


def test_where_assumptions_were_not_tried_the_page_says_how_to(path):
    write_table(path / "ladder.csv", [{"scenario": "more-workers", "ran": 1, "budget": 9e5}])
    assert turning_points(Folder(path)).said == NOT_ASKED
    (path / "ladder.csv").unlink()
    assert turning_points(Folder(path)) is None
