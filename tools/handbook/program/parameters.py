"""Every number that a scenario can set, as tables: from `simulation.scenario.settable`, which checks them."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from simulation.parameters import Parameter, described
from simulation.scenario.sections.strength import ABOUT, STRENGTH
from simulation.scenario.settable import SECTIONS, parameter_groups, section_numbers
from simulation.scenario.settings import EXPERIMENT
from simulation.text.spoken import language
from simulation.units import unit_word
from tools.handbook.markdown import anchor, cited, docstring, first_sentence, heads, plain, said, table


def sections() -> str:
    """A heading and a table for place, model and city, each class of theirs."""
    parts = []
    for section in SECTIONS:
        parts += [f"{anchor(f'numbers-{section}')}## {section}\n", numbers(section_numbers(section))]
    return "\n".join(parts)


def groups() -> str:
    """A heading and a table for each parameter group."""
    parts = []
    for group, cls in parameter_groups().items():
        about = first_sentence(docstring(sys.modules[cls.__module__]))
        parts += [
            f"{anchor(f'numbers-{group}')}## {group}\n",
            f"{about}\n",
            numbers(described(cls), f"{group}."),
        ]
    return "\n".join(parts)


def experiment() -> str:
    """The table of what an experiment sets, and of `strength`."""
    return numbers({f"experiment.{name}": about for name, about in EXPERIMENT.items()} | {STRENGTH: ABOUT})


def counted() -> str:
    """A sentence: how many parameters there are, and how many of them are assumed."""
    every = [about for cls in parameter_groups().values() for about in described(cls).values()]
    assumed = sum(about.assumed for about in every)
    return said(
        "There are {all} parameters. The source of {assumed} begins with the word *assumed*; "
        "{others} are published, surveyed, calibrated, derived or chosen.\n",
        "共有 {all} 个参数。其中 {assumed} 个是假定的（来源以 *assumed* 开头），"
        "{others} 个来自文献、调查、校准、推算或选定。\n",
        all=len(every),
        assumed=assumed,
        others=len(every) - assumed,
    )


def numbers(found: Mapping[str, Parameter], before: str = "") -> str:
    """A table of numbers; before: what stands in front of each name."""
    columns = heads("name|default|range|meaning|source", "名称|默认值|范围|含义|来源")
    return table(columns, (_row(before + name, about) for name, about in found.items()))


def _row(name: str, about: Parameter) -> tuple[str, ...]:
    default = about.default if isinstance(about.default, str) else f"{about.default:g}{unit(about.unit)}"
    return f"`{name}`", plain(default), span(about), plain(meaning(about)), cited(plain(about.source))


def unit(word: str) -> str:
    """A unit behind a number; Chinese has no word for a bare number."""
    return f" {word}" if language() == "en" else unit_word(word, "zh")


def meaning(about: Parameter) -> str:
    """What a number means, in Chinese where its declaration says it so."""
    return about.zh if about.zh and language() == "zh" else about.meaning


def span(about: Parameter) -> str:
    """What is allowed of a number or word."""
    if about.allowed:
        return ", ".join(about.allowed)
    if about.unit == "choice":
        return said("any text", "任意文字")
    return between(about.low, about.high)


def between(low: float, high: float) -> str:
    """A range in words."""
    return said("{low:g} to {high:g}", "{low:g} 至 {high:g}", low=low, high=high)
