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

from typing import TYPE_CHECKING

from simulation.loading import on_first_use
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

__getattr__ = on_first_use(
    __name__,
    {
        "Street": "simulation.model",
        "compare": "simulation.experiment",
        "load": "simulation.scenario",
        "load_results": "simulation.experiment",
        "load_street": "simulation.experiment",
        "load_study": "simulation.scenario",
        "reproduce": "simulation.experiment",
        "resume": "simulation.experiment",
        "run": "simulation.experiment:run_study",
        "save_street": "simulation.experiment",
    },
)


def __dir__() -> list[str]:
    return __all__
