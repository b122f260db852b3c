"""The ways to turn the structural switches, for scripts that turn them all or one by one."""

from __future__ import annotations

from collections.abc import Collection

from simulation.analysis.inputs import structural_switches
from simulation.scenario.settable import known_numbers


def switches() -> dict[str, tuple[str, ...]]:
    """The words that each structural switch may also be, by path."""
    known = known_numbers()
    found = sorted(structural_switches())
    return {
        each.path: tuple(word for word in each.allowed if word != known[each.path].default) for each in found
    }


def turned(asked: Collection[str] = ()) -> list[tuple[str, str]]:
    """Path and word of every way to turn one of the asked switches; of all where none is asked."""
    return [
        (path, word) for path, words in switches().items() if not asked or path in asked for word in words
    ]
