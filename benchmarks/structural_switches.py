"""The structural switches: words among the parameters that say how a mechanism works."""

from __future__ import annotations

from collections.abc import Collection

from simulation.scenario.settable import known_numbers, parameter_groups


def switches() -> dict[str, tuple[str, ...]]:
    """The words that each structural switch may also be, by path."""
    groups = parameter_groups()
    return {
        path: tuple(word for word in about.allowed if word != about.default)
        for path, about in sorted(known_numbers().items())
        if about.allowed and path.partition(".")[0] in groups
    }


def turned(asked: Collection[str] = ()) -> list[tuple[str, str]]:
    """Path and word of every way to turn one of the asked switches; of all where none is asked."""
    return [
        (path, word) for path, words in switches().items() if not asked or path in asked for word in words
    ]
