"""Causal links of a policy: from a lever to the rule that reads it, and from step to step of the day."""

from __future__ import annotations

from dataclasses import dataclass

WAY_IN = "lever"
HANDED_ON = "handed on"
COST, INCOME = "cost", "income"


@dataclass(frozen=True, order=True)
class Link:
    """A link that can be cut: then the reader sees the source as on the same day without the policy.

    kind: `lever`, what policies turn or bill, and the function that reads it; or `handed on`, an argument of
    a step of the day.
    """

    kind: str
    source: str
    reader: str

    def __str__(self) -> str:
        return f"{self.source} → {self.reader}"


def reader_of(module: str, function: str) -> str:
    """How a function that reads a lever is called: all that keeps accounts is `cost`."""
    if module.startswith("simulation.treasury") or function.startswith("Money."):
        return COST
    return function.partition(".<locals>")[0]
