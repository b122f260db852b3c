"""Numbers as spreadsheets write them: 1,200.00 is never read as 1."""

from __future__ import annotations

import numpy as np
import pandas as pd

from simulation.caselog.checks.reading import Reading
from simulation.caselog.faults import ACCEPTED

_THOUSANDS = r"^-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?$"


def without_separators(log: Reading, name: str) -> pd.Series:
    """The texts of a field, numbers in it without separators of thousands, each of which is noted."""
    texts = log.text(name)
    grouped = texts.str.contains(_THOUSANDS, regex=True)
    log.fault(name, "thousands_separator", grouped, ACCEPTED)
    return texts.mask(grouped, texts.str.replace(",", "", regex=False)) if grouped.any() else texts


def read_numbers(log: Reading, name: str) -> np.ndarray:
    """The numbers of a field, NaN where there are none; a text that is no number is noted."""
    texts = without_separators(log, name)
    numbers = pd.to_numeric(texts, errors="coerce").to_numpy(float)
    log.fault(name, "unreadable_number", ~np.isfinite(numbers) & (texts != ""), ACCEPTED)
    return numbers
