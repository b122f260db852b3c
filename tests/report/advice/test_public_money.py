"""What a budget of public and party money alone buys, and which sums are no choice."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulation.experiment.comparison.policies.budget_ladder import Choice, steps_by
from simulation.report.advice.choices import all_choices, remedies_of, run_together, shared_policies
from simulation.report.advice.money.public_money import GROSS, but, gross, public_money
from simulation.report.data.results_folder import Folder
from simulation.report.figures.policies.payers import Bills
from simulation.report.page import Part
from simulation.text.bilingual import Pair
from simulation.text.short_numbers import level
from tests.report.synthetic_money import ADDED_WAGES, paid_by_the_market, serve, write_priced
from tests.report.synthetic_results import write_table

SUM = "more-workers + volunteer-points"


@pytest.fixture
def path(tmp_path):
    """Results in whose ladder the step within 500,000 yuan is points for volunteers."""
    path = serve(write_priced(tmp_path / "r"), more_workers=[2], volunteer_points=[3], community_fund=[])
    steps = {"volunteer-points": (4.6e5, -46.0), "more-workers": (5.4e6, -176.0)}
    rows = [
        {"scenario": name, "ran": 1, "budget": budget, "effect_difference": effect}
        for name, (budget, effect) in steps.items()
    ]
    write_table(path / "ladder.csv", rows)
    return path


def told(path) -> Pair:
    part = Part("r0", Folder(path))
    return public_money(part.folder, part.rows)


def test_what_outside_money_makes_affordable_is_said_with_what_it_needs_from_outside(path):
    # given a scenario far beyond the budget, of which outside money pays nearly all
    assert told(path) == Pair("", "") and gross(Folder(path)) == GROSS
    paid_by_the_market(path)
    said, bill = told(path), Bills(Folder(path)).together(["more-workers"])
    # then it is the answer where the budget is public and party money alone
    assert bill.outside == pytest.approx(12 * ADDED_WAGES) and bill.net < 500_000 < bill.gross
    net, outside = level(bill.net, "yuan"), level(bill.outside, "yuan")
    assert said.en.endswith(
        f"is that of <b>“One more worker in each grid”</b>: {net.en}, and {outside.en} from outside."
    )
    assert said.zh.endswith(f"<b>“每个网格增加一名网格员”</b>：用 {net.zh}，另需外部资金 {outside.zh}。")


def test_of_a_sum_it_is_said_that_it_is_one(path, monkeypatch):
    paid_by_the_market(path)
    monkeypatch.setattr("simulation.report.advice.money.public_money.BUDGET", 600_000)
    monkeypatch.setattr(public_money.__globals__["public_choice"], "__defaults__", (600_000,))
    said = told(path)
    assert "”†</b>: " in said.en and "from outside (a sum, not run together). At a price: " in said.en
    assert "”†</b>：用" in said.zh and "（推算，没有一起运行过）。代价：“志愿服务积分”使" in said.zh


def test_what_its_parts_make_worse_stands_beside_it_as_in_my_street(path):
    # given that workers and residents bear something of more workers, and of points for volunteers, too
    paid_by_the_market(path)
    part = Part("r0", Folder(path))
    rows = {
        name: [
            replace(row, verdict="worse") if name in ("overtime_hours", "need_days") else row for row in found
        ]
        for name, found in part.rows.items()
    }
    said = public_money(part.folder, rows)
    assert " from outside. At a price: overtime " in said.en and said.en.endswith(
        " with “One more worker in each grid”."
    )
    assert "代价：“每个网格增加一名网格员”使加班时长 " in said.zh and "、需求未解决天数 " in said.zh
    assert but(part.folder, {"need_days": part.rows["need_days"]}, ["more-workers"]) == Pair("", "")


def test_without_a_ledger_nothing_is_said_of_payers(path):
    (path / "ledger.csv").unlink()
    assert told(path) == gross(Folder(path)) == Pair("", "")


def test_a_sum_that_has_a_policy_twice_is_no_choice(path):
    def names(more, points):
        folder = Folder(path)
        of = {"more-workers": more, "volunteer-points": points}
        for each in folder.study["scenarios"]:
            each["policies"] = [{"name": name} for name in of.get(each["name"], [])]
        return {each.name for each in all_choices(folder)}, shared_policies(folder, SUM)

    assert names(["a"], ["b"]) == ({"more-workers", "volunteer-points", SUM}, set())
    assert names(["a", "fund"], ["b", "fund"]) == ({"more-workers", "volunteer-points"}, {"fund"})


def test_of_a_sum_the_run_of_all_its_remedies_and_more_that_spared_less_is_found(path):
    folder = Folder(path)
    for each in folder.study["scenarios"]:
        each["remedies"] = {"more-workers": [2], "volunteer-points": [3], "community-fund": [2, 3, 4]}.get(
            each["name"], []
        )

    def choice(name, ran, gain):
        return Choice(name, ran, np.full(5, 1.0), np.full(5, gain))

    added, whole = choice(SUM, False, 214.0), choice("community-fund", True, 200.0)
    others = [added, choice("more-workers", True, 176.0)]
    assert run_together(folder, added, [*others, whole]) is whole and remedies_of(folder, whole) == 3
    assert run_together(folder, added, [*others, choice("community-fund", True, 220.0)]) is None
    assert run_together(folder, whole, [*others, whole]) is None


def test_steps_may_count_a_part_of_the_cost():
    def choice(name, yuan, gain):
        return Choice(name, True, np.full(5, yuan), np.full(5, gain))

    choices = [choice("a", 100.0, 10.0), choice("b", 300.0, 20.0)]
    outside = {"a": 0.0, "b": 250.0}
    gross = [step.name for step, _, _ in steps_by(choices)]
    net = [step.name for step, _, _ in steps_by(choices, lambda one: one.budget - outside[one.name])]
    assert (gross, net) == (["a", "b"], ["b"])
