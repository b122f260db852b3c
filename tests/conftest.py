"""One warm-up for all: the kernels are compiled once, before several test processes would each do it."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WARM = "from tests.worlds import live, small; live(small(days=2, warmup=0), 1)"


def pytest_configure(config):
    """Only the process that starts the others, and only if there are others."""
    if "PYTEST_XDIST_WORKER" not in os.environ and config.getoption("numprocesses", None):
        subprocess.run([sys.executable, "-c", WARM], cwd=ROOT, check=False, capture_output=True)
