"""A user-defined rule is watched: each answer is checked, a bad one is reported with its first agent."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from contextlib import redirect_stdout, suppress
from dataclasses import FrozenInstanceError, dataclass
from io import StringIO
from types import FrameType, FunctionType
from typing import Any

import numpy as np

from simulation.population.rules.inputs import inputs_of
from simulation.population.rules.supposed import Supposed
from simulation.population.rules.user_rule import RuleError, rules_of
from simulation.user_files import (
    COMMA,
    TookTooLong,
    limited,
    line_in,
    line_of,
    printing_little,
    quoted,
    why_failed,
)

SHARES = ("_chance", "_share", "_shares", "_gate")
"""Rules whose names end like this answer from 0 to 1."""


BIGGEST = np.finfo(float).max


@dataclass(frozen=True)
class Guard:
    """A user-defined rule in its place.

    target: what it replaces; own: the function; rule: the one that it replaces; file: of the function.
    """

    target: str
    own: Callable
    rule: Callable
    file: str

    @property
    def line(self) -> int:
        """Where the function begins."""
        return getattr(getattr(self.own, "__code__", None), "co_firstlineno", 1)

    def error(self, what: str, line: int | None = None) -> RuleError:
        """What is wrong, as a sentence with file, line, and both names."""
        name = getattr(self.own, "__name__", "it")
        as_rule = f"{name}, in place of {self.target}," if name != self.target.rpartition(".")[2] else name
        return RuleError(f"{self.file}:{line or self.line}: {as_rule} {what}")

    def check_inputs(self) -> None:
        """Raises RuleError if the function cannot be asked with what the rule is asked with."""
        theirs = list(inspect.signature(self.rule).parameters)
        try:
            inspect.signature(self.own).bind(*theirs)
        except TypeError:
            mine = ", ".join(inspect.signature(self.own).parameters)
            asked = ", ".join(theirs)
            begin = f"write `def {self.own.__name__}({asked}):`"
            raise self.error(f"takes ({mine}), but the rule is asked with ({asked}); {begin}") from None

    def installed(self) -> FunctionType:
        """The rule as a method of an agent: asks the function and looks at its answer."""
        usual: list[tuple[int, ...]] = []  # the shape of an answer for one agent, once it is known
        own = printing_little(self.own)
        low, high = (0.0, 1.0) if self.target.endswith(SHARES) else (-BIGGEST, BIGGEST)

        def rule(agent: Any, *inputs: Any) -> Any:
            try:
                value = limited(own, agent, *inputs)
            except RuleError:
                raise
            except Exception as error:  # a user's rule may raise anything
                raise self.failed(error, agent, inputs) from error
            if not usual and np.size(agent.rows):
                one, given = _single(0, agent, inputs)
                usual.append(np.shape(self.rule(one, *given)))
            if usual == [()] and value.__class__ is float and low <= value <= high:
                return value  # most answers for one agent
            bad = self._bad(value, agent, inputs, usual[0] if usual else ())
            if bad:
                raise self.error(bad, self._line_of_answer(agent, inputs))
            return value

        rule.__wrapped__, rule.guard = self.own, self  # type: ignore[attr-defined]
        rule.__name__ = self.target.rpartition(".")[2]
        rule.__qualname__ = f"{self.target} ({self.file}:{self.line}, {getattr(self.own, '__name__', '')})"
        return rule

    # answers

    def _bad(self, value: Any, agent: Any, inputs: tuple[Any, ...], usual: tuple[int, ...]) -> str:
        """What is wrong with an answer, or nothing. usual: the shape of the rule's answer for one agent."""
        if value is None:
            return f"returned nothing for agent {_first(agent)}: is there a way through it without `return`?"
        answer = np.asarray(value)
        if answer.dtype.kind not in "biuf":
            said = f"returned {value!r:.60}, which is no number, for agent {_first(agent)}"
            number = _unquoted(value)
            return f"{said}; a number is written without quotes: {number}" if number else said
        agents = () if _several(agent) else (len(agent.rows),)
        if answer.shape not in ((*agents, *usual), usual):
            form, got = (" x ".join(map(str, each)) or "1" for each in (usual, answer.shape))
            whom = f"{agents[0]} agents" if agents else "one agent"
            said = f"returned {got} number(s) for {whom}, where the rule returns {form} for each"
            return f"{said}; {COMMA}" if isinstance(value, tuple) else said
        return self._out_of_range(answer, agent, inputs)

    def _out_of_range(self, answer: np.ndarray, agent: Any, inputs: tuple[Any, ...]) -> str:
        share = self.target.endswith(SHARES)
        good = (answer >= 0) & (answer <= 1) if share else np.isfinite(answer)
        if good.all():
            return ""
        value = answer[~good].ravel()[0]
        at = int(np.argwhere(~good)[0][0]) if answer.ndim and not _several(agent) else 0
        meaning = "a chance or share lies from 0 to 1" if share else "an amount is a finite number"
        hint = _how_to_stay_below(float(value)) if share else ""
        return f"returned {value:.6g} for {self._whom(at, agent, inputs)}, but {meaning}{hint}"

    def _whom(self, at: int, agent: Any, inputs: tuple[Any, ...]) -> str:
        """An agent by its number, and the states that the function reads of it."""
        if not np.size(agent.rows):
            return "nobody"
        one, given = _single(at, agent, inputs)
        seen: dict[str, Any] = {}
        with suppress(Exception):  # what is read until then says enough
            limited(self.own, Supposed(one, {}, seen), *given)
        read = ", ".join(f"{name} = {value:.6g}" for name, value in seen.items())
        return f"agent {one.row}" + (f" ({read})" if read else "")

    def _line_of_answer(self, agent: Any, inputs: tuple[Any, ...]) -> int | None:
        """The line from which the function returned, found by asking it once more; None if it cannot be."""
        found: list[int] = []

        def follow(frame: FrameType, event: str, _: object) -> Any:
            if frame.f_code is not getattr(self.own, "__code__", None):
                return None
            if event == "return":
                found.append(frame.f_lineno)
            return follow

        before = sys.gettrace()
        with suppress(Exception), redirect_stdout(StringIO()):
            sys.settrace(follow)
            try:
                limited(self.own, agent, *inputs)
            finally:
                sys.settrace(before)
        return found[-1] if found else None

    # failures

    def failed(self, error: Exception, agent: Any, inputs: tuple[Any, ...]) -> RuleError:
        """What an error inside the function means."""
        line = line_in(self.file, error, self.line)
        if isinstance(error, TookTooLong):
            return self.error(str(error), line)
        if _changes_something(error):
            return self.error(f"changes what it was given, but a rule only returns a number: {error}", line)
        states = [*type(agent).fields(), *rules_of(type(agent))]
        why = why_failed(error, states) + _looked_up(error) + quoted(line_of(error))
        return self.error(f"failed for {self._whom(0, agent, inputs)}: {why}", line)


