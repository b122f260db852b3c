"""Many harmed inputs, each answered in words and within seconds; what is not is kept, and the search goes on.

    python benchmarks/faults/fuzz.py [--cases 100000] [--seed 0] [--minutes 60] [--kind NAME] [-o FILE]

The cases are those of tests/fuzz/cases.py. Each failure is a line of FILE: kind, seed, text, error; the first
of each place in the program is printed.
"""

from __future__ import annotations

import json
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz import answers
from tests.fuzz.cases import KINDS

SECONDS = 5.0  # of a processor: another program on the machine is no fault of this one
WAITED = 60.0  # seconds by the clock, for what waits instead of working
BATCH = 25  # cases of a kind in a row


class Hunt:
    """Cases that were answered so far, and those that were not."""

    def __init__(self, kept: Path) -> None:
        self.kept, self.count, self.places = kept, Counter[str](), Counter[str]()

    def ask(self, at: Path, kind: str, text: str, number: int) -> None:
        began, error = (time.process_time(), time.monotonic()), ""
        try:
            KINDS[kind].answer(at, text)
        except answers.SAID:
            pass
        except Exception as wrong:
            frame = traceback.extract_tb(wrong.__traceback__)[-1]
            error = (
                f"{type(wrong).__name__} in {Path(frame.filename).name}:{frame.lineno}: {str(wrong)[:200]}"
            )
        took, waited = time.process_time() - began[0], time.monotonic() - began[1]
        self.count[kind] += 1
        if error or took > SECONDS or waited > WAITED:
            self.keep(kind, number, text, error or f"took {took:.1f} s of a processor, {waited:.0f} s in all")

    def keep(self, kind: str, number: int, text: str, error: str) -> None:
        place = error.split(":")[0]
        self.places[f"{kind}: {place}"] += 1
        if self.places[f"{kind}: {place}"] == 1:
            click.echo(f"{kind}: {error}")
        with self.kept.open("a", encoding="utf-8") as out:
            out.write(json.dumps({"kind": kind, "seed": number, "text": text, "error": error}) + "\n")


def batch(hunt: Hunt, at: Path, kind: str, number: int, cases: int) -> None:
    """Some cases of a kind, drawn with a seed."""

    @seed(number)
    @settings(max_examples=cases, deadline=None, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(KINDS[kind].drawn)
    def asked(text: str) -> None:
        hunt.ask(at, kind, text, number)

    asked()


@click.command()
@click.option("--cases", type=click.IntRange(min=1), default=100_000, show_default=True)
@click.option("--seed", "first", type=int, default=0, show_default=True)
@click.option("--minutes", type=float, default=60.0, show_default=True, help="Stop after so long.")
@click.option("--kind", "only", type=click.Choice(list(KINDS)), multiple=True)
@click.option("-o", "--out", type=click.Path(path_type=Path), default=Path("fuzz-failures.jsonl"))
def fuzz(cases: int, first: int, minutes: float, only: tuple[str, ...], out: Path) -> None:
    """Ask until there were enough cases, or no time is left."""
    hunt, number, until = Hunt(out), first, time.monotonic() + 60 * minutes
    with TemporaryDirectory() as folder:
        at = answers.place(Path(folder))
        while hunt.count.total() < cases and time.monotonic() < until:
            for kind in only or KINDS:
                if time.monotonic() < until:
                    batch(hunt, at, kind, number, min(BATCH, cases))
            number += 1
    told = ", ".join(f"{kind} {count}" for kind, count in hunt.count.items())
    click.echo(f"{hunt.count.total()} cases ({told}), {hunt.places.total()} not answered in words")
    sys.exit(1 if hunt.places else 0)


if __name__ == "__main__":
    fuzz()
