"""The kernel beside its peers: one workload, one script, one run.

    python benchmarks/reference.py [--scale 1] [--days 365] [--rounds 7] [--write docs/performance.md]

First every engine plays the same pre-drawn cases, and must give each case the same first start and closing to
a millionth of a minute; then they play by turns, and seconds of the processor and ratios are printed. Ciw
draws its own numbers, and is compared on a simplified form that has a formula. An engine that is not here is
left out with a sentence. `speed/reference_engines/workload.py` says what is played. Trust is left out for all
alike: what is timed is the service. --pairs 20 also measures what common random numbers buy (ten minutes or
more, `intervals/common_random_numbers.py`). --write puts the figures between the marks of a page.
"""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from benchmarks.intervals import common_random_numbers
from benchmarks.speed import machine
from benchmarks.speed.reference_engines import cpp, heap, kernel, pages, validation, with_mesa, with_simpy
from benchmarks.speed.reference_engines.rounds import Disagreement, agree, events_of, seconds, table
from benchmarks.speed.reference_engines.workload import Absent, reference

ENGINES = {
    "kernel, day by day": kernel.prepare,
    "kernel, event loop alone": kernel.prepare_registered,
    "C++": cpp.prepare,
    "heapq": heap.prepare,
    "SimPy": with_simpy.prepare,
    "Mesa": with_mesa.prepare,
}
BASES = ("kernel, day by day", "kernel, event loop alone", "C++")
LIBRARIES = ("numpy", "numba", "mesa", "simpy", "ciw")
FORMULA_GRIDS = 80
YEAR = 365


def versions() -> Iterator[str]:
    """Python, the libraries that are here, and the compiler."""
    yield f"Python {platform.python_version()}"
    for name in LIBRARIES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            continue
    try:
        said = subprocess.run(
            [cpp.compiler(), "--version"], capture_output=True, text=True, check=True
        ).stdout
        yield f"{said.splitlines()[0]} with {' '.join(cpp.FLAGS[:2])}"
    except Absent:
        return


def here() -> str:
    """The machine and what runs on it."""
    return f"{machine.named()}; {', '.join(versions())}."


def peers(scale: float, days: int, rounds: int, seed: int) -> str:
    """Engines on the whole workload: agreement, then seconds. Raises Disagreement."""
    w = reference(scale, days, seed)
    agreed = agree(ENGINES, w)
    done = agreed.engines["kernel, day by day"](w)()
    events = events_of(w, done)
    spent = seconds(agreed.engines, w, rounds)
    lines = [
        f"Scale {scale:g}: {w.grids} grids, {w.days} days, {w.arrival.size:,} cases, {events:,} arrivals and"
        f" completions. All of {', '.join(agreed.engines)} give every case the same first start and the same"
        f" closing. Seconds of the processor and ratios, median (range) of {rounds} rounds:",
        "",
        table(spent, BASES, events),
        "",
        f"First run, with loading or compiling: kernel {agreed.first['kernel, day by day']:.1f} s"
        + (f", C++ {agreed.first['C++']:.1f} s." if "C++" in agreed.first else "."),
        *agreed.absent,
    ]
    return "\n".join(lines)


def formula(days: int, seed: int) -> str:
    """Kernel and Ciw on the form with a formula."""
    found = [validation.measure(FORMULA_GRIDS, days, seed)]
    absent = []
    try:
        found.append(validation.by_ciw(FORMULA_GRIDS, days, seed))
    except Absent as sentence:
        absent.append(f"Ciw is left out: {sentence}.")
    strays = validation.strays(found)
    verdict = (
        f"Beyond its interval of 99 %: {', '.join(strays)}."
        if strays
        else "The formula lies in every interval of 99 %."
    )
    return "\n".join(
        [
            f"{FORMULA_GRIDS} grids, {days} days, the first 60 not counted:",
            "",
            validation.table(found),
            "",
            verdict,
            *absent,
        ]
    )


@click.command(help=__doc__)
@click.option("--scale", default=1.0, show_default=True, help="Streets; from 0.1, or a whole number.")
@click.option("--days", default=365, show_default=True, help="More than 60.", type=click.IntRange(61))
@click.option("--rounds", default=7, show_default=True, type=click.IntRange(1))
@click.option("--seed", default=1, show_default=True)
@click.option(
    "--pairs", default=0, show_default=True, help="Pairs of runs for common random numbers; 0: none."
)
@click.option("--write", type=click.Path(dir_okay=False, exists=True), help="Put the figures into this page.")
def main(scale: float, days: int, rounds: int, seed: int, pairs: int, write: str | None) -> None:
    """Measure, print and write."""
    try:
        parts = {
            "machine": here(),
            "peers": peers(scale, days, rounds, seed),
            "formula": formula(days, seed),
        }
    except (Disagreement, ValueError) as sentence:
        raise click.ClickException(str(sentence)) from sentence
    if pairs:
        parts["random numbers"] = common_random_numbers.part(None, pairs, YEAR)
    for text in parts.values():
        click.echo(text + "\n")
    if write:
        pages.write(Path(write), parts)


if __name__ == "__main__":
    main()
