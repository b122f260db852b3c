"""The plain program in C++, compiled on the spot into a folder that goes away with the process."""

from __future__ import annotations

import ctypes
import functools
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.speed.reference_engines.workload import Absent, Outcome, Workload

SOURCE = Path(__file__).with_name("engine.cpp")
FLAGS = ("-std=c++17", "-O3", "-shared", "-fPIC")


def compiler() -> str:
    """The C++ compiler of this machine. Raises Absent."""
    found = next(filter(None, map(shutil.which, ("c++", "g++", "clang++"))), None)
    if not found:
        raise Absent("no C++ compiler (c++, g++ or clang++) was found")
    return found


@functools.cache
def library() -> ctypes.CDLL:
    """The compiled program."""
    command = compiler()
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder, "engine.so")
        subprocess.run([command, *FLAGS, str(SOURCE), "-o", str(built)], check=True)
        return ctypes.CDLL(str(built))


def prepare(w: Workload) -> Callable[[], Outcome]:
    """A run of the compiled program."""
    play, size = library().play, w.arrival.size
    types = (float, np.int64, np.int64, float, np.int64, float)
    columns = [np.ascontiguousarray(column, kind) for column, kind in zip(w[7:], types, strict=True)]
    counts = [ctypes.c_int64(each) for each in (size, w.grids, w.bodies, w.days)]
    rest = [ctypes.c_double(w.opens), ctypes.c_double(w.closes), ctypes.c_int64(w.preempts)]

    def run() -> Outcome:
        done = Outcome(np.full(size, np.nan), np.full(size, np.nan))
        pointers = [ctypes.c_void_p(each.ctypes.data) for each in (*columns, *done)]
        play(*counts, *rest, *pointers)
        return done

    return run
