"""States of agents that a rule may read, as a list for people: name, meaning, and what values it takes."""

from __future__ import annotations

from simulation import agents
from simulation.population import ArrayAgent
from simulation.population.agent import Field
from simulation.text.bilingual import Pair
from simulation.text.quantities import Language
from simulation.text.spoken.meanings import meaning_in_chinese

SECTION = "states"
"""The word that asks for the whole list."""
MANY = 1e6  # where a range ends only because a number must
OUT_OF_VIEW = ("building", "household", "grid")
"""Numbers of places: a rule can read them, and is not about them."""


def mentioning(word: str) -> dict[str, dict[str, str]]:
    """States by kind of agent and name, those that `word` mentions: its meanings in both languages."""
    found = {
        kind: {
            name: meanings
            for name, meanings in _own(cls).items()
            if word.lower() in f"{SECTION} {kind}.{name} {meanings}".lower()
        }
        for kind, cls in agents.kinds().items()
    }
    return {kind: states for kind, states in found.items() if states}


def _own(kind: type[ArrayAgent]) -> dict[str, str]:
    """The states of a kind that no kind above it has, with their meaning in both languages."""
    parents = [each for each in agents.kinds().values() if each in kind.__mro__[1:]]
    above = {name for parent in parents for name in parent.fields()}
    return {
        name: f"{meaning_in_chinese(each.meaning) or ''} {each.meaning}"
        for name, each in kind.fields().items()
        if name not in above
    }


def as_text(found: dict[str, dict[str, str]], language: Language) -> str:
    """A heading for each kind of agent, and a line for each of its states."""
    kinds = agents.kinds()
    return "\n\n".join(
        "\n".join([f"{SECTION} {kind}", *lines_of(kinds[kind], language, list(names))])
        for kind, names in found.items()
    )


def lines_of(kind: type[ArrayAgent], language: Language, names: list[str] | None = None) -> list[str]:
    """A line for each state of a kind that a rule is likely to ask about, or for those that are named."""
    shown = names or [each for each in kind.fields() if each not in OUT_OF_VIEW]
    wide = max(map(len, shown)) + len("self.")
    return [f"  {f'self.{name}':{wide}}  {_said(kind, name, language)}" for name in shown]


def _said(kind: type[ArrayAgent], name: str, language: Language) -> str:
    about = kind.fields()[name]
    within = _within(about).side(language)
    if language == "zh":
        return f"{meaning_in_chinese(about.meaning) or about.meaning}（{within}）"
    return f"{about.meaning} ({within})"


def _within(about: Field) -> Pair:
    if about.unit == "0 or 1":
        return Pair("是 1，否 0", "1 yes, 0 no")
    if about.high >= MANY:
        return Pair(f"{about.low:g} 及以上", f"{about.low:g} or more")
    return Pair(f"{about.low:g} 至 {about.high:g}", f"{about.low:g} to {about.high:g}")