def _how_to_stay_below(value: float) -> str:
    """What somebody meant who gave more than 1: from 2 on per cents or tenths, below it a sum."""
    if 1 < value < 2:
        return "; 1 is the most: where a sum may exceed it, write min(1, ...)"
    if 2 <= value <= 9:
        return f"; {value:g} in ten is written as {value / 10:g}, {value:g} % as {value / 100:g}"
    return f"; {value:g} % is written as {value / 100:g}" if 9 < value <= 100 else ""


def _changes_something(error: Exception) -> bool:
    text = str(error)
    return isinstance(error, FrozenInstanceError) or any(
        each in text for each in ("may not change", "read-only", "frozen")
    )


def _looked_up(error: Exception) -> str:
    """What to write instead of a value by grid, where an input is the agent's own."""
    if "index to scalar" in str(error) or "is not subscriptable" in str(error):
        return "; an input is already the agent's own: write it without [self.grid]"
    return ""


def _unquoted(value: Any) -> str:
    """A number that was returned in quotes; empty where it was none."""
    try:
        return f"{float(value):g}"
    except (TypeError, ValueError):
        return ""


def _several(agent: Any) -> bool:
    return isinstance(agent.row, int)


def _first(agent: Any) -> int | str:
    return int(np.ravel(agent.rows)[0]) if np.size(agent.rows) else "nobody"


def _single(at: int, agent: Any, inputs: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...]]:
    """One of many agents, with its own part of the inputs."""
    if _several(agent):
        return agent, inputs
    return type(agent)(agent.population, int(agent.rows[at])), inputs_of(inputs, at)
