"""A study in a process of its own that is held in its fourth run, for what a terminal may do to it.

As a program it is that study: `python -m tests.experiment.execution.held_study FOLDER SIGNPOST ENGINE`.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from simulation.experiment import Dask, ExperimentError, run_study
from tests.experiment.stand_ins import METRICS, RECIPE, Study, World, silent
from tests.worlds import ROOT


@contextmanager
def held_study(desk, engine=""):
    """The study, in a process group of its own, and the process that does its fourth run; results are in
    `desk / "results"`. engine: dask, or this machine's own workers."""
    signpost = desk / "pid"
    words = ["-m", "tests.experiment.execution.held_study", str(desk / "results"), str(signpost), engine]
    study = subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
        start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while not (signpost.exists() and signpost.read_text()):
        assert study.poll() is None, study.communicate()
        time.sleep(0.02)
    try:
        yield study, int(signpost.read_text())
    finally:
        if study.poll() is None:
            study.kill()
            study.wait()


def main(folder, signpost, engine):
    signal.signal(signal.SIGINT, signal.default_int_handler)  # background jobs of a shell are born deaf to it
    sick = World("sick", faults={8: "wait"}, signpost=Path(signpost))
    how = {"engine": Dask(jobs=1), "progress": silent} if engine else {"jobs": 1}
    try:
        run_study(Study(World("base"), (sick,)), folder, recipe=RECIPE, metrics=METRICS, **how)
    except ExperimentError as end:
        print(end)
        sys.exit(end.code)


if __name__ == "__main__":
    main(*sys.argv[1:])
