"""Faults by line, found by many checks and handed over in the order of the log."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from simulation.caselog.recognition.personal import looks_personal

REJECTED, ACCEPTED, SKIPPED = "rejected", "accepted", "skipped"
_CUT = 40
_HIDDEN = "(personal, not kept)"


class Faults:
    """The faults found so far, and the lines that they cost."""

    def __init__(self) -> None:
        self._parts: list[pd.DataFrame] = []
        self._rows: list[tuple[int, str, str, str, str]] = []

    def add_line(self, line: int, fault: str, text: str = "", treatment: str = REJECTED) -> None:
        """Note a fault of a line as a whole."""
        self._rows.append((line, "", fault, text, treatment))

    def add(
        self,
        lines: pd.Series,
        column: str,
        fault: str,
        texts: Sequence[str] | pd.Series,
        treatment: str = REJECTED,
    ) -> None:
        """Note a fault of each line in the column with this heading."""
        if len(lines):
            columns = {"column": column, "fault": fault, "text": np.asarray(texts, object)}
            part = {"line": lines.to_numpy(np.int64), **columns, "treatment": treatment}
            self._parts.append(pd.DataFrame(part))

    @property
    def rejected(self) -> np.ndarray:
        """The lines that cannot be read as a case, each once."""
        lines = [part["line"].to_numpy() for part in self._parts if part["treatment"].iloc[0] == REJECTED]
        whole = [line for line, *_, treatment in self._rows if treatment == REJECTED]
        return np.unique(np.concatenate([np.array(whole, np.int64), *lines]))

    def table(self) -> pd.DataFrame:
        """All faults by line; texts are cut, and such as tell who somebody is are hidden."""
        types = {"line": "int64", "column": "str", "fault": "str", "text": "str", "treatment": "str"}
        rows = pd.DataFrame(self._rows, columns=list(types)).astype(types)
        found = pd.concat([rows, *(part.astype(types) for part in self._parts)], ignore_index=True)
        found = found.sort_values("line", kind="stable", ignore_index=True)
        hidden = looks_personal(found["text"])
        found["text"] = found["text"].str.slice(0, _CUT).mask(hidden, _HIDDEN)
        return found
