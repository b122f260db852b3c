"""Interventions: dated policies that turn levers and book what they cost. One file each, found by
themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar, dataclass_transform

from simulation.levers import Levers, When
from simulation.parameters import param, settings, word
from simulation.plugins.registry import Registry

T = TypeVar("T", bound=type)


class Intervention(Protocol):
    """What every policy is: a frozen class of numbers, titles in both languages, and one method.

    remedy: of the six of the thesis, or the several that it may serve; 0: of none.
    """

    title: dict[str, str]
    remedy: int | tuple[int, ...]

    def turn(self, levers: Levers, when: When) -> None:
        """Turn the levers of one day, as far as the policy is in force then, and book the cost."""


interventions: Registry[type[Intervention]] = Registry(
    "intervention", "simulation.interventions", Intervention, in_chinese=True
)


def remedies(policies: Iterable[Intervention]) -> tuple[int, ...]:
    """The remedies that some policies are together: the one that all of them may serve, or else, for a
    package, every one of them; 0 is none of the six. Without policies there are none."""
    each = [{own} if isinstance(own := policy.remedy, int) else set(own) for policy in policies]
    common = set.intersection(*each) if each else set()
    return tuple(sorted(common or set[int]().union(*each)))


@dataclass_transform(field_specifiers=(param, word), kw_only_default=True, frozen_default=True)
def intervention(name: str) -> Callable[[T], T]:
    """Register a policy under the name by which scenario files call it."""

    add = interventions.add(name)

    def register(cls: T) -> T:
        made = settings(cls)
        add(made)  # type: ignore[arg-type]
        return made

    return register
