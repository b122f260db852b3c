"""Rounds: every engine plays the same workload once a round, by turns, so that all meet the machine alike."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from benchmarks.speed.reference_engines.agreement import difference
from benchmarks.speed.reference_engines.workload import Absent, Outcome, Workload

Prepare = Callable[[Workload], Callable[[], Outcome]]
Seconds = dict[str, list[float]]


class Disagreement(Exception):
    """An engine that gives a case another time: a sentence."""


class Agreed(NamedTuple):
    """Engines that can be timed, a sentence for each that is not here, and seconds of each first run."""

    engines: dict[str, Prepare]
    absent: list[str]
    first: dict[str, float]


def agree(engines: Mapping[str, Prepare], w: Workload) -> Agreed:
    """Let every engine play once; the first is what the others are compared with. Raises Disagreement."""
    agreed, expected = Agreed({}, [], {}), None
    for name, prepare in engines.items():
        began = time.perf_counter()
        try:
            found = prepare(w)()
        except Absent as sentence:
            agreed.absent.append(f"{name} is left out: {sentence}.")
            continue
        agreed.first[name] = time.perf_counter() - began
        expected = expected or found
        if sentence := difference(name, found, expected):
            raise Disagreement(sentence)
        agreed.engines[name] = prepare
    return agreed


def seconds(engines: Mapping[str, Prepare], w: Workload, rounds: int) -> Seconds:
    """Processor seconds of each engine in each round; the order is turned from round to round."""
    names, spent = list(engines), {name: [] for name in engines}
    for number in range(rounds):
        for name in names[::-1] if number % 2 else names:
            run = engines[name](w)
            gc.collect()
            began = time.process_time()
            run()
            spent[name].append(time.process_time() - began)
    return spent


def ratios(spent: Seconds, name: str, base: str) -> list[float]:
    """How many times as long an engine took as another, by round."""
    return [mine / theirs for mine, theirs in zip(spent[name], spent[base], strict=True)]


def spread(values: Sequence[float], form: str = ".3g") -> str:
    """Median and range, in words."""
    low, middle, high = np.quantile(values, [0, 0.5, 1])
    return f"{middle:{form}} ({low:{form}} to {high:{form}})"


def events_of(w: Workload, done: Outcome) -> int:
    """Arrivals and completions up to the horizon; interruptions are not counted."""
    closed = np.count_nonzero(~np.isnan(done.close))
    return w.arrival.size + closed + int(np.count_nonzero(~np.isnan(done.close) & (w.body >= 0)))


def table(spent: Seconds, bases: Sequence[str], events: int) -> str:
    """One line per engine: seconds, events a second, and how many times as long as the others."""
    bases = [base for base in bases if base in spent]
    heads = ["engine", "seconds", "million events a second", *(f"times {base}" for base in bases)]
    rows = [heads, ["---"] * len(heads)]
    for name, values in spent.items():
        shown = [spread(ratios(spent, name, base)) if name != base else "1" for base in bases]
        rows.append([name, spread(values), f"{events / np.median(values) / 1e6:.3g}", *shown])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
