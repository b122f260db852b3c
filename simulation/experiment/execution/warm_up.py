"""Scenarios that differ only in what begins with the measured days share one warm-up per seed and process.

The warm-up is run under a scenario that holds only what those scenarios share, so it cannot depend on which
of them will go on from it. `docs/decisions/0011-arms-share-a-warm-up.md` has what this saves.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence

from simulation.experiment.execution.alike_warm_ups import Key, key_of
from simulation.model import Street
from simulation.scenario import Scenario

KEEPS = 2  # streets a process: when processes change places between two seeds, neither warms up again


class WarmStreets:
    """The last streets that were warmed up, as bytes that no run can change, by what they were run with."""

    def __init__(self) -> None:
        self.kept: list[tuple[Key, bytes]] = []  # the last one used is the last to go

    def street(self, scenario: Scenario, seed: int, beside: Sequence[int] = ()) -> Street:
        """A street, or several side by side as `Street` makes them, on the first measured day of a scenario,
        the same to the last bit as one that ran its warm-up itself; with user-defined rules it starts at the
        beginning."""
        if scenario.rules:  # their classes are made for one street and cannot be copied
            return Street(scenario, seed, beside=beside)
        key = key_of(scenario, (seed, *beside))
        found = [place for place, (past, _) in enumerate(self.kept) if past == key]
        if found:
            self.kept.append(self.kept.pop(found[0]))
        else:
            del self.kept[: len(self.kept) - KEEPS + 1]  # first, so that there are never more
            self.kept.append((key, pickle.dumps(_warmed_up(key[0], key[2]), pickle.HIGHEST_PROTOCOL)))
        return pickle.loads(self.kept[-1][1]).continue_with(scenario)


KEPT = WarmStreets()


def _warmed_up(past: Scenario, seeds: tuple[int, ...]) -> Street:
    street = Street(past, seeds[0], beside=seeds[1:])
    run_until(street, past.experiment.warmup)
    return street


def run_until(street: Street, day: int) -> None:
    """Let a street run up to the morning of a day."""
    while street.day < day:
        street.step()
