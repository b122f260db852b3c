"""Two short streets side by side, for tests of the live view."""

from __future__ import annotations

from datetime import date

from simulation.live.twins import Twins
from tests.worlds import small

START = date(2025, 1, 1)
DAYS = 20


def twins(*policies: str, days: int = DAYS) -> Twins:
    return Twins(small(grids=2, days=days, warmup=20, policies=policies), 3)
