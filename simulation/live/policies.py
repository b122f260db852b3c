"""The policies that can be turned, and the sliders of their numbers: all of it from what each policy says of
itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from inspect import getdoc
from math import floor, log10
from typing import Any

from simulation.interventions import interventions
from simulation.live.texts import CHOICES, TEXT
from simulation.parameters import Parameter, described
from simulation.text.bilingual import Pair, same
from simulation.text.spoken.meanings import meaning_in_chinese

BESIDES = re.compile(
    r" ?[(（][^()（）]*[A-Z]\d[^()（）]*[)）]| \([^()]*[\u4e00-\u9fff][^()]*\)|（[\u4e00-\u9fff、]+）"
)
"""What readers of the handbook need: the rules that a policy belongs to, and its Chinese name."""
END = re.compile(r"(?<=[.!?]) |(?<=[。！？])")
"""Where a sentence is over."""
STEPS = 40  # of a slider, about


@dataclass(frozen=True)
class Slider:
    """A number of a policy that can be turned: its ends, and how far one step goes, in its unit."""

    name: str
    low: float
    high: float
    step: float
    unit: str
    meaning: Pair

    @property
    def shown_as(self) -> tuple[float, str]:
        """By what a value is multiplied where it is shown, and the unit then: shares are shown in percent."""
        return (100.0, "%") if self.unit == "share" else (1.0, self.unit)


@dataclass(frozen=True)
class Choice:
    """A word of a policy, and what it can be: each word with what it is called."""

    name: str
    allowed: dict[str, Pair]
    meaning: Pair


def offered(own: Iterable[str] = ()) -> dict[str, Pair]:
    """Every policy by name, with its remedy and title, in the order of the remedies; those that may serve
    several stand with the first, those that serve none at the end. own: names of user-defined ones."""
    every = interventions.all() | {name: interventions[name] for name in own}
    found = {name: (_first_remedy(kind.remedy), title_of(name)) for name, kind in every.items()}
    return {
        name: _with_remedy(remedy, title)
        for name, (remedy, title) in sorted(found.items(), key=lambda each: (each[1][0] or 9, each[0]))
    }


def title_of(name: str) -> Pair:
    """What a policy calls itself."""
    title = interventions[name].title
    return Pair(title["zh"], title["en"])


def about(name: str) -> Pair:
    """What a policy is, in a sentence: the first that its class says of itself; empty where it says none. A
    user-defined one speaks the language of its author."""
    kind = interventions[name]
    whole = " ".join((getdoc(kind) or "").partition("\n\n")[0].split())
    if whole.startswith(f"{kind.__name__}("):  # written by a dataclass
        return same("")
    chinese = meaning_in_chinese(whole) or whole
    return Pair(*(END.split(BESIDES.sub("", text), maxsplit=1)[0] for text in (chinese, whole)))


def _first_remedy(remedy: int | tuple[int, ...]) -> int:
    return remedy if isinstance(remedy, int) else min(remedy)


def _with_remedy(remedy: int, title: Pair) -> Pair:
    return TEXT["remedy"].fill(n=remedy) + Pair(" · ", " · ") + title if remedy else title


def usual(name: str) -> dict[str, Any]:
    """The numbers of a policy, as it has them where a scenario sets none."""
    return {each.name: each.default for each in described(interventions[name]).values()}


def sliders(name: str) -> list[Slider]:
    """A slider for each number of a policy; words are not turned."""
    numbers = [about for about in described(interventions[name]).values() if about.unit != "choice"]
    return [_slider(about) for about in numbers]


def choices(name: str) -> list[Choice]:
    """What can be chosen in a policy."""
    words = [about for about in described(interventions[name]).values() if about.allowed]
    return [Choice(about.name, _called(about.allowed), _meaning(about)) for about in words]


def _called(words: tuple[str, ...]) -> dict[str, Pair]:
    return {word: CHOICES.get(word, same(word)) for word in words}


def _meaning(about: Parameter) -> Pair:
    return Pair(about.zh or about.meaning, about.meaning)


def _slider(about: Parameter) -> Slider:
    return Slider(about.name, about.low, about.high, _step(about), about.unit, _meaning(about))


def _step(about: Parameter) -> float:
    """A round step (1, 2 or 5 times a power of ten) with which the default and both ends can be reached."""
    size = (about.high - about.low) / STEPS
    power = 10.0 ** floor(log10(size))
    fitting = [power * by for by in (5, 2, 1, 0.5, 0.2, 0.1)]
    reached = (about.low, about.high, about.default)
    return next(
        (step for step in fitting if all(_whole((each - about.low) / step) for each in reached)), power / 10
    )


def _whole(value: float) -> bool:
    return abs(value - round(value)) < 1e-6


def kept(name: str, numbers: Mapping[str, Any]) -> dict[str, Any]:
    """The numbers of a policy with some changed, each inside its range."""
    about = described(interventions[name])
    return usual(name) | {
        each: value if about[each].allowed else min(max(value, about[each].low), about[each].high)
        for each, value in numbers.items()
    }
