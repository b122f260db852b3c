"""A whole file as JSON Schema: a scenario or a study."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import simulation.scenario.json_schema.sections as sections
from simulation.scenario.json_schema.values import (
    BOTH_LANGUAGES,
    DEFINITIONS,
    FILES,
    NAME,
    TEXT,
    Schema,
    closed,
)
from simulation.scenario.sections.experiment import PARAMETER_SETS
from simulation.scenario.settable import INTERVENTIONS, SECTIONS, SHOCKS
from simulation.scenario.studies.combinations import FEWEST, MOST, PACKAGES
from simulation.scenario.studies.design import DESIGN
from simulation.scenario.studies.sweep import SWEEP

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_EDITION: Schema = {"enum": [1, "1"], "description": "the edition of the format"}
_NO_KEYS: Schema = {"type": "object", "minProperties": 1}


def _scenario() -> Schema:
    keys: dict[str, Schema] = {
        "schema": _EDITION,
        "name": NAME,
        "title": BOTH_LANGUAGES,
        "why": BOTH_LANGUAGES,
        "extends": FILES,
        **{name: sections.section(name) for name in SECTIONS},
        "parameters": sections.parameters(),
        INTERVENTIONS: sections.dated(INTERVENTIONS),
        SHOCKS: sections.dated(SHOCKS),
        "experiment": sections.experiment(),
        "beyond_range": sections.texts(),
        "rules": sections.rules(),
        "metrics": sections.user_metrics(),
        "strength": sections.strength(),
        "claims": sections.claims(),
    }
    return closed(keys, ("schema", "name", "title"))


def _study() -> Schema:
    compared: dict[str, Schema] = {
        "scenarios": FILES,
        PACKAGES: {"type": "array", "items": TEXT, "minItems": FEWEST, "maxItems": MOST},
        SWEEP: _sweep(),
    }
    keys: dict[str, Schema] = {
        "schema": _EDITION,
        "why": BOTH_LANGUAGES,
        "study": NAME,
        "title": BOTH_LANGUAGES,
        "baseline": TEXT,
        **compared,
        "experiment": sections.experiment(),
        PARAMETER_SETS: TEXT,
    }
    needed = ("schema", "study", "title", "baseline")
    return closed(keys, needed, anyOf=[{"required": [name]} for name in compared])


def _sweep() -> Schema:
    case = {"type": "object", "properties": {"title": BOTH_LANGUAGES}}
    forms: dict[str, Schema] = {
        "grid": _NO_KEYS | {"additionalProperties": FILES},
        "cases": _NO_KEYS | {"propertyNames": NAME, "additionalProperties": case},
        DESIGN: TEXT,
    }
    return closed(forms, minProperties=1, maxProperties=1)


KINDS: Mapping[str, Callable[[], Schema]] = {"scenario": _scenario, "study": _study}
"""The files that have a schema, by kind."""


def json_schema(kind: str) -> Schema:
    """The schema of a file of one of KINDS."""
    return {
        "$schema": _DRAFT,
        "title": f"Grid governance: a {kind} file",
        **KINDS[kind](),
        "$defs": DEFINITIONS,
    }


def schema_text(kind: str) -> str:
    """The same as the text of a file."""
    return json.dumps(json_schema(kind), ensure_ascii=False, indent=1) + "\n"


def schema_file(kind: str) -> str:
    """What such a file is called."""
    return f"{kind}.schema.json"


def editor_line(path: str) -> str:
    """The first line of a YAML file by which editors find its schema. path: as seen from the file."""
    return f"# yaml-language-server: $schema={path}\n"
