"""How much slower is a year without numba, and is it the same year?

    python benchmarks/speed/without_numba.py [SCENARIO] [--runs 3]

Simulates a scenario to its end in fresh processes, by turns with numba and with an import of numba that
fails, after one day that compiles or loads what is compiled. Prints the seconds that each takes for a year,
the ratio of the two fastest, and whether all of them leave the same bytes.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
WITHOUT = "import sys; sys.modules['numba'] = None"
YEAR = """
import hashlib, time, warnings
warnings.simplefilter("ignore")
from simulation.codes import YEAR
from simulation.metrics import evaluate
from simulation.model import Street
from simulation.scenario import load

scenario = load({path!r})
Street(scenario, 1).step()
street = Street(scenario, 1)
days = scenario.experiment.warmup + scenario.experiment.days
began = time.perf_counter()
for _ in range(days):
    street.step()
print((time.perf_counter() - began) * YEAR / days)
tables = {{"runs": evaluate(street.records), **street.records.tables(with_cases=True)}}
print(hashlib.sha256("".join(tables[name].to_csv() for name in sorted(tables)).encode()).hexdigest())
"""


def simulate(path: str, numba: bool) -> tuple[float, str]:
    """Seconds of a year in a process of its own, and the digest of its tables."""
    code = ("" if numba else WITHOUT) + YEAR.format(path=path)
    printed = subprocess.check_output([sys.executable, "-c", code], cwd=HERE, text=True)
    seconds, digest = printed.split()
    return float(seconds), digest


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("scenario", nargs="?", default="scenarios/classroom.yaml")
    parser.add_argument("--runs", type=int, default=3, help="runs of each kind")
    options = parser.parse_args()
    path = str(Path(options.scenario).resolve())
    seconds: dict[bool, list[float]] = {True: [], False: []}
    digests = set()
    for numba in [True, False] * options.runs:
        took, digest = simulate(path, numba)
        seconds[numba].append(took)
        digests.add(digest)
        print(f"{'with' if numba else 'without'} numba: a year in {took:.2f} s", flush=True)
    print(f"ratio of the fastest: {min(seconds[False]) / min(seconds[True]):.2f}")
    print("the tables of all are the same bytes" if len(digests) == 1 else "their tables differ")


if __name__ == "__main__":
    main()
