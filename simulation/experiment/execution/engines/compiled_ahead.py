"""Compiles what every run needs, once on a machine and before its first run: workers find it compiled."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from simulation.experiment.execution.engines.local_pool import (
    interrupts_kept_from_children,
    there_are_processes,
)
from simulation.experiment.execution.progress import say
from simulation.experiment.storage.provenance import PACKAGE

COMPILING = "compiling what every run needs, once on this machine: about a quarter of a minute"
SERVICE = PACKAGE / "service"
LONGEST = "kernel.play"


def compile_ahead() -> None:
    """Compile in two fresh processes, and say so. What fails here fails in a run, where it is reported."""
    if not is_needed():
        return
    from simulation.service import ahead  # here, for it loads numba

    say(COMPILING)
    fresh = multiprocessing.get_context("spawn")
    parts = [fresh.Process(target=part, daemon=True) for part in (ahead.compile_play, ahead.compile_others)]
    with suppress(OSError), interrupts_kept_from_children():
        for part in parts:
            part.start()
    for part in parts:
        if part.pid is not None:
            part.join()


def is_needed() -> bool:
    """Whether something can be compiled and is not yet."""
    compiles = find_spec("numba") and os.environ.get("NUMBA_DISABLE_JIT", "0") == "0"
    return bool(compiles) and there_are_processes() and not are_kept()


def are_kept() -> bool:
    """Whether machine code of the kernel lies where numba keeps it, by names and times of files: numba need
    not be loaded to tell. Code of another processor or numba looks the same; workers then compile anew."""
    edited = (SERVICE / "kernel.py").stat().st_mtime
    name = f"{LONGEST}-*.py{sys.version_info.major}{sys.version_info.minor}*.nbi"
    return any(index.stat().st_mtime >= edited for folder in _folders() for index in folder.glob(name))


def _folders() -> list[Path]:
    """Where numba may keep the machine code of the kernel."""
    if chosen := os.environ.get("NUMBA_CACHE_DIR"):
        return list(Path(chosen).glob(f"{SERVICE.name}_*"))
    beside = SERVICE / "__pycache__"
    if os.access(beside if beside.exists() else SERVICE, os.W_OK):
        return [beside]
    own = importlib.import_module("numba.misc.appdirs").user_cache_dir("numba")
    return list(Path(own).glob(f"{SERVICE.name}_*"))
