"""`strength:` says how far all policies of a scenario are carried out: the dose at which remedies compare."""

from __future__ import annotations

from simulation.parameters import Parameter
from simulation.scenario.errors import Errors
from simulation.scenario.sections.numbers import Setting, check_range
from simulation.scenario.yaml.inheritance import Document
from simulation.scenario.yaml.values import as_number

STRENGTH = "strength"
ABOUT = Parameter(STRENGTH, 1, "share", 0, 1, "how far all policies are carried out", "chosen")


def read_strength(documents: list[Document], errors: Errors) -> Setting | None:
    """The strength of the last document that gives one; each is looked at."""
    found = None
    for document in documents:
        node = document.root.entries.get(STRENGTH)
        value = None if node is None else as_number(node, STRENGTH, ABOUT.unit, errors)
        if node is not None and value is not None:
            found = Setting(value, node.location)
            check_range(STRENGTH, found, ABOUT, (), errors)
    return found
