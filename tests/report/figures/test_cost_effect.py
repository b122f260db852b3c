"""Cost against effect: what is drawn is what the comparison says, and nothing untold is called efficient."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from simulation.plots.policies.cost_effect import beside, is_far, sides
from simulation.report.data.comparison_rows import compared
from simulation.report.data.metric_info import metric_infos
from simulation.report.data.results_folder import Folder
from simulation.report.figures.policies.cost_effect import cost_effect
from simulation.text.bilingual import as_json
from tests.report.synthetic_results import write_folder, write_table

METRICS = ("need_days", "cost", "workers_paid")
SERVED = {"more-workers": [2], "volunteer-points": [5]}


@pytest.fixture
def folder(tmp_path):
    """Four scenarios, of which prices.csv calls all three efficient; the third's effect is inconclusive."""

    def made(efficient=(1, 1, 1)) -> Folder:
        path = write_folder(tmp_path / "study", 4, 10, METRICS, served=SERVED)
        told = pd.read_csv(path / "comparison.csv")
        told.loc[(told["scenario"] == "community-fund") & (told["metric"] == "need_days"), "verdict"] = (
            "cannot tell"
        )
        told.to_csv(path / "comparison.csv", index=False)
        names = ["more-workers", "volunteer-points", "community-fund"]
        prices = {"scenario": names, "effect": "need_days", "efficient": efficient, "verdict": "cannot tell"}
        numbers = dict.fromkeys(("cost_difference", "effect_difference", "price", "low", "high"), 1.0)
        write_table(path / "prices.csv", prices | numbers)
        return Folder(path)

    return made


def drawn(folder):
    picture = cost_effect(folder, compared(folder, metric_infos(folder)))
    return picture, [t for t in picture.figures["effect"]["data"] if "error_x" in t]


def test_a_dot_stands_at_the_differences_with_their_intervals(folder):
    # given the comparison of a scenario
    made = folder()
    rows = made.comparison[made.comparison["scenario"] == "more-workers"].set_index("metric")
    # when it is drawn
    dot = drawn(made)[1][0]
    # then the dot and the ends of its cross are those numbers
    assert (dot["x"][0], dot["y"][0]) == (rows.loc["cost", "difference"], rows.loc["need_days", "difference"])
    assert dot["y"][0] + dot["error_y"]["array"][0] == pytest.approx(rows.loc["need_days", "high"])
    assert dot["x"][0] - dot["error_x"]["arrayminus"][0] == pytest.approx(rows.loc["cost", "low"])


def test_an_effect_that_cannot_be_told_is_hollow_and_never_efficient(folder):
    picture, (_, _, untold) = drawn(folder())
    assert untold["marker"]["color"] == "#FFFFFF"
    said = "For money the efficient frontier is ⑤ and ② (+413 thousand yuan to +5.36 million yuan)"
    assert picture.shown.title.en == said
    assert [row[-1]["raw"] for row in picture.tables["effect"]["rows"]] == [1, 1, 0]


def test_the_steps_go_from_the_cheapest_to_the_dearest_of_the_set(folder):
    picture, (workers, points, _) = drawn(folder())
    (steps,) = [t for t in picture.figures["effect"]["data"] if t["mode"] == "lines"]
    assert steps["x"] == [*points["x"], *workers["x"]]
    # and the page knows whose each point is, so that it can pass by those a reader leaves out
    assert steps["meta"]["point_of"] == ["volunteer-points", "more-workers"]


def test_a_scenario_without_a_pair_has_no_dot_and_the_page_its_numbers(folder):
    # given a study in which every run of a scenario failed
    path = folder().path
    told = pd.read_csv(path / "comparison.csv")
    lost = told["scenario"] == "more-workers"
    told.loc[lost, ["mean", "difference", "low", "high"]] = float("nan")
    told.loc[lost, "pairs"] = 0
    told.to_csv(path / "comparison.csv", index=False)
    # then the others are drawn, and every number can be written down
    picture, dots = drawn(Folder(path))
    assert {dot["meta"]["scenario"] for dot in dots} == {"volunteer-points", "community-fund"}
    assert json.dumps(picture.as_dict(), default=as_json, allow_nan=False)


def test_what_prices_do_not_call_efficient_is_not(folder):
    picture, _ = drawn(folder(efficient=(0, 1, 0)))
    assert picture.shown.title.en == "For money the efficient frontier is ⑤ (+413 thousand yuan)"


def test_without_anything_efficient_it_says_so(folder):
    assert drawn(folder(efficient=(0, 0, 1)))[0].shown.title.zh == "按资金看，没有方案在有效前沿上"


@pytest.mark.parametrize("costs, far", [((1, 9), False), ((1, 11), True), ((-1, 11), False)])
def test_costs_far_apart_and_above_zero_are_drawn_on_a_log_scale(costs, far):
    assert is_far(pd.DataFrame({"cost": costs, "cost_low": costs})) is far


def test_a_folder_without_prices_has_no_such_picture(folder):
    made = folder()
    (made.path / "prices.csv").unlink()
    assert cost_effect(made, compared(made, metric_infos(made))) is None


def test_what_a_dot_and_the_table_say_has_lines_and_units(folder):
    picture, (dot, *_) = drawn(folder())
    # a hover has three lines, and the effect its unit
    name, cost, gain = dot["hovertext"][0].en.split("<br>")
    assert (name, cost[:5]) == ("One more worker in each grid", "Cost,")
    assert gain.startswith("Unsolved need-days: −") and gain.endswith(" days per 1,000 residents and year")
    # ends of intervals are written like the number they belong to
    line = picture.tables["effect"]["rows"][0]
    assert [each["text"].en for each in line[5:8]] == ["−173", "−189", "−156"]
    assert picture.tables["effect"]["columns"][5]["label"].zh == "效果差值（天/(千人·年)）"


def test_marks_of_two_dots_that_are_close_stand_on_their_outer_sides():
    points = pd.DataFrame({"cost": [100.0, 104.0, 900.0], "gain": [-5.0, -5.2, -60.0]})
    assert sides(points, False) == ["left", "right", "right"]
    assert sides(points, True)[:2] == ["left", "right"]


def test_marks_of_dots_one_above_the_other_do_not_meet():
    # given two dots whose marks would both stand right between them, and two far away
    points = pd.DataFrame(
        {"cost": [10.0, 49.0, 50.0, 100.0], "gain": [-400.0, -25.0, -62.0, 0.0], "efficient": False}
    )
    places = beside(points, 49.0, False)
    assert places[1] == "bottom left" or places[2].startswith("bottom")
    # but a mark does not leave the place below its dot where the steps come from above
    assert beside(points.assign(efficient=True), 49.0, False)[2].startswith("bottom")
