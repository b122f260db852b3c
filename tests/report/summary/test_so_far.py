"""The page of a study that still runs says so; the last page has no trace of those before."""

import re

import pytest

from simulation.report import build
from simulation.report.data.results_folder import Folder
from simulation.report.export.stamp import stamp_of
from simulation.report.page import Part
from tests.report.pages import own_html
from tests.report.synthetic_results import write_folder


def words_of(path) -> str:
    return " ".join(re.sub("<[^>]+>", " ", own_html(path.read_text("utf-8"))).split())


@pytest.mark.parametrize(
    ("scenarios", "pairs", "zh", "en"),
    [
        (3, 4, "已完成 4 对。完成得越多，结论越有把握。", "4 of 10 pairs of runs done. It becomes surer"),
        (3, 1, "目前只有一对，还不能说有多大把握。", "One pair only: how sure this is cannot be said yet."),
        (1, 2, "计划的 10 次重复已完成 2 次。", "with 2 of 10 replications done."),
    ],
)
def test_an_interim_page_says_what_it_is_and_how_sure(tmp_path, scenarios, pairs, zh, en):
    folder = write_folder(tmp_path / "results", scenarios, 10)
    said = words_of(build([folder], tmp_path / "report.html", pairs))
    assert zh in said and en in said
    assert ("One pair only" in said) == (pairs == 1)
    # and that one may look at any time, where there are differences to look at
    assert ("Look at any time, and stop when you like" in said) == (scenarios > 1 and pairs > 1)
    assert ("可以随时查看、随时停下" in said) == (scenarios > 1 and pairs > 1)


@pytest.mark.parametrize("pairs", [1, 4])
def test_how_sure_an_answer_of_few_pairs_is_cannot_be_said(tmp_path, pairs):
    folder = write_folder(tmp_path / "results", 3, pairs)
    assert Part("r0", Folder(folder)).answer.short["sure"].en.startswith("Too few pairs to say; ")


@pytest.mark.slow
def test_runs_that_are_still_done_are_not_called_missing(tmp_path):
    folder = write_folder(tmp_path / "results", 3, 10, failures=4)
    assert "of 30 runs finished" not in words_of(build([folder], tmp_path / "report.html", 9))
    assert "26 of 30 runs finished" in words_of(build([folder], tmp_path / "report.html"))


@pytest.mark.slow
def test_the_last_page_has_no_trace_of_those_before(tmp_path, page):
    # given a page of two pairs, and the picture by which it notices newer ones
    folder = write_folder(tmp_path / "four")
    path = build([folder], tmp_path / "report.html", 2)
    assert 'width="2"' in stamp_of(path).read_text("utf-8") and path.read_text("utf-8") != page
    # when the study has ended
    build([folder], path)
    # then the page is the same to the last byte, and alone
    assert path.read_text("utf-8") == page
    assert {each.name for each in tmp_path.iterdir()} == {"four", "report.html"}
