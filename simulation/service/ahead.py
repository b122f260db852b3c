"""What a run computes with, compiled ahead of the first one on a machine: in two parts of about the same
length, each for a process of its own, because a compiler works at one function at a time.

Most of the time goes into `kernel.play`, with all that is written into it. What it calls seldom is compiled
apart and kept, so the other part begins with what `play` comes to last, and has it ready when it does.
"""

from __future__ import annotations

import importlib
import sys

import numpy as np

import simulation.service.kernel as kernel
from simulation.compiled import NUMBA
from simulation.service.initial_tables import empty_street
from simulation.service.layout import Layout, Rules
from simulation.service.tables import KernelTables


def compile_play() -> None:
    """Compile the function that plays a day, and keep it."""
    kernel.play(_street(), 0.0)


def compile_others() -> None:
    """Compile all else that a first day needs of service and luck, and keep it."""
    street, of_none = _street(), np.zeros(0, np.int64)
    called_with = NUMBA.typeof(street), NUMBA.int64, NUMBA.float64
    for function in (kernel.switch_shift, kernel.send_help, kernel.preempt, kernel.call_rota):
        function.compile(called_with)
    kernel.begin_day(street, 0.0)
    kernel.end_day(street, 0.0)
    kernel.reschedule(street, of_none)
    kernel.hasten(street, of_none, 0.0)
    importlib.import_module("simulation.luck")  # which is compiled when it is imported


def _street() -> KernelTables:
    """The smallest street; what is compiled depends on the kinds of its tables alone."""
    return empty_street(Layout([0], [0]), Rules())


if __name__ == "__main__":  # with the name of a part
    {"play": compile_play, "others": compile_others}[sys.argv[1]]()
