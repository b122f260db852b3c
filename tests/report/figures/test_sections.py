"""A section that cannot be drawn is refused where it is registered, in one sentence."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from simulation.plugins.registry import PluginError
from simulation.report.data.results_folder import ShownScenario, UnreadableFolder
from simulation.report.figures import NO_WORDS, Section, section
from simulation.report.figures.figure import Picture, Variant
from simulation.report.tables.table import named, table
from simulation.text.bilingual import Pair, same
from simulation.text.spoken.catalogue import chinese
from simulation.user_files import DeclarationError
from tests.report.pages import page_of
from tests.report.shown_example import add_picture

HOURS = same("Hours")


def test_a_title_in_one_language_is_refused():
    with pytest.raises(DeclarationError, match="'bars' needs its title in both languages; write title=Pair"):
        section("bars", place=99, title="Bars")  # type: ignore[arg-type]


def test_a_figure_that_asks_for_what_there_is_not_is_refused():
    register = section("bars", place=99, title=Pair("条形", "Bars"))
    with pytest.raises(
        DeclarationError, match="'foldr'; there are folder, rows, known; did you mean 'folder'"
    ):
        register(lambda foldr: None)


def test_a_metric_that_there_is_not_is_refused_when_the_section_is_declared():
    title = Pair("条形", "Bars")
    with pytest.raises(DeclarationError) as caught:
        section("bars", place=99, title=title, metrics=["volunter_hours"])
    assert str(caught.value) == (
        "the section 'bars' shows the metric 'volunter_hours', which there is not; "
        "did you mean 'volunteer_hours'?"
    )
    with pytest.raises(DeclarationError, match=r'write them in brackets.*: metrics=\("need_days",\)'):
        section("bars", place=99, title=title, metrics="need_days")


def test_a_folder_without_the_metric_of_a_section_has_no_such_section():
    def draw(folder):
        return bars()

    shows = Section("bars", 99, Pair("条形", "Bars"), NO_WORDS, draw, ("volunteer_hours",))
    measured = SimpleNamespace(folder={}, known={"volunteer_hours": HOURS})
    assert shows.picture(measured) and shows.picture(SimpleNamespace(folder={}, known={})) is None


def test_a_section_that_fails_is_a_sentence_with_its_file_and_line():
    section = Section("bars", 99, Pair("条形", "Bars"), NO_WORDS, lambda folder: folder["nothing"])
    sentence = (
        r"test_sections\.py:\d+: the section 'bars' cannot be drawn: .* holds nothing called 'nothing'$"
    )
    with pytest.raises(PluginError, match=sentence):
        section.picture(SimpleNamespace(folder={}))


def test_what_is_no_picture_is_refused():
    section = Section("bars", 99, Pair("条形", "Bars"), NO_WORDS, lambda folder: "bars")
    with pytest.raises(PluginError, match="'bars' returned 'bars'; return a Picture, or None"):
        section.picture(SimpleNamespace(folder={}))


def test_a_place_that_is_no_number_is_refused():
    with pytest.raises(DeclarationError, match="has the place '25'; write a number, as in place=50"):
        section("bars", place="25", title=Pair("条形", "Bars"))  # type: ignore[arg-type]


def test_a_folder_that_cannot_be_read_says_so_itself():
    def bars(folder):
        raise UnreadableFolder("there is no runs.csv")

    with pytest.raises(UnreadableFolder):
        Section("bars", 99, Pair("条形", "Bars"), NO_WORDS, bars).picture(SimpleNamespace(folder={}))


def a_variant(figure: str, table: str, title=HOURS) -> Variant:
    return Variant(HOURS, title, HOURS, HOURS, HOURS, figure, table)


def bars(**about) -> Picture:
    """A picture that the page can show, but for what `about` says of it."""
    figure = {"data": [], "layout": {"xaxis": {}}, "panels": {"titles": [HOURS]}}
    parts: dict[str, Any] = {
        "id": "bars",
        "by": "focus",
        "first": "today",
        "variants": {"today": a_variant("all", "all")},
    }
    return Picture(
        **(parts | {"figures": {"all": figure}, "tables": {"all": {"rows": [], "columns": []}}} | about)
    )


def shown(picture: Picture):
    section = Section("bars", 99, Pair("条形", "Bars"), NO_WORDS, lambda folder: picture)
    return section.picture(SimpleNamespace(folder={}))


def test_a_picture_with_all_that_the_page_asks_for_is_shown():
    assert shown(bars()).id == "bars"


TODAY = named(ShownScenario("today", HOURS, 0))
HEADS = {"who": HOURS, "hours": HOURS}


LACKS = {
    "scenarios under another head": (
        {"tables": {"all": table(HEADS, [[TODAY, 1.0]])}},
        "a table 'all' whose column 'who' holds scenarios; name it 'scenario'",
    ),
    "a head too many": (
        {"tables": {"all": table(HEADS, [[1.0]])}},
        r"a table 'all' with 2 heads \(who, hours\) and a row of 1 cells",
    ),
    "another id": ({"id": "other"}, r'returned Picture\("other", ...\); write Picture\("bars", ...\)'),
    "an unknown choice": ({"by": "focsu"}, 'by "focsu"; write "metric" or .*; did you mean \'focus\''),
    "no variant": ({"variants": {}}, "shows 'today' first, but picture.variants holds nothing"),
    "no such figure": (
        {"variants": {"today": a_variant("week", "all")}},
        "the figure 'week', but picture.figures holds 'all'",
    ),
    "no such table": (
        {"variants": {"today": a_variant("all", "al")}},
        "the table 'al', .* did you mean 'all'",
    ),
    "half a figure": ({"figures": {"all": {"data": []}}}, "'all' without layout and panels"),
    "no axis": (
        {"figures": {"all": {"data": [], "layout": {}, "panels": {"titles": [HOURS]}}}},
        "with 1 panels by its titles, but no xaxis; write layout",
    ),
    "one language": (
        {"variants": {"today": a_variant("all", "all", "Hours")}},
        "'today' whose title is in one language; write a Pair of both",
    ),
    "no number": ({"key": [{"at": float("nan")}]}, "has a number that is none"),
    "an array": ({"key": [{"at": object()}]}, "holds what no page can: cannot write object as JSON"),
}


@pytest.mark.parametrize("what", LACKS)
def test_a_picture_that_the_page_cannot_show_is_refused_in_one_sentence(what):
    about, said = LACKS[what]
    with pytest.raises(PluginError, match=rf"test_sections\.py:\d+: the section 'bars' .*{said}"):
        shown(bars(**about))


def test_what_a_picture_lacks_is_said_in_chinese_too():
    with pytest.raises(PluginError) as caught:
        shown(bars(id="other"))
    sentence = chinese(str(caught.value))
    assert sentence.endswith(
        '：小节“bars”返回的是 Picture("other", ...)；请写 Picture("bars", ...)，与装饰器中的名称相同'
    )


def test_a_text_with_a_place_that_nothing_fills_is_named():
    def draw(folder):
        return Pair("{s}最多：{m}", "{s} has most: {m}").fill(s="today")

    section = Section("bars", 99, Pair("条形", "Bars"), NO_WORDS, draw)  # type: ignore[arg-type]
    sentence = (
        r"the text '\{s\} has most: \{m\}' has a place for 'm', which nothing fills; write fill\(m=...\)$"
    )
    with pytest.raises(PluginError, match=sentence):
        section.picture(SimpleNamespace(folder={}))


def test_the_picture_of_the_how_to_is_one_that_the_page_can_show(tmp_path, monkeypatch, folder):
    add_picture(tmp_path, monkeypatch)
    assert "Who helps" in page_of(folder, tmp_path)


def test_a_wrong_picture_is_noticed_wherever_a_page_is_made(tmp_path, monkeypatch, folder):
    add_picture(tmp_path, monkeypatch, ('Picture("helpers"', 'Picture("other"'))
    with pytest.raises(
        PluginError, match=r'helpers\.py:\d+: the section \'helpers\' returned Picture\("other"'
    ):
        page_of(folder, tmp_path)
