"""The commands that a page has a reader type, and how tests type them."""

import re
import shlex
import sys
from pathlib import Path

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
    if words[0] == "python":
        words = [sys.executable, *words[1:]]
    if words[2:3] == ["serve"]:
        return [*words, "--help"]
    if "--help" in words:
        return words
    return words + SHORTER.get(" ".join(words[2:3]), [])
