"""The sections of a scenario file as JSON Schema."""

from __future__ import annotations

from typing import Any

from simulation.parameters import described
from simulation.scenario.json_schema.values import (
    BOTH_LANGUAGES,
    DATE,
    NAME,
    TEXT,
    Schema,
    closed,
    reference,
    setting,
    value,
    whole,
)
from simulation.scenario.sections.campaigns import MINUTES
from simulation.scenario.sections.experiment import PARAMETER_SETS
from simulation.scenario.sections.policies import RAMP
from simulation.scenario.sections.strength import ABOUT
from simulation.scenario.sections.user_defined.rules import known_targets
from simulation.scenario.settable import INTERVENTIONS, PLUGINS, SHOCKS, parameter_groups, section_numbers
from simulation.scenario.settings import EXPERIMENT

_IN_A_FILE = r"\.py(:|$)"  # the name of something user-defined
_OWN: Schema = {"type": "string", "pattern": _IN_A_FILE}
_SHARE: Schema = {"type": "string", "pattern": r"^(all|\d{1,3}(\.\d+)?\s*%)$"}
_GRIDS: Schema = {
    "description": "all, a list of numbers and ranges [1, 5-8], or a share 30 %",
    "anyOf": [_SHARE, {"type": "array", "items": {"type": ["integer", "string"]}, "minItems": 1}],
}
_WHEN: dict[str, dict[str, Schema]] = {
    INTERVENTIONS: {"from": DATE, "to": DATE, "ramp": whole(RAMP), "grids": _GRIDS},
    SHOCKS: {"from": DATE, "estates": _SHARE},
}


def section(name: str) -> Schema:
    """`place:`, `model:` or `city:`."""
    found = {key: setting(about) for key, about in section_numbers(name).items()}
    return closed(found | ({"campaigns": _campaigns()} if name == "place" else {}))


def parameters() -> Schema:
    """`parameters:`, by dotted path."""
    groups = parameter_groups().items()
    return closed(
        {f"{group}.{name}": setting(about) for group, cls in groups for name, about in described(cls).items()}
    )


def dated(section: str) -> Schema:
    """`interventions:` or `shocks:`, a list of maps with one name each."""
    own = {"type": "object", "properties": _WHEN[section], "required": ["from"]}
    known = {name: _plugin(section, cls) for name, cls in PLUGINS[section].all().items()}
    entry = closed(known, patternProperties={_IN_A_FILE: own}, minProperties=1, maxProperties=1)
    return {"type": "array", "items": entry}


def _plugin(section: str, cls: Any) -> Schema:
    numbers = {name: value(about) for name, about in described(cls).items()}
    return closed(numbers | _WHEN[section], ("from",), title=cls.title["en"])


def experiment() -> Schema:
    """`experiment:`; the first day may stand in a file that this one extends."""
    numbers = {name: whole(about) for name, about in EXPERIMENT.items()}
    return closed({"start": DATE} | numbers | {PARAMETER_SETS: TEXT})


def strength() -> Schema:
    """`strength:` of all policies."""
    return value(ABOUT)


def rules() -> Schema:
    """Schema of `rules:`, which says what is replaced, and by what."""
    return closed(dict.fromkeys(known_targets(), _OWN))


def user_metrics() -> Schema:
    """Schema of `metrics:`, a list of metrics in user files."""
    return {"type": "array", "items": _OWN}


def claims() -> Schema:
    """Schema of `claims:`, figures that a city publishes about itself."""
    keys = {"metric": TEXT, "value": reference("number"), "unit": TEXT, "place": NAME, "source": TEXT}
    return {"type": "array", "items": closed(keys | {"about": BOTH_LANGUAGES}, keys)}


def texts() -> Schema:
    """A list of texts."""
    return {"type": "array", "items": TEXT}


def _campaigns() -> Schema:
    keys = {"name": NAME, "minutes": setting(MINUTES), "start": TEXT, "end": TEXT}
    return {"type": "array", "items": closed(keys, keys)}
