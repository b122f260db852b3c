"""How long a Lijia year takes, by step of the day, and how much memory.

    python benchmarks/speed/year.py [SCENARIO ...] [--write docs/performance.md]

Seconds are of this machine in this run; compare them with the yardstick of the same run: one pass over as
many plain Mesa agents as the street has residents, each reading one state. Each scenario is measured in a
process of its own. --write puts the dearest steps between the marks of a page.
"""

from __future__ import annotations

import inspect
import multiprocessing
import re
import resource
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import mesa

from benchmarks.speed import machine
from benchmarks.speed.reference_engines import pages
from simulation.codes import YEAR
from simulation.model import Street
from simulation.scenario import load

BOTH = ("scenarios/lijia.yaml", "scenarios/classroom.yaml")
SHOWN = 14  # steps that a page names
CALL = re.compile(r"self\.(?:(\w+)\.)?(\w+)\(")


def steps_of_the_day() -> list[tuple[str, str]]:
    """Process and method of each call in `Street.step`, read from its source."""
    return list(dict.fromkeys(CALL.findall(inspect.getsource(Street.step))))


def count_seconds(street: Street) -> dict[str, float]:
    """Let every step of the day count its seconds."""
    spent: dict[str, float] = defaultdict(float)
    for process, method in steps_of_the_day():
        owner = getattr(street, process) if process else street
        setattr(owner, method, counted(getattr(owner, method), f"{process or 'street'}.{method}", spent))
    return spent


def counted(call: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    """The same call, adding its seconds under a name."""

    def run(*args: Any) -> Any:
        began = time.perf_counter()
        try:
            return call(*args)
        finally:
            spent[name] += time.perf_counter() - began

    return run


class Plain(mesa.Agent):
    """A Mesa agent with one state and one rule."""

    trust = 0.5

    def step(self) -> None:
        """Read one state."""
        self.willing = self.trust > 0.4


def yardstick(residents: int) -> float:
    """Seconds of one pass over plain Mesa agents, the best of three."""
    model = mesa.Model(rng=0)
    agents = Plain.create_agents(model, residents)
    passes = []
    for _ in range(3):
        began = time.perf_counter()
        agents.do("step")
        passes.append(time.perf_counter() - began)
    return min(passes)


def measure(path: str) -> dict[str, float]:
    """Simulate a year twice, plain and with counted steps; print what it took. Milliseconds a day by step."""
    scenario = load(path)
    Street(scenario, 1).step()  # compile, or load, what is compiled
    days = min(YEAR, scenario.experiment.warmup + scenario.experiment.days)
    street = Street(scenario, 1)
    began = time.perf_counter()
    simulate(street, days)
    seconds = (time.perf_counter() - began) * YEAR / days
    street = Street(scenario, 2)
    spent = count_seconds(street)
    simulate(street, days)
    print_seconds(scenario.name, len(street.residents), seconds)
    by_step = {name: each / days * 1000 for name, each in spent.items()}
    for name, each in sorted(by_step.items(), key=lambda item: -item[1]):
        print(f"  {name:32s} {each:6.3f} ms a day  {each / sum(by_step.values()):5.1%}", flush=True)
    return by_step


def table(of: dict[str, dict[str, float]]) -> str:
    """The dearest steps of the first scenario, in milliseconds a day, beside those of the others."""
    first = next(iter(of.values()))
    shown = sorted(first, key=lambda step: -first[step])[:SHOWN]
    rows = [[f"`{step}`", *(f"{each[step]:.2f}" for each in of.values())] for step in shown]
    others = [sum(ms for step, ms in each.items() if step not in shown) for each in of.values()]
    rows.append([f"{len(first) - SHOWN} others", *(f"{ms:.2f}" for ms in others)])
    rows.append(["all", *(f"{sum(each.values()):.2f}" for each in of.values())])
    head = ["step of the day, ms", *(Path(path).stem for path in of)]
    lines = (f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])
    return "\n".join([*lines, "", machine.sentence()])


@click.command(help=__doc__)
@click.argument("scenarios", nargs=-1)
@click.option("--write", metavar="PAGE", help="Put the figures between the marks of a page.")
def main(scenarios: tuple[str, ...], write: str | None) -> None:
    """Measure each, print and write."""
    found = {}
    for path in scenarios or BOTH:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            found[path] = pool.apply(measure, (path,))
    if write:
        pages.write(Path(write), {"steps": table(found)})


def simulate(street: Street, days: int) -> None:
    """Simulate some days."""
    for _ in range(days):
        street.step()


def print_seconds(name: str, residents: int, seconds: float) -> None:
    """Print the seconds of a year, the yardstick, and the memory."""
    unit = yardstick(residents)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name}: {residents:,} residents, a year in {seconds:.2f} s = {seconds / unit:.0f} yardsticks")
    print(
        f"yardstick, a pass over as many plain Mesa agents: {unit * 1000:.1f} ms; peak memory {memory:.0f} MB"
    )


if __name__ == "__main__":
    main()
