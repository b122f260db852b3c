"""What nobody wrote into a rule and should still come out, on a small street and on Lijia's.

    python benchmarks/realism/patterns.py [--runs 3] [--only 4] [-o DIR]

Levers are turned by hand on a day, with common random numbers. Prints each pattern with its figures and
whether it appears; with -o, a page of small tables and pictures, and patterns.csv. Nothing is tuned here: a
pattern that does not appear is a finding. What needs policies (the platform's break-even) is left out.
"""

from __future__ import annotations

import html
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import click
import pandas as pd

from benchmarks.realism import emergent
from benchmarks.realism.emergent.finding import PATTERNS, Finding

for _module in iter_modules(emergent.__path__):
    import_module(f"{emergent.__name__}.{_module.name}")


def _number(name: str) -> int:
    return int(name.split()[0])


def _section(name: str, found: Finding, first: bool) -> str:
    """A heading, the figures, the picture and the table; the first picture brings the drawing library."""
    verdict = "appears" if found.appears else "does not appear"
    picture = found.picture(name).to_html(full_html=False, include_plotlyjs=first)
    table = found.table.to_html(index=False, float_format="{:.3f}".format, border=0)
    return (
        f"<h2>{html.escape(name)}</h2><p><b>{verdict}</b>: {html.escape(found.text)}</p>{picture}"
        f"<details><summary>table</summary>{table}</details>"
    )


def _write(folder: Path, findings: dict[str, Finding]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    sections = [_section(name, found, k == 0) for k, (name, found) in enumerate(findings.items())]
    page = "<meta charset=utf-8><title>Patterns</title><h1>Patterns that no rule writes in</h1>"
    (folder / "patterns.html").write_text(page + "".join(sections), encoding="utf-8")
    rows = [{"pattern": n, "appears": f.appears, "figures": f.text} for n, f in findings.items()]
    pd.DataFrame(rows).to_csv(folder / "patterns.csv", index=False)


@click.command()
@click.option("--runs", default=3, help="how many seeds")
@click.option("--only", multiple=True, type=int, help="numbers of the patterns to look for")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="folder for a page with pictures")
def main(runs: int, only: tuple[int, ...], output: Path | None) -> None:
    """Print each pattern with its figures."""
    findings = {}
    for name in sorted(PATTERNS, key=_number):
        if only and _number(name) not in only:
            continue
        found = findings[name] = PATTERNS[name](runs)
        print(f"{'appears ' if found.appears else 'does not'} {name}\n         {found.text}", flush=True)
    if output:
        _write(output, findings)


if __name__ == "__main__":
    main()
