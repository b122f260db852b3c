"""Single values as JSON Schema: texts, names, dates, numbers with units, words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from simulation.parameters import Parameter
from simulation.scenario.sections.numbers import FORM, SHARES
from simulation.scenario.yaml.values import LONGEST_NAME

Schema = dict[str, Any]

_NUMBER = r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?"
_SINGLE = ["string", "number", "boolean"]


def closed(properties: Mapping[str, Schema], needed: Iterable[str] = (), **more: Any) -> Schema:
    """A map that has no other keys than these."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(needed),
        "additionalProperties": False,
        **more,
    }


def reference(name: str) -> Schema:
    """One of the DEFINITIONS, which stands in a schema once."""
    return {"$ref": f"#/$defs/{name}"}


TEXT, NAME, DATE = reference("text"), reference("name"), reference("date")
FILES, BOTH_LANGUAGES = reference("files"), reference("both-languages")
_PLAIN: Schema = {"type": "number"}
_WITH_UNIT: Schema = {"type": "string", "pattern": rf"^\s*{_NUMBER}\s*[^\s\d.].*$"}
_NUMBERS = {"share": _PLAIN | {"minimum": 0, "maximum": 1}, "number": _PLAIN}


def _form(inner: Schema, limit: Schema) -> Schema:
    """A value with a range and source of its own: `{value, low, high, source}`."""
    keys: dict[str, Schema] = dict(zip(FORM, (inner, limit, limit, TEXT), strict=True))
    together = {"low": ["high", "source"], "high": ["low", "source"]}
    return closed(keys, ("value",), dependentRequired=together)


DEFINITIONS: dict[str, Schema] = {
    "text": {"type": _SINGLE, "pattern": r"\S"},
    "name": {
        "type": ["string", "number"],
        "pattern": r"^[A-Za-z0-9][A-Za-z0-9-]*(\.[A-Za-z0-9-]+)*$",
        "maxLength": LONGEST_NAME,
    },
    "date": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
    "files": {"anyOf": [TEXT, {"type": "array", "items": TEXT}]},
    "both-languages": closed({"en": TEXT, "zh": TEXT}, ("en", "zh")),
    **{name: {"anyOf": [plain, _WITH_UNIT]} for name, plain in _NUMBERS.items()},
    **{f"{name}-with-range": _form(reference(name), reference(name)) for name in _NUMBERS},
    "text-with-range": _form(TEXT, reference("number")),
}
"""What many places of a schema share, by name."""


def value(about: Parameter) -> Schema:
    """A number or word as it is declared, with its meaning, unit, range and source."""
    kind = {"enum": list(about.allowed)} if about.allowed else reference(_name(about))
    return kind | _described(about)


def setting(about: Parameter) -> Schema:
    """The same, or with a range and source of its own: `{value, low, high, source}`."""
    if about.allowed:
        words: Schema = {"enum": list(about.allowed)}
        return {"anyOf": [words, _form(words, reference("number"))]} | _described(about)
    name = _name(about)
    return {"anyOf": [reference(name), reference(f"{name}-with-range")]} | _described(about)


def whole(about: Parameter) -> Schema:
    """A whole number in its range, bare or with a unit."""
    plain = {"type": "integer", "minimum": about.low, "maximum": about.high}
    return {"anyOf": [plain, _WITH_UNIT]} | _described(about)


def _name(about: Parameter) -> str:
    if about.unit == "choice":
        return "text"
    return "share" if about.unit in SHARES else "number"


def _described(about: Parameter) -> Schema:
    words = about.allowed or about.unit == "choice"
    ends = "" if words else f" ({about.low:g} to {about.high:g} {about.unit})"
    said = f"{about.meaning}{ends}. Source: {about.source}."
    return {"description": said, "default": about.default}
