"""The Python face of the program: which names there are; Sphinx reads what they do from their docstrings."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module

import simulation
from simulation.registry import Registry

DECLARING = ("parameters.param", "parameters.word", "columns.described_table", "columns.described_columns")


def offered() -> str:
    """What the package itself offers."""
    return _asked("simulation", simulation.__all__)


def package(name: str) -> str:
    """What a package offers besides, by its `__all__`."""
    module = import_module(name)
    known = {id(getattr(simulation, each)) for each in simulation.__all__}
    return _asked(name, [each for each in module.__all__ if id(getattr(module, each)) not in known])


def decorators() -> str:
    """The decorator of each kind of plug-in, and what says of a number or a column what it is."""
    return _directives([*_decorators(), *(f"simulation.{each}" for each in DECLARING)])


def _decorators() -> Iterator[str]:
    """A package with a registry has a decorator that is called by the word for one of its plug-ins."""
    for found in pkgutil.iter_modules(simulation.__path__, "simulation."):
        module = import_module(found.name)
        kinds = (each.kind for each in vars(module).values() if isinstance(each, Registry))
        yield from (f"{found.name}.{kind}" for kind in kinds if hasattr(module, kind))


def _asked(module: str, names: list[str]) -> str:
    held = import_module(module)
    return _directives([f"{module}.{name}" for name in names if callable(getattr(held, name))])


def _directives(paths: list[str]) -> str:
    lines = [f".. {_directive(path)}:: {path}\n   :members:\n" if _is_class(path) else
             f".. autofunction:: {path}\n" for path in paths]  # fmt: skip
    return "\n".join(["```{eval-rst}", *lines, "```"])


def _directive(path: str) -> str:
    return "autoexception" if issubclass(_thing(path), BaseException) else "autoclass"


def _is_class(path: str) -> bool:
    return inspect.isclass(_thing(path))


def _thing(path: str):
    module, _, name = path.rpartition(".")
    return getattr(import_module(module), name)
