"""All agents of a model, of all kinds: what Mesa users expect of `model.agents`."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

import mesa
from mesa.agentset import AbstractAgentSet


class Crowd(AbstractAgentSet[Any]):
    """Agents of several kinds, one by one; views are made when somebody looks at them.

    sources: agent sets that hold no agent twice. A set of one kind is much faster: `model.agents_by_type`.
    """

    def __init__(self, agents: Iterable[Any] = (), random: Any = None, sources: tuple[Any, ...] = ()) -> None:
        self.random = random
        self.sources = sources or (list(agents),)

    @property
    def _agents(self) -> dict[mesa.Agent, None]:  # what Mesa's own methods read
        return dict.fromkeys(self)

    def __len__(self) -> int:
        return sum(map(len, self.sources))

    def __iter__(self) -> Iterator[Any]:
        return chain.from_iterable(self.sources)

    def __contains__(self, agent: object) -> bool:
        return any(agent in source for source in self.sources)

    def __hash__(self) -> int:  # type: ignore[override]
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    def shuffle(self, inplace: bool = False) -> Crowd:
        """In an order drawn by Mesa's own generator."""
        agents = self.to_list()
        return self._as(self.random.sample(agents, len(agents)), inplace)

    def sort(self, key: Callable | str, ascending: bool = False, inplace: bool = False) -> Crowd:
        """In the order of a state or a function; the largest first, as Mesa does."""
        by = operator.attrgetter(key) if isinstance(key, str) else key
        return self._as(sorted(self, key=by, reverse=not ascending), inplace)

    def do(self, method: str | Callable, *args: Any, **kwargs: Any) -> Crowd:
        """Call a method or function on each agent."""
        self.map(method, *args, **kwargs)
        return self

    def shuffle_do(self, method: str | Callable, *args: Any, **kwargs: Any) -> Crowd:
        """As `do`, in shuffled order."""
        self.shuffle().do(method, *args, **kwargs)
        return self

    def map(self, method: str | Callable, *args: Any, **kwargs: Any) -> list[Any]:
        """What a method or function returns for each agent."""
        if isinstance(method, str):
            return [getattr(agent, method)(*args, **kwargs) for agent in self]
        return [method(agent, *args, **kwargs) for agent in self]

    def copy(self) -> Crowd:
        """The same agents as a set of its own."""
        return Crowd(self, self.random)

    def add(self, agent: Any) -> None:
        """Put an agent into a set of one's own."""
        self._as([*self, *([] if agent in self else [agent])], inplace=True)

    def discard(self, agent: Any) -> None:
        """Take an agent out, if it is here."""
        if agent in self:
            self.remove(agent)

    def remove(self, agent: Any) -> None:
        """Take an agent out; KeyError if it is not here."""
        if agent not in self:
            raise KeyError(agent)
        self._as([each for each in self if each != agent], inplace=True)

    def _update(self, agents: Iterable[Any]) -> Crowd:
        return self._as(list(agents), inplace=True)

    def _as(self, agents: list[Any], inplace: bool) -> Crowd:
        if not inplace:
            return Crowd(agents, self.random)
        self.sources = (agents,)
        return self
