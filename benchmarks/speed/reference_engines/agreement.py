"""Do two engines give every case the same times?"""

from __future__ import annotations

import numpy as np

from benchmarks.speed.reference_engines.workload import Outcome

TOLERANCE = 1e-6  # minutes


def difference(name: str, found: Outcome, expected: Outcome) -> str:
    """A sentence about the first case that an engine gives another time; empty where there is none."""
    for what, mine, theirs in zip(("starts", "closes"), found, expected, strict=True):
        same = np.isclose(mine, theirs, rtol=0, atol=TOLERANCE, equal_nan=True)
        if not same.all():
            i = int(np.argmin(same))
            return (
                f"{name}: case {i} {what} at minute {mine[i]:.6f}, in the kernel at {theirs[i]:.6f}; "
                f"{np.count_nonzero(~same)} of {same.size} cases differ"
            )
    return ""
