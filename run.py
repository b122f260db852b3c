"""The command `python run.py` compares the policies of the default study with today; see `--help`.

This file has to speak where the program cannot yet run: Python 3.8 and the standard library must do for it.
"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
IN_VENV = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
OWN_PYTHON = os.path.join(HERE, ".venv", *IN_VENV)
GOES_WITHOUT = "numba"  # the same numbers come out, only slower
REMEDY = (
    "`python run.py setup` builds what it needs in .venv; or, from Python 3.12 on, `pip install -e .`",
    "`python run.py setup` 会在 .venv 里装好所需的一切；Python 3.12 及以上也可以运行 `pip install -e .`",
)


def missing():
    """What this interpreter lacks, in words; empty if nothing."""
    if sys.version_info < (3, 12):
        here = sys.version_info[:2]
        return told(
            "Python 3.12 or newer (this is %d.%d)" % here, "Python 3.12 或更新版本（现在是 %d.%d）" % here
        )
    return ", ".join(library for library in libraries() if not is_installed(library))


def told(english, chinese):
    """One of the two, as `--lang`, the environment or this machine says."""
    sys.path.insert(0, HERE)
    from tools import bootstrap

    bootstrap.without_language(sys.argv[1:])
    return bootstrap.told(english, chinese)


def libraries():
    """Names of the libraries that pyproject.toml asks for."""
    import re
    import tomllib

    with open(os.path.join(HERE, "pyproject.toml"), "rb") as file:
        wanted = tomllib.load(file)["project"]["dependencies"]
    return [re.findall(r"[\w.-]+", requirement)[0] for requirement in wanted]


def is_installed(library):
    from importlib.metadata import PackageNotFoundError, version

    try:
        return bool(version(library))
    except PackageNotFoundError:
        return False


def ready_for_lessons():
    return not missing() and is_installed("marimo")


def tests_of_ones_own(words):
    """Whether a user's file of tests is named, or help asked for: no test of the program is meant."""
    if words[0] != "test":
        return False
    sys.path.insert(0, HERE)
    from tools import bootstrap

    rest = bootstrap.without_language(words[1:])
    files = [word for word in rest if word[:1] != "-" and (word is rest[0] or word.endswith(".py"))]
    own = [file for file in files if os.path.normpath(file).split(os.sep)[0] != "tests"]
    return bool(own) or "-h" in rest or "--help" in rest


def task(words):
    """The exit code of a word that makes its own environment first; None for any other."""
    known = words[:1] in (["setup"], ["test"], ["lesson"], ["teaching"])
    if not known or (words[0] == "lesson" and ready_for_lessons()) or tests_of_ones_own(words):
        return None
    sys.path.insert(0, HERE)
    from tools import tasks

    return getattr(tasks, words[0])(words[1:])


def go_on():
    """Become the Python of .venv; on Windows, where a process cannot, wait for it."""
    words = [OWN_PYTHON, *sys.argv]
    if os.name == "posix":
        os.execv(OWN_PYTHON, words)
    import subprocess

    sys.exit(subprocess.call(words))


def main():
    words = sys.argv[1:]
    first = 2 if words[:1] == ["--lang"] else 1 if "".join(words[:1]).startswith("--lang=") else 0
    code = task(words[first:] + words[:first])
    if code is not None:
        sys.exit(code)
    lacks = missing()
    if lacks and os.path.exists(OWN_PYTHON) and os.path.realpath(sys.prefix) != os.path.join(HERE, ".venv"):
        go_on()
    if lacks and lacks != GOES_WITHOUT:
        sys.stderr.write(told("run.py needs %s: ", "run.py 需要 %s：") % lacks + told(*REMEDY) + "\n")
        sys.exit(2)
    from simulation.cli import main as command_line

    command_line()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:  # before the command line could hear of it
        sys.stderr.write(told("Interrupted.", "已中断。") + "\n")
        sys.exit(130)
