"""Many runs: plan them, run them in processes, store each as it ends, compare scenarios with the baseline."""

from simulation.experiment.budgets import best_within
from simulation.experiment.comparison import compare
from simulation.experiment.errors import ExperimentError, Interrupted, StorageError
from simulation.experiment.study import Outcome, Recipe, run_study

__all__ = [
    "ExperimentError",
    "Interrupted",
    "Outcome",
    "Recipe",
    "StorageError",
    "best_within",
    "compare",
    "run_study",
]
