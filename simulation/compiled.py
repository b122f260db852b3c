"""Compiled functions, whose machine code is kept on disk: a process that starts anew loads it instead of
compiling for a fraction of a second."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba


def compiled(*signature: Any, **options: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Compile the function below, as `numba.njit` does; keep the code where a folder can be written."""

    def compile_it(function: Callable[..., Any]) -> Callable[..., Any]:
        try:
            return numba.njit(*signature, cache=True, **options)(function)
        except RuntimeError:  # numba found no place for its cache
            return numba.njit(*signature, **options)(function)

    return compile_it
