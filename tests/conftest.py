"""What all tests share: kernels that are compiled once, and studies that start no process."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from simulation.experiment.execution.engines import engine, loaded_ahead, local_pool
from simulation.metrics import METRICS
from simulation.scenario.settable import PLUGINS
from tests.worlds import ROOT

settings.register_profile(
    "no test measures time", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("no test measures time")  # on a busy machine an example may take what it takes
os.environ["LC_ALL"] = "C.UTF-8"  # sentences of the command line are compared in English
# sentences name `python` where there is one, as in this environment
os.environ["PATH"] = os.pathsep.join([os.environ["PATH"], str(Path(sys.executable).parent)])
WARM = "from tests.worlds import live, small; live(small(days=2, warmup=0), 1)"


def pytest_configure(config):
    """Only the process that starts the others, and only if there are others: else each would compile."""
    if "PYTEST_XDIST_WORKER" not in os.environ and config.getoption("numprocesses", None):
        subprocess.run([sys.executable, "-c", WARM], cwd=ROOT, check=False, capture_output=True)


@pytest.fixture(scope="module", autouse=True)
def user_defined_plug_ins_end_with_their_tests() -> Iterator[None]:
    """What a user file registers is known to a whole process, so it is forgotten after each file of tests."""
    with pytest.MonkeyPatch.context() as patch:
        for plug_ins in (*PLUGINS.values(), METRICS):
            patch.setattr(plug_ins, "user_defined", dict(plug_ins.user_defined))
        yield


@pytest.fixture(scope="module")
def in_this_process() -> Iterator[None]:
    """Runs of studies are done one after another in this process, packed as if for another one.

    A process that starts imports for two seconds, and what it isolates is the concern of few tests.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "run_all", one_after_another)
        patch.setattr(loaded_ahead, "loading_workers", lambda jobs: nullcontext())
        yield


def one_after_another(
    function: Callable[..., object],
    arguments: Sequence[tuple],
    jobs: int,
    timeout: float,
    ready: object = None,
) -> Iterator[local_pool.End]:
    for place, call in enumerate(arguments):
        yield place, local_pool._call(pickle.dumps((function, call)))
