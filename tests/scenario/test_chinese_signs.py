"""Signs of a Chinese keyboard in a scenario: named first where they make it wrong, left alone in texts."""

from __future__ import annotations

import pytest

from simulation.scenario import load
from simulation.scenario.yaml.chinese_signs import chinese_signs
from simulation.text.spoken.catalogue import chinese
from tests.scenario.files import BASE, HEAD, SCENARIOS

WRONG = {
    "a colon after a key": (
        HEAD + "rules：\n  Resident.willing_share: my_rules.py:my_rule\n",
        "bad.yaml:5:6: a Chinese colon (：) stands here; write :",
        "bad.yaml:5:6：这里是中文冒号（：）",
    ),
    "a colon in brackets": (
        HEAD.replace("{en: Bad, zh: 坏}", "{en：Bad，zh：坏}"),
        "bad.yaml:3:11: a Chinese colon (：) stands here; write :",
        "bad.yaml:3:11：这里是中文冒号（：）",
    ),
    "a colon before the name of a rule": (
        HEAD + "rules: {Resident.willing_share: my_rules.py：my_rule}\n",
        "bad.yaml:5:44: a Chinese colon (：) stands here; write : with an English keyboard, without a space",
        "bad.yaml:5:44：这里是中文冒号（：）；请换英文输入法写成 :，不加空格",
    ),
    "a comma between keys": (
        HEAD.replace("Bad, zh", "Bad，zh"),
        "bad.yaml:3:16: a Chinese comma (，) stands here",
        "bad.yaml:3:16：这里是中文逗号（，）",
    ),
    "a comma between numbers": (
        HEAD + "place: {residents: 9，600}\n",
        "bad.yaml:5:21: a Chinese comma (，) stands here",
        "bad.yaml:5:21：这里是中文逗号（，）",
    ),
    "quotation marks": (
        HEAD.replace("name: bad", "name: “bad”"),
        "bad.yaml:2:7: Chinese quotation marks (“ ”) stand here",
        "bad.yaml:2:7：这里是中文引号（“ ”）",
    ),
    "square brackets": (
        HEAD + "interventions: 【sweep】\n",
        "bad.yaml:5:16: a Chinese bracket (【 or 】) stands here",
        "bad.yaml:5:16：这里是中文方括号（【 或 】）",
    ),
    "a curly bracket at the end": (
        HEAD.replace("坏}", "坏｝"),
        "bad.yaml:3:23: a Chinese bracket (｛ or ｝) stands here",
        "bad.yaml:3:23：这里是中文花括号（｛ 或 ｝）",
    ),
}


@pytest.mark.parametrize("text, english, zh", WRONG.values(), ids=WRONG)
def test_a_chinese_sign_is_named_before_what_follows_from_it(say, text, english, zh):
    told = say(text)
    assert told.startswith(english)
    assert len(told.splitlines()) > 1
    assert chinese(told).startswith(zh)


RIGHT = """title:
  en: Base
  zh: 【试点】“一网统管”：街道，第二年
why: {en: "name：x, y", zh: "甲，name：乙"}  # 注：name：乙
"""


def test_chinese_signs_in_texts_are_left_alone(write):
    base = BASE.replace("title: {en: Base, zh: 基准}\n", RIGHT)
    assert load(write(base)).name == "base"


def test_signs_in_texts_are_not_taken_for_the_cause_of_another_error(say):
    told = say(BASE.replace("title: {en: Base, zh: 基准}\n", RIGHT) + "place: {residnets: 5}\n")
    assert told.startswith("bad.yaml:8:9: place has no key 'residnets'")


def test_no_scenario_of_the_program_is_suspected():
    assert {path.name: [*chinese_signs(path.read_text("utf-8"))] for path in SCENARIOS} == {
        path.name: [] for path in SCENARIOS
    }
