"""The bootstrap script believes no interpreter before it has run it. Here it meets fakes of every kind."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.worlds import ROOT

TOOLS = ("bootstrap.sh", "bootstrap.py")

# A pretended Python. It notes what it is asked, judges `-c CODE` truly, and pretends `venv` and `pip`. It
# runs bootstrap.py, which finds no other Python by it.
FAKE = """#!/bin/sh
echo "{name} $*" >>"{log}"
make() {{
    rm -rf .venv && mkdir -p .venv/bin && cp "{inside}" .venv/bin/python
    echo "home = {name}" >.venv/pyvenv.cfg
}}
case "$*" in
    "-c "*) exec "{real}" -c 'import sys; sys.version_info = ({major}, {minor}, 0); exec(sys.argv[1])' "$2" ;;
    "tools/bootstrap.py"*) exec "{real}" -c 'import sys; sys.executable, sys.argv = "{name}", sys.argv[1:]
import runpy; runpy.run_path(sys.argv[0], run_name="__main__")' "$@" ;;
    "-m venv --clear .venv") make; [ -n "{ensurepip}" ] && touch .venv/pip ;;
    "-m venv --clear --without-pip .venv") make ;;
    "-m pip --version") [ -e .venv/pip ] ;;
    "-m pip --python .venv/bin/python install pip") [ -n "{lends_pip}" ] && touch .venv/pip ;;
    "-m pip install "*)
        [ ! -e empty ] || exit 1
        [ ! -e unreachable ] || [ "${{PIP_NO_INDEX:-}}$PIP_FIND_LINKS" = 1wheelhouse ] ;;
    *) exit 9 ;;
