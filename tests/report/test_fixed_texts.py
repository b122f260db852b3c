"""Every fixed text of the page is there in Chinese."""

from __future__ import annotations

import re

from simulation.report.wording.strings import TEXT


def test_every_fixed_text_with_english_words_has_chinese_ones():
    # given the fixed texts, without what is filled into them
    filled = re.compile(r"\{\w*\}")
    english = [name for name, text in TEXT.items() if re.search("[A-Za-z]", filled.sub("", text.en))]
    # then each with English words has Chinese ones
    assert [name for name in english if not re.search("[\u4e00-\u9fff]", filled.sub("", TEXT[name].zh))] == []
