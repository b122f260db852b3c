"""Compiled functions, whose machine code is kept on disk: a process that starts anew loads it instead of
compiling for a fraction of a second.

Where numba cannot be loaded, functions stay plain Python, or give way to a plain one over whole arrays. They
compute the same bits, more slowly.
"""

from __future__ import annotations

import importlib
import multiprocessing
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Function = Callable[..., Any]


def _load_numba() -> Any:
    """numba; None where it cannot be loaded, which is said once, by the process that started the others."""
    try:
        return importlib.import_module("numba")
    except (ImportError, OSError) as error:  # no package for this machine, or one without its own libraries
        if multiprocessing.current_process().name == "MainProcess":
            warnings.warn(
                f"numba cannot be loaded ({error}): the same numbers come out, two to seven times slower; "
                "where there is a numba for this machine, `pip install numba` gets it",
                stacklevel=1,
            )
        return None


NUMBA = _load_numba()


def njit(*signature: Any, **options: Any) -> Callable[[Function], Function]:
    """Compile the function below, as `numba.njit` does, if there is numba."""
    return NUMBA.njit(*signature, **options) if NUMBA else lambda function: function


def compiled(
    *signature: Any, plain: Function | None = None, **options: Any
) -> Callable[[Function], Function]:
    """Compile the function below; keep the code where a folder can be written.

    plain: what stands for it where there is no numba; else the function itself, as Python runs it.
    """

    def compile_it(function: Function) -> Function:
        if NUMBA is None:
            return plain or function
        try:
            return njit(*signature, cache=True, **options)(function)
        except RuntimeError:  # numba found no place for its cache
            return njit(*signature, **options)(function)

    return compile_it


@contextmanager
def told_of_compiling(module: str, tell: Callable[[], object]) -> Iterator[None]:
    """Call `tell` when the first function of a module is compiled inside. What is loaded from disk is not."""
    if NUMBA is None:
        yield
        return
    event = importlib.import_module("numba.core.event")

    class First(event.Listener):
        told = False

        def on_start(self, event: Any) -> None:
            if not self.told and event.data["dispatcher"].py_func.__module__ == module:
                self.told = True
                tell()

        def on_end(self, event: Any) -> None:
            """Nothing is told at the end."""

    with event.install_listener("numba:compile", First()):
        yield
