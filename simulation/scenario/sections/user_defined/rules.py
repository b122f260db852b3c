"""`rules:` of a scenario: user-defined rules, read as text and checked, never run."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from simulation import agents
from simulation.population import UserRule, targets
from simulation.scenario.errors import Errors
from simulation.scenario.sections.user_defined.objects import read_user_object
from simulation.scenario.yaml.inheritance import Document
from simulation.scenario.yaml.nodes import Node
from simulation.scenario.yaml.values import as_block, as_text
from simulation.user_files import names_in

STREET = "Street"
"""What stands for the street itself, which a subclass with agents of its own may replace."""


def read_user_rules(documents: list[Document], errors: Errors) -> dict[str, tuple[UserRule, Node]]:
    """The user-defined rules by what they replace, with the nodes that name them; later documents win."""
    found: dict[str, tuple[UserRule, Node]] = {}
    for document in documents:
        node = document.root.entries.get("rules")
        block = as_block(node, "rules", errors) if node else None
        for target, location in block.keys.items() if block else ():
            if target not in known_targets():
                errors.add(location, f"there is no rule '{target}'", known_targets(), target)
            elif block and target in block.entries:
                rule = _read(target, block.entries[target], Path(document.file).parent, errors)
                found |= {target: (rule, block.entries[target])} if rule else {}
    return dict(sorted(found.items()))


@cache
def known_targets() -> tuple[str, ...]:
    """Everything that a user-defined rule may replace."""
    return (*targets(agents.kinds().values()), STREET)


def _read(target: str, node: Node, folder: Path, errors: Errors) -> UserRule | None:
    """A rule, whose file exists, can be read as Python, and has a function or class of the name."""
    text = as_text(node, target, errors)
    thing = None if text is None else read_user_object(text, target, node.location, folder, errors)
    if thing is None:
        return None
    names = names_in(thing.text, thing.file)
    if thing.name in names:
        return UserRule(thing.name, thing.text, thing.file, target)
    return errors.add(
        node.location, f"there is no function or class '{thing.name}' in {thing.file}", names, thing.name
    )
