"""A population: all agents of one kind as columns, with the face of a Mesa agent set."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from copy import copy
from typing import Any, Generic, TypeVar

import mesa
import numpy as np
from mesa.agentset import AbstractAgentSet, GroupBy
from numpy.typing import NDArray

from simulation.population.agent import ArrayAgent
from simulation.population.rule import answer

A = TypeVar("A", bound=ArrayAgent)


class Population(AbstractAgentSet[A], Generic[A]):
    """All agents of one kind, or a part of them: the same columns with other rows, never a copy.

    kind: the agent class; size: how many; rooms: settings that rules read, `numbers=...` as `self.numbers`.
    """

    block = 50_000  # agents judged at once: small enough to stay in the processor's cache

    def __init__(self, model: mesa.Model | None, kind: type[A], size: int, **rooms: Any) -> None:
        self.model, self.kind, self.rooms = model, kind, rooms
        self.random: Any = getattr(model, "random", None)
        self.columns: dict[str, Any] = {
            name: np.full(size, each.start, each.dtype) for name, each in kind.fields().items()
        }
        self.alive = np.ones(size, bool)
        self.rows = np.arange(size)
        self.is_whole = True  # all rows, in their order: then columns need no picking
        self.judging = False
        self.first_id = 1

    # arrays

    def __getattr__(self, name: str) -> NDArray:
        whole = self.__dict__
        if name not in whole.get("columns", ()):
            raise AttributeError(
                f"a {whole['kind'].__name__} has no state '{name}'" if "kind" in whole else name
            )
        return self.columns[name] if self.is_whole else self.columns[name][self.rows]

    def view(self, rows: slice | NDArray[np.intp] | int | None = None) -> A:
        """One agent object that stands for many: its states read as arrays."""
        return self.kind(self, (slice(None) if self.is_whole else self.rows) if rows is None else rows)

    def part(self, rows: NDArray) -> Population[A]:
        """The same population with other rows: indices, or a mask over the present rows."""
        part = copy(self)
        part.rows = self.rows[rows] if rows.dtype == bool else np.asarray(rows)
        part.is_whole = False
        return part

    def seen_as(self, kind: type) -> Population[Any]:
        """The same rows, seen as agents of another class: a parent class, or one with rules of its own."""
        same = copy(self)
        same.kind = kind
        return same

    def evaluate(self, rule: Callable, *inputs: Any) -> NDArray:
        """What a rule returns for every agent here, block by block.

        inputs: arrays as long as the population are cut like it; anything else goes to the rule as it is.
        """
        self.judging = True
        try:
            return answer(rule, self, inputs)
        finally:
            self.judging = False

    # what Mesa users expect of an agent set

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[A]:
        return (self.kind(self, int(row)) for row in self.rows)

    def __contains__(self, agent: object) -> bool:
        return (
            isinstance(agent, ArrayAgent)
            and agent.population.columns is self.columns
            and agent.row in self.rows
        )

    def __getitem__(self, item: int | slice) -> Any:
        return (
            self.part(self.rows[item]) if isinstance(item, slice) else self.kind(self, int(self.rows[item]))
        )

    def __hash__(self) -> int:  # type: ignore[override]
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    def get(
        self, attr_names: str | list[str], handle_missing: str = "error", default_value: Any = None
    ) -> Any:
        """The state of every agent as an array (Mesa: a list), or a list of arrays for several names."""
        if not isinstance(attr_names, str):
            return [self.get(name, handle_missing, default_value) for name in attr_names]
        if handle_missing == "default" and attr_names not in self.columns:
            return np.full(len(self), default_value)
        return getattr(self.view(), attr_names)

    def set(self, attr_name: str, value: Any) -> Population[A]:
        """Give every agent here a value: one for all, or an array."""
        setattr(self.view(), attr_name, value)
        return self

    def to_list(self) -> list[A]:
        """The agents one by one, as a list of views."""
        return list(self)

    def select(
        self,
        filter_func: Callable[[A], Any] | None = None,
        at_most: float = np.inf,
        inplace: bool = False,
        agent_type: type | None = None,
    ) -> Population[A]:
        """Those for whom the filter is true, at most a number or a share (a float up to 1) of them."""
        limit = int(len(self) * at_most) if isinstance(at_most, float) and at_most <= 1 else at_most
        rows = self.rows if agent_type is None or issubclass(self.kind, agent_type) else self.rows[:0]
        if filter_func is not None:
            rows = rows[self.part(rows).evaluate(filter_func).astype(bool)]
        return self._narrow(rows[: int(min(limit, len(rows)))], inplace)

    def groupby(self, by: Callable[[A], Hashable] | str, result_type: str = "agentset") -> GroupBy:
        """Groups by a state or a function of an agent: each a part of the population, or a list of agents."""
        keys = self.get(by) if isinstance(by, str) else np.array([by(agent) for agent in self])
        groups: dict[Any, Any] = {key.item(): self.part(self.rows[keys == key]) for key in np.unique(keys)}
        return GroupBy(
            groups if result_type == "agentset" else {key: part.to_list() for key, part in groups.items()}
        )

    def sort(
        self, key: Callable[[A], Any] | str, ascending: bool = False, inplace: bool = False
    ) -> Population[A]:
        """The agents in order of a state or a function; the largest first, as Mesa does."""
        values = self.get(key) if isinstance(key, str) else np.array([key(agent) for agent in self])
        order = np.argsort(values if ascending else -values, kind="stable")
        return self._narrow(self.rows[order], inplace)

    def shuffle(self, inplace: bool = False) -> Population[A]:
        """The agents in an order drawn by Mesa's own generator, which no rule of this project uses."""
        return self._narrow(self.rows[self.random.sample(range(len(self)), len(self))], inplace)

    def do(self, method: str | Callable, *args: Any, **kwargs: Any) -> Population[A]:
        """Call a method or function on each agent, one by one."""
        self.map(method, *args, **kwargs)
        return self

    def shuffle_do(self, method: str | Callable, *args: Any, **kwargs: Any) -> Population[A]:
        """As `do`, in shuffled order."""
        self.shuffle().do(method, *args, **kwargs)
        return self

    def map(self, method: str | Callable, *args: Any, **kwargs: Any) -> list[Any]:
        """What a method or function returns for each agent, one by one."""
        call = (lambda agent, *a, **k: getattr(agent, method)(*a, **k)) if isinstance(method, str) else method
        return [call(agent, *args, **kwargs) for agent in self]

    def add(self, agent: A) -> None:
        """Not possible: the size of a population is fixed when it is made."""
        raise TypeError(f"agents cannot be added one by one; make a Population of more {self.kind.__name__}s")

    def discard(self, agent: A) -> None:
        """Take an agent out, if it is here."""
        if agent in self:
            self.remove(agent)

    def remove(self, agent: A) -> None:
        """Take an agent out; the others keep their rows."""
        self.alive[agent.row] = False
        self._narrow(self.rows[self.rows != agent.row], inplace=True)

    def _update(self, agents: Iterable[A]) -> Population[A]:
        return self._narrow(np.array([agent.row for agent in agents], dtype=np.intp), inplace=True)

    def _narrow(self, rows: NDArray[np.intp], inplace: bool) -> Population[A]:
        if not inplace:
            return self.part(rows)
        self.rows, self.is_whole = rows, False
        return self
