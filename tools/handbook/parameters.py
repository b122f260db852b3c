"""Every number that a scenario can set, as tables: from `simulation.scenario.settable`, which checks them."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from simulation.parameters import Parameter, described
from simulation.scenario.sections.strength import ABOUT, STRENGTH
from simulation.scenario.settable import SECTIONS, parameter_groups, section_numbers
from simulation.scenario.settings import EXPERIMENT
from tools.handbook.markdown import anchor, cited, docstring, first_sentence, plain, table

_HEADS = ("name", "default", "range", "meaning", "source")


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
    return (
        f"There are {len(every)} parameters. The source of {assumed} begins with the word *assumed*; "
        f"{len(every) - assumed} are published, surveyed, calibrated, derived or chosen.\n"
    )


def numbers(found: Mapping[str, Parameter], before: str = "") -> str:
    """A table of numbers; before: what stands in front of each name."""
    return table(_HEADS, (_row(before + name, about) for name, about in found.items()))


def _row(name: str, about: Parameter) -> tuple[str, ...]:
    default = about.default if isinstance(about.default, str) else f"{about.default:g} {about.unit}"
    return f"`{name}`", plain(default), span(about), plain(about.meaning), cited(plain(about.source))


def span(about: Parameter) -> str:
    """What is allowed of a number or word."""
    if about.allowed:
        return ", ".join(about.allowed)
    return "any text" if about.unit == "choice" else f"{about.low:g} to {about.high:g}"
