"""The calendar of campaigns of a place: waves of handed-down work with their windows in the year."""

from __future__ import annotations

from simulation.parameters import Parameter
from simulation.place import Campaign
from simulation.scenario.errors import Errors
from simulation.scenario.sections.numbers import Setting, read_setting
from simulation.scenario.yaml.nodes import Block, Node
from simulation.scenario.yaml.values import as_block, as_form, as_items, as_name, only

MINUTES = Parameter(
    "minutes", 0, "minutes/worker/day", 0, 480, "work inside the wave, added to the base", "by place"
)
_KEYS = ("name", "minutes", "start", "end")


def campaign_path(name: str) -> str:
    """The dotted path of the minutes of a campaign."""
    return f"place.campaigns.{name}.minutes"


def read_campaigns(node: Node, errors: Errors) -> list[tuple[Campaign, Setting]]:
    """All campaigns of a list, each with the setting of its minutes."""
    items = as_items(node, "place.campaigns", errors)
    blocks = [as_block(each, "a campaign", errors) for each in items.items] if items else []
    found = [campaign for block in blocks if block and (campaign := _read(block, errors))]
    names = [campaign.name for campaign, _ in found]
    for (campaign, minutes), before in zip(found, range(len(found)), strict=True):
        if campaign.name in names[:before]:
            errors.add(minutes.location, f"there are two campaigns '{campaign.name}'")
    return found


def _read(block: Block, errors: Errors) -> tuple[Campaign, Setting] | None:
    only(block, _KEYS, "a campaign", errors)
    for key in _KEYS:
        if key not in block.keys:
            errors.add(block.location, f"a campaign has no '{key}'", _KEYS)
    if any(key not in block.entries for key in _KEYS):
        return None
    name = as_name(block.entries["name"], "the name of a campaign", errors)
    minutes = read_setting(block.entries["minutes"], campaign_path(name or "?"), MINUTES, errors)
    start, end = (
        as_form(block.entries[key], f"the {key} of a campaign", key, errors) for key in ("start", "end")
    )
    if name is None or minutes is None or start is None or end is None:
        return None
    return Campaign(name, float(minutes.value), start, end), minutes
