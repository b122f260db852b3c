"""The report lists the pages of analyses that stand in its folder."""

from __future__ import annotations

from simulation.pages import page
from simulation.report.data.further_pages import further_pages
from simulation.text.bilingual import Pair
from tests.report.pages import own_html, page_of
from tests.report.synthetic_results import write_folder


def test_pages_of_analyses_are_listed_with_titles_and_reports_are_not(tmp_path):
    # given a folder with a report, a page of an analysis below it, and a page of somebody's own
    folder = write_folder(tmp_path / "results", 2, 2)
    assert further_pages(folder) == []
    (folder / "report.html").write_text(page_of(folder, tmp_path), "utf-8")
    below = folder / "where it fails"
    below.mkdir()
    said = Pair("甲 <乙>", "One & two")
    (below / "discover.html").write_text(page(said, said, [], [], True), "utf-8")
    (folder / "mine.html").write_text("<p>mine", "utf-8")
    (folder / "older.html").write_text("<title>A &amp; b · 丙</title>", "utf-8")
    # and one that was made when titles held both languages
    # then the analyses are listed, in words that were escaped and an address that a browser can follow
    assert further_pages(folder) == [
        ("older.html", "older.html", Pair("丙", "A & b")),
        ("where%20it%20fails/discover.html", "where it fails/discover.html", said),
    ]
    html = own_html(page_of(folder, tmp_path))
    assert '<a href="where%20it%20fails/discover.html">' in html and "One &amp; two" in html
    assert "本文件夹中的其他页面" in html and "Further pages in this folder" in html
