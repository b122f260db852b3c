"""Plug-ins find themselves: a file in the right folder with the right decorator is all it takes."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Registry(Generic[T]):
    """The plug-ins of one kind by name, in the order of their names.

    kind: the word used in messages ("intervention"); package: the folder whose modules are imported
    at first use, so that each has had its chance to register.
    """

    def __init__(self, kind: str, package: str) -> None:
        self.kind = kind
        self._package = package
        self._found: dict[str, T] = {}
        self._complete = False

    def add(self, name: str) -> Callable[[T], T]:
        """Decorator that registers a plug-in under a name; a name taken twice is an error."""

        def register(plugin: T) -> T:
            if name in self._found:
                raise ValueError(f"two {self.kind}s are called '{name}'")
            self._found[name] = plugin
            return plugin

        return register

    def all(self) -> dict[str, T]:
        """Every plug-in by name; imports the package's modules at first use."""
        if not self._complete:
            self._complete = True
            import_all(self._package)
        return dict(sorted(self._found.items()))

    def __getitem__(self, name: str) -> T:
        return self.all()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.all())

    def __contains__(self, name: object) -> bool:
        return name in self.all()


def import_all(package: str) -> None:
    """Import every module of a package."""
    folder = importlib.import_module(package)
    for found in pkgutil.walk_packages(folder.__path__, package + "."):
        importlib.import_module(found.name)
