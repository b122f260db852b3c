"""The one assumption that would overturn a verdict: the number of the worlds by which the margin of the best
package hangs most."""

from __future__ import annotations

from simulation.analysis.discover.splits import Split, one_split
from simulation.analysis.optimise.recheck import Verdict
from simulation.analysis.worlds import numbers_of
from simulation.scenario import ParameterSets


def assumption(verdict: Verdict, sets: ParameterSets | None, seed: int) -> Split | None:
    """The split of the worlds of a re-check (world r has set r) after which the margin differs most; None
    where there are no sets, no best package, or too few worlds."""
    if sets is None or verdict.best is None or verdict.margins.empty:
        return None
    worlds, paths = numbers_of(sets, [int(each) % len(sets.rows) for each in verdict.margins.index])
    return one_split(worlds, verdict.margins.to_numpy(float), paths, seed) if paths else None
