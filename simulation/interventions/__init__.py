"""Interventions: dated policies that turn levers and book what they cost. One file each, found by
themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar, dataclass_transform

from simulation.levers import Levers, When
from simulation.parameters import param, settings, word
from simulation.registry import Registry

T = TypeVar("T", bound=type)


class Intervention(Protocol):
    """What every policy is: a frozen class of numbers, titles in both languages, and one method."""

    title: dict[str, str]

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the levers of one day, as far as the policy is in force then, and book the cost."""


interventions: Registry[type[Intervention]] = Registry("intervention", "simulation.interventions")


@dataclass_transform(field_specifiers=(param, word), kw_only_default=True, frozen_default=True)
def intervention(name: str) -> Callable[[T], T]:
    """Register a policy under the name by which scenario files call it."""

    def register(cls: T) -> T:
        made = settings(cls)
        interventions.add(name)(made)  # type: ignore[arg-type]
        return made

    return register
