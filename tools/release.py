"""Put what a release consists of into `dist`: the archive of this commit, the wheel, and their digests.

    python -m tools.release

An archive for a place that gives DOIs needs its version, authors and licence inside: CITATION.cff and LICENSE
are. What would make it wrong is said first, all at once: changes that are in no commit, and places that tell
another version.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from simulation.version import __version__

HERE = Path(__file__).parents[1]
DIST = Path("dist")
NAME = f"grid-governance-{__version__}"


def git(*words: str) -> str:
    return subprocess.check_output(["git", *words], text=True, encoding="utf-8")


def faults() -> list[str]:
    """Why this commit cannot be released, a sentence each."""
    citation, changes = (Path(name).read_text("utf-8") for name in ("CITATION.cff", "CHANGELOG.md"))
    found = []
    if git("status", "--porcelain"):
        found.append("there are changes that are in no commit")
    if f"version: {__version__}\n" not in citation:
        found.append(f"CITATION.cff does not say version: {__version__}")
    if not re.search(rf"^## \[?{re.escape(__version__)}\b", changes, re.MULTILINE):
        found.append(f"CHANGELOG.md has no heading '## {__version__}'; its Unreleased part becomes that")
    return found


def digests() -> str:
    """One line per file, as `sha256sum --check` reads it."""
    files = sorted(each for each in DIST.iterdir() if each.name != "SHA256SUMS")
    return "".join(f"{hashlib.sha256(each.read_bytes()).hexdigest()}  {each.name}\n" for each in files)


def main() -> None:
    if why := faults():
        sys.exit("\n".join(f"no release: {each}" for each in why))
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    git("archive", "--format=zip", f"--prefix={NAME}/", "-o", str(DIST / f"{NAME}.zip"), "HEAD")
    wheel = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", str(DIST), "."]
    if code := subprocess.call(wheel):
        sys.exit(code)
    (DIST / "SHA256SUMS").write_text(digests(), encoding="utf-8")
    print(DIST)


if __name__ == "__main__":
    os.chdir(HERE)
    main()
