"""Put all libraries into the folder `wheelhouse`, for machines without a network.

    python -m tools.wheelhouse                                        for machines like this one
    python -m tools.wheelhouse --platform win_amd64 --python 3.13     for others
    python -m tools.wheelhouse --extras test,live,docs                more of them

With the tools that build the project, since it is installed from source. pip alone would ask this machine
which libraries another one needs, and leave out those that only Windows has; so uv lists them first.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parents[1]
FOLDER, DRAFT, UV = Path("wheelhouse"), Path("build", "wheelhouse"), Path("build", "uv")
BUILD = "hatchling\neditables\npip\n"
PLATFORMS = {"win_amd64": "x86_64-pc-windows-msvc", "macosx_14_0_arm64": "aarch64-apple-darwin"}
"""What pip calls other machines, and what uv calls them."""


def asked(words: list[str]) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="wheelhouse", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--extras", default="test,live", help="of pyproject.toml, with commas between")
    parser.add_argument("--platform", choices=PLATFORMS, help="another kind of machine than this one")
    here = "{}.{}".format(*sys.version_info)
    parser.add_argument("--python", choices=("3.12", "3.13", "3.14"), default=here, help="its Python")
    return parser.parse_args(words)


def commands(wanted: argparse.Namespace) -> list[list[str]]:
    """What is called, one after another; the last fills the draft of the folder."""
    pip = [sys.executable, "-m", "pip"]
    if wanted.platform is None:
        project = f".[{wanted.extras}]"
        tools = BUILD.split()
        return [[*pip, "wheel", "--quiet", "-w", str(DRAFT), "-c", "constraints.txt", project, *tools]]
    listed = DRAFT.with_suffix(".txt")
    uv = [str(UV / "bin" / "uv"), "pip", "compile", "--quiet", "--no-header", "--no-annotate"]
    about = ["--python-platform", PLATFORMS[wanted.platform], "--python-version", wanted.python]
    extras = [word for each in wanted.extras.split(",") for word in ("--extra", each)]
    sources = ["pyproject.toml", str(DRAFT.with_suffix(".in")), "-c", "constraints.txt", "-o", str(listed)]
    ready = ["--quiet", "--no-deps", "--prefer-binary", "-d", str(DRAFT), "-r", str(listed)]
    return [
        [*pip, "install", "--quiet", "--upgrade", "--target", str(UV), "uv"],
        [*uv, *about, *extras, *sources],
        [*pip, "download", *ready, "--platform", wanted.platform, "--python-version", wanted.python],
    ]


def build(source: Path) -> None:
    """Make the wheel of a library that has none; it must do on every machine."""
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", str(DRAFT), str(source)]
    before = set(DRAFT.glob("*.whl"))
    code = subprocess.call(pip)
    made = set(DRAFT.glob("*.whl")) - before
    if code or not all(wheel.name.endswith("-none-any.whl") for wheel in made):
        sys.exit(f"{source.name} has no wheel for that machine, and cannot be built for it here")
    source.unlink()


def main(words: list[str]) -> None:
    """Fill the folder; where that cannot be done, end with the exit code of what failed, and leave it."""
    wanted = asked(words)
    shutil.rmtree(DRAFT, ignore_errors=True)
    DRAFT.parent.mkdir(exist_ok=True)
    DRAFT.with_suffix(".in").write_text(BUILD, encoding="utf-8")
    for each in commands(wanted):
        if code := subprocess.call(each):
            sys.exit(code)
    for source in DRAFT.glob("*.tar.gz"):
        build(source)
    shutil.rmtree(FOLDER, ignore_errors=True)
    DRAFT.rename(FOLDER)
    print(FOLDER)


if __name__ == "__main__":
    os.chdir(HERE)
    main(sys.argv[1:])
