"""Commands as they are typed on this machine: names with spaces stand in quotes."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path


def typed(*words: str | Path) -> str:
    """A command line that means these words."""
    texts = list(map(str, words))
    return subprocess.list2cmdline(texts) if os.name == "nt" else shlex.join(texts)
