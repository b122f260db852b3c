"""An agent as a rule sees it, watched: which states are read, and what if one of them were another."""

from __future__ import annotations

from types import MethodType
from typing import Any

from simulation.population.agent import ArrayAgent
from simulation.population.rules.user_rule import rules_of


class Supposed:
    """An agent with some states `put` to other values; `seen` takes the states that are read of it, by name.

    Its rules see the same agent; user-defined ones are asked without the guard.
    """

    def __init__(self, agent: ArrayAgent, put: dict[str, Any], seen: dict[str, Any]) -> None:
        self._agent, self._put, self._seen = agent, put, seen

    def __getattr__(self, name: str) -> Any:
        kind = type(self._agent)
        if name in kind.fields():
            return self._state(name)
        rule = rules_of(kind).get(name) or getattr(kind, name, None)
        return (
            MethodType(getattr(rule, "__wrapped__", rule), self)
            if callable(rule)
            else getattr(self._agent, name)
        )

    def _state(self, name: str) -> Any:
        self._seen[name] = getattr(self._agent, name)
        return self._put.get(name, self._seen[name])
