"""Community grid governance, simulated: `load` scenarios, `run` them, `compare` what came out.

    from simulation import compare, load, run

    today, more = load("scenarios/lijia.yaml"), load("scenarios/more-workers.yaml")
    run([today, more], "results/mine")
    compare("results/mine")[["metric", "difference", "low", "high", "verdict"]]

The first scenario is the baseline; `run` takes a study (`load_study`) or one scenario, too, and `resume` goes
on with a folder. It works in several processes, so in a script the call stands under
`if __name__ == "__main__":`, or asks for `jobs=1`. `load_results` gives the tables of a folder as frames.
`Street(today, seed=7)` is one run, a Mesa model that is stepped day by day; `street.branch(more)` is a copy
that goes on under other policies; `save_street(street, path)` writes down how `load_street(path)` comes to it
again.

The names are looked up on first use (PEP 562), so `import simulation` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from simulation.version import __version__ as __version__

if TYPE_CHECKING:
    from simulation.experiment import compare, load_results, load_street, reproduce, resume, save_street
    from simulation.experiment import run_study as run
    from simulation.model import Street
    from simulation.scenario import load, load_study

__all__ = [
    "Street",
    "compare",
    "load",
    "load_results",
    "load_street",
    "load_study",
    "reproduce",
    "resume",
    "run",
    "save_street",
]

_HOMES = {
    "Street": ("simulation.model", "Street"),
    "compare": ("simulation.experiment", "compare"),
    "load": ("simulation.scenario", "load"),
    "load_results": ("simulation.experiment", "load_results"),
    "load_street": ("simulation.experiment", "load_street"),
    "load_study": ("simulation.scenario", "load_study"),
    "reproduce": ("simulation.experiment", "reproduce"),
    "resume": ("simulation.experiment", "resume"),
    "run": ("simulation.experiment", "run_study"),
    "save_street": ("simulation.experiment", "save_street"),
}


def __getattr__(name: str) -> object:
    """Fetch a public name from its package. Raises AttributeError for any other."""
    if name not in _HOMES:
        raise AttributeError(f"module 'simulation' has no attribute {name!r}")
    package, there = _HOMES[name]
    return getattr(import_module(package), there)


def __dir__() -> list[str]:
    return __all__
