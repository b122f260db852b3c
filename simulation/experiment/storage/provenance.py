"""What made a result: versions of Python and libraries, and the program's own text."""

from __future__ import annotations

import hashlib
import platform
import re
import sys
from functools import cache
from importlib import metadata
from inspect import getmodulename
from pathlib import Path

from simulation.version import __version__

PROGRAM = "grid-governance"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
PACKAGE = Path(__file__).parents[2]
PRESENTATION = {"cli", "live", "report", "plots"}  # packages that show results and change none
TEXTS = ("*.py", "*.csv")
COUNTING = ("numpy", "scipy", "numba", "pandas", "mesa")  # libraries whose version may move a last digit


def imported_versions() -> dict[str, str]:
    """Versions of Python and of every installed distribution that this process has imported."""
    used = (name for name, modules in _modules().items() if modules & sys.modules.keys())
    return {"python": platform.python_version()} | {name: _version(name) for name in sorted(used)}


_version = cache(metadata.version)  # to read what is installed takes a quarter of a second


@cache  # the same
def _modules() -> dict[str, set[str]]:
    """Modules that each installed distribution brings."""
    return {each.name: _modules_of(each) for each in metadata.distributions()}


def declared_versions() -> dict[str, str]:
    """Versions of the program and of every installed library that it declares, imported or not."""
    try:
        declared = [text for text in metadata.requires(PROGRAM) or () if "extra ==" not in text]
    except metadata.PackageNotFoundError:  # a copy that is run as it lies, and nobody installed
        declared = [*COUNTING]
    names = [found[0] for text in declared if (found := _NAME.match(text))]
    return {PROGRAM: __version__} | dict(each for name in names if (each := _installed(name)))


@cache
def _installed(name: str) -> tuple[str, str] | None:
    """The name that a distribution gives itself, and its version; None where it is not installed."""
    try:
        found = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return None
    return found.name, found.version


def _modules_of(distribution: metadata.Distribution) -> set[str]:
    """Modules that a distribution brings; `packages_distributions` says the same, four times as slowly."""
    if listed := distribution.read_text("top_level.txt"):
        return set(listed.split())
    files = (distribution.read_text("RECORD") or "").splitlines()
    first = {line.partition("/")[0] if "/" in line else line.partition(",")[0] for line in files}
    return {getmodulename(name) or name for name in first}


@cache
def made_with() -> str:
    """What computes here, in one line: two runs that have it in common can be put into one table."""
    from simulation.compiled import NUMBA  # a process that computes nothing itself starts without it

    counting = [name for name in COUNTING if NUMBA or name != "numba"]
    libraries = ", ".join(f"{name} {metadata.version(name)}" for name in counting)
    return f"Python {platform.python_version()} on {platform.machine()}, {libraries}"


@cache
def program() -> dict[str, str]:
    """SHA-256 of the program's text by package, for every package that results depend on."""
    packages = [each for each in sorted(PACKAGE.iterdir()) if each.name not in PRESENTATION]
    found = {package.name: _texts(package) for package in packages}
    return {name: _digest(files) for name, files in found.items() if files}


@cache
def source() -> str:
    """SHA-256 of all of the program's text, of packages that only show results, too."""
    return _digest(sorted(path for form in TEXTS for path in PACKAGE.rglob(form)))


def changed_packages(before: dict[str, str]) -> list[str]:
    """Packages whose text has changed."""
    now = program()
    return sorted(name for name in now.keys() | before.keys() if now.get(name) != before.get(name))


def file_digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _texts(package: Path) -> list[Path]:
    if package.is_file():
        return [package] if any(package.match(form) for form in TEXTS) else []
    return sorted(path for form in TEXTS for path in package.rglob(form))


def _digest(files: list[Path]) -> str:
    whole = hashlib.sha256()
    for path in files:
        whole.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()
