"""What a fund and shared departments do in a city of eight classroom streets, beside the same city without.

    python benchmarks/policies/city_sharing.py [--seeds 4] [--write docs/scale.md]

Means over seeds of paired differences, with their 95 % intervals. --write puts them between the marks of a
page.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import product
from multiprocessing import get_context
from pathlib import Path

import click
import numpy as np

from benchmarks.speed.reference_engines import pages
from simulation.experiment.execution.city.run import city_in_this_process
from simulation.place.city import City
from simulation.scenario import load
from simulation.statistics import paired_difference

STREETS = 8
CITIES = ((0.0, 0.0), (0.3, 0.0), (0.0, 0.5))  # shares of the fund and of bodies; the first is the baseline
SHOWN = {
    "requests_on_time_share": "approved money paid on time, share",
    "spells": "spells without money, summed over streets, days and purposes",
    "programme_cost": "cost of programmes, yuan a resident and year",
    "backlog": "open cases a grid",
    "need_days": "need-days per 1,000 residents and year",
    "spread": "standard deviation of need-days over the streets",
    "on_time_true": "truly solved in time, share",
}
HEAD = "| | without | fund, 30 % | people of bodies, half |\n|---|---|---|---|"


def measure(city: tuple[float, float], seed: int) -> dict[str, float]:
    """What is shown of a year of a city with one seed."""
    fund, bodies = city
    own = City(streets=STREETS, shared_fund=fund, shared_bodies=bodies)
    tables = city_in_this_process(replace(load("scenarios/classroom.yaml"), city=own), seed)
    streets, events = tables["streets"], tables["events"]
    values = dict(zip(tables["runs"]["metric"], tables["runs"]["value"], strict=True))
    told = events.loc[events["kind"] == "money", "message_en"].str.extract(r"In (\d+) of")[0]
    values["spells"] = float(told.astype(int).sum())
    values["spread"] = float(streets.loc[streets["metric"] == "need_days", "value"].std())
    return {name: values[name] for name in SHOWN}


def row(name: str, values: np.ndarray) -> str:
    """A line of the table. values: (seeds, cities)."""
    apart, *shared = values.T
    cells = [f"{apart.mean():,.3g}"]
    for city in shared:
        found = paired_difference(apart, city)
        cells.append(f"{found.mean:+.3g} ({found.low:+.3g} to {found.high:+.3g})")
    return f"| {SHOWN[name]} | {' | '.join(cells)} |"


@click.command(help=__doc__)
@click.option("--seeds", default=4, show_default=True)
@click.option("--write", metavar="PAGE", help="Put the figures between the marks of a page.")
def main(seeds: int, write: str | None) -> None:
    """Print one row per figure."""
    every = range(101, 101 + seeds)
    asked = list(product(CITIES, every))
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        found = dict(zip(asked, pool.map(measure, *zip(*asked, strict=True)), strict=True))
    lines = [HEAD]
    for name in SHOWN:
        of_seeds = [[found[city, seed][name] for city in CITIES] for seed in every]
        lines.append(row(name, np.array(of_seeds)))
    print("\n".join(lines))
    if write:
        pages.write(Path(write), {"sharing": "\n".join(lines)})


if __name__ == "__main__":
    main()
