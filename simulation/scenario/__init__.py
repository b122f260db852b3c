"""Scenario files: read one, or say exactly what is wrong with it.

scenario = load("scenarios/more-workers.yaml", overrides=["experiment.days=30"])
study = load_study("scenarios/studies/first.yaml")
print(resolve(scenario))
"""

import mesa  # noqa: F401  first: it looks through all frames and modules that there are when it is imported

from simulation.scenario.compare import Difference, differences, origins_of, settings_of
from simulation.scenario.errors import FileError, Location, ScenarioError
from simulation.scenario.load import load
from simulation.scenario.resolve import resolve
from simulation.scenario.settings import (
    Claim,
    DatedShock,
    ExperimentSettings,
    GridChoice,
    Origin,
    ParameterSets,
    Policy,
    Range,
    Scenario,
    Study,
)
from simulation.scenario.studies.implicit_study import implicit_study
from simulation.scenario.studies.study import is_study, load_study
from simulation.scenario.studies.sweep_points import sweep_over

__all__ = [
    "Claim",
    "DatedShock",
    "Difference",
    "ExperimentSettings",
    "FileError",
    "GridChoice",
    "Location",
    "Origin",
    "ParameterSets",
    "Policy",
    "Range",
    "Scenario",
    "ScenarioError",
    "Study",
    "differences",
    "implicit_study",
    "is_study",
    "load",
    "load_study",
    "origins_of",
    "resolve",
    "settings_of",
    "sweep_over",
]
