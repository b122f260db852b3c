"""Models by places: what of a gain at home is kept elsewhere."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from simulation.experiment import ExperimentError
from simulation.experiment.comparison.transferability import COLUMNS, copies
from simulation.report import build
from simulation.report.data.results_folder import Folder
from simulation.report.figures.policies.copied_models import copied_models
from simulation.scenario import load
from simulation.statistics import paired_difference, ratio_of_means
from tests.experiment.copied_places import LIBRARY, folder_of


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    root = tmp_path_factory.mktemp("copies")
    home = folder_of(root / "home", "lijia", {"lijia-innovative-at-lijia": 400}, noise=4)
    away = {"lijia-innovative-at-yichang": 100, "lijia-innovative-at-yichang-in-form": 40}
    away |= {"dongcheng-2015-at-yichang": -50}
    folders = [home, folder_of(root / "away", "yichang", away, share=0.04, noise=2)]
    return copies(folders).set_index(["model", "place", "fidelity"]), folders


def test_copyability_is_the_gain_there_over_the_gain_at_home(table):
    rows, _ = table
    home = rows.loc[("lijia-innovative", "lijia", 1.0)]
    assert home["home"] and home["copyability"] == 1 and math.isnan(home["copy_low"])
    away = rows.loc[("lijia-innovative", "yichang", 1.0)]
    assert away["copyability"] == pytest.approx(0.25)
    assert away["copy_low"] < 0.25 < away["copy_high"]
    assert away["copyability_per_budget"] == pytest.approx(0.125)  # twice the share of the budget


def test_a_copied_form_is_held_against_the_whole_practice_at_home(table):
    rows, _ = table
    assert rows.loc[("lijia-innovative", "yichang", 0.5), "copyability"] == pytest.approx(0.1)


def test_where_the_home_was_not_run_nothing_is_said_of_copying(table):
    rows, _ = table
    alien = rows.loc[("dongcheng-2015", "yichang", 1.0)]
    assert alien["difference"] == pytest.approx(50) and math.isnan(alien["copyability"])
    assert (alien["breaks"], alien["breaks_by"]) == ("need_days", pytest.approx(0.01, rel=0.01))


def test_what_is_assumed_of_place_and_model_is_counted_by_its_own_source(table):
    row = table[0].loc[("lijia-innovative", "yichang", 1.0)]
    ranges = load(LIBRARY / "lijia-innovative-at-yichang.yaml").ranges
    assert row["numbers"] == len(ranges)
    assert row["assumed"] == sum(each.source.startswith("assum") for each in ranges.values())


def test_the_page_has_the_table_where_two_folders_hold_copies(table):
    lines = copied_models([Folder(each) for each in table[1]]).lines
    assert [line[0].en for line in lines] == ["lijia-innovative"] * 3 + ["dongcheng-2015"]
    assert lines[0][6].en == "home" and lines[1][6].en.startswith("0.25 (")
    assert copied_models([Folder(table[1][0])]) is None


@pytest.mark.parametrize("size, times", [("half", 0.5), ("twice", 2)])
def test_a_small_city_of_another_size_differs_in_nothing_that_goes_by_head(size, times):
    usual, other = (load(LIBRARY / f"dongcheng-2015-at-small-city{each}.yaml") for each in ("", f"-{size}"))
    scaled = {name: times * getattr(usual.place, name) for name in ("residents", "communities")}
    assert other.place == replace(usual.place, name=f"small-city-{size}", **scaled)
    assert (other.lever_defaults, other.governance, other.numbers) == (
        usual.lever_defaults,
        usual.governance,
        usual.numbers,
    )
    assert other.grids == pytest.approx(times * usual.grids, abs=1)
    assert "derived" in other.ranges["place.residents"].source


def test_a_place_of_another_size_enters_the_table_with_its_cost_and_share_of_the_budget(tmp_path):
    home = folder_of(tmp_path / "home", "lijia", {"lijia-innovative-at-lijia": 400}, noise=4)
    models = {"lijia-innovative-at-small-city-half": 200, "dongcheng-2015-at-small-city-half": 90}
    rows = copies([home, folder_of(tmp_path / "away", "small-city-half", models, share=0.04)])
    there = rows[rows["place"] == "small-city-half"].set_index("model")
    assert there.loc["lijia-innovative", "copyability"] == pytest.approx(0.5)
    assert there.loc["dongcheng-2015", ["cost", "budget_share"]].tolist() == [100, 0.04]


def drawn(tmp_path, **gains):
    """The picture of Lijia's innovative model, which gains 400 at home, at other places."""
    home = folder_of(tmp_path / "home", "lijia", {"lijia-innovative-at-lijia": 400}, noise=4)
    away = [
        folder_of(tmp_path / place, place, {f"lijia-innovative-at-{place}": gain}, noise=noise)
        for place, (gain, noise) in gains.items()
    ]
    return copied_models([Folder(each) for each in [home, *away]]).picture


def dots(figure):
    return [trace for trace in figure["data"] if trace["mode"] == "markers"]


