"""All agents of one kind as columns: whole arrays, parts of them, and views of one agent or many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Generic, Self, TypeVar

import mesa
import numpy as np
from numpy.typing import NDArray

from simulation.population.agent import ArrayAgent
from simulation.population.side_by_side import ByStreet

A = TypeVar("A", bound=ArrayAgent)


class Rows(Generic[A]):
    """All agents of one kind, or a part of them: the same columns with other rows, never a copy.

    kind: the agent class; size: how many; settings: what rules read, `numbers=...` as `self.numbers`.
    """

    block = 50_000  # agents judged at once: small enough to stay in the processor's cache

    def __init__(self, model: mesa.Model | None, kind: type[A], size: int, **settings: Any) -> None:
        self.model, self.settings = model, settings
        self.by_street = ByStreet(size)
        self.kind = kind = self._with_user_rules(kind)
        self.random: Any = getattr(model, "random", None)
        self.columns: dict[str, Any] = {
            name: np.full(size, each.start, each.dtype) for name, each in kind.fields().items()
        }
        self.places = size
        self.rows = np.arange(size)
        self.is_whole = True  # all rows, in their order: then columns need no picking
        self.judging = False
        self.first_id = 1
        if model is not None:  # agents are numbered over all kinds of a model
            self.first_id = model.agent_id_counter
            model.agent_id_counter += size

    def __getattr__(self, name: str) -> NDArray:
        whole = self.__dict__
        if name not in whole.get("columns", ()):
            raise AttributeError(
                f"a {whole['kind'].__name__} has no state '{name}'" if "kind" in whole else name
            )
        return self.columns[name] if self.is_whole else self.columns[name][self.rows]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[A]:
        return (self.kind(self, row) for row in self.rows.tolist())

    def view(self, rows: slice | NDArray[np.intp] | int | None = None) -> A:
        """One agent object that stands for many: its states read as arrays."""
        return self.kind(self, (slice(None) if self.is_whole else self.rows) if rows is None else rows)

    def part(self, rows: NDArray) -> Self:
        """The same population with other rows: indices, or a mask over the present rows."""
        part = self._twin()
        part.rows = self.rows[rows] if rows.dtype == bool else np.asarray(rows)
        part.is_whole = False
        return part

    def as_kind(self, kind: type) -> Any:
        """The same rows as agents of another class: a parent class, or one with user-defined rules."""
        same = self._twin()
        same.kind = self._with_user_rules(kind)
        return same

    def beside(self, others: Sequence[Self], shifts: Mapping[str, int]) -> Self:
        """All agents of this kind, and after them those of further streets, as one population. shifts: what
        is added to numbers of places, by column, for every street before."""
        streets = [self, *others]
        joined = type(self)(self.model, self.kind, self.places * len(streets), **self.settings)
        joined.by_street = ByStreet(self.places, len(streets))
        for name in joined.columns:
            shift = shifts.get(name, 0)
            parts = [each.columns[name] for each in streets]
            if shift:
                parts = [part + part.dtype.type(nth * shift) for nth, part in enumerate(parts)]
            joined.columns[name] = np.concatenate(parts)
        return joined

    def _twin(self) -> Self:
        """The same agents once more; a day makes dozens, and `copy.copy` is slow."""
        twin = object.__new__(type(self))
        vars(twin).update(vars(self))
        return twin

    def _with_user_rules(self, kind: type[Any]) -> type[Any]:
        return getattr(self.model, "user_kinds", {}).get(kind, kind)

    @property
    def owners(self) -> NDArray[np.int64]:
        """Who owns the luck of each agent here: its number in its street, and the street."""
        return self.by_street.every if self.is_whole else self.by_street.owners(self.rows)

    @property
    def street(self) -> NDArray[np.intp]:
        """The street of each agent here."""
        return self.by_street.street[self.rows]

    @property
    def has_user_rules(self) -> bool:
        """Whether a rule here is user-defined: then bounds that the usual rules keep need not hold."""
        return bool(self.kind.user_rules)

    def in_force(self, rule: Callable) -> Callable:
        """The rule itself, or the user-defined one in its place."""
        if not self.has_user_rules:
            return rule
        name = getattr(rule, "__name__", "")
        usual = any(vars(base).get(name) is rule for base in self.kind.__mro__)
        return getattr(self.kind, name) if usual else rule
