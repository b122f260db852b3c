"""The baseline's numbers beside what is expected of such a street.

    python benchmarks/realism/targets.py [--runs 5] [--years 1] [SCENARIO]

Prints, for each target that the rules can reach, the mean over the runs (of the last year), whether it lies
in the accepted range, and where the range comes from. This script tunes nothing, and a miss is a finding. To
some rows a number of the model was set, and they test little: docs/parameter-sets.md lists those numbers.
"""

from __future__ import annotations

import click
import numpy as np

from benchmarks.realism.target_table import TARGETS, figures, lengths
from simulation.scenario import load


@click.command()
@click.argument("path", default="scenarios/lijia.yaml")
@click.option("--runs", default=5, help="how many seeds")
@click.option("--years", default=1, help="which year to measure")
def main(path: str, runs: int, years: int) -> None:
    """Print the table."""
    scenario = load(path, lengths(years))
    table = np.array([figures(scenario, seed) for seed in range(runs)])
    print(f"{path}, year {years}, {runs} runs")
    for target, values in zip(TARGETS, table.T, strict=True):
        mean = values.mean()
        inside = "none" if np.isnan(mean) else "ok  " if target.holds(mean) else "MISS"
        spread = f"{values.min():.3f} to {values.max():.3f}"
        accepted = f"accept {target.low:g} to {target.high:g}; {target.source}"
        print(f"{inside} {target.name:48s} {mean:7.3f} ({spread:16s}) {accepted}")


if __name__ == "__main__":
    main()