@pytest.mark.slow
def test_the_picture_has_a_panel_a_place_and_says_what_gains_more_than_at_home(tmp_path):
    # given one place where as much is kept as nobody can tell from all, one of more, and one of less
    picture = drawn(tmp_path, yichang=(401, 30), dongcheng=(600, 2), **{"small-city": (100, 2)})
    shown, figure = picture.shown, picture.figures["all"]
    # then the title counts them, and only what leaves out 1 is filled; home is a square at 1
    assert shown.title.en.endswith("1 of 3 gain more than at home, 1 less; 1 inconclusive")
    assert "3 例中，1 例改善大于本地，1 例小于本地，1 例尚不能判断" in shown.title.zh
    assert len(figure["panels"]["titles"]) == 4
    marks = [(trace["x"][0], trace["marker"]["symbol"]) for trace in dots(figure)]
    assert marks == [(1, "square"), (pytest.approx(401 / 400), "circle"), (1.5, "circle"), (0.25, "circle")]
    hollow = [trace["marker"]["color"] == "#FFFFFF" for trace in dots(figure)]
    assert hollow == [False, True, False, False]
    assert "exceed 1" in shown.sub.en and "可以超过 1" in shown.sub.zh


def test_what_is_copied_in_form_stands_below_the_whole_practice(table):
    figure = copied_models([Folder(each) for each in table[1]]).picture.figures["all"]
    form = next(trace for trace in dots(figure) if trace["marker"]["symbol"] == "diamond")
    assert form["x"] == [pytest.approx(0.1)] and form["y"][0] < 1
    dashes = [trace for trace in figure["data"] if trace["mode"] == "text"]
    assert len(dashes) == 1 and "dongcheng-2015" in dashes[0]["hovertext"][0].en  # whose home was not run


def test_where_no_home_was_run_there_is_a_table_and_no_picture(tmp_path):
    away = [folder_of(tmp_path / p, p, {f"dongcheng-2015-at-{p}": 9}) for p in ("yichang", "lijia")]
    copied = copied_models([Folder(each) for each in away])
    assert len(copied.lines) == 2 and copied.picture is None


def test_where_the_gain_at_home_cannot_be_told_the_title_says_so(tmp_path):
    home = folder_of(tmp_path / "home", "lijia", {"lijia-innovative-at-lijia": 1}, noise=90)
    away = folder_of(tmp_path / "away", "yichang", {"lijia-innovative-at-yichang": 100})
    shown = copied_models([Folder(home), Folder(away)]).picture.shown
    assert shown.title.en.startswith("The gain at home is inconclusive")


def test_names_of_models_and_places_come_from_the_titles_of_scenarios(table, tmp_path):
    titles = {
        "lijia-innovative-at-yichang-in-form": {"en": "A way at Yichang, in form", "zh": "甲法在宜昌（形式）"}
    }
    folder = folder_of(tmp_path / "away", "yichang", dict.fromkeys(titles, 40), titles=titles)
    line = copied_models([Folder(table[1][0]), Folder(folder)]).lines[-1]
    assert [(said.en, said.zh) for said in line[:2]] == [("A way", "甲法"), ("Yichang", "宜昌")]


def test_the_report_of_several_folders_has_picture_and_table_and_writes_copies_beside_it(table, tmp_path):
    text = build(table[1], tmp_path / "report.html").read_text("utf-8")
    assert text.index('data-picture="copying"') < text.index("Assumed numbers")
    written = pd.read_csv(tmp_path / "copies.csv")
    assert list(written) == list(COLUMNS) and written["copyability"].tolist()[1] == pytest.approx(0.25)
    # and one folder alone writes none
    (tmp_path / "alone").mkdir()
    build(table[1][:1], tmp_path / "alone" / "report.html")
    assert not (tmp_path / "alone" / "copies.csv").exists()


@pytest.mark.slow
def test_a_model_for_the_same_money_is_no_copy_of_the_whole_practice(table, tmp_path):
    # given a folder of Lijia's innovative model for today's money, at its home
    name = "lijia-innovative-at-lijia-equal-budget"
    folder = folder_of(tmp_path / "budget", "lijia", {name: 100}, library=LIBRARY.parent / "equal-budget")
    # then the home that copies are compared with is still the one of the whole practice
    assert copies([folder]).empty
    assert copies([*table[1], folder]).equals(copies(table[1]))


def test_a_folder_that_is_none_is_named(tmp_path):
    with pytest.raises(ExperimentError, match="is not a results folder"):
        copies([tmp_path])


# --- the ratio of means


def test_a_ratio_whose_lower_mean_is_certain_has_the_interval_of_the_upper():
    top = paired_difference(np.zeros(4), [1.0, 2, 3, 4])
    bottom = paired_difference(np.zeros(4), [5.0, 5, 5, 5])
    ratio, low, high = ratio_of_means(top, bottom)
    assert (ratio, low, high) == pytest.approx((0.5, top.low / 5, top.high / 5))


def test_a_ratio_to_what_is_not_told_from_nothing_has_no_interval():
    top = paired_difference(np.zeros(4), [1.0, 2, 3, 4])
    bottom = paired_difference(np.zeros(4), [-5.0, 6, -4, 4])
    ratio, low, high = ratio_of_means(top, bottom)
    assert ratio == pytest.approx(10) and math.isnan(low) and math.isnan(high)


def test_nineteen_of_twenty_intervals_hold_the_true_ratio():
    luck = np.random.default_rng(5)
    held = 0
    for _ in range(600):
        top, bottom = luck.normal(3, 1, 8), luck.normal(6, 1.5, 8)
        _, low, high = ratio_of_means(*(paired_difference(np.zeros(8), each) for each in (top, bottom)))
        held += low <= 0.5 <= high
    assert 0.93 <= held / 600 <= 0.99
