"""Object-centric event logs (OCEL 2.0) from JSON, XML and SQLite, as objects and events.

Read with the standard library: the known readers of OCEL 2.0 for Python are under the GPL or AGPL.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulation.caselog.errors import LogError
from simulation.caselog.sources.cells import text_of
from simulation.caselog.sources.events.xml_events import parse


@dataclass
class Object:
    """kind: the type of the object; values: its attributes, each as it was at last."""

    kind: str
    values: dict[str, str] = field(default_factory=dict)


@dataclass
class Ocel:
    """objects by name; events: the time of each, and the names of the objects that it is about."""

    objects: dict[str, Object] = field(default_factory=dict)
    events: list[tuple[str, list[str]]] = field(default_factory=list)


def ocel_of_json(path: Path, found: Mapping[str, Any]) -> Ocel:
    """The log of a JSON file. Raises LogError where an object or event has no name, type or time."""
    log = Ocel()
    try:
        for each in found["objects"]:
            values = sorted(each.get("attributes") or [], key=lambda value: value.get("time", ""))
            named = {value["name"]: text_of(value["value"]) for value in values}
            log.objects[each["id"]] = Object(each["type"], named)
        for each in found["events"]:
            about = [one["objectId"] for one in each.get("relationships") or []]
            log.events.append((each["time"], about))
    except (KeyError, TypeError, AttributeError) as error:
        raise LogError(f"{path}: no OCEL 2.0 that can be read: {error} is missing or out of place") from error
    return log


def ocel_of_xml(path: Path) -> Ocel:
    """The log of an XML file."""
    log = _Elements()
    parse(path, log.start, log.end, log.text)
    return log.found


class _Elements:
    """Collects objects and events while the elements of the file pass by."""

    def __init__(self) -> None:
        self.found = Ocel()
        self._object: Object | None = None
        self._event: list[str] | None = None
        self._value: tuple[str, str] | None = None
        self._times: dict[str, str] = {}
        self._text = ""

    def start(self, line: int, name: str, attributes: dict[str, str]) -> None:
        if name == "object" and "id" in attributes:
            self._object, self._times = Object(attributes.get("type", "")), {}
            self.found.objects[attributes["id"]] = self._object
        elif name == "event" and "id" in attributes:
            self._event = []
            self.found.events.append((attributes.get("time", ""), self._event))
        elif name == "relationship" and self._event is not None:
            self._event.append(attributes.get("object-id", ""))
        elif name == "attribute" and self._object is not None:
            self._value, self._text = (attributes.get("name", ""), attributes.get("time", "")), ""

    def text(self, text: str) -> None:
        self._text += text

    def end(self, name: str) -> None:
        if name == "attribute" and self._value and self._object:
            named, time = self._value
            if time >= self._times.get(named, ""):
                self._object.values[named], self._times[named] = self._text.strip(), time
            self._value = None
        elif name == "object":
            self._object = None
        elif name == "event":
            self._event = None


def ocel_of_sqlite(path: Path) -> Ocel:
    """The log of a database. Raises LogError where it has no tables of OCEL 2.0, or is damaged."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
            base.row_factory = sqlite3.Row
            return _of_tables(base)
    except (sqlite3.Error, IndexError) as error:
        raise LogError(f"{path}: no database of OCEL 2.0 that can be read ({error})") from error


def _of_tables(base: sqlite3.Connection) -> Ocel:
    log = Ocel({row["ocel_id"]: Object(row["ocel_type"]) for row in _all(base, "object")})
    for row in _all(base, "object_map_type"):
        name = f"object_{row['ocel_type_map']}"
        for each in sorted(_all(base, name), key=lambda one: str(one["ocel_time"])):
            values = {key: text_of(each[key]) for key in each.keys() if not key.startswith("ocel_")}  # noqa: SIM118
            found = log.objects.setdefault(each["ocel_id"], Object(row["ocel_type"]))
            found.values.update({key: value for key, value in values.items() if value})
    about: dict[str, list[str]] = {}
    for row in _all(base, "event_object"):
        about.setdefault(row["ocel_event_id"], []).append(row["ocel_object_id"])
    for row in _all(base, "event_map_type"):
        for each in _all(base, f"event_{row['ocel_type_map']}"):
            log.events.append((text_of(each["ocel_time"]), about.get(each["ocel_id"], [])))
    return log


def _all(base: sqlite3.Connection, table: str) -> Iterable[sqlite3.Row]:
    quoted = table.replace('"', '""')
    return base.execute(f'select * from "{quoted}"')
