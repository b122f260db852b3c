"""What the inputs of an analysis are called: a number, a word of a switch, the numbers of a rule, or a
parameter group."""

from __future__ import annotations

import re

from simulation.analysis.inputs import files_of
from simulation.experiment.comparison.assumptions.number_words import meaning, word_said
from simulation.scenario.settable import known_numbers, parameter_groups
from simulation.text.bilingual import Pair, same
from simulation.text.spoken.meanings import meaning_in_chinese

ALL, LUCK = "all numbers", "all numbers and all luck"
"""What is known of all numbers together, as a table names it."""
GROUPS = {
    "enterprises": Pair("企业", "enterprises"),
    "members": Pair("党员", "party members"),
    "organizations": Pair("社会组织", "residents' groups"),
    "platform": Pair("数据平台", "the data platform"),
    "residents": Pair("居民", "residents"),
    "service": Pair("办理", "the service"),
    "treasury": Pair("资金", "the treasury"),
    "workers": Pair("网格员", "workers"),
}
"""Parameter groups by the name that paths begin with."""
WORD = Pair("{what}：“{word}”（{path}）", "{what}: “{word}” ({path})")
SHORT_WORD = Pair("{what}：“{word}”", "{what}: “{word}”")
CODE = re.compile(r"^[A-Z]\d+(?:[-,、 ]+[A-Z]\d+)*[:：] ?")
"""The rules that a title begins with."""
BRACKETS = Pair("{what}（{label}）", "{what} ({label})")
ALL_AT_ONCE = {ALL: Pair("全部参数", ALL), LUCK: Pair("全部参数及全部随机", LUCK)}
CLAUSE = {"en": re.compile(r"[.:;(]"), "zh": re.compile("[。：；（]")}
"""What the first clause of a sentence ends with."""


def input_name(label: str) -> Pair:
    """An input in words, with its label in brackets: the dotted path of a number, `path=word` of a switch,
    the rules of a group of numbers, a parameter group, or `ALL` or `LUCK`. The label alone where it is none
    of these."""
    path, _, word = label.partition("=")
    if path in known_numbers():
        what = meaning(path, with_path=False)
        return WORD.fill(what=what, word=word_said(path, word), path=path) if word else meaning(path)
    if label in parameter_groups():
        said = BRACKETS.fill(what=GROUPS[label], label=label)
        return Pair(said.zh, label) if GROUPS[label].en == label else said
    said = _rules(label)
    return BRACKETS.fill(what=said.quoted(), label=label) if said else ALL_AT_ONCE.get(label, same(label))


def short_name(label: str) -> Pair:
    """The same for a picture: without dotted path and rules, which stand in the table beside it."""
    path, _, word = label.partition("=")
    if path in known_numbers():
        what = meaning(path, with_path=False)
        return SHORT_WORD.fill(what=what, word=word_said(path, word)) if word else what
    return GROUPS.get(label) or _rules(label) or input_name(label)


def _rules(label: str) -> Pair | None:
    """What the files say that declare the numbers of a rule; None where there are none."""
    titles = [" ".join(about.partition("\n\n")[0].split()).rstrip(".") for about in files_of(label)]
    pairs = [Pair(_clause(meaning_in_chinese(each) or each, "zh"), _clause(each, "en")) for each in titles]
    if not pairs:
        return None
    return Pair("；".join(each.zh for each in pairs), "; ".join(each.en for each in pairs))


def _clause(title: str, language: str) -> str:
    """The first clause of a title, without the rules that it begins with."""
    bare = CODE.sub("", title)
    return CLAUSE[language].split(bare, maxsplit=1)[0].strip()
