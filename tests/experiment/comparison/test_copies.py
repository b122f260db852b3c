"""Models at other places: what breaks there, and shares of a gain, from tables made by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from simulation.experiment.comparison.transferability import copies
from tests.experiment.copied_places import LIBRARY, folder_of

NAME = "lijia-innovative-at-yichang"


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """The model at home, where it gains 400, and at Yichang, where it gains 100 for a budget of nothing."""
    root = tmp_path_factory.mktemp("copies")
    home = folder_of(root / "home", "lijia", {"lijia-innovative-at-lijia": 400}, noise=4)
    return home, folder_of(root / "away", "yichang", {NAME: 100}, share=0.0)


def compared(folder, *found):
    """The folder with another comparison: scenario, metric, verdict, difference, mean of the baseline."""
    columns = ["scenario", "metric", "verdict", "difference", "baseline_mean"]
    pd.DataFrame(found, columns=columns).to_csv(folder / "comparison.csv", index=False)
    return folder


@pytest.mark.parametrize(
    ("found", "breaks", "by"),
    [
        (
            [
                (NAME, "of_none", "worse", 90.0, 0.0),
                (NAME, "below", "worse", 5.0, -10.0),
                (NAME, "falls", "worse", -30.0, 100.0),
                (NAME, "better", "better", 900.0, 100.0),
                (NAME, "unknown", "cannot tell", 900.0, 100.0),
                (NAME, "cost", "", 900.0, 100.0),
                ("lijia-today-at-yichang", "alien", "worse", 900.0, 100.0),
                ("zzz", "alien", "worse", 900.0, 100.0),
            ],
            "below",
            0.5,
        ),
        ([(NAME, "falls", "worse", -30.0, 100.0), (NAME, "below", "worse", 2.0, -10.0)], "falls", 0.3),
        ([(NAME, "of_none", "worse", 90.0, 0.0)], "", math.nan),
        ([], "", math.nan),
    ],
)
def test_what_breaks_is_what_worsens_by_the_largest_part_of_its_baseline(folders, found, breaks, by):
    row = copies([compared(folders[1], *found)]).fillna({"breaks": ""}).iloc[0]
    assert (row["breaks"], row["breaks_by"]) == (breaks, pytest.approx(by, nan_ok=True))


def test_a_budget_of_nothing_has_no_gain_by_its_share_and_home_is_what_it_is(folders):
    home, away = copies([folders[0], compared(folders[1])]).to_dict("records")
    assert (home["home"], home["copyability"], home["copyability_per_budget"]) == (True, 1, 1)
    assert math.isnan(home["copy_low"]) and math.isnan(home["copy_high"])
    assert (away["home"], away["copyability"]) == (False, pytest.approx(0.25))
    assert away["copy_low"] < 0.25 < away["copy_high"] and math.isnan(away["copyability_per_budget"])
    assert (home["difference"], away["difference"]) == pytest.approx((-400, -100))
    assert (away["low"], away["high"], away["pairs"], away["cost"]) == pytest.approx((-100, -100, 6, 100))
    assert (away["budget_share"], home["budget_share"], away["fidelity"]) == (0, 0.02, 1)


def test_what_has_more_in_its_name_than_model_and_place_is_no_copy(tmp_path):
    library = LIBRARY.parent / "equal-budget"
    name = "lijia-innovative-at-lijia-equal-budget"
    folder = folder_of(tmp_path / "budget", "lijia", {name: 9}, library=library)
    assert copies([folder]).empty
