"""Compiles what every run needs, once on a machine and before its first run: workers find it compiled."""

from __future__ import annotations

import importlib
import os
import subprocess
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
    say(COMPILING)
    parts: list[subprocess.Popen[bytes]] = []
    try:
        with suppress(OSError), interrupts_kept_from_children():
            parts.extend(map(_begin, ("play", "others")))
        for part in parts:
            part.wait()
    finally:
        for part in parts:
            part.kill()


def _begin(part: str) -> subprocess.Popen[bytes]:
    """A process that compiles; it knows nothing of the caller's script, which may have no guard."""
    paths = filter(None, (str(PACKAGE.parent), os.environ.get("PYTHONPATH")))
    return subprocess.Popen(
        [sys.executable, "-m", "simulation.service.ahead", part],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


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
