"""A street whose links are watched, and can be cut: whoever reads a cut lever, or is handed a cut argument,
gets what the street without the policy had on that day."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, fields, is_dataclass, replace
from inspect import signature
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.experiment.tracing.links import HANDED_ON, INCOME, WAY_IN, Link, reader_of
from simulation.levers import LEVERS, Bill, Grant, Levers
from simulation.model import Street
from simulation.model.policy.policies import Policies

Day = dict[str, Any]


@dataclass
class Watch:
    """What is seen of a street. cut: links that are cut; without: what the street without the policy had,
    day by day, levers and arguments by name; own: the same of this street; read: who reads which lever;
    turned: levers that policies turn, bills and grants that they book; moved: arguments that differ from
    those without the policy."""

    cut: Collection[Link] = ()
    without: list[Day] | None = None
    own: list[Day] = field(default_factory=list)
    read: set[Link] = field(default_factory=set)
    turned: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)

    def lever(self, name: str, value: Any, frame: Any) -> Any:
        """What somebody who reads a lever sees."""
        reader = reader_of(frame.f_globals["__name__"], frame.f_code.co_qualname)
        reader = INCOME if name == "grants" else reader
        link = Link(WAY_IN, name, reader)
        self.read.add(link)
        if link not in self.cut:
            return value
        return self._without("levers")[name] if name in LEVERS else []

    def argument(self, name: str, value: Any) -> Any:
        """What a step of the day is handed for an argument, whole or by its fields."""
        if _is_measure(value):
            return self._measure(name, value)
        if not is_dataclass(value):
            return value
        parts = {each.name: getattr(value, each.name) for each in fields(value)}
        handed = {part: self.argument(f"{name}.{part}", each) for part, each in parts.items()}
        changed = {part: each for part, each in handed.items() if each is not parts[part]}
        return replace(value, **changed) if changed else value  # type: ignore[type-var]

    def _measure(self, name: str, value: NDArray) -> NDArray:
        self.own[-1][name] = np.copy(value)
        if self.without is None:
            return value
        usual = self._without(name)
        if not np.array_equal(value, usual, equal_nan=True):
            self.moved.add(name)
        return np.copy(usual) if Link(HANDED_ON, *split(name)) in self.cut else value

    def _without(self, name: str) -> Any:
        assert self.without is not None
        return self.without[len(self.own) - 1][name]


def split(name: str) -> tuple[str, str]:
    """Source and reader of an argument `process.method:argument`."""
    reader, _, source = name.partition(":")
    return source, reader


def _is_measure(value: Any) -> bool:
    """Whether a value is a measure of grids or posts, and not a list of cases or people."""
    return isinstance(value, np.ndarray) and value.dtype.kind in "fb" and value.ndim > 0


class WatchedLevers(Levers):
    """Levers that know who reads them."""

    watch: Watch

    def __getattr__(self, name: str) -> NDArray[np.float64]:
        value = super().__getattr__(name)
        frame = sys._getframe(1)
        if frame.f_globals["__name__"] == Levers.__module__:
            return value
        return vars(self)["watch"].lever(name, value, frame)

    def add(self, name: str, amount: NDArray[np.float64]) -> None:
        """Turn a lever. Where a policy turns it, remember its name."""
        if sys._getframe(1).f_globals["__name__"] != Policies.__module__:  # which adds the rank's pressure
            vars(self)["watch"].turned.add(name)
        super().add(name, amount)

    @property
    def pay_ratio(self) -> NDArray[np.float64]:
        """Pay of workers against what is usual at the place, as the reader sees it (grids,)."""
        pay = vars(self)["watch"].lever("pay", super().__getattr__("pay"), sys._getframe(1))
        return pay / self.usual_pay

    @property
    def bills(self) -> list[Bill]:  # type: ignore[override]
        """The bills of the day, as the reader sees them."""
        return self._list("bills", sys._getframe(1))

    @property
    def grants(self) -> list[Grant]:  # type: ignore[override]
        """The grants of the day, as the reader sees them."""
        return self._list("grants", sys._getframe(1))

    def _list(self, name: str, frame: Any) -> list[Any]:
        booked = vars(self)[name]
        if frame.f_globals["__name__"] == Levers.__module__:
            return booked
        if booked:
            vars(self)["watch"].turned.add(name)
        return vars(self)["watch"].lever(name, booked, frame)


class WatchedProcess:
    """A process of the day whose steps are handed what the watch lets through."""

    def __init__(self, process: Any, name: str, watch: Watch) -> None:
        self._process, self._name, self._watch = process, name, watch
        self._steps: dict[str, Callable[..., Any]] = {}

    def __getattr__(self, name: str) -> Any:
        if name in self._steps:
            return self._steps[name]
        value = getattr(self._process, name)
        if hasattr(value, "world") and is_dataclass(value):
            return WatchedProcess(value, f"{self._name}.{name}", self._watch)
        if callable(value):
            value = self._steps[name] = self._watched(name, value)
        return value

    def _watched(self, name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        at = [f"{self._name}.{name}:{each}" for each in signature(step).parameters]

        def handed(*given: Any) -> Any:
            return step(*map(self._watch.argument, at, given))

        return handed


def watched(street: Street, watch: Watch) -> Street:
    """The street, from now on watched."""
    for name, process in list(vars(street).items()):
        if is_dataclass(process) and hasattr(process, "world"):
            setattr(street, name, WatchedProcess(process, name, watch))
    levers = object.__new__(WatchedLevers)
    vars(levers).update(vars(street.world.levers), watch=watch)
    street.world.levers = levers
    return street


def simulate(street: Street, watch: Watch) -> None:
    """Simulate a watched street to its end."""
    watched(street, watch)
    while street.running:
        watch.own.append({})
        street.step()
        watch.own[-1]["levers"] = vars(street.world.levers)["_today"]
