"""The commands that a page has a reader type, and how tests type them."""

import io
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

import run
from tests.typed import typed_by_hand

SHORTER = {
    "run": ["-n", "1", "--days", "2", "--set", "experiment.warmup=1"],
    "expand": ["-n", "2"],
    "optimise": ["--trials", "2", "--alone", "0", "--no-trace"],
}
"""What makes a verb short, added at the end, where it holds."""
SHELL = re.compile(r"^( *)```sh\n(.*?)^ *```", re.MULTILINE | re.DOTALL)


def commands(page: Path) -> list[str]:
    """The commands in the shell blocks of a page, in order, without their comments."""
    blocks = (block for _, block in SHELL.findall(page.read_text(encoding="utf-8")))
    lines = (line.partition("#")[0].strip() for block in blocks for line in block.splitlines())
    return [line for line in lines if line]


def briefly(command: str) -> list[str]:
    """The same command by this interpreter, cut short; make only says what it would do, and what serves until
    Ctrl-C explains itself."""
    words = shlex.split(command)
    if words[0] == "make":
        return ["make", "--dry-run", *words[1:]]
    if words[0] in ("python", ".venv/bin/python"):
        words = [sys.executable, *words[1:]]
    if words[2:3] == ["serve"]:
        return [*words, "--help"]
    if "--help" in words:
        return words
    return words + SHORTER.get(" ".join(words[2:3]), [])


def call(words: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Do a command where the test sits. What the program does is done in this process, which has loaded it
    already; the first commands of README and of a student have a process of their own in other tests."""
    if list(words[:2]) == [sys.executable, "run.py"]:
        return _called(words[1:])
    return subprocess.run(words, env=typed_by_hand(), capture_output=True, text=True, check=False)


def _called(words: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """What `run.py` says and returns to words."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", list(words))
        with pytest.raises(SystemExit) as end:
            run.main()
    return subprocess.CompletedProcess(words, end.value.code, out.getvalue(), err.getvalue())
