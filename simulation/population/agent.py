"""One agent is a view on a row of its population; its states are declared once, in its class."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

import mesa
import numpy as np
from numpy.typing import DTypeLike, NDArray


class Columns(Protocol):
    """The population in which an agent lies, as far as the agent knows it."""

    columns: dict[str, Any]
    settings: dict[str, Any]
    model: Any
    judging: bool
    places: int
    first_id: int


class Field:
    """One declared state: its name, dtype, start value, unit, range and meaning.

    On one agent it reads as a plain Python number, on many as an array.
    """

    name: str

    def __init__(self, dtype: DTypeLike, start: float, unit: str, within: tuple[float, float], meaning: str):
        self.dtype = np.dtype(dtype)
        self.start, self.unit, self.meaning = start, unit, meaning
        self.low, self.high = within

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, agent: ArrayAgent | None, owner: type | None = None) -> Any:
        if agent is None:
            return self
        column = agent.population.columns[self.name]
        return column.item(agent.row) if agent.row.__class__ is int else column[agent.row]

    def __set__(self, agent: ArrayAgent, value: Any) -> None:
        if agent.population.judging:
            raise TypeError(
                f"a rule may not change '{self.name}': it returns a chance or an amount, the model acts on it"
            )
        if not np.all((np.asarray(value) >= self.low) & (np.asarray(value) <= self.high)):
            raise ValueError(
                f"'{self.name}' lies from {self.low:g} to {self.high:g} ({self.unit}), but was to be {value}"
            )
        agent.population.columns[self.name][agent.row] = value


def state(dtype: DTypeLike, start: float, unit: str, within: tuple[float, float], meaning: str) -> Any:
    """Declare a state of an agent: dtype, value at the start, unit, lowest and highest value, meaning."""
    return Field(dtype, start, unit, within, meaning)


class ArrayAgent(mesa.Agent):
    """A Mesa agent whose state lies in the columns of its population, at `row`.

    row: a number for one agent, a slice or an array of numbers for many.
    """

    population: Columns
    row: Any
    user_rules: ClassVar[tuple[Any, ...]] = ()
    """User-defined functions in the place of rules, see `rules.user_kinds`."""

    def __init__(self, population: Columns, row: int | slice | NDArray[np.intp] | None = None) -> None:
        if row is None:
            kind = type(self).__name__
            raise TypeError(
                f"a {kind} is a row of a population, not made alone; twelve that the model counts: "
                f"model.populations[{kind}] = Population(model, {kind}, 12)"
            )
        # a view is made thousands of times a day, so it does not register itself as Mesa's own agents do
        self.__dict__.update(
            population.settings, population=population, row=row, model=population.model, pos=None
        )

    @classmethod
    def fields(cls) -> dict[str, Field]:
        """Every declared state by name, those of parent classes first."""
        found: dict[str, Field] = {}
        for base in reversed(cls.__mro__):
            found |= {name: each for name, each in vars(base).items() if isinstance(each, Field)}
        return found

    @property
    def unique_id(self) -> Any:
        """Mesa's number of the agent, the same in every part of its population; 1 is the first of the
        model."""
        return self.population.first_id + self.rows

    @property
    def rows(self) -> Any:
        """The number of one agent, or the numbers of many (agents,)."""
        whole = self.row.__class__ is slice
        return np.arange(self.population.places)[self.row] if whole else self.row

    def remove(self) -> None:
        """Not possible: a population stays as large as it was made."""
        raise TypeError(
            f"a {type(self).__name__} cannot leave: a population stays as large as it was made; "
            "leave agents out with .select(...)"
        )

    def __setattr__(self, name: str, value: Any) -> None:
        if not hasattr(type(self), name):
            if self.population.judging:
                raise TypeError(f"a rule may not change an agent: write {name} = ..., without self.")
            kind = type(self).__name__
            raise AttributeError(
                f"a {kind} has no state '{name}'; declare it in the class: {name} = state(...)"
            )
        super().__setattr__(name, value)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, ArrayAgent)
            and self.population.columns is other.population.columns
            and bool(np.array_equal(self.rows, other.rows))
        )

    def __hash__(self) -> int:
        return hash((id(self.population.columns), self.row))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.row}>"
