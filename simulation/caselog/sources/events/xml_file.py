"""XML: an event log of XES, or an object-centric one (OCEL 2.0), told apart by its first elements."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from simulation.caselog.errors import LogError
from simulation.caselog.sources.bytes import opened
from simulation.caselog.sources.events.ocel_cases import read_ocel_xml
from simulation.caselog.sources.events.xes import read_xes
from simulation.caselog.sources.rows import Rows

_OCEL = re.compile(rb"<(?:\w+:)?(?:object-types|event-types|objects|events)\b")
_LOG = re.compile(rb"<(?:\w+:)?log\b")
_TOP = 1 << 16


def read_xml(path: Path, wanted: Iterable[str]) -> Rows:
    """The cases of an XML file as rows. Raises LogError where it is no event log."""
    with opened(path) as file:
        top = file.read(_TOP)
    if not _LOG.search(top):
        raise LogError(f"{path}: this XML is no log; allowed: XES, OCEL 2.0")
    return read_ocel_xml(path, wanted) if _OCEL.search(top) else read_xes(path, wanted)
