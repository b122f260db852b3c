"""The five kinds of agents: what each is, and the rules by which it acts.

R1, W3 and the like, with which docstrings begin, are numbers of rules: docs/model.md lists them.
"""

from __future__ import annotations

import importlib
import pkgutil

from simulation.population import ArrayAgent


def kinds() -> dict[str, type[ArrayAgent]]:
    """Every kind of agent by its name: the class after which a file or folder of this package is called."""
    found = {}
    for each in pkgutil.iter_modules(__path__):
        name = "".join(word.capitalize() for word in each.name.split("_"))
        found[name] = getattr(importlib.import_module(f"{__name__}.{each.name}"), name)
    return found
