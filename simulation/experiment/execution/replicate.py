"""One run: a street simulated from its warm-up to its last day, and the tables of its records."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

import pandas as pd

from simulation.codes import WEEK, YEAR
from simulation.columns import described_table
from simulation.experiment.execution.warm_up import KEPT, run_until
from simulation.metrics import evaluate
from simulation.model import Street
from simulation.population import SlowRuleWarning
from simulation.scenario import Scenario
from simulation.treasury.statements import statements
from simulation.user_files import UserFileError, home_of, said

described_table(
    "runs.csv",
    "A row a run and metric, over all measured days.",
    {
        "metric": "name of the metric",
        "value": "its value; empty: there was nothing to measure [number: as in unit]",
        "unit": "its unit",
    },
)
described_table(
    "years.csv",
    "A row a run, measured year and metric.",
    {
        "year": "the measured year, from 1 [whole]",
        "metric": "name of the metric",
        "value": "its value; empty: there was nothing to measure [number: as in unit]",
        "unit": "its unit",
    },
)


def replicate(
    scenario: Scenario,
    seed: int,
    cases: Literal["csv", "parquet"] | None = None,
    shared: bool = False,
) -> dict[str, pd.DataFrame]:
    """Simulate the days of a scenario with one seed.

    shared: whether other runs have the same warm-up, so that it is worth keeping; no table depends on it.
    Returns tables by name: `runs` [metric, value, unit], the same of each measured year in `years` [year,
    metric, value, unit] where there are two or more whole ones, `statements` of money, and those that the
    records offer: weeks of the grids for the first replication alone, the cases if asked for (as `cases`, or
    as `cases.parquet`, which says how to store them).
    """
    (tables,) = side_by_side(scenario, [seed], cases, shared)
    return tables


def side_by_side(
    scenario: Scenario,
    seeds: Sequence[int],
    cases: Literal["csv", "parquet"] | None = None,
    shared: bool = False,
) -> Iterator[dict[str, pd.DataFrame]]:
    """Simulate the days of a scenario with several seeds at once; the tables of each, one after another, are
    those of `replicate`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SlowRuleWarning)  # said once, when the rules were tried
        make = KEPT.street if shared else Street
        street = make(scenario, seeds[0], beside=seeds[1:])
        years = list(_years(street, scenario.experiment.whole_years))
        street.run_model()
    closed = street.measurement.close_all(street.opening, street.day)
    for nth, (seed, records) in enumerate(zip(seeds, closed, strict=True)):
        mine = [each[nth] for each in years]
        by_year = {"years": pd.concat(mine, ignore_index=True)} if mine else {}
        tables = records.tables(cases is not None, with_weeks=seed == scenario.experiment.seed)
        if cases == "parquet":
            tables["cases.parquet"] = tables.pop("cases")
        money = {"statements": statements(records.ledger)}
        yield {"runs": evaluate(records, scenario.metrics), **by_year, **money, **tables}


def _years(street: Street, count: int) -> Iterator[list[pd.DataFrame]]:
    """Simulate the measured years one by one; the metrics of each, by what is known on its last evening, of
    every street."""
    for year in range(1, count + 1):
        first = street.records.start + (year - 1) * YEAR
        run_until(street, first)
        opening = street.measurement.open(first)
        run_until(street, first + YEAR)
        closed = street.measurement.close_all(opening, first + YEAR)
        yield [_of_year(year, evaluate(each, street.world.scenario.metrics)) for each in closed]


def _of_year(year: int, metrics: pd.DataFrame) -> pd.DataFrame:
    metrics.insert(0, "year", year)
    return metrics


def warm(scenario: Scenario) -> None:
    """Simulate the first day once, which compiles the kernels or loads them.

    User-defined parts are tried: policies and shocks are in force on that day, metrics asked of the first
    week. Raises UserFileError.
    """
    plain = len(scenario.user_files) == len(scenario.rules)
    try:
        _try_a_day(scenario if plain else _brought_forward(scenario))
    except UserFileError:
        raise
    except Exception as error:
        files = ", ".join(dict.fromkeys(each.file for each in scenario.user_files))
        if not files:
            raise
        raise UserFileError(f"{files}: the first day cannot be simulated with it: {said(error)}") from error


def _try_a_day(scenario: Scenario) -> None:
    street = Street(scenario, scenario.experiment.seed)
    street.step()
    if scenario.metrics:
        street.run_model()
        evaluate(street.records, scenario.metrics)


def _brought_forward(scenario: Scenario) -> Scenario:
    """The first week of a scenario, with user-defined policies and shocks from its first day on."""
    first, settings = scenario.experiment.first, scenario.experiment
    week = replace(settings, start=first, warmup=0, days=min(settings.days, WEEK))
    policies = tuple(
        replace(each, start=first, end=None, ramp=0) if home_of(each.intervention, each.name) else each
        for each in scenario.policies
    )
    shocks = tuple(
        replace(each, start=first) if home_of(each.shock, each.name) else each for each in scenario.shocks
    )
    return replace(scenario, experiment=week, policies=policies, shocks=shocks)
