"""Many runs: plan them, run them in processes, store each as it ends, compare scenarios with the baseline."""

import mesa  # noqa: F401  first: it looks through all frames and modules that there are when it is imported

from simulation.experiment.budgets import best_within
from simulation.experiment.comparison import compare, compare_with
from simulation.experiment.dask_engine import Dask
from simulation.experiment.engine import Engine, Local
from simulation.experiment.errors import ExperimentError, Interrupted, StorageError
from simulation.experiment.merge import merge
from simulation.experiment.plan import WHOLE, Shard
from simulation.experiment.planned import Asked
from simulation.experiment.precision import Precision, next_replications, parse_precision
from simulation.experiment.recipe import Recipe
from simulation.experiment.reproduce import Reproduction, reproduce
from simulation.experiment.shared_luck import work_of_pairs
from simulation.experiment.status import Status, status
from simulation.experiment.study import resume, run_study
from simulation.experiment.work import Outcome, rebuild

__all__ = [
    "WHOLE",
    "Asked",
    "Dask",
    "Engine",
    "ExperimentError",
    "Interrupted",
    "Local",
    "Outcome",
    "Precision",
    "Recipe",
    "Reproduction",
    "Shard",
    "Status",
    "StorageError",
    "best_within",
    "compare",
    "compare_with",
    "merge",
    "next_replications",
    "parse_precision",
    "rebuild",
    "reproduce",
    "resume",
    "run_study",
    "status",
    "work_of_pairs",
]
