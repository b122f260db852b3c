"""Who takes part, by age and month: the figure and its table have the numbers of the CSV, the title its
finding."""

import pandas as pd
import pytest

from simulation.records import participation as recorded
from simulation.report.data.results_folder import Folder
from simulation.report.figures.street.participation import GROUPS, KINDS, participation
from tests.report.synthetic_days import ADULTS, MONTHS, write_participation
from tests.report.synthetic_results import SCENARIOS, write_folder

NAMES = list(SCENARIOS)[:3]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    folder = write_folder(tmp_path_factory.mktemp("page") / "results", 3, 6)
    write_participation(folder, NAMES, 6)
    return folder


@pytest.fixture(scope="module")
def picture(path):
    return participation(Folder(path))


def shares(path):
    counts = pd.read_csv(path / "participation.csv")
    counts["share"] = counts["people"] / counts["residents"]
    return counts


def test_every_kind_that_a_run_records_has_a_name(picture):
    assert set(KINDS) == set(picture.variants) == set(recorded.KINDS)
    assert set(GROUPS) == set(ADULTS)


def test_the_lines_are_means_of_the_replications_in_a_panel_an_age(path, picture):
    means = shares(path).groupby(["kind", "scenario", "age_group", "month"])["share"].mean()
    for kind, figure in picture.figures.items():
        lines = [t for t in figure["data"] if t["meta"]["kind"] == "line"]
        drawn = {(t["meta"]["scenario"], t["xaxis"]): t["y"] for t in lines}
        for panel, group in enumerate(ADULTS):
            for name in NAMES:
                shown = drawn[name, "x" if panel == 0 else f"x{panel + 1}"]
                assert shown == means[kind, name, group].round(5).tolist()


def test_the_table_has_the_numbers_of_the_csv(path, picture):
    whose = ["kind", "age_group", "scenario", "month"]
    grouped = shares(path).groupby(whose)["share"]
    numbers = pd.DataFrame(
        {"mean": grouped.mean(), "low": grouped.quantile(0.1), "high": grouped.quantile(0.9)}
    )
    found = {}
    for table in picture.tables.values():
        assert table["index"] == list(MONTHS)
        for block in table["blocks"]:
            kind, group, name = (each["raw"] for each in block["same"])
            for month, *ends in zip(table["index"], *block["lists"], strict=True):
                found[kind, group, name, month] = [end["raw"] for end in ends]
                shown = float(ends[0]["text"].en.rstrip("%")) / 100
                assert shown == pytest.approx(ends[0]["raw"], abs=0.000501)
    assert found.keys() == set(numbers.index)
    for line, ends in found.items():
        assert ends == pytest.approx(numbers.loc[line].tolist(), abs=1e-12), line


def test_the_title_says_who_helps_most_and_least_and_who_brings_more_of_the_latter(picture):
    # given helpers of whom every scenario has ten more in each pair, 3.5 and 1 of them luck and months
    least, most = (40 + 3.5) / 2000, (160 + 3.5) / 1000
    best = (60 + 3.5) / 2000
    assert picture.variants["help"].title.en == (
        f"Help: today {most:.1%} of those aged 60 and over in a month, {least:.1%} of those aged "
        f"18–29; of all scenarios “Points for volunteers” has most of those aged 18–29 ({best:.1%}), "
        f"more than today in each of 6 pairs"
    )
    # but nobody speaks more, and nobody votes today
    assert picture.variants["speak"].title.en.endswith(
        "no scenario has more of those aged 18–29 in each pair"
    )
    assert picture.variants["vote"].title.zh.startswith("在议事会投票：现状下没有人；没有一个方案")


def test_who_brings_most_is_said_only_if_each_pair_says_so(path, tmp_path):
    # given helpers as above, but as many with the last scenario as with the one before in one run
    write_folder(tmp_path / "tie", 3, 6)
    table = shares(path).drop(columns="share")
    tied = (table["scenario"] == NAMES[2]) & (table["replication"] == 0) & (table["kind"] == "help")
    table.loc[tied, "people"] -= 10
    table.to_csv(tmp_path / "tie" / "participation.csv", index=False)
    # then both are named, and neither is called the first
    said = participation(Folder(tmp_path / "tie")).variants["help"].title.en
    assert (
        "; with “One more worker in each grid” and “Points for volunteers” more of those aged 18–29" in said
    )
    assert "most" not in said


def test_a_kind_in_which_nobody_took_part_is_left_out(path, tmp_path):
    write_folder(tmp_path / "quiet", 3, 6)
    table = shares(path).drop(columns="share")
    table.loc[table["kind"] == "vote", "people"] = 0
    table.to_csv(tmp_path / "quiet" / "participation.csv", index=False)
    assert "vote" not in participation(Folder(tmp_path / "quiet")).variants


def test_few_replications_have_no_band(tmp_path):
    write_folder(tmp_path / "few", 2, 3)
    write_participation(tmp_path / "few", NAMES[:2], 3)
    figure = participation(Folder(tmp_path / "few")).figures["help"]
    assert {trace["meta"]["kind"] for trace in figure["data"]} == {"line", "label"}


def test_a_folder_from_before_has_no_such_picture(tmp_path):
    assert participation(Folder(write_folder(tmp_path / "old", 2, 3))) is None
