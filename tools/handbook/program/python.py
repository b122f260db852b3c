"""The Python face of the program: which names there are; Sphinx reads what they do from their docstrings."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module

import simulation
from simulation.plugins.registry import Registry

DECLARING = ("parameters.param", "parameters.word", "columns.described_table", "columns.described_columns")


def offered() -> str:
    """What the package itself offers."""
    return _callables("simulation", simulation.__all__)


def package(name: str) -> str:
    """What a package offers besides, by its `__all__`."""
    found = import_module(name)
    known = {id(getattr(simulation, each)) for each in simulation.__all__}
    return _callables(name, [each for each in found.__all__ if id(getattr(found, each)) not in known])


def decorators() -> str:
    """The decorator of each kind of plug-in, and what says of a number or a column what it is."""
    return _directives([*_decorators(), *(f"simulation.{each}" for each in DECLARING)])


def _decorators() -> Iterator[str]:
    """A package with a registry has a decorator named after its plug-ins."""
    for found in pkgutil.iter_modules(simulation.__path__, "simulation."):
        package = import_module(found.name)
        kinds = (each.kind for each in vars(package).values() if isinstance(each, Registry))
        yield from (f"{found.name}.{kind}" for kind in kinds if hasattr(package, kind))


def _callables(package: str, names: list[str]) -> str:
    return _directives(
        [f"{package}.{name}" for name in names if callable(getattr(import_module(package), name))]
    )


def _directives(paths: list[str]) -> str:
    lines = [f".. {_directive(path)}:: {path}\n   :members:\n" if _is_class(path) else
             f".. autofunction:: {path}\n" for path in paths]  # fmt: skip
    return "\n".join(["```{eval-rst}", *lines, "```"])


def _directive(path: str) -> str:
    return "autoexception" if issubclass(_thing(path), BaseException) else "autoclass"


def _is_class(path: str) -> bool:
    return inspect.isclass(_thing(path))


def _thing(path: str):
    package, _, name = path.rpartition(".")
    return getattr(import_module(package), name)
