"""Many runs: plan them, run them in processes, store each as it ends, compare scenarios with the baseline.

`load_street` and `save_street` are looked up on first use (PEP 562): they need the model, which a process
that hands runs on to others does without.
"""

from importlib import import_module
from typing import TYPE_CHECKING

import mesa  # noqa: F401  first: it looks through all frames and modules that there are when it is imported

from simulation.experiment.comparison.common_random_numbers import work_of_pairs
from simulation.experiment.comparison.compare import compare_with, luck_alone
from simulation.experiment.comparison.policies.best_within_budget import best_within
from simulation.experiment.errors import ExperimentError, Interrupted, StorageError
from simulation.experiment.execution.engines.dask_engine import Dask
from simulation.experiment.execution.engines.engine import Engine, Local
from simulation.experiment.execution.run_functions import Recipe
from simulation.experiment.planning.precision import Precision, next_replications, parse_precision
from simulation.experiment.planning.run_options import CommandOptions
from simulation.experiment.runs import WHOLE, Shard
from simulation.experiment.studies.completion import Outcome, compare
from simulation.experiment.studies.merge import merge
from simulation.experiment.studies.reproduce import Reproduction, reproduce
from simulation.experiment.studies.status import Status, status
from simulation.experiment.studies.study import resume, run_study
from simulation.experiment.tables.export import export_parquet
from simulation.experiment.tables.export_csv import export_csv
from simulation.experiment.tables.results import Results, load_results

if TYPE_CHECKING:
    from simulation.experiment.execution.kept_street import load_street, save_street

__all__ = [
    "WHOLE",
    "CommandOptions",
    "Dask",
    "Engine",
    "ExperimentError",
    "Interrupted",
    "Local",
    "Outcome",
    "Precision",
    "Recipe",
    "Reproduction",
    "Results",
    "Shard",
    "Status",
    "StorageError",
    "best_within",
    "compare",
    "compare_with",
    "export_csv",
    "export_parquet",
    "load_results",
    "load_street",
    "luck_alone",
    "merge",
    "next_replications",
    "parse_precision",
    "reproduce",
    "resume",
    "run_study",
    "save_street",
    "status",
    "work_of_pairs",
]


def __getattr__(name: str) -> object:
    """Fetch what needs the model. Raises AttributeError for any other name."""
    if name not in ("load_street", "save_street"):
        raise AttributeError(f"module 'simulation.experiment' has no attribute {name!r}")
    return getattr(import_module("simulation.experiment.execution.kept_street"), name)
