"""The metrics, from the docstrings of their functions."""

from __future__ import annotations

import sys

from simulation.metrics import METRICS, Metric
from simulation.metrics.listing import BETTER, ROLE
from simulation.text.spoken import spoken
from tools.handbook.markdown import anchor, docstring, first_sentence, plain, said
from tools.handbook.program.parameters import unit


def entries() -> str:
    """A heading for each file of metrics, and an entry for each metric in it, in the order of their names."""
    files: dict[str, list[Metric]] = {}
    for each in METRICS.all().values():
        files.setdefault(each.value.__module__, []).append(each)
    return "\n".join(_file(module, files[module]) for module in sorted(files))


def _file(module: str, found: list[Metric]) -> str:
    heading = f"## {module.rpartition('.')[2].replace('_', ' ').capitalize()}\n"
    about = f"{first_sentence(docstring(sys.modules[module]))}\n"
    return "\n".join([heading, about, *map(_entry, found)])


def _entry(each: Metric) -> str:
    label = f"**{plain(each.label['en'])} · {plain(each.label['zh'])}**"
    facts = [unit(each.unit).strip(), spoken(BETTER[each.better]), spoken(ROLE[each.role])]
    facts += [] if each.problem is None else [said("problem {n}", "问题 {n}", n=each.problem)]
    lines = [
        f"{anchor(f'metric-{each.name}')}### {each.name}\n",
        f"{label}{said(': ', '：')}{said('; ', '；').join(filter(None, facts))}{said('.', '。')}\n",
    ]
    return "\n".join([*lines, f"{docstring(each.value)}\n"])
