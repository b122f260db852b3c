"""The cases of an object-centric log: the objects of one type, with the events that are about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from simulation.caselog.errors import LogError
from simulation.caselog.sources.events.ocel import Ocel, ocel_of_sqlite, ocel_of_xml
from simulation.caselog.sources.events.xes import FIRST, LAST, SAID
from simulation.caselog.sources.records import rows_of
from simulation.caselog.sources.rows import Rows

_ID = "ocel:oid"


def read_ocel_xml(path: Path, wanted: Iterable[str]) -> Rows:
    """The cases of an XML file of OCEL 2.0 as rows."""
    return rows_of_ocel(path, ocel_of_xml(path), wanted)


def read_ocel_sqlite(path: Path, wanted: Iterable[str]) -> Rows:
    """The cases of a database of OCEL 2.0 as rows."""
    return rows_of_ocel(path, ocel_of_sqlite(path), wanted)


def rows_of_ocel(path: Path, log: Ocel, wanted: Iterable[str]) -> Rows:
    """One row per object of the type that is a case, with its values, and the objects that its events share.

    wanted: headings that were given; a type among them is that of cases (--map case_id=TYPE).
    """
    kind = _kind_of_cases(path, log, set(wanted))
    times: dict[str, list[str]] = {name: [] for name, each in log.objects.items() if each.kind == kind}
    shared: dict[str, dict[str, str]] = {name: {} for name in times}
    for time, about in sorted(log.events, key=lambda event: event[0]):
        others = {log.objects[name].kind: name for name in about if name in log.objects and name not in times}
        for name in about:
            if name in times:
                times[name].append(time)
                shared[name].update(others)
    heading = kind if kind in set(wanted) else _ID
    records = (
        (number, {**shared[name], **log.objects[name].values, heading: name, **_ends(several)})
        for number, (name, several) in enumerate(times.items(), start=2)
    )
    return rows_of(path, records, [f"a case is an object of the type '{kind}'; the first is line 2", SAID])


def _ends(times: list[str]) -> dict[str, str]:
    return {FIRST: times[0] if times else "", LAST: times[-1] if len(times) > 1 else ""}


def _kind_of_cases(path: Path, log: Ocel, wanted: set[str]) -> str:
    """The type that was given, or the one that most events are about; of several, that of most objects."""
    about = ({log.objects[name].kind for name in names if name in log.objects} for _, names in log.events)
    events = Counter(kind for kinds in about for kind in kinds)
    objects = Counter(each.kind for each in log.objects.values())
    given = wanted & set(objects)
    if not events:
        raise LogError(f"{path}: no event of this log is about an object, so there is no case in it")
    return given.pop() if given else max(objects, key=lambda kind: (events[kind], objects[kind]))
