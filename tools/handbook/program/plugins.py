"""Policies and shocks, from the docstrings of their classes; a new file adds an entry."""

from __future__ import annotations

from typing import Any

from simulation.interventions import interventions
from simulation.parameters import described
from simulation.plugins.registry import Registry
from simulation.shocks import shocks
from tools.handbook.markdown import anchor, docstring, plain, said, whereabouts
from tools.handbook.program.parameters import numbers


def policies() -> str:
    """An entry for each policy."""
    return _entries(interventions)


def events() -> str:
    """An entry for each shock."""
    return _entries(shocks)


def _entries(plugins: Registry[Any]) -> str:
    return "\n".join(_entry(plugins.kind, name, cls) for name, cls in plugins.all().items())


def _entry(kind: str, name: str, cls: Any) -> str:
    title = f"{cls.title['en']} · {cls.title['zh']}"
    known = described(cls)
    parts = [
        f"{anchor(f'{kind}-{name}')}## {name}\n",
        f"**{plain(title)}**{_remedy(cls)}\n",
        f"{docstring(cls)}\n",
        numbers(known) if known else said("It has no numbers.\n", "没有可设定的数值。\n"),
        said("In `{file}`.\n", "文件：`{file}`。\n", file=whereabouts(cls)),
    ]
    return "\n".join(parts)


def _remedy(cls: Any) -> str:
    """Which of the six remedies a policy may serve; shocks serve none."""
    own = getattr(cls, "remedy", None)
    if own is None:
        return ""
    each = [own] if isinstance(own, int) else list(own)
    if each == [0]:
        return said("; of none of the six remedies", "：不属于六项举措")
    return said("; remedy {n}", "：举措 {n}", n=said(" or ", " 或 ").join(map(str, each)))
