"""What `guard.py` lets both versions do: code that ends by printing its seconds of the processor.

The code runs in the folder of the version that it measures; what a version does not have fails there, and
the guard says so.
"""

from __future__ import annotations

from typing import NamedTuple


class Workload(NamedTuple):
    """A name and its code."""

    name: str
    code: str


KERNEL = """
import time
from benchmarks.speed.reference_engines import kernel, workload
kernel.prepare(workload.reference(0.1, 2, 1))()
runs = [kernel.prepare(workload.reference(1, 120, seed)) for seed in range(8)]
began = time.process_time()
for run in runs:
    run()
print(time.process_time() - began)
"""

YEAR = """
import time
from simulation.model import Street
from simulation.scenario import load
scenario = load("scenarios/classroom.yaml")
Street(scenario, 1).step()
street = Street(scenario, 1{beside})
began = time.process_time()
for _ in range(365):
    street.step()
print(time.process_time() - began)
"""

COMMAND = """
import runpy, sys, tempfile, time
def call(*words):
    sys.argv = ["run.py", *words]
    try:
        runpy.run_path("run.py", run_name="__main__")
    except SystemExit as ended:
        assert not ended.code, ended
"""

REPORT = """
with tempfile.TemporaryDirectory() as folder:
    out = folder + "/results"
    call("run", "scenarios/classroom.yaml", "-n", "1", "--days", "30", "-j", "1", "-o", out)
    began = time.process_time()
    call("report", out)
    print()
    print(time.process_time() - began)
"""

HELP = """
call("--help")
print(time.process_time())
"""

WORKLOADS = (
    Workload("start to --help", COMMAND + HELP),
    Workload("kernel, eight times", KERNEL),
    Workload("classroom year", YEAR.format(beside="")),
    Workload("four years side by side", YEAR.format(beside=", beside=range(2, 5)")),
    Workload("report", COMMAND + REPORT),
)
