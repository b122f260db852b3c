"""The libraries of the extra `analysis`, asked for before anything runs."""

from __future__ import annotations

from importlib.util import find_spec

from simulation.experiment import ExperimentError

LIBRARIES = {"SALib": "SALib", "sklearn": "scikit-learn", "optuna": "Optuna"}


def check_installed() -> None:
    """Raises ExperimentError where a library that an analysis needs is not installed."""
    lacks = [name for module, name in LIBRARIES.items() if find_spec(module) is None]
    if lacks:
        raise ExperimentError(
            f"this analysis needs {', '.join(lacks)}, not installed here: pip install -e '.[analysis]' "
            "-c constraints.txt"
        )
