"""What a rule may read is listed from the declarations of the agents, in both languages."""

from __future__ import annotations

import re

import pytest

from simulation import agents
from simulation.cli.drafts import Draft
from simulation.scenario.readable_states import OUT_OF_VIEW, as_text, lines_of, mentioning
from tests.worlds import ROOT


def test_every_state_of_every_kind_is_listed_once_and_in_chinese():
    listed = as_text(mentioning("states"), "zh")
    for kind, cls in agents.kinds().items():
        assert f"states {kind}" in listed
        for name in cls.fields():
            assert re.search(rf"self\.{name} ", listed)
    assert not re.search(r"  self\.\w+ .*[a-z]+ [a-z]+", listed)
    assert len(re.findall(r"self\.trust ", listed)) == 1  # a party member has it from the resident


@pytest.mark.parametrize("word", ["信任", "trust"])
def test_states_are_found_by_a_word_of_either_language(word):
    assert "trust" in mentioning(word)["Resident"]


@pytest.mark.parametrize(
    ("tongue", "words"), [("en", "trust in the grid (0 to 1)"), ("zh", "对网格的信任（0 至 1）")]
)
def test_a_new_rule_lists_what_it_may_read(tmp_path, tongue, words):
    draft = Draft("rule", "mine", tmp_path, ROOT / "scenarios" / "classroom.yaml", tongue)
    text = draft.texts()[tmp_path / "mine.py"]
    kind = agents.kinds()["Resident"]
    assert words in text
    assert all(f"# {line}\n" in text for line in lines_of(kind, tongue))
    assert not any(f"self.{name} " in text for name in OUT_OF_VIEW)
