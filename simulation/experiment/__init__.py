"""Many runs: plan them, run them in processes, store each as it ends, compare scenarios with the baseline.

The names are looked up on first use (PEP 562), so a worker loads what it runs, not what compares.
"""

from typing import TYPE_CHECKING

from simulation.loading import on_first_use

if TYPE_CHECKING:
    from simulation.experiment.comparison.common_random_numbers import work_of_pairs
    from simulation.experiment.comparison.compare import compare_with, luck_alone
    from simulation.experiment.comparison.policies.best_within_budget import best_within
    from simulation.experiment.errors import ExperimentError, Interrupted, StorageError
    from simulation.experiment.execution.engines.dask_engine import Dask
    from simulation.experiment.execution.engines.engine import Engine, Local
    from simulation.experiment.execution.kept_street import load_street, save_street
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

__getattr__ = on_first_use(
    __name__,
    {
        "CommandOptions": "simulation.experiment.planning.run_options",
        "Dask": "simulation.experiment.execution.engines.dask_engine",
        "Engine": "simulation.experiment.execution.engines.engine",
        "ExperimentError": "simulation.experiment.errors",
        "Interrupted": "simulation.experiment.errors",
        "Local": "simulation.experiment.execution.engines.engine",
        "Outcome": "simulation.experiment.studies.completion",
        "Precision": "simulation.experiment.planning.precision",
        "Recipe": "simulation.experiment.execution.run_functions",
        "Reproduction": "simulation.experiment.studies.reproduce",
        "Results": "simulation.experiment.tables.results",
        "Shard": "simulation.experiment.runs",
        "Status": "simulation.experiment.studies.status",
        "StorageError": "simulation.experiment.errors",
        "WHOLE": "simulation.experiment.runs",
        "best_within": "simulation.experiment.comparison.policies.best_within_budget",
        "compare": "simulation.experiment.studies.completion",
        "compare_with": "simulation.experiment.comparison.compare",
        "export_csv": "simulation.experiment.tables.export_csv",
        "export_parquet": "simulation.experiment.tables.export",
        "load_results": "simulation.experiment.tables.results",
        "load_street": "simulation.experiment.execution.kept_street",
        "luck_alone": "simulation.experiment.comparison.compare",
        "merge": "simulation.experiment.studies.merge",
        "next_replications": "simulation.experiment.planning.precision",
        "parse_precision": "simulation.experiment.planning.precision",
        "reproduce": "simulation.experiment.studies.reproduce",
        "resume": "simulation.experiment.studies.study",
        "run_study": "simulation.experiment.studies.study",
        "save_street": "simulation.experiment.execution.kept_street",
        "status": "simulation.experiment.studies.status",
        "work_of_pairs": "simulation.experiment.comparison.common_random_numbers",
    },
)
