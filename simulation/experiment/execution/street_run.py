"""What a simulated street leaves behind: its tables, over all measured days and by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import pandas as pd

from simulation.codes import YEAR
from simulation.columns import described_table
from simulation.experiment.execution.warm_up import run_until
from simulation.metrics import evaluate
from simulation.model import Street
from simulation.treasury.statements import statements

Cases = Literal["csv", "parquet"]
described_table(
    "runs.csv",
    "One row per run and metric, over all measured days; of a city the mean of its streets.",
    {
        "metric": "name of the metric",
        "value": "its value; empty: there was nothing to measure [number: as in unit]",
        "unit": "its unit",
    },
)
described_table(
    "years.csv",
    "One row per run, measured year and metric; of a city the mean of its streets.",
    {
        "year": "the measured year, from 1 [whole]",
        "metric": "name of the metric",
        "value": "its value; empty: there was nothing to measure [number: as in unit]",
        "unit": "its unit",
    },
)


def years(street: Street, count: int) -> Iterator[list[pd.DataFrame]]:
    """Simulate the measured years one by one; the metrics of each, by what is known on its last evening, of
    every street."""
    for year in range(1, count + 1):
        first = street.records.start + (year - 1) * YEAR
        run_until(street, first)
        opening = street.measurement.open(first)
        run_until(street, first + YEAR)
        closed = street.measurement.close_all(opening, first + YEAR)
        yield [of_year(year, evaluate(each, street.world.scenario.metrics)) for each in closed]


def of_year(year: int, metrics: pd.DataFrame) -> pd.DataFrame:
    """Metrics with the year that they are of."""
    metrics.insert(0, "year", year)
    return metrics


def tables_of(
    street: Street,
    seeds: Sequence[int],
    years: Sequence[list[pd.DataFrame]],
    cases: Cases | None = None,
    metrics_alone: bool = False,
) -> Iterator[dict[str, pd.DataFrame]]:
    """The tables of each street, once all of its days are over. years: metrics of each, by street;
    metrics_alone: make no others, which take a third as long as the days of a small street."""
    scenario = street.world.scenario
    closed = street.measurement.close_all(street.opening, street.day)
    for nth, (seed, records) in enumerate(zip(seeds, closed, strict=True)):
        mine = [each[nth] for each in years]
        by_year = {"years": pd.concat(mine, ignore_index=True)} if mine else {}
        metrics = {"runs": evaluate(records, scenario.metrics), **by_year}
        if metrics_alone:
            yield metrics
            continue
        tables = records.tables(cases is not None, with_weeks=seed == scenario.experiment.seed)
        if cases == "parquet":
            tables |= {f"{name}.parquet": tables.pop(name) for name in ("cases", "needs")}
        money = {"statements": statements(records.ledger)}
        yield {**metrics, **money, **tables}
