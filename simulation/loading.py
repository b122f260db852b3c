"""How parts of the program are loaded: as late as they are asked for, and without looking for garbage."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module


@contextmanager
def without_collecting() -> Iterator[None]:
    """Nothing is looked through for garbage inside. Loading makes thousands of things that stay, and looking
    through them again and again takes an eighth of a start."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def on_first_use(package: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """A `__getattr__` (PEP 562) for a package whose names are loaded when they are asked for.

    homes: the module that each name stands in; `module:name` where it is called something else there. The
    function raises AttributeError for any other name.
    """

    def fetch(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module '{package}' has no attribute '{name}'")
        module, _, there = homes[name].partition(":")
        with without_collecting():
            return getattr(import_module(module), there or name)

    return fetch
