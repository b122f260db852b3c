"""The program keeps to what Windows has too: calls, encodings and names of files."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.worlds import ROOT

FILES = [ROOT / "run.py", *(each for part in ("simulation", "tools") for each in (ROOT / part).rglob("*.py"))]
MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty"}
CALLS = {
    "os": {"execv", "fork", "fsencode", "getegid", "geteuid", "getgid", "getpgid", "getuid", "kill", "killpg"}
    | {"mkfifo", "nice", "register_at_fork", "sched_getaffinity", "setsid", "statvfs", "uname", "wait4"},
    "signal": {
        "SIGALRM",
        "SIGCHLD",
        "SIGHUP",
        "SIGKILL",
        "SIGPIPE",
        "SIGQUIT",
        "SIGSTOP",
        "SIGUSR1",
        "SIGUSR2",
    }
    | {"alarm", "pthread_kill", "pthread_sigmask", "setitimer"},
}
GUARD = re.compile(r"os\.name|sys\.platform|hasattr\(|find_spec\(\"resource\"\)")
"""What asks for the system before it calls what only one has."""
FORBIDDEN = re.compile(r'[:*?"<>|\\]|[ .]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)', re.IGNORECASE)
TEXT = {"read_text": 0, "write_text": 1}
"""Methods of a file that read or write text, and how many arguments stand before the encoding."""


def scopes(tree: ast.Module) -> Iterator[tuple[ast.AST, bool]]:
    """The statements of a module, functions whole; with each, whether it runs when the module is imported."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from ((each, not isinstance(each, ast.FunctionDef)) for each in node.body)
        else:
            yield node, not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def of_one_system(source: str) -> list[str]:
    """What a module asks of the system that Windows lacks, outside a place that asks for the system first."""
    found = []
    for scope, at_import in scopes(ast.parse(source)):
        calls, modules = asked(scope)
        if calls and not GUARD.search(ast.get_source_segment(source, scope) or ""):
            found += calls
        if modules and (at_import or not GUARD.search(source)):
            found += modules
    return found


def asked(scope: ast.AST) -> tuple[list[str], list[str]]:
    """What only one system has, in a scope: calls and constants, modules."""
    calls, modules = [], []
    for node in ast.walk(scope):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            whose, name = node.value.id, node.attr
            calls += [f"{whose}.{name}"] * (name in CALLS.get(whose, ()))
        elif isinstance(node, ast.Import):
            modules += [each.name for each in node.names if each.name in MODULES]
    return calls, modules


def without_encoding(source: str) -> list[str]:
    """Calls that read or write text in whatever encoding the machine has."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [ast.unparse(call) for call in calls if _is_text(call) and "encoding" not in _keywords(call)]


def _keywords(call: ast.Call) -> set[str]:
    return {str(each.arg) for each in call.keywords}


def _is_text(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in TEXT and isinstance(call.func, ast.Attribute):
        return len(call.args) <= TEXT[name]
    if isinstance(call.func, ast.Name) and name == "open":
        return not any(isinstance(each, ast.Constant) and "b" in str(each.value) for each in call.args[1:2])
    modes = [each.value for each in call.args[:1] if isinstance(each, ast.Constant)]
    return name == "open" and modes in (["r"], ["w"], ["x"], ["a"])


@pytest.mark.parametrize("faults_of", [of_one_system, without_encoding])
def test_nothing_is_asked_that_only_one_system_has_and_text_has_its_encoding(faults_of):
    found = {file: faults_of(file.read_text("utf-8")) for file in FILES}
    assert {str(file): faults for file, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    "source, faults",
    [
        ("import fcntl", ["fcntl"]),
        ("def f():\n    import resource", ["resource"]),
        ("import signal\ndef f():\n    return signal.SIGKILL", ["signal.SIGKILL"]),
        ("import os, signal\ndef f(pid):\n    os.kill(pid, signal.SIGUSR1)", ["os.kill", "signal.SIGUSR1"]),
        ("import os\nclass A:\n    def f(self):\n        os.getuid()", ["os.getuid"]),
        ("import os\ndef f():\n    return os.name != 'posix' or os.getuid()", []),
    ],
)
def test_what_windows_lacks_is_found(source: str, faults: list[str]):
    assert of_one_system(source) == faults


@pytest.mark.parametrize(
    "call", ["path.read_text()", "path.write_text(text)", "open(name)", "open(name, 'w')", "path.open('x')"]
)
def test_text_in_the_encoding_of_the_machine_is_found(call: str):
    assert without_encoding(call) == [call]
    assert without_encoding(call.replace(")", ", encoding='utf-8')").replace("(, ", "(")) == []


def test_files_have_names_that_every_system_takes():
    names = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True).split("\0")
    parts = {part for name in names for part in Path(name).parts}
    assert [part for part in parts if FORBIDDEN.search(part)] == []
    assert len({name.lower() for name in names}) == len(names)


@pytest.mark.parametrize("name", ["a:b", "what?.csv", "nul.yaml", "CON", "dot.", "blank "])
def test_names_that_a_system_refuses_are_found(name: str):
    assert FORBIDDEN.search(name)
