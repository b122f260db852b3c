"""The points of a sweep, however they are asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from simulation.scenario.errors import Location
from simulation.scenario.studies.sweep_paths import Written
from simulation.scenario.yaml.nodes import Node

MOST = 300  # scenarios of a grid, or of cases


@dataclass(frozen=True)
class Value:
    """A value of a path, as it was written and as tables say it."""

    node: Node
    said: Written


@dataclass(frozen=True)
class Point:
    """One combination: values by path, and the name and titles of a case that has them."""

    values: Mapping[str, Value]
    case: str = ""
    title: Mapping[str, str] | None = None

    def only(self, paths: Collection[str]) -> Point:
        """The point as far as it concerns some paths."""
        return replace(self, values={path: each for path, each in self.values.items() if path in paths})

    @property
    def key(self) -> tuple[object, ...]:
        """What distinguishes it from others."""
        return self.case, *((path, each.said) for path, each in self.values.items())

    @property
    def said(self) -> dict[str, Written]:
        """Its values as tables say them."""
        return {path: each.said for path, each in self.values.items()}


@dataclass(frozen=True)
class Sweep:
    """The points that are asked for, the location that asks, where each path is named first, and how many
    scenarios may come of it."""

    location: Location
    paths: Mapping[str, Location]
    points: tuple[Point, ...]
    most: int = MOST
