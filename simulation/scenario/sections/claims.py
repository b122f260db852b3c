"""Claims: figures that a city reports about itself. Reports compare them with the model's; no run reads
them."""

from __future__ import annotations

from simulation.scenario.errors import Errors, Location
from simulation.scenario.settings import Claim
from simulation.scenario.yaml.inheritance import Document
from simulation.scenario.yaml.nodes import Block
from simulation.scenario.yaml.values import (
    as_block,
    as_both_languages,
    as_items,
    as_name,
    as_number,
    as_text,
    only,
)

_NEEDED = ("metric", "value", "unit", "place", "source")
_TEXTS = ("metric", "unit", "source")
_KEYS = (*_NEEDED, "about")


def claim_path(metric: str) -> str:
    """The dotted path of what a city claims of a metric."""
    return f"claims.{metric}"


def read_claims(documents: list[Document], errors: Errors) -> list[tuple[Claim, Location]]:
    """The claims of all documents; of two on one metric the later document's stands.

    Whether there is such a metric is checked by `experiment`.
    """
    found: dict[str, tuple[Claim, Location]] = {}
    for document in documents:
        found |= _of_one(document, errors)
    return list(found.values())


def _of_one(document: Document, errors: Errors) -> dict[str, tuple[Claim, Location]]:
    node = document.root.entries.get("claims")
    items = None if node is None else as_items(node, "claims", errors)
    found: dict[str, tuple[Claim, Location]] = {}
    for each in items.items if items else ():
        block = as_block(each, "a claim", errors)
        claim = _read(block, errors) if block else None
        if block and claim and claim.metric in found:
            errors.add(block.location, f"there are two claims of '{claim.metric}'")
        elif block and claim:
            found[claim.metric] = claim, block.location
    return found


def _read(block: Block, errors: Errors) -> Claim | None:
    before = len(errors)
    only(block, _KEYS, "a claim", errors)
    for key in _NEEDED:
        if key not in block.keys:
            errors.add(block.location, f"a claim has no '{key}'", _NEEDED)
    given = block.entries
    if any(key not in given for key in _NEEDED):
        return None
    metric, unit, source = (as_text(given[key], f"claim.{key}", errors) for key in _TEXTS)
    place = as_name(given["place"], "claim.place", errors)
    value = as_number(given["value"], "claim.value", unit, errors) if unit else None
    about = as_both_languages(given["about"], "claim.about", errors) if "about" in given else None
    if len(errors) > before:
        return None
    return Claim(metric or "", value or 0.0, unit or "", place or "", source or "", about)
