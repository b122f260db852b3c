"""What a measurement was made on, named beside its figures."""

import os
import platform
from pathlib import Path


def processor() -> str:
    """What the processor calls itself."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def named() -> str:
    """Both, e.g. 'AMD EPYC, 2 cores'."""
    return f"{processor()}, {cores()} cores"


def load() -> str:
    """Its load in the last minute, five and fifteen, which tells of other work beside a measurement."""
    return ", ".join(f"{each:.1f}" for each in os.getloadavg())


def sentence() -> str:
    """Machine and load, to stand below a table."""
    return f"{named()}; load of the machine in the last 1, 5 and 15 minutes: {load()}."
