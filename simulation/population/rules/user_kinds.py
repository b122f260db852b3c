"""Kinds of agents with user-defined rules: subclasses in which those rules stand in their places."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from types import FunctionType
from typing import Any

from simulation.close_names import did_you_mean
from simulation.population.agent import ArrayAgent
from simulation.population.rules.guard import Guard
from simulation.population.rules.user_rule import RuleError, UserRule, rules_of
from simulation.user_files import line_of_draw, waiting_in


def with_user_rules(kinds: Iterable[type[ArrayAgent]], rules: Mapping[str, Any]) -> dict[type, type]:
    """A subclass for each kind that has a user-defined rule, its own or a parent's.

    rules: functions, or subclasses with several, by what they replace: "Resident.joining_chance", "Resident".
    """
    every = sorted(kinds, key=lambda kind: len(kind.__mro__))  # parents come first
    for target in rules:
        check_target(target, every)
    made: dict[type, type] = {}
    for kind in every:
        base = _of_class(kind, rules[kind.__name__]) if kind.__name__ in rules else kind
        parents = tuple(made[each] for each in kind.__mro__[1:] if each in made)
        guarded = {**_of_methods(kind, base, rules), **_of_functions(kind, rules)}
        if guarded or parents or base is not kind:
            made[kind] = _made(kind, (base, *parents), guarded)
    return made


def _made(kind: type, bases: tuple[type, ...], guarded: dict[str, FunctionType]) -> type:
    codes = tuple(each.__wrapped__ for each in guarded.values())  # type: ignore[attr-defined]
    inherited = tuple(code for base in bases for code in getattr(base, "user_rules", ()))
    about = {"__module__": kind.__module__, "__doc__": kind.__doc__, "user_rules": codes + inherited}
    return type(kind.__name__, bases, {**about, **guarded})


def check_target(target: str, kinds: Iterable[type[ArrayAgent]]) -> None:
    """Raises RuleError for a kind or rule that does not exist."""
    names = targets(kinds)
    if target not in names:
        raise RuleError(f"there is no rule '{target}'{did_you_mean(target, names)}")


def targets(kinds: Iterable[type[ArrayAgent]]) -> list[str]:
    """Everything that can be replaced: each kind, and each of its rules."""
    return [
        target
        for kind in kinds
        for target in (kind.__name__, *(f"{kind.__name__}.{rule}" for rule in rules_of(kind)))
    ]


def _of_functions(kind: type[ArrayAgent], rules: Mapping[str, Any]) -> dict[str, FunctionType]:
    """Functions that replace single rules of a kind, in their guards."""
    found = {}
    for name, rule in rules_of(kind).items():
        target = f"{kind.__name__}.{name}"
        if target in rules:
            own, file = _opened(target, rules[target])
            if not inspect.isfunction(own):
                raise RuleError(f"{file}: what replaces {target} must be a function: def ...(self, ...):")
            found[name] = _guarded(target, own, rule, file)
    return found


def _of_class(kind: type[ArrayAgent], given: Any) -> type:
    """A subclass that takes the place of a kind."""
    own, file = _opened(kind.__name__, given)
    if not (isinstance(own, type) and issubclass(own, kind)):
        name = getattr(own, "__name__", "Mine")
        raise RuleError(
            f"{file}: what replaces {kind.__name__} must be a class that begins: "
            f"class {name}({kind.__name__}):"
        )
    return own


def _of_methods(kind: type[ArrayAgent], own: type, rules: Mapping[str, Any]) -> dict[str, FunctionType]:
    """The rules that such a subclass has of its own, in their guards."""
    usual, found = rules_of(kind), {}
    for base in reversed(own.__mro__[: own.__mro__.index(kind)]):
        file = _opened(kind.__name__, rules[kind.__name__])[1]
        for name, each in vars(base).items():
            if isinstance(each, FunctionType) and name in usual:
                found[name] = _guarded(f"{kind.__name__}.{name}", each, usual[name], file)
    return found


def _opened(target: str, given: Any) -> tuple[Any, str]:
    """The function or class, and its file as messages call it."""
    if isinstance(given, UserRule):
        return given.fetch(), given.file
    try:
        return given, inspect.getsourcefile(given) or target
    except (OSError, TypeError):  # a class or function of no file, as one that is typed in
        return given, target


def _guarded(target: str, own: Any, rule: FunctionType, file: str) -> FunctionType:
    guard = Guard(target, own, rule, file)
    guard.check_inputs()
    line = line_of_draw(own)
    if line:
        raise guard.error(
            "draws a random number, but a rule returns a chance and the model compares it with luck", line
        )
    waiting = waiting_in(own)
    if waiting:
        raise guard.error(waiting[1], waiting[0])
    return guard.installed()
