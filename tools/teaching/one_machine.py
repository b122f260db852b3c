"""The lesson with one machine alone: its steps, with the live view's own words for what is clicked, and what
its policies show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from simulation.interventions import interventions
from simulation.live.counts import SERIES
from simulation.live.policies import title_of
from simulation.live.texts import TEXT
from simulation.text.bilingual import Pair

SOURCE = Path(__file__).with_name("one_machine.yaml")
FOLD = re.compile("(?<=[\u201c-\u9fff\uff00-\uffef]) (?=[\u201c-\u9fff\uff00-\uffef])")
"""The end of a line of the file inside a Chinese sentence."""
TITLE = Pair("只有一台电脑，全班看投影", "One machine, and a class that watches")


@dataclass(frozen=True)
class OneMachine:
    """The lesson in one language. before: what has to be there when the class comes; steps: `minutes`, `what`
    is done, and where there is one, what is different with telephones (`phones`), what stands in the `key`,
    and a `slide` with its `heading`; shows: of each policy that shows something
    its `title`, its `chart`, the `first` day, the numbers of both streets on some `days`, the grids that are
    `worse` on the last of them, and `why`."""

    title: str
    before: tuple[str, ...]
    steps: tuple[dict[str, Any], ...]
    shows: tuple[dict[str, Any], ...]


def source() -> dict[str, Any]:
    """What the file says, in both languages, with words in braces where the live view has its own."""
    return YAML(typ="safe").load(SOURCE.read_text("utf-8"))


def one_machine(language: str) -> OneMachine:
    """The lesson in a language. Raises KeyError where a step names a button or policy that there is not."""
    found, words = source(), _words(language)
    words |= {name: str(value) for name, value in found["facts"].items()}
    steps = tuple(_step(each, language, words) for each in found["steps"])
    shows = tuple(
        each
        | {"title": words[each["policy"]], "chart": words[each["series"]]}
        | {"why": _filled(each["why"], language, words) if "why" in each else ""}
        for each in found["shows"]
    )
    before = tuple(_filled(each, language, words) for each in found["before"])
    return OneMachine(TITLE.side(language), before, steps, shows)


def _words(language: str) -> dict[str, str]:
    """What the live view calls its buttons, its charts and the policies."""
    pairs = TEXT | {name: each.name for name, each in SERIES.items()}
    pairs |= {name: title_of(name) for name in interventions.all()}
    return {name: pair.side(language) for name, pair in pairs.items()}


def _filled(pair: dict[str, str], language: str, words: dict[str, str]) -> str:
    """A text in a language, with all its words and figures filled in."""
    return FOLD.sub("", pair[language]).format_map(words)


def _step(each: dict[str, Any], language: str, words: dict[str, str]) -> dict[str, Any]:
    """A step in a language, with all its words filled in."""
    texts = {"what": each} | {part: each[part] for part in ("phones", "key", "slide") if part in each}
    said = {"minutes": each["minutes"], "phones": "", "key": "", "slide": ""}
    for part, pair in texts.items():
        said[part] = _filled(pair, language, words)
    return said | {"heading": each["slide"]["heading"][language] if "slide" in each else ""}