esac
"""


class Machine:
    """A machine with a project folder, a PATH of its own, and no interpreter but the fakes put there."""

    def __init__(self, root: Path) -> None:
        self.project, self.path, self.log = root / "project", root / "bin", root / "log"
        for folder in (self.project / "tools", self.path, root / "home"):
            folder.mkdir(parents=True)
        away = str(root / "nowhere")
        for tool in TOOLS:
            text = (ROOT / "tools" / tool).read_text("utf-8")
            for system in ("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"):
                text = text.replace(f"{system}/", f"{away}/").replace(f'"{system}"', f'"{away}"')
            (self.project / "tools" / tool).write_text(text, "utf-8")
        for name in ("pyproject.toml", "constraints.txt"):
            (self.project / name).write_text(name)
        for tool in ("sh", "dirname", "rm", "mkdir", "cp", "touch"):
            (self.path / tool).symlink_to(str(shutil.which(tool)))

    def has(
        self, name: str, version: tuple[int, int], ensurepip: bool = True, lends_pip: bool = False
    ) -> Path:
        """Put a fake interpreter on PATH."""
        fake = {
            "name": name,
            "log": self.log,
            "real": sys.executable,
            "major": version[0],
            "minor": version[1],
        }
        inside = self.path.parent / f"inside-{name}"
        powers = {"ensurepip": "yes" * ensurepip, "lends_pip": "yes" * lends_pip, "inside": inside}
        self.executable(inside, FAKE.format(**fake | powers | {"name": ".venv"}))
        return self.executable(self.path / name, FAKE.format(**fake | powers))

    def has_shim(self, name: str) -> None:
        """Put something on PATH that has the name of an interpreter and is none."""
        self.executable(
            self.path / name, "#!/bin/sh\necho 'command not found in this version' >&2\nexit 127\n"
        )

    @staticmethod
    def executable(path: Path, text: str) -> Path:
        path.write_text(text)
        path.chmod(0o755)
        return path

    def bootstrap(self, *parts: str, python: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": str(self.path),
            "HOME": str(self.path.parent / "home"),
            "PYTHON": python,
        } | more
        self.log.write_text("")
        command = ["sh", "tools/bootstrap.sh", *parts]
        return subprocess.run(
            command, cwd=self.project, env=environment, capture_output=True, text=True, check=False
        )

    def maker(self) -> str:
        """Name of the interpreter that made .venv."""
        return (self.project / ".venv" / "pyvenv.cfg").read_text().split()[-1]

    def installations(self) -> list[str]:
        return [line for line in self.log.read_text().splitlines() if " -m pip install " in line]


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    yield Machine(tmp_path)


def test_the_first_interpreter_that_runs_and_is_new_enough_is_taken(machine: Machine):
    # given an old Python first on PATH, a shim that cannot run, one too new, and two that would do
    machine.has("python3", (3, 11))
    machine.has("python", (3, 15))
    machine.has_shim("python3.14")
    machine.has("python3.13", (3, 13))
    machine.has("python3.12", (3, 12))
    # when the environment is made
    done = machine.bootstrap()
    # then the first that would do has made it, and the libraries are installed with their pinned versions
    assert (done.returncode, machine.maker()) == (0, "python3.13")
    assert machine.installations() == [
        ".venv -m pip install --quiet --editable . --constraint constraints.txt --no-compile",
    ]


@pytest.mark.parametrize(
    "version, good", [((3, 11), False), ((3, 12), True), ((3, 14), True), ((3, 15), False)]
)
def test_only_the_supported_versions_are_taken(machine: Machine, version: tuple[int, int], good: bool):
    machine.has("python3", version)
    assert machine.bootstrap().returncode == (0 if good else 2)


def test_the_interpreter_that_the_user_names_goes_first(machine: Machine):
    machine.has("python3", (3, 13))
    mine = machine.has("my-python", (3, 12))
    machine.bootstrap(python=str(mine))
    assert machine.maker() == "my-python"


def test_a_named_interpreter_that_will_not_do_is_passed_over_and_that_is_said(machine: Machine):
    machine.has("python3", (3, 13))
    old = machine.has("my-python", (3, 9))
    done = machine.bootstrap(python=str(old))
    assert machine.maker() == "python3"
    assert f"PYTHON={old} is not a Python 3.12 to 3.14; taking python3." in done.stderr


def test_an_interpreter_of_a_version_manager_is_found_in_its_folder(machine: Machine):
    # given nothing on PATH, but a Python under ~/.pyenv
    hidden = machine.path.parent / "home" / ".pyenv" / "versions" / "3.12.4" / "bin"
    hidden.mkdir(parents=True)
    machine.has("pyenv-python", (3, 12)).rename(hidden / "python")
    assert (machine.bootstrap().returncode, machine.maker()) == (0, "pyenv-python")


def test_without_a_good_python_one_sentence_says_what_to_install(machine: Machine):
    machine.has("python3", (3, 11))
    done = machine.bootstrap()
    assert done.returncode == 2
    assert done.stderr == (
        "No Python 3.12, 3.13 or 3.14 was found: install one (Debian, Ubuntu: "
        "apt install python3 python3-venv; macOS: brew install python), or name it: "
        "PYTHON=/path/to/python3 in the environment, or make run PYTHON=/path/to/python3.\n"
    )
    assert not (machine.project / ".venv").exists()


def test_without_any_python_one_sentence_says_what_to_install(machine: Machine):
    machine.has_shim("python3")
    done = machine.bootstrap()
    assert done.returncode == 2
    assert done.stderr.startswith("No Python was found: install one") and done.stderr.count("\n") == 1


def test_without_ensurepip_the_pip_of_another_interpreter_is_borrowed(machine: Machine):
    # given a good Python without ensurepip, and an old one with a pip
    machine.has("python3", (3, 12), ensurepip=False)
    machine.has("python", (3, 11), lends_pip=True)
    # when the environment is made
    done = machine.bootstrap()
    # then it is made by the good one, and says what it did
    assert (done.returncode, machine.maker()) == (0, "python3")
    assert "borrowing another one's pip" in done.stderr
    assert len(machine.installations()) == 1


def test_without_any_pip_the_missing_package_is_named_and_nothing_half_made_stays(machine: Machine):
    machine.has("python3", (3, 12), ensurepip=False)
    done = machine.bootstrap()
    assert done.returncode == 2
    assert "install the package python3.12-venv (Debian, Ubuntu: apt install python3.12-venv)" in done.stderr
    assert not (machine.project / ".venv").exists()


def empty_folder(venv: Path) -> None:
    venv.mkdir()


def dangling_link(venv: Path) -> None:
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to("/gone/python3.12")


def no_pip(venv: Path) -> None:
    (venv / "bin").mkdir(parents=True)
    shutil.copy(venv.parents[1] / "bin" / "python3", venv / "bin" / "python")


@pytest.mark.parametrize("half_make", [empty_folder, dangling_link, no_pip])
def test_a_half_made_environment_is_made_afresh(machine: Machine, half_make: Callable[[Path], None]):
    machine.has("python3", (3, 12))
    half_make(machine.project / ".venv")
    done = machine.bootstrap()
    assert (done.returncode, machine.maker()) == (0, "python3")
    assert ".venv is half-made or belongs to another Python: making it afresh." in done.stderr


def test_the_second_time_nothing_is_made_installed_or_said(machine: Machine):
    machine.has("python3", (3, 12))
    machine.bootstrap("test")
    again = machine.bootstrap("test")
    assert (again.returncode, again.stderr) == (0, "")
    asked = [line.split()[:2] for line in machine.log.read_text().splitlines() if " " in line]
    assert [each for each in asked if each[0] == ".venv"] == [[".venv", "-c"]]
    assert ["python3", "tools/bootstrap.py"] in asked and not machine.installations()


@pytest.mark.parametrize("changed", ["pyproject.toml", "constraints.txt"])
def test_other_libraries_are_installed_when_the_project_asks_for_others(machine: Machine, changed: str):
    machine.has("python3", (3, 12))
    machine.bootstrap()
    (machine.project / changed).write_text("something else")
    machine.bootstrap()
    assert len(machine.installations()) == 1


def test_an_extra_that_was_not_asked_for_before_is_installed(machine: Machine):
    machine.has("python3", (3, 12))
    machine.bootstrap("test")
    machine.bootstrap("test", "dev")
    assert machine.installations() == [
        ".venv -m pip install --quiet --editable .[test,dev] --constraint constraints.txt --no-compile",
    ]


def test_pip_compiles_the_modules_where_python_would_not_keep_what_it_compiles(machine: Machine):
    machine.has("python3", (3, 12))
    machine.bootstrap(PYTHONDONTWRITEBYTECODE="1")
    assert machine.installations() == [
        ".venv -m pip install --quiet --editable . --constraint constraints.txt",
    ]


def test_the_environment_of_another_folder_is_left_as_it_is(machine: Machine, tmp_path: Path):
    machine.has("python3", (3, 12))
    others = tmp_path / "others"
    others.mkdir()
    (machine.project / ".venv").symlink_to(others)
    done = machine.bootstrap()
    assert (done.returncode, machine.installations(), list(others.iterdir())) == (2, [], [])
    assert done.stderr.startswith(f".venv is a link to {others}, whose libraries would be changed: delete")


def test_an_installation_that_failed_is_tried_again_the_next_time(machine: Machine):
    # given a machine without a network
    machine.has("python3", (3, 12))
    (machine.project / "unreachable").touch()
    failed = machine.bootstrap()
    assert failed.returncode == 2
    assert "Is this machine on the network?" in failed.stderr
    # when the network is back
    (machine.project / "unreachable").unlink()
    # then the second try installs
    assert machine.bootstrap().returncode == 0
    assert len(machine.installations()) == 1


def test_without_a_network_the_libraries_come_from_the_wheelhouse(machine: Machine):
    # given a machine without a network, and the folder that `make wheelhouse` fills elsewhere
    machine.has("python3", (3, 12))
    (machine.project / "unreachable").touch()
    (machine.project / "wheelhouse").mkdir()
    # when the environment is made, then nothing is asked of a network
    assert machine.bootstrap("lessons").returncode == 0


def test_a_wheelhouse_that_lacks_something_is_named(machine: Machine):
    machine.has("python3", (3, 12))
    (machine.project / "empty").touch()
    (machine.project / "wheelhouse").mkdir()
    done = machine.bootstrap("docs")
    assert done.returncode == 2
    assert "looked for in the folder wheelhouse alone: make it anew" in done.stderr


def test_stdout_is_left_to_the_command_that_follows(machine: Machine):
    machine.has("python3", (3, 12))
    assert machine.bootstrap().stdout == ""


def copy_front_door(folder: Path) -> None:
    for name in ("run.py", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    (folder / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "bootstrap.py", folder / "tools")


@pytest.mark.parametrize("broken", ["python3.8", "missing library"])
def test_run_py_says_in_one_sentence_what_is_missing(tmp_path: Path, broken: str):
    # given run.py without an environment beside it, started by an old Python or one without the libraries
    copy_front_door(tmp_path)
    code = "import sys, runpy; {}; runpy.run_path('run.py', run_name='__main__')"
    spoil = (
        "sys.version_info = (3, 8, 18)"
        if broken == "python3.8"
        else "sys.path = [each for each in sys.path if 'site-packages' not in each]"
    )
    # when it is started
    command = [sys.executable, "-c", code.format(spoil)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    # then there is one sentence, with the remedy
    lacks = "Python 3.12 or newer (this is 3.8)" if broken == "python3.8" else "mesa, numpy"
    assert done.returncode == 2
    assert done.stderr.startswith(f"run.py needs {lacks}")
    assert done.stderr.rstrip().endswith("or, from Python 3.12 on, `pip install -e .`")
    assert done.stderr.count("\n") == 1


def test_run_py_goes_on_with_the_environment_that_make_run_built(tmp_path: Path):
    # given run.py, and beside it a .venv whose Python tells what it is asked
    copy_front_door(tmp_path)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    Machine.executable(tmp_path / ".venv" / "bin" / "python", '#!/bin/sh\necho "asked for $2"\n')
    # when a Python without the libraries starts it
    command = [sys.executable, "-S", "run.py", "validate"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    # then that environment takes over, and nothing is said of what is as it should be
    assert (done.returncode, done.stdout, done.stderr) == (0, "asked for validate\n", "")


@pytest.mark.parametrize("name", ["run.py", "tools/bootstrap.py", "tools/tasks.py"])
def test_what_has_to_speak_on_old_pythons_parses_there(name: str):
    assert ast.parse((ROOT / name).read_text("utf-8"), feature_version=(3, 8))


@pytest.mark.parametrize("name", ["run.py", "tools/bootstrap.py", "tools/tasks.py"])
def test_a_process_of_windows_waits_where_another_becomes_the_next(name: str):
    source = (ROOT / name).read_text("utf-8")
    assert source.count("os.execv") == source.count('if os.name == "posix":\n')


def test_a_double_click_on_windows_finds_lines_that_its_command_line_reads():
    lines = (ROOT / "start.bat").read_bytes()
    assert lines.isascii() and lines.count(b"\n") == lines.count(b"\r\n") > 5
    assert b"run.py %*" in lines and b"run.py lesson" in lines
