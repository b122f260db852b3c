"""The rules that a user can replace, agent by agent; what each says stands in the ODD description."""

from __future__ import annotations

import inspect
from types import FunctionType

from simulation import agents
from simulation.population import ArrayAgent
from simulation.population.rules.user_rule import rules_of
from tools.handbook.markdown import docstring, first_sentence, heads, table, whereabouts


def tables() -> str:
    """A heading and a table for each kind of agent; what a parent has is listed there."""
    return "\n".join(_kind(name, kind) for name, kind in agents.kinds().items())


def _kind(name: str, kind: type[ArrayAgent]) -> str:
    inherited = {
        own for parent in kind.__mro__[1:] if parent in agents.kinds().values() for own in rules_of(parent)
    }
    rows = [_row(f"{name}.{own}", rule) for own, rule in rules_of(kind).items() if own not in inherited]
    columns = heads("rule|asked with|what it gives|file", "规则|输入|给出什么|文件")
    return "\n".join([f"## {name}\n", f"{docstring(kind)}\n", table(columns, rows)])


def _row(name: str, rule: FunctionType) -> tuple[str, ...]:
    return f"`{name}`", f"`({asked_with(rule)})`", first_sentence(docstring(rule)), f"`{whereabouts(rule)}`"


def asked_with(rule: FunctionType) -> str:
    """The inputs of a rule, without their types."""
    return ", ".join(inspect.signature(rule).parameters)
