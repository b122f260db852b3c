"""What runs compute with is compiled once on a machine, before the first of them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulation.experiment.execution.engines import compiled_ahead
from tests.worlds import ROOT

HERE = f"py{sys.version_info.major}{sys.version_info.minor}"


@pytest.fixture
def cache(monkeypatch, tmp_path: Path) -> Path:
    """The folder in which numba keeps the kernel, empty."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    monkeypatch.delenv("NUMBA_DISABLE_JIT", raising=False)
    folder = tmp_path / "service_0123abcd"
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    "name, days_after_the_kernel, kept",
    [
        (f"kernel.play-1268.{HERE}.nbi", 1, True),
        (f"kernel.play-1268.{HERE}.nbi", -1, False),
        (f"kernel.end_day-1260.{HERE}.nbi", 1, False),
        ("kernel.play-1268.py27.nbi", 1, False),
    ],
)
def test_machine_code_counts_if_it_is_of_this_python_and_younger_than_its_source(
    cache: Path, name: str, days_after_the_kernel: int, kept: bool
):
    assert compiled_ahead.is_needed()
    (cache / name).touch()
    then = (compiled_ahead.SERVICE / "kernel.py").stat().st_mtime + 86_400 * days_after_the_kernel
    os.utime(cache / name, (then, then))
    assert compiled_ahead.is_needed() is not kept


def test_a_copy_that_cannot_be_written_to_asks_where_numba_keeps_the_code_of_this_user(
    monkeypatch, cache: Path
):
    monkeypatch.delenv("NUMBA_CACHE_DIR")
    monkeypatch.setattr(compiled_ahead.os, "access", lambda *_: False)
    asked = compiled_ahead.importlib.import_module("numba.misc.appdirs")
    monkeypatch.setattr(asked, "user_cache_dir", lambda name: cache.parent)
    assert compiled_ahead._folders() == [cache]


def test_a_python_that_compiles_nothing_needs_nothing_compiled(monkeypatch, cache: Path):
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    assert not compiled_ahead.is_needed()


FIRST_DAY = """
import numba.core.event as event
from simulation.model import Street
from simulation.scenario import load
with event.install_recorder("numba:compile") as heard:
    Street(load("scenarios/classroom.yaml"), 1).step()
names = {each.data["dispatcher"].py_func.__module__ for _, each in heard.buffer}
print(*[name for name in names if name in ("simulation.luck", "simulation.service.kernel")])
"""


@pytest.mark.slow
def test_after_it_was_compiled_ahead_a_first_day_compiles_nothing_of_service_and_luck(
    cache: Path, capfd: pytest.CaptureFixture[str]
):
    # given a machine that never ran the program
    # when what runs need is compiled ahead, and once more
    compiled_ahead.compile_ahead()
    compiled_ahead.compile_ahead()
    # then it was said once, and a process that simulates a day only loads it
    assert capfd.readouterr().err == f"{compiled_ahead.COMPILING}\n"
    day = subprocess.run(
        [sys.executable, "-c", FIRST_DAY], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (day.stdout, day.stderr) == ("\n", "")


SCRIPT = """
from simulation import load, run
short = ["experiment.days=2", "experiment.warmup=0", "experiment.replications=1"]
run(load("scenarios/classroom.yaml", short), {!r}, jobs=1)
"""


@pytest.mark.slow
def test_a_script_without_a_guard_compiles_once_and_is_run(cache: Path, tmp_path: Path):
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(str(tmp_path / "out")), "utf-8")
    own = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, str(script)], cwd=ROOT, env=own, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0 and "Traceback" not in done.stderr
    assert done.stderr.count(compiled_ahead.COMPILING) == 1
