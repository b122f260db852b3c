"""What single values mean: numbers with units, dates, words, titles. Each notes its error and gives None."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from math import isfinite

from simulation.parameters import Parameter
from simulation.scenario.errors import Errors, shortly
from simulation.scenario.yaml.forms import FORMS
from simulation.scenario.yaml.nodes import Block, Items, Node, Text
from simulation.scenario.yaml.units import convert

_NUMBER = re.compile(r"((?a:[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?))(?:\s*([^\W\d_].*|[%/].*))?")
_OCTAL = re.compile(r"[-+]?0\d")  # eight in some YAML, ten in other
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*", re.ASCII)
_YEARS = (1950, 2099)
LONGEST_NAME = 60  # a name becomes the name of files


def as_block(node: Node, name: str, errors: Errors) -> Block | None:
    """A map."""
    return (
        node if isinstance(node, Block) else _wrong_kind(node, name, "a map of keys and values", errors, _MAP)
    )


def as_items(node: Node, name: str, errors: Errors) -> Items | None:
    """A list."""
    return node if isinstance(node, Items) else _wrong_kind(node, name, "a list", errors, _LIST)


def as_text(node: Node, name: str, errors: Errors) -> str | None:
    """A single value, as it was written."""
    if not isinstance(node, Text):
        return _wrong_kind(node, name, "a single value", errors)
    if node.text.strip():
        return node.text
    return errors.add(node.location, f"{name} is an empty text")


_MAP = "lines of `key: value`, with an English colon and a space after it"
_LIST = "lines that begin with `- `, or [one, two]"


def _wrong_kind(node: Node, name: str, wanted: str, errors: Errors, form: str = "") -> None:
    errors.add(node.location, f"{name} is {node.kind}, but must be {wanted}", form)


def as_number(node: Node, name: str, unit: str, errors: Errors) -> float | None:
    """A finite number in `unit`; a written unit must be that one or turn into it."""
    text = as_text(node, name, errors)
    if text is None or not isinstance(node, Text):
        return None
    found = _NUMBER.fullmatch(text.strip())
    if not found or (not found[2] and not node.plain):
        return errors.add(
            node.location, f"{name} is {_quoted(node)}, which is not a number", f"a number in {unit}"
        )
    if _OCTAL.match(found[1]):
        return errors.add(
            node.location,
            f"{name} is {_quoted(node)}, which some read as octal",
            f"a number in {unit}, without 0 in front",
        )
    value = convert(float(found[1]), found[2] or unit, unit)
    if value is None:
        return errors.add(
            node.location,
            f"{name} is in '{shortly(found[2])}', which does not turn into '{unit}'",
            [unit],
            found[2],
        )
    if not isfinite(value):
        return errors.add(node.location, f"{name} is {_quoted(node)}, which is too large")
    return value


def _quoted(node: Text) -> str:
    return f"'{shortly(node.text)}'" if node.plain else f'the text "{shortly(node.text)}"'


def as_whole(node: Node, name: str, about: Parameter, errors: Errors) -> int | None:
    """A whole number in the unit and range of `about`."""
    value = as_number(node, name, about.unit, errors)
    if value is None:
        return None
    if value != int(value) or not about.low <= value <= about.high:
        allowed = f"whole numbers from {about.low:.0f} to {about.high:.0f}"
        return errors.add(node.location, f"{name} is {value:.12g} {about.unit}", allowed)
    return int(value)


def as_word(node: Node, name: str, allowed: Iterable[str], errors: Errors) -> str | None:
    """One of the allowed words."""
    text = as_text(node, name, errors)
    if text is None or text in allowed:
        return text
    return errors.add(node.location, f"{name} cannot be '{shortly(text)}'", allowed, text)


def as_form(node: Node, name: str, kind: str, errors: Errors) -> str | None:
    """A text of a kind that has a form, see `forms`; any text for other kinds."""
    text = as_text(node, name, errors)
    has_form, words = FORMS.get(kind, (bool, ""))
    if text is None or has_form(text):
        return text
    return errors.add(node.location, f"{name} cannot be '{shortly(text)}'", words)


def as_date(node: Node, name: str, errors: Errors) -> date | None:
    """A calendar date, written YYYY-MM-DD."""
    text = as_text(node, name, errors)
    if text is None:
        return None
    try:
        day = date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None or not _YEARS[0] <= day.year <= _YEARS[1]:
        allowed = f"YYYY-MM-DD, from {_YEARS[0]} to {_YEARS[1]}"
        return errors.add(node.location, f"{name} is '{shortly(text)}', which is not a date", allowed)
    return day


def as_name(node: Node, name: str, errors: Errors) -> str | None:
    """A name that can be the name of a file."""
    text = as_text(node, name, errors)
    if text is None or (_NAME.fullmatch(text) and len(text) <= LONGEST_NAME):
        return text
    allowed = f"letters, digits, hyphens and, inside, dots, at most {LONGEST_NAME}"
    return errors.add(node.location, f"{name} cannot be '{shortly(text)}'", allowed)


def as_both_languages(node: Node, name: str, errors: Errors) -> dict[str, str] | None:
    """A text in English and Chinese: `{en: ..., zh: ...}`."""
    block = as_block(node, name, errors)
    if block is None:
        return None
    only(block, ("en", "zh"), name, errors)
    for language in ("en", "zh"):
        if language not in block.keys:
            errors.add(block.location, f"{name} has no '{language}'", "both en and zh")
    texts = {
        key: as_text(each, f"{name}.{key}", errors)
        for key, each in block.entries.items()
        if key in ("en", "zh")
    }
    return {key: text for key, text in sorted(texts.items()) if text is not None}


def only(block: Block, allowed: Iterable[str], what: str, errors: Errors) -> None:
    """Note every key of a map that is not allowed in it."""
    for key, location in block.keys.items():
        if key not in allowed:
            errors.add(location, f"{what} has no key '{shortly(key)}'", allowed, key)
