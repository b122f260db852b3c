"""`rules:` of a scenario: rules of one's own, read as text and looked at, never run."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from simulation import agents
from simulation.population import OwnRule, RuleError, names_in, parted, targets
from simulation.scenario.faults import Faults, nearest
from simulation.scenario.files import Document, shown
from simulation.scenario.values import as_block, as_text
from simulation.scenario.yaml_text import Node

FORM = "my_rules.py:name, the path from this file"


def read_own_rules(documents: list[Document], faults: Faults) -> dict[str, tuple[OwnRule, Node]]:
    """The rules of one's own by what they replace, with the nodes that name them; later documents win."""
    found: dict[str, tuple[OwnRule, Node]] = {}
    for document in documents:
        node = document.root.entries.get("rules")
        block = as_block(node, "rules", faults) if node else None
        for target, spot in block.keys.items() if block else ():
            if target not in known_targets():
                faults.add(spot, f"there is no rule '{target}'", known_targets(), target)
            elif block and target in block.entries:
                rule = _read(target, block.entries[target], Path(document.file).parent, faults)
                found |= {target: (rule, block.entries[target])} if rule else {}
    return dict(sorted(found.items()))


@cache
def known_targets() -> tuple[str, ...]:
    """Everything that a rule of one's own may replace."""
    return tuple(targets(agents.kinds().values()))


def _read(target: str, node: Node, folder: Path, faults: Faults) -> OwnRule | None:
    """A rule, whose file exists, can be read as Python, and has a function or class of the name."""
    text = as_text(node, target, faults)
    if text is None:
        return None
    try:
        file, name = parted(text)
    except RuleError:
        return faults.add(node.spot, f"{target} cannot be '{text}'", FORM)
    path = folder / file
    if not path.is_file():
        near = [each.name for each in path.parent.glob("*.py")]
        return faults.add(node.spot, f"there is no file '{shown(path)}'", nearest(path.name, near), path.name)
    return _looked_at(
        OwnRule(target, name, path.read_text("utf-8", errors="replace"), shown(path)), node, faults
    )


def _looked_at(rule: OwnRule, node: Node, faults: Faults) -> OwnRule | None:
    try:
        names = names_in(rule.text, rule.file)
    except (SyntaxError, ValueError) as error:
        line = f":{error.lineno}" if isinstance(error, SyntaxError) else ""
        return faults.add(node.spot, f"{rule.file}{line} is not Python: {getattr(error, 'msg', error)}")
    if rule.name in names:
        return rule
    return faults.add(
        node.spot, f"there is no function or class '{rule.name}' in {rule.file}", names, rule.name
    )
