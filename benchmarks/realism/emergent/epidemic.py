"""A pattern of the epidemic: who comes first, and what lasts after it is over."""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmarks.realism.emergent.finding import Finding, pattern
from benchmarks.realism.emergent.streets import LIJIA, MONTH, SETTLED, World, mean
from simulation.codes import YEAR

EPIDEMIC = "scenarios/lijia-epidemic.yaml"
FORTNIGHT = 14
STRIKES = SETTLED + 59  # 1 March, counted from the first day of the warm-up
FIGURES = {
    "volunteer_hours": "hours of volunteers", "minutes_tasks": "ordered minutes", "burnt_out": "burnt out",
    "quits": "quits",
}  # fmt: skip


@pattern("13 epidemic overshoot")
def overshoot(runs: int) -> Finding:
    """Volunteers rise first; burnout of workers peaks weeks after the load, and quits months after."""
    calm, struck = (World(YEAR, warmup=SETTLED, path=path) for path in (LIJIA, EPIDEMIC))
    rows = []
    for column, name in FIGURES.items():
        spans = [(day, day + FORTNIGHT) for day in range(STRIKES, SETTLED + YEAR - FORTNIGHT, FORTNIGHT)]
        more = np.array(
            [mean(column, *span, runs, struck) - mean(column, *span, runs, calm) for span in spans]
        )
        top = np.abs(more).max() or 1.0
        rows += [
            {"weeks after it struck": 2 * at, "figure": name, "part of its peak": value / top}
            for at, value in enumerate(more)
        ]
    table = pd.DataFrame(rows)
    peaks = {
        name: int(each.loc[each["part of its peak"].idxmax(), "weeks after it struck"])
        for name, each in table.groupby("figure", sort=False)
    }
    text = "; ".join(f"{name} peak {weeks} to {weeks + 2} weeks after" for name, weeks in peaks.items())
    helped, load, burnt, quits = peaks.values()
    appears = bool(helped <= load < burnt <= quits and quits * 7 >= MONTH)
    return Finding(text, appears, table, "weeks after it struck", "part of its peak", "figure")
