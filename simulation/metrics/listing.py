"""What is measured, as a list for people or for a program."""

from __future__ import annotations

import json
from operator import attrgetter
from typing import Any

from simulation.metrics import METRICS, Metric
from simulation.text.bilingual import Pair
from simulation.text.quantities import Language
from simulation.units import unit_word

BETTER = {
    "higher": Pair("越高越好", "higher is better"),
    "lower": Pair("越低越好", "lower is better"),
    "none": Pair("高低都不算好坏", "neither way is better"),
}
ROLE = {
    "outcome": Pair("结果指标", "outcome"),
    "input": Pair("投入指标", "input"),
    "context": Pair("背景指标", "context"),
}
SECTION = "metrics"
"""The heading of the list, and the word that asks for the whole of it."""

_ZH, _EN = attrgetter("zh"), attrgetter("en")


def mentioning(word: str) -> list[Metric]:
    """The metrics whose name or title in either language holds a word; all of them for that of the list."""
    asked = word.lower()
    return [
        each
        for name, each in METRICS.all().items()
        if any(asked in text.lower() for text in (SECTION, name, *each.label.values()))
    ]


def as_text(found: list[Metric], language: Language) -> str:
    """A heading, and a line for each: its name, its title in both languages, its unit, and how to read it."""
    return "\n".join([SECTION, *(f"  {_line(each).side(language)}" for each in found)])


def _line(each: Metric) -> Pair:
    zh, en = each.label["zh"], each.label["en"]
    unit = Pair(*(unit_word(each.unit, language).strip() for language in ("zh", "en")))
    facts = (unit, BETTER[each.better], ROLE[each.role])
    said = (comma.join(filter(None, map(side, facts))) for comma, side in (("，", _ZH), (", ", _EN)))
    return Pair(f"{each.name}：{zh}（{en}）", f"{each.name}: {en} ({zh})") + Pair(*said).each(" [{}]".format)


def as_json(found: list[Metric]) -> str:
    """The same as a JSON list, with the definition of each."""
    return json.dumps([_about(each) for each in found], ensure_ascii=False, indent=1)


def _about(each: Metric) -> dict[str, Any]:
    return {
        "name": each.name,
        **{f"title_{language}": text for language, text in each.label.items()},
        "unit": each.unit,
        "better": each.better,
        "role": each.role,
        "meaning": " ".join(each.meaning.split()),
    }
