"""What a case is about, who has it, and what its words mean."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from simulation.caselog.checks.numbers import without_separators
from simulation.caselog.checks.reading import Reading
from simulation.caselog.errors import LogError
from simulation.caselog.faults import ACCEPTED
from simulation.caselog.log import TEXTS
from simulation.caselog.recognition.personal import looks_personal, serial_numbers
from simulation.caselog.recognition.words import meanings

OTHER = "other"
"""The type of cases whose own is not among those that are asked for."""


def refuse_personal(log: Reading) -> None:
    """Raises LogError where a text that would be kept tells who somebody is; the text itself is not
    repeated."""
    for name in ("case_id", *TEXTS):
        if name == "case_id" and serial_numbers(log.text(name)):
            continue
        found = np.flatnonzero(looks_personal(log.text(name)))
        if len(found):
            line = log.texts["line"].iloc[found[0]]
            raise LogError(
                f"{log.where}, line {line}: the column '{log.headings[name]}' ({name}) holds what tells who "
                f"or where somebody is ({len(found)} of {len(log.texts)} rows): a mobile or identity number, "
                f"an e-mail address or an exact place; nothing was kept. Take such values out, or leave the "
                f"column aside: --map {name}="
            )


def read_ids(log: Reading) -> pd.Series:
    """The numbers of the cases; their lines where the log numbers none."""
    if not log.has("case_id"):
        log.notes.append("case_id: no such column; a case is called by its line")
        return log.texts["line"].astype("str")
    log.fault("case_id", "missing_id", log.text("case_id") == "")
    return without_separators(log, "case_id")


def check_duplicates(log: Reading, ids: pd.Series) -> None:
    """Reject what has the number of an earlier case that was read."""
    good = ~log.texts["line"].isin(log.faults.rejected)
    again = good & ids.where(good).duplicated() & (ids != "")
    if again.any():
        first = pd.Series(log.texts["line"][good].to_numpy(), index=ids[good])
        first = first[~first.index.duplicated()]
        said = [f"{each} (first at line {first[each]})" for each in ids[again]]
        log.faults.add(log.texts["line"][again], log.headings["case_id"], "duplicate_id", said)


def read_types(log: Reading, wanted: Collection[str]) -> pd.Series:
    """The types; where some are wanted, another one is called `other`."""
    types = log.text("type")
    log.fault("type", "missing_type", types == "")
    if not wanted:
        return types
    unknown = (types != "") & ~types.isin(list(wanted))
    log.fault("type", "unknown_class", unknown, ACCEPTED)
    return types.mask(unknown, OTHER)


def read_on_time(log: Reading) -> pd.Series:
    """Whether each case was in time as it is recorded (Int8), <NA> where that is not known."""
    name = "on_time" if log.has("on_time") else "overdue"
    means = meanings(name, log.text(name))
    log.fault(name, "unknown_word", (means == "") & (log.text(name) != ""), ACCEPTED)
    return means.map({"yes": 1, "no": 0}).astype("Int8")


def read_staff(log: Reading) -> pd.Series:
    """Whether staff found or entered each case, as its channel says. Without a column of channels no case
    counts as found by staff, and a note says so."""
    if not log.has("channel"):
        log.notes.append("channel: no such column; no case counts as found by staff")
    return meanings("channel", log.text("channel")) == "staff"
