"""Patterns among residents' groups."""

from __future__ import annotations

import pandas as pd

from benchmarks.realism.emergent.finding import Finding, pattern
from benchmarks.realism.emergent.streets import MONTH, World, monthly
from simulation.codes import YEAR

ROOMS = (0, "org_space", 60.0)


@pattern("12 seed and die")
def seed_and_die(runs: int) -> Finding:
    """Seed money of one year gives a wave of groups that dies within one to two years; a little every
    year gives fewer that stay."""
    months = 48
    plans = {
        "once, 4,000": (ROOMS, (0, "org_seed", 4000.0), (YEAR, "org_seed", 0.0)),
        "every year, 1,000": (ROOMS, (0, "org_seed", 1000.0)),
    }
    groups = {
        name: monthly("groups", months, runs, World(months * MONTH, turns)) for name, turns in plans.items()
    }
    table = pd.DataFrame(
        [
            {"month": month + 1, "groups": count, "seed money": name}
            for name, counts in groups.items()
            for month, count in enumerate(counts)
        ]
    )
    once, steady = groups.values()
    peak = max(once)
    text = f"once: up to {peak:.1f} groups, {once[-1]:.1f} after four years; every year: "
    text += f"{max(steady):.1f} and {steady[-1]:.1f}"
    appears = peak > max(steady[:18]) and once[35] < 0.5 * peak and steady[-1] > once[-1]
    return Finding(text, appears, table, "month", "groups", "seed money")
