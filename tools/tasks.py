"""What `python run.py setup`, `test`, `lesson` and `teaching` do, as the Makefile does, on any system and
without make.

Python 3.8 and the standard library do for this file.
"""

import os
import re
import subprocess
import sys

from tools import bootstrap

# a worker takes whole files, so that tests of a file share what they ran; in their order, or the longest test
# of all, alone in its file, comes last. CONTRIBUTING.md says which tests are slow
PYTEST = ("-m", "pytest", "-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder")
FAST, ALL = "not slow and not browser", "not browser"
OWN_PYTHON = os.path.join(bootstrap.HERE, bootstrap.BIN)


def setup(words):
    """Make .venv with the extras that are named; its exit code."""
    words = bootstrap.without_language(words)
    if "-h" in words or "--help" in words:
        bootstrap.say(
            "Make .venv with the libraries of the program, and with those of the extras that are named.\n"
            "  python run.py setup live lessons\n  extras: %s" % ", ".join(extras()),
            "建立 .venv，装好程序所需的库，以及所写可选库的内容。\n"
            "  python run.py setup live lessons\n  可选库：%s" % ", ".join(extras()),
        )
        return 0
    unknown = [each for each in words if each not in extras()]
    if unknown:
        there = ", ".join(extras())
        bootstrap.say(
            "setup: no extra '%s'\n  allowed: %s" % (unknown[0], there),
            "setup：没有可选库“%s”\n  可用：%s" % (unknown[0], there),
        )
        return 2
    return bootstrap.main(words)


def extras():
    """The names of what may be installed beside the program."""
    with open(os.path.join(bootstrap.HERE, "pyproject.toml"), encoding="utf-8") as file:
        section = file.read().partition("[project.optional-dependencies]\n")[2].partition("\n[")[0]
    return re.findall(r"^(\w+) = \[", section, re.MULTILINE)


def test(words):
    """Run the fast tests, or with `--all` every one that needs no browser; other words go to pytest. This
    Python runs them where it has all that tests need, else that of .venv."""
    layer = ALL if "--all" in words else FAST
    if layer == FAST and not words:
        bootstrap.say(
            "These are the tests of the program itself, about 5 minutes; those of a rule of yours: "
            "python run.py test test_my_rule.py",
            "下面是程序本身的测试，约 5 分钟，测试工具 pytest 的输出是英文；"
            "测试自己的规则：python run.py test test_my_rule.py",
        )
    words = [*PYTEST, "-m", layer, *(each for each in words if each != "--all")]
    if not in_own_venv() and is_ready_for("test"):
        os.chdir(bootstrap.HERE)
        return go_on(words, sys.executable)
    return bootstrap.main(["test"]) or go_on(words)


def in_own_venv():
    """Whether this is the Python of .venv, which is brought up to date."""
    return os.path.realpath(sys.prefix) == os.path.realpath(os.path.join(bootstrap.HERE, bootstrap.VENV))


def is_ready_for(extra):
    """Whether this Python has the libraries of the program and of one of its extras."""
    import run

    return not run.missing() and all(map(run.is_installed, libraries_of(extra)))


def libraries_of(extra):
    """Names of the libraries of an extra and of the extras in it."""
    import tomllib

    with open(os.path.join(bootstrap.HERE, "pyproject.toml"), "rb") as file:
        project = tomllib.load(file)["project"]
    found = []
    for wanted in project["optional-dependencies"][extra]:
        head, _, inside = wanted.partition("[")
        name = re.findall(r"[\w.-]+", head)[0]
        own = inside.partition("]")[0].split(",") if name == project["name"] else []
        found += [library for each in own for library in libraries_of(each)] or [name]
    return found


def lesson(words):
    """Make .venv with what lessons need, and open one in it."""
    bootstrap.without_language(words)  # is kept for what is said here; the lesson is told it too
    return bootstrap.main(["lessons"]) or go_on(["run.py", "lesson", *words])


def teaching(words):
    """Make .venv with what lessons and streets for a class need, and write the teacher's pack."""
    folder = bootstrap.without_language(words)
    if "-h" in folder or "--help" in folder:
        bootstrap.say(
            "Write the teacher's pack: plans, slides and answers, in English and Chinese.\n"
            "  python run.py teaching            into build/teaching\n"
            "  python run.py teaching FOLDER     into another folder",
            "生成教师包：教案、幻灯片和答案，中英文各一份。\n"
            "  python run.py teaching            写入 build/teaching\n"
            "  python run.py teaching 文件夹      写入另一个文件夹",
        )
        return 0
    if len(folder) > 1 or "".join(folder).startswith("-"):
        bootstrap.say(
            "teaching: one folder may be named, nothing else: python run.py teaching my_pack",
            "teaching：后面只能写一个文件夹：python run.py teaching my_pack",
        )
        return 2
    spoken = ["--lang", bootstrap.asked[-1]] if bootstrap.asked else []
    in_it = ["-m", "tools.teaching", *map(os.path.abspath, folder), *spoken]
    if not in_own_venv() and is_ready_for("lessons"):
        os.chdir(bootstrap.HERE)
        return go_on(in_it, sys.executable)
    return bootstrap.main(["live", "lessons"]) or go_on(in_it)


def go_on(words, python=OWN_PYTHON):
    """Become a Python, that of .venv, with these words; on Windows, where a process cannot, wait for it."""
    if os.name == "posix":
        sys.stdout.flush()
        sys.stderr.flush()
        os.execv(python, [python, *words])
    try:
        return subprocess.call([python, *words])
    except KeyboardInterrupt:  # the other one got it too, and has said so
        return 130
