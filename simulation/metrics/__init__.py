"""Metrics: from the records of a run to a number. One small function each, found by themselves.

    @metric("on_time_true", unit="share", better="higher", role="outcome", en="...", zh="...")
    def on_time_true(records): ...

unit: what the number is in; better: "higher", "lower" or "none"; role: "outcome" (what a policy is judged
by), "input" (what it spends) or "context"; problem: which of the six it is about, if any. NaN where a run had
nothing to measure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from simulation.records import Records
from simulation.registry import Registry


@dataclass(frozen=True)
class Metric:
    """A metric with all that a reader must know of it."""

    name: str
    unit: str
    better: str
    role: str
    label: dict[str, str]
    meaning: str
    value: Callable[[Records], float]
    problem: int | None = None


METRICS: Registry[Metric] = Registry("metric", "simulation.metrics")


def metric(
    name: str, *, unit: str, better: str, role: str, en: str, zh: str, problem: int | None = None
) -> Callable[[Callable[[Records], float]], Callable[[Records], float]]:
    """Register a function of the records as a metric; its docstring is the definition that readers see."""

    def register(value: Callable[[Records], float]) -> Callable[[Records], float]:
        label, meaning = {"en": en, "zh": zh}, value.__doc__ or ""
        METRICS.add(name)(Metric(name, unit, better, role, label, meaning, value, problem))
        return value

    return register


def evaluate(records: Records) -> pd.DataFrame:
    """All metrics of a run: columns metric, value, unit."""
    rows = [(each.name, float(each.value(records)), each.unit) for each in METRICS.all().values()]
    return pd.DataFrame(rows, columns=["metric", "value", "unit"])
