"""What every check works on: the texts of a log, the headings they stand under, and the faults so far."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from simulation.caselog.faults import REJECTED, Faults


@dataclass
class Reading:
    """texts: the wanted fields, with `line`; headings: the heading of each field; notes: about the log."""

    where: str
    texts: pd.DataFrame
    headings: dict[str, str]
    faults: Faults
    notes: list[str] = field(default_factory=list)

    def has(self, name: str) -> bool:
        return name in self.texts

    def text(self, name: str) -> pd.Series:
        """The texts of a field, all empty where the log has no such column."""
        if name in self.texts:
            return self.texts[name]
        return pd.Series("", index=self.texts.index, dtype="str")

    def fault(self, name: str, code: str, where: np.ndarray | pd.Series, treatment: str = REJECTED) -> None:
        """Note a fault of the rows that are flagged, with what stands in this field."""
        flags = np.asarray(where, bool)
        heading = self.headings.get(name, "")
        self.faults.add(self.texts["line"][flags], heading, code, self.text(name)[flags], treatment)
