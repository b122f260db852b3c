"""How long does it take to read a long case log, and how much memory?

    python benchmarks/speed/read_log.py LOG [--rows 1000000]

Repeats the rows of a log, with numbers of their own, until there are enough of them; reads that file in a
process of its own; prints the seconds, the largest memory, and how many rows were read and rejected.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
READ = """
import resource, sys, time
from simulation.caselog import read_log

began = time.perf_counter()
log = read_log(sys.argv[1])
seconds = time.perf_counter() - began
rejected = log.faults.loc[log.faults["treatment"] == "rejected", "line"].nunique()
megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{len(log.cases):,} cases read, {rejected:,} rejected: {seconds:.1f} s, {megabytes:,.0f} MB")
"""


def repeat(log: Path, rows: int, path: Path) -> None:
    """Write the cases of a log again and again, each with a number of its own."""
    from simulation.caselog import read_log

    cases = read_log(log).cases.drop(columns=["line", "staff", "previous"])
    texts = cases.astype("str").where(cases.notna(), "").to_numpy().tolist()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(cases.columns)
        writer.writerows([number, *texts[number % len(texts)][1:]] for number in range(rows))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("log", type=Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        repeat(options.log, options.rows, path)
        subprocess.run([sys.executable, "-c", READ, str(path)], cwd=HERE, check=True)


if __name__ == "__main__":
    main()
