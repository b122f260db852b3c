"""One run: a street simulated from its warm-up to its last day, and the tables of its records."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from simulation.codes import WEEK
from simulation.experiment.execution.days_done import followed
from simulation.experiment.execution.street_run import Cases, tables_of, years
from simulation.experiment.execution.warm_up import KEPT
from simulation.metrics import evaluate
from simulation.model import Street
from simulation.population import SlowRuleWarning
from simulation.scenario import Scenario
from simulation.user_files import UserFileError, home_of, said


def replicate(
    scenario: Scenario,
    seed: int,
    cases: Cases | None = None,
    shared: bool = False,
    metrics_alone: bool = False,
) -> dict[str, pd.DataFrame]:
    """Simulate the days of a scenario with one seed; of a city all of its streets, in this process.

    shared: whether other runs have the same warm-up, so that it is worth keeping; no table depends on it.
    metrics_alone: make no table but `runs` and `years`, unless the scenario is a city.
    Returns tables by name: `runs` [metric, value, unit], the same of each measured year in `years` [year,
    metric, value, unit] where there are two or more whole ones, `statements` of money, and those that the
    records offer: weeks of the grids for the first replication alone, cases and needs if asked for (as
    `cases` and `needs`, or with `.parquet`, which says how to store them).
    """
    if scenario.city.several:
        from simulation.experiment.execution.city.run import city_in_this_process  # a street needs none of it

        return city_in_this_process(scenario, seed)
    (tables,) = side_by_side(scenario, [seed], cases, shared, metrics_alone)
    return tables


def side_by_side(
    scenario: Scenario,
    seeds: Sequence[int],
    cases: Cases | None = None,
    shared: bool = False,
    metrics_alone: bool = False,
) -> Iterator[dict[str, pd.DataFrame]]:
    """Simulate the days of a scenario with several seeds at once; the tables of each, one after another, are
    those of `replicate`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SlowRuleWarning)  # said once, when the rules were tried
        make = KEPT.street if shared else Street
        street = make(scenario, seeds[0], beside=seeds[1:])
        with followed(street):
            by_year = list(years(street, scenario.experiment.whole_years))
            street.run_model()
    yield from tables_of(street, seeds, by_year, cases, metrics_alone)


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
    except Exception as error:  # what a user's part gave may break the program anywhere
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
