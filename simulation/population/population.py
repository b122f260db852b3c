"""A population: all agents of one kind as columns, with the interface of a Mesa agent set."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, Generic, TypeVar

import numpy as np
import pandas as pd
from mesa.agentset import AbstractAgentSet, GroupBy
from numpy.typing import NDArray

from simulation.population.agent import ArrayAgent
from simulation.population.grouping import GroupedParts, in_groups, in_order
from simulation.population.rows import Rows
from simulation.population.rules.answer import answer
from simulation.population.rules.lock import locked

A = TypeVar("A", bound=ArrayAgent)


class Population(Rows[A], AbstractAgentSet[A], Generic[A]):
    """All agents of one kind, or a part of them: asks their rules, and answers as Mesa's agent sets do."""

    def evaluate(self, rule: Callable, *inputs: Any) -> NDArray:
        """What a rule returns for every agent here, block by block.

        inputs: an array has one value for each agent; anything else is the same for all. Raises RuleError for
        an array of another length.
        """
        rule = self.in_force(rule)
        self.judging = True
        try:
            if not self.has_user_rules:
                return answer(rule, self, inputs)
            with locked(self.columns, inputs):
                return answer(rule, self, inputs)
        finally:
            self.judging = False

    # what Mesa users expect of an agent set

    def __contains__(self, agent: object) -> bool:
        if not isinstance(agent, ArrayAgent) or agent.population.columns is not self.columns:
            return False
        return self.is_whole or bool((self.rows == agent.row).any())

    def __getitem__(self, item: int | slice) -> Any:
        return (
            self.part(self.rows[item]) if isinstance(item, slice) else self.kind(self, int(self.rows[item]))
        )

    def __hash__(self) -> int:  # type: ignore[override]
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    def _from_iterable(self, agents: Iterable[A]) -> Population[A]:  # type: ignore[override]
        """What & | - ^ of `collections.abc` make a new set with."""
        return self.part(np.array(list(dict.fromkeys(self._rows_of(agents).tolist())), dtype=np.intp))

    def _rows_of(self, agents: Iterable) -> NDArray[np.intp]:
        """The rows of other agents of this population. Raises TypeError if one is of another."""
        if isinstance(agents, Population) and agents.columns is self.columns:
            return agents.rows
        each = list(agents)
        if not all(isinstance(one, ArrayAgent) and one.population.columns is self.columns for one in each):
            raise TypeError(f"these are not all of one population of {self.kind.__name__}s")
        return np.array([one.row for one in each], dtype=np.intp)

    def get(
        self, attr_names: str | list[str], handle_missing: str = "error", default_value: Any = None
    ) -> Any:
        """The state of every agent as an array (agents,); for several names (agents, names), one row per
        agent.

        Mesa gives lists of the same shape.
        """
        if handle_missing not in ("error", "default"):
            raise ValueError(
                f"handle_missing cannot be '{handle_missing}'; it can be 'error' (the default) or 'default'"
            )
        if not isinstance(attr_names, str):
            columns = [self.get(name, handle_missing, default_value) for name in attr_names]
            return np.column_stack(columns) if columns else np.zeros((len(self), 0))
        if handle_missing == "default" and not hasattr(self.kind, attr_names):
            return np.full(len(self), default_value)
        value = getattr(self.view(), attr_names)
        return value if isinstance(value, np.ndarray) else np.full(len(self), value)

    def to_frame(self, attr_names: str | list[str] | None = None) -> pd.DataFrame:
        """States as a table, one row per agent under Mesa's number of it; all of them where none is named."""
        names = [attr_names] if isinstance(attr_names, str) else attr_names or list(self.kind.fields())
        numbers = pd.Index(np.asarray(self.view().unique_id), name="unique_id")
        return pd.DataFrame({name: self.get(name) for name in names}, index=numbers)

    def agg(self, attribute: str | list[str], func: Callable | Iterable[Callable]) -> Any:
        """One or several functions of the states of all; numbers come back as plain Python numbers."""
        found = super().agg(attribute, func)  # type: ignore[arg-type]
        return [_plain(each) for each in found] if isinstance(found, list) else _plain(found)

    def set(self, attr_name: str, value: Any) -> Population[A]:
        """Give every agent here a value: one for all, or an array."""
        setattr(self.view(), attr_name, value)
        return self

    def to_list(self) -> list[A]:
        """The agents one by one, as a list of views."""
        return list(self)

    def copy(self) -> Population[A]:
        """The same agents as a set of its own, which can be narrowed."""
        return self.part(self.rows)

    def select(
        self,
        filter_func: Callable[[A], Any] | None = None,
        at_most: float = np.inf,
        inplace: bool = False,
        agent_type: type | None = None,
    ) -> Population[A]:
        """Those for whom the filter is true, at most a number or a share (a float up to 1) of them.

        The filter is asked as a rule is: once for all where it can be, else agent by agent.
        """
        limit = int(len(self) * at_most) if isinstance(at_most, float) and at_most <= 1 else at_most
        rows = self.rows if agent_type is None or issubclass(self.kind, agent_type) else self.rows[:0]
        if filter_func is not None and len(rows):
            rows = rows[self.part(rows).evaluate(filter_func).astype(bool)]
        return self._narrow(rows[: int(min(limit, len(rows)))], inplace)

    def groupby(self, by: Callable[[A], Hashable] | str, result_type: str = "agentset") -> GroupBy:
        """Groups by a state or a function of an agent, in the order of their first agents: each a part of the
        population, or a list of agents."""
        if result_type not in ("agentset", "list"):
            raise ValueError(f"result_type cannot be '{result_type}'; it can be 'agentset' or 'list'")
        groups = {key: self.part(self.rows[at]) for key, at in in_groups(self._keys(by)).items()}
        if result_type == "list":
            return GroupBy({key: part.to_list() for key, part in groups.items()})
        return GroupedParts(dict(groups))

    def sort(
        self, key: Callable[[A], Any] | str, ascending: bool = False, inplace: bool = False
    ) -> Population[A]:
        """The agents in order of a state or a function; the largest first, as Mesa does."""
        return self._narrow(self.rows[in_order(self._keys(key), ascending)], inplace)

    def _keys(self, by: Callable[[A], Any] | str) -> Any:
        """The state or the function of each agent: an array, or a list of what is no number."""
        return self.get(by) if isinstance(by, str) else [by(agent) for agent in self]

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
        """Put an agent of the same population into this part; new ones cannot be made one by one."""
        if not isinstance(agent, ArrayAgent) or agent.population.columns is not self.columns:
            kind = self.kind.__name__
            raise TypeError(f"{kind}s cannot be added one by one; make a Population of more {kind}s")
        if agent not in self:
            self._narrow(np.append(self.rows, agent.row), inplace=True)

    def discard(self, agent: A) -> None:
        """Take an agent out of this part, if it is here."""
        if agent in self:
            self.remove(agent)

    def remove(self, agent: A) -> None:
        """Take an agent out of this part; the others keep their rows. Raises KeyError if it is not here."""
        if agent not in self:
            raise KeyError(agent)
        self._narrow(self.rows[self.rows != agent.row], inplace=True)

    def _update(self, agents: Iterable[A]) -> Population[A]:
        return self._narrow(self._rows_of(agents), inplace=True)

    def _narrow(self, rows: NDArray[np.intp], inplace: bool) -> Population[A]:
        if not inplace:
            return self.part(rows)
        if any(self is each for each in getattr(self.model, "populations", {}).values()):
            raise TypeError(
                f"a model keeps its {self.kind.__name__}s; narrow a copy, .copy() or .select(...)"
            )
        self.rows, self.is_whole = rows, False
        return self


def _plain(value: Any) -> Any:
    """A number of NumPy's as one of Python's."""
    return value.item() if isinstance(value, np.generic) else value
