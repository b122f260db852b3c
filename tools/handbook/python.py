"""The Python face of the program: which names there are; Sphinx reads what they do from their docstrings."""

from __future__ import annotations

import inspect
from importlib import import_module

import simulation
from simulation.registry import Registry

PLUGINS = ("interventions", "shocks", "metrics")
DECLARING = ("parameters.param", "parameters.word", "columns.described_table", "columns.described_columns")


def offered() -> str:
    """What the package itself offers."""
    return _asked("simulation", simulation.__all__)


def room(name: str) -> str:
    """What a room offers besides, by its `__all__`."""
    house = import_module(name)
    known = {id(getattr(simulation, each)) for each in simulation.__all__}
    return _asked(name, [each for each in house.__all__ if id(getattr(house, each)) not in known])


def decorators() -> str:
    """The decorator of each kind of plug-in, and what says of a number or a column what it is."""
    found = [f"simulation.{room}.{_kind(room)}" for room in PLUGINS]
    return _directives([*found, *(f"simulation.{each}" for each in DECLARING)])


def _kind(room: str) -> str:
    """The word for one plug-in of a room, which is the name of its decorator."""
    house = vars(import_module(f"simulation.{room}"))
    return next(each.kind for each in house.values() if isinstance(each, Registry))


def _asked(house: str, names: list[str]) -> str:
    return _directives([f"{house}.{name}" for name in names if callable(getattr(import_module(house), name))])


def _directives(paths: list[str]) -> str:
    lines = [f".. {_directive(path)}:: {path}\n   :members:\n" if _is_class(path) else
             f".. autofunction:: {path}\n" for path in paths]  # fmt: skip
    return "\n".join(["```{eval-rst}", *lines, "```"])


def _directive(path: str) -> str:
    return "autoexception" if issubclass(_thing(path), BaseException) else "autoclass"


def _is_class(path: str) -> bool:
    return inspect.isclass(_thing(path))


def _thing(path: str):
    house, _, name = path.rpartition(".")
    return getattr(import_module(house), name)
