"""What this machine has left for a study: memory, within what a container allows, and room on a disk."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path("/")
_GROUP = "sys/fs/cgroup"
_LIMITS = (("memory.max", "memory.current"), ("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes"))


def memory_left(root: Path = ROOT) -> float | None:
    """MB that processes may still take; None where the system does not say. root: where `proc` and `sys`
    are."""
    found = [*_of_machine(root), *_of_container(root)]
    return min(found) if found else None


def disk_left(folder: Path) -> float:
    """MB free where a folder is, or will be."""
    there = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())
    return shutil.disk_usage(there).free / 1e6


def _of_machine(root: Path) -> list[float]:
    lines = (line.split() for line in _read(root / "proc/meminfo").splitlines())
    return [int(words[1]) * 1024 / 1e6 for words in lines if words[:1] == ["MemAvailable:"]]


def _of_container(root: Path) -> list[float]:
    """What the control group that is seen as the topmost leaves, of version 2 or 1."""
    both = ((_read(root / _GROUP / limit), _read(root / _GROUP / used)) for limit, used in _LIMITS)
    return [(int(limit) - int(used)) / 1e6 for limit, used in both if limit.isdigit() and used.isdigit()]


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii", errors="replace").strip()
    except OSError:
        return ""
