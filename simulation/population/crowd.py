"""All agents of a model, of all kinds: what Mesa users expect of `model.agents`."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from mesa.agentset import AbstractAgentSet


class Crowd(AbstractAgentSet[Any]):
    """Agents of several kinds as objects. A set of one kind is much faster: `model.agents_by_type`."""

    def __init__(self, agents: Iterable[Any], random: Any = None) -> None:
        self._agents, self.random = dict.fromkeys(agents), random  # under the name that Mesa's methods read

    def __len__(self) -> int:
        return len(self._agents)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._agents)

    def __contains__(self, agent: object) -> bool:
        return agent in self._agents

    def shuffle(self, inplace: bool = False) -> Crowd:
        """In an order drawn by Mesa's own generator."""
        return self._as(self.random.sample(list(self), len(self)), inplace)

    def sort(self, key: Callable | str, ascending: bool = False, inplace: bool = False) -> Crowd:
        """In the order of a state or a function; the largest first, as Mesa does."""
        by = operator.attrgetter(key) if isinstance(key, str) else key
        return self._as(sorted(self, key=by, reverse=not ascending), inplace)

    def do(self, method: str | Callable, *args: Any, **kwargs: Any) -> Crowd:
        """Call a method (by its name) or a function on each agent, in their order. Returns these agents."""
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

    def add(self, agent: Any) -> None:
        """Put an agent in, if it is not here."""
        self._agents[agent] = None

    def discard(self, agent: Any) -> None:
        """Take an agent out, if it is here."""
        self._agents.pop(agent, None)

    def remove(self, agent: Any) -> None:
        """Take an agent out. Raises KeyError if it is not here."""
        del self._agents[agent]

    def _update(self, agents: Iterable[Any]) -> Crowd:
        self._agents = dict.fromkeys(agents)
        return self

    def _as(self, agents: list[Any], inplace: bool) -> Crowd:
        return self._update(agents) if inplace else Crowd(agents, self.random)
