"""How many processes this machine runs at once for us: processors that may be used, within the share of their
time that a container or batch system allows (the CPU quota of control groups in Linux)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path("/")


def processors(root: Path = ROOT) -> int:
    """At least 1. root: where `proc` and `sys` are."""
    return max(1, min([_allowed(), *map(_rounded_up, _quotas(root))]))


def _allowed() -> int:
    """Processors that this process may run on."""
    if hasattr(os, "process_cpu_count"):  # from Python 3.13
        return getattr(os, "process_cpu_count")() or 1  # noqa: B009
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _rounded_up(quota: tuple[int, int]) -> int:
    time, period = quota
    return -(-time // period)


def _quotas(root: Path) -> Iterator[tuple[int, int]]:
    """Time and period, in µs, of each control group that this process is in and that has a limit."""
    for folder in _groups(root):
        for texts in (_words(folder / "cpu.max"), _both(folder)):
            numbers = [int(text) for text in texts if text.isascii() and text.isdigit()]
            if len(numbers) == 2 and all(numbers):  # without a limit: "max 100000", or a time of -1
                yield numbers[0], numbers[1]


def _groups(root: Path) -> Iterator[Path]:
    """Folders of the groups that rule our processor time, of version 2 and 1, and of all groups above them; a
    container sees its own group as the topmost."""
    top = root / "sys/fs/cgroup"
    for line in _read(root / "proc/self/cgroup").splitlines():
        _, controllers, path = [*line.split(":", 2), "", ""][:3]
        if not controllers or "cpu" in controllers.split(","):
            home = top / controllers
            own = home / path.lstrip("/")
            yield from (own, *(each for each in own.parents if each.is_relative_to(home)))


def _both(folder: Path) -> list[str]:
    """The two files of version 1."""
    return [*_words(folder / "cpu.cfs_quota_us"), *_words(folder / "cpu.cfs_period_us")]


def _words(path: Path) -> list[str]:
    return _read(path).split()


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii", errors="replace")
    except OSError:
        return ""
