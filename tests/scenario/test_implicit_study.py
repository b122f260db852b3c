"""A study of scenarios that no study file names is called by their titles."""

from __future__ import annotations

from dataclasses import replace

from simulation.scenario.studies.implicit_study import implicit_study
from tests.worlds import small


def test_a_name_in_letters_stands_off_from_the_chinese_around_it():
    base = replace(small(days=2), title={"en": "Classroom", "zh": "课堂街道"})
    other = replace(base, name="mine", title={"en": "my_rule", "zh": "自定规则 my_rule"})
    study = implicit_study((base, other))
    assert study.title == {"en": "my_rule against Classroom", "zh": "自定规则 my_rule 与课堂街道比较"}
