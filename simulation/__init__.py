"""Community grid governance, simulated. `load` a scenario, `run` it, `compare` a results folder.

The three names are looked up on first use (PEP 562), so `import simulation` costs nothing.
"""

from importlib import import_module

__version__ = "0.1.0"

_HOMES = {"load": "simulation.scenario", "run": "simulation.experiment", "compare": "simulation.experiment"}
_NAMES = {"run": "run_study"}

__all__ = ["compare", "load", "run"]


def __getattr__(name: str) -> object:
    """Fetch an offered name from its room; AttributeError for any other."""
    if name not in _HOMES:
        raise AttributeError(f"module 'simulation' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), _NAMES.get(name, name))


def __dir__() -> list[str]:
    return __all__
