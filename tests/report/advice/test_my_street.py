"""Another street: numbers by head, and what a reader's budget may choose among."""

from __future__ import annotations

import pandas as pd
import pytest

from simulation.report.advice.my_street import NO_EXAMPLE, example, my_street
from simulation.report.data.results_folder import Folder
from simulation.report.figures.policies.payers import Bills
from simulation.report.page import Part, numeral
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import level
from tests.report.synthetic_money import PEOPLE, serve, write_priced

NAMED = {"“One more worker in each grid”": "more-workers", "“Points for volunteers”": "volunteer-points"}
SUM = " and ".join(NAMED)


@pytest.fixture
def data(tmp_path):
    def of(**served):
        path = write_priced(tmp_path / "r")
        part = Part("r0", Folder(serve(path, **served) if served else path))
        found = my_street(part.folder, part.rows)
        assert found is not None
        return part, found.data

    return of


def test_numbers_by_head_give_back_the_simulated_street(data):
    part, found = data()
    each = found["scenarios"]["more-workers"]
    more = part.folder.mean("cost_street", "more-workers") - part.folder.mean("cost_street", "today")
    assert (each["posts"] + each["other"]) * PEOPLE == pytest.approx(more)
    assert found["people"] == PEOPLE
    assert found["wage"] == pytest.approx(893_000 * 12 / 160 * 365, abs=50)
    assert found["choices"] == []  # no ladder, no advice by budget
    # and what a worker costs there is said to be that, with what it is made of
    sub = my_street(part.folder, part.rows).sub
    assert f"已填的用工成本 {found['wage']:,.0f} 元：模拟街道一年付出的工资和社保" in sub.zh


def test_sums_that_are_no_step_of_the_ladder_are_choices_too(data):
    # given a ladder whose only step is one remedy
    _, found = data(more_workers=[2], volunteer_points=[3], community_fund=[])
    choices = {each["name"].en: each for each in found["choices"]}
    # then both remedies that help, and their sum, may be chosen
    assert set(choices) == {*NAMED, SUM}
    assert [name for name, each in choices.items() if not each["ran"]] == [SUM]
    for kind in ("posts", "other", "hours"):
        parts = [found["scenarios"][name][kind] for name in NAMED.values()]
        assert choices[SUM][kind] == pytest.approx(sum(parts))
    mean, low, high = choices[SUM]["days"]
    assert mean == pytest.approx(sum(found["scenarios"][name]["days"][0] for name in NAMED.values()))
    assert low < mean < high < 0


def test_the_questions_have_one_example_of_another_street(data):
    # given a step within the budget that was run, and one that is a sum
    part, found = data(more_workers=[2], volunteer_points=[3])
    said = {}
    for ran in (1, 0):
        step = {"scenario": "volunteer-points", "ran": ran, "budget": 4e5, "effect_difference": -50.0}
        step |= {"low": -60.0, "high": -40.0}
        part.folder.__dict__["ladder"] = pd.DataFrame([step])
        said[ran] = example(part.folder)
    gross = Bills(part.folder).together(["volunteer-points"]).gross * 60_000 / PEOPLE
    cost = level(gross, "yuan")
    # then it says what the one costs there, whether pay is in it, and how many days fewer
    assert found["scenarios"]["volunteer-points"]["posts"] == 0
    paid = "whatever a worker costs"
    assert f"“Points for volunteers” costs {cost.en} a year ({paid}), with about 3,000 days" in said[1].en
    assert (
        f"：“志愿服务积分”每年 {cost.zh}（与网格员工资无关），约减少 3,000 天（2,400 至 3,600）" in said[1].zh
    )
    assert said[0] == NO_EXAMPLE
    # and of what pays for posts at which pay
    part.folder.__dict__["ladder"] = pd.DataFrame([step | {"scenario": "more-workers", "ran": 1}])
    assert f"（按一名网格员一年 {found['wage']:,.0f} 元）" in example(part.folder).zh


def test_what_was_run_together_is_not_summed_and_what_serves_no_remedy_is_in_no_sum(data):
    for served in ({"community_fund": [2, 3], "volunteer_points": [3]}, {"volunteer_points": []}):
        _, found = data(**({"more_workers": [2], "community_fund": []} | served))
        assert {each["name"].en for each in found["choices"]} == set(NAMED)


def test_a_cost_as_low_as_the_simulated_street_s_own_is_no_mistake(data, monkeypatch):
    assert data()[1]["likely"]["wage"] == (20_000, 500_000)
    monkeypatch.setattr("simulation.report.advice.my_street.yuan_a_worker", lambda _: 18_000.0)
    assert data()[1]["likely"]["wage"] == (18_000, 500_000)


def test_numbers_of_sections_are_written_in_both_languages():
    assert [numeral(n) for n in (7, 10, 21)] == [Pair("七", "7"), Pair("十", "10"), Pair("二十一", "21")]
