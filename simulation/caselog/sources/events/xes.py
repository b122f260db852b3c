"""Event logs of XES (IEEE 1849): a trace is a case, its first and last events are its times.

Read with the standard library: the known readers of XES for Python are under the GPL or AGPL.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from simulation.caselog.sources.events.xml_events import parse
from simulation.caselog.sources.records import rows_of
from simulation.caselog.sources.rows import Rows

FIRST, LAST = "first event time", "last event time"
SAID = "opened and closed: the times of the first and last event of a case; a case of one event is open"
_VALUES = {"string", "date", "int", "float", "boolean", "id"}
_OF_EVENTS = {"concept:name", "lifecycle:transition", "time:timestamp"}
_TIME = "time:timestamp"


class _Traces:
    """Collects a record a trace while the elements of the file pass by."""

    def __init__(self) -> None:
        self.found: list[tuple[int, dict[str, str]]] = []
        self._inside: list[str] = []
        self._trace: dict[str, str] = {}
        self._event: dict[str, str] = {}
        self._events: list[dict[str, str]] = []
        self._line = 0

    def start(self, line: int, name: str, attributes: dict[str, str]) -> None:
        around = self._inside[-1] if self._inside else ""
        self._inside.append(name)
        if name == "trace":
            self._line, self._trace, self._events = line, {}, []
        elif name == "event":
            self._event = {}
        elif name in _VALUES and around in ("trace", "event"):
            into = self._trace if around == "trace" else self._event
            into[attributes.get("key", "")] = attributes.get("value", "")

    def end(self, name: str) -> None:
        self._inside.pop()
        if name == "event":
            self._events.append(self._event)
        elif name == "trace":
            self.found.append((self._line, _record(self._trace, self._events)))


def _record(trace: dict[str, str], events: list[dict[str, str]]) -> dict[str, str]:
    """What is known of a case: its own values, before those of its later events, before earlier ones."""
    of_events = {name: value for event in events for name, value in event.items() if name not in _OF_EVENTS}
    times = [event[_TIME] for event in events if event.get(_TIME)]
    ends = {FIRST: times[0] if times else "", LAST: times[-1] if len(times) > 1 else ""}
    return {**of_events, **trace, **ends}


def read_xes(path: Path, wanted: Iterable[str]) -> Rows:
    """The traces of an XES log as rows, one for each trace. Raises LogError where the file is no XML or has
    no trace."""
    traces = _Traces()
    parse(path, traces.start, traces.end, lambda _: None)
    return rows_of(path, traces.found, [SAID])
