"""The handbook says the same in both languages: no text of a page stands in one of them alone."""

from __future__ import annotations

import re

import pytest

from tests.worlds import ROOT

pytest.importorskip("sphinx", reason="needs the extra 'docs'")

from babel.messages.catalog import Catalog

from tools.handbook import chinese

ENTRIES = [(str(each.id), str(each.string)) for each in chinese.catalogue() if each.id]
LINK, CODE = re.compile(r"\]\(([^)]*)\)"), re.compile(r"`[^`]*`")


def test_no_entry_lacks_chinese_or_waits_to_be_looked_at_again():
    assert len(ENTRIES) > 1000
    known = chinese.translated()
    assert [english for english, _ in ENTRIES if english not in known] == []


@pytest.mark.slow
def test_the_catalogue_has_each_text_of_the_pages_and_none_that_is_gone():
    wanted = {str(each.id) for each in chinese.wanted() if each.id}
    assert {english for english, _ in ENTRIES} == wanted, "`python -m tools.handbook.chinese`"


def test_chinese_is_chinese_or_a_name():
    plain = [(english, told) for english, told in ENTRIES if not re.search(r"[一-鿿]", told)]
    assert [english for english, told in plain if told != english] == []


@pytest.mark.parametrize("kept", [LINK, CODE], ids=["links", "code"])
def test_a_translation_keeps_links_and_words_of_code(kept):
    lost = [
        english for english, told in ENTRIES if sorted(kept.findall(english)) != sorted(kept.findall(told))
    ]
    assert lost == []


def test_a_text_that_changed_keeps_its_chinese_to_be_looked_at_again_and_a_new_one_has_none():
    # given a catalogue of two texts, of which one changes, one stays, and a third is new
    stored, pages = Catalog(locale="zh_CN", fuzzy=False), Catalog(locale="zh_CN")
    stored.add("Run a small street twice.", "把小街道运行两次。")
    stored.add("Runs", "运行")
    for text in ("Run a small street three times.", "Runs", "Rules"):
        pages.add(text)
    # when the catalogue is brought up to date
    chinese.update(stored, pages)
    # then only the changed one waits, beside the English that its Chinese was written for
    told = {str(each.id): (each.string, each.fuzzy, each.previous_id) for each in stored if each.id}
    assert told == {
        "Run a small street three times.": ("把小街道运行两次。", True, ["Run a small street twice."]),
        "Runs": ("运行", False, []),
        "Rules": (None, False, []),
    }


def test_what_is_written_by_hand_has_to_be_there_wherever_it_stands_in_a_page():
    assert chinese.by_hand("like a street", "glossary") is False  # half a sentence, no text of its own
    assert chinese.lacks("street", "glossary")  # a cell of a table
    assert chinese.lacks("Tutorial", "tutorial")  # a heading
    assert not chinese.lacks("`need_days`, `pressure`", "thesis")  # code alone
    assert not chinese.lacks("Tutorial", "repository/changelog")


def test_the_front_page_names_what_is_in_english_alone():
    front = (ROOT / "docs" / "index.md").read_text("utf-8")
    (said,) = re.findall(r"\*\*Languages\.\*\*(?:.+\n)+", front)
    named = {name.rstrip("/") for name in chinese.IN_ENGLISH}
    assert named <= {link.removesuffix(".md") for link in LINK.findall(said)}
