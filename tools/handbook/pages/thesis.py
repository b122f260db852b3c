"""What the page on the thesis need not list: each policy under its remedy, and studies that no line names."""

from __future__ import annotations

import re

from simulation.interventions import interventions, remedies
from simulation.scenario import is_study
from simulation.text.bilingual import Pair
from simulation.text.spoken import spoken
from tools.handbook.markdown import ROOT, heads, said, table

_PAGE = ROOT / "docs" / "thesis.md"
_NONE = Pair("不属于六项", "none of the six")


def policies() -> str:
    """A row for each remedy with all policies that may serve it, and one for those that serve none."""
    by_remedy: dict[int, list[str]] = {remedy: [] for remedy in (*range(1, 7), 0)}
    for name, policy in interventions.all().items():
        for remedy in remedies([policy()]):
            by_remedy[remedy].append(f"[`{name}`](#intervention-{name})")
    rows = ((remedy or spoken(_NONE), ", ".join(found)) for remedy, found in by_remedy.items())
    return table(heads("remedy|policies", "举措|政策"), rows)


def other_studies() -> str:
    """Studies that ask what no line of the page asks, in one line."""
    named = set(re.findall(r"`(scenarios/[^`]+)`", _PAGE.read_text("utf-8")))
    files = (path for path in sorted((ROOT / "scenarios").rglob("*.yaml")) if is_study(path))
    found = (path.relative_to(ROOT).as_posix() for path in files)
    files = said(", ", "、").join(f"`{file}`" for file in found if file not in named)
    return f"{files}{said('.', '。')}\n"
