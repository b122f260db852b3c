"""The six problems of the thesis, and the metrics that say how each of them stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from simulation.metrics import METRICS, Metric
from simulation.plugins.registry import PluginError

LABELS = {
    1: {"en": "Most party members play no role", "zh": "多数党员没有发挥作用"},
    2: {"en": "Workers: much pressure, little effect", "zh": "网格员压力大、成效小"},
    3: {"en": "Data are collected and hardly used", "zh": "采集的数据很少被利用"},
    4: {"en": "The district’s resources lie idle", "zh": "辖区资源闲置"},
    5: {"en": "The young take little part, many are silent", "zh": "中青年参与少、许多人有事不说"},
    6: {"en": "Money comes from one source, and late", "zh": "经费来源单一、到账迟"},
}


@dataclass(frozen=True)
class Problem:
    """A problem: the outcomes that show whether it shrinks, and the input that is spent on it, by name."""

    number: int
    label: dict[str, str]
    outcomes: tuple[str, ...]
    input: str


def problems(metrics: Iterable[Metric] | None = None) -> tuple[Problem, ...]:
    """The six problems with their metrics (default: every metric there is).

    Raises PluginError where one has no outcome or not exactly one input.
    """
    metrics = tuple(METRICS.all().values() if metrics is None else metrics)
    return tuple(_problem(number, [each for each in metrics if each.problem == number]) for number in LABELS)


def _problem(number: int, metrics: list[Metric]) -> Problem:
    by_role = {role: [each.name for each in metrics if each.role == role] for role in ("outcome", "input")}
    outcomes, inputs = by_role["outcome"], by_role["input"]
    if not outcomes or len(inputs) != 1:
        raise PluginError(
            f"problem {number} has {len(outcomes)} outcome metrics and {len(inputs)} input metrics; "
            "it needs at least one outcome and exactly one input"
        )
    return Problem(number, LABELS[number], tuple(outcomes), inputs[0])
