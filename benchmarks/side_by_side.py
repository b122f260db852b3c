"""What a day of a street costs where several are simulated side by side.

    python benchmarks/side_by_side.py [SCENARIO] [--streets 1 2 5 10]

Milliseconds are of a core of this machine in this run; the ratio is against one street alone, measured before
and after, so that a machine that changes its pace is seen.
"""

from __future__ import annotations

import argparse
import time

from simulation.model import Street
from simulation.scenario import Scenario, load

FIRST, DAYS = 40, 60  # days that are not measured, and those that are


def milliseconds(scenario: Scenario, streets: int) -> float:
    """Processor time of a day of each of so many streets."""
    street = Street(scenario, 1, beside=range(2, streets + 1))
    for _ in range(FIRST):
        street.step()
    began = time.process_time()
    for _ in range(DAYS):
        street.step()
    return (time.process_time() - began) / DAYS / streets * 1000


def main() -> None:
    """Print a line a number of streets."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("scenario", nargs="?", default="scenarios/lijia.yaml")
    parser.add_argument("--streets", type=int, nargs="+", default=[1, 2, 5, 10])
    asked = parser.parse_args()
    scenario = load(asked.scenario)
    alone = milliseconds(scenario, 1)
    for streets in asked.streets:
        own = milliseconds(scenario, streets)
        print(f"{streets:3} side by side: {own:6.2f} ms a street and day, {alone / own:5.2f} times as fast")
    again = milliseconds(scenario, 1)
    print(f"one alone: {alone:.2f} ms before, {again:.2f} after")


if __name__ == "__main__":
    main()
