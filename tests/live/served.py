"""The verb `serve` at work in a process of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import contextmanager

from simulation.live.serving import server
from tests.worlds import ROOT

SERVE = """
import signal
import sys
from simulation.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # background jobs of a shell are born deaf to it
main(["serve", "--no-browser", "--port", "0", *sys.argv[1:]])
"""


def lacks_extra() -> str:
    """What this machine lacks for serving the live view, or nothing."""
    try:
        server.check_machine()
    except server.NoLive as missing:
        return str(missing)
    return ""


@contextmanager
def said_by(*words: str, lines: int = 1):
    """What the verb says at first, on any port; it ends as a reader ends it, and says so."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield [process.stdout.readline().strip() for _ in range(lines)]
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0
    assert said == "The live view is closed.\n"


@contextmanager
def served(*words: str):
    """The address that the verb says."""
    with said_by(*words) as (address,):
        yield address


@contextmanager
def served_to_a_class(*words: str):
    """Both addresses that the verb says: that of who leads, and that of the class."""
    with said_by("--class", *words, lines=2) as lines:
        yield [line.partition(": ")[2] for line in lines]
