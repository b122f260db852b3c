"""The picture of where needs go: no need is lost in it, and the order of its pieces never changes."""

from __future__ import annotations

import pandas as pd
import pytest

from simulation import categories
from simulation.plots.street.flows import COLUMNS, FILLS, PARTS
from simulation.records import CHANNELS, TRACKS
from simulation.report.data.results_folder import Folder
from simulation.report.figures.street.flows import flows
from simulation.report.page import Part
from tests.report.synthetic_days import NEEDS, write_flows
from tests.report.synthetic_results import SCENARIOS, write_folder

RUNS = 4


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = write_folder(tmp_path_factory.mktemp("results") / "flows", 3, RUNS)
    write_flows(path, list(SCENARIOS)[:3], RUNS)
    return path


@pytest.fixture(scope="module")
def picture(path):
    return Part("r0", Folder(path)).pictures["flows"]


def traces(picture):
    return picture.figures["flows"]["data"]


def test_every_word_that_a_run_writes_is_a_node():
    assert set(COLUMNS["domain"]) == set(categories.DOMAIN)
    assert set(COLUMNS["channel"]) == {*CHANNELS[1:], "silent", "ahead"}
    assert set(COLUMNS["track"]) == {*TRACKS[1:], "unsolved"}


def test_both_panels_hold_all_needs_there_are(picture):
    # given 700 needs a run, and two more in every other run
    for scenario in list(SCENARIOS)[:3]:
        for axis in ("x", "x2"):
            bars = [t for t in traces(picture) if (t["meta"]["scenario"], t["xaxis"]) == (scenario, axis)]
            # then
            assert sum(sum(bar["x"]) for bar in bars) == pytest.approx(sum(NEEDS.values()) + 1)


def test_the_table_has_the_numbers_of_the_csv(path, picture):
    # given means of flows.csv as a reader would count them, a way that is absent from a run as 0
    counts = pd.read_csv(path / "flows.csv")
    means = counts.groupby(["scenario", *COLUMNS])["needs"].sum() / RUNS
    # then the table has each of them, one column per track, and nothing else
    shown = {}
    for scenario, domain, channel, *needs in picture.tables["flows"]["rows"]:
        for track, cell in zip(COLUMNS["track"], needs, strict=True):
            shown[scenario["raw"], domain["raw"], channel["raw"], track] = cell["raw"]
            assert cell["text"] == f"{cell['raw']:,.1f}"
    assert {way: needs for way, needs in shown.items() if needs} == means.to_dict()
    odd = ("today", "enterprise", "hotline", "market")
    assert means[odd] == 1


def test_pieces_stand_in_one_order_and_each_is_explained(picture):
    shown = [t["meta"]["node"] for t in traces(picture) if t["meta"]["scenario"] == "today"]
    order = [node for column in PARTS for node in COLUMNS[column]]
    assert shown == [node for node in order if node in shown]
    assert [each["fill"] for each in picture.key] == [FILLS[node] for node in order]
    silent = next(t for t in traces(picture) if t["meta"]["node"] == "silent")
    assert silent["hovertext"][0].en == "Facilities, tidiness: Never known 200"


def test_the_title_counts_the_silent_and_the_unsolved(picture):
    # given 701 needs on average, of which 260 are silent and 210 unsolved today
    assert picture.variants["today"].title.en == (
        "“Today (test data)”: of 701 needs 37.1% are known to nobody and 30.0% still unsolved at the end; "
        "administration solves most (42.8%)"
    )
    # and ten of the silent were heard and solved in the next scenario
    assert "35.7% 无人知道，28.5% 到期末仍未解决" in picture.variants["more-workers"].title.zh


def test_a_folder_from_before_has_no_such_picture(tmp_path):
    assert flows(Folder(write_folder(tmp_path / "old", 2, 3))) is None
