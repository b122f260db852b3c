"""What gets worse: the list of each scenario, the short answer, and its words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulation.report.advice.harms import MOST, NONE, borne, hardest, harms
from simulation.report.advice.harms_in_short import NOTHING, OWN_NONE, harms_in_short
from simulation.report.data.results_folder import Folder
from simulation.report.data.titles import inline
from simulation.report.page import Part
from simulation.text.bilingual import Pair
from tests.report.synthetic_money import write_priced


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return write_priced(tmp_path_factory.mktemp("harms") / "r")


@pytest.fixture
def part(path):
    return Part("r0", Folder(path))


def worse_in(part, *metrics: str) -> dict:
    """Rows in which these outcomes get worse with every scenario."""
    return {
        name: [replace(row, verdict="worse") if name in metrics else row for row in found]
        for name, found in part.rows.items()
    }


def test_three_harms_are_shown_and_the_rest_is_folded(part):
    metrics = [name for name, found in part.rows.items() if found[0].verdict != "none"][: MOST + 2]
    found = next(each for each in harms(part.folder, worse_in(part, *metrics)).lines)
    shown, folded = (" ".join(line.en for line in lines) for lines in (found.lines, found.rest))
    assert (shown.count(", today "), folded.count(", today ")) == (MOST, 2)
    assert found.folded == Pair("其余 2 项，占现状的比例更小", "2 more, smaller parts of today’s")


def test_the_answer_says_all_that_the_choice_makes_worse_and_whom_others_hit_hardest(part):
    # given a choice with which three outcomes get worse, and overtime that another one raises
    def bad(row):
        mine = row.scenario.id == "community-fund" and row.info.id in ("return_rate", "pressure")
        return replace(row, verdict="worse") if mine else row

    rows = {name: [bad(row) for row in found] for name, found in part.rows.items()}
    said = harms_in_short(part.folder, rows, ["community-fund"])
    assert (
        said.en.startswith("“Community fund” makes only 3 worse: ")
        and "; grid workers, work demanded" in said.en
    )
    assert said.zh.startswith("“社区基金”变差的只有 3 项：")
    assert " Of all remedies, hit hardest: grid workers, with “Points for volunteers” overtime +" in said.en
    # and of more than three the largest, of none that, and where nothing is worse at all that
    many = [name for name, found in part.rows.items() if found[0].verdict != "none"][: MOST + 1]
    assert (
        " worse, most of all: " in harms_in_short(part.folder, worse_in(part, *many), ["community-fund"]).en
    )
    none = OWN_NONE.fill(s=part.folder.scenarios[1].short_name)
    assert harms_in_short(part.folder, part.rows, ["more-workers"]).en.startswith(none.en)
    good = {name: [row for row in found if row.verdict != "worse"] for name, found in part.rows.items()}
    assert harms_in_short(part.folder, good, ["more-workers"]) == NOTHING


def test_of_waiting_the_longest_counts_and_not_the_largest_part(part):
    # given minutes that double, and hours that grow by a third
    row = replace(part.rows["need_days"][0], verdict="worse")
    little = replace(
        row,
        info=replace(row.info, id="response_general_median", unit="h"),
        difference=0.3,
        baseline_mean=0.35,
    )
    long = replace(
        row, info=replace(row.info, id="waiting_general_p90", unit="h"), difference=11.0, baseline_mean=29.6
    )
    other = replace(
        row, info=replace(row.info, id="response_true", unit="share"), difference=0.2, baseline_mean=0.2
    )
    assert hardest(part.folder, [little, other, long]) == [long]


def test_harms_name_everything_that_is_worse_and_nothing_else_once_for_each_who_bears_some(part):
    found = {each.id: [*each.lines, *each.rest] for each in harms(part.folder, part.rows).lines}
    for scenario, lines in found.items():
        every = [row for rows in part.rows.values() for row in rows if row.scenario.id == scenario]
        said = " ".join(line.en for line in lines)
        worse = [row for row in every if row.verdict == "worse"]
        assert said.count(", today ") == len(worse) and (worse or lines == [NONE])
        assert all(inline(row.info.label).en in said for row in worse)
    line = next(line.en for line in found["volunteer-points"] if "overtime +" in line.en)
    assert line.startswith("<b>Grid workers:</b> ") and line.count("hours per worker and month") == 1


def test_of_what_only_costs_it_is_said_in_a_line_what_gets_worse_most(part):
    def idle(row):
        mine = row.scenario.id == "volunteer-points"
        return replace(row, scenario=replace(row.scenario, only_costs=True)) if mine else row

    assert not harms(part.folder, part.rows).no_choice.en  # all are choices
    every = part.folder.scenarios
    every[2] = replace(every[2], only_costs=True)
    rows = {name: [idle(row) for row in found] for name, found in part.rows.items()}
    found = harms(part.folder, rows)
    said = found.no_choice
    assert "volunteer-points" not in {line.id for line in found.lines}
    assert (
        said.en.startswith("“Points for volunteers” is no choice: overtime +")
        and "outcomes in all" in said.en
    )
    assert said.zh.startswith("“志愿服务积分”不供选择：加班时长 +") and said.zh.endswith(" 项变差，略。")


def test_changes_next_to_nothing_that_go_the_same_way_are_one_sentence(part):
    row = next(row for row in part.rows["overtime_hours"] if row.verdict == "worse")
    small = replace(row, difference=0.0009 * row.baseline_mean, low=0.0008, high=0.001)
    also = replace(small, info=replace(row.info, id="pressure", label=Pair("乙", "B")))
    (line,) = borne(part.folder, [small, also])
    assert line.en.endswith(") each rises by less than 0.1% of today’s") and " and B (today" in line.en


def test_what_falls_below_zero_is_said_from_where_to_where_and_what_that_means(part):
    row = next(row for row in part.rows["overtime_hours"] if row.verdict == "worse")
    info = replace(row.info, id="resource_hours_net", unit="hours/1,000 residents/year")
    fallen = replace(row, info=info, baseline_mean=9.13, mean=-9.72, difference=-18.8, low=-26.2, high=-11.5)
    (line,) = borne(part.folder, [fallen])
    assert (
        " from 9.13 today to about −9.72 hours per 1,000 residents and year, that is, more hours " in line.en
    )
    assert "由 9.13 变为约 −9.72 小时/(千人·年)，即投入的工时超过居民用到的（差值 −18.8（" in line.zh
    assert ", today 9.13" in borne(part.folder, [replace(fallen, mean=1.0)])[0].en


def test_hours_on_record_are_said_to_exceed_real_ones(part):
    row = part.rows["overtime_hours"][0]
    info = replace(row.info, id="volunteer_hours_recorded_ratio", unit="ratio")
    more = replace(row, info=info, baseline_mean=1.0, mean=1.0307, difference=0.0307, low=0.02, high=0.04)
    (line,) = borne(part.folder, [more])
    assert line.en.endswith("volunteer hours on record exceed real ones by 3.1% (today equal)")
    assert line.zh.endswith("志愿服务记录时长比实际多 3.1%（现状相符）")
    assert "（现状多 1.2%）" in borne(part.folder, [replace(more, baseline_mean=1.012)])[0].zh


def test_what_is_next_to_nothing_of_the_baseline_has_no_digits(part):
    row = next(row for row in part.rows["overtime_hours"] if row.verdict == "worse")
    small = replace(row, difference=0.0009 * row.baseline_mean, low=0.0008, high=0.001)
    said = {each.id: each.lines for each in harms(part.folder, {"overtime_hours": [small]}).lines}
    assert "overtime rises by less than 0.1% of today’s" in said[row.scenario.id][0].en
    assert "不足现状的 0.1%" in said[row.scenario.id][0].zh


def test_what_has_no_unit_is_said_with_the_ends_of_its_scale(part):
    row = part.rows["overtime_hours"][0]
    trust = replace(row, info=replace(row.info, id="trust_mean", unit="level"), baseline_mean=0.622, mean=0.6)
    (line,) = borne(part.folder, [replace(trust, difference=-0.02, low=-0.03, high=-0.01)])
    assert line.zh.endswith("现状为 0.622（最低 0，最高 1）") and line.en.endswith(
        "today 0.622 (from 0 to 1)"
    )
