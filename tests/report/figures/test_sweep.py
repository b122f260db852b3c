"""The axis of a sweep in a reader's words, and what of a page is left out where worlds are turned."""

from __future__ import annotations

import json

import pytest

from simulation.report.data.comparison_rows import compared
from simulation.report.data.metric_info import metric_infos
from simulation.report.data.results_folder import Folder
from simulation.report.figures.policies.cost_effect import cost_effect
from simulation.report.figures.policies.sweep_axis import sweep_axis
from tests.report.synthetic_results import write_folder, write_table

NAMES = ["more-workers", "volunteer-points", "community-fund"]


@pytest.fixture
def turned(tmp_path):
    """A priced study whose three scenarios are points of one number."""

    def made(path: str, unit: str) -> Folder:
        folder = write_folder(tmp_path / "study", 4, 10, ("need_days", "cost"))
        prices = {"scenario": NAMES, "effect": "need_days", "efficient": 1, "verdict": "cannot tell"}
        numbers = dict.fromkeys(("cost_difference", "effect_difference", "price", "low", "high"), 1.0)
        write_table(folder / "prices.csv", prices | numbers)
        study = json.loads((folder / "study.json").read_text("utf-8"))
        study["sweep"] = {"paths": {path: unit}, "of": {"today": {"en": "Today", "zh": "现状"}}}
        for value, each in enumerate(study["scenarios"][1:]):
            each |= {"point": {path: value}, "of": "today"}
        (folder / "study.json").write_text(json.dumps(study), "utf-8")
        return Folder(folder)

    return made


@pytest.mark.parametrize(
    "path, unit, zh, en",
    [
        (
            "interventions.staffing.add",
            "worker/grid",
            "网格员配备：增加的岗位，add（网格员/网格）",
            "Staffing: posts added, add (worker per grid)",
        ),
        ("service.misdispatch_base", "chance", "service.misdispatch_base（0–1）", None),
        ("model.workers", "share of income", "model.workers（0–1）", None),
        (
            "residents.of_nobody",
            "log odds",
            "residents.of_nobody（对数几率）",
            "residents.of_nobody (log odds)",
        ),
        ("residents.of_nobody", "cups", "residents.of_nobody", "residents.of_nobody (cups)"),
    ],
)
def test_the_axis_says_what_is_turned_and_no_english_in_chinese(turned, path, unit, zh, en):
    title = sweep_axis(turned(path, unit)).title
    assert title.zh == zh
    assert title.en == en or (en is None and title.en == zh.replace("（", " (").replace("）", ")"))


@pytest.mark.parametrize("path, is_drawn", [("interventions.staffing.add", True), ("model.workers", False)])
def test_cost_and_effect_are_drawn_of_policies_and_not_of_worlds(turned, path, is_drawn):
    folder = turned(path, "worker/grid")
    picture = cost_effect(folder, compared(folder, metric_infos(folder)))
    assert (picture is not None) == is_drawn
