"""A section that cannot be drawn is refused where it is registered, in one sentence."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from simulation.registry import PluginError
from simulation.report.data.results_folder import UnreadableFolder
from simulation.report.figures import NO_WORDS, Section, section
from simulation.text.bilingual import Pair
from simulation.user_files import DeclarationError


def test_a_title_in_one_language_is_refused():
    with pytest.raises(DeclarationError, match="'bars' needs its title in both languages; write title=Pair"):
        section("bars", place=99, title="Bars")  # type: ignore[arg-type]


def test_a_figure_that_asks_for_what_there_is_not_is_refused():
    register = section("bars", place=99, title=Pair("条形", "Bars"))
    with pytest.raises(
        DeclarationError, match="'foldr'; there are folder, rows, known; did you mean 'folder'"
    ):
        register(lambda foldr: None)


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
    with pytest.raises(DeclarationError, match="has the place '25'; write a number, as in place=25"):
        section("bars", place="25", title=Pair("条形", "Bars"))  # type: ignore[arg-type]


def test_a_folder_that_cannot_be_read_says_so_itself():
    def bars(folder):
        raise UnreadableFolder("there is no runs.csv")

    with pytest.raises(UnreadableFolder):
        Section("bars", 99, Pair("条形", "Bars"), NO_WORDS, bars).picture(SimpleNamespace(folder={}))
