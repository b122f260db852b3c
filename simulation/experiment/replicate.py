"""One run: a street lived through from its warm-up to its last day, and what its records say."""

from __future__ import annotations

import warnings

import pandas as pd

from simulation.metrics import evaluate
from simulation.model import Street
from simulation.population import SlowRuleWarning
from simulation.scenario import Scenario
from simulation.treasury.statements import statements


def replicate(scenario: Scenario, seed: int, with_cases: bool = False) -> dict[str, pd.DataFrame]:
    """Live the days of a scenario with one seed.

    Returns tables by name: `runs` [metric, value, unit], `statements` of money, and those that the records
    offer, the cases if asked for.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SlowRuleWarning)  # said once, when the rules were tried
        street = Street(scenario, seed)
        street.run_model()
    money = statements(street.records.ledger)
    return {"runs": evaluate(street.records), "statements": money, **street.records.tables(with_cases)}


def warm(scenario: Scenario) -> None:
    """Live the first day once, which compiles the kernels, or loads them."""
    Street(scenario, scenario.experiment.seed).step()
