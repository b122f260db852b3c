"""Do the tests see mistakes? Plant faults, one at a time, and run groups of the tests on each.

    python benchmarks/planted.py [--group own|fast|whole] [--only NAME] [--jobs 2] [--list]

The files of the repository are copied into a temporary folder, so nothing here changes. A fault of
`faults/planted_faults.toml` is written into the copy; the fast tests of its own package run, then, where
these do not see it, the fast group, then the slow tests; the first test that fails is named. Before that each
group must pass without a fault, or else a failure would prove nothing. Exit code 1 if nothing sees a fault.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

ROOT = Path(__file__).parents[1]
FAULTS = ROOT / "benchmarks" / "faults" / "planted_faults.toml"
GROUPS = ("own", "fast", "whole")
FAST, SLOW = ("-m", "not slow and not browser"), ("-m", "slow and not browser")
LONGEST = 3600  # seconds a group may take: a fault that makes the program hang is seen, too
NOT_THIS = ("--deselect", "tests/benchmarks/test_planted.py::test_every_fault_can_be_planted")
"""Sees that a fault's old text is gone, whatever the fault does."""
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)


@dataclass(frozen=True)
class Fault:
    """A mistake: what goes wrong, and the text of a file that something else takes the place of."""

    name: str
    what: str
    file: str
    old: str
    new: str
    tests: str

    def groups(self, last: str) -> Iterator[tuple[str, Sequence[str]]]:
        """Names of groups, up to the last, with what pytest is called with."""
        every = ((*FAST, f"tests/{self.tests}"), (*FAST, "tests"), (*SLOW, "tests"))
        yield from list(zip(GROUPS, every, strict=True))[: GROUPS.index(last) + 1]


def read_faults(path: Path = FAULTS) -> list[Fault]:
    """All faults, in the order of the file."""
    return [Fault(**each) for each in tomllib.loads(path.read_text("utf-8"))["fault"]]


def misfits(faults: Sequence[Fault], root: Path = ROOT) -> Iterator[str]:
    """A sentence for each fault that cannot be planted."""
    for fault in faults:
        path = root / fault.file
        times = path.read_text("utf-8").count(fault.old) if path.is_file() else None
        if times is None:
            yield f"{fault.name}: there is no file {fault.file}"
        elif times != 1:
            yield f"{fault.name}: its old text stands {times} times in {fault.file}, and not once"
        elif not can_be_read(path.read_text("utf-8").replace(fault.old, fault.new), path):
            yield f"{fault.name}: with it {fault.file} is no Python, which any test would see"
        if not (root / "tests" / fault.tests).exists():
            yield f"{fault.name}: there is no tests/{fault.tests}"


def can_be_read(text: str, path: Path) -> bool:
    """Whether the text of a file is Python, if it should be."""
    try:
        return path.suffix != ".py" or bool(ast.parse(text))
    except SyntaxError:
        return False


def files_of(root: Path) -> list[str]:
    """The files of a repository as they are now, those that nobody has committed yet too."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=root, check=True, capture_output=True, text=True).stdout
    return [name for name in names.split("\0") if name]


class Copy:
    """A copy of the repository in which faults are planted. longest: seconds that tests may take."""

    def __init__(self, home: Path, root: Path = ROOT, jobs: int = 0, longest: int = LONGEST) -> None:
        self.home, self.jobs, self.longest = home, jobs, longest
        self.passed: set[Sequence[str]] = set()
        compiled = (path.relative_to(root) for path in root.glob("simulation/**/__pycache__/*.nb?"))
        for name in (*files_of(root), *compiled):
            if (root / name).is_file():
                (home / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(root / name, home / name)  # with its time, by which kernels know their source

    def seen_by(self, fault: Fault, last: str) -> tuple[str, str]:
        """The group that sees a fault, and its first test that fails; empty texts where none does."""
        for group, words in fault.groups(last):
            self.check(words)
            if test := self.planted(fault, words):
                return group, test
        return "", ""

    def check(self, words: Sequence[str]) -> None:
        """End where a group fails without any fault."""
        if words not in self.passed:
            if test := self.first_failure(words):
                raise click.ClickException(f"{test} fails without a fault; mend that first")
            self.passed.add(words)

    def planted(self, fault: Fault, words: Sequence[str]) -> str:
        """The first test that fails with a fault."""
        path, kept = self.home / fault.file, self.home / f".{fault.name}"
        shutil.copy2(path, kept)
        try:
            path.write_text(path.read_text("utf-8").replace(fault.old, fault.new), "utf-8")
            later = kept.stat().st_mtime + 60  # or compiled code of the same second and size is taken for it
            os.utime(path, (later, later))
            return self.first_failure(words)
        finally:
            kept.replace(path)

    def first_failure(self, words: Sequence[str]) -> str:
        """The first test that fails, or how else pytest ended; empty where all pass."""
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-rfE", "-p", "no:cacheprovider", "--tb=no"]
        command += NOT_THIS
        parallel = ["-n", str(self.jobs)] if self.jobs else []
        try:
            done = subprocess.run(
                [*command, *parallel, *words], cwd=self.home, env=os.environ | {"PYTHONPATH": str(self.home)},
                capture_output=True, text=True, check=False, timeout=self.longest,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return f"no end within {self.longest} s"
        if done.returncode == 0:
            return ""
        found = FAILED.search(done.stdout)
        return found[1] if found else (done.stdout + done.stderr).strip().splitlines()[-1]


def chosen(only: Sequence[str]) -> list[Fault]:
    """The faults that were asked for, all of which can be planted."""
    faults = read_faults()
    strange = set(only) - {each.name for each in faults}
    if strange:
        raise click.ClickException(f"no fault '{min(strange)}'; --list shows all")
    faults = [each for each in faults if not only or each.name in only]
    if wrong := list(misfits(faults)):
        raise click.ClickException("\n".join(wrong))
    return faults


def show(faults: Sequence[Fault], copy: Copy, last: str) -> int:
    """Plant every fault and print a line for each, then the totals; how many nothing saw."""
    counts = dict.fromkeys((*GROUPS, ""), 0)
    for fault in faults:
        begun = time.monotonic()
        group, test = copy.seen_by(fault, last)
        counts[group] += 1
        seconds = time.monotonic() - begun
        print(f"{fault.name:28} {group or 'NOT SEEN':8} {seconds:5.0f} s  {test or fault.what}", flush=True)
    seen = ", ".join(f"{counts[group]} by {group}" for group in GROUPS if counts[group])
    print(f"{len(faults)} faults: {seen or 'none seen'}; {counts['']} not seen")
    return counts[""]


@click.command(help=__doc__)
@click.option("--group", type=click.Choice(GROUPS), default="fast", show_default=True, help="The last one.")
@click.option("--only", multiple=True, metavar="NAME", help="Only this fault; repeatable.")
@click.option("--jobs", default=0, help="Test processes at a time; by default in this one.")
@click.option("--list", "listing", is_flag=True, help="Only say which faults there are.")
def main(group: str, only: tuple[str, ...], jobs: int, listing: bool) -> None:
    """Plant faults and say which tests see them."""
    faults = chosen(only)
    if listing:
        for fault in faults:
            print(f"{fault.name:28} tests/{fault.tests:20} {fault.what}")
        return
    with tempfile.TemporaryDirectory() as home:
        sys.exit(1 if show(faults, Copy(Path(home), jobs=jobs), group) else 0)


if __name__ == "__main__":
    main()
