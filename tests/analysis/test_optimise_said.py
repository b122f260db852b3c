"""What a search found, word by word, from what was checked by hand."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd

from simulation.analysis.optimise.recheck import judge
from simulation.analysis.optimise.sentences import facts, verdict
from simulation.text.bilingual import Pair

TITLES = {"good": [Pair("小程序", "App"), Pair("居民议事会", "Council")], "fair": [Pair("培训", "Training")]}


def searched(*names: str):
    """What was found where these packages were checked again in four worlds of 2,000 residents."""
    changes = {"good": ([-30.0, -31, -29, -10], 90.0), "fair": ([-20.0, -21, -19, -20], -10.0)}
    table = pd.DataFrame.from_dict(
        {
            (name, world): {"need_days": change, "cost_street": changes[name][1]}
            for name in names
            for world, change in enumerate(changes[name][0])
        },
        orient="index",
    )
    asked = SimpleNamespace(budget=5e5, goals=("need_days", "cost_street"), signs=lambda: (1.0, 1.0))
    found = SimpleNamespace(asked=asked, verdict=judge(table, [], 2000), overturned=None)
    found.titles = TITLES.get
    return found


def test_the_answer_names_the_package_its_unit_and_how_many_worlds_it_wins():
    found = searched("good", "fair")
    said, (package, worlds, *steps) = verdict(found), facts(found)
    assert "by −25.0 days per 1,000 residents and year (95 % interval for all checked packages" in said.en
    assert "变化 −25.0 天/(千人·年)（同时成立的 95% 区间 " in said.zh
    assert package == Pair("这一组合包括 2 项：小程序和居民议事会。", "It has 2 policies: App and Council.")
    assert worlds.en == "Of 4 fresh worlds it beats doing nothing in 4 (100%), and the runner-up in 3 (75%)."
    assert worlds.zh == "在 4 种新的假定情形中，它有 4 (100%) 种优于维持现状，有 3 (75%) 种优于次优组合。"
    assert steps[-1].en.endswith("(100 yuan a year; need-days spared: 10).")


def test_of_one_package_there_is_no_runner_up_and_what_it_saves_has_a_minus():
    found = searched("fair")
    assert "costs −10 yuan a year more" in verdict(found).en
    package, worlds, *_ = facts(found)
    assert package.en == "It is one policy: Training." and worlds.en.endswith("no runner-up to compare with.")
