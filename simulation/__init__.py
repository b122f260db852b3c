"""Community grid governance, simulated: `load` a scenario, `run` a study, `compare` a results folder.

    study = simulation.load_study("scenarios/studies/first.yaml")
    simulation.run(study, "results/mine")
    table = simulation.compare("results/mine")

`Street(load(...), seed=7)` is one run, a Mesa model that is stepped by hand.
`run` takes a single scenario, too. It works in several processes, so in a script the call stands under
`if __name__ == "__main__":`, or asks for `jobs=1`.

The names are looked up on first use (PEP 562), so `import simulation` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulation.experiment import compare
    from simulation.experiment import run_study as run
    from simulation.model import Street
    from simulation.scenario import load, load_study

__all__ = ["Street", "compare", "load", "load_study", "run"]
__version__ = "0.1.0"

_HOMES = {
    "Street": ("simulation.model", "Street"),
    "compare": ("simulation.experiment", "compare"),
    "load": ("simulation.scenario", "load"),
    "load_study": ("simulation.scenario", "load_study"),
    "run": ("simulation.experiment", "run_study"),
}


def __getattr__(name: str) -> object:
    """Fetch an offered name from its room; AttributeError for any other."""
    if name not in _HOMES:
        raise AttributeError(f"module 'simulation' has no attribute {name!r}")
    room, there = _HOMES[name]
    return getattr(import_module(room), there)


def __dir__() -> list[str]:
    return __all__
